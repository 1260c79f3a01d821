"""A NewsML-G2 item in, what it says of itself out: identity, status, names, dates, subjects, links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.model import Link, Metadata, NewsDate, Problem
from ingest.credits import is_person
from ingest.dates import dated, earlier
from ingest.iptc import bylines, code, joined_signals, rights_of, signals_of_codes, signals_of_lines, status, urgency
from ingest.xml_tree import Element, attribute, child, children, descendants, local, words

_PLACES = ("geoarea", "poi", "city", "statprov", "country", "region", "place", "location")
_PEOPLE = ("person",)
_ORGANISATIONS = ("organisation", "organization", "company", "team")
_DECK = ("subheadline", "deck", "subhead", "subtitle", "kicker", "summary", "abstract", "standfirst", "lead", "intro")
_NO_NAME = re.compile(r"^(?:no[- ]data|unknown$|n/?a$|null$)", re.IGNORECASE)
_PRIVATE = ("private", "nonpublic", "notepad", "contacts", "dpacontacts", "closingline", "internal")


@dataclass(frozen=True, slots=True)
class Subjects:
    """What an item is about: names, or codes where it gives no name."""

    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    section: str | None = None


class Item:
    """One `newsItem` or `packageItem` and the parts of it that are read again and again."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.item = child(element, "itemMeta")
        self.content = child(element, "contentMeta")
        self.guid = attribute(element, "guid")
        self.language = attribute(child(self.content, "language"), "tag") or attribute(element, "lang")
        self._asserted = {attribute(each, "qcode", "uri", "literal"): each for each in children(element, "assert")}

    @property
    def kind(self) -> str:
        """The class of the item: `text`, `picture`, `graphic`, `video`, `audio`, `composite`."""
        return code(attribute(child(self.item, "itemClass"), "qcode", "uri")).lower()

    @property
    def headline(self) -> str:
        """The headline, or the title by which the item is listed."""
        heads = [each for each in children(self.content, "headline") if not self._is_deck(each)]
        return self._chosen(heads) or self._chosen(children(self.item, "title"))

    @property
    def deck(self) -> tuple[str, ...]:
        """The further headlines, and the summary."""
        lines = [each for each in children(self.content, "headline") if self._is_deck(each)]
        summaries = [each for each in children(self.content, "description") if self._is_deck(each)]
        return tuple(filter(None, map(words, [*lines, *summaries])))

    def descriptions(self, *, deck: bool) -> Iterator[Element]:
        """The item's descriptions, those of the deck among them or not."""
        yield from (each for each in children(self.content, "description") if deck or not self._is_deck(each))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes to editors, but for those that are not for the public."""
        every = [*children(self.item, "edNote", "ednote"), *children(self.content, "edNote")]
        return tuple(filter(None, (words(each) for each in every if _is_public(each))))

    @property
    def place(self) -> str | None:
        """Where the content was made."""
        return next(filter(None, map(self.name_of, children(self.content, "located"))), None)

    def named(self, parent: Element | None, *names: str) -> Iterator[str]:
        """The names of those children of the parent, without the ones that give only a code."""
        yield from filter(None, (self.name_of(each) for each in children(parent, *names)))

    def name_of(self, concept: Element, *, coded: bool = False) -> str:
        """The name of a concept, from itself or from what the item asserts of it; its literal; its code if `coded`."""
        mark = attribute(concept, "qcode", "uri", "literal")
        if (asserted := self._asserted.get(mark)) is not None:
            return self._name(concept) or self._name(asserted)
        name = self._name(concept) or attribute(concept, "literal")
        return ("" if _NO_NAME.match(name) else name) or (mark if coded else "")

    def subjects(self) -> Subjects:
        """What the item is about, sorted by the type that it gives each subject."""
        found: dict[str, list[str]] = {"subjects": [], "places": [], "people": [], "organisations": []}
        section = None
        for subject in children(self.content, "subject"):
            main = child(subject, "mainConcept")
            sort = _sort(code(attribute(subject, "type", "typeuri")).lower())
            name = self.name_of(main if main is not None else subject, coded=sort == "subjects")
            found[sort].append(name)
            found[sort] += self.named(subject, "facetConcept")
            if section is None and _is_section(subject):
                section = name
            if sort == "places":
                address = self._asserted.get(attribute(subject, "qcode", "uri", "literal"))
                found["places"] += [*self.named(subject, "broader"), *self._parts_of(address)]
        for located in children(self.content, "located"):
            found["places"] += [self.name_of(located), *self.named(located, "broader")]
        return Subjects(**{sort: tuple(names) for sort, names in found.items()}, section=section)

    def _parts_of(self, address: Element | None) -> Iterator[str]:
        yield from filter(None, (self._name(each) for each in descendants(address, "locality", "area", "country")))

    def _name(self, concept: Element) -> str:
        return self._chosen(each for each in children(concept, "name") if not _is_short(each))

    def _chosen(self, variants: Iterable[Element]) -> str:
        """The variant in the item's language, or the first."""
        given = [each for each in variants if words(each)]
        own = [each for each in given if attribute(each, "lang")[:2].lower() == self.language[:2].lower()]
        return words(next(iter([*own, *given]), None))

    def _is_deck(self, line: Element) -> bool:
        return code(attribute(line, "role", "roleuri")).lower() in _DECK


