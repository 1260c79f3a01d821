import shutil
from datetime import UTC, datetime
from io import BytesIO

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader as Document
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from archive.errors import UnreadableError
from archive.model import Draft, NewsDate, PageReading, Problem
from ingest.compose import compose
from ingest.ocr import FakeRecogniser, recognising_with
from ingest.page_quality import quality
from ingest.readers.pdf import PdfReader
from ingest.run import ingest
from ingest.tesseract import Tesseract


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
    assert problems == [Problem("has no text, and no picture large enough to hold any", "page 2")]
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


def columns(path, left, right):
    """Write a PDF whose file goes from column to column line by line, under a headline across both."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=9)
    document.cell(text="Bridge inquiry reports", new_x="LMARGIN", new_y="NEXT")
    for lines in zip(left, right, strict=True):
        height = document.get_y()
        for place, line in zip((10, 110), lines, strict=True):
            document.set_xy(place, height)
            document.cell(text=line)
        document.set_xy(10, height + 6)
    document.output(str(path))
    return path


def test_columns_that_the_file_has_line_by_line_are_read_one_after_the_other(tmp_path):
    left = [f"the first column's words go on in line {number}" for number in range(7)]
    right = [f"and so do those of the second in line {number}" for number in range(7)]
    (draft,), _ = read(columns(tmp_path / "a.pdf", left, right))
    assert draft.headline == "Bridge inquiry reports"
    assert " ".join(draft.body.split()) == " ".join([*left, *right])


def test_tables_are_read_across(tmp_path):
    (draft,), _ = read(columns(tmp_path / "a.pdf", [f"Ward {n}" for n in range(7)], [f"{n}00 votes" for n in range(7)]))
    assert "Ward 0 000 votes" in " ".join(draft.body.split())


LINES = ["The inquiry into the bridge reported on Saturday", "that four boreholes had been drilled."]


def scan(path, lines=LINES, rotate=0):
    """Write a PDF of one page that is nothing but a picture of these lines."""
    picture = Image.new("L", (1400, 400), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 60 + 90 * number), line, 0, font=ImageFont.load_default(size=48))
    picture.rotate(rotate, expand=True).save(path, "PDF")
    if rotate:
        turned = PdfWriter(clone_from=path)
        turned.pages[0].rotate(rotate)
        turned.write(path)
    return path


def test_a_scanned_page_is_recognised_and_marked(store, tmp_path):
    path = scan(tmp_path / "a.pdf")
    fake = FakeRecogniser("BRIDGE INQUIRY REPORTS\n\nFour boreholes had been drilled.", 0.87)
    with recognising_with(fake):
        (draft,), problems = read(path)
        ingest([path], store)
    assert problems == []
    assert (draft.headline, draft.body) == ("BRIDGE INQUIRY REPORTS", "Four boreholes had been drilled.")
    assert draft.page_readings == (PageReading(1, 0.87, None),)
    # The picture's file is of today, what it shows is not.
    assert draft.metadata.published is None
    with Image.open(BytesIO(fake.shown[0])) as shown:
        assert shown.size == (1400, 400)
    (version,) = store.current_versions()
    assert (version.pages[0].ocr, version.ocr_of(0, 5)) == (0.87, 0.87)


def test_a_page_that_is_recognised_poorly_is_flagged(tmp_path):
    with recognising_with(FakeRecogniser("B0xZ q1Rv. Vv9 aXbY" * 9, 0.31)):
        _, problems = read(scan(tmp_path / "a.pdf"))
    assert [(problem.where, problem.reason[:40]) for problem in problems] == [
        ("page 1", "reads poorly (quality 0.00); its words m"),
        ("page 1", "was recognised with a confidence of 0.31"),
    ]


def test_a_scan_without_tesseract_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with recognising_with(Tesseract()):
        drafts, problems = read(scan(tmp_path / "a.pdf"))
    assert drafts == []
    assert problems[0].where == "page 1"
    assert "Tesseract, which would read it, is not installed; install it" in problems[0].reason


@pytest.mark.parametrize("rotate", [0, 90])
def test_tesseract_reads_a_scan(tmp_path, rotate):
    if shutil.which("tesseract") is None:
        pytest.skip("needs the program tesseract")
    with recognising_with(Tesseract()):
        (draft,), problems = read(scan(tmp_path / "a.pdf", rotate=rotate))
    assert problems == []
    assert f"{draft.headline} {draft.body}".split() == " ".join(LINES).split()
    assert draft.page_readings[0].ocr > 0.8


def test_a_language_that_is_not_installed_is_a_problem_that_names_the_setting(tmp_path):
    if shutil.which("tesseract") is None:
        pytest.skip("needs the program tesseract")
    with recognising_with(Tesseract("xyz")):
        _, problems = read(scan(tmp_path / "a.pdf"))
    assert problems[0].reason.endswith("install the languages 'xyz' or set NEWSARCHIVE_OCR_LANGUAGES")


def test_a_picture_of_absurd_size_is_not_unpacked(tmp_path):
    writer = PdfWriter(clone_from=scan(tmp_path / "a.pdf"))
    drawn = writer.pages[0]["/Resources"]["/XObject"]
    name = next(iter(drawn))
    drawn[name][NameObject("/Width")] = NumberObject(90_000)
    drawn[name][NameObject("/Height")] = NumberObject(90_000)
    writer.write(tmp_path / "b.pdf")
    with recognising_with(FakeRecogniser("x")):
        _, problems = read(tmp_path / "b.pdf")
    assert problems == [Problem("its picture claims 90000 × 90000 points, which is not unpacked", "page 1")]


def test_a_form_that_draws_itself_does_not_hang_a_page(tmp_path):
    writer = PdfWriter(clone_from=make(tmp_path / "a.pdf", [["One."]]))
    form = StreamObject()
    form.set_data(b"/Me Do")
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    mark = writer._add_object(form)
    resources = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/Me"): mark})})
    form[NameObject("/Resources")] = resources
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Resources")] = resources
    content = StreamObject()
    content.set_data(b"/Me Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(tmp_path / "b.pdf")
    with recognising_with(FakeRecogniser("x")):
        (draft,), problems = read(tmp_path / "b.pdf")
    assert f"{draft.headline}{draft.body}" == "One."
    assert [problem.where for problem in problems] == ["page 2"]


def test_attached_files_and_filled_forms_are_reported(tmp_path, shared):
    path = make(tmp_path / "a.pdf", [["One."]])
    writer = PdfWriter(clone_from=path)
    writer.add_attachment("ledger.csv", b"1,2")
    writer.write(path)
    _, problems = read(path)
    assert problems == [Problem("attached files are not read; save them beside it: ledger.csv")]
    _, problems = read(shared / "pdf" / "pypdf-samples" / "libreoffice-form.pdf")
    named = "First Name: Alice; First Name_2: Bob"
    assert problems == [Problem(f"words in form fields are no part of the pages' text: {named}")]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("The council met on Tuesday, 4 May 2021, at 10.30am; O'Neill said: “No U.S. troops.” It cost £2.5bn.", 1.0),
        ("Совет города собрался во вторник и решил построить новый мост через реку у старой мельницы.", 1.0),
        ("公司董事会、监事会及董事、监事、高级管理人员保证季度报告内容的真实、准确、完整" * 2, 1.0),
        ("o(hô..i.p3xSTRxtT3xR2tTOR /xNhyM/TTw2W 9nhmmmimm02vxS0/TxV2tORR2SPON32NTSMxTwh", 0.0),
        ("(cid:12)(cid:33)(cid:9) " * 20, 0.0),
        ("T h e c o u n c i l m e t o n T u e s d a y " * 4, 0.3),
        ("Too short to tell.", None),
    ],
)
def test_how_much_of_a_page_reads_like_writing(text, score):
    assert quality(text) == (None if score is None else pytest.approx(score, abs=0.02))


def test_every_page_of_real_files_is_accounted_for(store, shared):
    folder = shared / "pdf"
    report = ingest([folder], store)
    assert report.files == len(list(folder.rglob("*.pdf"))) == report.read + report.partly_read + report.failed
    accounted = 0
    for record in store.files():
        pages = {
            page.number for each in record.appearances for page in store.version(each.article_id, each.number).pages
        }
        lost = [problem for problem in record.problems if not problem.reason.startswith("reads poorly")]
        named = {int(problem.where.split()[1]) for problem in lost if (problem.where or "").startswith("page")}
        assert not pages & named
        assert record.appearances or record.problems
        if pages | named:
            assert pages | named == set(range(1, len(Document(record.path).pages) + 1)), record.path
            accounted += len(pages | named)
    assert accounted == 153


def test_a_page_number_alone_and_a_column_of_line_numbers_are_left_out(tmp_path):
    lines = ["Bridge inquiry reports", *map(str, range(1, 26)), "The inquiry reported on Saturday.", "- 1 -"]
    (draft,), _ = read(make(tmp_path / "a.pdf", [lines]))
    assert (draft.headline, draft.body) == ("Bridge inquiry reports", "The inquiry reported on Saturday.")


def test_a_number_alone_that_is_not_the_page_s_own_stays(tmp_path):
    (draft,), _ = read(make(tmp_path / "a.pdf", [["Bridge inquiry reports", "Boreholes drilled:", "4"]]))
    assert draft.body.split("\n\n") == ["Boreholes drilled:", "4"]
