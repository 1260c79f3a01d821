"""Newspaper pages in ALTO, and issues in METS that make articles of them."""

import pytest

from archive.errors import UnreadableError
from archive.model import Draft, Outcome, PageReading, Problem
from ingest.readers.newspaper_pages import AltoReader, MetsReader
from ingest.run import ingest


def string(content, sure="0.9", more=""):
    return f'<String CONTENT="{content}" WC="{sure}" {more}/>'


def block(name, *lines, more=""):
    printed = "".join(f'<TextLine HPOS="{place}" HEIGHT="20">{line}</TextLine>' for place, line in lines)
    return f'<TextBlock ID="{name}" {more}>{printed}</TextBlock>'


def alto(*blocks, order="", number=4, version="v3"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-{version}#"><Layout>'
        f'{order}<Page PHYSICAL_IMG_NR="{number}"><TopMargin>{block("H", (0, string("Packet")))}</TopMargin>'
        f"<PrintSpace>{''.join(blocks)}</PrintSpace></Page></Layout></alto>"
    )


def read(path, reader=None):
    items = list((reader or AltoReader()).read(path))
    return [item for item in items if isinstance(item, Draft)], [item for item in items if isinstance(item, Problem)]


ONE = block(
    "B1",
    (
        100,
        string("The", "1.0") + "<SP/>" + string("har", "0.5", 'SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"') + "<HYP/>",
    ),
    (100, string("bour", "0.5", 'SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"') + string("was.", "1.0")),
    (130, string("Ships") + string("wait")),
    (100, string("out") + string("side") + '<HYP CONTENT="-"/>'),
    (100, string("walls.")),
)
TWO = block("B2", (600, string("Second.", "oops")))


@pytest.mark.parametrize("version", ["v2", "v3", "v4"])
def test_words_paragraphs_hyphens_and_confidence(tmp_path, version):
    path = tmp_path / "a.xml"
    path.write_text(alto(ONE, TWO, version=version))
    assert AltoReader().recognises(path.read_bytes()[:8192], path)
    (draft,), problems = read(path)
    assert draft.body == "The harbour was.\n\nShips wait out sidewalls.\n\nSecond."
    assert (draft.page_starts, problems) == (((4, 0),), [])
    # The 7 characters of `The` and `was.` at 1.0, of `harbour` at 0.5, 23 with the mark of the hyphen at 0.9.
    assert draft.page_readings == (PageReading(4, round((7 + 3.5 + 0.9 * 23) / 37, 3), None),)


@pytest.mark.parametrize(
    ("order", "more"),
    [
        ('<ReadingOrder><OrderedGroup><ElementRef REF="B2"/><ElementRef REF="B3"/></OrderedGroup></ReadingOrder>', ""),
        ("", 'IDNEXT="B3"'),
    ],
)
def test_the_reading_order_that_the_file_states(tmp_path, order, more):
    first = block("B3", (0, string("three")))
    second = block("B2", (0, string("two")), more=more)
    (tmp_path / "a.xml").write_text(alto(first, second, order=order))
    (draft,), _ = read(tmp_path / "a.xml")
    assert draft.body == "two\n\nthree"


def test_blocks_that_lead_in_a_ring_are_each_read_once(tmp_path):
    ring = [block(f"B{n}", (0, string(f"w{n}")), more=f'IDNEXT="B{(n + 1) % 3}"') for n in range(3)]
    (tmp_path / "a.xml").write_text(alto(*ring))
    (draft,), _ = read(tmp_path / "a.xml")
    assert draft.body == "w0\n\nw1\n\nw2"


def test_a_page_without_words_and_a_clipped_one(tmp_path):
    (tmp_path / "a.xml").write_text("<alto><Layout><Page/></Layout></alto>")
    assert read(tmp_path / "a.xml") == ([], [Problem("has no text", "page 1")])
    (tmp_path / "b.xml").write_text(alto(ONE, TWO)[:-180])
    (draft,), problems = read(tmp_path / "b.xml")
    assert draft.body.startswith("The harbour was")
    assert "is not well-formed XML" in problems[0].reason


def test_entities_are_refused(tmp_path):
    (tmp_path / "a.xml").write_text('<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>')
    with pytest.raises(UnreadableError, match="declares entities of its own"):
        read(tmp_path / "a.xml")


METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" LABEL="Packet, 1 May 1900">
<dmdSec ID="D0"><mdWrap><xmlData><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Vennick Packet</title>
</titleInfo><originInfo><dateIssued>1900-05-01</dateIssued></originInfo><language><languageTerm>en</languageTerm>
</language></mods></xmlData></mdWrap></dmdSec>
<dmdSec ID="D1"><mdWrap><xmlData><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Harbour tie-up</title>
</titleInfo></mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp USE="Images"><file ID="I1" MIMETYPE="image/tiff"/></fileGrp><fileGrp USE="ALTO">
<file ID="A2" MIMETYPE="text/xml"><FLocat xlink:href="file://./alto/2.xml"/></file>
<file ID="A1" MIMETYPE="text/xml"><FLocat xlink:href="alto/1.xml"/></file>
<file ID="A3" MIMETYPE="text/xml"><FLocat xlink:href="../../outside.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="ISSUE"><div TYPE="PAGE"><fptr FILEID="A1"/></div>
<div TYPE="PAGE"><fptr FILEID="A2"/></div></div></structMap>
%s</mets>"""
LOGICAL = """<structMap TYPE="LOGICAL"><div TYPE="ISSUE"><div TYPE="CONTENT">
<div TYPE="ARTICLE" DMDID="D1"><div TYPE="HEADING"><fptr><area FILEID="A1" BEGIN="T" BETYPE="IDREF"/></fptr></div>
<div TYPE="BODY"><fptr><seq><area FILEID="A1" BEGIN="B1"/><area FILEID="A2" BEGIN="B2"/></seq></fptr></div></div>
<div TYPE="ARTICLE" LABEL="Lost"><fptr><area FILEID="A9" BEGIN="B9"/></fptr></div></div></div></structMap>"""


def issue(folder, logical):
    (folder / "alto").mkdir(parents=True)
    title = block("T", (0, string("HARBOUR") + string("TIE-UP")))
    (folder / "alto" / "1.xml").write_text(alto(title, ONE, block("X", (0, string("Soap.", "0.4"))), number=7))
    (folder / "alto" / "2.xml").write_text(alto(TWO, number=8))
    (folder / "issue-mets.xml").write_text(METS % logical)
    return folder / "issue-mets.xml"


def test_the_articles_of_an_issue_and_what_is_left_of_its_pages(tmp_path):
    path = issue(tmp_path / "issue", LOGICAL)
    assert MetsReader().recognises(path.read_bytes()[:8192], path)
    (article, rest), problems = read(path, MetsReader())
    assert article.headline == "Harbour tie-up"
    assert article.body == "The harbour was.\n\nShips wait out sidewalls.\n\nSecond."
    assert article.page_starts == ((1, 0), (2, article.body.index("Second.")))
    assert [reading.number for reading in article.page_readings] == [1, 2]
    said = article.metadata
    assert (said.source, said.published.iso, said.language) == ("Vennick Packet", "1900-05-01", "en")
    assert (rest.headline, rest.body, rest.page_readings) == ("", "Soap.", (PageReading(1, 0.4, None),))
    assert problems == [Problem("the page 'A3' does not lie beside the issue's description", "page 3")]


def test_an_issue_without_articles_is_read_page_by_page(tmp_path):
    drafts, _ = read(issue(tmp_path / "issue", ""), MetsReader())
    assert [draft.body.split("\n\n")[0] for draft in drafts] == ["HARBOUR TIE-UP", "Second."]
    assert [draft.page_starts for draft in drafts] == [((1, 0),), ((2, 0),)]


def test_pages_of_an_issue_are_not_read_twice(store, tmp_path):
    issue(tmp_path / "issue", LOGICAL)
    report = ingest([tmp_path / "issue"], store)
    assert (report.files, report.skipped, report.articles) == (3, 2, 2)
    skipped = [record for record in store.files() if record.outcome is Outcome.SKIPPED]
    assert {record.problems[0].reason for record in skipped} == {
        "a page of the issue that 'issue-mets.xml' describes, read with it"
    }
    ocr = [page.ocr for version in store.current_versions() for page in version.pages]
    # The page without confidences is marked as recognised all the same.
    assert sorted(each is not None and each > 0.3 for each in ocr) == [False, True, True]
    assert None not in ocr


def test_an_issue_whose_pages_are_missing_is_refused(tmp_path):
    (tmp_path / "mets.xml").write_text(METS % LOGICAL)
    with pytest.raises(UnreadableError, match="lists no ALTO page that lies beside it"):
        read(tmp_path / "mets.xml", MetsReader())


def test_a_real_page_of_1904(shared):
    (draft,), problems = read(shared / "ocr" / "ocr.xml")
    assert problems == []
    assert draft.page_readings == (PageReading(2, 0.891, 0.97),)
    assert draft.body.startswith("VOIV O1 LXIII----N 0 20.620.\n\nCO BIG HARBOR TIEUP-")
    # `harbor`, `conference` and `independent` are parted at line ends in the file.
    for words in (
        "general tieup of craft in New-York Harbor that has been threatened",
        "A conference was held yesterday afternoon between",
        "The independent towing companies Intend to fight.",
    ):
        assert words.casefold() in draft.body.casefold()
