"""What wire files say, read off them a second time with other means than the readers': ElementTree, json, patterns.

Only what is certain is taken: headlines, days, captions, identities, and the words of the text.
"""

import email
import email.policy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from archive.model import Draft

_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


@dataclass(frozen=True, slots=True)
class Gold:
    """An item; `None` where nothing is said about a field."""

    headline: str | None = None
    identity: str | None = None
    version: str | None = None
    day: str | None = None
    status: str | None = None
    caption: str | None = None
    text: str = ""


def differences(gold: Gold, draft: Draft) -> list[str]:
    """How a draft differs from what its file says; empty when it does not."""
    metadata = draft.metadata
    captions = [line(photo.caption) for photo in draft.photos]
    heads = [draft.headline, *captions] if gold.caption is not None else [draft.headline]
    found = {
        "headline": gold.headline in (None, *map(line, heads)),
        "identity": gold.identity in (None, draft.identity),
        "version": gold.version in (None, metadata.version_label),
        "day": gold.day in (None, metadata.published and metadata.published.day.isoformat()),
        "status": gold.status in (None, metadata.pub_status and metadata.pub_status.value),
        "caption": gold.caption is None or gold.caption in captions,
        "text": not missing(gold.text, draft),
    }
    return [name for name, same in found.items() if not same]


def missing(text: str, draft: Draft) -> list[str]:
    """The words of the file's text that stand nowhere in the draft, when they are more than one in fifty."""
    told = [draft.headline, draft.body, draft.metadata.byline or "", draft.metadata.dateline or "", *draft.notes]
    told += [photo.caption for photo in draft.photos]
    have = set(re.findall(r"\w+", " ".join(told).casefold()))
    wanted = [word for word in re.findall(r"\w+", text.casefold()) if word != "by"]
    lost = [word for word in wanted if word not in have]
    return lost if len(lost) * 50 > len(wanted) else []


def line(text: str | None) -> str:
    return " ".join((text or "").split())


def gold_of(path: Path) -> list[Gold]:
    """The items of a wire file, in its order, those without words left out."""
    data = path.read_bytes()
    if data.startswith(b"\xff\xd8"):
        return [Gold()]
    if b"\x01" in data[:64] and b"\x02" in data[:800]:
        return [_anpa(data) if b"\x1f" in data[:64] else _iptc_7901(data)]
    if data.lstrip()[:1] in (b"{", b"["):
        return list(_json(json.loads(data)))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return [gold for gold in _xml(data) if gold.headline or gold.text or gold.caption]
    return [_mail(data)]


def g2_items(data: bytes) -> Iterator[Gold]:
    """Every news item and package of a NewsML-G2 document that carries words."""
    for item in _every(_tree(data), "newsItem", "packageItem"):
        if item.get("guid"):
            yield _g2(item)


def _xml(data: bytes) -> Iterator[Gold]:
    root = _tree(data)
    name = _name(root)
    if name in ("newsMessage", "newsItem", "packageItem"):
        yield from g2_items(data)
    elif name == "nitf":
        yield _nitf(root)
    elif name == "NewsML":
        yield from map(_newsml1, _every(root, "NewsItem"))
    elif name in ("RBNews", "XMLNewsQueuedResponse"):
        yield from map(_ritzau, _every(root, "RBNews"))
    elif name == "rss":
        yield from (Gold(headline=_words(item, "title")) for item in _every(root, "item") if _is_post(item))
    elif name == "feed":
        yield from (Gold(headline=_words(entry, "title")) for entry in _every(root, "entry"))


def _tree(data: bytes) -> Element:
    """The tree; a file that says Latin-1 and is UTF-8 is taken for what it is."""
    try:
        text = re.sub(r"^\ufeff?\s*<\?xml.*?\?>", "", data.decode("utf-8"), count=1)
    except UnicodeDecodeError:
        return fromstring(data)
    return fromstring(text.encode())


def _is_post(item: Element) -> bool:
    return _words(item, "post_type") in ("", "post", "page")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _every(root: Element, *names: str) -> list[Element]:
    return [each for each in root.iter() if _name(each) in names]


def _words(element: Element, name: str) -> str:
    return next((line("".join(each.itertext())) for each in _every(element, name)), "")


def _day(text: str) -> str | None:
    """The day of an ISO or compact date as it stands, whatever its zone."""
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", text.strip())
    return "-".join(match.groups()) if match else None


def _g2(item: Element) -> Gold:
    meta = next(iter(_every(item, "contentMeta")), item)
    content = next(iter(_every(item, "contentSet")), item)
    heads = [line("".join(each.itertext())) for each in _every(meta, "headline") if not each.get("role")]
    kind = next((each.get("qcode", "") for each in _every(item, "itemClass")), "")
    descriptions = _every(meta, "description")
    captions = [each for each in descriptions if str(each.get("role")).endswith("caption")]
    moving = descriptions if kind.endswith(("video", "audio")) else []
    events = [each for event in _every(content, "event") for each in _every(event, "definition", "name")]
    paragraphs = [line("".join(each.itertext())) for each in _every(content, "p") or moving or events]
    status = next((each.get("qcode", "") for each in _every(item, "pubStatus")), "")
    is_picture = kind.endswith(("picture", "graphic"))
    return Gold(
        headline=next(filter(None, (*heads, _words(item, "hl1"), _words(item, "title"))), None),
        identity=item.get("guid"),
        version=item.get("version"),
        day=_day(_words(item, "firstCreated") or _words(item, "versionCreated") or _words(item, "contentCreated")),
        status=status.rpartition(":")[2] or None,
        caption=line("".join(captions[0].itertext())) if captions and is_picture else None,
        text=unescape(unescape(" ".join(paragraphs))),
    )


