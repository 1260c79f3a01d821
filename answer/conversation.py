"""What a conversation has said so far: its last question in full, the answer, and the people and things in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answer.model import CitedArticle
from answer.people import is_person
from answer.question import Wanted, read_question
from answer.receipts import Receipt
from answer.spans import names
from answer.words import is_stop, stem, tokens
from archive.errors import NotFoundError
from archive.store import RecordStore

_MALE, _FEMALE = r"\b(?:he|him|his)\b", r"\b(?:she|her|hers)\b"
_REACH = 200
"""Characters after a name in which a pronoun is taken to be its own."""

DEFINITE = re.compile(r"\bthe\s+(?P<noun>[^\W\d_]+)(?:['’]s\s+[^\W\d_]+)?", re.IGNORECASE)
"""A noun with its article: "the memorandum", "the engineer's memorandum"."""

_BEHIND_AN_AUXILIARY = re.compile(
    r"\b(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should)\s+$", re.I
)
"""What stands right before a question's subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An answered question: `text` is the question in full, `said` the answer's sentences in one.

    `printed` is the text of the versions cited, in which it is looked up who is who.
    """

    answer_id: str
    text: str
    said: str
    short: str | None
    cited: tuple[CitedArticle, ...]
    printed: str


def turn_of(receipt: Receipt, store: RecordStore) -> Turn:
    """The turn that a receipt is of."""
    answer, following = receipt.answer, receipt.request.following
    cited = {
        each.article_id: CitedArticle(article_id=each.article_id, headline=each.headline) for each in answer.citations
    }
    places = dict.fromkeys((each.article_id, each.version) for each in answer.citations)
    return Turn(
        answer_id=receipt.answer_id,
        text=following.text if following else answer.question,
        said=" ".join(each.text for each in answer.sentences),
        short=answer.short[0] if answer.short else None,
        cited=tuple(cited.values()),
        printed="\n".join(_printed(article_id, version, store) for article_id, version in places),
    )


def _printed(article_id: str, version: int, store: RecordStore) -> str:
    try:
        return store.version(article_id, version).text
    except NotFoundError:
        return ""


def person_in(turn: Turn, pronoun: str, beside: str = "") -> str | None:
    """Whom a pronoun after this turn most likely means; `None` where no person was named.

    `beside` is the clause that has the pronoun: whom it names itself is somebody else.
    """
    apart = {name.text for name in read_question(beside).names}
    asked = [name.text for name in read_question(turn.text).names]
    told = [name.text for name in names(turn.said) if not (name.opens and " " not in name.text)]
    short = [turn.short] if turn.short else []
    of_who = Wanted.WHO in read_question(turn.text).wanted
    in_order = [*short, *told, *asked] if of_who else [*asked, *short, *told]
    others = [name for name in dict.fromkeys(in_order) if not apart.intersection((name, name.split()[-1]))]
    people = [name for name in others if is_person(name, turn.printed)]
    best = max(people, key=lambda name: _agreement(name, pronoun, turn.printed), default=None)
    return best if best is None or _agreement(best, pronoun, turn.printed) >= 0 else None


def _agreement(name: str, pronoun: str, printed: str) -> int:
    """1 where the pronoun fits what is printed of the name, -1 where another one does, 0 where neither is known."""
    wanted = {"he": 1, "him": 1, "his": 1, "she": -1, "her": -1, "hers": -1}.get(pronoun.casefold(), 0)
    last = re.escape(name.split()[-1])
    if re.search(rf"\bMr\.? (?:\S+ )?{last}\b", printed):
        return wanted
    if re.search(rf"\b(?:Mrs|Ms|Miss|Dame)\.? (?:\S+ )?{last}\b", printed):
        return -wanted
    after = [printed[match.end() : match.end() + _REACH] for match in re.finditer(rf"\b{last}\b", printed)]
    balance = sum(len(re.findall(_MALE, each)) - len(re.findall(_FEMALE, each)) for each in after)
    return wanted * ((balance > 0) - (balance < 0))


def thing_in(turn: Turn) -> str | None:
    """What "it" after this turn most likely means: a name that is no person's, or the noun that was asked about."""
    for name in read_question(turn.text).names:
        if not is_person(name.text, turn.printed):
            article = "the " if turn.text[: name.start].casefold().endswith("the ") else ""
            return article + name.text
    nouns = [match for match in DEFINITE.finditer(turn.text) if not is_stop(match["noun"])]
    objects = [match for match in nouns if not _BEHIND_AN_AUXILIARY.search(turn.text[: match.start()])]
    return next((match[0] for match in (*objects, *nouns)), None)


def subject_of(turn: Turn, beside: Iterable[str]) -> str:
    """The content words of the turn's question, in its order, without those that are there already."""
    there = {stem(word) for word in beside}
    return " ".join(_content(turn.text, there))


def _content(text: str, there: set[str]) -> Iterator[str]:
    for match in tokens(text):
        if not is_stop(match[0]) and stem(match[0]) not in there:
            there.add(stem(match[0]))
            yield match[0]
