import pytest

from archive.model import Draft, NewsDate, Problem
from ingest.readers.markdown import MarkdownReader
from ingest.run import ingest

FULL = """---
id: vp-1
title: "Council votes 9-4: a bridge"
subtitle: Opens in 2017
author: [Rosalind Fane, Tomas Birk]
source: Vennick Packet
section: Council
published: 2014-03-12T06:00:00+01:00
updated: 2014-03-13
dateline: VENNICK, March 11
language: en
url: https://packet.example/1
keywords: [Salters Bridge, no]
correction: The vote was 9 to 4.
---

# Council votes 9-4: a bridge

VENNICK, March 11 -- The *council* voted **9 to 4** for [a bridge](https://x.example/?a=1) on `Tuesday`,
which is a line that goes on.

## What next

1. Tenders
2. Piles

- a gull
- a hat

> "No," he said.

![The quay in Vennick on March 11, 2014. ILSE MARR/Vennick Packet](pics/quay.jpg)

This article has been updated.
"""


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(MarkdownReader().read(path))
    (draft,) = (item for item in items if isinstance(item, Draft))
    return draft, [item for item in items if isinstance(item, Problem)]


def test_a_whole_file(tmp_path):
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "quay.jpg").write_bytes(b"")
    draft, problems = read(tmp_path / "a.md", FULL)
    assert problems == []
    assert draft.identity == "vp-1"
    assert draft.headline == "Council votes 9-4: a bridge"
    assert draft.body.split("\n\n") == [
        "Opens in 2017",
        "VENNICK, March 11 -- The council voted 9 to 4 for a bridge on Tuesday, which is a line that goes on.",
        "What next",
        "1. Tenders",
        "2. Piles",
        "a gull",
        "a hat",
        '"No," he said.',
    ]
    assert draft.notes == ("The vote was 9 to 4.", "This article has been updated.")
    metadata = draft.metadata
    assert metadata.byline == "Rosalind Fane and Tomas Birk"
    assert metadata.published == NewsDate("2014-03-12T06:00:00+01:00", "published")
    assert metadata.updated == NewsDate("2014-03-13", "updated")
    assert (metadata.source, metadata.section, metadata.language) == ("Vennick Packet", "Council", "en")
    assert (metadata.dateline, metadata.url) == ("VENNICK, March 11", "https://packet.example/1")
    assert metadata.keywords == ("Salters Bridge", "no")
    (photo,) = draft.photos
    assert photo.caption == "The quay in Vennick on March 11, 2014. ILSE MARR/Vennick Packet"
    assert (photo.byline, photo.place, photo.path) == ("ILSE MARR", "Vennick", str(tmp_path / "pics" / "quay.jpg"))


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("by: Jane Doe", "byline", "Jane Doe"),
        ("byline: By Jane Doe and Bo Ek", "byline", "Jane Doe and Bo Ek"),
        ("authors:\n  - name: Jane Doe\n  - name: Bo Ek", "byline", "Jane Doe and Bo Ek"),
        ("tags: a, b", "keywords", ("a", "b")),
        ("category: News", "section", "News"),
        ("date: 2014-03-12", "published", NewsDate("2014-03-12", "date")),
        ("publication: Packet", "source", "Packet"),
        ("lang: de", "language", "de"),
        ("link: https://x.example/1", "url", "https://x.example/1"),
    ],
)
def test_the_usual_other_names(tmp_path, front, name, value):
    draft, problems = read(tmp_path / "a.md", f"---\ntitle: T\n{front}\n---\nBody.")
    assert (getattr(draft.metadata, name), problems) == (value, [])


def test_without_front_matter_the_first_heading_is_the_headline(tmp_path):
    draft, _ = read(tmp_path / "a.md", "# Fire \\* flood\r\n\r\nIt burned &amp; rose.\r\n")
    assert (draft.headline, draft.body) == ("Fire * flood", "It burned & rose.")


def test_a_title_and_a_credit_line_are_part_of_the_caption(tmp_path):
    draft, _ = read(
        tmp_path / "a.md",
        '# F\n\n![Smoke over town.](x.jpg "Seen from the hill.")\n\n*Photo: Ann Lee/Reuters*\n\nIt burned.',
    )
    assert draft.body == "It burned."
    assert [(photo.caption, photo.byline, photo.path) for photo in draft.photos] == [
        ("Seen from the hill.\nSmoke over town.\nPhoto: Ann Lee/Reuters", "Ann Lee", None)
    ] or [photo.caption for photo in draft.photos] == ["Smoke over town.\nSeen from the hill.\nPhoto: Ann Lee/Reuters"]


def test_a_picture_path_cannot_leave_the_archive(tmp_path):
    outside = tmp_path / "secret.jpg"
    outside.write_bytes(b"")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    draft, _ = read(
        inner / "a.md", f"# T\n\n![One.](../../secret.jpg)\n\n![Two.]({outside})\n\n![Three.](file://{outside})"
    )
    assert [(photo.caption, photo.path) for photo in draft.photos] == [("One.", None), ("Two.", None), ("Three.", None)]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("---\ntitle: T\nno end", "the front matter is never closed; end it with a line of ---"),
        ("---\na: &a [1]\nb: *a\n---\n", "the front matter uses a YAML alias (*name); write the value out"),
        ("---\na: [1\n---\n", "the front matter is not YAML: "),
    ],
)
def test_broken_front_matter_is_a_problem_and_the_article_below_it_stays(tmp_path, front, reason):
    draft, problems = read(tmp_path / "a.md", f"{front}\n\nThe body is here.")
    assert problems[0].reason.startswith(reason)
    assert draft.body.endswith("The body is here.")


def test_tags_make_no_objects(tmp_path):
    draft, problems = read(tmp_path / "a.md", "---\ntitle: !!python/object/apply:os.system [echo]\n---\nBody.")
    assert (draft.headline, draft.body, problems) == ("echo", "Body.", [])


@pytest.mark.parametrize("opening", ["---\ntitle: [A\n---\n", "---\ntitle: A\n\n", "---\ntitle: A\ndate: soon\n---\n"])
def test_a_problem_of_the_front_matter_is_told_once(store, write, folder, opening):
    """Once a file: not for each article or picture in it, and not again by a run that leaves the file as it was."""
    write("a.md", f"{opening}# One\n\nThe quay.\n\n![The ferry at the quay.](a.png)\n\n# Two\n\nThe ferry.\n")
    reports = [ingest([folder], store, reread=reread) for reread in (False, False, True)]
    assert [len(report.failures) for report in reports] == [1, 0, 1]
    assert [len(record.problems) for record in store.files()] == [1]
