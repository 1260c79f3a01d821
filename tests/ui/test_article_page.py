from collections.abc import Callable

from tests.api.newsroom import FERRY_PHOTO, KEEPER_PHOTO, NOTES_PHOTO
from tests.ui.pages import Page

Visit = Callable[..., Page]


def test_an_article_reads_as_it_was_printed(visit: Visit) -> None:
    page = visit(article="keeper")
    assert page.text("//article/header/p[@class='kicker']") == "Gannet Gazette · News"
    assert page.text("//article/header/h1") == "Lighthouse keeper retires after 41 years"
    assert page.text("//article/header/p[@class='byline']") == "By Oda Brandt"
    assert page.text("//article/header/p[@class='details']") == (
        "7 June 2024 · updated 8 June 2024, 09:30 (UTC+01:00) · GANNET POINT, June 7"
    )
    assert page.texts("//article/div[@class='body']/p") == [
        "GANNET POINT 🗼 Mara Ellin climbed the 212 steps of Gannet Point light for the last time on Friday.",
        'She began there in 1983. "The lamp does the work," she said, “I only carry the oil.”',
        "The harbour board has not named a successor.",
    ]
    assert page.texts("//article/aside") == [
        "Correction, 8 June 2024: an earlier version gave the number of steps as 211. There are 212."
    ]
    assert page.all("//article")[0].get("lang") == "en"
    assert page.texts("//mark") == []
    assert page.texts("//article/dl/*") == [
        *("Original", "https://gazette.example/keeper"),
        *("Rights", "Gannet Gazette, all rights reserved"),
        *("Date of publication", "7 June 2024, high confidence"),
        *("Date of update", "8 June 2024, 09:30 (UTC+01:00), high confidence"),
        *("Date of the dateline", "7 June 2024, read from “dateline”, medium confidence"),
        *("Date of arrival in the archive", "8 June 2024, 06:00 (UTC), read from “arrival here”, high confidence"),
    ]


def test_the_cited_words_are_marked_and_can_be_cited(visit: Visit) -> None:
    page = visit(article="keeper", version="2", start="57", end="89")
    assert page.texts("//article//mark") == ["Mara Ellin climbed the 212 steps"]
    quote, words, address = page.test.code[0].value.split("\n")
    assert quote == "“Mara Ellin climbed the 212 steps”"
    assert words == (
        "Lighthouse keeper retires after 41 years, Gannet Gazette, 7 June 2024, version 2, characters 57-89"
    )
    assert address.endswith("/?article=keeper&version=2&start=57&end=89")


def test_words_across_paragraphs_and_parts_are_marked_in_each(visit: Visit) -> None:
    page = visit(article="ferry", start="20", end="37")
    assert page.texts("//article//mark") == ["spring", "The ferry"]


def test_pages_of_a_document_stand_in_the_citation(visit: Visit) -> None:
    page = visit(article="minutes", start="54", end="66")
    assert page.test.code[0].value.split("\n")[1] == (
        "Minutes of the harbour board, Harbour Board, undated, page 2, version 1, characters 54-66"
    )


def test_an_older_version_can_be_read_and_is_said_to_be_one(visit: Visit) -> None:
    page = visit(article="keeper", version="1")
    assert "211 steps" in page.texts("//article/div[@class='body']/p")[0]
    assert page.texts("//article/aside") == []
    assert page.texts("//ul[@class='standing']/li") == [
        "Superseded by version 2",
        "Correction, 8 June 2024: an earlier version gave the number of steps as 211. There are 212.",
    ]
    links = page.all("//nav[@aria-label='Versions']/a")
    assert [(each.text, each.get("href"), each.get("aria-current")) for each in links] == [
        ("Version 1", "?article=keeper&version=1", "page"),
        ("Version 2", "?article=keeper&version=2", None),
    ]


def test_what_changed_between_versions_is_marked_word_by_word(visit: Visit) -> None:
    page = visit(article="keeper", version="1")
    assert page.test.expander[0].label == "What changed from version 1 to version 2"
    assert "211" in page.texts("//div[@class='changes']/del")
    assert "212" in page.texts("//div[@class='changes']/ins")
    assert visit(article="ferry").test.expander == []


def test_a_withdrawn_article_says_so(visit: Visit) -> None:
    said = visit(article="rumour").text("//p[@class='standing']")
    assert said == "This article was withdrawn from the archive. It is kept so that old citations can be checked."


def test_a_photograph_stands_with_its_caption_and_credit(visit: Visit) -> None:
    page = visit(article="keeper")
    assert page.text("//figure/figcaption/p[1]") == "Mara Ellin at the lamp of Gannet Point light."
    assert page.text("//figure//p[@class='details']") == (
        "Photograph: Jo Sandvik · Gannet Gazette · Gannet Point · taken 7 June 2024"
    )
    (link,) = page.all("//figure/a")
    assert link.get("href") == f"?photo={KEEPER_PHOTO}"
    assert link[0].get("alt") == "Mara Ellin at the lamp of Gannet Point light."


def test_a_cited_caption_is_marked(visit: Visit) -> None:
    page = visit(article="ferry", version="1", start="121", end="126")
    assert page.texts("//figcaption//mark") == ["ferry"]


def test_a_missing_picture_is_said_to_be_missing(visit: Visit) -> None:
    for article in ("ferry", "hostile"):
        assert visit(article=article).text("//figure/p[@class='missing']") == (
            "The picture file is not on disk; the archive holds its caption."
        )


def test_a_photograph_has_its_own_page(visit: Visit) -> None:
    page = visit(photo=KEEPER_PHOTO)
    assert page.text("//figcaption/h1") == "Mara Ellin at the lamp of Gannet Point light."
    assert page.all("//figure//img")[0].get("src").startswith("data:image/jpeg;base64,")
    (link,) = page.all("//ul[@class='appearances']/li/a")
    assert (link.text, link.get("href")) == (
        "Lighthouse keeper retires after 41 years",
        "?article=keeper&version=2&start=367&end=412",
    )
    for photo in (FERRY_PHOTO, NOTES_PHOTO):
        assert visit(photo=photo).all("//img") == []


def test_what_is_not_there_is_said_plainly(visit: Visit) -> None:
    for address, detail in (
        ({"article": "nobody"}, "There is no article 'nobody' in the archive; search to find its id."),
        (
            {"article": "keeper", "version": "7"},
            "This article has 2 versions and none is number 7; choose one of those.",
        ),
        (
            {"article": "ferry", "start": "5", "end": "9999"},
            "The text has 148 characters and none from 5 to 9999; check the address.",
        ),
    ):
        page = visit(**address)
        assert page.texts("//section[@role='alert']/*") == ["This is not in the archive.", detail]
