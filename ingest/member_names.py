"""The name of a file in an archive in, why it is passed over out: names that lead out, hidden files."""

import re

from archive.model import Outcome
from ingest.container import PassedOver

_LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]")


def passed_over_for_its_name(name: str) -> PassedOver | None:
    """What becomes of a member that its name alone rules out; `None` where it may be read."""
    if _LEADS_OUT.search(name):
        reason = "its name leads out of the archive; unpack it yourself if you trust it"
        return PassedOver(name=name, reason=reason, outcome=Outcome.FAILED)
    parts = name.split("/")
    if "__MACOSX" in parts or any(part.startswith(".") and part != "." for part in parts):
        return PassedOver(name=name, reason="hidden; unpack it to read it", kind="hidden")
    return None
