"""ANPA 1312, the American agencies' wire: each message an article, typesetters' codes as what they stand for."""

from collections.abc import Iterator
from pathlib import Path

from archive.model import Draft, Metadata, Problem
from ingest.anpa import SECTIONS, URGENCIES, AnpaStory, story_of
from ingest.dates import dated
from ingest.iptc import signals_of_lines
from ingest.wire_article import WireItem, article
from ingest.wire_messages import Message, is_anpa, messages_of


class AnpaReader:
    """Reads every message of a file of ANPA 1312 wire text."""

    name = "anpa-1312"
    suffixes = (".anpa", ".tst")

    def recognises(self, head: bytes, path: Path) -> bool:
        return is_anpa(head)

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        for message in messages_of(path):
            yield from _drafts(message)


def _drafts(message: Message) -> Iterator[Draft | Problem]:
    story = story_of(message)
    where = f"byte {message.start}"
    problems: list[Problem] = []
    published = dated(story.sent, "transmission", problems, where)
    if not story.sent:
        day = f", only the day {story.day}" if story.day else ""
        problems.append(Problem(f"gives no whole date{day}; the year stands in the last line, which is missing", where))
    draft = article(
        WireItem(
            headline=story.headline or _readable(story.slug),
            deck=tuple(story.deck),
            blocks=story.blocks,
            notes=tuple(story.notes),
            metadata=Metadata(
                byline=story.byline,
                source=story.agency or None,
                section=SECTIONS.get(story.category, story.category) or None,
                published=published,
                signals=signals_of_lines((story.lead,)),
                version_label=story.lead or None,
                urgency=URGENCIES.get(story.priority),
                keywords=(story.slug,),
            ),
            identity=_identity(story),
        )
    )
    if draft.headline or draft.body:
        yield draft
    else:
        problems.insert(0, Problem("holds no words", where))
    yield from problems


def _readable(slug: str) -> str:
    """What a slug such as `BC-US--Lobster Death` calls the story, for messages without a headline."""
    return slug.rpartition("--")[2]


def _identity(story: AnpaStory) -> str | None:
    """Slug and day, which further leads of a story share; alerts share a slug without being one story."""
    if not story.sent or not story.slug or "alert" in story.slug.lower():
        return None
    return f"{story.sent[:4]}-{story.day or story.sent[5:10]}:{story.slug}"
