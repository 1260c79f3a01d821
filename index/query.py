"""What a user typed, read: words that rank, what must stand, what must not. Never an error; the reading is shown."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.keywords import KeywordQuery, Wording

_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂「」『』", '"'))
_HEADLINE = ("headline", "title")
_COLUMNS = {"byline": "byline", "author": "byline", "source": "source", "section": "section"}
_FIELD = rf"(?:(?P<{{}}>{'|'.join((*_HEADLINE, *_COLUMNS))}):)?"
_ITEM = re.compile(
    rf'(?P<minus>(?<!\S)-)?(?<!\w){_FIELD.format("field")}"(?P<quoted>[^"]*)"(?:~(?P<near>\d{{1,3}})(?!\w))?'
    rf'|(?<!\S)(?P<no>-)?{_FIELD.format("of")}(?P<word>[^\s"]+)',
    re.IGNORECASE,
)
_EXCLUDABLE = re.compile(r"[^\W\d_][\w’'-]*\*?")
_PREFIX = re.compile(r"[^\W_]{2,}\*")
_TRAILING = ".,;:!?)"


@dataclass(frozen=True, slots=True)
class Named:
    """A column of the archive ("byline", "source", "section") that must, or must not, hold the words of the text."""

    column: str
    text: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: `text` is what is embedded; `understood` says in words what is required and excluded."""

    text: str
    keywords: KeywordQuery
    understood: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()

    @property
    def restricted(self) -> bool:
        """Whether passages must or must not hold certain words."""
        return bool(self.keywords.phrases or self.keywords.excluded)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing typed: what is asked of it, what it leaves for ranking, and in words what it was taken to mean."""

    wording: Wording | None = None
    named: Named | None = None
    excluded: bool = False
    ranks: str = ""
    understood: str = ""


def read_query(typed: str, *, question: bool = False) -> Query:
    """Read a query.

    `"exact phrase"` must stand in a passage and `word*` begins a word of it, `"two words"~5` stand near each other,
    `headline:`, `byline:`, `source:` and `section:` say where; with `-` before it each must not. Other words rank. In
    a question (asked as one, or ending in a question mark) quotation marks only name something, and a hyphen is only
    a hyphen: nothing is required or excluded.
    """
    typed = _whole_letters(typed)
    if question or typed.rstrip().endswith("?"):
        return Query(_plain(typed), KeywordQuery(_plain(typed)))
    marked = typed.translate(_MARKS)
    items = list(_items(marked))
    spare, asked = [each for each in items if not each.understood], [each for each in items if each.understood]
    words = _plain(" ".join(each.ranks for each in (*spare, *asked)))
    wordings = [(each.excluded, _simple(each.wording)) for each in asked if each.wording]
    understood = [each.understood for each in asked]
    if marked.count('"') % 2:
        understood.append("read without the quotation mark that has no second one")
    return Query(
        words,
        KeywordQuery(
            words,
            tuple(wording for excluded, wording in wordings if not excluded),
            tuple(wording for excluded, wording in wordings if excluded),
        ),
        tuple(understood),
        tuple(each.named for each in asked if each.named),
    )


def _items(marked: str) -> Iterator[_Item]:
    """What was typed, piece by piece; what stands between the pieces ranks."""
    place = 0
    for match in _ITEM.finditer(marked):
        yield _Item(ranks=marked[place : match.start()].replace('"', " "))
        yield _quoted(match) if match["quoted"] is not None else _word(match)
        place = match.end()
    yield _Item(ranks=marked[place:].replace('"', " "))


def _quoted(match: re.Match[str]) -> _Item:
    text, excluded, field = _plain(match["quoted"]), bool(match["minus"]), match["field"]
    if not text:
        return _Item()
    near = int(match["near"]) if match["near"] and _may_be_near(text) else None
    return _item(field, Wording(text, near), excluded=excluded)


def _word(match: re.Match[str]) -> _Item:
    word, excluded, field = match["word"].rstrip(_TRAILING), bool(match["no"]), match["of"]
    prefix = bool(_PREFIX.fullmatch(word))
    asked = prefix or (field and any(map(str.isalnum, word))) or (excluded and _EXCLUDABLE.fullmatch(word))
    if not asked:
        return _Item(ranks=match[0])
    return _item(field, Wording(word.rstrip("*"), prefix=prefix), excluded=excluded)


def _item(field: str | None, wording: Wording, *, excluded: bool) -> _Item:
    """What is asked of a wording: that it stands in the text, in the headline, or in a column."""
    name, ranks = (field or "").lower(), "" if excluded else wording.text
    if name in _COLUMNS:
        column = _COLUMNS[name]
        said = f"{column} must {'not ' if excluded else ''}name “{wording.text}”"
        return _Item(named=Named(column, wording.text, excluded), excluded=excluded, understood=said)
    if name in _HEADLINE:
        wording = Wording(wording.text, wording.near, wording.prefix, headline=True)
    said = f"{'headline ' if wording.headline else ''}must {'not ' if excluded else ''}hold {_in_words(wording)}"
    return _Item(wording=wording, excluded=excluded, ranks=ranks, understood=said)


def _in_words(wording: Wording) -> str:
    if wording.prefix:
        return f"a word that begins with “{wording.text}”"
    if wording.near is not None:
        return f"the words of “{wording.text}” with at most {wording.near} others between them"
    return f"“{wording.text}”"


def _simple(wording: Wording) -> str | Wording:
    return wording.text if wording == Wording(wording.text) else wording


def _may_be_near(text: str) -> bool:
    """Two different words may be near each other; anything else is read as a phrase."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return len(words) == 2 and words[0] != words[1]


def _whole_letters(typed: str) -> str:
    """Letters in one piece with their accents; a space for half a character, which a shell may pass."""
    return "".join(" " if unicodedata.category(each) == "Cs" else each for each in unicodedata.normalize("NFC", typed))


def _plain(text: str) -> str:
    return " ".join(text.split())
