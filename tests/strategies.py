"""Random news for property tests: drafts as readers hand them in, versions made of them, archives, filters, queries."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from archive.dates import DateField
from archive.errors import UnreadableError
from archive.model import Draft, DraftPhoto, Kind, Metadata, NewsDate, Version
from index.filters import Filters
from ingest.compose import compose

ARRIVED = "2024-06-08T06:00:00+00:00"

VOCABULARY = ("river", "flood", "floods", "mayor", "bridge", "the", "council", "vote", "storm", "Café", "1984", "ferry")
AWKWARD = (
    "x" * 120,
    "https://example.org/" + "a1/b-2.c_3?" * 30,
    "QmFzZTY0+" * 40,
    "洪水が町を襲った。市長は辞任した。",
    "洪" * 90,
    "هذا خبر عاجل. ",
    "👩‍👩‍👧‍👦🗼",
    "🇺🇳" * 30,
    "e\u0301",
    "\u00a0",
    "\u3000",
    "\t",
    "“",
    '"',
    "’",
    "...",
    "U.S.",
    "1 p.m. ET",
    "Mr. J. R.",
    ")",
)
SEPARATORS = (" ", " ", " ", ". ", ".\n", "\n\n", ", ", "", "  ", "\u00a0", "\u3000", "?” ", "\u2028")

_DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 8)) | st.sampled_from([date.min, date.max])
_STANDS = st.dates(date(2019, 11, 30), date(2020, 1, 8)) | st.dates(date(2024, 6, 7), date(2024, 6, 11))
_SOURCES = ("Le Monde", "le monde", "LE MONDÉ", "Vennick Packet", "The Packet", "Packet", "Straße  Heute")
_SECTIONS = ("News", "Sport", "Arts & Books")
_BYLINES = (
    "Ann Lee and José Núñez",
    "ANN LEE",
    "AFP/ANN LEE",
    "Lee Ann",
    "Annabel Lee",
    "J. R. Brown",
    "Dr. Ø. Straße",
)
_LANGUAGES = ("en", "de", "fr")


def texts(pieces: int = 30) -> st.SearchStrategy[str]:
    """Words of the vocabulary, hard things that files hold, and whatever Unicode has, with odd things between."""
    piece = st.sampled_from(VOCABULARY) | st.sampled_from(VOCABULARY) | st.sampled_from(AWKWARD) | st.text(max_size=12)
    pairs = st.lists(st.tuples(piece, st.sampled_from(SEPARATORS)), max_size=pieces)
    return pairs.map(lambda each: "".join(piece + separator for piece, separator in each))


def plain_texts(words: int = 25) -> st.SearchStrategy[str]:
    """Sentences of the vocabulary alone."""
    sentence = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(lambda each: " ".join(each) + ".")
    return st.lists(sentence, min_size=1, max_size=max(1, words // 4)).map(" ".join)


@st.composite
def news_dates(draw: st.DrawFn) -> NewsDate:
    day = draw(_DAYS).isoformat()
    return NewsDate(day + draw(st.sampled_from(["", "T00:00:00", "T23:59:59-11:00", "T00:30:00+14:00"])))


metadata = st.builds(
    Metadata,
    byline=st.none() | st.sampled_from(_BYLINES),
    source=st.none() | st.sampled_from(_SOURCES),
    section=st.none() | st.sampled_from(_SECTIONS),
    published=st.none() | news_dates(),
    created=st.none() | st.none() | news_dates(),
    dateline=st.sampled_from([None, "PARIS", "PARIS, Jan 3", "ROMA, 5 GEN 2020", "SEOUL, Dec. 30"]),
    language=st.none() | st.sampled_from(_LANGUAGES),
)


def drafts(bodies: st.SearchStrategy[str]) -> st.SearchStrategy[Draft]:
    """Drafts with such bodies, notes and captions, each of them often missing."""
    missing = st.just("")
    return st.builds(
        Draft,
        headline=missing | plain_texts(6) | bodies,
        body=missing | bodies | bodies,
        notes=st.lists(bodies, max_size=2).map(tuple),
        photos=st.lists(st.builds(DraftPhoto, caption=bodies, taken=st.none() | news_dates()), max_size=2).map(tuple),
        metadata=metadata,
    )


@st.composite
def versions(draw: st.DrawFn, bodies: st.SearchStrategy[str], article_id: str = "a1") -> Version:
    """A version made as ingest makes them."""
    try:
        return compose(draw(drafts(bodies))).as_version(article_id, 1, ARRIVED)
    except UnreadableError:
        reject()


_EMBARGOES = (None, None, NewsDate("2020-01-05T12:00:00+00:00"), NewsDate("2024-06-09"), NewsDate("9000-01-01"))
_UPDATES = (
    "2019-12-01",
    "2020-01-04",
    "2020-01-06T10:00:00+01:00",
    "2020-01-06T23:30:00-05:00",
    "2024-06-09",
    "2030-01-01",
)


@st.composite
def archives(draw: st.DrawFn, most: int = 8, *, several: bool = False) -> list[Version]:
    """A few articles; some of them share their texts, as wire stories do.

    With `several`, some have more than one version, in order, and some versions are under embargo.
    """
    count = draw(st.integers(1, most))
    made = [draw(drafts(plain_texts())) for _ in range(count)]
    picked = draw(st.lists(st.sampled_from(made), min_size=1, max_size=count + 2))
    found: list[Version] = []
    for number, draft in enumerate(picked):
        later = draw(st.lists(st.sampled_from(made), max_size=2)) if several else []
        embargoes = _EMBARGOES if several else (None,)
        found += _versions_of(draw, f"a{number}", [draft, *later], embargoes)
    return found or reject()


def _versions_of(
    draw: st.DrawFn, article_id: str, written: list[Draft], embargoes: tuple[NewsDate | None, ...]
) -> list[Version]:
    """Versions of one article, dated in their order or not at all, each a day after the one before in the archive."""
    updates = sorted(draw(st.lists(st.sampled_from(_UPDATES), min_size=len(written), max_size=len(written))))
    updated = len(embargoes) > 1 and draw(st.booleans())
    found: list[Version] = []
    for draft, update in zip(written, updates, strict=True):
        said = replace(
            draft.metadata,
            published=written[0].metadata.published,
            updated=NewsDate(update) if updated else None,
            embargo=draw(st.sampled_from(embargoes)),
        )
        try:
            composed = compose(replace(draft, metadata=said))
        except UnreadableError:
            continue
        found.append(composed.as_version(article_id, len(found) + 1, f"2024-06-{8 + len(found):02}T06:00:00+00:00"))
    return found


@st.composite
def filters(draw: st.DrawFn, *, past: bool = False) -> Filters:
    """Filters over what `archives` hold: other ways of writing it, and what it does not hold, as well.

    With `past`, some are as of a day.
    """
    first = draw(st.none() | _DAYS)
    days = draw(st.none() | st.integers(0, 3))
    last = None if days is None else _later(first or date(2020, 1, 1), days)
    undated = first is None and last is None and draw(st.booleans()) and draw(st.booleans())
    return Filters(
        date_from=first,
        date_to=last,
        sources=draw(_some(*_SOURCES, "monde", "Nowhere Times", "strasse heute")),
        sections=draw(_some(*_SECTIONS, "sport", "Weather")),
        bylines=draw(_some("ann lee", "LEE", "Jose Nunez", "Núñez", "nn", "Brown, J. R.", "j r brown", "Nobody")),
        languages=draw(_some("EN", "de", "xx")),
        kinds=draw(_some(*Kind)),
        as_of=draw(st.none() | st.none() | _STANDS) if past else None,
        files=draw(_some("/press/1/a1.md", "a2.md", "2.md", "WIRE", "wire/ete/a2.xml", "press/3/", "/nowhere/a1.md")),
        date_field=draw(st.just(DateField.PUBLISHED) | st.sampled_from(DateField)),
        undated=undated,
    )


def _some(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    several = st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)
    return st.just(()) | st.just(()) | several


def _later(day: date, days: int) -> date:
    return day if day == date.max else day + timedelta(days)


queries = (
    st.lists(st.sampled_from([*VOCABULARY, '"the mayor"', "-storm", '-"the river"', "Le Monde", "in January 2020"]))
    .map(" ".join)
    .filter(str.strip)
)
