"""HTML in which every text is escaped: only what `tag` and `join` made counts as markup."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup. Made by `tag` and `join` only, from texts that they escaped."""

    __slots__ = ()


NOTHING = Html("")
_VOID = frozenset({"br", "hr", "img"})


def tag(name: str, *children: str, **attributes: str | int | None) -> Html:
    """An element; children that are not `Html` are text. `class_` is `class`, `aria_label` is `aria-label`.

    Attributes that are `None` are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>" if name in _VOID else f"<{name}{written}>{join(children)}</{name}>")


def join(children: Iterable[str], between: str = "") -> Html:
    """The children one after the other, with `between` in between; what is not `Html` is text."""
    return Html(_safe(between).join(_safe(child) for child in children))


def _safe(child: str) -> str:
    return child if isinstance(child, Html) else escape(child)
