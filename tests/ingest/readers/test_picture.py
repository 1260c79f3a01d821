import json
import struct
import zlib
from collections import Counter

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from archive.errors import UnreadableError
from archive.model import Draft, NewsDate, Problem
from ingest.compose import photo_id
from ingest.readers.picture import PictureReader
from ingest.run import ingest

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Headline="Last span" photoshop:Credit="Packet" photoshop:City="Vennick" photoshop:Country="Caldmark"
 photoshop:DateCreated="2019-08-17T06:52:00+02:00" xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<ext:PersonInImage><rdf:Bag><rdf:li>Tomas Birk</rdf:li></rdf:Bag></ext:PersonInImage>
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


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def jxl(path, *boxes):
    """A JPEG XL container with these boxes around a codestream of two bytes."""
    path.write_bytes(b"\0\0\0\x0cJXL \r\n\x87\n" + b"".join(boxes) + box(b"jxlc", b"\xff\x0a"))
    return path


def save_with_xmp(path):
    if path.suffix == ".jxl":
        return jxl(path, box(b"ftyp", b"jxl \0\0\0\0jxl "), box(b"xml ", XMP.encode()))
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


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".jxl"])
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
    assert (photo.headline, photo.rights, photo.city, photo.country) == ("Last span", "© Packet", "Vennick", "Caldmark")
    assert (photo.people, photo.keywords) == (("Tomas Birk",), ("bridge", "crane"))
    metadata = draft.metadata
    assert (draft.headline, metadata.byline, metadata.source) == ("Last span", "Ilse Marr and Bo Ek", "Packet")
    assert (metadata.people, metadata.places) == (("Tomas Birk",), ("Vennick", "Caldmark"))
    assert (metadata.published, metadata.rights, metadata.keywords) == (taken, "© Packet", ("bridge", "crane"))


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        (b"\x1b%G", "utf-8"),
        (None, "utf-8"),
        (None, "cp1252"),
        (None, "mac_roman"),
        (b"\x1b.A", "cp1252"),
        (b"\x1b-A", "cp1252"),
    ],
)
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


def test_exif_and_broken_boxes_of_jpeg_xl(tmp_path):
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "A quay.", "Ann Lee"
    content = exif.tobytes().removeprefix(b"Exif\0\0")
    draft, problems = read(jxl(tmp_path / "a.jxl", box(b"Exif", b"\0\0\0\0" + content)))
    assert (draft.photos[0].caption, draft.photos[0].byline, problems) == ("A quay.", "Ann Lee", [])
    for name, boxes, reason in (
        ("b.jxl", struct.pack(">I", 2**31) + b"xml ", "is cut off or claims an absurd size"),
        ("c.jxl", box(b"brob", b"xml x"), "packed with Brotli"),
        ("d.jxl", b"", "has no caption"),
    ):
        with pytest.raises(UnreadableError, match=reason):
            read(jxl(tmp_path / name, boxes))


def test_the_words_beside_a_png(tmp_path):
    info = PngImagePlugin.PngInfo()
    info.add_text("Description", "A quay.")
    info.add_text("Author", "Ann Lee")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", pnginfo=info)
    draft, _ = read(tmp_path / "a.png")
    assert (draft.photos[0].caption, draft.photos[0].byline) == ("A quay.", "Ann Lee")


def test_a_picture_of_absurd_size_is_refused_and_words_that_unpack_without_end_are_left(tmp_path):
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", b""), (b"IEND", b""))
    )
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bomb)
    with pytest.raises(UnreadableError, match="claims an absurd size"):
        read(tmp_path / "a.png")
    info = PngImagePlugin.PngInfo()
    info.add_text("Description", "x" * 100_000_000, zip=True)
    Image.new("RGB", (8, 8)).save(tmp_path / "b.png", pnginfo=info)
    with pytest.raises(UnreadableError):
        read(tmp_path / "b.png")


