"""Paths in, the record brought up to date, a report out: every file given is accounted for."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from archive.errors import UnreadableError
from archive.model import Appearance, Draft, FileRecord, Outcome, Problem, Status
from archive.store import RecordStore
from ingest.compose import Composed
from ingest.reader import Reader
from ingest.reading import composed_items, digests
from ingest.reconcile import FileReconciler
from ingest.registry import known_suffixes, reader_for
from ingest.report import IngestReport, Placed, Tally
from ingest.walk import Found, find, path_key

Progress = Callable[[int, int, str], None]
"""Told before each file how many are done, how many there are, and its path; at the end once more with `""`."""


class Observer(Protocol):
    """Is told what becomes of each article, then of its file."""

    def placed(self, draft: Draft, composed: Composed, appearance: Appearance, placed: Placed) -> None:
        """A draft of the file at `appearance.path` was given its place in the record."""

    def ended(self, record: FileRecord) -> None:
        """A file was dealt with."""


def ingest(
    paths: Iterable[Path],
    store: RecordStore,
    *,
    prune: bool = False,
    reread: bool = False,
    progress: Progress | None = None,
    observer: Observer | None = None,
) -> IngestReport:
    """Bring the record up to date with the files under `paths`, each file in one transaction.

    Files whose bytes are those of last time are not read again unless `reread` asks for it. A file that cannot be
    read is recorded with the reason, and the articles it gave before stay. With `prune`, files that are gone from
    the given folders are forgotten, and articles that no file holds any more leave the searches; citations of them
    still resolve.

    Raises:
        InputError: a path does not exist; nothing was read.
    """
    found = find(paths)
    run = _Run(store, reread=reread, observer=observer)
    run.pass_over(found)
    for done, path in enumerate(found.files):
        if progress is not None:
            progress(done, len(found.files), str(path))
        run.take(path)
    if prune:
        run.prune(found)
    if progress is not None:
        progress(len(found.files), len(found.files), "")
    return run.tally.report()


class _Run:
    def __init__(self, store: RecordStore, *, reread: bool, observer: Observer | None) -> None:
        self._store = store
        self._reread = reread
        self._observer = observer
        self._now = datetime.now(UTC).isoformat(timespec="seconds")
        self.tally = Tally()

    def pass_over(self, found: Found) -> None:
        """Record what the walk could not or would not open."""
        for path, reason in found.skipped.items():
            self._end(path, Outcome.SKIPPED, (Problem(reason),))
        for path, reason in found.failed.items():
            self._end(path, Outcome.FAILED, (Problem(reason),))

    def take(self, path: Path) -> None:
        """Read one file into the record, unless it is as it was."""
        try:
            reader = reader_for(path)
            sha256, size = _fingerprint(path)
        except UnreadableError as error:
            self._end(path, Outcome.FAILED, (Problem(error.reason, error.where),))
            return
        if reader is None:
            reason = f"not a type that is read; those are {', '.join(known_suffixes())}"
            self._end(path, Outcome.SKIPPED, (Problem(reason),))
            return
        before = self._store.file(path_key(path))
        if not self._reread and before is not None and _is_done(before, sha256):
            self.tally.unchanged_files += 1
            return
        with self._store.transaction():
            self._read(path, reader, sha256, size, before)

    def _read(self, path: Path, reader: Reader, sha256: str, size: int, before: FileRecord | None) -> None:
        prior = () if before is None else before.appearances
        now_held = frozenset(digests(reader, path)) if prior else frozenset()
        reconciler = FileReconciler(self._store, path_key(path), self._now, prior=prior, digests=now_held)
        appearances: list[Appearance] = []
        problems: list[Problem] = []
        for item in composed_items(reader, path):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            appearance, placed = reconciler.place(*item)
            appearances.append(appearance)
            self.tally.placed[placed] += 1
            if placed in (Placed.NEW, Placed.CHANGED):
                self.tally.captions += len(item[1].photos)
            if self._observer is not None:
                self._observer.placed(*item, appearance, placed)
        if not appearances and not problems:
            problems.append(Problem("holds no article and no caption"))
        outcome = Outcome.FAILED if not appearances else Outcome.PARTLY_READ if problems else Outcome.READ
        self._end(path, outcome, tuple(problems), reader.name, sha256, size, tuple(appearances))

    def _end(
        self,
        path: Path,
        outcome: Outcome,
        problems: tuple[Problem, ...],
        reader: str | None = None,
        sha256: str = "",
        size: int = 0,
        appearances: tuple[Appearance, ...] = (),
    ) -> None:
        """Remember how a file ended. One that fails or is passed over keeps the articles it gave before."""
        key = path_key(path)
        before = self._store.file(key)
        if before is not None and outcome in (Outcome.FAILED, Outcome.SKIPPED):
            appearances = before.appearances
        record = FileRecord(
            path=key,
            sha256=sha256,
            size=size,
            reader=reader,
            outcome=outcome,
            ingested_at=self._now,
            problems=problems,
            appearances=appearances,
        )
        self._store.put_file(record)
        self.tally.file_ended(key, outcome, problems)
        if self._observer is not None:
            self._observer.ended(record)

    def prune(self, found: Found) -> None:
        """Forget files that are gone, and withdraw every article that no file holds any more."""
        with self._store.transaction():
            for record in self._store.files():
                if found.is_gone(record.path):
                    self._store.remove_file(record.path)
                    self.tally.pruned += 1
            for article_id in self._store.articles_in_no_file():
                self._store.set_status(article_id, Status.WITHDRAWN)
                self.tally.withdrawn += 1


def _is_done(before: FileRecord, sha256: str) -> bool:
    """Failed files are tried again: the reader may have been mended meanwhile."""
    return before.sha256 == sha256 and before.outcome in (Outcome.READ, Outcome.PARTLY_READ)


def _fingerprint(path: Path) -> tuple[str, int]:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
