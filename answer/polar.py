"""Yes or no, where a sentence says the very thing that is asked, or denies it, in the question's own words and order.

Whether a sentence affirms a claim in other words is not judged here: nothing in the house can tell.
"""

import re

from answer.question import Question, Wanted
from answer.words import is_stop, stem, stems, tokens

YES, NO = "yes", "no"
"""The short answers that are no words of a sentence."""

_NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|neither|nor|without|hardly|scarcely)\b|n[’']t\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:den(?:y|ies|ied)|would|will|(?-i:may)|might|could|should|can|if|whether|hop(?:e|es|ed|ing)|plan(?:s|ned)?|want(?:s|ed)?|"
    r"expected|due|said|says|told|reported(?:ly)?|alleged(?:ly)?|accus(?:es?|ed)|rumou?red|claim(?:s|ed)?|almost|nearly|"
    r"refus(?:es?|ed)|fail(?:s|ed)?|think|thinks|thought|believ(?:es?|ed)|seem(?:s|ed)?|according)\b|[?\"“”«»]",
    re.IGNORECASE,
)
"""What makes a sentence say less than that it is so: somebody's word, a plan, a condition, a quotation."""

_DENIED = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had) ?(?:not|never|n[’']t)\b|\bnever\b", re.IGNORECASE)
_FEWEST = 3
"""Words of content below which a question says too little to be matched."""


def yes_or_no(question: Question, text: str) -> str | None:
    """What the sentence settles by its form, "yes" or "no"; else nothing."""
    asked = stems(question.text)
    if question.wanted != (Wanted.YES_NO,) or len(asked) < _FEWEST or _NEGATION.search(question.text):
        return None
    if _DOUBT.search(text) or not _in_order(asked, _tight(text)):
        return None
    if _NEGATION.search(text):
        return NO if _DENIED.search(text) and len(_NEGATION.findall(text)) == 1 else None
    return YES


def _tight(text: str) -> list[str]:
    """The stems of the sentence in order, a mark where a clause ends."""
    found: list[str] = []
    end = 0
    for match in tokens(text):
        if re.search(r"[;:–—]", text[end : match.start()]):
            found.append("")
        end = match.end()
        if not is_stop(match[0]):
            found.append(stem(match[0]))
    return found


def _in_order(asked: list[str], told: list[str]) -> bool:
    """Whether one clause says all that is asked, in the same order."""
    clause: list[str] = []
    for each in [*told, ""]:
        if each:
            clause.append(each)
            continue
        rest = iter(clause)
        if all(word in rest for word in asked):
            return True
        clause = []
    return False
