"""Draw the sample archive's photographs and set its report, the same bytes every time.

The words come from photos.yaml and report.yaml beside this file, the pictures from scenes/.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from scenes import bridge, harbour, keeper, library, pitch
from scenes.canvas import Canvas

HERE = Path(__file__).resolve().parent
ARCHIVE = HERE / "archive"

SCENES: Mapping[str, Callable[[Canvas], None]] = {
    "bridge": bridge.draw_bridge,
    "harbour": harbour.draw_harbour,
    "keeper": keeper.draw_keeper,
    "library": library.draw_library,
    "pitch": pitch.draw_pitch,
}


@dataclass(frozen=True)
class Photo:
    """One picture and the words that travel inside it."""

    name: str
    scene: str
    headline: str
    caption: str
    byline: str
    taken: str  # YYYY-MM-DDTHH:MM:SS+HH:MM
    keywords: tuple[str, ...]


def main() -> None:
    """Write every photograph and the report into the archive."""
    for photo in read_photos():
        write(ARCHIVE / "photos" / f"{photo.name}.jpg", make_photo(photo))
    write(ARCHIVE / "documents" / "salters-bridge-inquiry-summary.pdf", make_report())


def write(path: Path, content: bytes) -> None:
    """Write one file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def read_photos() -> list[Photo]:
    """Read the photographs' words."""
    rows = yaml.safe_load((HERE / "photos.yaml").read_text(encoding="utf-8"))
    return [Photo(**{**row, "keywords": tuple(row["keywords"])}) for row in rows]


def make_photo(photo: Photo) -> bytes:
    """Draw one photograph and write its metadata into it."""
    canvas = Canvas()
    SCENES[photo.scene](canvas)
    return with_metadata(canvas.jpeg(), photo)


# What a picture desk writes into the file: IPTC-IIM in APP13, XMP in APP1.


def dataset(record: int, number: int, value: bytes) -> bytes:
    """Return one IPTC-IIM data set."""
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def iptc(photo: Photo) -> bytes:
    """Return a photograph's IPTC-IIM block, in UTF-8 as its 1:90 says."""
    day, clock = photo.taken.split("T")
    fields = [
        *((25, word) for word in photo.keywords),
        (55, day.replace("-", "")),
        (60, clock.replace(":", "")),
        (80, photo.byline),
        (90, "Vennick"),
        (101, "Caldmark"),
        (105, photo.headline),
        (110, "Vennick Packet"),
        (116, copyright_line(photo)),
        (120, photo.caption),
    ]
    head = dataset(1, 90, b"\x1b%G") + dataset(2, 0, b"\x00\x04")
    return head + b"".join(dataset(2, number, text.encode()) for number, text in fields)


def copyright_line(photo: Photo) -> str:
    """Return the notice a photograph carries."""
    return f"© {photo.taken[:4]} Vennick Packet"


def photoshop_segment(block: bytes) -> bytes:
    """Wrap an IPTC block as an APP13 segment holding one 8BIM resource, 0x0404."""
    padded = block + b"\x00" * (len(block) % 2)
    resource = b"8BIM\x04\x04\x00\x00" + len(block).to_bytes(4, "big") + padded
    return segment(0xED, b"Photoshop 3.0\x00" + resource)


def segment(marker: int, payload: bytes) -> bytes:
    """Return one JPEG segment."""
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload


def xmp(photo: Photo) -> str:
    """Return a photograph's XMP packet."""
    words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in photo.keywords)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
   <dc:description><rdf:Alt>
    <rdf:li xml:lang="x-default">{escape(photo.caption)}</rdf:li>
   </rdf:Alt></dc:description>
   <dc:creator><rdf:Seq><rdf:li>{escape(photo.byline)}</rdf:li></rdf:Seq></dc:creator>
   <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{copyright_line(photo)}</rdf:li></rdf:Alt></dc:rights>
   <dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>
   <photoshop:Headline>{escape(photo.headline)}</photoshop:Headline>
   <photoshop:Credit>Vennick Packet</photoshop:Credit>
   <photoshop:City>Vennick</photoshop:City>
   <photoshop:Country>Caldmark</photoshop:Country>
   <photoshop:DateCreated>{photo.taken}</photoshop:DateCreated>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def with_metadata(jpeg: bytes, photo: Photo) -> bytes:
    """Return the JPEG with both metadata segments placed after its JFIF header."""
    start = 4 + int.from_bytes(jpeg[4:6], "big")
    xmp_segment = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp(photo).encode())
    return jpeg[:start] + xmp_segment + photoshop_segment(iptc(photo)) + jpeg[start:]


