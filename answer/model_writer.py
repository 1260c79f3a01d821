"""The writer that lets a language model write: numbered sentences of the archive out, prose that cites them in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from answer.chat import Chat, Message
from answer.evidence import Unit
from answer.folding import folded
from answer.prompt import evidence, messages, once_more
from answer.question import Question
from answer.reading import Reading
from answer.reply import Said, declines, sentences
from answer.writer import Composition, Quote, Written


@dataclass
class Reply:
    """A reply as it grows: iterate over it for its pieces, then read it; unverified all the while."""

    asked: Sequence[Message]
    units: Sequence[Unit]
    pieces: Iterator[str]
    text: str = field(default="", init=False)

    def __iter__(self) -> Iterator[str]:
        for piece in self.pieces:
            self.text += piece
            yield piece

    @property
    def declined(self) -> bool:
        """Whether the model says that what it was given does not answer."""
        return declines(self.text)

    @property
    def composition(self) -> Composition:
        """The reply's sentences, each with the sentences of the archive that it cites as its quotes."""
        return Composition(tuple(self._written(said) for said in sentences(self.text)))

    def _written(self, said: Said) -> Written:
        if not said.numbers:
            return Written(said.text, tuple(_quote(unit) for unit in self._printing(said.text)))
        given = [number for number in said.numbers if 1 <= number <= len(self.units)]
        strange = [f"[{number}]" for number in said.numbers if number not in given]
        stray = f"it cites {', '.join(strange)}, which stands for nothing" if strange else None
        return Written(said.text, tuple(_quote(self.units[number - 1]) for number in given), stray)

    def _printing(self, text: str) -> Iterator[Unit]:
        """The first sentence that is the text, word for word: who copies one whole without its number has cited it."""
        words = folded(text).text
        yield from [unit for unit in self.units if words == folded(unit.text).text][:1]


class ModelWriter:
    """An `AnswerWriter` over a language model. `seconds` is the time for an answer, `evidence` its characters."""

    def __init__(self, chat: Chat, *, seconds: float = 60, evidence: int = 10000) -> None:
        self._chat = chat
        self._evidence = evidence
        self.seconds = seconds
        self.name = chat.name

    def write(self, question: Question, whole: Reading, parts: Sequence[Reading]) -> Composition:
        reply = self.start(question, whole, parts)
        if reply is None:
            return Composition(())
        for _ in reply:
            pass
        return Composition(()) if reply.declined else reply.composition

    def start(self, question: Question, whole: Reading, parts: Sequence[Reading]) -> Reply | None:
        """A reply to read piece by piece; `None` where there is nothing to write from."""
        units = evidence((*parts, whole), self._evidence)
        if not units:
            return None
        asked = messages(question.text, units)
        return Reply(asked, units, self._chat.reply(asked, self.seconds))

    def again(self, reply: Reply, doubts: Sequence[str], seconds: float) -> Reply:
        """A second try at the reply, told what was wrong with the first."""
        asked = once_more(reply.asked, reply.text, doubts)
        return Reply(asked, reply.units, self._chat.reply(asked, seconds))


def _quote(unit: Unit) -> Quote:
    return Quote(unit.passage, unit.start, unit.end, unit.text)
