"""The filters that asking and searching share, as fields of a form."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from api import schemas as wire
from ui import address, wording
from ui.markup import NOTHING, Html, join, tag

_FIRST_DAY, _LAST_DAY = date(1600, 1, 1), date(2199, 12, 31)


def folded(parameters: address.Parameters) -> DeltaGenerator:
    """Where the filters are drawn: open while they are set, closed again on the page that they lead to."""
    return st.expander("Limit to dates, newspapers, sections …", key=f"limits of {address.changed(parameters)}")


def filters(
    parameters: address.Parameters, collections: Sequence[str], found: Iterable[wire.Passage] = ()
) -> dict[str, Sequence[str]]:
    """Draw the filters as the parameters have them; what they were set to when the form was sent.

    The collections and names in `found` are offered, others can be typed.
    """
    seen = list(found)
    days, origin, credit = st.columns(2), st.columns(2), st.columns(2)
    with days[0]:
        chosen = {"date_from": day("First day", parameters, "date_from")}
    with days[1]:
        chosen["date_to"] = day("Last day", parameters, "date_to")
    chosen |= _dates_meant(parameters)
    chosen["as_of"] = day("As the archive stood on", parameters, "as_of")
    with origin[0]:
        chosen["source"] = _names("Newspaper or agency", parameters, "source", (each.source for each in seen))
    with origin[1]:
        chosen["section"] = _names("Section", parameters, "section", (each.section for each in seen))
    with credit[0]:
        chosen["byline"] = _names("Byline", parameters, "byline", (each.byline for each in seen))
    with credit[1]:
        chosen["language"] = _names("Language", parameters, "language", (each.language for each in seen))
    if collections or parameters.get("collection"):
        chosen["collection"] = _names("Collection", parameters, "collection", collections)
    chosen["file"] = _names("File or folder", parameters, "file", ())
    return {name: values for name, values in chosen.items() if values}


def day(label: str, parameters: address.Parameters, name: str) -> Sequence[str]:
    """Draw a field for a day as the parameters have it; the day it was set to, or none."""
    given = None
    with suppress(ValueError):
        given = date.fromisoformat(address.first(parameters, name))
    chosen = st.date_input(label, given, min_value=_FIRST_DAY, max_value=_LAST_DAY, format="DD/MM/YYYY")
    return [chosen.isoformat()] if isinstance(chosen, date) else []


def _dates_meant(parameters: address.Parameters) -> dict[str, Sequence[str]]:
    """Which date the days are of, and whether to look through what has none."""
    meant, lacking = st.columns(2, vertical_alignment="bottom")
    given = address.first(parameters, "date_field")
    known = list(wording.DATES)
    place = known.index(given) if given in wording.DATES else 0
    chosen = meant.selectbox("Days are those of", known, place, format_func=wording.DATES.__getitem__)
    undated = lacking.checkbox("Only what has no such date", value=address.first(parameters, "undated") == "true")
    return {"date_field": [] if chosen == known[0] else [str(chosen)], "undated": ["true"] if undated else []}


def _names(label: str, parameters: address.Parameters, name: str, seen: Iterable[str | None]) -> Sequence[str]:
    given = list(parameters.get(name, ()))
    offered = sorted({*given, *(each for each in seen if each)}, key=str.casefold)
    hint = "Any; choose or type" if offered else "Any; type a name, then Enter"
    return st.multiselect(label, offered, given, accept_new_options=True, placeholder=hint)


def in_force(parameters: address.Parameters) -> Html:
    """The filters in the address, each a link that takes it off."""
    links = [
        tag("a", wording.of_filter(name, value), tag("span", " ×", aria_hidden="true"),
            href=address.changed(parameters, **{name: [each for each in values if each != value]}),
            aria_label=f"Take off the filter: {wording.of_filter(name, value)}")
        for name, values in address.given(parameters, *address.FILTERS).items() if name != "kind"
        for value in values
    ]  # fmt: skip
    return tag("nav", "Limited to ", join(links, " "), class_="in-force", aria_label="Filters") if links else NOTHING


def kinds(parameters: address.Parameters) -> Html:
    """What to look among, each a link; the one in the address is marked."""
    chosen = list(parameters.get("kind", ()))
    choices = {"Everything": [], **{label: [kind] for kind, label in wording.MANY.items()}}
    links = [
        tag("a", label, href=address.changed(parameters, kind=kind), aria_current="true" if kind == chosen else None)
        for label, kind in choices.items()
    ]
    return tag("nav", *links, class_="kinds", aria_label="Look among")
