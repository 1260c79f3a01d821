"""The words of a column in, what each of them names out: spellings of one name are one value of facets and filters."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from archive.folding import fold, name_key, person_key, tag_key, words_of

_KEYS: dict[str, Callable[[str], str]] = {
    "source": name_key,
    "section": name_key,
    "byline": person_key,
    "language": tag_key,
}


class Spellings:
    """What the words of a column stand for; `uses` says how many passages have each, by code.

    A word of the column "byline" is the byline as printed and the people it names, a line each.
    """

    def __init__(self, column: str, words: Sequence[str], uses: Sequence[int]) -> None:
        self._people = column == "byline"
        self._key = _KEYS.get(column, fold)
        self._words = words
        self._uses = uses

    @cached_property
    def of(self) -> tuple[tuple[str, ...], ...]:
        """By code, the values that the word stands for: each in its best spelling, none for a byline without people."""
        named = [self._named(word) for word in self._words]
        uses: dict[str, dict[str, int]] = {}
        for code, names in enumerate(named):
            for name in names:
                spelled = uses.setdefault(self._key(name), {})
                spelled[name] = spelled.get(name, 0) + self._uses[code]
        best = {key: min(spelled, key=lambda name: _rank(name, spelled[name])) for key, spelled in uses.items()}
        return tuple(tuple(dict.fromkeys(best[self._key(name)] for name in names)) for names in named)

    def meaning(self, values: Iterable[str]) -> tuple[int, ...]:
        """The codes of the words that are a spelling of any of the values."""
        wanted = {self._key(value) for value in values}
        return tuple(code for code, key in enumerate(self._whole) if key in wanted)

    def holding(self, text: str) -> tuple[int, ...]:
        """The codes of the words in which the words of the text stand, one after the other.

        In a byline also with initials in one piece or left out, and the last name first.
        """
        turned = [text, *_turned(text)] if self._people else []
        asked = [f" {each} " for each in (words_of(text), *map(person_key, turned)) if each]
        return tuple(code for code, said in enumerate(self._said) if any(each in said for each in asked))

    def _named(self, word: str) -> list[str]:
        return word.split("\n")[1:] if self._people else [word]

    @cached_property
    def _whole(self) -> tuple[str, ...]:
        return tuple(map(self._key, self._words))

    @cached_property
    def _said(self) -> tuple[str, ...]:
        """By code, all ways to say the word, with a mark between them that no word has."""
        lines = (word.split("\n") if self._people else [word] for word in self._words)
        return tuple(
            "".join(f" {way} |" for line in each for way in _ways(line, people=self._people)) for each in lines
        )


def _ways(text: str, *, people: bool) -> list[str]:
    """A line of a column as it may be asked for."""
    key = person_key(text)
    return list(dict.fromkeys((words_of(text), key, _without_initials(key)))) if people else [words_of(text)]


def _turned(name: str) -> list[str]:
    last, comma, first = name.partition(",")
    return [f"{first} {last}"] if comma and first.strip() and "," not in first and len(name.split()) <= 4 else []


def _without_initials(key: str) -> str:
    """`jane doe` for `jane a doe`: an initial between two names often is left out."""
    words = key.split()
    return " ".join(word for place, word in enumerate(words) if len(word) > 1 or place in (0, len(words) - 1))


def _rank(name: str, uses: int) -> tuple[bool, bool, int, str]:
    """Best first: a name before an address, one with capitals where they belong, the most used."""
    return "." in name.strip(".") and " " not in name, name.isupper() or name.islower(), -uses, name
