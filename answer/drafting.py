"""A model's answer in the making: drafts as they are written, then what of them was verified, or why there is none."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from answer.model import Answer, AnswerSentence, Citation, Draft, Unverified, WriterName
from answer.model_writer import ModelWriter, Reply
from answer.question import Question
from answer.reading import Reading
from answer.reply import visible
from answer.verify import Verified
from answer.writer import Composition
from archive.errors import EndpointError

Check = Callable[[Composition], Verified]

_LEAST_SECONDS = 2.0
"""Time below which a second try is not begun."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of it: sentences of which at least one is verified, or `None`; `note` says what went wrong."""

    verified: Verified | None
    note: str | None = None


def drafted(
    writer: ModelWriter, question: Question, whole: Reading, parts: Sequence[Reading], check: Check
) -> Generator[Draft, None, Drafted]:
    """Let the model write, check it, and let it try once more where something fails.

    Nothing here raises for what the model or its server does: the note says it.
    """
    deadline = time.monotonic() + writer.seconds
    first = writer.start(question, whole, parts)
    if first is None:
        return Drafted(None, "there is nothing for the model to write from")
    try:
        yield from _read(first)
    except EndpointError as error:
        return Drafted(None, str(error))
    if first.declined:
        return Drafted(None, "the model found no answer in what the archive holds nearest to the question")
    verified = check(first.composition)
    left = deadline - time.monotonic()
    if not verified.dropped and verified.sentences:
        return Drafted(verified)
    if left > _LEAST_SECONDS:
        yield Draft(text="", withdrawn=True)
        verified = yield from _second_try(writer, first, verified, check, left)
    return _result(verified)


def _second_try(
    writer: ModelWriter, first: Reply, before: Verified, check: Check, left: float
) -> Generator[Draft, None, Verified]:
    """The better of the two tries, the second where they are alike."""
    doubts = [f"“{each.text}”: {each.doubt}." for each in before.dropped] or ["There was no sentence to read."]
    second = writer.again(first, doubts, left)
    try:
        yield from _read(second)
    except EndpointError:
        return before
    after = check(second.composition)
    return before if second.declined or len(after.sentences) < len(before.sentences) else after


def _read(reply: Reply) -> Generator[Draft, None, None]:
    """What there is to see of the reply, as it grows."""
    length = 0
    for _ in reply:
        shown = visible(reply.text)
        if len(shown) > length:
            yield Draft(text=shown[length:])
            length = len(shown)


def _result(verified: Verified) -> Drafted:
    if verified.sentences:
        return Drafted(verified)
    doubt = next((each.doubt for each in verified.dropped), None)
    if doubt is None:
        return Drafted(None, "the model wrote no sentence")
    return Drafted(verified, f"nothing that the model wrote could be verified: {doubt}")


def shown(verified: Verified, unverified: Unverified) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The sentences and citations to give out: those that passed, or where it is asked for all, marked."""
    if unverified is Unverified.SHOW:
        return verified.written, (*verified.citations, *verified.doubtful)
    return verified.sentences, verified.citations


def rewritten(found: Answer, made: Drafted, name: str, unverified: Unverified) -> Answer:
    """The answer found, in the words that a model made of it; as found, with a note, where none of them is verified."""
    verified = made.verified
    if verified is None or not verified.sentences:
        struck = verified.dropped if verified and unverified is Unverified.SHOW else ()
        uncited = tuple(replace(each, citations=()) for each in struck)
        return replace(found, sentences=(*found.sentences, *uncited), model=name, note=made.note)
    sentences, citations = shown(verified, unverified)
    return replace(
        found,
        sentences=sentences,
        citations=citations,
        short=_short(found, verified.citations),
        writer=WriterName.MODEL,
        model=name,
        note=made.note,
    )


def _short(found: Answer, citations: Sequence[Citation]) -> tuple[str, int] | None:
    """The short answer, where the model's sentences cite the words it was read from."""
    if found.short is None:
        return None
    read_from = found.citations[found.short[1] - 1]
    place = (read_from.article_id, read_from.version, read_from.start)
    numbers = (each.number for each in citations if (each.article_id, each.version, each.start) == place)
    return next(((found.short[0], number) for number in numbers), None)
