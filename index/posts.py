"""A post from a social network as it is pasted, in: what it says, apart from the line that says who posted it and when.

"The ferry is on fire! — Mara Ellin (@mara_e) May 10, 2019" is searched for as "The ferry is on fire! Mara Ellin": the
handle repeats the name, and the day is that of the post, not of what was reported.
"""

import re
from dataclasses import dataclass

_SIGNATURE = re.compile(
    r"\s+[—–―-]\s+(?P<name>\S(?:(?!\s[—–―-]\s)[^\n]){0,79}?)\s+\(@\w+\)"
    r"\s+(?P<day>\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4})\s*$"
)


@dataclass(frozen=True, slots=True)
class Post:
    """What a post says, who posted it, and the day as it stands there."""

    said: str
    name: str
    day: str

    def __str__(self) -> str:
        return f"a post by {self.name}, {self.day}"


def read_post(typed: str) -> Post | None:
    """The post that was typed; `None` for a text that does not end in such a line."""
    found = _SIGNATURE.search(typed)
    said = typed[: found.start()].strip() if found else ""
    return Post(said, found["name"], found["day"]) if found and said else None
