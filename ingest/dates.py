"""What files print as dates in, `NewsDate`s out; the only file that imports dateutil.

A date is taken only when it names a day: nothing is filled in from today, nothing ambiguous is decided, unless other
dates of the same file show how it writes them.
"""

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser

from archive.errors import UndecidedError, UnreadableError
from archive.model import NewsDate, Problem
from ingest.numeric_dates import NO_HABIT, Habit, spelt

_EARLIEST = 1605
"""The year of the first newspaper, the Strasbourg Relation; an earlier one is a slip."""

# The zones of RFC 5322 and of European papers; BST and IST mean different things in different countries.
_HOURS = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
_HOURS |= {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
MONTH_AND_DAY = rf"(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})"
"""Pattern of a day without a year: no date, but a sign that one is told."""

DATE_IN_PROSE = re.compile(
    rf"\b(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\b", re.IGNORECASE
)
"""A whole date, with day and year, as English prose writes it."""

_LONG_EMBARGO = timedelta(days=366 * 20)

_LABEL = re.compile(
    r"^\s*(?:date|dated|published|posted|first published|last (?:updated|modified)|updated|modified|created|on)"
    r"(?:\s+(?:on|at))?\b\s*:?\s*",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?<!\d)\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)")
"""After the year comes the month, never the day."""

_WITH_SIGNS = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号]?\s*(?:[(（][^()（）]{1,4}[)）])?"
)
"""`2020年6月16日`, `2020년 6월 16일`, each with or without the weekday in brackets."""

_EXIF = re.compile(r"^(\d{4}):(\d\d):(\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d))?")
_EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{13}$")


def parse_date(raw: object, read_from: str, *, ahead: bool = False, habit: Habit = NO_HABIT) -> NewsDate:
    """The date that `raw` (text, or a number of seconds or milliseconds since 1970) names.

    Only with `ahead` may it lie in the future, as the end of an embargo does. What is understood by the `habit` of its
    file, or as the latest year that two figures may stand for, is said in brackets after where it was read from.

    Raises:
        UndecidedError: day and month cannot be told apart.
        UnreadableError: no whole date can be read from it, or the year is impossible or in the future.
    """
    text = " ".join(str(raw).split())
    moment, has_time, understood = _moment(text, read_from, habit, _LONG_EMBARGO if ahead else timedelta(1))
    if moment.year < _EARLIEST or (not ahead and _as_utc(moment) > datetime.now(UTC) + timedelta(days=1)):
        raise UnreadableError(f"the {read_from} date {text!r} is impossible and was left out; correct the year")
    where = f"{read_from} ({understood})" if understood else read_from
    return NewsDate(moment.isoformat() if has_time else moment.date().isoformat(), where)


def dated(
    raw: object, read_from: str, problems: list[Problem], where: str | None = None, *, ahead: bool = False
) -> NewsDate | None:
    """Like `parse_date`; what cannot be read is added to `problems` instead, and absent input is no problem."""
    if raw is None or not str(raw).strip():
        return None
    try:
        return parse_date(raw, read_from, ahead=ahead)
    except UnreadableError as error:
        problems.append(Problem(error.reason, where))
        return None


def is_date(text: str) -> bool:
    """Whether the whole of a line is a date, with or without a word such as `Published` before it."""
    if len(text) > 60 or not re.search(r"\d", text):
        return False
    try:
        _moment(text, "line", NO_HABIT, timedelta(1))
    except UnreadableError:
        return False
    return True


def earlier(one: NewsDate, other: NewsDate) -> bool:
    """Whether one date of an item is certainly before another of it.

    To the second where both give time and zone, or both a time and neither its zone, which is then one; else by day.
    """
    if "T" in one.iso and "T" in other.iso:
        first, second = datetime.fromisoformat(one.iso), datetime.fromisoformat(other.iso)
        if first.tzinfo is None and second.tzinfo is None:
            return first < second
    return one.certainly_before(other)


def _moment(text: str, read_from: str, habit: Habit, ahead: timedelta) -> tuple[datetime, bool, str]:
    """The moment, whether a time of day was given, and what of it was understood rather than read.

    Two figures stand for no year that is farther ahead than so much.
    """
    text = _WITH_SIGNS.sub(_with_hyphens, _LABEL.sub("", text, count=1), count=1).strip()
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0), True, ""
    iso = _as_iso(text)
    try:
        return datetime.fromisoformat(iso).replace(microsecond=0), len(iso) > 10, ""
    except ValueError:
        whole = spelt(text, habit, datetime.now(UTC).date() + ahead)
    if whole is None:
        raise UndecidedError(
            f"the {read_from} date {text!r} does not say which number is the month; write it as YYYY-MM-DD"
        )
    return *_free_form(whole.text, read_from, text), whole.understood


def _with_hyphens(signs: re.Match[str]) -> str:
    return f"{signs['year']}-{int(signs['month']):02}-{int(signs['day']):02} "


def _as_iso(text: str) -> str:
    """Exif (`2020:02:11 09:30:00`) and bare digits (`20200211`) in ISO 8601; anything else as it is."""
    if match := _EXIF.match(text):
        year, month, day, time = match.groups()
        return f"{year}-{month}-{day}" + (f"T{time}{text[match.end() :].strip()}" if time else "")
    if match := _COMPACT.match(text):
        year, month, day, hour, minute, second = match.groups()
        return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}{text[match.end() :]}" if hour else "")
    return text


def _free_form(text: str, read_from: str, printed: str) -> tuple[datetime, bool]:
    # Whatever the text leaves out is filled from the default: two defaults that differ in everything show it.
    found = [_dateutil(text, default) for default in (datetime(2004, 2, 28, 1, 2), datetime(2008, 3, 27, 3, 4))]
    if found[0] is None or found[1] is None or found[0].date() != found[1].date():
        raise UnreadableError(f"no whole date in {printed!r} ({read_from}), left out; write it as YYYY-MM-DD")
    return found[0].replace(microsecond=0), found[0].time() == found[1].time()


def _dateutil(text: str, default: datetime) -> datetime | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
            return parser.parse(
                text.replace("Sept.", "Sep"), default=default, tzinfos=_zone, dayfirst=_YEAR_FIRST.search(text) is None
            )
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _HOURS.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _as_utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
