"""A picture file in, what agencies wrote into it out, from XMP, IPTC-IIM and Exif; the only file that uses Pillow."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from PIL import Image, ImageFile, IptcImagePlugin, UnidentifiedImageError

from archive.errors import UnreadableError
from ingest import jpeg_xl
from ingest.iptc_text import decoded

Facts = dict[str, list[str]]
"""Values by fact: `caption`, `headline`, `byline`, `credit`, `source`, `taken`, `released`, `city`, `state`,
`country`, `people`, `keywords`, `rights`, `guid`."""

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_IIM = {
    (2, 120): "caption", (2, 105): "headline", (2, 80): "byline", (2, 110): "credit", (2, 115): "source",
    (2, 55): "taken", (2, 30): "released", (2, 90): "city", (2, 95): "state", (2, 101): "country",
    (2, 25): "keywords", (2, 116): "rights",
}  # fmt: skip
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XMP = {
    f"{_DC}description": "caption", f"{_PHOTOSHOP}Headline": "headline", f"{_DC}creator": "byline",
    f"{_PHOTOSHOP}Credit": "credit", f"{_PHOTOSHOP}Source": "source", f"{_PHOTOSHOP}DateCreated": "taken",
    f"{_PHOTOSHOP}City": "city", f"{_PHOTOSHOP}State": "state", f"{_PHOTOSHOP}Country": "country",
    f"{_DC}subject": "keywords", f"{_DC}rights": "rights", f"{_EXT}DigImageGUID": "guid",
    f"{_EXT}PersonInImage": "people",
}  # fmt: skip
_XMP_SPACE = b"://ns.adobe.com/xap/1.0/\0"
_EXIF = {0x010E: "caption", 0x013B: "byline", 0x8298: "rights"}
# The words that a PNG file keeps beside the picture.
_PNG = {"Description": "caption", "Title": "headline", "Author": "byline", "Copyright": "rights"}
_EXIF_IFD, _DATE_TIME_ORIGINAL = 0x8769, 0x9003
# What cameras write where a caption belongs.
_CAMERA = ("olympus digital camera", "sony dsc", "digital camera", "dcim", "default", "exif_jpeg_picture", "samsung")


def facts_of(path: Path) -> tuple[Facts, list[str]]:
    """The facts in the file, and a sentence for each block of them that is damaged.

    XMP goes before IPTC, whose fields are cut off at 32 characters or so, and both before Exif; dates of all three
    are kept, in that order.

    Raises:
        UnreadableError: it is no picture of these formats, or one made to exhaust memory.
    """
    with warnings.catch_warnings():
        # Pillow warns of large pictures, which are not decoded here, and of odd Exif, which is read as far as it goes.
        warnings.simplefilter("ignore")
        try:
            if _is_jpeg_xl(path):
                return _merged(_jpeg_xl(path))
            with Image.open(path, formats=FORMATS) as picture:
                return _merged(_blocks(picture))
        except Image.DecompressionBombError as error:
            raise UnreadableError(f"the picture claims an absurd size: {error}") from error
        except (UnidentifiedImageError, SyntaxError, ValueError) as error:
            raise UnreadableError(f"not a readable picture: {str(error).replace(str(path), path.name)}") from error


_Blocks = tuple[tuple[str, Callable[[], Facts]], ...]


def _blocks(picture: ImageFile.ImageFile) -> _Blocks:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or _misnamed_packet(picture)
    return (
        ("XMP", lambda: _xmp(packet)),
        ("IPTC", lambda: _iim(picture)),
        ("Exif", lambda: _exif(picture.getexif())),
        ("PNG text", lambda: _png_text(picture)),
    )


def _misnamed_packet(picture: ImageFile.ImageFile) -> bytes | None:
    """The XMP of a JPEG in a segment whose name some software wrote wrongly at its beginning."""
    segments = (content for kind, content in getattr(picture, "applist", ()) if kind == "APP1")
    found = (content.partition(_XMP_SPACE) for content in segments)
    return next((packet for before, space, packet in found if space and len(before) < len(_XMP_SPACE)), None)


def _is_jpeg_xl(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(jpeg_xl.CONTAINER)).startswith((jpeg_xl.CONTAINER, jpeg_xl.CODESTREAM))


def _jpeg_xl(path: Path) -> _Blocks:
    found = dict(jpeg_xl.blocks(path))
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + found.get("Exif", b""))
    return (("XMP", lambda: _xmp(found.get("xml"))), ("Exif", lambda: _exif(exif)))


def _merged(blocks: _Blocks) -> tuple[Facts, list[str]]:
    merged: Facts = {}
    damaged: list[str] = []
    for name, read in blocks:
        try:
            for fact, values in read().items():
                if fact == "taken":
                    merged.setdefault(fact, []).extend(values)
                elif values:
                    merged.setdefault(fact, values)
        except (ParseError, DefusedXmlException, SyntaxError, ValueError, KeyError, TypeError, OSError) as error:
            damaged.append(f"its {name} block is damaged: {type(error).__name__} {error}".strip())
    return merged, damaged


def _iim(picture: ImageFile.ImageFile) -> Facts:
    fields: Mapping[Any, Any] = IptcImagePlugin.getiptcinfo(picture) or {}
    charset = fields.get((1, 90))
    values = {
        fact: [decoded(value, charset) for value in _listed(fields[key])] for key, fact in _IIM.items() if key in fields
    }
    return _kept(values)


def _listed(value: Any) -> list[bytes]:
    return list(value) if isinstance(value, list) else [value]


def _xmp(packet: Any) -> Facts:
    if not packet:
        return {}
    if isinstance(packet, tuple):
        packet = b"".join(packet)
    root = SafeTree.fromstring(packet.strip(b"\0 \n") if isinstance(packet, bytes) else packet)
    values: Facts = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, fact in _XMP.items():
            if name in description.attrib:
                values.setdefault(fact, []).append(description.attrib[name])
            for element in description.findall(name):
                values.setdefault(fact, []).extend(_xmp_values(element))
    return _kept(values)


def _xmp_values(element: Element) -> Iterator[str]:
    entries = list(element.iter(f"{_RDF}li"))
    if element.find(f"{_RDF}Alt") is not None:
        entries = sorted(entries, key=lambda entry: entry.get(_LANG) != "x-default")[:1]
    for entry in entries or [element]:
        yield entry.text or ""


def _exif(exif: Image.Exif) -> Facts:
    values = {fact: [str(exif[tag])] for tag, fact in _EXIF.items() if tag in exif}
    if taken := exif.get_ifd(_EXIF_IFD).get(_DATE_TIME_ORIGINAL):
        values["taken"] = [str(taken)]
    return _kept(values)


def _png_text(picture: ImageFile.ImageFile) -> Facts:
    texts = getattr(picture, "text", {}) if picture.format == "PNG" else {}
    return _kept({fact: [str(texts[name])] for name, fact in _PNG.items() if name in texts})


def _kept(values: Facts) -> Facts:
    """Without what is empty and what the camera wrote by itself."""
    return {
        fact: kept
        for fact, texts in values.items()
        if (kept := [text for text in (text.strip("\0 \r\n\t") for text in texts) if text and not _is_camera(text)])
    }


def _is_camera(text: str) -> bool:
    return text.casefold() in _CAMERA
