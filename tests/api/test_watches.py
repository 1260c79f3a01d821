"""Standing questions over HTTP, and their notices as a feed that another program reads."""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient

from answer.desk import Desk
from api import atom
from api import watch_schemas as wire
from api.app import create_app
from archive.model import Draft, Metadata
from index.embedder import HashEmbedder
from index.rebuild import rebuild
from ingest.compose import compose
from tests.api.checks import BASE_URL, assert_problem
from tests.api.newsroom import ARRIVED, FORMATS, GAZETTE, open_empty, open_newsroom
from tests.records import record_at

STRIKE = "The keepers of three lights went on strike on Monday & said <nothing> of when it will end."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_newsroom(tmp_path)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk), base_url=BASE_URL, raise_server_exceptions=False) as client:
        yield client


def arrive(data: Path, article_id: str, body: str) -> None:
    store = record_at(data / "record.sqlite")
    draft = Draft(headline=f"Of {article_id}", body=body, metadata=Metadata(source=GAZETTE))
    version = compose(draft).as_version(article_id, 1, ARRIVED)
    store.add_version(version, identity=f"test:{article_id}")
    rebuild(store, data, HashEmbedder(), FORMATS)
    store.close()


def add(client: TestClient, **asked: object) -> str:
    response = client.post("/v1/watches", json=asked)
    assert response.status_code == 200, response.text
    watch_id: str = response.json()["watch_id"]
    return watch_id


def test_a_standing_question_from_its_adding_to_its_end(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    watch_id = add(client, query="strike keepers", matching="words", filters={"source": [GAZETTE]})
    other = add(client, query="strike", matching="words", filters={"source": ["Harrow Courier"]})
    arrive(tmp_path, "strike", STRIKE)
    desk.watcher().run()
    listed = client.get("/v1/watches").json()["watches"]
    assert [(each["watch_id"], each["unread"]) for each in listed] == [(watch_id, 1), (other, 0)]
    assert listed[0]["filters"]["source"] == [GAZETTE]
    (notice,) = client.get(f"/v1/watches/{watch_id}/notices").json()["notices"]
    assert (notice["kind"], notice["article_id"], notice["read"]) == ("new", "strike", False)
    version = client.get("/v1/articles/strike").json()["versions"][0]
    assert version["text"][notice["start"] : notice["end"]].strip() == notice["text"]
    assert client.get("/v1/watches/notices").json()["notices"] == [notice]
    assert client.get(f"/v1/watches/{other}/notices").json()["notices"] == []
    read = client.post(f"/v1/watches/{watch_id}/read", json={"through": notice["serial"] - 1})
    assert read.json() == {"marked": 0}
    assert client.post(f"/v1/watches/{watch_id}/read", json={}).json() == {"marked": 1}
    left = client.delete(f"/v1/watches/{watch_id}").json()["watches"]
    assert [each["watch_id"] for each in left] == [other]
    missing = f"there is no standing question '{watch_id}'; 'newsarchive watch list' has their ids"
    assert_problem(client.delete(f"/v1/watches/{watch_id}"), 404, missing)
    assert_problem(client.get(f"/v1/watches/{watch_id}/notices"), 404, missing)
    assert_problem(client.get(f"/v1/watches/{watch_id}/feed.atom"), 404, missing)


def test_the_feed_is_atom_that_a_reader_of_feeds_understands(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    watch_id = add(client, query="strike", matching="words")
    response = client.get(f"/v1/watches/{watch_id}/feed.atom")
    empty = feedparser.parse(response.content)
    assert (empty.bozo, empty.version, empty.entries) == (False, "atom10", [])
    arrive(tmp_path, "strike", STRIKE)
    desk.watcher().run()
    for path in (f"/v1/watches/{watch_id}/feed.atom", "/v1/watches/feed.atom"):
        response = client.get(path)
        assert response.headers["content-type"] == "application/atom+xml"
        found = feedparser.parse(response.content)
        assert (found.bozo, found.version) == (False, "atom10")
        assert found.feed.id.startswith("urn:uuid:")
        assert [link.href for link in found.feed.links if link.rel == "self"] == [f"{BASE_URL}{path}"]
        (entry,) = found.entries
        assert (entry.title, entry.author, entry.summary) == ("Of strike", GAZETTE, "new")
        assert entry.content[0].value == STRIKE
        assert entry.updated == found.feed.updated
        assert client.get(entry.link.removeprefix(BASE_URL)).json()["article_id"] == "strike"
    assert len({found.feed.id, empty.feed.id}) == 2
    assert feedparser.parse(client.get(path).content).entries[0].id == entry.id


def test_what_cannot_be_asked_is_said(client: TestClient, tmp_path: Path) -> None:
    unbuilt = TestClient(create_app(open_empty(tmp_path / "empty")), base_url=BASE_URL)
    either = "a standing question is either a query or the id of an answer; give one of them"
    assert_problem(client.post("/v1/watches", json={}), 422, either)
    assert_problem(client.post("/v1/watches", json={"query": "x", "answer_id": "y"}), 422, either)
    assert_problem(
        client.post("/v1/watches", json={"query": "x", "filters": {"as_of": "2020-01-01"}}),
        422,
        "as of 2020-01-01 nothing new will come; leave that day out of a standing question",
    )
    assert client.post("/v1/watches", json={"query": "strike"}).status_code == 200
    assert unbuilt.post("/v1/watches", json={"query": "strike"}).status_code == 503
    assert unbuilt.get("/v1/watches").json() == {"watches": []}


def test_a_feed_holds_nothing_that_xml_forbids() -> None:
    content = atom.feed("Waves\x01 & <wind>", "all", f"{BASE_URL}/feed", BASE_URL, wire.Notices())
    found = feedparser.parse(content)
    assert (found.bozo, found.feed.title) == (False, "Waves� & <wind>")
