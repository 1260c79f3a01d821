"""A question in, the papers it says printed something out, and which of them the archive has not."""

import re
from collections.abc import Sequence

from answer.fitting import touches
from answer.question import Question
from answer.spans import Name
from index.named_sources import SourceNames

_PIECE = r"(?:article|report|piece|review|story|coverage|post|analysis|newsletter)s?"
_AFTER = re.compile(rf"[’'\"”]*(?:[’']s)? (?:[\w-]+ )?{_PIECE}\b")
_BEFORE = re.compile(
    rf"\b(?:(?:{_PIECE}|another) (?:in|from|by)|(?:report|publish|describ|mention|highlight|discuss|cover|detail)ed "
    rf"(?:by|in)) (?:the )?[‘'\"“]?\Z",
    re.IGNORECASE,
)

_CALLED = re.compile(
    r"\w.* (?:Post|Times|Journal|Gazette|Herald|Tribune|Guardian|Telegraph|Courier|Chronicle|Globe|Mail|Mirror|Observer"
    r"|News|Independent|Examiner|Inquirer|Dispatch|Standard|Review)"
)
"""What a paper is called in full; such a name that is asked what it says is a paper's."""

_ASKED = re.compile(r"(?:\b(?:did|does|do|has|have)|\baccording to) the [‘'\"“]?\Z", re.IGNORECASE)


def papers_named(question: Question) -> tuple[Name, ...]:
    """The names that the question gives to papers: "a Wall Street Journal report", "what did the Harrow Post say"."""
    return tuple(name for name in question.names if _is_paper(name, question.text))


def _is_paper(name: Name, text: str) -> bool:
    before = text[: name.start]
    asked = _CALLED.fullmatch(name.text) and _ASKED.search(before)
    return bool(_AFTER.match(text, name.end) or _BEFORE.search(before) or asked)


def papers_not_held(question: Question, sources: Sequence[str]) -> list[str]:
    """The papers named that are none of the sources, as the question writes them, each once."""
    known = SourceNames(sources).find(question.text)
    return list(
        dict.fromkeys(
            name.text
            for name in papers_named(question)
            if not any(each.start < name.end and name.start < each.end for each in known)
            and not any(touches(source, name.text) for source in sources)
        )
    )


def share_held(question: Question, sources: Sequence[str]) -> float:
    """The share of the papers named that are among the sources; 1 where none is named."""
    named = {name.text for name in papers_named(question)}
    return 1 - len(papers_not_held(question, sources)) / len(named) if named else 1.0
