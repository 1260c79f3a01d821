"""A conversation on the ask page: the answer kept in the address, the question after it, the way out, and the files."""

from collections.abc import Callable

import pytest

from answer.desk import Desk
from tests.api.newsroom import open_newsroom
from tests.reranking import real_reranker
from tests.ui.conftest import over
from tests.ui.pages import Page
from ui.client import ArchiveClient

STEPS = "How many steps does Gannet Point light have?"
FARES = "What will the ferry to Harrow cost?"
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def desk_with_receipts(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that reads with the real reranker, which the refusal was calibrated with."""
    return open_newsroom(tmp_path_factory.mktemp("newsroom"), real_reranker(), receipts=True)


@pytest.fixture(scope="module")
def keeping(desk_with_receipts: Desk) -> ArchiveClient:
    return over(desk_with_receipts)


def answer_id(page: Page) -> str:
    return page.address["answer"][0]


def kept(desk: Desk) -> list[str]:
    return [each.answer_id for each in desk.receipts().latest(50)]


def test_an_answer_is_given_again_and_not_asked_again(
    visit: Visit, keeping: ArchiveClient, desk_with_receipts: Desk
) -> None:
    page = visit(keeping, q=FARES)
    before = kept(desk_with_receipts)
    assert answer_id(page) == before[0]
    again = visit(keeping, q=FARES, answer=answer_id(page))
    assert again.texts("//section[@aria-label='Answer']") == page.texts("//section[@aria-label='Answer']")
    assert kept(desk_with_receipts) == before


def test_an_address_whose_receipt_is_gone_or_of_another_question_asks(visit: Visit, keeping: ArchiveClient) -> None:
    old = answer_id(visit(keeping, q=FARES))
    for stale in ("0000000000000000", old):
        page = visit(keeping, q="Who keeps the light?", answer=stale)
        assert page.text("//section[@aria-label='Answer']/h1") == "Who keeps the light?"
        assert answer_id(page) not in ("0000000000000000", old)


def test_a_follow_up_shows_the_conversation_and_how_it_was_read(visit: Visit, keeping: ArchiveClient) -> None:
    page = visit(keeping, q=FARES, source="Harrow Courier")
    first = answer_id(page)
    (asked,) = [each for each in page.test.text_input if each.label == "Ask on from here"]
    (button,) = [each for each in page.test.button if each.label == "Ask on"]
    asked.set_value("And who said so?")
    button.click().run()
    then = Page(page.test)
    assert (then.address["follow"], then.address["source"]) == ([first], ["Harrow Courier"])
    assert then.address["q"] == ["And who said so?"]
    assert then.texts("//section[@class='conversation']//li/a") == [FARES]
    assert then.test.text_input[0].value == ""
    assert "Read as: Who said so (ferry Harrow cost)?" in then.text("//section[@aria-label='Answer']")
    assert then.texts("//section[@class='conversation']/p/a[@href='?']") == ["New conversation"]


def test_an_answer_and_a_search_can_be_saved_as_files(visit: Visit, keeping: ArchiveClient) -> None:
    page = visit(keeping, q=FARES)
    labels = ["Fact check", "CSV", "RIS", "BibTeX", "CSL-JSON"]
    assert [each.label for each in page.test.get("download_button")] == labels
    search = visit(keeping, page="search", q="ferry")
    assert [each.label for each in search.test.get("download_button")] == labels


@pytest.mark.parametrize("kind", ["markdown", "csv", "ris", "bibtex", "csl-json"])
def test_the_files_are_those_of_the_api(visit: Visit, keeping: ArchiveClient, kind: str) -> None:
    saved = keeping.exported_answer(answer_id(visit(keeping, q=STEPS)), kind)
    found = keeping.exported_search({"q": ["ferry"], "format": [kind]})
    assert saved
    assert "Ferry fares rise in spring" in found.decode().replace("\\", "")


def test_where_no_receipts_are_kept_there_is_no_follow_up_and_no_file(visit: Visit) -> None:
    page = visit(q=FARES)
    assert [each.label for each in page.test.text_input if each.label == "Ask on from here"] == []
    assert page.test.get("download_button") == []
    assert "answer" not in page.address
