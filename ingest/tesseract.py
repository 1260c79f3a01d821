"""Text recognition by the program Tesseract, when it is installed; the only file that starts it."""

import shutil
import subprocess
from itertools import groupby
from statistics import fmean

from archive.errors import UnreadableError
from ingest.ocr import Recognised

_PROGRAM = "tesseract"
_LONGEST_SECONDS = 180
_WORD = "5"
"""The level of a row of Tesseract's table that is a word."""


class Tesseract:
    """Recognises text in `languages`, Tesseract's own codes joined by `+`: `eng+deu`."""

    def __init__(self, languages: str = "eng") -> None:
        self._languages = languages

    def recognise(self, picture: bytes) -> Recognised:
        program = shutil.which(_PROGRAM)
        if program is None:
            raise UnreadableError(
                "is a scan without text, and Tesseract, which would read it, is not installed; install it "
                "(Debian: apt-get install tesseract-ocr) and give the file again"
            )
        command = [program, "stdin", "stdout", "-l", self._languages, "--dpi", "300", "tsv"]
        try:
            ended = subprocess.run(
                command, input=picture, capture_output=True, timeout=_LONGEST_SECONDS, check=False,
                env={"OMP_THREAD_LIMIT": "1", "PATH": ""},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(f"Tesseract did not end within {_LONGEST_SECONDS} seconds") from error
        if ended.returncode != 0:
            said = " ".join(ended.stderr.decode(errors="replace").split())[-300:]
            remedy = f"install the languages {self._languages!r} or set NEWSARCHIVE_OCR_LANGUAGES"
            raise UnreadableError(f"Tesseract failed: {said or 'it said nothing'}; {remedy}")
        return _recognised(ended.stdout.decode("utf-8", "replace"))


def _recognised(table: str) -> Recognised:
    """The words of Tesseract's table in its order; a word counts for the confidence by its length."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) == 12 and row[0] == _WORD and row[11].strip()]
    blocks = []
    for _, block in groupby(words, key=lambda row: row[2:4]):
        lines = groupby(block, key=lambda row: row[4])
        blocks.append("\n".join(" ".join(row[11].strip() for row in line) for _, line in lines))
    weighed = [float(row[10]) / 100 for row in words for _ in row[11].strip()]
    return Recognised("\n\n".join(blocks), max(0.0, fmean(weighed)) if weighed else 0.0)
