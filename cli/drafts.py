"""An answer in the making, on a terminal: what is drafted is shown, and gone when the answer is there."""

from collections.abc import Iterable

from rich.console import Console
from rich.live import Live
from rich.text import Text

from answer.model import Answer, Draft

_err = Console(stderr=True, highlight=False)
_HEAD = "Drafting, nothing of this is verified yet: "


def finished(steps: Iterable[Draft | Answer], *, quiet: bool) -> Answer:
    """The answer that the steps end with; the drafts before it are shown on standard error where that is a terminal."""
    shown = ""
    with Live(console=_err, transient=True, auto_refresh=False) as live:
        for step in steps:
            if isinstance(step, Answer):
                return step
            shown = step.text if step.withdrawn else shown + step.text
            if not quiet and _err.is_terminal:
                live.update(Text(_HEAD + shown, style="dim"), refresh=True)
    raise RuntimeError("steps ended without an answer")
