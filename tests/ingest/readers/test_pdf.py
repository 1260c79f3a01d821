from datetime import UTC, datetime
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader as Document

from archive.errors import UnreadableError
from archive.model import Draft, NewsDate, Problem
from ingest.compose import compose
from ingest.readers.pdf import PdfReader
from ingest.run import ingest

SHARED = Path(__file__).parents[3].parent / "shared"


def make(path, pages, title=None, author=None, password=None):
    """Write a PDF whose pages have these lines; `None` is a page without text."""
    document = FPDF()
    document.set_creation_date(datetime(2018, 9, 23, 12, tzinfo=UTC))
    document.set_font("helvetica", size=11)
    if title:
        document.set_title(title)
    if author:
        document.set_author(author)
    if password:
        document.set_encryption(owner_password="o", user_password=password)  # noqa: S106
    for lines in pages:
        document.add_page()
        for line in lines or []:
            document.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    document.output(str(path))
    return path


def read(path):
    items = list(PdfReader().read(path))
    return [item for item in items if isinstance(item, Draft)], [item for item in items if isinstance(item, Problem)]


FIRST = [
    "The Vennick Packet 1",
    "Bridge inquiry reports",
    "By Rosalind Fane",
    "VENNICK, Sept. 22 -- The inquiry into the bridge reported on Satur-",
    "day that four boreholes had been drilled and that a well-known line",
    "had been ruled between two of them by a draughtsman.",
    "The report runs to 212 pages, and nobody on the council had read",
    "the whole of it when",
]
SECOND = ["The Vennick Packet 2", "the meeting began. A well-known engineer had.", "All is not well."]


def test_an_article_over_two_pages(tmp_path):
    (draft,), problems = read(make(tmp_path / "a.pdf", [FIRST, SECOND]))
    assert problems == []
    assert (draft.headline, draft.metadata.byline) == ("Bridge inquiry reports", "Rosalind Fane")
    assert draft.body.split("\n\n") == [
        "VENNICK, Sept. 22 -- The inquiry into the bridge reported on Saturday that four boreholes had been drilled "
        "and that a well-known line had been ruled between two of them by a draughtsman.",
        "The report runs to 212 pages, and nobody on the council had read the whole of it when the meeting began. A "
        "well-known engineer had.",
        "All is not well.",
    ]
    assert draft.metadata.published == NewsDate("2018-09-23T12:00:00+00:00", "created")
    assert draft.metadata.dateline == "VENNICK, Sept. 22"
    version = compose(draft).as_version("a1", 1, "2024-01-01")
    at = version.text.index("the meeting began")
    assert version.pages_of(at, at + 5) == (2,)
    assert version.pages_of(at - 5, at + 5) == (1, 2)
    assert version.pages_of(version.text.index("VENNICK"), at - 1) == (1,)


def test_title_and_author_of_the_document(tmp_path):
    lines = ["Bridge inquiry reports", "The inquiry reported."]
    (draft,), _ = read(make(tmp_path / "a.pdf", [lines], title="Bridge inquiry reports", author="Tomas Birk"))
    assert (draft.headline, draft.body) == ("Bridge inquiry reports", "The inquiry reported.")
    assert draft.metadata.byline == "Tomas Birk"


@pytest.mark.parametrize("title", ["Microsoft Word - report.docx", "report_final.pdf", "untitled", "Untitled document"])
def test_a_title_that_a_program_made_up_is_no_headline(tmp_path, title):
    (draft,), _ = read(
        make(tmp_path / "a.pdf", [["Bridge inquiry reports", "It reported."]], title, "Microsoft Office")
    )
    assert (draft.headline, draft.metadata.byline) == ("Bridge inquiry reports", None)


def test_a_page_without_text_is_a_problem_with_its_number(tmp_path):
    (draft,), problems = read(make(tmp_path / "a.pdf", [["One."], None, ["Three."]]))
    assert problems == [
        Problem("has no text layer; run text recognition (OCR) over the file if it is a scan", "page 2")
    ]
    assert draft.body == "One.\n\nThree."
    assert draft.page_starts == ((1, 0), (3, 6))


def test_a_scan_is_a_failure(tmp_path):
    drafts, problems = read(make(tmp_path / "a.pdf", [None, None]))
    assert (drafts, [problem.where for problem in problems]) == ([], ["page 1", "page 2"])


def test_a_locked_file_is_refused(tmp_path):
    path = make(tmp_path / "a.pdf", [["Secret."]], password="p")  # noqa: S106
    with pytest.raises(UnreadableError, match="is locked with a password; save a copy without one"):
        list(PdfReader().read(path))


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_a_clipped_file_is_refused_or_read(tmp_path, cut):
    path = make(tmp_path / "a.pdf", [["One."]])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableError, match=r"is broken and cannot be opened as PDF|has no pages"):
        list(PdfReader().read(path))


def test_every_page_of_real_files_is_accounted_for(store):
    folder = SHARED / "data" / "pdf"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    report = ingest([folder], store)
    assert report.files == len(list(folder.rglob("*.pdf"))) == report.read + report.partly_read + report.failed
    accounted = 0
    for record in store.files():
        pages = {
            page.number for each in record.appearances for page in store.version(each.article_id, each.number).pages
        }
        named = {
            int(problem.where.split()[1]) for problem in record.problems if (problem.where or "").startswith("page")
        }
        assert not pages & named
        assert record.appearances or record.problems
        if pages | named:
            assert pages | named == set(range(1, len(Document(record.path).pages) + 1)), record.path
            accounted += len(pages | named)
    assert accounted == 153
