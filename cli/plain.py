"""Text of the archive as a terminal may have it: no markup of ours, nothing that commands it, no line turned around."""

import re

from rich import markup

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff]")


def escape(text: str) -> str:
    """The text for a `rich` console. What is left out prints as nothing; `--json` has every character."""
    return markup.escape(_COMMANDS.sub("", text))
