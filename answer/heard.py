"""What a question is after that nothing read tells: a deed, its doer, or somebody's words.

Other people's words on the pier are near to "What did Ann Lind say about the pier?", and are not what Ann Lind said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.deed import Deed
from answer.question import Question, Wanted
from answer.reading import Reading
from answer.sought import Sought, unsaid
from answer.words import stems
from index.hits import Passage

_SHORTEST = 4
"""Letters of the shortest part of a name by which somebody is known: "Jr" and "III" are none."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """Somebody of whose words nothing was read; `said` is what is missing, as a clause."""

    said: str


Untold = Deed | Sought | Unheard
"""What is taken for granted, whose doer is sought, or whose words are asked for."""


def missing(question: Question, reading: Reading, found: Sequence[Passage]) -> Untold | None:
    """What nothing that was read tells of what the question is after; `found` are passages of its articles."""
    return unsaid(question, reading, found) or unheard(question, reading)


def unheard(question: Question, reading: Reading) -> Unheard | None:
    """Who is asked to have spoken, where no sentence that was read, nor what stands around or above it, names them."""
    if Wanted.SAID not in question.wanted:
        return None
    name = next((each.text for each in question.names if set(stems(each.text)) <= question.speaker), None)
    if name is None:
        return None
    if name.isupper():
        return None  # an abbreviation, which a text may spell out
    called = {each for each in stems(name) if len(each) >= _SHORTEST}
    for unit in reading.units if called else ():
        above = (unit.passage.headline, unit.passage.byline or "", unit.passage.source or "")
        if called.intersection(stems(" ".join((unit.before, unit.text, unit.after, *above)))):
            return None
    return Unheard(f"what {name} said")
