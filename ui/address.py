"""What an address asks for, and the addresses of pages. Addresses are the pages' only memory: they can be pasted."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from api import schemas as wire

Parameters = Mapping[str, Sequence[str]]

FILTERS = tuple(wire.Filters.model_fields)

_PLACE = ("cursor", "from", "answer")
"""Where a page of results begins, and the answer that was given: they go when anything else of the address changes."""


def given(parameters: Parameters, *names: str) -> dict[str, Sequence[str]]:
    """The parameters with those names that have a value."""
    return {name: parameters[name] for name in names if any(parameters.get(name, ()))}


def first(parameters: Parameters, name: str) -> str:
    """The parameter's first value, or nothing."""
    return next(iter(parameters.get(name, ())), "")


def number(parameters: Parameters, name: str) -> int | None:
    """The parameter as a number, where it is one."""
    value = first(parameters, name)
    return int(value) if value.isascii() and value.isdecimal() else None


def home(parameters: Parameters | None = None) -> str:
    """The question box, with the question and filters of these parameters."""
    return _written(given(parameters or {}, "q", *FILTERS))


def search(parameters: Parameters | None = None) -> str:
    """The search page, with the words and filters of these parameters."""
    return _written({"page": ["search"], **given(parameters or {}, "q", *FILTERS)})


def watches(parameters: Parameters | None = None) -> str:
    """The standing questions, with the words and filters of these parameters in the box for another."""
    return _written({"page": ["watches"], **given(parameters or {}, "q", *FILTERS)})


def changed(parameters: Parameters, **values: Sequence[str]) -> str:
    """The same page with these parameters set, or taken off where there is no value; a search begins again."""
    kept = {**{name: each for name, each in parameters.items() if name not in _PLACE}, **values}
    return _written(given(kept, *kept))


def answer(answer_id: str, question: str) -> str:
    """An answer as it was given."""
    return _written({"q": [question], "answer": [answer_id]})


def article(article_id: str, version: int | None = None, span: tuple[int, int] | None = None) -> str:
    """An article, a version of it, or a stretch of that version's text."""
    start, end = span or (None, None)
    said = {"article": article_id, "version": version, "start": start, "end": end}
    return _written({name: [str(value)] for name, value in said.items() if value is not None})


def cited(stretch: wire.Passage | wire.Citation) -> str:
    """The article that the stretch stands in, at the stretch."""
    return article(stretch.article_id, stretch.version, (stretch.start, stretch.end))


def photo(photo_id: str) -> str:
    """A photograph."""
    return _written({"photo": [photo_id]})


def _written(parameters: Parameters) -> str:
    return "?" + urlencode(parameters, doseq=True)
