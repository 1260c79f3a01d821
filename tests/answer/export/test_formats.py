"""Exports are read back by libraries that know nothing of ours, with values that nobody would print on purpose."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
import rispy
from markdown_it import MarkdownIt
from pybtex.database import BibliographyData, parse_string

from answer.export.bibtex import as_bibtex
from answer.export.csl import as_csl_json
from answer.export.csv_table import as_csv
from answer.export.fact_sheet import of_answer, plain
from answer.export.names import Author, authors
from answer.export.references import Quotation, Reference
from answer.export.ris import as_ris
from answer.model import Answer, AnswerSentence, AnswerStatus
from archive.model import Kind

QUOTE = Quotation(number=1, text="“We paid 40% & more,” said Ölaf.", start=120, end=152, kind=Kind.BODY, pages=(2, 3))
PLAIN = Reference(
    article_id="3f2a",
    version=2,
    headline="Bridge opens, eight minutes early",
    byline="Rosalind Fane and Ida van Falk",
    source="Vennick Packet",
    published="2018-05-09T10:30:00+01:00",
    section="News",
    language="en",
    url="https://packet.example/a?x=1&y=50%25#top",
    keywords=("bridge", "council"),
    quotations=(QUOTE,),
)
NASTY = (
    "{unbalanced",
    "closed} twice}}",
    'He said "no", and {no} \\ more',
    "50% of #1 & #2 cost $5_000 ~ ^ @home",
    "two\nlines\r\nand\x0bthree\u2028four",
    "=HYPERLINK(\"http://x.example\",\"1\")",
    "+1 -2 @sum",
    "TY  - JOUR\nER  - ",
    "<script>alert(1)</script> [a](javascript:b) **c** | d",
    "Žluťoučký кот 猫 🗼 العربية",
    "1. first\n- second\n# third\n> fourth",
    "trailing backslash \\",
)  # fmt: skip


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=NASTY)
def nasty(request: pytest.FixtureRequest) -> Reference:
    text = str(request.param)
    quote = replace(QUOTE, text=text, end=QUOTE.start + len(text))
    return replace(PLAIN, headline=text, source=text, section=text, keywords=(), quotations=(quote,))


def test_ris_is_read_by_a_reference_manager() -> None:
    (entry,) = rispy.loads(as_ris([PLAIN]))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == "Bridge opens, eight minutes early"
    assert entry["authors"] == ["Fane, Rosalind", "van Falk, Ida"]
    assert (entry["secondary_title"], entry["year"], entry["date"]) == ("Vennick Packet", "2018", "2018/05/09/10:30")
    assert entry["urls"] == ["https://packet.example/a?x=1&y=50%25#top"]
    assert entry["accession_number"] == "3f2a version 2"
    assert entry["keywords"] == ["bridge", "council"]
    assert entry["notes"] == ["[1] “We paid 40% & more,” said Ölaf. (characters 120-152, pages 2, 3 of version 2)"]
    assert "\n" not in as_ris([PLAIN]).replace("\r\n", "")


def test_no_value_can_break_ris(nasty: Reference) -> None:
    entries = rispy.loads(as_ris([nasty, PLAIN]))
    assert [entry["id"] for entry in entries] == ["3f2a-v2", "3f2a-v2"]
    assert (entries[0]["title"], entries[0]["secondary_title"]) == (one_line(nasty.headline), one_line(nasty.headline))
    assert one_line(nasty.headline) in entries[0]["notes"][0]


def bibtex(*references: Reference) -> BibliographyData:
    return parse_string(as_bibtex(references), "bibtex")


def untex(text: str) -> str:
    """What TeX prints for the few commands that are written; the protecting braces around a title print nothing."""
    for tex, printed in (("\\textbraceleft{}", "\0"), ("\\textbraceright{}", "\1"), ("\\textbackslash{}", "\2"),
                         ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^")):  # fmt: skip
        text = text.replace(tex, printed)
    for each in "$%&#_":
        text = text.replace(f"\\{each}", each)
    assert "\\" not in text
    return text.replace("{", "").replace("}", "").replace("\0", "{").replace("\1", "}").replace("\2", "\\")


def test_bibtex_is_read_by_a_bibliography_processor() -> None:
    entry = bibtex(PLAIN).entries["3f2a-v2"]
    assert entry.type == "article"
    assert [(str(each.last_names), str(each.first_names)) for each in entry.persons["author"]] == [
        ("['Fane']", "['Rosalind']"),
        ("['Falk']", "['Ida']"),
    ]
    assert [each.prelast_names for each in entry.persons["author"]] == [[], ["van"]]
    fields = {name: entry.fields[name] for name in ("journal", "year", "month", "day", "language", "url", "keywords")}
    assert fields == {
        "journal": "Vennick Packet",
        "year": "2018",
        "month": "May",
        "day": "9",
        "language": "en",
        "url": "https://packet.example/a?x=1&y=50%25#top",
        "keywords": "bridge, council",
    }
    assert entry.fields["title"] == "{Bridge opens, eight minutes early}"
    assert untex(entry.fields["note"]) == (
        "3f2a version 2. [1] “We paid 40% & more,” said Ölaf. (characters 120-152, pages 2, 3 of version 2)"
    )


def test_no_value_can_break_bibtex(nasty: Reference) -> None:
    read = bibtex(nasty, replace(PLAIN, article_id="after"))
    assert list(read.entries) == ["3f2a-v2", "after-v2"]
    fields = read.entries["3f2a-v2"].fields
    assert untex(fields["title"]) == one_line(nasty.headline)
    assert untex(fields["journal"]) == one_line(nasty.headline)
    assert one_line(nasty.headline) in untex(fields["note"])


def test_an_article_of_no_known_paper_or_day_is_still_an_entry() -> None:
    bare = replace(PLAIN, source=None, byline=None, published=None, url=None, keywords=(), section=None, language=None)
    entry = bibtex(bare).entries["3f2a-v2"]
    assert (entry.type, sorted(entry.fields)) == ("misc", ["note", "title"])
    (ris,) = rispy.loads(as_ris([bare]))
    assert {"authors", "year", "date", "secondary_title"} & set(ris) == set()
    (item,) = json.loads(as_csl_json([bare]))
    assert {"author", "issued", "container-title", "URL"} & set(item) == set()


def test_csl_says_a_newspaper_article_with_its_date_in_parts() -> None:
    (item,) = json.loads(as_csl_json([PLAIN]))
    assert item == {
        "id": "3f2a-v2",
        "type": "article-newspaper",
        "title": "Bridge opens, eight minutes early",
        "author": [{"family": "Fane", "given": "Rosalind"}, {"family": "van Falk", "given": "Ida"}],
        "container-title": "Vennick Packet",
        "issued": {"date-parts": [[2018, 5, 9]]},
        "section": "News",
        "language": "en",
        "URL": "https://packet.example/a?x=1&y=50%25#top",
        "keyword": "bridge, council",
        "note": "[1] “We paid 40% & more,” said Ölaf. (characters 120-152, pages 2, 3 of version 2)",
        "custom": {
            "article_id": "3f2a",
            "version": 2,
            "quotations": [
                {"number": 1, "text": QUOTE.text, "start": 120, "end": 152, "pages": [2, 3], "verified": True}
            ],
        },
    }


def test_csl_keeps_every_value_as_it_is(nasty: Reference) -> None:
    (item,) = json.loads(as_csl_json([nasty]))
    assert (item["title"], item["custom"]["quotations"][0]["text"]) == (nasty.headline, nasty.headline)


def test_a_table_holds_every_value_and_runs_none(nasty: Reference) -> None:
    text = as_csv([nasty])
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row["quotation"].removeprefix("'") == nasty.headline
    assert (row["start"], row["end"], row["pages"], row["verified"]) == (
        "120",
        str(nasty.quotations[0].end),
        "2 3",
        "yes",
    )


def test_the_rows_of_a_table_are_in_order_of_their_numbers() -> None:
    third = replace(PLAIN, quotations=(replace(QUOTE, number=1), replace(QUOTE, number=3)))
    second = replace(PLAIN, article_id="b", quotations=(replace(QUOTE, number=2),))
    rows = list(csv.DictReader(StringIO(as_csv([third, second]).removeprefix("\ufeff"), newline="")))
    assert [(row["number"], row["article_id"]) for row in rows] == [("1", "3f2a"), ("2", "b"), ("3", "3f2a")]


def printed(markdown: str) -> list[str]:
    """The text that Markdown prints, block by block."""
    blocks = [token for token in MarkdownIt().parse(markdown) if token.type == "inline"]
    return ["".join(child.content for child in block.children or ()) for block in blocks]


@pytest.mark.parametrize("text", NASTY)
def test_markdown_prints_every_text_as_it_is(text: str) -> None:
    assert printed(f"> {plain(text)}") == [one_line(text)]
    assert MarkdownIt().render(plain(text)).count("<") == 2  # a paragraph's own


def test_the_sheet_of_an_answer_has_every_quotation_with_its_place() -> None:
    sentences = (AnswerSentence(text="“We paid 40% & more,” said Ölaf.", citations=(1,), verified=True),)
    answer = Answer(
        status=AnswerStatus.ANSWERED, question="Who paid?", generation="g7", sentences=sentences, short=("Ölaf", 1)
    )
    sheet = printed(of_answer(answer, [replace(PLAIN, current=3)], None))
    assert sheet == [
        "Fact-check sheet",
        "Question: Who paid?",
        "Answer: Ölaf [1]Answer: “We paid 40% & more,” said Ölaf. [1]",
        "Quotations",
        "[1] Bridge opens, eight minutes early",
        "“We paid 40% & more,” said Ölaf.",
        "Vennick Packet, Rosalind Fane and Ida van Falk, 2018-05-09T10:30:00+01:00",
        "body, article 3f2a, version 2, characters 120-152, pages 2, 3: stands there word for word",
        "Version 3 has since taken its place.",
        "https://packet.example/a?x=1&y=50%25#top",
        "[ ] checked against the original",
        "How it was answered",
        "Index generation g7",
        "Not limited by filters",
        "No receipt was kept",
    ]


@pytest.mark.parametrize(
    ("byline", "wanted"),
    [
        ("Rosalind Fane", [("Fane", "Rosalind")]),
        ("Tom Reed and Ida Falk", [("Reed", "Tom"), ("Falk", "Ida")]),
        ("Ana de la Cruz, Li Wei & Bo Ek", [("de la Cruz", "Ana"), ("Wei", "Li"), ("Ek", "Bo")]),
        ("Martin Luther King Jr.", [("King Jr.", "Martin Luther")]),
        ("Reuters", [("Reuters", "")]),
        ("staff and agencies", [("staff", ""), ("agencies", "")]),
        (None, []),
        ("  ", []),
    ],
)
def test_a_byline_is_its_authors(byline: str | None, wanted: list[tuple[str, str]]) -> None:
    assert list(authors(byline)) == [Author(*each) for each in wanted]
