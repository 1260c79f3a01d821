import pytest

from ingest.html_text import parse_fragment, text_of_element
from ingest.marked_text import Block, blocks_of, blocks_of_text
from ingest.xml_tree import parse_xml


def read(xml):
    return [block.text for block in blocks_of(parse_xml(xml.encode(), []))]


def test_paragraphs_headings_lists_and_tables():
    xml = """<body><p>One <em>two</em>,
        three.</p><hl2>A head</hl2><ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>
        <table><caption>Tides</caption><tr><th>Day</th><th>High</th></tr><tr><td>Mon</td><td>3.1</td></tr></table>
        <blockquote>Said <q>she</q></blockquote>loose words</body>"""
    assert read(xml) == [
        "One two, three.", "A head", "a", "b", "1. c", "2. d", "Tides\nDay | High\nMon | 3.1", "Said she",
        "loose words",
    ]  # fmt: skip


def test_a_heading_is_one():
    assert blocks_of_text("<h2>A head</h2><p>Words</p>") == [Block("A head", heading=True), Block("Words")]


def test_what_is_not_printed_is_left_out():
    assert read(
        "<body><head><title>x</title></head><script>y</script><p>Words<!-- z --></p><media><p>m</p></media></body>"
    ) == ["Words"]


def test_lines_broken_to_fit_a_column_are_joined():
    line = "<br/>".join(["word " * 11 + "ends"] * 4)
    assert read(f"<body><p>{line} here.</p><p>{line} there.</p></body>") == [
        " ".join(["word " * 11 + "ends"] * 4) + " here.",
        " ".join(["word " * 11 + "ends"] * 4) + " there.",
    ]


def test_lines_that_stand_on_their_own_stay():
    assert read("<body><p>Harbour 2<br/>Quay 1<br/>Pier 0</p></body>") == ["Harbour 2\nQuay 1\nPier 0"]


def test_a_paragraph_laid_out_with_spaces():
    story = "\n".join(
        [
            "<p>(Adds detail)",
            "    * Gold up",
            "",
            "    May 1 (Agency) - Gold rose on Tuesday on increased safe",
            "haven demand as a tough stance on tariffs rattled the global",
            "markets, with prices finding support.",
            "    Traders were waiting for the meeting of the bank, which is",
            "to be held in Vennick on Friday and Saturday of the same week</p>",
        ]
    )
    assert read(story) == [
        "(Adds detail)",
        "* Gold up",
        "May 1 (Agency) - Gold rose on Tuesday on increased safe haven demand as a tough stance on tariffs rattled the "
        "global markets, with prices finding support.",
        "Traders were waiting for the meeting of the bank, which is to be held in Vennick on Friday and Saturday of "
        "the same week",
    ]


def test_columns_keep_their_lines():
    assert read("<p>Results\nVennick    2 Quay    1\nHarbour    0 Pier    3\nMole    1 Dune    1</p>") == [
        "Results\nVennick    2 Quay    1\nHarbour    0 Pier    3\nMole    1 Dune    1"
    ]


def test_text_that_was_escaped_twice_is_read():
    assert read("<p>four o&amp;#39;clock &amp;quot;sharp&amp;quot;</p>") == ['four o\'clock "sharp"']


def test_markup_in_a_text():
    assert [block.text for block in blocks_of_text("<P>One</P>\n<P> </P><P>Two &amp; three</P>")] == [
        "One",
        "Two & three",
    ]
    assert [block.text for block in blocks_of_text("One\ntwo\n\nThree")] == ["One\ntwo", "Three"]
    assert blocks_of_text("  ") == []


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<div><span class="desk">Försvar</span><span class="sign">TT</span></div><p>A.</p>', "Försvar TT"),
        ('<p><span class="drop">T</span><span class="rest">The ferry</span></p>', "TThe ferry"),
        ('<p><span class="a">inter</span><span class="b">national</span></p>', "international"),
        ("<p><span>Ferry</span><span>Line</span></p>", "FerryLine"),
        ('<p><span class="a">One</span>, <span class="b">Two</span></p>', "One, Two"),
    ],
)
def test_words_that_only_a_style_sheet_parts_are_parted(markup, text):
    assert read(markup)[0] == text
    assert text_of_element(parse_fragment(markup)).split("\n")[0] == text
