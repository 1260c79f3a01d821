"""Exports of WordPress sites (WXR): published posts and pages are articles, attachments their photographs."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, DraftPhoto, Link, Metadata, NewsDate, Problem
from ingest.captions import read_caption
from ingest.container import Member, PassedOver
from ingest.datelines import with_dateline
from ingest.dates import dated
from ingest.encoding import decode
from ingest.html_fragment import words_and_photos
from ingest.html_text import plain, plain_line
from ingest.notes import split_notes
from ingest.shortcodes import as_html
from ingest.wordpress_items import Item, authors_of, items_of
from ingest.xml_tree import Element, child, parse_xml, root_name, words

_NEVER = "0000-00-00 00:00:00"


class WordPressReader:
    """Reads the published posts and pages of a WordPress export (WXR)."""

    name = "wordpress"
    suffixes = (".wxr",)
    holds_a_folder = False

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head).lower() == "rss" and "wordpress.org/export/" in decode(head)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        root = parse_xml(path.read_bytes(), problems)
        items = items_of(root)
        site = _Site(root, items, path)
        for item in items:
            if item.not_read_because() is None and not (item.is_attachment and site.shows(item)):
                draft = site.draft(item, problems)
                if draft is not None:
                    yield draft
        yield from problems

    def members(self, path: Path) -> Iterator[Member | PassedOver | Problem]:
        """What is not published, or no article: it is named, not read."""
        root = parse_xml(path.read_bytes(), [])
        for item in items_of(root):
            if (reason := item.not_read_because()) is not None:
                yield PassedOver(name=item.called, reason=f"not published news: {reason}", kind=reason)
            elif item.is_attachment and not _caption(item):
                yield PassedOver(name=item.called, reason="a file without a caption", kind="attachment")


class _Site:
    def __init__(self, root: Element, items: tuple[Item, ...], path: Path) -> None:
        channel = child(root, "channel")
        self._name = words(child(channel, "title")) or None
        self._language = words(child(channel, "language")) or None
        self._authors = authors_of(root)
        self._path = path
        self._files = {item.get("wp:post_id"): item for item in items if item.is_attachment}
        self._posts = {item.get("wp:post_id") for item in items if not item.is_attachment}

    def shows(self, attachment: Item) -> bool:
        """Whether a post of the export shows the file, which then is no item of its own."""
        return attachment.get("wp:post_parent") in self._posts

    def draft(self, item: Item, problems: list[Problem]) -> Draft | None:
        """The article of a post or page, or the photograph of an attachment that has a caption."""
        body, photos = self._attached(item) if item.is_attachment else self._printed(item)
        if item.is_attachment and not photos:
            return None
        printed, notes = split_notes(body)
        text = "\n\n".join(printed)
        return Draft(
            headline=plain_line(item.get("title")),
            body=text,
            notes=notes,
            photos=photos,
            metadata=with_dateline(self._metadata(item, problems), text),
            identity=item.get("guid") or item.get("link") or item.get("wp:post_id") or None,
        )

    def _attached(self, item: Item) -> tuple[list[str], tuple[DraftPhoto, ...]]:
        photo = _photo(item)
        return [], (photo,) if photo else ()

    def _printed(self, item: Item) -> tuple[list[str], tuple[DraftPhoto, ...]]:
        body, photos = words_and_photos(as_html(item.get("content") or item.get("excerpt")), self._path)
        return body, (*photos, *self._shown_by(item))

    def _shown_by(self, item: Item) -> Iterator[DraftPhoto]:
        number, thumbnail = item.get("wp:post_id"), item.meta.get("_thumbnail_id")
        for key, attachment in self._files.items():
            if key == thumbnail or attachment.get("wp:post_parent") == number:
                photo = _photo(attachment)
                if photo is not None:
                    yield photo

    def _metadata(self, item: Item, problems: list[Problem]) -> Metadata:
        creator = item.get("dc:creator")
        file = item.get("wp:attachment_url")
        return Metadata(
            byline=self._authors.get(creator, creator) or None,
            source=self._name,
            section=next(iter(item.categories), None),
            published=_date(item, "wp:post_date_gmt", problems) or _stated(item, problems),
            updated=_date(item, "wp:post_modified_gmt", problems),
            language=self._language,
            url=item.get("link") or None,
            keywords=item.tags,
            subjects=item.categories,
            links=(Link("enclosure", file),) if file else (),
        )


def _date(item: Item, name: str, problems: list[Problem]) -> NewsDate | None:
    """A date of Greenwich; a post that was never published has one of zeros."""
    value = item.get(name)
    if not value or value == _NEVER:
        return None
    found: list[Problem] = []
    date = dated(f"{value}+00:00", name.removeprefix("wp:"), found)
    problems.extend(Problem(each.reason, item.called) for each in found)
    return date


def _stated(item: Item, problems: list[Problem]) -> NewsDate | None:
    return dated(item.get("pubDate"), "pubDate", problems, item.called)


def _caption(attachment: Item) -> str:
    return plain(attachment.get("excerpt") or attachment.get("content")).strip()


def _photo(attachment: Item) -> DraftPhoto | None:
    caption = _caption(attachment)
    headline = plain_line(attachment.get("title")) or None
    return read_caption(caption, headline=headline) if caption else None
