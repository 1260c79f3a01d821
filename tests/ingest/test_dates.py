from datetime import UTC, datetime, timedelta

import pytest

from archive.dates import Confidence, DateField, confidence
from archive.errors import UnreadableError
from archive.model import NewsDate, Problem
from ingest.dates import dated, earlier, is_date, parse_date
from ingest.file_dates import FileDates


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2020-02-11", "2020-02-11"),
        ("20200211", "2020-02-11"),
        ("20200211T093000Z", "2020-02-11T09:30:00+00:00"),
        ("2020-02-11T09:30:00+01:00", "2020-02-11T09:30:00+01:00"),
        ("2020-02-11T09:30:00.123Z", "2020-02-11T09:30:00+00:00"),
        ("2020-02-11 09:30", "2020-02-11T09:30:00"),
        ("2020:02:11 09:30:00", "2020-02-11T09:30:00"),
        ("2020:02:11", "2020-02-11"),
        ("Tue, 11 Feb 2020 09:30:00 +0100", "2020-02-11T09:30:00+01:00"),
        ("Tue, 11 Feb 2020 09:30:00 EST", "2020-02-11T09:30:00-05:00"),
        ("February 11, 2020", "2020-02-11"),
        ("11 February 2020", "2020-02-11"),
        ("Sept. 14, 2015", "2015-09-14"),
        ("Tuesday, March 3, 2020 10:15 a.m.", "2020-03-03T10:15:00"),
        ("Published: March 3, 2020", "2020-03-03"),
        ("Last updated on March 3, 2020", "2020-03-03"),
        ("13/02/2020", "2020-02-13"),
        ("02/13/2020", "2020-02-13"),
        ("05.05.2020", "2020-05-05"),
        (1581413400, "2020-02-11T09:30:00+00:00"),
        ("1581413400000", "2020-02-11T09:30:00+00:00"),
        ("1605-01-01", "1605-01-01"),
    ],
)
def test_a_whole_date_is_read_to_the_precision_it_was_given(raw, iso):
    assert parse_date(raw, "published") == NewsDate(iso, "published")


@pytest.mark.parametrize(
    "raw",
    [
        "March 2020",
        "2020",
        "10:15",
        "Monday",
        "March 3",
        "yesterday",
        "0000-00-00",
        "2020-02-30",
        "n/a",
        "3",
        "99999999999999999999",
    ],
)
def test_what_names_no_day_is_no_date_and_nothing_is_filled_in_from_today(raw):
    with pytest.raises(UnreadableError):
        parse_date(raw, "published")


@pytest.mark.parametrize("raw", ["1604-12-31", "0020-02-11", "2990-01-01"])
def test_an_impossible_year_is_refused_by_name(raw):
    with pytest.raises(UnreadableError, match=f"the published date '{raw}' is impossible"):
        parse_date(raw, "published")


def test_tomorrow_is_possible_because_of_time_zones_but_no_later_day():
    tomorrow = datetime.now(UTC) + timedelta(hours=23)
    assert parse_date(tomorrow.isoformat(timespec="seconds"), "date").day == tomorrow.date()
    with pytest.raises(UnreadableError, match="impossible"):
        parse_date((tomorrow + timedelta(days=2)).date().isoformat(), "date")


def test_day_and_month_that_cannot_be_told_apart_are_not_guessed():
    with pytest.raises(UnreadableError, match="does not say which number is the month; write it as YYYY-MM-DD"):
        parse_date("03/04/2020", "date")


def test_a_bad_date_is_a_problem_and_an_absent_one_is_none():
    problems = []
    assert dated("soon", "pubdate", problems, "line 3") is None
    assert dated(None, "pubdate", problems) is None
    assert dated(" ", "pubdate", problems) is None
    assert problems == [Problem("no whole date in 'soon' (pubdate), left out; write it as YYYY-MM-DD", "line 3")]


@pytest.mark.parametrize(
    "line", ["September 15, 2015", "Published March 3, 2020", "2020-02-11", "Tuesday, 3 March 2020"]
)
def test_a_line_that_is_a_date(line):
    assert is_date(line)


@pytest.mark.parametrize("line", ["", "In 2015 the town voted", "March", "By A. Reporter", "12 men, 3 boats"])
def test_a_line_that_is_none(line):
    assert not is_date(line)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020-02-11", "2020-02-12", True),
        ("2020-02-11", "2020-02-11T23:00:00+00:00", False),
        ("2020-02-11T10:00:00+02:00", "2020-02-11T09:00:00+00:00", True),
        ("2020-02-11T10:00:00+00:00", "2020-02-11T10:00:00+00:00", False),
        ("2020-02-12", "2020-02-11", False),
    ],
)
def test_earlier_only_where_it_is_certain(one, other, expected):
    assert NewsDate(one).certainly_before(NewsDate(other)) is expected


