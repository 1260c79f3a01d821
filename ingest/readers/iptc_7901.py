"""IPTC 7901, the European agencies' wire: each message an article."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, Metadata, NewsDate, Problem, PubStatus
from ingest.dates import dated
from ingest.iptc import signals_of_lines
from ingest.iptc_7901 import Iptc7901Story, story_of
from ingest.wire_article import WireItem, article
from ingest.wire_messages import Message, is_iptc_7901, messages_of

_SECTIONS = {"i": "International", "s": "Sports", "f": "Financial", "e": "Economy", "p": "Politics", "sp": "Sports"}


class Iptc7901Reader:
    """Reads every message of a file of IPTC 7901 wire text."""

    name = "iptc-7901"
    suffixes = (".iptc",)

    def recognises(self, head: bytes, path: Path) -> bool:
        return is_iptc_7901(head)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        for message in messages_of(path):
            yield from _drafts(message)


def _drafts(message: Message) -> Iterator[Draft | Problem]:
    story = story_of(message)
    where = f"byte {message.start}"
    problems: list[Problem] = []
    published = dated(story.sent, "transmission", problems, where)
    if not story.sent:
        problems.append(Problem("gives no date; it stands after the text, which may be clipped", where))
    labels = signals_of_lines(story.labels)
    draft = article(
        WireItem(
            headline=story.headline,
            deck=tuple(story.deck),
            blocks=story.blocks,
            metadata=Metadata(
                byline=story.byline,
                source=story.agency,
                section=_SECTIONS.get(story.category, story.category) or None,
                published=published,
                pub_status=PubStatus.CANCELED if any("KILL" in label for label in story.labels) else None,
                signals=labels,
                version_label=", ".join(story.labels) or None,
                urgency=story.urgency,
                keywords=tuple(story.keyword.split("/")),
                links=tuple(story.links),
            ),
            identity=_identity(story, published),
        )
    )
    if draft.headline or draft.body:
        yield draft
    else:
        problems.insert(0, Problem("holds no words", where))
    yield from problems


def _identity(story: Iptc7901Story, published: NewsDate | None) -> str | None:
    """The service's own number of the message and its day: numbers begin again every day."""
    return f"{published.day.isoformat()}:{story.number}" if published and story.number else None
