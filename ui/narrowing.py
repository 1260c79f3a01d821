"""What a search found, counted: by field and over time, each count a link that limits the search to it."""

import calendar
from collections.abc import Iterable, Sequence

from api import schemas as wire
from ui import address, wording
from ui.markup import NOTHING, Html, tag

_SHOWN = 5
"""Values of a field that are shown at once; the others are one click away."""


def over_time(histogram: wire.Histogram | None, parameters: address.Parameters) -> Html:
    """A bar for each day, month or year, as high as its count is to the highest."""
    if histogram is None or len(histogram.counts) < 2:
        return NOTHING
    most = max(each.count for each in histogram.counts)
    bars = [_bar(str(each.value), each.count, most, parameters) for each in histogram.counts]
    first, last = (wording.of_bucket(str(histogram.counts[place].value)) for place in (0, -1))
    undated = tag("a", f"{histogram.undated:,} undated", href=_to_undated(parameters)) if histogram.undated else NOTHING
    return tag(
        "figure",
        tag("ol", *bars),
        tag("figcaption", tag("span", first), tag("span", undated), tag("span", last)),
        class_="over-time",
        aria_label=f"Results by {histogram.unit}",
    )


def _to_undated(parameters: address.Parameters) -> str:
    """The same search through what has no date."""
    return address.changed(parameters, undated=["true"], date_from=[], date_to=[])


def _bar(bucket: str, count: int, most: int, parameters: address.Parameters) -> Html:
    if not count:
        return tag("li")
    first, last = _days(bucket)
    said = f"{wording.of_bucket(bucket)}: {wording.count(count, 'result')}"
    height = max(round(100 * count / most), 4)
    to = address.changed(parameters, date_from=[first], date_to=[last], undated=[])
    return tag("li", tag("a", style=f"height: {height}%", href=to, title=said, aria_label=said))


def _days(bucket: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day."""
    year, *rest = (int(each) for each in bucket.split("-"))
    if not rest:
        return f"{bucket}-01-01", f"{bucket}-12-31"
    if len(rest) == 1:
        return f"{bucket}-01", f"{bucket}-{calendar.monthrange(year, rest[0])[1]:02}"
    return bucket, bucket


def facets(counted: Iterable[wire.Facet], parameters: address.Parameters) -> Html:
    """The values of each field that tells the results apart, or that the search is limited by."""
    fields = [_facet(each, parameters) for each in counted if len(each.counts) > 1 or parameters.get(each.field)]
    return tag("aside", *fields, class_="facets", aria_label="Narrow the results") if fields else NOTHING


def _facet(facet: wire.Facet, parameters: address.Parameters) -> Html:
    by_time = sorted(facet.counts, key=lambda each: each.value or "", reverse=True)
    rows = [_value(facet.field, each, parameters) for each in (by_time if facet.field == "year" else facet.counts)]
    shown, others = rows[:_SHOWN], rows[_SHOWN:]
    rest = tag("details", tag("summary", f"{len(others):,} more"), tag("ul", *others)) if others else NOTHING
    label = wording.FACETS[facet.field]
    return tag("section", tag("h2", label), tag("ul", *shown), rest, aria_label=label)


def _value(field: str, counted: wire.Count, parameters: address.Parameters) -> Html:
    number = tag("span", f"{counted.count:,}", class_="number")
    if counted.value is None:
        none = "in none" if field == "collection" else "not given"
        missing = tag("a", none, href=_to_undated(parameters)) if field == "year" else none
        return tag("li", tag("i", missing), " ", number)
    label = wording.KINDS.get(counted.value, counted.value) if field == "kind" else counted.value  # type: ignore[call-overload]
    limits = _limits(field, counted.value)
    on = all(list(parameters.get(name, ())) == list(values) for name, values in limits.items())
    to = address.changed(parameters, **(dict.fromkeys(limits, ()) if on else limits))
    said = f"Take off {label}" if on else f"Only {label}"
    return tag("li", tag("a", label, href=to, title=said, aria_current="true" if on else None), " ", number)


def _limits(field: str, value: str) -> dict[str, Sequence[str]]:
    if field != "year":
        return {field: [value]}
    first, last = _days(value)
    return {"date_from": [first], "date_to": [last]}
