"""The page of standing questions: adding, reading, marking as read, removing; and keeping up with an answer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answer.desk import Desk
from api import watch_schemas as watching
from tests.answer.test_watching import deciding
from tests.api.newsroom import open_newsroom
from tests.api.test_watches import arrive
from tests.ui.conftest import over
from tests.ui.pages import Page
from ui.client import ArchiveClient

Visit = Callable[..., Page]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    opened = open_newsroom(tmp_path, receipts=True)
    opened._refusal = deciding(0.5)
    return opened


@pytest.fixture
def client(desk: Desk) -> ArchiveClient:
    return over(desk)


def test_a_standing_question_is_added_with_its_filters(visit: Visit, client: ArchiveClient) -> None:
    page = visit(page="watches", q="strike", source=["Gannet Gazette"])
    assert page.texts("//nav[@aria-label='Pages']/a[@aria-current='page']") == ["Standing questions"]
    assert page.test.text_input[0].value == "strike"
    page.test.radio[0].set_value("words")
    page.test.button[0].click().run()
    added = Page(page.test)
    assert added.address == {"page": ["watches"]}
    assert added.texts("//section[@class='watch']/h2") == ["strike"]
    (kept,) = client.watches().watches
    assert (kept.matching, kept.filters.source) == ("words", ["Gannet Gazette"])


def test_what_was_noticed_is_read_marked_and_removed(
    visit: Visit, client: ArchiveClient, desk: Desk, tmp_path: Path
) -> None:
    assert len(visit(page="watches").texts("//section[@class='welcome']//li")) == 3
    client.add_watch(watching.NewWatch(query="strike", matching="words"))
    arrive(tmp_path, "strike", "The keepers went on strike on Monday, <b>all</b> of them.")
    desk.watcher().run()
    page = visit(page="watches")
    assert page.texts("//ol[contains(@class, 'notices')]/li/p[@class='title']") == ["New to you. Of strike"]
    (link,) = page.all("//ol[contains(@class, 'notices')]//a")
    assert "The keepers went on strike on Monday, <b>all</b> of them." in page.texts("//ol//bdi")
    opened = visit(**dict(each.split("=") for each in link.get("href")[1:].split("&")))
    assert opened.texts("//article//mark") == ["The keepers went on strike on Monday, <b>all</b> of them."]
    next(each for each in page.test.button if each.label == "Mark as read").click().run()
    assert client.watches().watches[0].unread == 0
    read = visit(page="watches")
    assert read.texts("//ol[contains(@class, 'notices')]/li/p[@class='title']") == ["Of strike"]
    next(each for each in read.test.button if each.label == "Remove").click().run()
    assert client.watches().watches == []


def test_an_answer_is_kept_up_with_from_its_page(visit: Visit, client: ArchiveClient) -> None:
    asked = "How many steps has Gannet Point light?"
    page = visit(q=asked)
    buttons = [each for each in page.test.button if each.label == "Tell me when this changes"]
    answer_id = page.address.get("answer")
    assert (len(buttons), answer_id is None) == (1, False)
    buttons[0].click().run()
    (kept,) = client.watches().watches
    assert ([kept.answer_id], kept.query) == (answer_id, asked)
    assert Page(page.test).texts("//p[@role='status']") == ["This answer is a standing question now."]
