"""The question box, the answer with its numbered citations, or the refusal with the nearest passages."""

from collections.abc import Sequence

import streamlit as st
from pydantic import ValidationError

from api import schemas as wire
from ui import address, conversation, downloads, filter_form, pieces, watches_page, wording
from ui.client import ArchiveClient, ArchiveError
from ui.markup import NOTHING, Html, join, tag


def show(client: ArchiveClient, parameters: address.Parameters) -> None:
    """Draw the page for the question and filters in the address."""
    pieces.masthead("ask", parameters)
    question = address.first(parameters, "q")
    # The box above begins anew; a follow-up has its own, below the answer that it follows.
    _form(client, "" if address.first(parameters, "follow") else question, parameters)
    if not question.strip():
        _welcome(client)
        return
    pieces.draw(filter_form.in_force(parameters))
    conversation.draw(client, parameters)
    answer = _given(client, question, parameters) or _answered(client, question, parameters)
    _answer(client, answer, parameters)


def _given(client: ArchiveClient, question: str, parameters: address.Parameters) -> wire.Answer | None:
    """The answer that the address names, as it was given; nothing where its receipt is gone or of another question."""
    answer_id = address.first(parameters, "answer")
    turns = conversation.before(client, answer_id)
    return turns[-1].answer if turns and turns[-1].answer.question == question else None


def _answered(client: ArchiveClient, question: str, parameters: address.Parameters) -> wire.Answer:
    """The answer; what a model drafts on the way to it is shown, as what it is, until the answer is there."""
    asked = _asked(question, parameters)
    place, drafted = st.empty(), ""
    with st.spinner("Reading the archive …"):
        for step in client.asking(asked):
            if isinstance(step, wire.Answer):
                place.empty()
                if step.answer_id:  # Loaded again, the page shows this answer and does not ask once more.
                    st.query_params["answer"] = step.answer_id
                return step
            drafted = step.text if step.withdrawn else drafted + step.text
            with place:
                pieces.draw(_draft(drafted))
    raise ArchiveError(502, "the answer broke off; ask again")


def _asked(question: str, parameters: address.Parameters) -> wire.Question:
    """The question as the address puts it; what the address says amiss is the API's to refuse, or is left out."""
    given = address.given(parameters, *address.FILTERS)
    filters = {name: values[0] if name in wire.SINGLE else list(values) for name, values in given.items()}
    said = {name: address.first(parameters, name) or None for name in ("writer", "unverified", "follow")}
    chosen = {name: value for name, value in said.items() if value}
    try:
        return wire.Question.model_validate({"question": question, "filters": filters, **chosen})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(step) for step in first["loc"])
        raise ArchiveError(422, f"{name} is {first['input']!r}: {first['msg']}") from error


def _draft(text: str) -> Html:
    warning = tag("small", "Being written, and not verified yet")
    return tag("section", warning, tag("p", tag("bdi", text), class_="answer"), class_="draft", aria_live="off")


def _form(client: ArchiveClient, question: str, parameters: address.Parameters) -> None:
    with st.form("ask", border=False):
        box, button = st.columns([5, 1], vertical_alignment="bottom")
        asked = box.text_input("Your question to the archive", question, max_chars=2000)
        sent = button.form_submit_button("Ask", type="primary", width="stretch")
        with filter_form.folded(parameters):
            filters = filter_form.filters(parameters, client.collections())
            show_all = st.checkbox(
                "Show, struck through, what could not be verified", address.first(parameters, "unverified") == "show"
            )
            quoted = st.checkbox(
                "Quote the archive only, without a language model", address.first(parameters, "writer") == "extractive"
            )
    if sent:
        options = {"unverified": "show"} if show_all else {}
        options |= {"writer": "extractive"} if quoted else {}
        st.query_params.from_dict({"q": asked, **filters, **options})
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
            tag("section", tag("h1", answer.question), conversation.reading(answer), _sides(answer, cited),
                _short(answer, cited),
                tag("p", sentences, class_="answer"), class_="answered", aria_label="Answer")
        )  # fmt: skip
        pieces.draw(_written_by(answer))
        pieces.draw(
            tag("h2", "Sources"),
            tag("ol", *(_citation(client, each) for each in answer.citations), class_="citations"),
            _standing(answer, cited),
        )
        with st.expander("Copy the answer with its citations"):
            st.code(_for_clipboard(answer), language=None, wrap_lines=True)
    downloads.of_answer(client, answer.answer_id)
    watches_page.of_answer(client, answer)
    conversation.next_question(answer, parameters)
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


def _written_by(answer: wire.Answer) -> Html:
    """Who chose the words, where a model was asked, and why they are not its own after all."""
    if answer.writer == "model":
        said = f"Written by {answer.model}; every sentence was checked against the words it cites."
    elif answer.note:
        said = f"In the archive’s words, not in those of {answer.model}: {answer.note}."
    else:
        return NOTHING
    return tag("p", said, class_="details", role="note")


def _short(answer: wire.Answer, cited: dict[int, wire.Citation]) -> Html:
    if answer.short is None:
        return NOTHING
    return tag("p", answer.short.text, _numbers([answer.short.citation], cited), class_="short")


def _sentence(sentence: wire.AnswerSentence, cited: dict[int, wire.Citation]) -> Html:
    # Apart from its surroundings, so that a text that turns the line around turns only itself.
    text = tag("bdi", sentence.text)
    numbers = _numbers(sentence.citations, cited)
    if sentence.verified:
        return join([text, numbers])
    doubt = f"not verified: {sentence.doubt}" if sentence.doubt else "not verified"
    return tag("span", tag("s", text), numbers, " ", tag("small", doubt), class_="unverified")


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
        wording.recognised(cited.ocr),
        f"version {cited.version}",
        f"characters {cited.start}–{cited.end}",
    )
    doubt = NOTHING if cited.verified else tag("p", "Not verified: these words do not stand there.", class_="doubt")
    return tag("li", quote, doubt, title, about, class_="cited", value=cited.number, id=f"citation-{cited.number}")


def _refusal(client: ArchiveClient, answer: wire.Answer, parameters: address.Parameters) -> None:
    reason = answer.reason or "The passages found do not answer the question."
    instead = tag("a", "Search for these words instead", href=address.search(parameters))
    pieces.draw(
        tag("section", tag("h1", answer.question), conversation.reading(answer),
            tag("p", "The archive does not answer this.", class_="short"),
            tag("p", reason), tag("p", instead), class_="refused", aria_label="Answer")
    )  # fmt: skip
    if answer.nearest:
        pieces.draw(
            tag("h2", "The nearest passages"), pieces.hits(client, answer.nearest, answer.question, "Nearest passages")
        )


def _for_clipboard(answer: wire.Answer) -> str:
    said = " ".join(wording.numbered(sentence) for sentence in answer.sentences if sentence.verified)
    shown = {number for sentence in answer.sentences if sentence.verified for number in sentence.citations}
    notes = [
        f"[{each.number}] “{each.quote}” {wording.of_citation(each)}. {pieces.pasteable(address.cited(each))}"
        for each in answer.citations
        if each.number in shown
    ]
    return "\n\n".join([answer.question, said, *notes])