@pytest.mark.parametrize(
    ("raw", "iso", "read_from"),
    [
        ("01/18/63", "1963-01-18", "date ('63 for 1963)"),
        ("Friday, 18.1.63 10:30", "1963-01-18T10:30:00", "date ('63 for 1963)"),
        ("12/12/2012", "2012-12-12", "date"),
        ("2/29/04", "2004-02-29", "date ('04 for 2004)"),
        ("2/29/00", "2000-02-29", "date ('00 for 2000)"),
    ],
)
def test_two_figures_of_a_year_are_the_latest_that_has_come(raw, iso, read_from):
    found = parse_date(raw, "date")
    assert (found.iso, found.read_from) == (iso, read_from)
    assert confidence(DateField.PUBLISHED, found.read_from) is (
        Confidence.LOW if "for" in read_from else Confidence.MEDIUM
    )


def test_two_figures_never_give_a_year_to_come_but_the_end_of_an_embargo_may():
    soon = datetime.now(UTC).date() + timedelta(days=40)
    soon = soon.replace(day=28)
    raw = f"{soon:%d/%m/%y}"
    assert parse_date(raw, "date").day.year == soon.year - 100
    assert parse_date(raw, "embargo", ahead=True).day.year == soon.year


@pytest.mark.parametrize(
    ("others", "raw", "iso"),
    [
        (["01/18/63", "02/03/63"], "03/04/63", "1963-03-04"),
        (["18/01/63"], "03/04/63", "1963-04-03"),
        (["1912-05-01", "18/01/12"], "03/04/12", "1912-04-03"),
        (["May 1, 1912", "3/13/1913"], "03/04/12", "1912-03-04"),
        (["18/01/63", "01/18/63"], "03/04/63", None),
        (["03/05/63", "soon", "40/50/63"], "03/04/63", None),
        ([], "03/04/1963", None),
    ],
)
def test_other_dates_of_the_file_show_which_number_is_the_month_and_the_century(others, raw, iso):
    dates, problems = FileDates(lambda: [*others, raw]), []
    found = dates.read(raw, "date", problems, "line 1")
    assert (found and found.iso, problems) == (iso, [])
    if iso is None:
        assert [str(each.where) for each in dates.problems()] == ["line 1"]
    else:
        assert "first, as in other dates of its file" in found.read_from


def test_what_many_dates_of_a_file_have_in_common_is_said_once():
    dates, problems = FileDates(lambda: ["03/04/63", "05/06/63"]), []
    for raw in ("03/04/63", "05/06/63", "never"):
        dates.read(raw, "date", problems, "a line")
    assert problems == [Problem("no whole date in 'never' (date), left out; write it as YYYY-MM-DD", "a line")]
    assert [each.reason for each in dates.problems()] == [
        "2 dates such as '03/04/63' do not say which number is the month, and no other date of the file shows it; "
        "they were left out; write them as YYYY-MM-DD"
    ]
    dates = FileDates(lambda: ["03/04/63", "18/06/63"])
    for raw in ("03/04/63", "18/06/63"):
        dates.read(raw, "date", problems, "a line")
    assert [each.reason for each in dates.problems()] == [
        "2 dates such as '03/04/63' do not say everything; read as 1963-04-03 (day first, as in other dates of its "
        "file, '63 for 1963), with low confidence; write YYYY-MM-DD"
    ]


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2020年06月16日 02:31", "2020-06-16T02:31:00"),
        ("2024年5月1日", "2024-05-01"),
        ("2024年5月1日(水) 9:05", "2024-05-01T09:05:00"),
        ("2024년 5월 1일", "2024-05-01"),
    ],
)
def test_dates_with_the_signs_for_year_month_and_day(raw, iso):
    assert parse_date(raw, "date").iso == iso


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-05-01 9:05", "2024-05-01T09:05:00"),
        ("2024/05/01", "2024-05-01"),
        ("2024.5.1 18:30", "2024-05-01T18:30:00"),
        ("Wed 2024-05-01 18:30 CET", "2024-05-01T18:30:00+01:00"),
        ("Published: 2024-05-01 at 6:30 pm", "2024-05-01T18:30:00"),
        ("1 May 2024 at 6:30 pm", "2024-05-01T18:30:00"),
    ],
)
def test_after_the_year_comes_the_month(raw, iso):
    assert parse_date(raw, "date").iso == iso


@pytest.mark.parametrize(
    ("one", "other", "is_earlier"),
    [
        ("2024-05-01T10:00:00", "2024-05-01T11:00:00", True),
        ("2024-05-01T11:00:00", "2024-05-01T10:00:00", False),
        ("2024-05-01", "2024-05-01T11:00:00", False),
        ("2024-05-01T10:00:00+00:00", "2024-05-01T11:00:00", False),
        ("2024-05-01", "2024-05-02", True),
    ],
)
def test_two_times_of_an_item_without_zones_are_of_one_zone(one, other, is_earlier):
    assert earlier(NewsDate(one), NewsDate(other)) is is_earlier