@pytest.mark.parametrize("cut", [30, 200, 400])
def test_a_clipped_picture_is_refused_or_read(tmp_path, cut):
    path = jpeg(tmp_path / "a.jpg", (2, 120, b"A quay." * 20), xmp=XMP.encode())
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises((UnreadableError, OSError)):
        read(path)


@pytest.mark.parametrize(
    "printed",
    [
        "The crane lowers the last span into Salters Bridge",
        "The crane lowers the last span into Salters Bridge. Photo: Ilse Marr/Packet",
        "The crane lowers the last span into Salters Bridge. (Ilse Marr/AFP via Getty Images)",
    ],
)
def test_a_picture_file_and_the_article_that_prints_it_are_one_photograph(store, tmp_path, printed):
    caption = "The crane lowers the last span into Salters Bridge."
    jpeg(tmp_path / "a.jpg", (2, 120, caption.encode()), (2, 80, b"Ilse Marr"))
    story = {"headline": "Span", "body": "The span is in.", "source": "Packet", "id": "s1", "captions": [printed]}
    (tmp_path / "b.json").write_text(json.dumps(story))
    ingest([tmp_path], store)
    appearances = store.photo(photo_id(caption))
    assert [photo.caption for photo in appearances] == [caption, printed]
    assert len({photo.article_id for photo in appearances}) == 2


def test_short_captions_are_told_apart_by_their_credits(store, tmp_path):
    story = {"headline": "Mayors", "body": "Two.", "captions": ["The mayor. Photo: Ann Lee", "The mayor. Photo: Bo Ek"]}
    (tmp_path / "a.json").write_text(json.dumps(story))
    ingest([tmp_path], store)
    (version,) = store.current_versions()
    assert len({photo.photo_id for photo in version.photos}) == 2


def same(one, other):
    return " ".join(str(one).split()).casefold() == " ".join(str(other).split()).casefold()


def test_agency_pictures_agree_with_exiftool(shared):
    compared = Counter()
    for gold in json.loads((shared / "photos" / "gold.json").read_text()):
        path = shared / "photos" / gold["file"]
        if not path.exists() or path.suffix == ".svg":  # one is missing from the set, and SVG is no photograph
            continue
        draft, _ = read(path)
        (photo,) = draft.photos
        for name, value, fields in (
            ("caption", photo.caption, ("caption",)),
            ("headline", draft.headline, ("Headline_XMP-photoshop", "Headline_IPTC")),
            ("byline", photo.byline, ("Creator_XMP-dc", "By-line_IPTC")),
            ("credit", photo.credit, ("Credit_XMP-photoshop", "Credit_IPTC")),
            ("city", photo.city, ("City_XMP-photoshop", "City_IPTC")),
            ("country", photo.country, ("Country_XMP-photoshop", "Country-PrimaryLocationName_IPTC")),
        ):
            known = next((gold[field] for field in fields if gold.get(field)), None)
            if known:
                assert same(value, known), (path.name, name, value, known)
                compared[name] += 1
        days = [gold.get(f"DateCreated_{block}") for block in ("XMP-photoshop", "IPTC")]
        if stated := next(filter(None, days), None):
            assert photo.taken.iso[:10] == stated[:10].replace(":", "-"), path.name
            compared["taken"] += 1
    expected = {"caption": 13, "headline": 7, "byline": 12, "credit": 13, "city": 9, "country": 9, "taken": 13}
    assert compared == expected


def test_xmp_in_a_segment_whose_name_is_wrong_at_its_beginning_is_read(tmp_path):
    path = save_with_xmp(tmp_path / "a.jpg")
    name = b"http://ns.adobe.com/xap/1.0/"
    data = path.read_bytes()
    assert name in data
    path.write_bytes(data.replace(name, b"XMP\0" + name[4:], 1))
    draft, problems = read(path)
    assert (draft.headline, draft.photos[0].people, problems) == ("Last span", ("Tomas Birk",), [])
