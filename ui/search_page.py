"""Words and filters in, the passages or articles that match out."""

from collections.abc import Sequence

import streamlit as st

from api import schemas as wire
from ui import address, downloads, filter_form, narrowing, pieces, ways, wording
from ui.client import ArchiveClient
from ui.markup import NOTHING, Html, tag

_PAGE = 20
_OURS = ("page", "from")
"""Parameters that say something to the pages and nothing to the API."""


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the page for the words and filters in the address."""
    pieces.masthead("search", parameters)
    form = st.container()
    result = None
    if address.first(parameters, "q").strip():
        with st.spinner("Searching …"):
            result = client.search(_asked(parameters))
    with form:  # Above the result but after it: the form offers the names that stand there.
        _form(client, parameters, [] if result is None else result.hits)
    if result is None:
        _welcome()
    else:
        _result(client, result, parameters)


def _asked(parameters: address.Parameters) -> dict[str, Sequence[str]]:
    """What the address asks of the API; a name it misspells goes along, so that the API can say so."""
    asked = {name: values for name, values in parameters.items() if name not in _OURS and any(values)}
    return {"group": [next(iter(wording.GROUPS))], "limit": [str(_PAGE)], "facets": ["true"], **asked}


def _form(client: ArchiveClient, parameters: address.Parameters, found: Sequence[wire.Hit]) -> None:
    with st.form("search", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        words = box.text_input("Words to look for", address.first(parameters, "q"), max_chars=2000)
        sent = button.form_submit_button("Search", type="primary", width="stretch")
        with filter_form.folded(parameters):
            filters = filter_form.filters(parameters, client.collections(), found)
            around = filter_form.day("Order by nearness to a day", parameters, "around")
    if sent:
        kept = address.given(parameters, "kind", "group", "mode", *(() if around else ("order",)))
        order = {"order": ["around"], "around": around} if around else {}
        st.query_params.from_dict({"page": "search", "q": words, **kept, **order, **filters})
        st.rerun()


def _welcome() -> None:
    tips = (
        ("ferry fares rise", "finds what is about this, in these words or others"),
        ("“chain ferry”", "in quotation marks: exactly these words"),
        ("ferry -museum", "with a minus: without this word"),
    )
    rows = [tag("li", tag("b", words), " ", meaning) for words, meaning in tips]
    pieces.draw(tag("section", tag("h1", "Search the archive"), tag("ul", *rows), class_="welcome"))


def _result(client: ArchiveClient, result: wire.SearchResult, parameters: address.Parameters) -> None:
    pieces.draw(filter_form.kinds(parameters), _choices(parameters), filter_form.in_force(parameters))
    understood = ways.reading(result, parameters)
    if result.hits:
        start = address.number(parameters, "from") or 0
        pieces.draw(
            tag("h1", _counted(result, start), class_="count"),
            _stories(result),
            understood,
            narrowing.over_time(result.histogram, parameters),
            narrowing.facets(result.facets, parameters),
            pieces.hits(client, result.hits, result.query, "Results", result.date_field),
            ways.turning(result, parameters, start),
        )
        downloads.of_search(client, _asked(parameters))
        pieces.draw(
            tag("p", tag("a", "Tell me of what is new here", href=address.watches(parameters)), class_="details")
        )
    else:
        advice = "No passage meets these words and filters. Widen the dates, take a filter off, or use other words."
        pieces.draw(tag("section", tag("h1", "Nothing found"), tag("p", advice), understood, class_="refused"))
    pieces.receipt("Searched", result, with_reading=False)


def _choices(parameters: address.Parameters) -> Html:
    return tag(
        "div",
        ways.orders(parameters),
        ways.choices(parameters, "group", wording.GROUPS.items(), "Show"),
        ways.choices(parameters, "mode", wording.MODES.items(), "Care"),
        class_="ways",
    )


def _stories(result: wire.SearchResult) -> Html:
    """How many articles were found and how many stories they tell, where copies make that a difference."""
    if result.articles == result.stories:
        return NOTHING
    counts = wording.count(result.articles, "article"), wording.count(result.stories, "story", "stories")
    return tag("p", " on ".join(counts), class_="stories")


def _counted(result: wire.SearchResult, start: int) -> str:
    """How many results there are, and on a later page which of them stand here."""
    found = f"{wording.count(result.total, 'result')} for “{result.query}”"
    return f"{start + 1:,} to {start + len(result.hits):,} of {found}" if start else found
