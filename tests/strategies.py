"""Random news for property tests: drafts as readers hand them in, versions made of them, archives, filters, queries."""

from datetime import date, timedelta
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

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
_SOURCES = ("Le Monde", "le monde", "LE MONDÉ", "Vennick Packet", "Packet", "Straße  Heute")
_SECTIONS = ("News", "Sport", "Arts & Books")
_BYLINES = ("Ann Lee and José Núñez", "ANN LEE", "Lee Ann", "Annabel Lee", "J. R. Brown", "Dr. Ø. Straße")
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
        photos=st.lists(st.builds(DraftPhoto, caption=bodies), max_size=2).map(tuple),
        metadata=metadata,
    )


@st.composite
def versions(draw: st.DrawFn, bodies: st.SearchStrategy[str], article_id: str = "a1") -> Version:
    """A version made as ingest makes them."""
    try:
        return compose(draw(drafts(bodies))).as_version(article_id, 1, ARRIVED)
    except UnreadableError:
        reject()


@st.composite
def archives(draw: st.DrawFn, most: int = 8) -> list[Version]:
    """A few articles; some of them share their texts, as wire stories do."""
    count = draw(st.integers(1, most))
    made = [draw(drafts(plain_texts())) for _ in range(count)]
    picked = draw(st.lists(st.sampled_from(made), min_size=1, max_size=count + 2))
    found = []
    for number, draft in enumerate(picked):
        try:
            found.append(compose(draft).as_version(f"a{number}", 1, ARRIVED))
        except UnreadableError:
            continue
    return found or reject()


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Filters over what `archives` hold: other ways of writing it, and what it does not hold, as well."""
    first = draw(st.none() | _DAYS)
    days = draw(st.none() | st.integers(0, 3))
    last = None if days is None else _later(first or date(2020, 1, 1), days)
    return Filters(
        date_from=first,
        date_to=last,
        sources=draw(_some(*_SOURCES, "monde", "Nowhere Times", "strasse heute")),
        sections=draw(_some(*_SECTIONS, "sport", "Weather")),
        bylines=draw(_some("ann lee", "LEE", "Jose Nunez", "Núñez", "nn", "Brown, J. R.", "j r brown", "Nobody")),
        languages=draw(_some("EN", "de", "xx")),
        kinds=draw(_some(*Kind)),
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
