"""The questions the refusal model is fitted on: over a whole archive, and over archives of a handful of passages."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from answer.desk import Desk, Findings
from answer.model import AskRequest
from answer.words import is_stop, tokens
from archive.model import Kind, Metadata, Part, Version
from archive.sql_store import SqlStore
from evaluation.answers_questions import Judged
from evaluation.noisy import Noisy
from evaluation.refusal_fit import Case
from index.embedder import Embedder
from index.generation import Formats
from index.live import LiveIndex
from index.rebuild import rebuild
from index.reranker import Reranker

OpenDesk = Callable[[Sequence[str]], AbstractContextManager[Desk]]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OTHER_YEAR = "1987"
"""A year that the passages, all of this century, do not speak of."""


def archive_cases(desk: Desk, questions: Iterable[Judged], source: str) -> Iterator[Case]:
    """The evidence of one archive for every question."""
    for judged in questions:
        yield _case(_weigh(desk, judged.question), judged.answerable, source)


def small_archive_cases(questions: Sequence[Noisy], open_desk: OpenDesk, source: str) -> Iterator[Case]:
    """Cases over archives of a handful of passages, in sets, each with as many answerable as not.

    `unrelated`: without a true passage, and with one; `silent`: the same, where the passages called unrelated do not
    hold the answer after all. In the others the archive has one, and the question is asked as
    it is and changed so that it cannot be answered: `other-archive` asks another question altogether, `other-word`
    has that one's word in place of its own longest, and `other-year` asks of another year, where it names one.
    """
    for place, noisy in enumerate(questions):
        stranger = questions[(place + 1 + len(questions) // 2) % len(questions)]
        sets = ("unrelated",) if noisy.gives_away else ("unrelated", "silent")
        with open_desk(noisy.unrelated) as desk:
            found = _weigh(desk, noisy.question)
            yield from (_case(found, False, f"{source}-{each}") for each in sets)
        with open_desk((noisy.true[0], *noisy.unrelated)) as desk:
            found = _weigh(desk, noisy.question)
            yield from (_case(found, True, f"{source}-{each}") for each in sets)
            yield _case(found, True, f"{source}-other-archive")
            yield _case(_weigh(desk, stranger.question), False, f"{source}-other-archive")
            yield _case(found, True, f"{source}-other-word")
            yield _case(_weigh(desk, _with_word_of(noisy, stranger)), False, f"{source}-other-word")
            if _YEAR.search(noisy.question):
                yield _case(found, True, f"{source}-other-year")
                yield _case(_weigh(desk, _YEAR.sub(_OTHER_YEAR, noisy.question)), False, f"{source}-other-year")


def small_desks(embedder: Embedder, formats: Formats, reranker: Reranker) -> OpenDesk:
    """Opens a desk over an archive of the given texts, an article each, that is gone when it is closed."""

    @contextmanager
    def open_desk(texts: Sequence[str]) -> Iterator[Desk]:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            store = SqlStore.at(data / "record.sqlite")
            for number, text in enumerate(texts):
                store.add_version(_as_version(number, text), identity=str(number))
            rebuild(store, data, embedder, formats)
            yield Desk(store, LiveIndex(data, embedder, formats, reranker), reranker)
            store.close()

    return open_desk


def _with_word_of(noisy: Noisy, stranger: Noisy) -> str:
    """The question with its longest content word that is no name exchanged for the other's."""
    own, other = (_longest_word(each.question) for each in (noisy, stranger))
    return re.sub(rf"\b{re.escape(own)}\b", other, noisy.question)


def _longest_word(question: str) -> str:
    words = [match[0] for match in tokens(question) if match[0].islower() and not is_stop(match[0])]
    return max(words, key=len, default=question.split()[-1])


def _weigh(desk: Desk, question: str) -> Findings:
    return desk.investigate(AskRequest(question=question))


def _case(found: Findings, answerable: bool, source: str) -> Case:
    return Case(found.features, answerable, source, found.gathered.one_thing)


def _as_version(number: int, printed: str) -> Version:
    text = " ".join(printed.split())
    return Version(
        article_id=f"passage-{number}",
        number=1,
        text=text,
        parts=(Part(Kind.BODY, 0, len(text)),),
        metadata=Metadata(),
        digest=hashlib.sha256(f"{number} {text}".encode()).hexdigest(),
        ingested_at="2024-01-01T00:00:00+00:00",
    )
