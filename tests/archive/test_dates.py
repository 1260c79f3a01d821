"""Every date says which it is, where it was read and how far to trust it; none is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates import Confidence, DateField, confidence, dateline_date, dates_of
from archive.model import Draft, DraftPhoto, Metadata, NewsDate, Version
from ingest.compose import compose

ARRIVED = "2026-03-01T08:00:00+00:00"


def version(taken: NewsDate | None = None, **said: NewsDate | str) -> Version:
    photos = (DraftPhoto(caption="The pier at dusk.", taken=taken),)
    draft = Draft(headline="Pier", body="It is dusk.", photos=photos, metadata=Metadata(**said))
    return compose(draft).as_version("a", 1, ARRIVED)


def test_each_date_is_given_by_itself_with_its_place_and_zone() -> None:
    said = version(
        NewsDate("2026-02-01", "date taken"),
        published=NewsDate("2026-02-11T09:30:00+01:00", "datePublished"),
        updated=NewsDate("2026-02-12T07:00:00-05:00", "dateModified"),
        created=NewsDate("2026-02-10", "dateCreated"),
        dateline="PARIS, Feb 10",
    )
    photo = said.photos[0].photo_id
    assert [
        (each.field.value, str(each.date), each.date.read_from, each.confidence.value) for each in dates_of(said, photo)
    ] == [
        ("published", "2026-02-11T09:30:00+01:00", "datePublished", "high"),
        ("updated", "2026-02-12T07:00:00-05:00", "dateModified", "high"),
        ("created", "2026-02-10", "dateCreated", "high"),
        ("taken", "2026-02-01", "date taken", "high"),
        ("dateline", "2026-02-10", "dateline", "medium"),
        ("ingested", ARRIVED, "arrival here", "high"),
    ]
    assert [each.field for each in dates_of(said)].count(DateField.TAKEN) == 0


def test_what_has_no_date_has_only_that_of_its_arrival() -> None:
    assert [each.field for each in dates_of(version())] == [DateField.INGESTED]


@pytest.mark.parametrize(
    ("field", "read_from", "wanted"),
    [
        (DateField.PUBLISHED, "datePublished", Confidence.HIGH),
        (DateField.PUBLISHED, "publishedat", Confidence.HIGH),
        (DateField.PUBLISHED, "date.issue", Confidence.HIGH),
        (DateField.PUBLISHED, "firstCreated", Confidence.MEDIUM),
        (DateField.PUBLISHED, "printed on the page", Confidence.MEDIUM),
        (DateField.PUBLISHED, "timestamp", Confidence.MEDIUM),
        (DateField.PUBLISHED, "transmission", Confidence.MEDIUM),
        (DateField.PUBLISHED, "date taken", Confidence.LOW),
        (DateField.PUBLISHED, "updated", Confidence.LOW),
        (DateField.PUBLISHED, "dateCreated", Confidence.LOW),
        (DateField.UPDATED, "updated", Confidence.HIGH),
        (DateField.CREATED, "contentCreated", Confidence.HIGH),
        (DateField.TAKEN, "date taken", Confidence.HIGH),
        (DateField.TAKEN, "caption", Confidence.MEDIUM),
    ],
)
def test_confidence_goes_by_what_the_place_is_meant_for(field: DateField, read_from: str, wanted: Confidence) -> None:
    assert confidence(field, read_from) is wanted


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        (
            {"published": NewsDate("2026-02-11", "published"), "updated": NewsDate("2026-02-01", "updated")},
            {"published": "after it was updated (2026-02-01)", "updated": "before it was published (2026-02-11)"},
        ),
        ({"published": NewsDate("2026-02-11"), "updated": NewsDate("2026-02-10")}, {}),
        (
            {"published": NewsDate("2020-01-01"), "created": NewsDate("2020-02-01")},
            {"created": "created after it was published (2020-01-01)"},
        ),
        (
            {"published": NewsDate("2020-01-01"), "taken": NewsDate("2021-01-01")},
            {"taken": "taken after it was published (2020-01-01)"},
        ),
        ({"published": NewsDate("2020-01-02"), "taken": NewsDate("2020-01-01"), "updated": NewsDate("2020-01-02")}, {}),
    ],
)
def test_dates_that_contradict_each_other_are_shown_and_doubted(
    said: dict[str, NewsDate], doubted: dict[str, str]
) -> None:
    found = version(said.pop("taken", None), **said)
    dates = dates_of(found, found.photos[0].photo_id)
    assert {each.field.value: each.doubt for each in dates if each.doubt} == doubted
    assert all(each.confidence is Confidence.LOW for each in dates if each.doubt)


@pytest.mark.parametrize(
    ("dateline", "published", "wanted"),
    [
        ("SEOUL, Nov 26", "2025-11-27", "2025-11-26"),
        ("SEOUL, Dec. 30", "2026-01-02T04:00:00+09:00", "2025-12-30"),
        ("TEGUCIGALPA, 2 Jan.", "2026-01-01T23:00:00-06:00", "2026-01-02"),
        ("GLASGOW, Scotland, Feb. 01, 2018", None, "2018-02-01"),
        ("STRASBOURG, 10 juil 2024 (AFP)", "2024-07-11", "2024-07-10"),
        ("ANSA - ROMA, 01 LUG", "2024-07-01", "2024-07-01"),
        ("PARIS, 22 août", "2024-08-23", "2024-08-22"),
        ("WIEN, 3. März", "2024-03-03", "2024-03-03"),
        ("SEOUL, Feb 29", "2024-03-01", "2024-02-29"),
        ("SEOUL, Feb 29", "2026-03-01", None),
        ("SEOUL, Nov 26", "2026-06-01", None),
        ("SEOUL, Nov 26", None, None),
        ("SEOUL, Nov 31, 2020", None, None),
        ("SEOUL", "2026-06-01", None),
        ("CAMP 7 Delta", "2026-06-01", None),
        (None, "2026-06-01", None),
    ],
)
def test_a_dateline_names_the_day_it_was_filed(dateline: str | None, published: str | None, wanted: str | None) -> None:
    found = dateline_date(dateline, NewsDate(published) if published else None)
    assert (found.iso if found else None) == wanted


@given(
    st.text(max_size=40) | st.from_regex(r"[A-Z]{3,8}, [A-Z][a-z]{2,8}\.? [0-9]{1,2}(, [0-9]{4})?", fullmatch=True),
    st.dates(),
)
def test_no_dateline_is_an_error_and_a_day_without_year_is_near_publication(dateline: str, published) -> None:
    found = dateline_date(dateline, NewsDate(published.isoformat()))
    if found is not None and str(found.day.year) not in dateline:
        assert -1 <= (published - found.day).days <= 60
