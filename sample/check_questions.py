"""Check that the sample archive holds what questions.jsonl says it holds; exit 1 if it does not."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from PIL import Image, IptcImagePlugin
from pypdf import PdfReader

HERE = Path(__file__).resolve().parent
ARCHIVE = HERE / "archive"
FIELDS = {"id", "question", "expect", "contains", "files", "note"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class _Page(HTMLParser):
    """Collects the text of a page and leaves its scripts and styles."""

    def __init__(self) -> None:
        """Start with nothing collected."""
        super().__init__()
        self.text = ""
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Stop listening inside a script or a style."""
        self.silent = self.silent or tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a script or a style."""
        self.silent = self.silent and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += "" if self.silent else data


def html_text(path: Path) -> str:
    """Return what a reader of the page sees."""
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page.text


def pdf_text(path: Path) -> str:
    """Return the document's text with every run of white space made one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def caption(path: Path) -> str:
    """Return a photograph's embedded caption."""
    with Image.open(path) as image:
        block = IptcImagePlugin.getiptcinfo(image) or {}
    text = block[2, 120]
    return text.decode() if isinstance(text, bytes) else ""


def json_text(path: Path) -> str:
    """Return the titles and bodies of a JSON or JSON Lines file."""
    whole = path.read_text(encoding="utf-8")
    texts = whole.splitlines() if path.suffix == ".jsonl" else [whole]
    rows = [json.loads(text) for text in texts]
    return "\n\n".join(f"{row['title']}\n\n{row['body']}" for row in rows)


def plain_text(path: Path) -> str:
    """Return a text or Markdown file as it stands."""
    return path.read_text(encoding="utf-8")


READERS: Mapping[str, Callable[[Path], str]] = {
    ".txt": plain_text,
    ".md": plain_text,
    ".json": json_text,
    ".jsonl": json_text,
    ".html": html_text,
    ".pdf": pdf_text,
    ".jpg": caption,
}


def evidence_faults(row: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with one question: each string must stand in a named file, each file hold one."""
    if set(row) != FIELDS:
        yield f"fields are {sorted(row)}"
    if row["expect"] not in {"answered", "refused"} or bool(row["contains"]) != (row["expect"] == "answered"):
        yield f"expect is {row['expect']!r} with {len(row['contains'])} strings"
    unknown = [name for name in row["files"] if name not in texts]
    yield from (f"no such file: {name}" for name in unknown)
    held = {name: [s for s in row["contains"] if s in texts[name]] for name in row["files"] if name in texts}
    for string in row["contains"]:
        if not any(string in found for found in held.values()):
            yield f"nowhere: {string!r}"
    yield from (f"{name} holds none of the strings" for name, found in held.items() if not found)


def weekday_faults(name: str, text: str) -> Iterator[str]:
    """Yield the weekdays that contradict the date beside them or the dateline above them."""
    pattern = rf"({'|'.join(DAYS)}), ([A-Z][a-z]+ \d{{1,2}})(?:, (\d{{4}}))?"
    for day, when, year in re.findall(pattern, text):
        full = f"{when}, {year or name[:4]}"
        if DAYS[parse(full).weekday()] != day:
            yield f"{full} was not a {day}"
    dateline = r"^[A-Z]+, ([A-Z][a-z]+\.? \d{1,2}) (?:\(\w+\) )?(?:--|—) ([^\n]+)"
    for when, rest in re.findall(dateline, text, re.M):
        told = [day for day in DAYS if day in rest]
        if name[:4].isdigit() and told and not fits(parse(f"{when}, {name[:4]}"), told):
            yield f"dateline {when} with {', '.join(told)}"


def parse(text: str) -> date:
    """Read a date such as "Sept. 25, 2018" or "March 3, 2017"."""
    month, rest = text.split(" ", 1)
    return datetime.strptime(f"{month[:3]} {rest}", "%b %d, %Y").replace(tzinfo=UTC).date()


def fits(day: date, told: list[str]) -> bool:
    """Say whether the day itself or the one before it is among the weekdays a first paragraph names."""
    return bool({DAYS[day.weekday()], DAYS[(day.weekday() - 1) % 7]} & set(told))


def faults() -> Iterator[str]:
    """Yield every fault found in the questions and in the archive's weekdays."""
    paths = sorted(path for path in ARCHIVE.rglob("*") if path.is_file())
    texts = {path.relative_to(ARCHIVE).as_posix(): READERS[path.suffix](path) for path in paths}
    rows = [json.loads(line) for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    if len({row["id"] for row in rows}) != len(rows):
        yield "an id is used twice"
    for row in rows:
        yield from (f"{row['id']}: {fault}" for fault in evidence_faults(row, texts))
    for name, text in texts.items():
        yield from (f"{name}: {fault}" for fault in weekday_faults(name, text))


def main() -> int:
    """Print each fault on a line of its own."""
    found = list(faults())
    sys.stdout.write("".join(f"{fault}\n" for fault in found) or "questions.jsonl and the archive agree\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
