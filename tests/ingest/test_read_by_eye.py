"""Files of every family beside what somebody read in them, opened as they lie, before a reader was asked.

Each line of `read_by_eye.jsonl` is the first article or picture of a file, or a file that gives none: its path under
the shared data, inside archives with `!`, and what it says. Texts are given by how they begin and end.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.model import FileRecord, NewsDate
from archive.sql_store import SqlStore
from ingest.inspection import Inspected, Item, inspect

WRITTEN_DOWN = [
    json.loads(line) for line in Path(__file__).with_name("read_by_eye.jsonl").read_text("utf-8").splitlines()
]
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
FAMILIES = ("newsml-g2-iptc", "ninjs-iptc", "wire-mixed", "feeds", "fundus", "trafilatura", "photos", "pdf", "warc")
OF_FILES = ("outcome", "reason")


@cache
def inspected(path: str) -> dict[str, Inspected]:
    """What is made of a file, and of the files inside it, by path under the shared data."""
    store = SqlStore("sqlite://")
    try:
        return {each.file.path.partition("/shared/data/")[2]: each for each in inspect(SHARED / path, store)}
    finally:
        store.close()


def the_file(path: str) -> Inspected:
    """The file known by that path; where it only packs another, that one."""
    files = inspected(path.partition("!")[0])
    return next(
        (each for key, each in files.items() if path.endswith(".html.gz") and key.startswith(f"{path}!")), files[path]
    )


def told_of(item: Item) -> dict[str, Any]:
    """What was read of an article or picture, in the words of the file of expectations."""
    draft, metadata, photos = item.draft, item.composed.metadata, item.composed.photos
    photo = photos[0] if photos else None
    return {
        "headline": draft.headline or (photo.headline if photo else None),
        "byline": metadata.byline,
        "identity": draft.identity,
        "version": metadata.version_label,
        "status": metadata.pub_status,
        "urgency": metadata.urgency,
        "published": iso(metadata.published),
        "updated": iso(metadata.updated),
        "created": iso(metadata.created),
        "embargo": iso(metadata.embargo),
        "day": metadata.published and metadata.published.day.isoformat(),
        "source": metadata.source,
        "section": metadata.section,
        "language": metadata.language,
        "url": metadata.url,
        "dateline": metadata.dateline,
        "rights": metadata.rights or (photo.rights if photo else None),
        "signals": list(metadata.signals),
        "keywords": list(metadata.keywords),
        "people": list(metadata.people or (photo.people if photo else ())),
        "places": list(metadata.places),
        "organisations": list(metadata.organisations),
        "notes": list(draft.notes),
        "pages": len(item.composed.pages),
        "photo_byline": photo and photo.byline,
        "credit": photo and photo.credit,
        "taken": photo and iso(photo.taken),
        "city": photo and photo.city,
    }


def iso(date: NewsDate | None) -> str | None:
    return date.iso if date else None


def differences(item: Item, said: dict[str, Any]) -> dict[str, Any]:
    """What was read differently, and how it was read."""
    body = " ".join(item.draft.body.split())
    captions = [" ".join(each.caption.split()) for each in item.composed.photos]
    told = told_of(item)
    wrong = {name: told[name] for name, value in said.items() if name in told and told[name] != value}
    if not body.startswith(said.get("begins", "")):
        wrong["begins"] = body[:200]
    if not body.endswith(said.get("ends", "")):
        wrong["ends"] = body[-200:]
    places = [body.find(each) for each in said.get("says", ())]
    if -1 in places or places != sorted(places):
        wrong["says"] = (places, body)
    if any(not any(each.startswith(begun) for each in captions) for begun in said.get("captions", ())):
        wrong["captions"] = captions
    return wrong


def differences_of_file(file: FileRecord, said: dict[str, Any]) -> dict[str, Any]:
    reason = file.problems[0].reason if file.problems else ""
    found = {"outcome": file.outcome.value, "reason": reason}
    return {name: found[name] for name in OF_FILES if not found[name].startswith(said.get(name, ""))}


@pytest.mark.parametrize("said", WRITTEN_DOWN, ids=lambda said: said["path"])
def test_what_was_read_by_eye_is_what_the_reader_says(said: dict[str, Any], shared: Path) -> None:
    found = the_file(said["path"])
    wrong = differences_of_file(found.file, said)
    if not any(name in said for name in OF_FILES):
        wrong |= differences(found.items[0], said) if found.items else {"items": found.file.problems}
    assert wrong == {}


def test_ten_of_every_family_were_read() -> None:
    counts = Counter(family for said in WRITTEN_DOWN for family in FAMILIES if f"{family}/" in said["path"])
    assert {family: counts[family] for family in FAMILIES if counts[family] < 10} == {}


def test_every_name_of_the_expectations_is_known(shared: Path) -> None:
    known = {"path", "begins", "ends", "says", "captions", *OF_FILES}
    item = next(iter(inspected(WRITTEN_DOWN[0]["path"]).values())).items[0]
    assert {name for said in WRITTEN_DOWN for name in said} - known - set(told_of(item)) == set()
