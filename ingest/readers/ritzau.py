"""Ritzau's own XML (`RBNews`): one story, or a queue of several."""

from collections.abc import Iterator
from pathlib import Path

from archive.errors import UnreadableError
from archive.model import Draft, Metadata, Problem, PubStatus, Signal
from ingest.dates import dated
from ingest.html_text import plain_line
from ingest.iptc import bylines, urgency
from ingest.marked_text import blocks_of_text
from ingest.wire_article import WireItem, article
from ingest.xml_tree import Element, child, children, descendants, each_by_itself, local, parse_xml, root_name, words


class RitzauReader:
    """Reads every story of a document in Ritzau's own XML."""

    name = "ritzau"
    suffixes = (".xml",)

    def recognises(self, head: bytes, path: Path) -> bool:
        return root_name(head) in ("RBNews", "XMLNewsQueuedResponse", "ListOfRBNews")

    def read(self, path: Path) -> Iterator[Draft | Problem]:
        problems: list[Problem] = []
        root = parse_xml(path.read_bytes(), problems)
        stories = [root] if local(root) == "RBNews" else each_by_itself(descendants(root, "RBNews"))
        if not stories:
            raise UnreadableError("is a queue of Ritzau without a story")
        for story in stories:
            yield _draft(story, problems)
        yield from problems


def _draft(story: Element, problems: list[Problem]) -> Draft:
    def field(name: str) -> str:
        return words(child(story, name))

    mark = field("NewsID") or None
    replaced = tuple(filter(None, (field("Replaces"), field("replacedID"))))
    signals = ((Signal.UPDATE, "NyVersion"), (Signal.CORRECTION, "Korrektion"), (Signal.RETRACTION, "Annuleret"))
    text = child(story, "content")
    return article(
        WireItem(
            headline=plain_line(field("headline")),
            deck=(plain_line(field("subtitle")),),
            blocks=blocks_of_text("".join(map(str, text.itertext()))) if text is not None else [],
            notes=(plain_line(field("TilRedaktionen")),),
            metadata=Metadata(
                byline=bylines([field("byLine")]),
                source=field("origin").strip("/") or "Ritzau",
                section=field("section") or None,
                published=dated(field("PublishDate"), "PublishDate", problems, mark),
                language="da",
                pub_status=PubStatus.CANCELED if _is_true(field("Annuleret")) else None,
                signals=tuple(signal for signal, name in signals if _is_true(field(name))),
                version_label=field("version") or None,
                urgency=urgency(field("Priority")),
                keywords=(*map(words, children(child(story, "SubjectKeyword"), "string")), field("strapline")),
                subjects=tuple(map(words, children(child(story, "IPTCList"), "int"))),
                organisations=tuple(map(words, descendants(child(story, "Companies"), "Name", "CompanyName"))),
            ),
            identity=mark,
            place=field("town") or None,
            evolved_from=replaced,
        )
    )


def _is_true(text: str) -> bool:
    return text.lower() in ("true", "1")
