"""A NewsItem of NewsML 1.x in, the stories in its components out, each with what item and components say of it."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from archive.model import DraftPhoto, Link, Metadata, NewsDate, Problem, Signal
from ingest.captions import read_caption
from ingest.dates import dated, earlier
from ingest.figures import figures_of, figures_of_text
from ingest.iptc import bylines, joined_signals, rights_of, signals_of_lines, status, urgency
from ingest.marked_text import Block, blocks_of, blocks_of_text, body_text
from ingest.nitf import story_of
from ingest.pictures import picture_beside
from ingest.xml_tree import Element, attribute, child, children, descendants, local, words

_PICTURES = ("photo", "picture", "graphic", "image", "complexdata")
_TEXT = ("text", "")
_LINKS = ("AssociatedWith", "DerivedFrom", "NewsItemRef", "NewsItemId")


@dataclass(frozen=True, slots=True)
class Component:
    """A NewsComponent that tells a story, the components around it from the outermost, and its number from 1."""

    element: Element
    around: tuple[Element, ...]
    number: int
    alone: bool


def components_of(item: Element) -> list[Component]:
    """The stories of an item: those with headline and text of their own, where there are several; else the whole."""
    root = child(item, "NewsComponent")
    if root is None:
        return []
    told = list(_stories(root, ()))
    if len(told) < 2:
        return [Component(root, (), 1, alone=True)]
    return [Component(each, around, number, alone=False) for number, (each, around) in enumerate(told, start=1)]


def identity_of(item: Element) -> str | None:
    """The item's public identifier without the number of its revision."""
    identifier = child(item, "Identification", "NewsIdentifier")
    public = words(child(identifier, "PublicIdentifier"))
    revision = words(child(identifier, "RevisionId"))
    if public:
        return re.sub(rf":{re.escape(revision)}[NUA]?$", "", public) if revision else public
    parts = [words(child(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(parts)}" if all(parts) else parts[2] or None


def metadata_of(item: Element, component: Component, problems: list[Problem]) -> Metadata:
    """What the item says of itself and its component of the story; what a component leaves out, those around it say."""
    management = child(item, "NewsManagement")
    where = identity_of(item)
    first = _date(child(management, "FirstCreated"), problems, where)
    this = _date(child(management, "ThisRevisionCreated"), problems, where)
    names = _topics(item)
    about = [each for level in _levels(component) for each in children(level, "DescriptiveMetadata")]
    state = attribute(child(management, "Status"), "FormalName")
    return Metadata(
        byline=bylines(_lines(component, "ByLine")),
        source=_source(item, component),
        section=_property(about, "Section", "Category", "Department"),
        dateline=next(iter(_lines(component, "DateLine")), None),
        published=first or this or _date(child(item, "Identification", "NewsIdentifier", "DateId"), problems, where),
        updated=this if first and this and earlier(first, this) else None,
        created=first,
        embargo=_embargo(management, state, problems, where),
        language=next((attribute(each, "FormalName") for each in _all(about, "Language")), "")
        or attribute(item, "lang")
        or None,
        rights=_rights(component),
        pub_status=status(state),
        signals=joined_signals(
            _signals(item), signals_of_lines([*_lines(component, "SlugLine"), *_instructions(management)])
        ),
        version_label=words(child(item, "Identification", "NewsIdentifier", "RevisionId")) or None,
        urgency=urgency(attribute(child(management, "Urgency"), "FormalName")),
        keywords=(*_properties(about, "Keyword"), *_lines(component, "KeywordLine"), *_lines(component, "SlugLine")),
        subjects=tuple(dict.fromkeys(names.get(mark, mark) for mark in _codes(about))),
        places=tuple(_places(about)),
        people=tuple(_properties(about, "Person", "Personality")),
        organisations=tuple(_properties(about, "Organisation", "Organization", "Company")),
        links=tuple(_links(item, management)),
    )


def headline_of(component: Component) -> str:
    """The headline nearest to the story."""
    return next(iter(_lines(component, "HeadLine")), "")


def deck_of(component: Component) -> tuple[str, ...]:
    """The lines between headline and text."""
    return tuple(_lines(component, "SubHeadLine", "SubHeadline"))


def notes_of(item: Element, component: Component) -> tuple[str, ...]:
    """Notes and instructions to editors."""
    notes = [words(each) for each in descendants(component.element, "EdNote", "EditorialNote")]
    return (*filter(None, notes), *_instructions(child(item, "NewsManagement")))


def content_of(component: Component, path: Path, problems: list[Problem]) -> tuple[list[Block], tuple[DraftPhoto, ...]]:
    """The paragraphs of the component's texts, and its pictures with their captions."""
    blocks: list[Block] = []
    photos: list[DraftPhoto] = []
    for part in component.element.iter():
        if local(part) != "NewsComponent" or _belongs_elsewhere(part, component):
            continue
        items = list(children(part, "ContentItem"))
        captions = _captions(part, path, problems)
        pictures = [each for each in items if _kind(each) in _PICTURES]
        if pictures:
            photos += _photos(part, component, captions, path)
        elif not _is_caption(part):
            for each in _text_items(items):
                found, with_text = _blocks(each, path, problems)
                blocks += found
                photos += with_text
    return blocks, tuple(photos)


def _stories(component: Element, around: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """The outermost components with a headline whose text is not that of a component with a headline inside."""
    inner = [found for each in children(component, "NewsComponent") for found in _stories(each, (*around, component))]
    own = words(child(component, "NewsLines", "HeadLine"))
    if own and len(inner) < 2 and _has_text(component) and not _is_caption(component):
        yield component, around
    else:
        yield from inner


def _has_text(component: Element) -> bool:
    return any(
        _kind(each) in _TEXT and child(each, "DataContent") is not None
        for each in descendants(component, "ContentItem")
    )


def _belongs_elsewhere(part: Element, component: Component) -> bool:
    """Whether a caption stands beside its picture: then it is read with the picture."""
    parent = part.getparent()
    if part is component.element or parent is None or not _is_caption(part):
        return False
    return any(_kind(each) in _PICTURES for each in descendants(parent, "ContentItem"))


def _is_caption(component: Element) -> bool:
    role = attribute(child(component, "Role"), "FormalName").lower()
    return "caption" in role or "legend" in role


def _kind(content: Element) -> str:
    kind = attribute(child(content, "MediaType"), "FormalName").lower()
    mime = attribute(child(content, "MimeType"), "FormalName").lower()
    return kind or ("photo" if mime.startswith("image/") else "text" if mime.startswith("text/") else mime)


def _text_items(items: list[Element]) -> list[Element]:
    """The content items that are text; of those that say the same in another form, the first that is given whole."""
    texts = [each for each in items if _kind(each) in _TEXT]
    equivalent = bool(items) and attribute(items[0].getparent(), "EquivalentsList") == "yes"
    whole = [each for each in texts if child(each, "DataContent") is not None]
    return whole[:1] if equivalent and whole else texts


def _blocks(content: Element, path: Path, problems: list[Problem]) -> tuple[list[Block], tuple[DraftPhoto, ...]]:
    data = next(descendants(content, "DataContent"), None)
    if data is None:
        if target := attribute(content, "Href"):
            problems.append(Problem(f"its text lies elsewhere, at {target}, and is not fetched"))
        return [], ()
    nitf = next(descendants(data, "nitf"), None)
    if nitf is not None:
        story = story_of(nitf, path, problems)
        return story.blocks, story.photos
    if len(data):
        return blocks_of(data), tuple(figures_of(data, path))
    text = _decoded(data, problems)
    return blocks_of_text(text), figures_of_text(text, path)


def _decoded(data: Element, problems: list[Problem]) -> str:
    text = "".join(str(part) for part in data.itertext())
    encoding = next(
        (attribute(each, "Notation").lower() for each in data.iterancestors() if local(each) == "Encoding"), ""
    )
    try:
        if "base64" in encoding:
            return base64.b64decode(text).decode("utf-8", "replace")
        if "quoted" in encoding:
            return quopri.decodestring(text.encode()).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        problems.append(Problem(f"carries text in {encoding} that cannot be decoded: {error}"))
        return ""
    return unescape(text) if "&lt;" in text else text


def _captions(part: Element, path: Path, problems: list[Problem]) -> list[str]:
    """The captions for the pictures of a component: of the caption components in it or beside it, and of its lines."""
    parent = part.getparent()
    near = [*children(part, "NewsComponent"), *(children(parent, "NewsComponent") if parent is not None else ())]
    texts = [
        body_text(_blocks(each, path, problems)[0])
        for component in near
        if _is_caption(component)
        for each in _text_items(list(descendants(component, "ContentItem")))
    ]
    for line in descendants(part, "NewsLine"):
        if "caption" in attribute(child(line, "NewsLineType"), "FormalName").lower():
            texts.append(words(child(line, "NewsLineText")))
    own = [body_text(_blocks(each, path, problems)[0]) for each in _text_items(list(children(part, "ContentItem")))]
    return list(filter(None, [*texts, *own]))


def _photos(part: Element, component: Component, captions: list[str], path: Path) -> Iterator[DraftPhoto]:
    lines = child(part, "NewsLines")
    headline = words(child(lines, "HeadLine"))
    caption = next(iter(captions), "") or headline
    if not caption:
        return
    targets = (attribute(each, "Href") for each in children(part, "ContentItem"))
    about = list(descendants(part, "DescriptiveMetadata"))
    yield read_caption(
        caption,
        headline=headline if headline != caption else None,
        byline=bylines([words(each) for each in children(lines, "ByLine")]),
        credit=words(child(lines, "CreditLine")) or next(iter(_lines(component, "CreditLine")), None),
        rights=words(child(lines, "CopyrightLine")) or None,
        city=_property(about, "City"),
        country=_property(about, "CountryName"),
        path=next(filter(None, (picture_beside(path, target.removeprefix("file://")) for target in targets)), None),
    )


def _levels(component: Component) -> list[Element]:
    """The component, what is in it, and then those around it from the nearest."""
    inner = [each for each in component.element.iter() if local(each) == "NewsComponent"]
    return [*inner, *reversed(component.around)]


def _lines(component: Component, *names: str) -> list[str]:
    """The lines of those names from the nearest component that has any; those of a picture are its own."""
    for level in _levels(component):
        if any(_kind(each) in _PICTURES for each in children(level, "ContentItem")) and level is not component.element:
            continue
        found = [words(each) for each in children(child(level, "NewsLines"), *names) if words(each)]
        if found:
            return found
    return []


def _all(about: list[Element], name: str) -> Iterator[Element]:
    for each in about:
        yield from descendants(each, name)


def _properties(about: list[Element], *names: str) -> Iterator[str]:
    for each in _all(about, "Property"):
        if attribute(each, "FormalName") in names:
            yield attribute(each, "Value", "ValueRef")


def _property(about: list[Element], *names: str) -> str | None:
    return next(filter(None, _properties(about, *names)), None)


def _places(about: list[Element]) -> Iterator[str]:
    yield from _properties(about, "City", "CountryArea", "Country", "CountryName", "Location")


def _codes(about: list[Element]) -> Iterator[str]:
    for name in ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier"):
        for each in _all(about, name):
            yield attribute(each, "FormalName")


def _topics(item: Element) -> dict[str, str]:
    """Names by code, from the topic sets that the item brings with it; in English where several languages are given."""
    names: dict[str, str] = {}
    for topic in descendants(item, "Topic"):
        told = [each for each in children(topic, "Description") if attribute(each, "Variant").lower() in ("name", "")]
        told.sort(key=lambda each: attribute(each, "lang")[:2] != "en")
        for mark in children(topic, "FormalName"):
            if told:
                names[words(mark)] = words(told[0])
    return names


def _source(item: Element, component: Component) -> str | None:
    for name in ("Source", "Provider", "Creator"):
        for level in _levels(component):
            parties = descendants(child(level, "AdministrativeMetadata", name), "Party")
            if found := next(filter(None, (attribute(each, "FormalName") for each in parties)), None):
                return found
    credit = next(iter(_lines(component, "CreditLine")), "")
    return credit or words(child(item, "Identification", "NewsIdentifier", "ProviderId")) or None


def _rights(component: Component) -> str | None:
    copyright_lines = _lines(component, "CopyrightLine", "RightsLine")
    usage = [
        words(each) for level in _levels(component) for each in descendants(child(level, "RightsMetadata"), "UsageType")
    ]
    return rights_of(*copyright_lines, *usage[:1])


def _instructions(management: Element | None) -> list[str]:
    """What is told to editors. The formal name of an instruction is a code for machines."""
    return [text for text in (words(each) for each in children(management, "Instruction", "Property")) if text]


def _signals(item: Element) -> tuple[Signal, ...]:
    revision = child(item, "Identification", "NewsIdentifier", "RevisionId")
    changed = attribute(revision, "Update") in ("U", "A") or child(item, "Update") is not None
    kinds = [
        attribute(each, "FormalName").lower()
        for each in children(child(item, "NewsManagement"), "Instruction", "NewsItemType")
    ]
    return (
        *([Signal.UPDATE] if changed or any("update" in each for each in kinds) else []),
        *([Signal.CORRECTION] if any("correct" in each or "rectif" in each for each in kinds) else []),
    )


def _embargo(management: Element | None, state: str, problems: list[Problem], where: str | None) -> NewsDate | None:
    """When the status will change to usable, for an item that is embargoed or withheld."""
    change = child(management, "StatusWillChange")
    future = attribute(child(change, "FutureStatus"), "FormalName").lower()
    if change is None or (future != "usable" and state.lower() != "embargoed"):
        return None
    return dated(words(child(change, "DateAndTime")), "StatusWillChange", problems, where, ahead=True)


def _date(element: Element | None, problems: list[Problem], where: str | None) -> NewsDate | None:
    return None if element is None else dated(words(element), local(element), problems, where)


def _links(item: Element, management: Element | None) -> Iterator[Link]:
    for each in children(management, "AssociatedWith", "DerivedFrom"):
        if target := attribute(each, "NewsItem"):
            yield Link(local(each), target, words(each))
    for each in descendants(child(item, "NewsComponent"), "NewsItemRef"):
        if target := attribute(each, "NewsItem"):
            yield Link("package", target, words(each))
