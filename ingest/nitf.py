"""An `nitf` element (NITF 3.x, with or without namespace) in, the story it prints and what it says of it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.model import DraftPhoto, Link, Metadata, NewsDate, Problem, PubStatus, Signal
from ingest.bylines import byline
from ingest.captions import read_caption
from ingest.dates import dated, earlier
from ingest.iptc import joined_signals, rights_of, signals_of_codes, signals_of_lines, status, urgency
from ingest.marked_text import Block, blocks_of, body_text
from ingest.normalise import one_line
from ingest.pictures import picture_beside
from ingest.xml_tree import Element, attribute, child, children, descendants, local, words

_CHANGE = re.compile(
    r"(?:adds|corrects|clarifies|updates|removes|recasts|restores|changes|fixes|deletes|subs|minor edits)\b",
    re.IGNORECASE,
)
_NO_SECTION = frozenset(("", "news", "none"))


@dataclass(frozen=True, slots=True)
class Story:
    """What an `nitf` prints: `deck` are the lines between headline and body, the abstract included."""

    headline: str
    deck: tuple[str, ...]
    byline: str | None
    dateline: str | None
    blocks: list[Block]
    notes: tuple[str, ...]
    photos: tuple[DraftPhoto, ...]


def story_of(nitf: Element, path: Path, problems: list[Problem]) -> Story:
    """The story; `path` is the file it stands in, beside which its pictures may lie."""
    head = child(nitf, "body", "body.head")
    hedline = child(head, "hedline") if child(head, "hedline") is not None else child(nitf, "body", "hedline")
    lines = [words(line) for line in descendants(hedline, "hl1", "hl2", "hl3", "hl4", "hl5")]
    title = words(child(nitf, "head", "title"))
    abstracts = (body_text(blocks_of(each)) for each in children(head, "abstract"))
    body = child(nitf, "body")
    return Story(
        headline=next(filter(None, lines), title) if lines else title,
        deck=tuple(filter(None, (*lines[1:], *abstracts))),
        byline=byline([name for each in _bylines(nitf, head) for name in _names(each)]),
        dateline=_dateline(child(head, "dateline")),
        blocks=_body(body),
        notes=tuple(filter(None, (body_text(blocks_of(_inside(each))) for each in descendants(nitf, "note")))),
        photos=tuple(_photos(nitf, path, problems)),
    )


def metadata_of(nitf: Element, problems: list[Problem], where: str | None = None) -> Metadata:
    """What head and body of the `nitf` say of the story; printed dateline and byline are the story's."""
    head = child(nitf, "head")
    data = child(head, "docdata")
    publication = next(descendants(head, "pubdata"), None)
    issued = _date(data, "date.issue", problems, where)
    published = dated(attribute(publication, "date.publication"), "date.publication", problems, where) or issued
    holder = attribute(child(data, "doc.copyright"), "holder")
    return Metadata(
        byline=None,
        source=_source(nitf, data, publication, holder),
        section=_section(head, data, publication),
        published=published,
        updated=issued if issued and published and earlier(published, issued) else None,
        created=_created(head, problems, where),
        embargo=_embargo(data, problems, where),
        language=attribute(nitf, "baselang", "lang") or attribute(child(nitf, "body"), "lang") or None,
        url=attribute(publication, "ex-ref") or None,
        rights=_rights(nitf, data, holder),
        pub_status=_status(head, data),
        signals=_signals(nitf, head, data),
        version_label=attribute(next(descendants(data, "du-key"), None), "version", "generation") or None,
        urgency=urgency(attribute(next(descendants(head, "urgency"), None), "ed-urg")),
        keywords=tuple(_keywords(head)),
        subjects=tuple(_subjects(head)),
        places=tuple(_places(nitf, data)),
        people=tuple(words(each) for each in _printed(nitf, "person")),
        organisations=tuple(words(each) for each in _printed(nitf, "org")),
        links=tuple(_links(nitf, data)),
    )


def identity_of(nitf: Element) -> str | None:
    """The document's own id (`doc-id`), without what only counts its versions.

    The key under which versions run (`du-key`) is often a mere keyword, so it is the identity only where the id is
    that key with a number after it, or where there is no id.
    """
    data = child(nitf, "head", "docdata")
    given = attribute(next(descendants(data, "doc-id"), None), "id-string")
    key = attribute(next(descendants(data, "du-key"), None), "key")
    counted = key and re.fullmatch(rf"{re.escape(key)}[_.:-]?\d+", given)
    return (key if counted or not given else given) or None


