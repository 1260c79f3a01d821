"""Archive text is text: whatever it looks like, the page shows it letter by letter and does nothing else."""

from collections.abc import Callable

import pytest

from tests.api.newsroom import HOSTILE
from tests.ui.pages import Page

Visit = Callable[..., Page]
HEADLINE, BODY = HOSTILE.headline, HOSTILE.body.split("\n\n")[0]


@pytest.mark.parametrize(
    "address",
    [
        {"article": "hostile"},
        {"article": "hostile", "start": "3", "end": "100"},
        {"page": "search", "q": "alert bold code", "source": "Odd & Sons"},
        {"page": "search", "q": "<script>alert(1)</script>", "source": "<b>x</b>"},
        {"q": "<script>alert(1)</script> $x$ :smile:"},
    ],
)
def test_nothing_from_the_archive_or_the_address_becomes_markup(visit: Visit, address: dict[str, str]) -> None:
    page = visit(**address)
    names = {each.tag for each in page.html.iter() if isinstance(each.tag, str)}
    assert not names & {"iframe", "object", "form", "svg", "i", "code"}
    scripts = [each.text for each in page.all("//script")]
    assert scripts in ([], ["document.querySelector('article mark')?.scrollIntoView({block: 'center'});"])
    assert not page.all("//@onerror") + page.all("//img[@src='x']") + page.all("//a[starts-with(@href, 'javascript')]")
    assert not page.test.markdown


def test_it_is_shown_letter_by_letter(visit: Visit) -> None:
    page = visit(article="hostile")
    assert page.text("//article/header/h1") == HEADLINE
    assert page.texts("//article/div/p")[0] == BODY
    assert page.text("//p[@class='byline']") == "By <i>Nobody</i>"
    assert page.text("//figcaption/p[1]") == "A page of notes <b>pinned</b> to a door."


def test_marked_text_is_escaped_too(visit: Visit) -> None:
    start = HEADLINE.index("[click]")
    page = visit(article="hostile", start=str(start), end=str(start + 7))
    assert page.texts("//mark") == ["[click]"]
    assert page.text("//article/header/h1") == HEADLINE
