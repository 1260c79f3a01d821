"""A picture file in, a small picture inside the page out; the only module that imports Pillow."""

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageOps

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


def data_uri(content: bytes, width: int) -> str | None:
    """The picture as a JPEG `data:` URI at most `width` pixels wide; `None` where the bytes are no picture.

    Newspapers keep print files (CMYK) and cameras turn pictures by a note in the file; browsers get neither.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            image.draft("RGB", (width * 2, width * 2))
            upright = ImageOps.exif_transpose(image)
            small = _on_paper(upright)
            small.thumbnail((width, width * 2))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    written = BytesIO()
    small.save(written, "JPEG", quality=85)
    return "data:image/jpeg;base64," + b64encode(written.getvalue()).decode()


def _on_paper(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
