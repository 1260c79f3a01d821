"""What could not be read before, tried again: only those files, also where they lie inside others."""

from archive.model import FileRecord, Outcome
from archive.store import RecordStore
from ingest.report import IngestReport
from ingest.run import Progress, ingest
from ingest.walk import file_on_disk


def _is_wanting(file: FileRecord) -> bool:
    return any(each.is_loss for each in file.problems) and file.outcome is not Outcome.SKIPPED


def retry(store: RecordStore, progress: Progress | None = None) -> tuple[IngestReport, tuple[str, ...]]:
    """Read again every file that failed or was read in part; the report, and the paths of those that are gone."""
    wanted = [file.path for file in store.files() if _is_wanting(file)]
    on_disk = {path: file_on_disk(path) for path in wanted}
    there = dict.fromkeys(file for file in on_disk.values() if file is not None)
    report = ingest(there, store, reread=True, only=frozenset(wanted), progress=progress)
    return report, tuple(path for path, file in on_disk.items() if file is None)