def metadata_of(item: Item, problems: list[Problem]) -> Metadata:
    """What the item says of itself. Its first version's date is when it was published, this version's when updated."""
    where = item.guid or None
    about = item.subjects()
    made = _date(item.content, "contentCreated", problems, where)
    first = _date(item.item, "firstCreated", problems, where)
    this = _date(item.item, "versionCreated", problems, where)
    signals = [attribute(each, "qcode", "uri", "literal") for each in children(item.item, "signal")]
    sluglines = tuple(filter(None, map(words, children(item.content, "slugline"))))
    return Metadata(
        byline=bylines([words(each) for each in children(item.content, "by") if words(each)] or _creators(item)),
        source=_source(item),
        section=about.section or next(item.named(item.item, "memberOf"), None),
        dateline=next(filter(None, map(words, children(item.content, "dateline"))), None),
        published=first or this or made,
        updated=this if first and this and earlier(first, this) else None,
        created=made or first,
        embargo=dated(words(child(item.item, "embargoed")), "embargoed", problems, where, ahead=True),
        language=item.language or None,
        rights=_rights(item),
        pub_status=status(attribute(child(item.item, "pubStatus"), "qcode", "uri")),
        signals=joined_signals(signals_of_codes(signals), signals_of_lines(sluglines)),
        version_label=attribute(item.element, "version") or None,
        urgency=urgency(words(child(item.content, "urgency"))),
        keywords=(*map(words, children(item.content, "keyword")), *sluglines),
        subjects=about.subjects,
        places=about.places,
        people=about.people,
        organisations=about.organisations,
        links=tuple(links_of(item)),
    )


def links_of(item: Item) -> Iterator[Link]:
    """The items that this one names: those of `link`, and those that a package holds."""
    for each in children(item.item, "link"):
        target = attribute(each, "residref", "href", "guidref")
        if target and target != item.guid:
            yield Link(code(attribute(each, "rel", "reluri")) or "related", target, words(child(each, "title")))
    for each in item_references(item):
        if target := attribute(each, "residref", "href"):
            yield Link("package", target, title_of_reference(each))


def item_references(item: Item) -> Iterator[Element]:
    """The references to the items that a package holds, in order."""
    yield from descendants(child(item.element, "groupSet"), "itemRef")
    yield from children(item.element, "itemRef")


def title_of_reference(reference: Element) -> str:
    """The headline that a package gives for an item."""
    return words(child(reference, "headline")) or words(child(reference, "title"))


def _date(parent: Element | None, name: str, problems: list[Problem], where: str | None) -> NewsDate | None:
    return dated(words(child(parent, name)), name, problems, where)


def _source(item: Item) -> str | None:
    """Where the item's words come from, or else who provides it."""
    origins = [each for each in children(item.content, "infoSource") if not _is_photographer(each)]
    candidates = (
        *map(item.name_of, origins),
        *item.named(item.item, "provider"),
        *item.named(child(item.element, "rightsInfo"), "copyrightHolder"),
        *(code(attribute(each, "qcode")) for each in children(item.item, "provider")),
        *(_host(attribute(each, "uri")) for each in children(item.item, "provider")),
    )
    return next(filter(None, candidates), None)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _creators(item: Item) -> Iterator[str]:
    """The people who made the content, where no byline is printed; agencies and account names are none."""
    for creator in children(item.content, "creator"):
        name = item.name_of(creator)
        if is_person(name) and child(creator, "organisationDetails") is None and name != _source(item):
            yield name


def _rights(item: Item) -> str | None:
    info = child(item.element, "rightsInfo")
    notices = item._chosen(children(info, "copyrightNotice"))
    return rights_of(notices, item._chosen(children(info, "usageTerms")))


def _is_public(note: Element) -> bool:
    marks = (attribute(note, "role"), attribute(note, "pubconstraint"))
    return not any(code(mark).lower() in _PRIVATE for mark in marks if mark)


def _is_short(name: Element) -> bool:
    return code(attribute(name, "role")).lower() in ("mnemonic", "short")


def _is_photographer(origin: Element) -> bool:
    return code(attribute(origin, "role")).lower().startswith("phot")


def _is_section(subject: Element) -> bool:
    marks = f"{attribute(subject, 'qcode')} {attribute(subject, 'type')}".lower()
    return any(word in marks for word in ("department", "desk:", "section:", ":category", "categories:"))


def _sort(kind: str) -> str:
    if any(kind.startswith(each) for each in _PLACES):
        return "places"
    if kind in _PEOPLE:
        return "people"
    return "organisations" if kind in _ORGANISATIONS else "subjects"


def is_item(element: Element) -> bool:
    """Whether an element is an item that can carry news."""
    return local(element) in ("newsItem", "packageItem")
