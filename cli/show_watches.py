"""For the terminal: standing questions and what they noticed."""

import textwrap

from rich.console import Console

from api import watch_schemas as wire
from cli.plain import escape

_out = Console(highlight=False)
_WIDTH = 100


def added(watch: wire.Watch) -> None:
    """A standing question that was just made."""
    _out.print(escape(f"{watch.watch_id}: {watch.query} ({_by(watch)})"), soft_wrap=True)
    _out.print("What comes into the index from now on is noticed after each 'newsarchive rebuild'; see 'watch show'.")


def watches(listed: wire.Watches) -> None:
    """The standing questions, a line each."""
    for each in listed.watches:
        unread = f"  [bold]{each.unread} unread[/]" if each.unread else ""
        _out.print(
            f"[bold]{each.watch_id}[/]  {escape(each.query)}  [dim]{escape(_by(each))}[/]{unread}", soft_wrap=True
        )
    if not listed.watches:
        _out.print("there are no standing questions; add one with 'newsarchive watch add QUERY'")


def _by(watch: wire.Watch) -> str:
    if watch.answer_id:
        return f"answer {watch.answer_id}"
    given = watch.filters.model_dump(exclude_defaults=True)
    filters = [f"{name}={','.join(value) if isinstance(value, list) else value}" for name, value in given.items()]
    return " · ".join([f"by {watch.matching}", *filters])


def notices(found: wire.Notices) -> None:
    """What was noticed, newest first."""
    for each in found.notices:
        mark = " " if each.read else "•"
        where = " · ".join(piece for piece in (each.source, each.published and each.published[:10], each.said) if piece)
        _out.print(escape(f"{mark} {each.headline or '(not to be shown)'}"), style="bold", soft_wrap=True)
        _out.print(
            f"[dim]  {escape(where)} · {each.article_id} version {each.version} · {each.watch_id}[/]", soft_wrap=True
        )
        if each.copies:
            _out.print(f"[dim]  also in {', '.join(each.copies)}[/]", soft_wrap=True)
        if each.text:
            shown = textwrap.shorten(each.text, 300, placeholder=" …")
            width = min(_out.width, _WIDTH)
            _out.print(escape(textwrap.fill(shown, width, initial_indent="  ", subsequent_indent="  ")))
    if not found.notices:
        _out.print("nothing was noticed yet")


def runs(done: wire.Runs) -> None:
    """What came of asking the standing questions."""
    for each in done.runs:
        said = each.problem or f"{each.notices} new notice{'' if each.notices == 1 else 's'}"
        _out.print(escape(f"{each.watch.watch_id}  {each.watch.query}: {said}"), soft_wrap=True)
    if not done.runs:
        _out.print("there are no standing questions; add one with 'newsarchive watch add QUERY'")