# The report: a summary in two columns, with two tables, as the inquiry's secretary sent it out.


class Report(FPDF):
    """The summary's page: a running head, a folio and two typefaces every reader has."""

    def header(self) -> None:
        """Set the running head, from the second page on."""
        if self.page_no() > 1:
            self.set_font("Times", "I", 9)
            self.cell(0, 6, str(self.title), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(4)

    def footer(self) -> None:
        """Set the page number."""
        self.set_y(-16)
        self.set_font("Times", "", 9)
        self.cell(0, 6, f"Page {self.page_no()}", align="C")

    def line_of(self, text: str, family: str, style: str, size: float) -> None:
        """Set text over the full width in one typeface and go on below it."""
        self.set_font(family, style, size)
        self.multi_cell(0, size * 0.47, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def make_report() -> bytes:
    """Set the report's summary and return it as PDF."""
    words: dict[str, Any] = yaml.safe_load((HERE / "report.yaml").read_text(encoding="utf-8"))
    report = Report(format="A4")
    describe(report, words)
    for draw in (set_findings, set_tables, set_recommendations):
        report.add_page()
        draw(report, words)
    return bytes(report.output())


def describe(report: Report, words: Mapping[str, Any]) -> None:
    """Fill in the document's metadata, its date included, and its margins."""
    issued: datetime = words["issued"]
    report.set_creation_date(issued)
    report.set_title(words["title"])
    report.set_author(words["author"])
    report.set_subject(words["subject"])
    report.set_keywords(words["keywords"])
    report.set_lang("en")
    report.set_margins(22, 20, 22)


def set_findings(report: Report, words: Mapping[str, Any]) -> None:
    """Set the title over a rule, and the findings below it in two columns."""
    report.line_of(words["title"], "Helvetica", "B", 19)
    report.ln(2)
    report.line_of(f"By Judge {words['author']}. {words['signed']}", "Times", "I", 12)
    report.ln(3)
    report.line(report.l_margin, report.get_y(), report.w - report.r_margin, report.get_y())
    report.ln(4)
    report.set_font("Times", "", 12)
    with report.text_columns(ncols=2, gutter=9, text_align="L", line_height=1.17, balance=True) as columns:
        for finding in words["findings"]:
            report.set_font("Helvetica", "B", 11)
            with columns.paragraph(bottom_margin=1.2) as block:
                block.write(finding["heading"])
            report.set_font("Times", "", 12)
            for text in finding["paragraphs"]:
                with columns.paragraph(bottom_margin=2.8) as block:
                    block.write(text)


def set_tables(report: Report, words: Mapping[str, Any]) -> None:
    """Set the tables, each under its heading and above its note."""
    for table in words["tables"]:
        report.line_of(table["heading"], "Helvetica", "B", 12)
        report.ln(2)
        report.set_font("Times", "", 11)
        with report.table(
            table["rows"],
            col_widths=table["widths"],
            text_align=table["align"],
            line_height=7,
            borders_layout="HORIZONTAL_LINES",
        ):
            pass
        report.ln(4)
        report.line_of(table["note"], "Times", "", 11)
        report.ln(9)


def set_recommendations(report: Report, words: Mapping[str, Any]) -> None:
    """Set the numbered recommendations and the signature."""
    report.line_of("Recommendations", "Helvetica", "B", 12)
    report.ln(2)
    for number, text in enumerate(words["recommendations"], start=1):
        report.set_font("Times", "", 12)
        report.cell(8, 12 * 0.47, f"{number}.", align="R")
        report.set_x(report.l_margin + 11)
        report.line_of(text, "Times", "", 12)
        report.ln(2.4)
    report.ln(6)
    report.line_of(words["author"], "Times", "I", 12)
    report.line_of(words["signed"], "Times", "I", 12)


if __name__ == "__main__":
    main()
