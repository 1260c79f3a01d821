"""For the terminal: the articles that print one story, and how each differs."""

from collections.abc import Sequence

from rich.console import Console

from api import schemas as wire
from cli.plain import escape

_out = Console(highlight=False)


def copies(found: wire.Copies) -> None:
    """Where the story of an article is printed."""
    if not found.copies:
        _out.print("no copies of this article are in the archive")
        return
    _out.print(f"[dim]{escape(found.article_id)} is {escape(found.told)}[/]", soft_wrap=True)
    for each in found.copies:
        said = (each.source, each.published[:10] if each.published else None, each.article_id)
        _out.print(f"\n[bold]{escape(each.headline)}[/]")
        _out.print(f"[dim]   {escape(' · '.join(filter(None, said)))}[/]", soft_wrap=True)
        if each.told:
            _out.print(f"   {escape(each.told)}", soft_wrap=True)


def beside(listed: Sequence[wire.Copy]) -> None:
    """The copies behind a hit, a line each."""
    for each in listed:
        said = (each.source, each.published[:10] if each.published else None, each.headline, each.article_id)
        told = f": {each.told}" if each.told else ""
        _out.print(f"[dim]   also printed: {escape(' · '.join(filter(None, said)) + told)}[/]", soft_wrap=True)
