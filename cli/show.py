"""For the terminal: progress, tables, answers and hits. Everything here takes wire or report values and prints."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from api import schemas as wire
from cli import show_copies
from cli.plain import escape
from index.rebuild import Cost, RebuildReport
from index.rebuild import Progress as RebuildListener
from ingest.report import IngestReport
from ui import wording
from ui.changes import folded

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)
_SHOWN_FAILURES = 20
_SHOWN_VALUES = 10
_WIDTH = 100
_POOR = 0.7
"""Ingest flags pages of lower quality."""


@contextmanager
def counting(what: str, *, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error, told done, total and the item at hand."""
    bar = Progress(
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[item]}"),
        console=_err, transient=True, disable=quiet or not _err.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=None, item="")

        def count(done: int, total: int, item: str) -> None:
            bar.update(task, completed=done, total=total, item=escape(item[-60:]))

        yield count


class RebuildProgress(RebuildListener):
    """Says what a rebuild will cost, then draws how far it is, its rate and the time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        columns = (TextColumn("embedding"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        silent = quiet or not _err.is_terminal
        self._bar = Progress(*columns, TimeRemainingColumn(), console=_err, transient=True, disable=silent)
        self._task = self._bar.add_task("embedding", total=None, rate="")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def cost(self, cost: Cost) -> None:
        if not self._quiet:
            _err.print(
                f"{cost.articles} articles, {cost.passages} passages; {cost.to_embed} texts to embed, "
                f"about {_duration(cost.seconds)}"
            )
            if _err.is_terminal:
                self._bar.start()

    def embedded(self, done: int, total: int) -> None:
        elapsed = self._bar.tasks[0].elapsed or 0.0
        rate = f"{done / elapsed:.0f} texts/s" if elapsed > 1 else ""
        self._bar.update(self._task, completed=done, total=total, rate=rate)


def ingest_report(report: IngestReport, *, listing: bool = True) -> None:
    """The closing table of an ingest and, with `listing`, its failures and skipped files with their reasons."""
    table = Table(show_header=False, box=None, pad_edge=False)
    always = ("files", "articles in the files read", "  new", "  changed", "captions", "  failed")
    for name, count in (
        ("files", report.files),
        ("  read", report.read),
        ("  partly read", report.partly_read),
        ("  unchanged", report.unchanged_files),
        ("  opened", report.opened),
        ("  skipped", report.skipped),
        *((f"    {kind}", count) for kind, count in report.skipped_by_type.items()),
        ("  failed", report.failed),
        ("articles in the files read", report.articles),
        ("  new", report.new),
        ("  changed", report.changed),
        ("  unchanged", report.unchanged),
        ("  duplicates", report.duplicates),
        ("  taken down", report.taken_down),
        ("captions", report.captions),
        ("joined a collection", report.joined),
        ("pruned files", report.pruned),
        ("withdrawn articles", report.withdrawn),
    ):
        if count or name in always:
            table.add_row(escape(name), str(count))
    _out.print(table)
    told = (("problem", report.failures), ("skipped", report.skips), ("remark", report.remarks))
    for title, listed in told if listing else ():
        for each in listed[:_SHOWN_FAILURES]:
            _out.print(f"[bold]{title}:[/] {escape(str(each))}", soft_wrap=True)
        if len(listed) > _SHOWN_FAILURES:
            where = "newsarchive failures" if listed is report.failures else "newsarchive ingest --json"
            _out.print(f"… and {len(listed) - _SHOWN_FAILURES:,} more; see '{where}'")


def rebuild_report(report: RebuildReport) -> None:
    """What a rebuild did."""
    total = sum(report.seconds.values())
    _out.print(
        f"generation {report.generation}: {report.articles} articles, {report.passages} passages, "
        f"{report.written} of them written, {report.embedded} texts embedded, {total:.1f} s"
    )


def measures(report: dict[str, Any]) -> None:
    """What an evaluation measured, a line each."""
    for name, value in report.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        for part, figure in inner:
            shown = f"{figure:.3f}" if isinstance(figure, float) else escape(str(figure))
            _out.print(f"{name} {part}".strip().ljust(28) + shown)


def failures(listed: Sequence[dict[str, Any]]) -> None:
    """Every recorded failure."""
    for each in listed:
        where = f", {each['where']}" if each["where"] else ""
        _out.print(escape(f"{each['path']}{where}: {each['reason']}"), soft_wrap=True)
    _out.print(f"{len(listed):,} failure{'s' if len(listed) > 1 else ''}" if listed else "nothing failed")


def search_result(result: wire.SearchResult) -> None:
    """The hits of a search, best first."""
    for line in result.understood:
        _out.print(f"[dim]{escape(line)}[/]")
    for each in result.suggested:
        _out.print(f"[dim]{escape(each.text)}: limit it with --date-from {each.date_from} --date-to {each.date_to}[/]")
    _hits(result.hits, result.date_field)
    _counts(result)
    if not result.hits:
        _out.print("no hits")
        return
    undated = f" ({result.undated} without a date)" if result.undated else ""
    _out.print(f"\n[dim]{len(result.hits)} of {result.total} hits{undated} from generation {result.generation}[/]")
    if result.articles != result.stories:
        _out.print(f"[dim]in {result.articles} articles that tell {result.stories} stories[/]")
    if result.next:
        _out.print(f"[dim]next page: --cursor {result.next}[/]", soft_wrap=True)


def related(found: wire.Related) -> None:
    """The articles beside one article, best first."""
    _hits(found.hits)
    _out.print(f"\n[dim]{len(found.hits)} articles from generation {found.generation}[/]" if found.hits else "none")


def _hits(hits: Sequence[wire.Hit], meant: wire.DateField = "published") -> None:
    for rank, hit in enumerate(hits, start=1):
        _out.print(f"\n[bold]{rank}. {escape(hit.headline)}[/]")
        _out.print(f"[dim]   {escape(_place(hit))}[/]", soft_wrap=True)
        if meant != "published":
            _out.print(f"[dim]   {meant} {escape(hit.dates.get(meant, 'on no day that is known'))}[/]")
        _stands(hit.standing, indent="   ")
        if hit.collections:
            _out.print(f"[dim]   in {escape(', '.join(hit.collections))}[/]", soft_wrap=True)
        _paragraph(hit.text, indent="   ")
        if hit.more:
            _out.print(f"[dim]   and {len(hit.more)} more passages of this article[/]")
        show_copies.beside(hit.copies)


def _counts(result: wire.SearchResult) -> None:
    """All hits counted by field and over time, the most frequent values of each."""
    for facet in result.facets:
        shown = [f"{each.value or 'none'} {each.count}" for each in facet.counts[:_SHOWN_VALUES]]
        rest = len(facet.counts) - len(shown)
        _out.print(f"[dim]{facet.field}: {escape(', '.join(shown))}{f' … and {rest} others' if rest else ''}[/]")
    if result.histogram is not None:
        shown = [f"{each.value} {each.count}" for each in result.histogram.counts if each.count]
        _out.print(f"[dim]by {result.histogram.unit}: {escape(', '.join(shown))}[/]")


def answer(given: wire.Answer) -> None:
    """An answer with its citations, or a refusal with the nearest passages, and the id of its receipt."""
    if given.status == "refused":
        _refusal(given)
    else:
        _answered(given)
    if given.answer_id:
        _out.print(f"\n[dim]answer {given.answer_id}[/]")


def _understood(given: wire.Answer) -> None:
    following = given.following
    if following is not None and following.text != given.question:
        _out.print(f"[dim]read as: {escape(following.text)}[/]", soft_wrap=True)
    if following is not None and following.first:
        headlines = "; ".join(f"“{each.headline}”" for each in following.first)
        _out.print(f"[dim]looked first in: {escape(headlines)}[/]", soft_wrap=True)
    for line in given.understood:
        _out.print(f"[dim]{escape(line)}[/]")


def _refusal(given: wire.Answer) -> None:
    _understood(given)
    _out.print(f"[bold]The archive does not say.[/] {escape(given.reason or '')}")
    _out.print("\nNearest passages:" if given.nearest else "")
    for hit in given.nearest[:3]:
        _out.print(f"\n   [bold]{escape(hit.headline)}[/]\n   [dim]{escape(_place(hit))}[/]")
        _paragraph(hit.text, indent="   ")


def _answered(given: wire.Answer) -> None:
    _understood(given)
    _sides(given.disagreement)
    if given.short is not None:
        _out.print(f"[bold]{escape(given.short.text)}[/] \\[{given.short.citation}]\n")
    for sentence in given.sentences:
        marks = " ".join(f"[{number}]" for number in sentence.citations)
        if sentence.verified:
            _paragraph(f"{sentence.text} {marks}", indent="")
        else:
            _struck(sentence)
    _out.print()
    for citation in given.citations:
        _out.print(f"\\[{citation.number}] [bold]{escape(citation.headline)}[/]")
        place = f"{_place(citation)}, characters {citation.start}-{citation.end}"
        _out.print(f"    [dim]{escape(place)}[/]", soft_wrap=True)
    _standing(given)


def _sides(sides: Sequence[wire.Side]) -> None:
    """What each source says, where they contradict one another."""
    if sides:
        _out.print("[bold]The sources do not agree:[/]")
        for each in sides:
            by = ", ".join(said for said in (each.source, _date(each.published)) if said)
            _out.print(f"   [bold]{escape(each.text)}[/] · {escape(by)} \\[{each.citation}]")
        _out.print()


def _standing(given: wire.Answer) -> None:
    """How many papers stand behind the citations, and what is to be known of their articles."""
    for story in given.stories:
        if story.summary:
            marks = " ".join(f"\\[{number}]" for number in story.citations)
            _out.print(f"{marks} {escape(story.summary)}: {escape(', '.join(story.outlets))}")
    for caveat in given.caveats:
        _paragraph(f"[{caveat.citation}] {caveat.kind}: {caveat.text}", indent="")
    if given.citations:
        _out.print("\n[dim]To read one where it stands: newsarchive show ARTICLE --version NUMBER[/]")
    for said in _written_by(given):
        _out.print(f"[dim]{escape(said)}[/]")


def _written_by(given: wire.Answer) -> Iterator[str]:
    """Who chose the words, where a model was asked, and why they are not its own after all."""
    if given.writer == "model":
        yield f"Written by {given.model}; every sentence was checked against the words it cites."
    if given.note:
        yield f"In the archive's words, not in those of {given.model}: {given.note}."


def _struck(sentence: wire.AnswerSentence) -> None:
    """A sentence that failed, struck through where the terminal can, and why."""
    doubt = f": {sentence.doubt}" if sentence.doubt else ""
    _out.print(f"[strike]{escape(sentence.text)}[/] [bold]not verified{escape(doubt)}[/]")


def _stands(given: wire.Standing, *, indent: str) -> None:
    """What became of a version since, a line each."""
    for line in wording.standing(given):
        _out.print(f"{indent}[bold red]{escape(line)}[/]", soft_wrap=True)


def comparison(found: wire.Comparison) -> None:
    """What changed between two versions: removed in [-…-], added in {+…+}, as word diffs are written."""
    _out.print(f"[dim]{found.article_id}, from version {found.older} to version {found.newer}[/]\n")
    marks = {"kept": ("", "", ""), "removed": ("red", "[-", "-]"), "added": ("green", "{+", "+}")}
    for each in folded(found.stretches):
        if isinstance(each, int):
            _out.print(f"[dim]… {wording.count(each, 'paragraph')} as before …[/]\n")
            continue
        style, before, after = marks[each.change]
        words = each.text if each.change == "kept" else each.text.strip()
        start = each.text.find(words)
        marked = f"{before}{words}{after}" if words else ""
        _out.print(
            each.text[:start], Text(marked, style), each.text[start + len(words) :], sep="", end="", soft_wrap=True
        )
    _out.print()


def article(found: wire.Article, number: int | None) -> None:
    """One version of an article in full, and which others there are."""
    wanted = found.current if number is None else number
    version = next(each for each in found.versions if each.number == wanted)
    said = (version.byline, version.source, version.section, _date(version.published))
    others = f" of {len(found.versions)}" if len(found.versions) > 1 else ""
    in_force = "" if wanted == found.current else f"; version {found.current} is in force"
    held = "" if found.status == "current" else f"; {found.status}, in no search"
    _out.print(f"[dim]{found.article_id}, version {wanted}{others}{in_force}{held}[/]")
    _stands(version.standing, indent="")
    _out.print(f"[dim]{escape(' · '.join(each for each in said if each))}[/]")
    for line in map(_dated, version.dates):
        _out.print(f"[dim]{escape(line)}[/]", soft_wrap=True)
    _out.print()
    for paragraph in version.text.split("\n"):
        _paragraph(paragraph, indent="")
    for page in version.pages:
        _page(page)
    for photo in version.photos:
        _photograph(photo)


def _dated(given: wire.Date) -> str:
    """`published 2020-02-11T09:30:00+01:00, from datePublished, high confidence`, and what speaks against it."""
    doubt = f": {given.doubt}" if given.doubt else ""
    read_from = f", from {given.read_from}" if given.read_from else ""
    return f"{given.field} {given.date}{read_from}, {given.confidence} confidence{doubt}"


def _recognised(confidence: float | None) -> str | None:
    if confidence is None:
        return None
    return "read by text recognition" + (f", {confidence * 100:.0f} % sure" if confidence else "")


def _page(page: wire.PageSpan) -> None:
    """What a reader should know before trusting the words of a page."""
    poor = f"quality {page.quality:.2f}" if page.quality is not None and page.quality < _POOR else None
    said = ", ".join(filter(None, (_recognised(page.ocr), poor)))
    if said:
        _out.print(f"[dim]page {page.number}: {said}[/]")


def _photograph(photo: wire.Photo) -> None:
    """What is known of a photograph beside its caption."""
    stated = (
        ("headline", photo.headline),
        ("photograph", photo.byline),
        ("credit", photo.credit),
        ("place", photo.place),
        ("taken", _date(photo.taken)),
        ("people", ", ".join(photo.people)),
        ("keywords", ", ".join(photo.keywords)),
        ("rights", photo.rights),
    )
    _out.print(f"\n[dim]photograph {photo.photo_id}[/]")
    for name, value in stated:
        if value:
            _out.print(f"    {name}: {escape(value)}", soft_wrap=True)


def _place(where: wire.Passage | wire.Citation) -> str:
    pages = f"page {', '.join(map(str, where.pages))}" if where.pages else None
    confidence = where.ocr if isinstance(where, wire.Citation) else None
    said = (where.source, where.byline, _date(where.published), where.kind, pages, _recognised(confidence))
    return " · ".join(each for each in said if each) + f" · {where.article_id} version {where.version}"


def _date(iso: str | None) -> str | None:
    return iso[:10] if iso else None


def _paragraph(text: str, *, indent: str) -> None:
    width = min(_out.width, _WIDTH)
    lines = textwrap.fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)
    _out.print(escape(lines))


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
