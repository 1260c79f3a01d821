"""What a search page says of what it found: counts, copies, passages, readings and pages, each of which is a link."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.model import Draft, Metadata, NewsDate
from index.embedder import HashEmbedder
from index.hits import Mode, SearchRequest
from index.rebuild import rebuild
from ingest.compose import compose
from tests.api.newsroom import ARRIVED, COURIER, FORMATS, GAZETTE, open_newsroom
from tests.records import record_at
from tests.ui.conftest import over
from tests.ui.pages import Page
from ui.client import ArchiveClient

Visit = Callable[..., Page]

WIRE = (
    "The storm tore the roof from the fish market at Harrow on Monday night and drove two trawlers onto the mole, "
    "the harbour master said. Nobody was hurt. The market will be closed until the beams have been tested, and the "
    "boats are to be lifted off with the spring tide by a crane that is on its way from Vennick."
)
MONTHS = ("2019-03", "2019-04", "2019-06")


def drafts() -> list[Draft]:
    """A wire story in three papers, and two dozen reports of storms, eight a month, the last of no section."""
    papers = {GAZETTE: "2020-02-11", COURIER: "2020-02-12", "Vennick Packet": "2020-02-12"}
    copies = [
        Draft(
            headline="Storm strips fish market",
            body=WIRE,
            metadata=Metadata(source=paper, published=NewsDate(day), section="Weather"),
        )
        for paper, day in papers.items()
    ]
    return copies + [
        Draft(
            headline=f"Storm number {number}",
            body=f"The storm of house {number} took {number} tiles. " * 2 + f"\n\nHouse {number} is by the sea. " * 9,
            metadata=Metadata(
                source=COURIER if number % 3 else GAZETTE,
                published=NewsDate(f"{MONTHS[number // 8]}-{number % 8 + 10}"),
                section="Weather" if number < 23 else None,
                language="en",
            ),
        )
        for number in range(24)
    ]


@pytest.fixture(scope="module")
def storms(tmp_path_factory: pytest.TempPathFactory) -> ArchiveClient:
    data = tmp_path_factory.mktemp("storms")
    store = record_at(data / "record.sqlite")
    with store.transaction():
        for place, draft in enumerate(drafts()):
            version = compose(draft).as_version(f"storm{place:02}", 1, ARRIVED)
            store.add_version(version, identity=f"test:{place}")
    rebuild(store, data, HashEmbedder(), FORMATS)
    store.close()
    return over(open_newsroom(data))


@pytest.fixture
def search(visit: Visit, storms: ArchiveClient) -> Visit:
    def searched(query: str = "storm", **parameters: str | list[str]) -> Page:
        return visit(via=storms, page="search", q=query, **parameters)

    return searched


def titles(page: Page) -> list[str]:
    return page.texts("//ol[@aria-label='Results']//h3")


def followed(page: Page, path: str) -> dict[str, list[str]]:
    """The parameters in the address of a link."""
    from urllib.parse import parse_qs, urlsplit

    (link,) = page.all(path)
    return parse_qs(urlsplit(link.get("href")).query)


def facet(page: Page, label: str) -> list[str]:
    return page.texts(f"//aside/section[@aria-label='{label}']//li")


def test_values_of_each_field_are_counted_and_add_up_to_the_results(search: Visit) -> None:
    page = search()
    assert page.texts("//h1") == ["25 results for “storm”"]
    assert facet(page, "Newspaper or agency") == ["Harrow Courier 16", "Gannet Gazette 8", "Vennick Packet 1"]
    assert facet(page, "Section") == ["Weather 24", "not given 1"]
    assert facet(page, "Year") == ["2020 1", "2019 24"]
    assert page.all("//aside/section[@aria-label='Byline']") == []


def test_a_value_is_a_filter_and_a_second_click_takes_it_off(search: Visit) -> None:
    page = search(order="oldest")
    address = followed(page, "//aside//a[.='Gannet Gazette']")
    assert address == {"page": ["search"], "q": ["storm"], "order": ["oldest"], "source": [GAZETTE]}
    narrowed = search(order="oldest", source=GAZETTE)
    assert narrowed.texts("//h1") == ["9 results for “storm”"]
    assert facet(narrowed, "Newspaper or agency") == ["Gannet Gazette 9"]
    assert "source" not in followed(narrowed, "//aside//a[.='Gannet Gazette']")
    assert followed(page, "//aside//a[.='2019']")["date_to"] == ["2019-12-31"]


def test_bars_over_time_are_links_to_their_month(search: Visit) -> None:
    page = search(source=COURIER)
    bars = page.all("//figure[@aria-label='Results by month']//a")
    assert [each.get("title") for each in bars] == [
        "March 2019: 5 results",
        "April 2019: 5 results",
        "June 2019: 6 results",
        "February 2020: 1 result",
    ]
    assert [each.get("style") for each in bars] == ["height: 83%", "height: 83%", "height: 100%", "height: 17%"]
    assert len(page.all("//figure[@aria-label='Results by month']//li")) == 12
    assert page.texts("//figure//figcaption/span") == ["March 2019", "", "February 2020"]
    june = search(source=COURIER, date_from="2019-06-01", date_to="2019-06-30")
    assert june.texts("//h1") == ["6 results for “storm”"]
    assert followed(page, "(//figure//a)[3]")["date_from"] == ["2019-06-01"]
    assert followed(page, "(//figure//a)[3]")["date_to"] == ["2019-06-30"]
    assert june.all("//figure[@aria-label='Results by day']//a")


def test_orders_are_one_click_and_the_one_in_force_is_marked(search: Visit) -> None:
    page = search()
    assert page.texts("//nav[@aria-label='Order']/a") == ["Best first", "Latest first", "First report first"]
    assert page.texts("//nav[@aria-label='Order']/a[@aria-current]") == ["Best first"]
    assert followed(page, "//nav[@aria-label='Order']/a[.='First report first']")["order"] == ["oldest"]
    oldest = search(order="oldest")
    assert titles(oldest)[:2] == ["Storm number 0", "Storm number 1"]
    assert oldest.texts("//nav[@aria-label='Order']/a[@aria-current]") == ["First report first"]
    assert titles(search(order="latest"))[0] == "Storm strips fish market"
    around = search(around="2019-04-13", order="around")
    assert titles(around)[0] == "Storm number 11"
    assert around.texts("//nav[@aria-label='Order']/a[@aria-current]") == ["Nearest to 13 April 2019 first"]
    assert "around" not in followed(around, "//nav[@aria-label='Order']/a[.='Latest first']")


def test_modes_are_one_click_and_go_to_the_search(
    search: Visit, storms: ArchiveClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from answer.desk import Desk

    asked: list[SearchRequest] = []
    whole = Desk.search
    monkeypatch.setattr(Desk, "search", lambda self, request: asked.append(request) or whole(self, request))
    page = search()
    assert page.texts("//nav[@aria-label='Care']/a") == ["Quick", "Thorough"]
    assert followed(page, "//nav[@aria-label='Care']/a[.='Thorough']")["mode"] == ["best"]
    thorough = search(mode="best")
    assert thorough.texts("//nav[@aria-label='Care']/a[@aria-current]") == ["Thorough"]
    assert [each.mode for each in asked] == [Mode.FAST, Mode.BEST]


def test_copies_of_a_story_are_one_result_that_lists_them_when_unfolded(search: Visit) -> None:
    page = search("roof of the fish market at Harrow")
    first = "(//ol[@aria-label='Results']/li)[1]"
    own = page.texts(f"{first}//p[@class='details']")[0].split(" · ")[0]
    papers = {GAZETTE, COURIER, "Vennick Packet"}
    summary = page.text(f"{first}//details[@class='copies']/summary")
    assert summary.startswith("also in ")
    assert set(summary.removeprefix("also in ").split(", ")) == papers - {own}
    assert len(page.texts(f"{first}//details[@class='copies']//li")) == 2
    for link in page.all(f"{first}//details[@class='copies']//a"):
        assert link.text_content() == "Storm strips fish market"
        assert link.get("href") in {f"?article=storm{place:02}" for place in range(3)}
    assert titles(page).count("Storm strips fish market") == 1
    said = page.texts(f"{first}//details[@class='copies']//li/p[@class='told']")
    assert set(said) <= {"the first of its story", "the words of Gannet Gazette storm00"}


def test_articles_and_stories_are_counted_where_they_differ(search: Visit) -> None:
    assert search(order="oldest").text("//p[@class='stories']") == "27 articles on 25 stories"
    assert search(order="oldest", source=GAZETTE).all("//p[@class='stories']") == []


def test_an_articles_page_names_what_else_prints_its_story(visit: Visit, storms: ArchiveClient) -> None:
    page = visit(via=storms, article="storm01")
    assert page.text("//header/p[@class='told']") == "In the archive this is the words of Gannet Gazette storm00."
    assert page.text("//header/details[@class='copies']/summary") == f"also in {GAZETTE}, Vennick Packet"
    assert page.texts("//header//li/p[@class='told']") == [
        "the first of its story",
        "the words of Gannet Gazette storm00",
    ]
    assert visit(via=storms, article="storm05").all("//*[@class='told']") == []


def test_other_passages_of_an_article_are_one_click_away(search: Visit) -> None:
    page = search("house 7 by the sea")
    (result,) = page.all("//ol[@aria-label='Results']/li[.//h3='Storm number 7']")
    (more,) = result.xpath(".//details[@class='more']")
    assert more.xpath("./summary")[0].text_content() == "1 more passage of this article"
    (row,) = more.xpath(".//li")
    assert "House 7 is by the sea." in " ".join(row.text_content().split())
    assert row.xpath("./a")[0].get("href").startswith("?article=storm10&version=1&start=")


def test_what_was_understood_and_dates_to_limit_to_stand_above_the_results(search: Visit) -> None:
    page = search("storm at Harrow in April 2019")
    rows = page.texts("//ul[@aria-label='How this was read']/li")
    assert rows == [
        "Dates named: April 2019",
        "You name “April 2019”: limit to 1 April 2019 to 30 April 2019",
    ]
    assert page.texts("//h1") != ["8 results for “storm at Harrow in April 2019”"]
    address = followed(page, "//ul[@aria-label='How this was read']//a")
    assert (address["date_from"], address["date_to"]) == (["2019-04-01"], ["2019-04-30"])
    applied = search("storm at Harrow in April 2019", date_from="2019-04-01", date_to="2019-04-30")
    assert applied.texts("//h1") == ["8 results for “storm at Harrow in April 2019”"]
    assert applied.texts("//ul[@aria-label='How this was read']/li") == ["Dates named: April 2019"]


def test_the_next_page_goes_on_where_this_one_ends(search: Visit) -> None:
    page = search(order="oldest")
    assert len(titles(page)) == 20
    address = followed(page, "//nav[@aria-label='Pages of results']/a")
    second = search(**{name: values for name, values in address.items() if name not in ("page", "q")})
    assert second.texts("//h1") == ["21 to 25 of 25 results for “storm”"]
    assert titles(second)[:2] == ["Storm number 20", "Storm number 21"]
    assert not set(titles(page)) & set(titles(second))
    assert second.texts("//nav[@aria-label='Pages of results']/a") == ["First page"]
    assert followed(second, "//nav[@aria-label='Pages of results']/a") == {
        "page": ["search"],
        "q": ["storm"],
        "order": ["oldest"],
    }
    assert "cursor" not in followed(second, "//nav[@aria-label='Order']/a[.='Latest first']")


def test_a_cursor_of_another_index_says_what_to_do(search: Visit, visit: Visit) -> None:
    cursor = followed(search(order="oldest"), "//nav[@aria-label='Pages of results']/a")["cursor"]
    page = visit(page="search", q="storm", order="oldest", cursor=cursor)
    assert page.texts("//section[@role='alert']/p")[0].endswith("search again from the first page.")


def test_the_page_of_a_short_archive_has_no_second(tmp_path: Path, visit: Visit) -> None:
    page = visit(page="search", q="the harbour board")
    assert page.all("//nav[@aria-label='Pages of results']") == []
