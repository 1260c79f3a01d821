"""Law 3 at its base: a filter's mask and its conditions select the same passages, and the right ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.bylines import authors_of
from archive.dates import DateField, dates_of
from archive.errors import InputError
from archive.folding import fold
from archive.model import Kind, Version
from archive.standing import history
from index.columns import ARTICLE, OTHER_DAYS, STOOD, UNDATED, WORDS, Columns, Days, OneOf, minute_of
from index.filters import NO_FILTERS, Filters
from index.hits import ALWAYS, FOREVER, Passage
from index.keywords import Entry, KeywordQuery
from index.tantivy_keywords import TantivyFormat
from tests.index.archives import Shelf, article, files_of, indexed, meets, standing_at
from tests.strategies import archives, filters


def passage(
    *,
    source: str | None = None,
    section: str | None = None,
    byline: str | None = None,
    language: str | None = None,
    published: str | None = None,
    kind: Kind = Kind.BODY,
    since: int = ALWAYS,
    until: int = FOREVER,
    files: str | None = None,
    authors: tuple[str, ...] = (),
    dates: tuple[tuple[str, str], ...] = (),
    photo_id: str | None = None,
) -> Passage:
    return Passage(
        passage_id="a.1.0",
        article_id="a",
        version=1,
        kind=kind,
        start=0,
        end=1,
        text="x",
        headline="",
        source=source,
        section=section,
        byline=byline,
        published=published,
        language=language,
        since=since,
        until=until,
        files=files,
        authors=authors,
        dates=dates,
        photo_id=photo_id,
    )


def passages_of(versions: list[Version]) -> list[tuple[Version, Passage]]:
    """One passage a part, with what the article says of itself."""
    return [
        (
            version,
            passage(
                source=version.metadata.source,
                section=version.metadata.section,
                byline=version.metadata.byline,
                authors=authors_of(version, part.photo_id),
                dates=tuple((each.field.value, each.date.iso) for each in dates_of(version, part.photo_id)),
                language=version.metadata.language,
                files="\n".join(files_of(version.article_id)),
                published=version.metadata.published.iso if version.metadata.published else None,
                kind=part.kind,
                photo_id=part.photo_id,
                since=minute_of(held.since),
                until=minute_of(held.until) if held.until else FOREVER,
            ),
        )
        for each in Shelf(versions).current_articles()
        for held in history(each)
        if (version := held.version)
        for part in version.parts
    ]


def selected(passages: list[Passage], wanted: Filters) -> list[int]:
    admissible = Columns.of(passages).admissible(wanted)
    assert admissible is not None
    assert (admissible.mask.dtype, admissible.mask.shape) == (np.bool_, (len(passages),))
    return np.flatnonzero(admissible.mask).tolist()


# Building an index takes too long for a failing example to be made small.
@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(archives(12, several=True), st.lists(filters(past=True), min_size=8, max_size=8))
def test_mask_and_conditions_select_the_same_passages_and_the_right_ones(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Version], wanted: list[Filters]
) -> None:
    folder = tmp_path_factory.mktemp("columns")
    pairs = passages_of(versions)
    assert list(dict.fromkeys((each.article_id, each.number) for each, _ in pairs)) == [
        (each.article_id, each.number) for each in indexed(versions)
    ]
    columns = Columns.of(passage for _, passage in pairs)
    columns.write(folder)
    entries = [
        Entry(
            "word",
            "word",
            {name: int(columns.codes[name][place]) for name in (*WORDS, *OTHER_DAYS, ARTICLE, *STOOD)},
            int(columns.codes["day"][place]),
        )
        for place in range(len(pairs))
    ]
    TantivyFormat().build(entries, folder / "keywords")
    keywords, reopened = TantivyFormat().open(folder / "keywords"), Columns.open([folder])
    for each in wanted:
        stands = standing_at(versions, each.as_of)
        right = [
            place
            for place, (version, passage) in enumerate(pairs)
            if (version.article_id, version.number) in stands and meets(version, passage.kind, each, passage.photo_id)
        ]
        admissible = columns.admissible(each)
        if admissible is None:
            assert replace(each, date_field=DateField.PUBLISHED) == NO_FILTERS
            assert right == list(range(len(pairs)))
            continue
        assert np.flatnonzero(admissible.mask).tolist() == right
        again = reopened.admissible(each)
        assert again is not None
        assert again.mask.tolist() == admissible.mask.tolist()
        ordinals, scores = keywords.search(KeywordQuery("word"), len(pairs), admissible.conditions)
        assert ordinals.tolist() == right
        assert len(set(scores.tolist())) <= 1


def test_no_filters_admit_everything() -> None:
    assert Columns.of([passage()]).admissible(NO_FILTERS) is None


def test_columns_hold_codes_and_days_by_ordinal() -> None:
    columns = Columns.of(
        [
            passage(source="Packet", published="2020-02-11", language="en"),
            passage(source="Courier", published="2020-02-11T23:59:00-11:00"),
            passage(source="Packet", kind=Kind.CAPTION),
        ]
    )
    assert columns.codes["source"].tolist() == [0, 1, 0]
    assert columns.words["source"] == ["Packet", "Courier"]
    assert columns.codes["language"].tolist() == [0, -1, -1]
    assert columns.codes["section"].tolist() == [-1, -1, -1]
    assert columns.codes["kind"].tolist() == [0, 0, 1]
    assert columns.words["kind"] == ["body", "caption"]
    assert columns.codes["day"].tolist() == [date(2020, 2, 11).toordinal()] * 2 + [UNDATED]


@pytest.mark.parametrize("iso", ["20200211", "20200211T0930", "2020-W07-2", "2020-W07-2T09:30:00"])
def test_every_iso_date_the_record_takes_has_its_day(iso: str) -> None:
    version = article("a1", "The river rose.", published=iso)
    assert version.metadata.published is not None
    assert selected([passage(published=version.metadata.published.iso)], Filters(date_from=date(2020, 2, 11))) == [0]
    assert Columns.of([passage(published=iso)]).codes["day"].tolist() == [date(2020, 2, 11).toordinal()]


DATED = [
    passage(published=published)
    for published in (
        "2020-02-10",
        "2020-02-11",
        "2020-02-11T00:00:00",
        "2020-02-11T23:59:59-11:00",
        "2020-02-12T00:30:00+14:00",
        "0001-01-01",
        "9999-12-31",
        None,
    )
]


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2020, 2, 11), date(2020, 2, 11), [1, 2, 3]),
        (date(2020, 2, 12), date(2020, 2, 12), [4]),
        (date(2020, 2, 12), None, [4, 6]),
        (None, date(2020, 2, 10), [0, 5]),
        (None, date.min, [5]),
        (date.max, None, [6]),
        (date.min, date.max, [0, 1, 2, 3, 4, 5, 6]),
        (date(2020, 2, 13), date(2020, 3, 1), []),
    ],
)
def test_both_ends_are_in_and_undated_meets_no_date(first: date | None, last: date | None, wanted: list[int]) -> None:
    """The day is the one the paper printed, in its own time zone."""
    assert selected(DATED, Filters(date_from=first, date_to=last)) == wanted


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(InputError, match="first day 2020-02-12 is after the last day 2020-02-11; exchange them"):
        Filters(date_from=date(2020, 2, 12), date_to=date(2020, 2, 11))


EVERY_DATE = [
    passage(published="2020-02-11", dates=(("updated", "2020-02-12T23:00:00-05:00"), ("ingested", "2026-01-01"))),
    passage(published="2020-02-12", dates=(("created", "2020-02-11"), ("ingested", "2026-01-02"))),
    passage(dates=(("taken", "2020-02-12"), ("dateline", "2020-02-11"), ("ingested", "2026-01-01"))),
]


@pytest.mark.parametrize(
    ("field", "wanted", "undated"),
    [
        (DateField.PUBLISHED, [1], [2]),
        (DateField.UPDATED, [0], [1, 2]),
        (DateField.CREATED, [], [0, 2]),
        (DateField.TAKEN, [2], [0, 1]),
        (DateField.DATELINE, [], [0, 1]),
        (DateField.INGESTED, [], []),
    ],
)
def test_each_date_has_days_and_what_lacks_it_of_its_own(
    field: DateField, wanted: list[int], undated: list[int]
) -> None:
    day = date(2020, 2, 12)
    assert selected(EVERY_DATE, Filters(date_from=day, date_to=day, date_field=field)) == wanted
    assert selected(EVERY_DATE, Filters(undated=True, date_field=field)) == undated


def test_what_is_undated_has_no_days_to_ask_for() -> None:
    with pytest.raises(
        InputError, match="what has no date is not from 2020-02-11; ask for days or for what is undated"
    ):
        Filters(undated=True, date_from=date(2020, 2, 11))
    with pytest.raises(InputError, match="what has no date is not until 2020-02-11"):
        Filters(undated=True, date_to=date(2020, 2, 11))


SOURCES = ["Le Monde", "LE MONDÉ", "le  monde", "Monde", "Straße Heute", "Packet", None]


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        (("le monde",), [0, 1, 2]),
        (("Le Mondé",), [0, 1, 2]),
        (("  LE\tMONDE ",), [0, 1, 2]),
        (("monde",), [3]),
        (("STRASSE HEUTE",), [4]),
        (("strasse heute", "Packet"), [4, 5]),
        (("packet", "Nowhere Times"), [5]),
        (("Nowhere Times",), []),
        (("",), []),
    ],
)
def test_a_source_matches_whole_without_case_and_accents(sources: tuple[str, ...], wanted: list[int]) -> None:
    passages = [passage(source=source) for source in SOURCES]
    assert selected(passages, Filters(sources=sources)) == wanted
    assert selected([passage(section=source) for source in SOURCES], Filters(sections=sources)) == wanted
    assert selected([passage(language=source) for source in SOURCES], Filters(languages=sources)) == wanted


FILES = ["/press/2020/Été.md", "/press/2020/été.md.txt", "/press/1920/a.md\n/wire/2020/b.xml", None]


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (("/press/2020/ete.md",), [0]),
        (("ÉTÉ.md",), [0]),
        (("2020",), [0, 1, 2]),
        (("press/2020/",), [0, 1]),
        (("wire", "a.md"), [2]),
        (("press/2020/été",), []),
        (("20",), []),
        (("press", "wire"), [0, 1, 2]),
    ],
)
def test_a_file_matches_by_its_path_the_end_of_it_or_a_folder_in_it(files: tuple[str, ...], wanted: list[int]) -> None:
    assert selected([passage(files=each) for each in FILES], Filters(files=files)) == wanted


BYLINES = ["By Ann Lee and José Núñez", "ANN LEE", "Lee Ann", "Annabel Lee", "J. R. Brown", "O’Neil, Shaq", "***", None]


@pytest.mark.parametrize(
    ("bylines", "wanted"),
    [
        (("ann lee",), [0, 1]),
        (("Lee",), [0, 1, 2, 3]),
        (("jose nunez",), [0]),
        (("J.R. Brown",), [4]),
        (("j r brown",), [4]),
        (("R. Brown",), [4]),
        (("nn",), []),
        (("Ann José",), []),
        (("o'neil",), [5]),
        (("Brown", "Ann Lee"), [0, 1, 4]),
        (("",), []),
        (("...",), []),
    ],
)
def test_a_byline_matches_by_its_words(bylines: tuple[str, ...], wanted: list[int]) -> None:
    assert selected([passage(byline=byline) for byline in BYLINES], Filters(bylines=bylines)) == wanted


def test_within_a_field_any_value_suffices_and_across_fields_all_must_hold() -> None:
    passages = [
        passage(source=source, section=section, published=day)
        for source in ("Packet", "Courier", "Gazette")
        for section in ("News", "Sport")
        for day in ("2020-02-11", "2020-02-12")
    ]
    wanted = Filters(sources=("packet", "GAZETTE"), sections=("sport",), date_to=date(2020, 2, 11))
    assert selected(passages, wanted) == [2, 10]
    assert selected(passages, Filters(kinds=(Kind.CAPTION, Kind.NOTE))) == []
    assert selected(passages, Filters(kinds=(Kind.BODY,))) == list(range(12))


def test_an_unknown_source_is_a_condition_that_nothing_meets() -> None:
    admissible = Columns.of([passage(source="Packet")]).admissible(Filters(sources=("Nowhere Times",)))
    assert admissible is not None
    assert admissible.conditions == (OneOf("source", ()),)
    assert admissible.mask.tolist() == [False]


def test_dates_are_one_condition() -> None:
    admissible = Columns.of([passage()]).admissible(Filters(date_from=date(2020, 2, 11)))
    assert admissible is not None
    assert admissible.conditions == (Days(date(2020, 2, 11).toordinal(), date.max.toordinal()),)


@settings(max_examples=300)
@given(st.text())
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_an_archive_of_nothing_has_empty_columns(tmp_path: Path) -> None:
    Columns.of([]).write(tmp_path)
    admissible = Columns.open([tmp_path]).admissible(Filters(sources=("Packet",), date_from=date(2020, 2, 11)))
    assert admissible is not None
    assert admissible.mask.tolist() == []
