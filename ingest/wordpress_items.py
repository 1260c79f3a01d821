"""The tree of a WordPress export in, its items out: which are to be read, which are not and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.xml_tree import Element, child, children, words

_PUBLIC = ("publish", "inherit", "")
_READ = ("post", "page", "attachment")


@dataclass(frozen=True, slots=True)
class Item:
    """A post, a page or an attachment; fields by names such as `title`, `content`, `wp:post_id`, `dc:creator`."""

    fields: dict[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The field, `""` where it is absent."""
        return self.fields.get(name, "").strip()

    @property
    def is_attachment(self) -> bool:
        """Whether it is a file that a post shows."""
        return self.get("wp:post_type") == "attachment"

    @property
    def called(self) -> str:
        """What it is, for reports: `post 12`."""
        return f"{self.get('wp:post_type') or 'item'} {self.get('wp:post_id') or self.get('guid') or self.get('title')}"

    def not_read_because(self) -> str | None:
        """Why the item is not published news: its status or its type; `None` where it is."""
        if self.get("wp:post_type") not in (*_READ, ""):
            return f"of type {self.get('wp:post_type')}"
        if self.get("wp:status") not in _PUBLIC:
            return f"status {self.get('wp:status')}"
        return "with a password" if self.get("wp:post_password") else None


def items_of(root: Element) -> tuple[Item, ...]:
    """The items of the export, in order."""
    return tuple(map(_item, children(child(root, "channel"), "item")))


def authors_of(root: Element) -> dict[str, str]:
    """The names that authors are shown under, by their login."""
    shown: dict[str, str] = {}
    for author in children(child(root, "channel"), "author"):
        login = words(child(author, "author_login"))
        full = " ".join(filter(None, (words(child(author, f"author_{each}_name")) for each in ("first", "last"))))
        display = words(child(author, "author_display_name"))
        shown[login] = full if display in ("", login) and full else display or login
    return shown


def _item(element: Element) -> Item:
    fields: dict[str, str] = {}
    for each in element:
        fields.setdefault(_name(each), "".join(each.itertext()) if isinstance(each.tag, str) else "")
    return Item(
        fields,
        categories=tuple(_labels(element, "category")),
        tags=tuple(_labels(element, "post_tag")),
        meta={
            words(child(each, "meta_key")): words(child(each, "meta_value")) for each in children(element, "postmeta")
        },
    )


def _labels(element: Element, domain: str) -> Iterator[str]:
    for each in children(element, "category"):
        if each.get("domain", "category") in (domain, {"post_tag": "tag"}.get(domain, domain)):
            yield words(each)


def _name(element: Element) -> str:
    """The name with the prefix that WordPress writes: the namespaces carry the version of the export."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    if space.endswith("/excerpt/"):
        return "excerpt"
    if "wordpress.org/export" in space:
        return f"wp:{name}"
    if space.endswith("/modules/content/"):
        return "content"
    return f"dc:{name}" if "purl.org/dc" in space else name
