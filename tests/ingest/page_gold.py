"""Saved pages with what they should be read as, and how near a reading comes; run as a module it prints the misses."""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import UnreadableError
from archive.model import Draft
from ingest.normalise import folded, one_line
from ingest.readers.html_page import HtmlReader

_DEGREES = frozenset({"phd", "ph.d.", "md", "m.d.", "mba", "msc", "m.sc.", "esq."})
_BEFORE_NAMES = re.compile(r"(?:(?<=^)|(?<=, )|(?<=and )|(?<=und ))(?:(?:prof|dr|mag)\.\s+)+")
_QUOTES = str.maketrans("‘’‚`´“”„«»", "'" * 5 + '"' * 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and its gold; `None` or empty where the gold does not say. `body` is the gold's paragraphs."""

    name: str
    data: bytes
    title: str | None
    day: str | None
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    body: str | None = None


def fundus(folder: Path) -> Iterator[Page]:
    """The pages of Fundus, each with the gold of its place in the outlet's file."""
    for gold in sorted(folder.glob("*/*.json")):
        files = sorted(
            path
            for path in gold.parent.glob("*.gz")
            if re.fullmatch(rf"{re.escape(gold.stem)}_[\d_]+.html.gz", path.name)
        )
        for path, said in zip(files, json.loads(gold.read_text()).values(), strict=True):
            body = said["body"]
            sections = [text for each in body["sections"] for text in each["headline"] + each["paragraphs"]]
            yield Page(
                name=f"{gold.parent.name}/{path.name}",
                data=gzip.decompress(path.read_bytes()),
                title=said["title"],
                day=said["publishing_date"][:10],
                authors=tuple(said.get("authors") or ()),
                captions=tuple(each["caption"] for each in said.get("images") or () if each.get("caption")),
                body=" ".join([*body["summary"], *sections]),
            )


def trafilatura(folder: Path) -> Iterator[Page]:
    """The pages of trafilatura's evaluation that say a title or a date."""
    for said in json.loads((folder / "gold.json").read_text()):
        yield Page(
            name=said["file"],
            data=(folder / said["file"]).read_bytes(),
            title=said.get("title") or None,
            day=said.get("date") or None,
            authors=tuple(_listed(said.get("author"))),
        )


def _listed(value: str | list[str] | None) -> list[str]:
    names = value if isinstance(value, list) else re.split(r"[;,]\s*", value or "")
    return [name.strip() for name in names if name.strip()]


def read(page: Page) -> Draft | None:
    """What the reader makes of a page; `None` where it makes nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(page.data)
        try:
            return next((item for item in HtmlReader().read(path) if isinstance(item, Draft)), None)
        except UnreadableError:
            return None


@dataclass(slots=True)
class Scores:
    """Hits and counts by what is measured, and the misses in words."""

    sums: Counter[str]
    counts: Counter[str]
    misses: list[str]

    def note(self, what: str, value: float, miss: str) -> None:
        """One more of what is measured; below 1 it is a miss, below 0.9 for a body."""
        self.sums[what] += value  # type: ignore[assignment]
        self.counts[what] += 1
        if value < (0.9 if what == "body" else 1):
            self.misses.append(f"{what}\t{miss}")

    def share(self, what: str) -> float:
        """The mean over what was counted."""
        return self.sums[what] / self.counts[what]


def measure(pages: Iterator[Page]) -> Scores:
    """Titles exact but for white space, kinds of quotation marks and character references.

    A gold that is all in capitals is what a style sheet shows, not what the page says: `title` takes it as the page has
    it, `title in its capitals` does not. Days and sets of authors are exact, captions found; of bodies it is the F1 of
    the words.
    """
    scores = Scores(Counter(), Counter(), [])
    for page in pages:
        draft = read(page) or Draft()
        if page.title:
            title = one_line(unescape(page.title))
            gold, read_as = _quotes_folded(title), _quotes_folded(draft.headline)
            miss = f"{page.name}\n\tgold {title}\n\tread {draft.headline}"
            scores.note("title in its capitals", float(read_as == gold), miss)
            scores.note("title", float(read_as == gold or (gold.isupper() and read_as.upper() == gold)), miss)
        if page.day:
            day = str(draft.metadata.published)[:10]
            scores.note("date", float(day == page.day), f"{page.name} gold {page.day} read {day}")
        if page.authors:
            byline = draft.metadata.byline or ""
            same = _names(byline) == {name for author in page.authors for name in _names(author)}
            scores.note("authors", float(same), f"{page.name} gold {page.authors} read {byline!r}")
        printed = [_letters(photo.caption) for photo in draft.photos]
        for caption in page.captions:
            found = any(_letters(caption) in each for each in printed)
            scores.note("captions", float(found), f"{page.name} {caption!r} read {[p.caption for p in draft.photos]}")
        if page.body is not None:
            f1 = _f1(page.body, draft.body)
            scores.note("body", f1, f"{page.name} {f1:.3f}")
    return scores


def _quotes_folded(title: str) -> str:
    return title.translate(_QUOTES)


def _names(byline: str) -> set[str]:
    """The names in a byline; the word that joins the last two is of the page's language, academic degrees are no names.

    The gold has degrees where one page prints them and lacks them where another does.
    """
    names = set(re.split(r", | (?:and|und|og|et|y|e) ", _BEFORE_NAMES.sub("", folded(byline))))
    return names - _DEGREES or names


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", folded(text))


def _f1(gold: str, read: str) -> float:
    """F1 of the bags of words; two empty texts agree."""
    words, found = (Counter(re.findall(r"\w+", folded(text))) for text in (gold, read))
    if not words or not found:
        return float(words == found)
    return 2 * (words & found).total() / (words.total() + found.total())


if __name__ == "__main__":
    html = Path(sys.argv[1])
    for name, pages in (("fundus", fundus(html / "fundus")), ("trafilatura", trafilatura(html / "trafilatura"))):
        scores = measure(pages)
        sys.stdout.writelines(f"{miss}\n" for miss in scores.misses)
        for what in scores.counts:
            sys.stdout.write(f"{name} {what} {scores.share(what):.3f} of {scores.counts[what]}\n")
