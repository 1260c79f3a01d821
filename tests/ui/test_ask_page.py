from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs

import pytest

from answer.model import Unverified, WriterName
from tests.api.newsroom import GAZETTE
from tests.ui.pages import DOUBTFUL, STEPS, Page, ScriptedDesk
from ui import pieces

Visit = Callable[..., Page]


def test_the_empty_page_says_what_there_is_to_ask_and_how(visit: Visit) -> None:
    page = visit()
    assert page.test.text_input[0].label == "Your question to the archive"
    assert page.text("//section[@class='welcome']/h1") == "Ask the archive"
    assert page.texts("//section[@class='welcome']/p")[0] == "4 articles to ask, in 12 passages."
    assert len(page.texts("//section[@class='welcome']//li")) == 4
    assert page.texts("//nav[@aria-label='Pages']/a[@aria-current='page']") == ["Ask"]


def test_a_question_is_answered_and_stays_in_the_address(visit: Visit) -> None:
    page = visit()
    page.test.text_input[0].set_value(STEPS)
    page.test.button[0].click().run()
    answered = Page(page.test)
    assert answered.address == {"q": [STEPS]}
    assert answered.text("//section[@class='answered']/h1") == STEPS
    assert answered.text("//p[@class='short']") == "2122"  # 212, and the number of its citation
    assert answered.text("//p[@class='answer']") == "Mara Ellin climbed the 212 steps.1 There are 212.1 2"


def test_the_question_is_kept_when_the_page_is_loaded_again(visit: Visit) -> None:
    assert visit(q=STEPS).test.text_input[0].value == STEPS


def test_every_number_opens_the_article_at_the_words(visit: Visit) -> None:
    page = visit(q=STEPS)
    for link in page.all("//sup[@class='numbers']/a"):
        where = {name: values[0] for name, values in parse_qs(link.get("href")[1:]).items()}
        opened = visit(**where)
        assert opened.texts("//article//mark") == [link.get("title")]
    first = page.all("//p[@class='answer']//a")[0]
    assert first.get("aria-label") == (
        "Citation 1: Lighthouse keeper retires after 41 years, Gannet Gazette, 7 June 2024, version 2, characters 57-89"
    )


def test_the_sources_say_where_the_words_stand(visit: Visit) -> None:
    page = visit(q=STEPS)
    assert [each.get("value") for each in page.all("//ol[@class='citations']/li")] == ["1", "2"]
    assert page.texts("//ol[@class='citations']//blockquote") == ["Mara Ellin climbed the 212 steps", "There are 212."]
    assert page.texts("//ol[@class='citations']//p[@class='details']")[0] == (
        "Oda Brandt · Gannet Gazette · 7 June 2024 · version 2 · characters 57–89"
    )
    assert page.text("//footer") == "Read as: names Gannet Point · Answered in 1.25 seconds from index g1"


def test_the_answer_can_be_copied_with_its_citations(visit: Visit) -> None:
    lines = visit(q=STEPS).test.code[0].value.split("\n\n")
    assert lines[:2] == [STEPS, "Mara Ellin climbed the 212 steps. [1] There are 212. [1][2]"]
    assert lines[2].startswith(
        "[1] “Mara Ellin climbed the 212 steps” Lighthouse keeper retires after 41 years, Gannet Gazette,"
        " 7 June 2024, version 2, characters 57-89. "
    )
    assert lines[2].endswith("/?article=keeper&version=2&start=57&end=89")


def test_what_is_not_verified_is_shown_as_such(visit: Visit) -> None:
    assert visit(q=STEPS).texts("//*[@class='unverified']") == []
    assert visit(q=DOUBTFUL).texts("//*[@class='unverified']") == ["There are 212.1 2 not verified"]


def test_what_failed_is_struck_through_and_not_copied(visit: Visit) -> None:
    page = visit(q=DOUBTFUL, unverified="show")
    assert page.texts("//*[@class='unverified']/s") == ["There are 212."]
    assert "There are 212." not in page.test.code[0].value.split("[1] “")[0]


def test_who_wrote_it_is_said_and_the_draft_is_gone(visit: Visit) -> None:
    page = visit(q=DOUBTFUL)
    assert page.texts("//p[@role='note']") == [
        "Written by a model; every sentence was checked against the words it cites."
    ]
    assert page.texts("//section[@class='draft']") == []
    assert visit(q=STEPS).texts("//p[@role='note']") == []


def test_a_draft_says_that_it_is_one_and_is_text(monkeypatch: pytest.MonkeyPatch, visit: Visit) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(pieces, "draw", lambda *children: drawn.extend(children))
    visit(q=DOUBTFUL)
    drafts = [each for each in drawn if 'class="draft"' in each]
    assert len(drafts) == 3
    assert all("Being written, and not verified yet" in each for each in drafts)
    assert "&lt;b&gt;slept&lt;/b&gt;" in drafts[0]
    assert "slept" not in drafts[2]


def test_the_reader_may_ask_for_all_that_was_written_and_for_no_model(visit: Visit, desk: ScriptedDesk) -> None:
    page = visit(q=STEPS)
    for box in page.test.checkbox:
        box.check()
    page.test.button[0].click().run()
    assert Page(page.test).address == {
        "q": [STEPS],
        "undated": ["true"],
        "unverified": ["show"],
        "writer": ["extractive"],
    }
    assert (desk.asked.unverified, desk.asked.writer) == (Unverified.SHOW, WriterName.EXTRACTIVE)


def test_a_refusal_gives_its_reason_and_the_nearest_passages(visit: Visit) -> None:
    page = visit(q="Who kept the ferry in 1850?", source=GAZETTE)
    assert page.texts("//section[@class='refused']/*") == [
        "Who kept the ferry in 1850?",
        "The archive does not answer this.",
        "No passage names the year 1850.",
        "Search for these words instead",
    ]
    instead = page.all("//section[@class='refused']//a")[0].get("href")
    assert parse_qs(instead[1:]) == {"page": ["search"], "q": ["Who kept the ferry in 1850?"], "source": [GAZETTE]}
    assert len(page.all("//ol[@aria-label='Nearest passages']/li")) == 3
    assert page.texts("//ol[@class='citations']") == []


def test_filters_limit_the_evidence_and_can_be_taken_off(visit: Visit, desk: ScriptedDesk) -> None:
    page = visit(q=STEPS)
    page.test.date_input[0].set_value(date(2020, 2, 11))
    page.test.multiselect[0].set_value([GAZETTE])
    page.test.button[0].click().run()
    assert desk.asked.filters.date_from == date(2020, 2, 11)
    assert desk.asked.filters.sources == (GAZETTE,)
    limited = Page(page.test)
    assert limited.texts("//nav[@aria-label='Filters']/a") == ["from 11 February 2020 ×", "Gannet Gazette ×"]
    assert [each.get("href") for each in limited.all("//nav[@aria-label='Filters']/a")] == [
        "?q=How+many+steps+has+Gannet+Point+light%3F&source=Gannet+Gazette",
        "?q=How+many+steps+has+Gannet+Point+light%3F&date_from=2020-02-11",
    ]
