"""A page in, what it says of itself out: its data first, then meta elements, then what is printed."""

import re
from dataclasses import dataclass, replace
from typing import Any

from archive.model import Metadata, NewsDate, Problem, Signal
from ingest import html_story
from ingest.bylines import names_of
from ingest.dates import dated
from ingest.fields import keyword_list, text_of
from ingest.html_bylines import byline_of_page
from ingest.html_data import article_data
from ingest.html_dates import date_of_lines, in_local_time, labelled_date, marked_date, printed_date
from ingest.html_head import lines_of_head
from ingest.html_headline import Names, letters_of_address
from ingest.html_text import Element, plain_line, text_of_element
from ingest.normalise import folded, one_line

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publish-date", "publish_date", "publication_date",
)  # fmt: skip
# These say as often when the page was last written as when it was published.
_DATED = ("date", "last-modified")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_AUTHOR = (
    "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl",
    "shareaholic:article_author_name",
)  # fmt: skip
_SECTION = ("article:section", "parsely-section", "section", "category")
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "article:tag")
_SOURCE = ("og:site_name", "application-name", "publisher", "dc.publisher")
_WRITTEN_BY = re.compile(
    r"(?:(?:written|posted|published|verfasst|geschrieben|veröffentlicht|écrit|publié|escrito|publicado|scritto|geschreven"
    r"|skrevet|skrivet)\s+)?(?:by|von|par|por|da|door|av|af)|author|autor|auteur|autore",
    re.IGNORECASE,
)
_HEADINGS = "//h1 | //h2 | //h3[contains(@class, 'entry-title') or @itemprop='headline']"

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
    headline = _headline(data, metas, page)
    head = lines_of_head(page, headline)
    metadata = Metadata(
        byline=byline_of_page(page, _stated_authors(data, metas), source, head),
        source=source,
        section=_section(text_of(data.get("articlesection")) or "", _meta(metas, _SECTION) or ""),
        published=_published(data, metas, page, head, problems),
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
        headline=headline,
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
    printed = page.xpath(_HEADINGS)
    headings = [(element.tag, text) for element in printed if (text := one_line(text_of_element(element)))]
    address = _canonical(page, metas) or _http(text_of(data.get("url")))
    shared = [plain_line(each) for each in metas.get("og:title", [""])]
    is_printed = any(each in text for each in shared for _, text in headings)
    if not text_of(data.get("headline")) and not is_printed and _is_shared_as_another(page, metas):
        shared = [""]
    return Names(
        data=plain_line(text_of(data.get("headline")) or _meta(metas, ("headline",)) or ""),
        shared=next((each for each in shared if any(each == text for _, text in headings)), shared[0]),
        tweeted=plain_line(_meta(metas, ("twitter:title",)) or ""),
        tab=one_line(page.findtext(".//title") or ""),
        headings=tuple(text for _, text in headings),
        mains=tuple(text for tag, text in headings if tag == "h1"),
        parted=tuple(filter(lambda parts: len(parts) > 1, map(_parts, printed))),
        site=folded(f"{_source(data, metas)} {address}"),
        address=letters_of_address(address),
    ).headline()


def _is_shared_as_another(page: Element, metas: _Metas) -> bool:
    """Whether the sharing data are of another page: an entry of this one, which is a list."""
    own, shared = next(iter(page.xpath("//link[@rel='canonical']/@href")), None), _meta(metas, ("og:url",))
    ends = [letters_of_address(f"/{each.rstrip('/').rpartition('/')[2]}") for each in (own, shared) if each]
    return len(ends) == 2 and all(ends) and not (ends[0].startswith(ends[1]) or ends[1].startswith(ends[0]))


def _parts(heading: Element) -> tuple[str, ...]:
    return tuple(part for text in heading.itertext() if (part := one_line(text)))


def _stated_authors(data: dict[str, Any], metas: _Metas) -> list[str]:
    named = next((metas[name] for name in _AUTHOR if name in metas and names_of(metas[name])), None)
    stated = names_of(data.get("author")) or names_of(data.get("creator")) or names_of(named)
    return stated or names_of(_shared_author(metas))


def _shared_author(metas: _Metas) -> str | None:
    """Whom the card names that is shown where the page is shared: pairs of a label and what it says."""
    pairs = ((_meta(metas, (f"twitter:label{n}",)), _meta(metas, (f"twitter:data{n}",))) for n in (1, 2))
    return next((said for label, said in pairs if label and said and _WRITTEN_BY.fullmatch(label)), None)


def _published(
    data: dict[str, Any], metas: _Metas, page: Element, head: list[str], problems: list[Problem]
) -> NewsDate | None:
    stated = text_of(data.get("datepublished")) or _meta(metas, _PUBLISHED)
    # What is wrong with the day of creation is said of `created`.
    if found := dated(stated, "datePublished", problems) or dated(text_of(data.get("datecreated")), "dateCreated", []):
        return in_local_time(found, page)
    printed = marked_date(page) or date_of_lines(head) or labelled_date(page)
    last = dated(_meta(metas, _DATED), "date", problems)
    if printed and not (last and last.iso.startswith(printed.iso)):
        return printed
    return last or printed_date(page)


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


def _section(stated: str, printed: str) -> str:
    """The section of the data, or the one of the meta elements where the data have it as it stands in addresses."""
    is_of_an_address = re.fullmatch(r"[a-z\d]+(?:-[a-z\d]+)+", stated) is not None
    return plain_line((printed if is_of_an_address and printed else stated) or printed)
