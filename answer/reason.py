"""Why there is no answer, in a sentence a reader can act on: what was not found, and how far the archive reaches."""

from answer.gather import Gathered
from answer.question import Question
from answer.words import fold, stem, tokens
from index.hits import Passage

_SHOWN = 3
_SHORT = 8
"""Content words up to which each word of a question matters; a longer one is bound to have words of its own."""


def reason_for(question: Question, gathered: Gathered) -> str:
    """The plain statement of what is missing among the passages found; never a guess at why."""
    passages = gathered.passages
    if not passages:
        return "The archive holds nothing within these limits."
    missing = _missing(question, passages)
    near = _nearest(passages)
    if missing:
        return f"Nothing that was found mentions {_listed(missing)}; nearest is {near}."
    years = _unreached(question, passages)
    if years:
        return f"Nothing that was found is of {_listed(years)} or mentions it; nearest is {near}."
    return f"The archive has articles near the question, such as {near}, but no sentence in them answers it."


def _missing(question: Question, passages: list[Passage]) -> list[str]:
    """The question's names that stand in no passage found, nor above one, then its other words."""
    found = {stem(match[0]) for passage in passages for match in tokens(_in_full(passage))}
    names = [name.text for name in question.names if not all(stem(each[0]) in found for each in tokens(name.text))]
    named = {stem(match[0]) for name in question.names for match in tokens(name.text)}
    words = {stem(match[0]): match[0] for match in tokens(question.text)}
    others = [f"“{words[each]}”" for each in words if each in question.stems - named - found and not each[0].isdigit()]
    if names or len(question.stems) > _SHORT:
        return names[:_SHOWN]
    return others[:_SHOWN]


def _unreached(question: Question, passages: list[Passage]) -> list[str]:
    texts = [_in_full(passage) for passage in passages]
    return [year for year in question.years if not any(year in text for text in texts)][:_SHOWN]


def _nearest(passages: list[Passage]) -> str:
    passage = passages[0]
    day = f", {passage.published[:10]}" if passage.published else ""
    return f"“{passage.headline}”{day}"


def _in_full(passage: Passage) -> str:
    above = (passage.headline, passage.source, passage.byline, passage.published)
    return fold(" ".join(each for each in (passage.text, *above) if each))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
