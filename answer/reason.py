"""Why there is no answer, in words to act on: what was not found, how far the archive reaches, what to try."""

from collections.abc import Sequence

from answer.deed import Deed
from answer.gather import Gathered
from answer.heard import Unheard, Untold
from answer.papers import papers_not_held
from answer.question import Question
from answer.sought import Sought
from answer.words import stem, stems, tokens
from archive.folding import unaccented
from index.hits import Passage

_SHOWN = 3
_SHORT = 8
"""Content words up to which each word of a question matters; a longer one is bound to have words of its own."""


def reason_for(question: Question, gathered: Gathered, untold: Untold | None = None) -> str:
    """The plain statement of what is missing among the passages found, and what to try; never a guess at why.

    `untold` is what the question takes for granted, or whose doer or words it seeks, and nothing read tells.
    """
    passages = gathered.passages
    if not passages:
        return "The archive holds nothing within these limits."
    near = _nearest(passages)
    papers = papers_not_held(question, gathered.sources)
    if papers:
        return (
            f"The archive has nothing from {_listed(papers[:_SHOWN])}; nearest is {near}. Ask without the paper's name."
        )
    if gathered.beyond:
        end, time = f"{gathered.beyond.latest:%Y-%m-%d}", gathered.beyond.time
        return f"Nothing in the archive is later than {end}, so it cannot say what happened in {time}."
    missing = _missing(question, passages)
    if isinstance(untold, Sought | Unheard) and not missing:
        return f"Nothing that was found says {untold.said}; nearest is {near}. Ask in other words, or of another year."
    if isinstance(untold, Deed) and not _names_missing(untold, missing):
        return f"Nothing that was found says that {untold.said}; nearest is {near}. Ask without taking it for granted."
    if missing:
        spelling = "Try another spelling or a commoner word." if len(missing) < _SHOWN else "Try other words for it."
        return f"Nothing that was found mentions {_listed(missing)}; nearest is {near}. {spelling}"
    years = _unreached(question, passages)
    if years:
        return f"{_reach(passages, years)}; nearest is {near}. Ask about another year, or without one."
    apart = _apart(question, passages)
    if apart:
        name, words = apart
        said = f"Nothing that was found about {name} mentions {_listed(words)}"
        return f"{said}; nearest is {near}. Ask about one of the two."
    return f"The archive has articles near the question, such as {near}, but no sentence in them answers it."


def _missing(question: Question, passages: Sequence[Passage]) -> list[str]:
    """The question's names that stand in no passage found, nor above one, then its other words."""
    found = {stem(match[0]) for passage in passages for match in tokens(_in_full(passage))}
    names = [name.text for name in question.names if not all(stem(each[0]) in found for each in tokens(name.text))]
    if names or len(question.stems) > _SHORT:
        return names[:_SHOWN]
    return _quoted(question, _others(question) - found)


def _names_missing(deed: Deed, missing: Sequence[str]) -> bool:
    """Whether the one who is said to have done it is nowhere in what was found."""
    return deed.subject.text in missing


def _others(question: Question) -> set[str]:
    """The stems of the question's words that are no names and no numbers."""
    named = {each for name in question.names for each in stems(name.text)}
    return {each for each in question.stems - named if not each[0].isdigit()}


def _quoted(question: Question, wanted: set[str]) -> list[str]:
    """The question's own words with those stems, in its order and in quotation marks."""
    words = {stem(match[0]): match[0] for match in tokens(question.text)}
    return [f"“{words[each]}”" for each in words if each in wanted][:_SHOWN]


def _unreached(question: Question, passages: Sequence[Passage]) -> list[str]:
    texts = [_in_full(passage) for passage in passages]
    return [year for year in question.years if not any(year in text for text in texts)][:_SHOWN]


def _reach(passages: Sequence[Passage], years: Sequence[str]) -> str:
    """How far the days of what was found reach, where the years lie beyond; else that nothing is of them."""
    days = sorted(passage.published[:10] for passage in passages if passage.published)
    if days and all(year > days[-1] for year in years):
        return f"Nothing that was found is later than {days[-1]} or mentions {_listed(years)}"
    if days and all(year < days[0][:4] for year in years):
        return f"Nothing that was found is earlier than {days[0]} or mentions {_listed(years)}"
    return f"Nothing that was found is of {_listed(years)} or mentions it"


def _apart(question: Question, passages: Sequence[Passage]) -> tuple[str, list[str]] | None:
    """A name of the question and those of its words that no passage has together with it."""
    if len(question.stems) > _SHORT:
        return None
    read = [set(stems(_in_full(passage))) for passage in passages]
    for name in question.names:
        named = set(stems(name.text))
        about = [each for each in read if named <= each]
        words = _quoted(question, _others(question).difference(*about)) if about else []
        if words:
            return name.text, words
    return None


def _nearest(passages: Sequence[Passage]) -> str:
    passage = passages[0]
    day = f", {passage.published[:10]}" if passage.published else ""
    return f"“{passage.headline}”{day}"


def _in_full(passage: Passage) -> str:
    above = (passage.headline, passage.source, passage.byline, passage.published)
    return unaccented(" ".join(each for each in (passage.text, *above) if each))


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
