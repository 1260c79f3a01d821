"""Words and filters in, the passages or articles that match out."""

from collections.abc import Iterable, Sequence

import streamlit as st

from api import schemas as wire
from ui import address, filter_form, pieces, wording
from ui.client import ArchiveClient
from ui.markup import NOTHING, Html, tag

_PAGE = 20
_MOST = 100


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the page for the words and filters in the address."""
    pieces.masthead("search", parameters)
    form = st.container()
    result = None
    if address.first(parameters, "q").strip():
        with st.spinner("Searching …"):
            result = client.search(_asked(parameters))
    with form:  # Above the result but after it: the form offers the names that stand there.
        _form(parameters, [] if result is None else result.hits)
    if result is None:
        _welcome()
    else:
        _result(client, result, parameters)


def _asked(parameters: address.Parameters) -> dict[str, Sequence[str]]:
    """What the address asks of the API; a name it misspells goes along, so that the API can say so."""
    asked = {name: values for name, values in parameters.items() if name != "page" and any(values)}
    return {"group": [next(iter(wording.GROUPS))], "limit": [str(_PAGE)], **asked}


def _form(parameters: address.Parameters, found: Sequence[wire.Hit]) -> None:
    with st.form("search", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        words = box.text_input("Words to look for", address.first(parameters, "q"), max_chars=2000)
        sent = button.form_submit_button("Search", type="primary", width="stretch")
        with filter_form.folded(parameters):
            filters = filter_form.filters(parameters, found)
            left, right = st.columns(2)
            group = left.radio("Show", list(wording.GROUPS), _position(wording.GROUPS, parameters, "group"),
                               format_func=wording.GROUPS.__getitem__, horizontal=True)  # fmt: skip
            mode = right.radio("Search", list(wording.MODES), _position(wording.MODES, parameters, "mode"),
                               format_func=wording.MODES.__getitem__, horizontal=True)  # fmt: skip
    if sent:
        kept = address.given(parameters, "kind")
        st.query_params.from_dict({"page": "search", "q": words, "group": group, "mode": mode, **kept, **filters})
        st.rerun()


def _position(choices: Iterable[str], parameters: address.Parameters, name: str) -> int:
    listed, given = list(choices), address.first(parameters, name)
    return listed.index(given) if given in listed else 0


def _welcome() -> None:
    tips = (
        ("ferry fares rise", "finds what is about this, in these words or others"),
        ("“chain ferry”", "in quotation marks: exactly these words"),
        ("ferry -museum", "with a minus: without this word"),
    )
    rows = [tag("li", tag("b", words), " ", meaning) for words, meaning in tips]
    pieces.draw(tag("section", tag("h1", "Search the archive"), tag("ul", *rows), class_="welcome"))


def _result(client: ArchiveClient, result: wire.SearchResult, parameters: address.Parameters) -> None:
    pieces.draw(filter_form.kinds(parameters), filter_form.in_force(parameters))
    if result.hits:
        found = wording.count(max(result.total, len(result.hits)), "result")
        pieces.draw(
            tag("h1", f"{found} for “{result.query}”", class_="count"),
            pieces.hits(client, result.hits, result.query, "Results"),
            _more(result, parameters),
        )
    else:
        advice = "No passage meets these words and filters. Widen the dates, take a filter off, or use other words."
        pieces.draw(tag("section", tag("h1", "Nothing found"), tag("p", advice), class_="refused"))
    pieces.receipt("Searched", result)


def _more(result: wire.SearchResult, parameters: address.Parameters) -> Html:
    limit = address.number(parameters, "limit") or _PAGE
    if len(result.hits) < limit or limit >= _MOST:
        return NOTHING
    to = address.changed(parameters, limit=[str(min(limit + 2 * _PAGE, _MOST))])
    return tag("p", tag("a", "Show more results", href=to), class_="more-results")
