"""The wire files of agencies and of IPTC, each read in full and compared with what its file says."""

from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, Problem
from archive.sql_store import SqlStore
from ingest.registry import reader_for
from ingest.run import ingest
from tests.ingest.wire_gold import Gold, differences, g2_items, gold_of

NO_NEWS = {
    "channel1": "a list of identities",
    "ninjs4_mock.json": "answers for another program's tests",
    "upload_from_url_mock.json": "answers for another program's tests",
    "aap-finance-lite.xml": "a story without headline and text",
    "extension-schema.json": "a schema",
}
"""Files of the folders that hold nothing to read, and what they are."""

MAIL = ("email", "googleform", "wordpress", "wenn")
"""What the names of e-mails, exports of WordPress and feeds among the agencies' files hold."""


def read(path: Path) -> tuple[list[Draft], list[Problem]]:
    """The articles and the problems of a file."""
    reader = reader_for(path)
    assert reader is not None, path.name
    items = list(reader.read(path))
    assert all(isinstance(item, Draft | Problem) for item in items)
    return [item for item in items if isinstance(item, Draft)], [item for item in items if isinstance(item, Problem)]


def wrong(path: Path, golds: list[Gold]) -> list[str]:
    """How what was read differs from what the file says, item by item."""
    drafts, _ = read(path)
    if len(drafts) < len(golds):
        return [f"{path.name}: {len(drafts)} of {len(golds)} items"]
    by_identity = {draft.identity: draft for draft in drafts}
    pairs = [(gold, by_identity.get(gold.identity, draft)) for gold, draft in zip(golds, drafts, strict=False)]
    return [f"{path.name} {gold.identity}: {each}" for gold, draft in pairs for each in differences(gold, draft)]


def files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(path for path in folder.rglob(pattern) if path.is_file())
    assert found, folder
    return found


def test_every_item_of_newsml_g2_with_words_or_a_picture(shared: Path) -> None:
    paths = files(shared / "formats" / "newsml-g2-iptc", "*.xml")
    golds = {path: [gold for gold in g2_items(path.read_bytes()) if gold.headline or gold.text] for path in paths}
    assert [each for path, gold in golds.items() if gold for each in wrong(path, gold)] == []
    assert sum(map(len, golds.values())) == 14


def test_what_carries_no_news_says_so(shared: Path) -> None:
    said = {}
    for path in files(shared / "formats" / "newsml-g2-iptc", "*.xml"):
        drafts, problems = read(path)
        if not drafts:
            said[path.stem] = problems[0].reason
    assert {reason.split(",")[0] for name, reason in said.items() if "Item" in name and "Hop" not in name} <= {
        f"holds a {kind}Item" for kind in ("catalog", "concept", "knowledge", "planning")
    }
    assert said["facet-example"] == "newsItem of class text holds no words"


def test_every_item_of_ninjs(shared: Path) -> None:
    paths = [path for path in files(shared / "formats" / "ninjs-iptc", "*.json") if path.name not in NO_NEWS]
    golds = {path: gold_of(path) for path in paths}
    assert [each for path, gold in golds.items() for each in wrong(path, gold)] == []
    assert sum(map(len, golds.values())) == 55


def test_the_agencies_files_are_recognised_and_mapped(shared: Path) -> None:
    """The bar is 95 of 100; none may stop a reader."""
    folder = files(shared / "formats" / "wire-mixed", "*")
    readable = [
        path for path in folder if path.name not in NO_NEWS and not _is_mail(path) and not _has_no_caption(path)
    ]
    bad = [each for path in readable for each in wrong(path, gold_of(path))]
    assert (len(readable), bad) == (105, [])


def test_the_whole_folder_ends_in_the_record(shared: Path, store: SqlStore) -> None:
    """95 of 100 of the readable files, whoever reads them, give an article or a captioned picture."""
    folder = shared / "formats" / "wire-mixed"
    ingest([folder], store)
    records = {record.path.rpartition("wire-mixed/")[2]: record for record in store.files()}
    assert [
        name for name, record in records.items() if any("reader failed" in each.reason for each in record.problems)
    ] == []
    mapped = {name.split("!")[0] for name, record in records.items() if record.appearances and record.reader != "text"}
    readable = {path.name for path in files(folder, "*") if path.name not in NO_NEWS and not _has_no_caption(path)}
    assert len(readable) == 117
    assert len(readable & mapped) >= 0.95 * len(readable), sorted(readable - mapped)


def test_what_others_read_of_the_folder_is_headed_as_it_says(shared: Path) -> None:
    """Exports of WordPress, a feed and e-mails; what an e-mail only brings along is a file of its own."""
    for path in filter(_is_mail, files(shared / "formats" / "wire-mixed", "*")):
        drafts, _ = read(path)
        heads = {draft.headline for draft in drafts}
        if drafts and path.name != "odd_charset_email.txt":
            assert {gold.headline for gold in gold_of(path)} <= heads, path.name


@pytest.mark.parametrize("name", ["channel1", "ninjs4_mock.json", "aap-finance-lite.xml"])
def test_what_is_no_news_gives_no_article(shared: Path, name: str) -> None:
    path = shared / "formats" / "wire-mixed" / name
    reader = reader_for(path)
    drafts = [] if reader is None else [item for item in reader.read(path) if isinstance(item, Draft)]
    assert [draft for draft in drafts if draft.headline or draft.body or draft.photos] == []


def _is_mail(path: Path) -> bool:
    return any(word in path.name for word in MAIL)


def _has_no_caption(path: Path) -> bool:
    """Whether it is a picture into which nobody wrote a caption."""
    reader = reader_for(path)
    if reader is None:
        return False
    try:
        return reader.name == "picture" and not list(reader.read(path))
    except UnreadableError as error:
        return error.reason.startswith("has no caption")
