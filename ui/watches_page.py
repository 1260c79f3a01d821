"""Standing questions: what each noticed, a box for another, and buttons to mark as read and to remove."""

import streamlit as st
from pydantic import ValidationError

from api import schemas as wire
from api import watch_schemas as watching
from ui import address, filter_form, pieces, wording
from ui.client import ArchiveClient, ArchiveError
from ui.markup import NOTHING, Html, join, tag

_SHOWN = 200
_WAYS = {"meaning": "About what these words mean", "words": "With all of these words"}


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the standing questions, and what the one in the address noticed, or all of them."""
    pieces.masthead("standing questions", parameters)
    _form(client, parameters)
    watches = client.watches().watches
    if not watches:
        _welcome()
        return
    chosen = address.first(parameters, "watch")
    notices = client.notices(chosen or None, _SHOWN).notices
    by_id = {each.watch_id: each for each in watches}
    for each in watches:
        if not chosen or each.watch_id == chosen:
            _watch(client, each, [notice for notice in notices if notice.watch_id == each.watch_id])
    if chosen and chosen not in by_id:
        raise ArchiveError(404, f"there is no standing question {chosen}; it may have been removed")


def _form(client: ArchiveClient, parameters: address.Parameters) -> None:
    with st.form("watch", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        query = box.text_input("Tell me of everything new", address.first(parameters, "q"), max_chars=2000)
        sent = button.form_submit_button("Watch", type="primary", width="stretch")
        matching = st.radio("Tell me of articles", list(_WAYS), format_func=_WAYS.__getitem__, horizontal=True)
        with filter_form.folded(parameters):
            filters = filter_form.filters(parameters, client.collections())
    if sent and query.strip():
        given = {name: values[0] if name in wire.SINGLE else list(values) for name, values in filters.items()}
        try:
            asked = watching.NewWatch.model_validate({"query": query, "matching": matching, "filters": given})
        except ValidationError as error:
            raise ArchiveError(422, error.errors()[0]["msg"]) from error
        client.add_watch(asked)
        st.query_params.from_dict({"page": "watches"})
        st.rerun()


def _welcome() -> None:
    said = (
        "A standing question is asked of every article that comes into the index, once.",
        "Of a story that many papers print there is one notice.",
        "An answer can be watched too: “Tell me when this changes” stands below it.",
    )
    lines = tag("ul", *(tag("li", each) for each in said))
    pieces.draw(tag("section", tag("h1", "Standing questions"), lines, class_="welcome"))


def _watch(client: ArchiveClient, watch: watching.Watch, notices: list[watching.Notice]) -> None:
    unread = f"{watch.unread} unread" if watch.unread else "nothing unread"
    filters = [
        wording.of_filter(name, str(value))
        for name, given in watch.filters.model_dump(exclude_defaults=True).items()
        for value in (given if isinstance(given, list) else [given])
    ]
    way = "kept up with" if watch.answer_id else _WAYS[watch.matching].lower()
    title: Html | str = watch.query
    if watch.answer_id:
        title = tag("a", watch.query, href=address.answer(watch.answer_id, watch.query))
    about = pieces.details(unread, way, *filters, f"since {wording.day_in_full(watch.created_at)}")
    pieces.draw(tag("section", tag("h2", title), about, class_="watch", id=f"watch-{watch.watch_id}"))
    read, remove, _ = st.columns([1, 1, 3])
    newest = max((each.serial for each in notices), default=0)
    if watch.unread and read.button("Mark as read", key=f"read {watch.watch_id}", width="stretch"):
        client.mark_read(watch.watch_id, newest)
        st.rerun()
    if remove.button("Remove", key=f"remove {watch.watch_id}", width="stretch"):
        client.remove_watch(watch.watch_id)
        st.rerun()
    if notices:
        label = f"Notices of {watch.query}"
        pieces.draw(tag("ol", *map(_notice, notices), class_="hits notices", aria_label=label))


def _notice(each: watching.Notice) -> Html:
    span = (each.start, each.end) if each.end else None
    headline = each.headline or "This article may not be shown"
    link = tag("a", headline, href=address.article(each.article_id, each.version, span)) if each.headline else headline
    mark = NOTHING if each.read else tag("strong", "New to you. ")
    copies = f"also printed by {wording.count(len(each.copies), 'other')}" if each.copies else None
    about = pieces.details(each.source, wording.day_in_full(each.published), each.said, copies)
    text = tag("p", tag("bdi", each.text)) if each.text else NOTHING
    return tag("li", join([tag("p", mark, link, class_="title"), about, text]), class_="hit")


def of_answer(client: ArchiveClient, answer: wire.Answer) -> None:
    """Draw the button that keeps up with an answer; none where no receipt of it was kept, or nothing is cited."""
    if answer.answer_id is None or not answer.citations:
        return
    if st.button("Tell me when this changes", key=f"watch {answer.answer_id}"):
        try:
            client.add_watch(watching.NewWatch(answer_id=answer.answer_id))
        except ArchiveError as error:
            if error.status != 422:
                raise
        to = tag("a", "standing question", href=address.watches())
        pieces.draw(tag("p", "This answer is a ", to, " now.", class_="details", role="status"))
