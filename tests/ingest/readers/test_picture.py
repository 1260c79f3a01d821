import json
import struct
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from archive.errors import UnreadableError
from archive.model import Draft, NewsDate, Problem
from ingest.readers.picture import PictureReader

SHARED = Path(__file__).parents[3].parent / "shared"

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Headline="Last span" photoshop:Credit="Packet" photoshop:City="Vennick" photoshop:Country="Caldmark"
 photoshop:DateCreated="2019-08-17T06:52:00+02:00">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Der Kran.</rdf:li><rdf:li xml:lang="x-default">The crane lowers the
 span.</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ilse Marr</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>bridge</rdf:li><rdf:li>crane</rdf:li></rdf:Bag></dc:subject>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Packet</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def iim(*fields):
    """IPTC fields as they lie in a JPEG: `(record, data set, bytes)` each, in a Photoshop block."""
    data = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in fields)
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    payload = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def jpeg(path, *fields, **options):
    Image.new("RGB", (8, 8)).save(path, "JPEG", **options)
    if fields:
        data = path.read_bytes()
        path.write_bytes(data[:2] + iim(*fields) + data[2:])
    return path


def read(path):
    items = list(PictureReader().read(path))
    (draft,) = (item for item in items if isinstance(item, Draft))
    return draft, [item for item in items if isinstance(item, Problem)]


def save_with_xmp(path):
    picture = Image.new("RGB", (8, 8))
    if path.suffix == ".png":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        picture.save(path, pnginfo=info)
    elif path.suffix == ".tif":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[700] = XMP.encode()
        tags.tagtype[700] = 1
        picture.save(path, tiffinfo=tags)
    else:
        picture.save(path, xmp=XMP.encode())
    return path


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_xmp_in_every_format(tmp_path, suffix):
    path = save_with_xmp(tmp_path / f"a{suffix}")
    assert PictureReader().recognises(path.read_bytes()[:8192], path)
    draft, problems = read(path)
    assert problems == []
    taken = NewsDate("2019-08-17T06:52:00+02:00", "date taken")
    (photo,) = draft.photos
    assert photo.caption == "The crane lowers the\n span."
    assert (photo.byline, photo.credit, photo.place) == ("Ilse Marr and Bo Ek", "Packet", "Vennick, Caldmark")
    assert (photo.taken, photo.path) == (taken, str(path))
    metadata = draft.metadata
    assert (draft.headline, metadata.byline, metadata.source) == ("Last span", "Ilse Marr and Bo Ek", "Packet")
    assert (metadata.published, metadata.rights, metadata.keywords) == (taken, "© Packet", ("bridge", "crane"))


@pytest.mark.parametrize(("charset", "encoding"), [(b"\x1b%G", "utf-8"), (None, "utf-8"), (None, "cp1252")])
def test_iptc_in_its_encodings(tmp_path, charset, encoding):
    fields = [(1, 90, charset)] if charset else []
    fields += [
        (2, 120, "Das Café „zu“\rim Mai.".encode(encoding)),
        (2, 105, "Café".encode(encoding)),
        (2, 80, "Jörg Maß".encode(encoding)),
        (2, 110, b"Packet"),
        (2, 115, b"Packet Pictures"),
        (2, 55, b"20190502"),
        (2, 90, "Nürnberg".encode(encoding)),
        (2, 101, b"Germany"),
        (2, 25, b"cafe"),
        (2, 25, b"door"),
    ]
    draft, problems = read(jpeg(tmp_path / "a.jpg", *fields))
    (photo,) = draft.photos
    assert (draft.headline, photo.caption, photo.byline) == ("Café", "Das Café „zu“\nim Mai.", "Jörg Maß")
    assert (photo.place, photo.taken) == ("Nürnberg, Germany", NewsDate("2019-05-02", "date taken"))
    assert (draft.metadata.source, draft.metadata.keywords) == ("Packet Pictures", ("cafe", "door"))
    assert problems == []


def test_exif_alone(tmp_path):
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "A quay.", "Ann Lee", "Packet"
    exif.get_ifd(0x8769)[0x9003] = "2019:05:02 10:11:12"
    draft, _ = read(jpeg(tmp_path / "a.jpg", exif=exif))
    (photo,) = draft.photos
    assert (photo.caption, photo.byline, photo.taken.iso) == ("A quay.", "Ann Lee", "2019-05-02T10:11:12")


def test_a_date_that_cannot_be_gives_way_to_one_that_can(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "A quay."
    exif.get_ifd(0x8769)[0x9003] = "2019:05:02 10:11:12"
    draft, problems = read(jpeg(tmp_path / "a.jpg", (2, 55, b"20190000"), exif=exif))
    assert (draft.photos[0].taken.iso, problems) == ("2019-05-02T10:11:12", [])
    draft, problems = read(jpeg(tmp_path / "b.jpg", (2, 120, b"A quay."), (2, 55, b"20190000")))
    assert draft.photos[0].taken is None
    assert [problem.reason for problem in problems] == [
        "no whole date in '20190000' (date taken), left out; write it as YYYY-MM-DD"
    ]


@pytest.mark.parametrize("words", [None, "OLYMPUS DIGITAL CAMERA", "  "])
def test_a_picture_without_a_caption_is_refused(tmp_path, words):
    exif = Image.Exif()
    if words:
        exif[0x010E] = words
    with pytest.raises(UnreadableError, match="has no caption; write one into its IPTC or XMP description"):
        read(jpeg(tmp_path / "a.jpg", exif=exif))


def test_a_damaged_block_is_a_problem_and_the_others_are_read(tmp_path):
    path = jpeg(tmp_path / "a.jpg", (2, 120, b"A quay."), xmp=b"<x:xmpmeta><broken")
    draft, problems = read(path)
    assert draft.photos[0].caption == "A quay."
    assert problems[0].reason.startswith("its XMP block is damaged: ParseError")


def same(one, other):
    return " ".join(str(one).split()).casefold() == " ".join(str(other).split()).casefold()


def test_agency_pictures_agree_with_exiftool():
    folder = SHARED / "data" / "photos"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    compared = 0
    for gold in json.loads((folder / "gold.json").read_text()):
        path = folder / gold["file"]
        if not path.exists() or path.suffix == ".svg":
            continue
        draft, _ = read(path)
        (photo,) = draft.photos
        assert same(photo.caption, gold["caption"])
        for value, fields in (
            (draft.headline, ("Headline_XMP-photoshop", "Headline_IPTC")),
            (photo.byline, ("Creator_XMP-dc", "By-line_IPTC")),
            (photo.credit, ("Credit_XMP-photoshop", "Credit_IPTC")),
        ):
            known = [gold[field] for field in fields if gold.get(field)]
            if known:
                assert any(same(value, each) for each in known), (path.name, value, known)
                compared += 1
    assert compared == 32
