"""How versions stand: their order, when each was the article, what may be shown, what a reader must know of them."""

from datetime import UTC, datetime

import pytest

from archive.errors import NotFoundError
from archive.model import Article, Draft, Metadata, NewsDate, PubStatus, Signal, Status, Version
from archive.standing import PLAIN, history, in_order, later, released, standing, status_of
from ingest.compose import compose

NOW = datetime(2024, 7, 1, tzinfo=UTC)


def version(number: int, *, arrived: str = "2024-06-08T06:00:00+00:00", notes: tuple[str, ...] = (), **said) -> Version:
    dates = {name: NewsDate(value) for name, value in said.items() if name in ("published", "updated", "embargo")}
    draft = Draft(body=f"Text {number}.", notes=notes, metadata=Metadata(**said | dates))
    return compose(draft).as_version("a1", number, arrived)


def article(*versions: Version, current: int | None = None) -> Article:
    number = versions[-1].number if current is None else current
    in_force = next(each for each in versions if each.number == number)
    return Article("a1", "urn:x:1", status_of(in_force), number, versions)


def times(found: Article) -> list[tuple[int, str, str | None]]:
    return [
        (
            each.version.number,
            f"{each.since:%Y-%m-%d %H:%M}",
            f"{each.until:%Y-%m-%d %H:%M}" if each.until else None,
        )
        for each in history(found)
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"version_label": "3"}, {"version_label": "2"}, True),
        ({"version_label": "10"}, {"version_label": "9"}, True),
        ({"version_label": "2.10"}, {"version_label": "2.9"}, True),
        ({"version_label": "2", "updated": "2024-06-09"}, {"version_label": "3", "updated": "2024-06-08"}, False),
        ({"version_label": "2", "updated": "2024-06-09"}, {"version_label": "2", "updated": "2024-06-08"}, True),
        ({"version_label": "final"}, {"version_label": "2"}, False),
        ({"updated": "2024-06-09"}, {"published": "2024-06-08"}, True),
        ({"published": "2024-06-08"}, {"published": "2024-06-08"}, False),
        ({}, {"updated": "2024-06-09"}, False),
    ],
)
def test_the_publishers_number_then_its_dates_tell_which_is_later(one, other, expected) -> None:
    assert later(version(1, **one), version(2, **other)) is expected


def test_versions_that_arrive_out_of_order_are_put_in_order() -> None:
    found = article(
        version(1, version_label="2"), version(2, version_label="1"), version(3, version_label="3"), version(4)
    )
    assert [each.number for each in in_order(found)] == [2, 1, 3, 4]
    assert standing(found, 2).superseded_by == 4


def test_a_version_holds_from_its_date_to_the_next_and_the_first_from_publication() -> None:
    found = article(
        version(1, published="2024-03-01"),
        version(2, published="2024-03-01", updated="2024-03-05T09:30:00+01:00"),
        version(3, published="2024-03-01"),
    )
    assert times(found) == [
        (1, "2024-03-01 00:00", "2024-03-05 08:30"),
        (2, "2024-03-05 08:30", "2024-06-08 06:00"),
        (3, "2024-06-08 06:00", None),
    ]


def test_a_date_after_arrival_does_not_hide_what_has_arrived() -> None:
    assert times(article(version(1, published="2030-01-01"))) == [(1, "2024-06-08 06:00", None)]


def test_a_version_under_embargo_holds_from_its_release_and_the_one_before_until_then() -> None:
    found = article(version(1, published="2024-03-01"), version(2, embargo="2024-08-01T12:00:00+00:00"))
    assert times(found) == [(1, "2024-03-01 00:00", "2024-08-01 12:00"), (2, "2024-08-01 12:00", None)]
    shown = released(found, NOW)
    assert (shown.current, [each.number for each in shown.versions]) == (1, [1])
    assert released(found, datetime(2024, 8, 2, tzinfo=UTC)) == found


def test_a_version_without_embargo_ends_the_embargo_of_the_one_before() -> None:
    assert times(article(version(1, embargo="2024-08-01"), version(2))) == [(2, "2024-06-08 06:00", None)]


def test_what_is_all_under_embargo_cannot_be_shown() -> None:
    found = article(version(1, embargo="2024-08-01T12:00:00+00:00", pub_status=PubStatus.WITHHELD))
    assert found.status is Status.CURRENT
    with pytest.raises(NotFoundError, match="under embargo; ask again after 2024-08-01T12:00:00"):
        released(found, NOW)
    assert released(found, datetime(2024, 8, 1, 12, tzinfo=UTC)) == found


def test_what_is_withheld_without_a_time_cannot_be_shown() -> None:
    found = article(version(1), version(2, pub_status=PubStatus.WITHHELD))
    assert (found.status, history(found)) == (Status.WITHHELD, ())
    with pytest.raises(NotFoundError, match="withheld by its publisher"):
        released(found, NOW)


@pytest.mark.parametrize("kill", [{"pub_status": PubStatus.CANCELED}, {"signals": (Signal.RETRACTION,)}])
def test_a_kill_ends_the_article_and_all_before_it(kill) -> None:
    killed = article(version(1), version(2, **kill))
    assert (killed.status, history(killed)) == (Status.KILLED, ())
    assert [standing(killed, number).killed for number in (1, 2)] == [True, True]
    assert released(killed, NOW) == killed


def test_what_replaces_a_killed_version_is_not_killed() -> None:
    found = article(version(1), version(2, pub_status=PubStatus.CANCELED), version(3))
    assert [each.version.number for each in history(found)] == [3]
    assert [standing(found, number).killed for number in (1, 2, 3)] == [True, True, False]


def test_corrections_stand_with_every_version_up_to_the_one_that_prints_them() -> None:
    note = "Correction: there are 212 steps."
    found = article(version(1), version(2, notes=(note,)), version(3))
    assert [[each.text for each in standing(found, number).notices] for number in (1, 2, 3)] == [[note], [note], []]
    assert [standing(found, number).superseded_by for number in (1, 2, 3)] == [3, 3, None]
    assert standing(found, 3) == PLAIN
