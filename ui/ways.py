"""The ways on from a search: its other orders, modes and readings, and its pages, each a link."""

from collections.abc import Iterable

from api import schemas as wire
from ui import address, wording
from ui.markup import NOTHING, Html, join, tag


def orders(parameters: address.Parameters) -> Html:
    """The orders that results can have, each a link; the one they have is marked."""
    around = address.first(parameters, "around")
    chosen = "around" if around else address.first(parameters, "order") or next(iter(wording.ORDERS))
    links = [
        tag("a", label, href=address.changed(parameters, order=[order], around=[]), aria_current=_now(order == chosen))
        for order, label in wording.ORDERS.items()
    ]
    if around:
        links.append(tag("a", wording.order_around(around), href=address.changed(parameters), aria_current="true"))
    return tag("nav", *links, class_="choices", aria_label="Order")


def choices(parameters: address.Parameters, name: str, offered: Iterable[tuple[str, str]], label: str) -> Html:
    """Values of a parameter, each a link; the one in force is marked, which is the first where none is given."""
    listed = list(offered)
    chosen = address.first(parameters, name) or listed[0][0]
    links = [
        tag("a", said, href=address.changed(parameters, **{name: [value]}), aria_current=_now(value == chosen))
        for value, said in listed
    ]
    return tag("nav", *links, class_="choices", aria_label=label)


def _now(chosen: bool) -> str | None:
    return "true" if chosen else None


def reading(result: wire.SearchResult, parameters: address.Parameters) -> Html:
    """How the query was read, and the dates that it names, each a link that limits the search to them."""
    lines = [tag("li", each[:1].upper() + each[1:]) for each in result.understood]
    for each in result.suggested:
        limits = {"date_from": [each.date_from], "date_to": [each.date_to]}
        if any(list(parameters.get(name, ())) != values for name, values in limits.items()):
            link = tag("a", _span(each), href=address.changed(parameters, **limits))
            lines.append(tag("li", f"You name “{each.text}”: limit to ", link, class_="suggested"))
    return tag("ul", *lines, class_="reading-of", aria_label="How this was read") if lines else NOTHING


def _span(each: wire.Suggested) -> str:
    if each.date_from == each.date_to:
        return wording.day_in_full(each.date_from)
    return f"{wording.day_in_full(each.date_from)} to {wording.day_in_full(each.date_to)}"


def turning(result: wire.SearchResult, parameters: address.Parameters, start: int) -> Html:
    """The ways to the next page and back to the first, which begin at a cursor and at the place it stands for."""
    links = []
    if "cursor" in parameters:
        links.append(tag("a", "First page", href=address.changed(parameters)))
    if result.next:
        following = address.changed(parameters, cursor=[result.next], **{"from": [str(start + len(result.hits))]})
        links.append(tag("a", "Next page", href=following, rel="next"))
    return tag("nav", join(links, " · "), class_="turning", aria_label="Pages of results") if links else NOTHING
