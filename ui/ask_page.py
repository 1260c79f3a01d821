"""The question box, the answer with its numbered citations, or the refusal with the nearest passages."""

from collections.abc import Sequence

import streamlit as st

from api import schemas as wire
from ui import address, filter_form, pieces, wording
from ui.client import ArchiveClient
from ui.markup import NOTHING, Html, join, tag


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the page for the question and filters in the address."""
    pieces.masthead("ask", parameters)
    question = address.first(parameters, "q")
    _form(question, parameters)
    if not question.strip():
        _welcome(client)
        return
    pieces.draw(filter_form.in_force(parameters))
    with st.spinner("Reading the archive …"):
        answer = client.ask(question, address.given(parameters, *address.FILTERS))
    _answer(client, answer, parameters)


def _form(question: str, parameters: address.Parameters) -> None:
    with st.form("ask", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        asked = box.text_input("Your question to the archive", question, max_chars=2000)
        sent = button.form_submit_button("Ask", type="primary", width="stretch")
        with filter_form.folded(parameters):
            filters = filter_form.filters(parameters)
    if sent:
        st.query_params.from_dict({"q": asked, **filters})
        st.rerun()


def _welcome(client: ArchiveClient) -> None:
    ready = client.ready()
    tips = (
        "Ask one thing, in a whole sentence: who, when, where, how many, why.",
        "Name what you know: people, places, the year. A name finds more than “the mayor”.",
        "Every answer is made of sentences that stand in the archive. Its numbers open the article at those words.",
        "If the archive does not hold the answer, it says so and shows the nearest passages.",
    )
    held = f"{wording.count(ready.articles, 'article')} to ask, in {wording.count(ready.passages, 'passage')}."
    to_search = tag("a", "search", href=address.search())
    pieces.draw(
        tag(
            "section",
            tag("h1", "Ask the archive"),
            tag("p", held),
            tag("ul", *(tag("li", tip) for tip in tips)),
            tag("p", "Looking for articles rather than an answer? ", to_search, " by words, dates and newspapers."),
            class_="welcome",
        )
    )


def _answer(client: ArchiveClient, answer: wire.Answer, parameters: address.Parameters) -> None:
    if answer.status == "refused":
        _refusal(client, answer, parameters)
    else:
        cited = {citation.number: citation for citation in answer.citations}
        sentences = join((_sentence(sentence, cited) for sentence in answer.sentences), " ")
        pieces.draw(
            tag("section", tag("h1", answer.question), _sides(answer, cited), _short(answer, cited),
                tag("p", sentences, class_="answer"), class_="answered", aria_label="Answer")
        )  # fmt: skip
        pieces.draw(
            tag("h2", "Sources"),
            tag("ol", *(_citation(client, each) for each in answer.citations), class_="citations"),
            _standing(answer, cited),
        )
        with st.expander("Copy the answer with its citations"):
            st.code(_for_clipboard(answer), language=None, wrap_lines=True)
    pieces.receipt("Answered" if answer.status == "answered" else "Searched", answer)


def _sides(answer: wire.Answer, cited: dict[int, wire.Citation]) -> Html:
    """What each source gives, where they contradict one another."""
    if not answer.disagreement:
        return NOTHING
    sides = (
        tag("li", tag("strong", each.text), " ", wording.of_source(each.source, each.published),
            _numbers([each.citation], cited))
        for each in answer.disagreement
    )  # fmt: skip
    return tag("section", tag("p", "The sources do not agree:"), tag("ul", *sides), class_="sides")


def _standing(answer: wire.Answer, cited: dict[int, wire.Citation]) -> Html:
    """How many papers stand behind the citations, and what is to be known of their articles."""
    shared = (
        tag("li", _numbers(each.citations, cited), f" {each.summary}: {', '.join(each.outlets)}")
        for each in answer.stories
        if each.summary
    )
    known = (tag("li", _numbers([each.citation], cited), f" {each.kind}: {each.text}") for each in answer.caveats)
    lines = [*shared, *known]
    return tag("ul", *lines, class_="known") if lines else NOTHING


def _short(answer: wire.Answer, cited: dict[int, wire.Citation]) -> Html:
    if answer.short is None:
        return NOTHING
    return tag("p", answer.short.text, _numbers([answer.short.citation], cited), class_="short")


def _sentence(sentence: wire.AnswerSentence, cited: dict[int, wire.Citation]) -> Html:
    said = join([sentence.text, _numbers(sentence.citations, cited)])
    if sentence.verified:
        return said
    return tag("span", said, " ", tag("small", "not verified"), class_="unverified")


def _numbers(numbers: Sequence[int], cited: dict[int, wire.Citation]) -> Html:
    """The citations' numbers, each a way to the words themselves."""
    links = [
        tag("a", str(number), href=address.cited(cited[number]), title=cited[number].quote,
            aria_label=f"Citation {number}: {wording.of_citation(cited[number])}")
        for number in numbers
    ]  # fmt: skip
    return tag("sup", join(links, " "), class_="numbers") if links else NOTHING


def _citation(client: ArchiveClient, cited: wire.Citation) -> Html:
    image, credit = pieces.photograph(client, cited.photo_id) if cited.photo_id else (NOTHING, NOTHING)
    quote = tag("blockquote", image, tag("p", cited.quote), credit)
    title = tag("p", tag("a", cited.headline, href=address.cited(cited)), class_="title")
    about = pieces.details(
        cited.byline,
        cited.source,
        wording.day_in_full(cited.published),
        "photograph caption" if cited.kind == "caption" else None,
        wording.pages(cited.pages),
        f"version {cited.version}",
        f"characters {cited.start}–{cited.end}",
    )
    doubt = NOTHING if cited.verified else tag("p", "Not verified: these words do not stand there.", class_="doubt")
    return tag("li", quote, doubt, title, about, class_="cited", value=cited.number, id=f"citation-{cited.number}")


def _refusal(client: ArchiveClient, answer: wire.Answer, parameters: address.Parameters) -> None:
    reason = answer.reason or "The passages found do not answer the question."
    instead = tag("a", "Search for these words instead", href=address.search(parameters))
    pieces.draw(
        tag("section", tag("h1", answer.question), tag("p", "The archive does not answer this.", class_="short"),
            tag("p", reason), tag("p", instead), class_="refused", aria_label="Answer")
    )  # fmt: skip
    if answer.nearest:
        pieces.draw(
            tag("h2", "The nearest passages"), pieces.hits(client, answer.nearest, answer.question, "Nearest passages")
        )


def _for_clipboard(answer: wire.Answer) -> str:
    said = " ".join(wording.numbered(sentence) for sentence in answer.sentences)
    notes = [
        f"[{each.number}] “{each.quote}” {wording.of_citation(each)}. {pieces.pasteable(address.cited(each))}"
        for each in answer.citations
    ]
    return "\n\n".join([answer.question, said, *notes])