def replaced_by(nitf: Element) -> str:
    """The id of the earlier document that this one replaces or cancels (`management-doc-idref`), or `""`."""
    return attribute(child(nitf, "head", "docdata"), "management-doc-idref")


def notes_of(nitf: Element) -> tuple[str, ...]:
    """The messages for editors that go with the document (`ed-msg`), and what its revisions say that they change."""
    head = child(nitf, "head")
    messages = [attribute(each, "info") or words(each) for each in descendants(head, "ed-msg")]
    comments = [attribute(each, "comment") for each in descendants(head, "revision-history")]
    return tuple(filter(None, (*messages, *(each for each in comments if _CHANGE.match(each)))))


def _body(body: Element | None) -> list[Block]:
    found: list[Block] = []
    for part in body if body is not None else ():
        if local(part) != "body.head":
            found += blocks_of(part)
    return found


def _bylines(nitf: Element, head: Element | None) -> Iterator[Element]:
    yield from children(head, "byline")
    if child(head, "byline") is None:
        yield from children(child(nitf, "body", "body.content"), "byline")


def _names(line: Element) -> Iterator[str]:
    """The people of a byline; one without marked names is taken as printed, without the job title."""
    people = [words(each) for each in descendants(line, "person") if words(each)]
    if people:
        yield from people
        return
    text = one_line(" ".join([line.text or "", *(_part_of_byline(each) for each in line)]))
    yield text.strip(" ,;") or words(line)


def _part_of_byline(part: Element) -> str:
    return ("" if local(part) in ("byttl", "virtloc") else words(part)) + " " + (part.tail or "")


def _dateline(line: Element | None) -> str | None:
    if line is None:
        return None
    place = child(line, "location")
    named = [words(each) for each in place] if place is not None and not _has_text_between(place) else []
    printed = one_line(" ".join([line.text or "", words(place), place.tail or ""])) if place is not None else ""
    date = words(child(line, "story.date"))
    text = printed if not named else ", ".join(filter(None, (name.strip(" ,") for name in named)))
    if place is None:
        text = words(line).replace(date, "").strip() if date else words(line)
    return text.strip(" ,") or None


def _has_text_between(place: Element) -> bool:
    """Whether a place is printed as running text, and not as a list of its marked parts alone."""
    return bool((place.text or "").strip() or any((part.tail or "").strip(" ,\n\t") for part in place))


def _named_place(place: Element) -> str:
    """A place as printed; of one that is only marked parts, these with commas between."""
    parts = [words(part).strip(" ,") for part in place]
    return words(place) if _has_text_between(place) or not parts else ", ".join(filter(None, parts))


def _inside(note: Element) -> Element:
    inner = child(note, "body.content")
    return inner if inner is not None else _copy_as_block(note)


def _copy_as_block(note: Element) -> Element:
    block = note.makeelement("div")
    block.text = words(note)
    return block


def _photos(nitf: Element, path: Path, problems: list[Problem]) -> Iterator[DraftPhoto]:
    for media in descendants(nitf, "media"):
        kind = attribute(media, "media-type").lower()
        caption = "\n\n".join(filter(None, (body_text(blocks_of(each)) for each in children(media, "media-caption"))))
        if not caption or kind in ("audio", "data", "text", "other"):
            continue
        references = list(children(media, "media-reference"))
        beside = (picture_beside(path, attribute(each, "source", "name")) for each in references)
        facts = {
            attribute(each, "name").casefold(): attribute(each, "value") for each in children(media, "media-metadata")
        }
        producer = words(child(media, "media-producer"))
        yield read_caption(
            caption,
            byline=byline([producer]) or facts.get("byline"),
            credit=facts.get("credit") or words(next(descendants(media, "credit"), None)) or None,
            place=facts.get("location"),
            city=facts.get("city"),
            country=facts.get("country") or facts.get("country-name"),
            taken=dated(facts.get("datecreated") or facts.get("date"), "date of the picture", problems),
            path=next(filter(None, beside), None),
        )


def _date(data: Element | None, name: str, problems: list[Problem], where: str | None) -> NewsDate | None:
    return dated(attribute(next(descendants(data, name), None), "norm"), name, problems, where)


def _created(head: Element | None, problems: list[Problem], where: str | None) -> NewsDate | None:
    first = next((each for each in descendants(head, "revision-history") if attribute(each, "norm")), None)
    return dated(attribute(first, "norm"), "revision-history", problems, where)


def _embargo(data: Element | None, problems: list[Problem], where: str | None) -> NewsDate | None:
    """The time of release where it is later than the time of issue, or the document says that it is embargoed."""
    release = next(descendants(data, "date.release"), None)
    given = dated(attribute(release, "norm"), "date.release", problems, where, ahead=True)
    issued = _date(data, "date.issue", [], where)
    later = given is not None and (issued is None or earlier(issued, given))
    return given if later or _management(data) == "embargoed" else None


