"""A page in, what it says of itself out: JSON-LD first, then meta elements, then what is printed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.model import Metadata, NewsDate, Problem
from ingest.bylines import byline, byline_of_line
from ingest.credits import is_person
from ingest.dates import dated
from ingest.fields import folded_keys, keyword_list, text_of, texts
from ingest.html_dates import printed_date
from ingest.html_text import Element, plain, plain_line, text_of_element
from ingest.normalise import folded, one_line

_ARTICLE = re.compile(r"(?:Article|Report|BlogPosting|Review)$")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publish-date", "publish_date", "publication_date", "last-modified",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_SECTION = ("article:section", "parsely-section", "section", "category")
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "article:tag")
_SOURCE = ("og:site_name", "application-name", "publisher", "dc.publisher")

_MARKED_AUTHOR = (
    "//*[(@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author-name'))"
    " and not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class, 'comment')])]"
)
_FEWEST_WORDS = 3
_SITE_AFTER = re.compile(r"\s+[|–—·-]\s+")
_SITE_NAME = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")

_Metas = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of its article; `article_body` is the text in its data, when it is there."""

    headline: str
    metadata: Metadata
    article_body: str | None
    notes: tuple[str, ...]


def facts_of_page(page: Element, problems: list[Problem]) -> PageFacts:
    """The facts of a page; a date that cannot be is left out and added to `problems`."""
    data = _article_data(page)
    metas = _metas(page)
    source = _source(data, metas)
    metadata = Metadata(
        byline=_byline(data, metas, page, source),
        source=source,
        section=text_of(data.get("articlesection")) or _meta(metas, _SECTION),
        published=_published(data, metas, page, problems),
        updated=dated(text_of(data.get("datemodified")) or _meta(metas, _UPDATED), "dateModified", problems),
        language=text_of(data.get("inlanguage")) or page.get("lang") or _meta(metas, ("og:locale",)),
        url=_address(page, data, metas),
        rights=text_of(data.get("copyrightnotice")) or _meta(metas, ("copyright", "dcterms.rights")),
        keywords=_keywords(data, metas),
    )
    body = text_of(data.get("articlebody"))
    return PageFacts(
        headline=_headline(data, metas, page),
        metadata=metadata,
        article_body=plain(body) if body else None,
        notes=tuple(map(plain_line, texts(data.get("correction")))),
    )


def _article_data(page: Element) -> dict[str, Any]:
    """The fields of the page's JSON-LD article, or of none."""
    for script in page.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            value = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kinds = item.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return folded_keys(item)
    return {}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if name in value:
                yield from _objects(value[name])


def _metas(page: Element) -> _Metas:
    metas: _Metas = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.casefold(), []).append(content)
    return metas


def _meta(metas: _Metas, names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _source(data: dict[str, Any], metas: _Metas) -> str | None:
    return text_of(data.get("publisher")) or _meta(metas, _SOURCE)


def _headline(data: dict[str, Any], metas: _Metas, page: Element) -> str:
    """The headline as it is printed, when the page's data bear it out, else as the data state it.

    Where the data agree with each other they win over a heading that says more or less, such as a kicker with it.
    """
    stated = [plain_line(text_of(data.get("headline")) or ""), plain_line(_meta(metas, ("og:title",)) or "")]
    title = one_line(page.findtext(".//title") or "")
    named = [name for name in (*stated, plain_line(_meta(metas, ("twitter:title",)) or ""), title) if name]
    headings = [text for element in page.iter("h1", "h2") if (text := one_line(text_of_element(element)))]
    for name in named:
        if printed := next((heading for heading in headings if _is_without_site(heading, name)), None):
            return printed
    if stated[0] and _loose(stated[0]) == _loose(stated[1]):
        return stated[0]
    borne_out = [text for text in headings if any(_is_most_of(text, name) for name in named)]
    longest = max(borne_out, key=len, default="")
    if longest:
        return longest
    site = folded(f"{_source(data, metas)} {_address(page, data, metas)}")
    name = next(filter(None, stated), "")
    return _without_site(name, site) if name else _SITE_NAME.sub("", title) or next(iter(headings), "")


def _without_site(name: str, site: str) -> str:
    """A stated title without the site's name after it; `site` holds the publisher's name and address."""
    ending = _SITE_NAME.search(name)
    if ending is None:
        return name
    words = folded(ending[0].strip(" |\u2013\u2014-\u00b7"))
    return name[: ending.start()] if words in site or words.replace(" ", "") in site else name


def _is_most_of(heading: str, name: str) -> bool:
    return _loose(heading) in _loose(name) and 2 * len(heading) >= len(name)


def _is_without_site(heading: str, name: str) -> bool:
    """Whether a heading is a stated title, or one without the site's name after it."""
    short, long = _loose(heading), _loose(name)
    return short == long or (
        len(heading.split()) >= _FEWEST_WORDS
        and long.startswith(short)
        and _SITE_AFTER.match(long[len(short) :]) is not None
    )


def _loose(text: str) -> str:
    """For comparing titles: the data often have other quotation marks than the page."""
    return re.sub(r"[\"'’‘“”„«»`´]", "'", folded(text))


def _byline(data: dict[str, Any], metas: _Metas, page: Element, source: str | None) -> str | None:
    """The writers that the page's data name; where they name none but the paper, the one it prints, if it does."""
    named = next((metas[name] for name in _AUTHOR if name in metas), None)
    stated = byline(data.get("author")) or byline(data.get("creator")) or byline(named)
    is_name = stated is not None and "@" not in stated
    if is_name and folded(stated or "") != folded(source or ""):
        return stated
    return _printed_byline(page) or (stated if is_name else None)


def _printed_byline(page: Element) -> str | None:
    for element in page.xpath(_MARKED_AUTHOR):
        line = one_line(text_of_element(element))
        name = byline_of_line(line) or line
        if len(line) <= 120 and is_person(name):
            return name
    return None


def _published(data: dict[str, Any], metas: _Metas, page: Element, problems: list[Problem]) -> NewsDate | None:
    stated = text_of(data.get("datepublished")) or text_of(data.get("datecreated")) or _meta(metas, _PUBLISHED)
    if found := dated(stated, "datePublished", problems):
        return found
    for element in page.xpath("//time[@datetime] | //*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content") or element.text_content()
        if found := dated(value, "time", []):
            return found
    return printed_date(page)


def _address(page: Element, data: dict[str, Any], metas: _Metas) -> str | None:
    stated = [
        *page.xpath("//link[@rel='canonical']/@href"),
        _meta(metas, ("og:url",)),
        text_of(data.get("url")),
    ]
    return next((str(url).strip() for url in stated if url and re.match(r"https?://", str(url).strip())), None)


def _keywords(data: dict[str, Any], metas: _Metas) -> tuple[str, ...]:
    if stated := keyword_list(data.get("keywords")):
        return stated
    values = next((metas[name] for name in _KEYWORDS if name in metas), [])
    return keyword_list(values[0] if len(values) == 1 else values)
