"""A page in, what it says of itself out: its data first, then meta elements, then what is printed."""

import re
from dataclasses import dataclass, replace
from typing import Any

from archive.model import Metadata, NewsDate, Problem, Signal
from ingest import html_story
from ingest.bylines import byline
from ingest.dates import dated
from ingest.fields import keyword_list, text_of
from ingest.html_bylines import byline_of_page
from ingest.html_data import article_data
from ingest.html_dates import printed_date
from ingest.html_headline import Names
from ingest.html_text import Element, plain_line, text_of_element
from ingest.normalise import folded, one_line

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

_Metas = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of its article.

    `article_body` is the text in its data, when it is there, of a live blog all entries; `decks` are lines that may
    stand under the headline.
    """

    headline: str
    metadata: Metadata
    decks: tuple[str, ...]
    article_body: str | None
    is_live: bool
    notes: tuple[str, ...]


def facts_of_page(page: Element, problems: list[Problem]) -> PageFacts:
    """The facts of a page; a date that cannot be is left out and added to `problems`."""
    metas = _metas(page)
    data = article_data(page, _canonical(page, metas))
    source = _source(data, metas)
    notes = html_story.corrections(data)
    metadata = Metadata(
        byline=byline_of_page(page, _stated_authors(data, metas), source),
        source=source,
        section=plain_line(text_of(data.get("articlesection")) or _meta(metas, _SECTION) or ""),
        published=_published(data, metas, page, problems),
        created=dated(text_of(data.get("datecreated")), "dateCreated", problems),
        updated=dated(text_of(data.get("datemodified")) or _meta(metas, _UPDATED), "dateModified", problems),
        language=text_of(data.get("inlanguage")) or page.get("lang") or _meta(metas, ("og:locale",)),
        url=_canonical(page, metas) or _http(text_of(data.get("url"))),
        rights=html_story.rights(data) or _meta(metas, ("copyright", "dcterms.rights")),
        signals=(Signal.CORRECTION,) if notes else (),
        version_label=text_of(data.get("version")),
        keywords=_keywords(data, metas),
        links=html_story.links(data),
    )
    return PageFacts(
        headline=_headline(data, metas, page),
        metadata=replace(metadata, **html_story.things(data)),
        decks=html_story.decks(data),
        article_body=html_story.declared_body(data),
        is_live=html_story.is_live(data),
        notes=notes,
    )


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
    headings = [(element.tag, one_line(text_of_element(element))) for element in page.iter("h1", "h2")]
    return Names(
        data=plain_line(text_of(data.get("headline")) or ""),
        shared=plain_line(_meta(metas, ("og:title",)) or ""),
        tweeted=plain_line(_meta(metas, ("twitter:title",)) or ""),
        tab=one_line(page.findtext(".//title") or ""),
        headings=tuple(text for _, text in headings if text),
        mains=tuple(text for tag, text in headings if text and tag == "h1"),
        site=folded(f"{_source(data, metas)} {_canonical(page, metas) or _http(text_of(data.get('url')))}"),
    ).headline()


def _stated_authors(data: dict[str, Any], metas: _Metas) -> str | None:
    named = next((metas[name] for name in _AUTHOR if name in metas), None)
    return byline(data.get("author")) or byline(data.get("creator")) or byline(named)


def _published(data: dict[str, Any], metas: _Metas, page: Element, problems: list[Problem]) -> NewsDate | None:
    stated = text_of(data.get("datepublished")) or _meta(metas, _PUBLISHED)
    if found := dated(stated, "datePublished", problems):
        return found
    if found := dated(
        text_of(data.get("datecreated")), "dateCreated", []
    ):  # what is wrong with it is said of `created`
        return found
    for element in page.xpath("//time[@datetime] | //*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content") or element.text_content()
        if found := dated(value, "time", []):
            return found
    return printed_date(page)


def _canonical(page: Element, metas: _Metas) -> str | None:
    stated = [*page.xpath("//link[@rel='canonical']/@href"), _meta(metas, ("og:url",))]
    return next(filter(None, map(_http, stated)), None)


def _http(address: Any) -> str | None:
    stated = str(address or "").strip()
    return stated if re.match(r"https?://", stated) else None


def _keywords(data: dict[str, Any], metas: _Metas) -> tuple[str, ...]:
    if stated := keyword_list(data.get("keywords")):
        return stated
    values = next((metas[name] for name in _KEYWORDS if name in metas), [])
    return keyword_list(values[0] if len(values) == 1 else values)
