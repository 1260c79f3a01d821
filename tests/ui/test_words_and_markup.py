from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from PIL import Image

from api import schemas as wire
from api.version_schemas import Stretch
from ui import address, reading, thumbnail, wording
from ui.changes import folded
from ui.markup import join, tag


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-02-11", "11 February 2020"),
        ("1907-12-01", "1 December 1907"),
        ("2024-06-08T09:30:00+01:00", "8 June 2024, 09:30 (UTC+01:00)"),
        ("2024-06-08T09:30:00", "8 June 2024, 09:30"),
        ("no date", "no date"),
        (None, "undated"),
    ],
)
def test_dates_are_printed_in_full(iso: str | None, words: str) -> None:
    assert wording.in_full(iso) == words


def test_counts_read_as_words() -> None:
    assert [wording.count(each, "article") for each in (0, 1, 2317)] == ["0 articles", "1 article", "2,317 articles"]


def test_texts_are_escaped_and_markup_is_not_escaped_twice() -> None:
    inner = tag("b", "1 < 2 & \"so\" 'on'")
    assert inner == "<b>1 &lt; 2 &amp; &quot;so&quot; &#x27;on&#x27;</b>"
    assert tag("p", inner, " <i>", class_='a"b', title=None, aria_label="x") == (
        f'<p class="a&quot;b" aria-label="x">{inner} &lt;i&gt;</p>'
    )
    assert join(["<", tag("br")], " & ") == "&lt; &amp; <br>"


@given(text=st.text(), start=st.integers(0, 60), length=st.integers(1, 60))
def test_all_of_a_text_is_shown_and_only_the_cited_words_are_marked(text: str, start: int, length: int) -> None:
    clean = "".join(each for each in text if each.isprintable() or each == "\n").strip()
    version = wire.Version(
        number=1,
        headline="",
        text=clean,
        parts=[wire.Part.model_validate({"kind": "body", "start": 0, "end": len(clean)})],
        ingested_at="2024-01-01",
    )
    (block,) = reading.blocks(version, (start, start + length))
    shown = fragment_fromstring(block.paragraphs, create_parent="div")
    assert "".join(shown.text_content().split()) == "".join(clean.split())
    marked = "".join(each.text_content() for each in shown.iter("mark"))
    assert "".join(marked.split()) == "".join(clean[start : start + length].split())


def test_addresses_keep_what_the_page_asks_for() -> None:
    parameters = {"page": ["search"], "q": ["a & b"], "source": ["X", "Y"], "limit": ["40"], "kind": [""]}
    assert address.search(parameters) == "?page=search&q=a+%26+b&source=X&source=Y"
    assert address.home(parameters) == "?q=a+%26+b&source=X&source=Y"
    assert address.changed(parameters, source=["Y"], limit=[]) == "?page=search&q=a+%26+b&source=Y"
    assert address.article("a/b&c", 2, (3, 5)) == "?article=a%2Fb%26c&version=2&start=3&end=5"


@pytest.mark.parametrize(
    ("value", "number"), [("12", 12), ("0", 0), ("-1", None), ("²", None), ("1e3", None), ("", None)]
)
def test_only_plain_numbers_are_numbers(value: str, number: int | None) -> None:
    assert address.number({"start": [value]}, "start") == number


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "P", "RGBA", "LA"])
def test_pictures_of_every_make_become_small_ones(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (800, 400)).save(file, "JPEG" if mode in ("RGB", "L", "CMYK") else "PNG")
    uri = thumbnail.data_uri(file.getvalue(), width=200)
    assert uri is not None
    with Image.open(BytesIO(_decoded(uri))) as small:
        assert (small.size, small.mode, small.format) == ((200, 100), "RGB", "JPEG")


def test_what_is_no_picture_becomes_none() -> None:
    for content in (b"", b"\xff\xd8\xff\xe0", b"%PDF-1.7", b"<svg/>"):
        assert thumbnail.data_uri(content, width=200) is None


def _decoded(uri: str) -> bytes:
    from base64 import b64decode

    return b64decode(uri.removeprefix("data:image/jpeg;base64,"))


def test_paragraphs_between_changes_are_counted_and_no_other_word_is_lost() -> None:
    def kept(text: str) -> Stretch:
        return Stretch(change="kept", text=text)

    removed, added = Stretch(change="removed", text=" old"), Stretch(change="added", text=" new")
    paragraphs = [f"Paragraph {number}.\n\n" for number in range(6)]
    begins, ends = "".join(paragraphs) + "It is", " news.\n\n" + "".join(paragraphs)
    assert list(folded([kept(begins), removed, added, kept(ends)])) == [
        5,
        kept("Paragraph 5.\n\nIt is"),
        removed,
        added,
        kept(" news.\n\nParagraph 0.\n\n"),
        5,
    ]
    short = [kept("Headline\n\nIt is"), removed, kept(" news.\n\nThe end.")]
    assert list(folded(short)) == short
    assert list(folded([kept(begins + ends)])) == [13]
