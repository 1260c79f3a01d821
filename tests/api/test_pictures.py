import os
from pathlib import Path

import pytest

from api.pictures import media_type_of, picture
from archive.errors import NotFoundError
from archive.model import Photo

PNG = b"\x89PNG\r\n\x1a\n and so on"


def photo(path: Path | str | None) -> Photo:
    return Photo(
        photo_id="p", article_id="a", version=1, start=0, end=1, caption="c", path=None if path is None else str(path)
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (PNG, "image/png"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_the_media_type_is_read_from_the_bytes(content: bytes, media_type: str | None) -> None:
    assert media_type_of(content) == media_type


def nowhere(path: str) -> None:
    """No file lies inside any other."""


def test_the_first_appearance_whose_file_is_a_picture_is_given(tmp_path: Path) -> None:
    (tmp_path / "note.png").write_text("a note")
    (tmp_path / "real.bin").write_bytes(PNG)
    places = [None, tmp_path / "gone.png", tmp_path / "note.png", tmp_path / "real.bin"]
    assert picture("p", [photo(place) for place in places], nowhere) == (PNG, "image/png")


def test_folders_devices_and_pipes_are_no_pictures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for place in (tmp_path, "/dev/zero", tmp_path / "pipe.png", "a\0b", None):
        with pytest.raises(NotFoundError, match="photograph 'p' is not on disk"):
            picture("p", [photo(place)], nowhere)


def test_a_picture_in_an_archive_is_looked_for_there_and_checked_like_any_other(tmp_path: Path) -> None:
    inside = {f"{tmp_path}/a.zip!note.png": b"a note", f"{tmp_path}/a.zip!quay.png": PNG}
    places = [f"{tmp_path}/a.zip!{name}" for name in ("gone.png", "note.png", "quay.png")]
    assert picture("p", list(map(photo, places)), inside.get) == (PNG, "image/png")
    with pytest.raises(NotFoundError, match="photograph 'p' is not on disk"):
        picture("p", list(map(photo, places[:2])), inside.get)
