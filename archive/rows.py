"""Between the record's values and its rows: one pair of functions per table, no SQL."""

from collections.abc import Sequence
from itertools import starmap
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from archive.model import (
    Appearance,
    FileRecord,
    Kind,
    Metadata,
    Outcome,
    PageSpan,
    Part,
    Photo,
    Problem,
    Version,
    Weight,
)

Columns = dict[str, Any]


_METADATA = TypeAdapter(Metadata)
_PHOTO = TypeAdapter(Photo)


def metadata_columns(metadata: Metadata) -> Columns:
    """Metadata as JSON; what is absent is left out."""
    columns: Columns = _METADATA.dump_python(metadata, mode="json", exclude_defaults=True)
    return columns


def version_columns(version: Version) -> Columns:
    """A row of `versions`; its photographs are rows of their own."""
    return {
        "article_id": version.article_id,
        "number": version.number,
        "text": version.text,
        "parts": [[part.kind.value, part.start, part.end, part.photo_id] for part in version.parts],
        "pages": [[page.number, page.start, page.end, page.ocr, page.quality] for page in version.pages],
        "metadata": metadata_columns(version.metadata),
        "digest": version.digest,
        "ingested_at": version.ingested_at,
    }


def version_from(row: Row[Any], photos: Sequence[Photo]) -> Version:
    """The version of a row, with the photographs that appear in it."""
    return Version(
        article_id=row.article_id,
        number=row.number,
        text=row.text,
        parts=tuple(Part(Kind(kind), start, end, photo_id) for kind, start, end, photo_id in row.parts),
        pages=tuple(PageSpan(*page) for page in row.pages),
        metadata=_METADATA.validate_python(row.metadata),
        digest=row.digest,
        ingested_at=row.ingested_at,
        photos=tuple(photos),
    )


def photo_columns(photo: Photo) -> Columns:
    """A row of `photos`."""
    columns: Columns = _PHOTO.dump_python(photo, mode="json")
    return columns


def photo_from(row: Row[Any]) -> Photo:
    """The photograph of a row."""
    return _PHOTO.validate_python({name: row._mapping[name] for name in Photo.__dataclass_fields__})


def file_columns(record: FileRecord) -> Columns:
    """A row of `files`; its appearances are rows of their own."""
    return {
        "path": record.path,
        "sha256": record.sha256,
        "size": record.size,
        "reader": record.reader,
        "outcome": record.outcome.value,
        "failed": any(each.is_loss for each in record.problems) and record.outcome is not Outcome.SKIPPED,
        "ingested_at": record.ingested_at,
        "problems": list(map(_problem_kept, record.problems)),
    }


def file_from(row: Row[Any], appearances: Sequence[Appearance]) -> FileRecord:
    """The file record of a row, with its appearances."""
    return FileRecord(
        path=row.path,
        sha256=row.sha256,
        size=row.size,
        reader=row.reader,
        outcome=Outcome(row.outcome),
        ingested_at=row.ingested_at,
        problems=tuple(starmap(_problem_from, row.problems)),
        appearances=tuple(appearances),
    )


def _problem_kept(problem: Problem) -> list[str | None]:
    """A problem as it is kept: a loss, which older records know alone, without its weight."""
    return [problem.reason, problem.where] + ([] if problem.is_loss else [problem.weight.value])


def _problem_from(reason: str, where: str | None, weight: str = Weight.LOSS.value) -> Problem:
    return Problem(reason, where, Weight(weight))


def appearance_from(row: Row[Any]) -> Appearance:
    """The appearance of a row."""
    return Appearance(row.path, row.position, row.article_id, row.number, row.digest)
