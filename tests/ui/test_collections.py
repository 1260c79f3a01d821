"""Collections on the pages: offered where searches and questions are limited, counted, and shown with what is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.newsroom import open_newsroom
from tests.records import record_at
from tests.ui.conftest import over
from tests.ui.pages import Page
from ui.client import ArchiveClient

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> ArchiveClient:
    data: Path = tmp_path_factory.mktemp("collected")
    client = over(open_newsroom(data))
    store = record_at(data / "record.sqlite")
    store.collections.add("Harbour inquiry", ["ferry", "minutes"])
    store.close()
    return client


def test_a_collection_is_chosen_counted_and_shown(visit: Visit, collected: ArchiveClient) -> None:
    page = visit(via=collected, page="search", q="harbour board")
    (chooser,) = [each for each in page.test.multiselect if each.label == "Collection"]
    assert chooser.options == ["Harbour inquiry"]
    counted = page.texts("//aside/section[@aria-label='Collection']//li")
    assert counted[0] == "Harbour inquiry 2"
    assert counted[1].startswith("in none ")
    chooser.set_value(["Harbour inquiry"])
    page.test.button[0].click().run()
    address = Page(page.test).address
    assert address["collection"] == ["Harbour inquiry"]
    again = visit(via=collected, **address)
    assert again.texts("//nav[@class='in-force']/a") == ["collection Harbour inquiry ×"]
    assert len(again.all("//li[@class='hit']")) == 2
    assert all("in Harbour inquiry" in each for each in again.texts("//li[@class='hit']//p[@class='details']"))
    article = visit(via=collected, article="ferry")
    assert ("Collections", "Harbour inquiry") in list(
        zip(article.texts("//article/dl/dt"), article.texts("//article/dl/dd"), strict=True)
    )


def test_a_question_can_be_limited_to_one(visit: Visit, collected: ArchiveClient) -> None:
    page = visit(via=collected)
    assert [each.label for each in page.test.multiselect if each.options == ["Harbour inquiry"]] == ["Collection"]


def test_without_collections_there_is_nothing_to_choose(visit: Visit) -> None:
    page = visit(page="search", q="harbour board")
    assert "Collection" not in [each.label for each in page.test.multiselect]
