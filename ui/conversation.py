"""The questions before this one, and the box for the next: a conversation is a chain of receipts."""

import streamlit as st

from api import receipt_schemas as receipts
from api import schemas as wire
from ui import address, pieces
from ui.client import ArchiveClient, ArchiveError
from ui.markup import NOTHING, Html, tag

_MOST = 10
_OPENING = 160


def before(client: ArchiveClient, answer_id: str) -> list[receipts.Receipt]:
    """The answers that led to this one and this one, the first first; it begins where a receipt is gone."""
    turns: list[receipts.Receipt] = []
    while answer_id and len(turns) < _MOST:
        try:
            turns.insert(0, client.receipt(answer_id))
        except ArchiveError as error:
            if error.status != 404:
                raise
            break
        following = turns[0].answer.following
        answer_id = following.answer_id if following else ""
    return turns


def draw(client: ArchiveClient, parameters: address.Parameters) -> None:
    """The conversation so far, and the way out of it; nothing where the question begins one."""
    turns = before(client, address.first(parameters, "follow"))
    if turns:
        out = tag("p", tag("a", "New conversation", href=address.home()), class_="details")
        pieces.draw(
            tag("section", tag("ol", *map(_turn, turns)), out, class_="conversation", aria_label="Conversation so far")
        )


def _turn(kept: receipts.Receipt) -> Html:
    answer = kept.answer
    link = tag("a", answer.question, href=address.answer(kept.answer_id, answer.question))
    return tag("li", link, tag("p", _said(answer)))


def _said(answer: wire.Answer) -> str:
    if answer.status == "refused":
        return "The archive does not answer this."
    said = answer.short.text if answer.short else " ".join(answer.sentences[0].text.split()) if answer.sentences else ""
    return said if len(said) <= _OPENING else said[: _OPENING - 1].rsplit(" ", 1)[0] + " …"


def reading(answer: wire.Answer) -> Html:
    """How a follow-up was read, and where it was looked for first."""
    following = answer.following
    if following is None:
        return NOTHING
    read = f"Read as: {following.text}" if following.text != answer.question else None
    headlines = "; ".join(f"“{each.headline}”" for each in following.first)
    return pieces.details(read, f"Looked first in: {headlines}" if headlines else None)


def next_question(answer: wire.Answer, parameters: address.Parameters) -> None:
    """The box for a follow-up, where there is a receipt to read it after; the filters in force go along."""
    if answer.answer_id is None:
        return
    with st.form("follow", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        asked = box.text_input("Ask on from here", "", max_chars=2000, placeholder="And who disagreed?")
        sent = button.form_submit_button("Ask on", width="stretch")
    if sent and asked.strip():
        kept = address.given(parameters, *address.FILTERS, "writer", "unverified")
        st.query_params.from_dict({"q": asked, **kept, "follow": answer.answer_id})
        st.rerun()