def _nitf(root: Element) -> Gold:
    content = next(iter(_every(root, "body.content")), None)
    paragraphs = (
        [] if content is None else [line("".join(each.itertext())) for each in _every(content, "p", "td", "pre")]
    )
    dates = [each.get("date.publication", "") for each in _every(root, "pubdata")]
    dates += [each.get("norm", "") for each in _every(root, "date.issue")]
    captions = [line("".join(each.itertext())) for each in _every(root, "media-caption")]
    return Gold(
        headline=_words(root, "hl1") or _words(root, "title") or None,
        day=_day(dates[0]) if dates else None,
        caption=captions[0] if captions else None,
        text=re.sub(r"<[^>]*>", " ", " ".join(paragraphs)),
    )


def _newsml1(item: Element) -> Gold:
    data = next(iter(_every(item, "DataContent")), None)
    text = "" if data is None else " ".join(data.itertext())
    public, revision = _words(item, "PublicIdentifier"), _words(item, "RevisionId")
    return Gold(
        headline=_words(item, "HeadLine"),
        identity=public.removesuffix(f":{revision}"),
        version=revision,
        day=_day(_words(item, "FirstCreated")),
        status=next(each.get("FormalName", "").lower() for each in _every(item, "Status")),
        text=re.sub(r"<[^>]*>", " ", text),
    )


def _ritzau(story: Element) -> Gold:
    return Gold(
        headline=_words(story, "headline"),
        identity=_words(story, "NewsID"),
        version=_words(story, "version"),
        day=_day(_words(story, "PublishDate")),
        text=unescape(unescape(re.sub(r"<[^>]*>", " ", _words(story, "content")))),
    )


def _anpa(data: bytes) -> Gold:
    text = data.decode("latin-1")
    month, day, year = re.search(r"-WF-(\d\d)-(\d\d)-(\d\d)", text).groups()
    body = re.search("\x02(.*?)\x03", text, re.DOTALL)[1]
    paragraphs = re.findall(r"^\t(.*)$", body, re.MULTILINE)
    return Gold(day=f"20{year}-{month}-{day}", text=re.sub(r"[_{]", " ", " ".join(paragraphs)))


def _iptc_7901(data: bytes) -> Gold:
    text = data.decode("latin-1")
    heading = re.search("\x02(.*?)=\r", text, re.DOTALL)[1]
    lines = [each.strip() for each in heading.splitlines() if each.strip() and not each.startswith("By ")]
    body = text.partition("=\r")[2].partition("\x03")[0]
    body = re.split(r"^# (?:dpa NOTEBOOK|Notebook)", body, flags=re.MULTILINE)[0]
    day, year = re.search(r"\x03(\d\d)\d{4}\D+(\d\d)", text).groups()
    return Gold(headline=lines[-1], text=body, day=None if not day else _day_of_7901(text, day, year))


def _day_of_7901(text: str, day: str, year: str) -> str:
    month = re.search(r"\x03\d{6}(?: GMT)? (\w{3})", text)[1]
    return f"20{year}-{_MONTHS.index(month) + 1:02}-{day}"


def _json(value: object) -> Iterator[Gold]:
    if isinstance(value, dict) and ("uri" in value or "guid" in value):
        yield _ninjs({key.lower(): entry for key, entry in value.items()})
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _json(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _json(entry)


def _ninjs(item: dict) -> Gold:
    heads = [item.get("headline"), *_main(item.get("headlines")), item.get("title")]
    bodies = [str(item[key]) for key in item if re.fullmatch(r"body_x?html", key)]
    bodies += [each["value"] for each in item.get("bodies", []) if "xhtml" in str(each.get("role"))]
    told = [item.get("description_caption"), item.get("description_text"), *_main(item.get("descriptions"))]
    is_picture = item.get("type") in ("picture", "graphic")
    own = item.get("altids")
    return Gold(
        headline=line(next(filter(None, heads), None)) or None,
        identity=own["itemid"]
        if isinstance(own, dict) and "versioncreated" in item
        else item.get("guid") or item["uri"],
        version=None if item.get("version") is None else str(item["version"]),
        day=_day(item.get("firstpublished") or item.get("firstcreated") or item.get("versioncreated") or ""),
        status=item.get("pubstatus"),
        caption=line(next(filter(None, told), None)) if is_picture else None,
        text=unescape(re.sub(r"<[^>]*>", " ", " ".join(bodies))) if not is_picture else "",
    )


def _main(entries: object) -> list[str]:
    """The values of a list with roles, those that are the main ones first."""
    listed = entries if isinstance(entries, list) else []
    roles = ("main", "caption", "text", "lead", None)
    return [each["value"] for role in roles for each in listed if each.get("role") == role]


def _mail(data: bytes) -> Gold:
    message = email.message_from_bytes(data, policy=email.policy.default)
    return Gold(headline=line(message["subject"]) or None)
