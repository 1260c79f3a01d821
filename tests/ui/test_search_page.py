from collections.abc import Callable
from datetime import date

from tests.api.newsroom import COURIER, GAZETTE, KEEPER_PHOTO
from tests.ui.pages import Page

Visit = Callable[..., Page]


def titles(page: Page) -> list[str]:
    return page.texts("//ol[@aria-label='Results']//h3")


def test_the_empty_page_says_what_can_be_typed(visit: Visit) -> None:
    page = visit(page="search")
    assert page.test.text_input[0].label == "Words to look for"
    assert page.text("//section[@class='welcome']/h1") == "Search the archive"
    assert page.texts("//section[@class='welcome']//li/b") == ["ferry fares rise", "“chain ferry”", "ferry -museum"]


def test_results_say_where_and_when_they_were_printed(visit: Visit) -> None:
    page = visit(page="search", q="ferry to Harrow fares", source=COURIER)
    assert titles(page) == ["Ferry fares rise in spring"]
    assert page.text("//ol[@aria-label='Results']//p[@class='details'][1]").startswith(
        "Harrow Courier · 11 February 2020 ·"
    )
    assert page.texts("//nav[@aria-label='Filters']/a") == ["Harrow Courier ×"]
    assert "1 result for “ferry to Harrow fares”" in page.texts("//h1")


def test_the_words_looked_for_stand_out(visit: Visit) -> None:
    page = visit(page="search", q="harbour -point", kind="note")
    assert page.texts("//p[@class='said']/b") == []
    page = visit(page="search", q="number of STEPS", kind="note")
    assert page.texts("//p[@class='said']/b") == ["number", "steps"]


def test_words_and_filters_go_into_the_address_and_come_back_from_it(visit: Visit) -> None:
    page = visit(page="search", q="ferry", kind="caption", mode="best", group="passage", order="oldest")
    page.test.text_input[0].set_value("harbour board")
    labels = [each.label for each in page.test.date_input]
    first, last, as_of, around = page.test.date_input
    assert (labels[2], as_of.value) == ("As the archive stood on", None)
    first.set_value(date(2020, 1, 1))
    last.set_value(date(2020, 12, 31))
    around.set_value(date(2020, 2, 1))
    page.test.multiselect[0].set_value([COURIER])
    page.test.button[0].click().run()
    address = Page(page.test).address
    assert address == {
        "page": ["search"],
        "q": ["harbour board"],
        "group": ["passage"],
        "mode": ["best"],
        "kind": ["caption"],
        "order": ["around"],
        "around": ["2020-02-01"],
        "date_from": ["2020-01-01"],
        "date_to": ["2020-12-31"],
        "source": [COURIER],
    }
    again = visit(**address)
    assert titles(again) == titles(Page(page.test)) == ["Ferry fares rise in spring"]
    assert again.test.text_input[0].value == "harbour board"
    assert [each.value for each in again.test.date_input] == [
        date(2020, 1, 1),
        date(2020, 12, 31),
        None,
        date(2020, 2, 1),
    ]
    assert again.texts("//a[@aria-current='true'][../@class='choices']") == [
        "Nearest to 1 February 2020 first",
        "Passages",
        "Thorough",
    ]
    assert again.test.multiselect[0].value == [COURIER]


def test_which_dates_count_and_what_has_none_can_be_chosen(visit: Visit) -> None:
    page = visit(page="search", q="harbour board")
    assert page.test.selectbox[0].options[0] == "publication"
    page.test.selectbox[0].select("updated")
    page.test.checkbox[0].check()
    page.test.button[0].click().run()
    address = Page(page.test).address
    assert (address["date_field"], address["undated"]) == (["updated"], ["true"])
    again = visit(**address)
    assert (again.test.selectbox[0].value, again.test.checkbox[0].value) == ("updated", True)
    assert again.texts("//nav[@class='in-force']/a") == ["by date of update ×", "undated ×"]
    dated = visit(page="search", q="keeper", date_field="updated", date_from="2024-06-01")
    assert "updated 8 June 2024" in dated.texts("//li[@class='hit']//p[@class='details']")[0]


def test_what_has_no_date_is_a_click_away(visit: Visit) -> None:
    page = visit(page="search", q="harbour board")
    (link,) = page.all("//aside/section[@aria-label='Year']//a[.='not given']")
    assert "undated=true" in link.get("href")
    assert titles(visit(page="search", q="harbour board", undated="true")) == ["Minutes of the harbour board"]


def test_names_that_were_found_are_offered(visit: Visit) -> None:
    page = visit(page="search", q="the harbour board")
    assert page.test.multiselect[0].label == "Newspaper or agency"
    assert page.test.multiselect[0].options == ["Gannet Gazette", "Harbour Board", "Harrow Courier", "Odd & Sons"]


def test_articles_come_once_unless_passages_are_asked_for(visit: Visit) -> None:
    articles, passages = (visit(page="search", q="Mara Ellin keeper", group=group) for group in ("article", "passage"))
    assert titles(articles).count("Lighthouse keeper retires after 41 years") == 1
    assert titles(passages).count("Lighthouse keeper retires after 41 years") == 3  # text, note and caption


def test_a_photograph_is_shown_with_caption_and_credit(visit: Visit) -> None:
    page = visit(page="search", q="Mara Ellin at the lamp", kind="caption", source=GAZETTE)
    (image,) = page.all("//ol[@aria-label='Results']//a[@class='thumbnail']/img")
    assert image.get("src").startswith("data:image/jpeg;base64,")
    assert image.get("alt") == "Mara Ellin at the lamp of Gannet Point light."
    assert image.getparent().get("href") == f"?photo={KEEPER_PHOTO}"
    assert page.text("//p[@class='said']") == "Mara Ellin at the lamp of Gannet Point light."
    assert page.texts("//ol[@aria-label='Results']//p[@class='details']") == [
        "Gannet Gazette · 7 June 2024 · Photograph · News · Oda Brandt",
        "Photograph: Jo Sandvik · Gannet Gazette · Gannet Point · taken 7 June 2024",
    ]
    assert page.texts("//nav[@aria-label='Look among']/a[@aria-current]") == ["Photographs"]


def test_a_photograph_without_its_file_is_shown_by_its_caption(visit: Visit) -> None:
    page = visit(page="search", q="ferry in fog", kind="caption", source=COURIER)
    assert page.texts("//p[@class='said']") == ["The ferry leaves Harrow in fog."]
    assert page.all("//img") == []


def test_nothing_found_says_what_to_try(visit: Visit) -> None:
    page = visit(page="search", q="ferry", date_from="1999-01-01", date_to="1999-12-31")
    assert page.texts("//section[@class='refused']/*") == [
        "Nothing found",
        "No passage meets these words and filters. Widen the dates, take a filter off, or use other words.",
    ]


def test_an_address_with_a_misspelt_filter_says_so(visit: Visit) -> None:
    page = visit(page="search", q="ferry", sourc="Courier")
    assert page.text("//section[@role='alert']/h2") == "The archive cannot read this request."
    assert page.texts("//section[@role='alert']/p")[0].startswith("Unknown parameter 'sourc'; the parameters here are")