def _management(data: Element | None) -> str:
    return attribute(data, "management-status").lower()


def _status(head: Element | None, data: Element | None) -> PubStatus | None:
    """What the document says is to be done with it; a message to editors may say that it is killed."""
    kinds = (status(attribute(each, "msg-type")) for each in descendants(head, "ed-msg"))
    return status(_management(data)) or next(filter(None, kinds), None)


def _signals(nitf: Element, head: Element | None, data: Element | None) -> tuple[Signal, ...]:
    messages = [attribute(each, "msg-type") for each in descendants(head, "ed-msg")]
    titles = (words(next(descendants(nitf, "hl1"), None)), words(child(head, "title")), *notes_of(nitf))
    changed = attribute(data, "management-idref-status")
    return joined_signals(signals_of_codes([*messages, changed]), signals_of_lines(titles))


def _source(nitf: Element, data: Element | None, publication: Element | None, holder: str) -> str | None:
    """The paper or agency: the publication by name, else who distributed the story, else who wrote its id."""
    body_head = child(nitf, "body", "body.head")
    metas = {attribute(each, "name").casefold(): attribute(each, "content") for each in descendants(nitf, "meta")}
    sender = next(descendants(data, "from-src"), None)
    candidates = (
        attribute(publication, "name"),
        words(child(body_head, "distributor")),
        metas.get("ntbkilde", ""),
        metas.get("aap-source", ""),
        attribute(sender, "src-name"),
        attribute(next(descendants(data, "doc-id"), None), "regsrc"),
        words(next(descendants(body_head, "rights.owner"), None)),
        holder,
        attribute(next(descendants(data, "doc.rights"), None), "owner"),
    )
    return next(filter(None, candidates), None)


def _section(head: Element | None, data: Element | None, publication: Element | None) -> str | None:
    subject = child(head, "tobject")
    metas = {attribute(each, "name").casefold(): attribute(each, "content") for each in children(head, "meta")}
    scope = next(descendants(data, "doc-scope"), None)
    found = (
        metas.get("section", "") or metas.get("online_sections", ""),
        attribute(subject, "tobject.type"),
        attribute(scope, "scope", "value"),
    )
    told = next((each for each in found if each.casefold() not in _NO_SECTION), None)
    return attribute(publication, "position.section") or told


def _rights(nitf: Element, data: Element | None, holder: str) -> str | None:
    year = attribute(child(data, "doc.copyright"), "year")
    limits = attribute(next(descendants(data, "doc.rights"), None), "limitations")
    printed = words(child(nitf, "body", "body.head", "rights"))
    return rights_of(f"© {year} {holder}".replace("  ", " ") if holder else printed, limits)


def _keywords(head: Element | None) -> Iterator[str]:
    for listed in descendants(head, "key-list"):
        yield attribute(listed, "key")
    for each in descendants(head, "keyword"):
        yield attribute(each, "key") or words(each)
    for each in children(head, "meta"):
        if attribute(each, "name").casefold() in ("keywords", "keyword", "ntbstikkord", "anpa-keyword"):
            yield from attribute(each, "content").split(",")


def _subjects(head: Element | None) -> Iterator[str]:
    """The most exact name of each subject, or its code where it has none; then what kind of story it is."""
    names = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type", "tobject.subject.refnum")
    for each in descendants(head, "tobject.subject"):
        yield attribute(each, *names)
    for each in descendants(head, "classifier"):
        yield attribute(each, "value") or words(each)


def _places(nitf: Element, data: Element | None) -> Iterator[str]:
    for each in descendants(data, "evloc"):
        yield ", ".join(
            filter(None, (attribute(each, name) for name in ("city", "county-dist", "state-prov", "iso-cc")))
        )
    for each in _printed(nitf, "location"):
        yield _named_place(each)


def _printed(nitf: Element, name: str) -> Iterator[Element]:
    """What is marked by that name in the body, and what the head says the document is about."""
    yield from descendants(child(nitf, "head", "docdata", "identified-content"), name)
    yield from descendants(child(nitf, "body", "body.content"), name)


def _links(nitf: Element, data: Element | None) -> Iterator[Link]:
    if replaced := replaced_by(nitf):
        yield Link("replaces", replaced)
    if key := attribute(next(descendants(data, "du-key"), None), "key"):
        yield Link("du-key", key)
    for each in descendants(child(nitf, "body", "body.end"), "a"):
        if target := attribute(each, "href"):
            yield Link("related", target, words(each))
