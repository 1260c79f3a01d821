"""English words by which one deed is told: who "resigned" may have "stepped down". Verbs in, roots of words out."""

from functools import cache

from answer.words import stem

Phrase = tuple[str, ...]
"""Roots, one or two that follow each other."""

_SHORTEST = 5
"""Letters of a verb from which a word that begins like it is of its family: "resignation"."""


def root(word: str) -> str:
    """The stem without the vowel that endings change: "marry" and "married", "fire" and "fired" have one."""
    found = stem(word)
    return found.rstrip("eiy") if len(found) > 3 else found


_TOLD_BY = """
resign quit | resign resignation quit step-down stand-down step-aside give-up
leave depart | leave depart departure quit resign resignation step-down exit
fire sack dismiss oust remove | fire firing sack dismiss dismissal oust ouster remove removal axe let-go lay-off
arrest detain | arrest detain detention custody apprehend
charge indict prosecute | charge indict indictment accuse prosecute prosecution
accuse | accuse accusation charge allege allegation indict sue sued lawsuit
convict | convict conviction guilty
acquit | acquit acquittal clear
sentence jail imprison | sentence jail imprison prison serve
plead | plead plea
sue sued | sue sued suing lawsuit litigation
die | die died dying death dead kill pass-away perish
kill murder | kill die died dying death dead murder shoot slay
marry wed | marry wed wedding marriage wife husband
divorce | divorce split separate separation
split separate | split separate separation divorce
buy acquire purchase | buy acquire acquisition purchase take-over takeover snap-up
sell | sell sale
win | win winner victory triumph prevail beat defeat champion
lose | lose loss defeat beat concede
beat defeat | beat defeat win victory overcome
retire | retire retirement
suspend | suspend suspension ban
ban bar prohibit | ban bar prohibit outlaw suspend suspension block
appoint hire name promote | appoint appointment name hire promote select choose pick become recruit sign
elect | elect election win vote
cancel scrap | cancel cancellation scrap drop axe call-off pull
postpone delay | postpone delay put-back push-back defer reschedule late
close shut | close closure shut
open launch release introduce unveil | open reopen launch release introduce unveil debut roll-out announce publish
begin start found establish create | begin start found establish create launch open set-up
join | join sign move hire recruit enter
expel | expel expelled expulsion oust remove
criticise criticize scold condemn | criticise criticize criticism critic slam blast condemn scold rebuke attack
praise | praise laud hail applaud
oppose | oppose opposition against object fight resist
support back endorse | support back endorse endorsement favour favor
invest | invest investment stake fund
withdraw | withdraw withdrawal pull-out drop-out quit
cut reduce lower | cut reduce reduction lower slash trim
raise increase | raise increase rise hike lift
steal | steal theft take rob embezzle keep
injure hurt | injure injury hurt
fine | fine penalty pay
pay | pay payment spend cost fine
settle | settle settlement
reject refuse decline | reject rejection refuse refusal decline turn-down deny
approve | approve approval pass vote back
apologise apologize | apologise apologize apology sorry
"""


_SOUGHT_BY = """
win winner champion | win winner victory triumph prevail beat defeat champion take claim clinch title elect choose
win winner champion | vote name award crown succeed
direct director | direct director filmmaker helm
host | host stage hold held venue
award | award win winner receive honour honor recipient laureate give
ceo | ceo chief boss head run lead leader executive
president | president presidency chief head lead leader
chairman chairwoman chairperson chair | chair chairman chairwoman chairperson head lead
runner | runner-up second finalist lose loss defeat beat silver
actress actor star | star actress actor play role cast act portray lead
play portray | play portray star role cast lead act actor actress
author write | write author pen novelist
premiere debut air | premiere debut air release launch return begin start land
own owner | own owner buy acquire belong
"""
"""Where it is asked who did it or has the office, more may tell: the winner may be who "was elected"."""


@cache
def _sought() -> dict[str, tuple[Phrase, ...]]:
    return _phrases_of(_SOUGHT_BY)


@cache
def _families() -> dict[str, tuple[Phrase, ...]]:
    return _phrases_of(_TOLD_BY)


def _phrases_of(table: str) -> dict[str, tuple[Phrase, ...]]:
    """A table of families, one a line, words and the words by which they are told; the latter by the root of each."""
    families: dict[str, tuple[Phrase, ...]] = {}
    for line in table.strip().splitlines():
        verbs, words = line.split(" | ")
        phrases = tuple(tuple(map(root, word.split("-"))) for word in words.split())
        for verb in map(root, verbs.split()):
            families[verb] = (*families.get(verb, ()), *phrases)
    return families


def is_told(verb: str) -> bool:
    """Whether it is known by which words the deed of a verb is told; of other verbs any words may tell."""
    return root(verb) in _families()


def told_by(verb: str) -> tuple[Phrase, ...]:
    """The phrases by which the deed of a verb is told."""
    return _families()[root(verb)]


def sought_by(word: str) -> tuple[Phrase, ...]:
    """The phrases that tell who did a deed or has an office, by its verb or noun; none where they are not known."""
    return _sought().get(root(word)) or _families().get(root(word), ())


def is_of(word: str, told: str) -> bool:
    """Whether a root is the other, or that of a noun made of it."""
    return word == told or (len(told) >= _SHORTEST and word.startswith(told))
