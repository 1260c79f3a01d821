"""Paths in, the record brought up to date, a report out: every file given is accounted for, those inside others too."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Protocol

from archive.clock import timestamp
from archive.errors import UnreadableError
from archive.model import Appearance, Draft, FileRecord, Outcome, Problem, Status, Weight
from archive.store import RecordStore
from archive.tombstones import ALL_TAKEN_DOWN
from ingest.compose import Composed
from ingest.container import Container
from ingest.picture_paths import follow_pictures
from ingest.pictures import reading_inside
from ingest.reader import Reader
from ingest.reading import composed_items, digests
from ingest.reconcile import FileReconciler
from ingest.registry import passed_over, reader_for
from ingest.report import IngestReport, Placed, Tally
from ingest.unpack import Allowance, Given, Limits, unpack
from ingest.walk import SEPARATOR, Found, find, path_key

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
    only: Collection[str] | None = None,
    collections: tuple[str, ...] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
    observer: Observer | None = None,
) -> IngestReport:
    """Bring the record up to date with the files under `paths`, each file in one transaction.

    Files whose bytes are those of last time are not read again unless `reread` asks for it. A file that cannot be
    read is recorded with the reason, and the articles it gave before stay. Archives and other files that hold files
    are opened, and each file inside is one more, known as `wires.zip!2024/flood.xml`. With `prune`, files that are
    gone from the given folders are forgotten, and articles that no file holds any more leave the searches; citations
    of them still resolve. With `only`, just the files known by those names are read. Every article of the files, read
    again or not, joins the `collections`, which are made where they are new.

    Raises:
        InputError: a path does not exist, or a name is none for a collection; nothing was read.
    """
    found = find(paths)
    with store.transaction():
        for name in collections:
            store.collections.create(name)
    run = _Run(store, reread=reread, only=only, collections=collections, limits=limits or Limits(), observer=observer)
    run.pass_over(found)
    for done, path in enumerate(found.files):
        if progress is not None:
            progress(done, len(found.files), str(path))
        run.take_path(path)
    if prune:
        run.prune(found)
    if progress is not None:
        progress(len(found.files), len(found.files), "")
    return run.tally.report()


class _Run:
    def __init__(
        self,
        store: RecordStore,
        *,
        reread: bool,
        only: Collection[str] | None,
        collections: tuple[str, ...],
        limits: Limits,
        observer: Observer | None,
    ) -> None:
        self._store = store
        self._reread = reread
        self._only = only
        self._collections = collections
        self._limits = limits
        self._observer = observer
        self._now = timestamp()
        self._seen_inside: set[str] = set()
        self._closed: set[str] = set()
        self.tally = Tally()

    def pass_over(self, found: Found) -> None:
        """Record what the walk could not or would not open."""
        for path, reason in found.skipped.items():
            self._end(path_key(path), Outcome.SKIPPED, (Problem(reason),), kind=reason.partition(";")[0])
        for path, reason in found.failed.items():
            self._end(path_key(path), Outcome.FAILED, (Problem(reason),))

    def take_path(self, path: Path) -> None:
        """Read a given file, and what is inside it."""
        given = Given(path=path, key=path_key(path))
        try:
            allowance = Allowance(path.stat().st_size, self._limits)
        except OSError:
            allowance = Allowance(0, self._limits)
        self._take(given, allowance)

    def _take(self, given: Given, allowance: Allowance) -> None:
        """Read one file into the record, unless it is as it was or not asked for."""
        asked = self._is_asked_for(given.key)
        if not asked and not any(key.startswith(given.key + SEPARATOR) for key in self._only or ()):
            return
        try:
            passed = passed_over(given.path)
            reader = None if passed else reader_for(given.path)
            sha256, size = _fingerprint(given.path)
        except UnreadableError as error:
            self._end_unread(given, Outcome.FAILED, Problem(error.reason, error.where))
            return
        if passed is not None:
            self._end_unread(given, Outcome.SKIPPED, Problem(passed.reason), passed.kind)
            return
        if reader is None:
            kind = Path(given.key).suffix.lower() or "no ending"
            reason = f"not a type that is read ({kind}); 'newsarchive formats' lists those"
            self._end_unread(given, Outcome.SKIPPED, Problem(reason), kind)
            return
        before = self._store.file(given.key)
        if not self._reread and before is not None and _is_done(before, sha256):
            self._leave(given.key, reader)
            return
        problems = self._open(reader, given, allowance) if isinstance(reader, Container) else []
        if asked:
            with self._store.transaction():
                self._read(given, reader, problems, sha256, size)

    def _is_asked_for(self, key: str) -> bool:
        return self._only is None or key in self._only or any(outer in self._only for outer in _outer(key))

    def _leave(self, key: str, reader: Reader | Container) -> None:
        """A file that is as it was; then so are all inside it."""
        inside = self._store.paths_within(key + SEPARATOR) if isinstance(reader, Container) else ()
        self.tally.unchanged_files += 1 + len(inside)
        if isinstance(reader, Container):
            self._closed.add(key)
        if self._collections:
            self._join(*filter(None, map(self._store.file, (key, *inside))))

    def _join(self, *files: FileRecord) -> None:
        """Put the articles of files into the collections that were asked for."""
        articles = {each.article_id for record in files for each in record.appearances}
        for name in self._collections if articles else ():
            self.tally.joined += self._store.collections.add(name, articles)

    def _open(self, container: Container, given: Given, allowance: Allowance) -> list[Problem]:
        """Read the files inside one, each as a file of its own; what could not be opened comes back."""
        problems = []
        for item in unpack(container, given, allowance):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            self._seen_inside.add(item.key)
            if isinstance(item, Given):
                self._take(item, allowance)
            elif self._is_asked_for(item.key):
                passed = item.passed
                self._end(item.key, passed.outcome, (Problem(passed.reason),), kind=passed.kind)
        if problems:
            self._closed.add(given.key)
        return problems

    def _read(self, given: Given, reader: Reader | Container, problems: list[Problem], sha256: str, size: int) -> None:
        before = self.tally.placed[Placed.TAKEN_DOWN]
        with reading_inside(given.beside):
            appearances = self._place_all(given, reader, problems) if isinstance(reader, Reader) else ()
        holds = bool(appearances) or (isinstance(reader, Container) and self._holds_files(given.key))
        if not holds and not problems and self.tally.placed[Placed.TAKEN_DOWN] > before:
            self._end(
                given.key, Outcome.SKIPPED, (Problem(ALL_TAKEN_DOWN),), reader.name, sha256, size, kind=reader.name
            )
            return
        if not holds and all(each.weight is Weight.REMARK for each in problems):
            problems.append(Problem("holds no article and no caption"))
        lost = any(each.is_loss for each in problems)
        kind = reader.name if lost else Weight.NO_NEWS.value
        if not holds:
            outcome = Outcome.FAILED if lost and not given.incidental else Outcome.SKIPPED
        elif lost:
            outcome = Outcome.PARTLY_READ
        else:
            outcome = Outcome.READ if appearances else Outcome.OPENED
        self._end(given.key, outcome, tuple(problems), reader.name, sha256, size, appearances, kind=kind)

    def _holds_files(self, key: str) -> bool:
        return any(each.startswith(key + SEPARATOR) for each in self._seen_inside)

    def _place_all(self, given: Given, reader: Reader, problems: list[Problem]) -> tuple[Appearance, ...]:
        """Give every article of a file its place in the record; what could not be read is added to `problems`."""
        before = self._store.file(given.key)
        prior = () if before is None else before.appearances
        now_held = frozenset(digests(reader, given)) if prior else frozenset()
        reconciler = FileReconciler(self._store, given.key, self._now, prior=prior, digests=now_held)
        appearances = []
        for item in composed_items(reader, given):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            appearance, placed = reconciler.place(*item)
            self.tally.placed[placed] += 1
            if appearance is None:
                continue
            appearances.append(appearance)
            if placed in (Placed.NEW, Placed.CHANGED):
                self.tally.captions += len(item[1].photos)
            else:
                follow_pictures(self._store, appearance, item[1])
            if self._observer is not None:
                self._observer.placed(*item, appearance, placed)
        return tuple(appearances)

    def _end_unread(self, given: Given, outcome: Outcome, problem: Problem, kind: str = "") -> None:
        """A file that no reader took; inside another file an incidental one is no failure."""
        if given.incidental and outcome is Outcome.FAILED:
            outcome, kind = Outcome.SKIPPED, Path(given.key).suffix.lower() or "no ending"
        self._end(given.key, outcome, (problem,), kind=kind)

    def _end(
        self,
        key: str,
        outcome: Outcome,
        problems: tuple[Problem, ...],
        reader: str | None = None,
        sha256: str = "",
        size: int = 0,
        appearances: tuple[Appearance, ...] = (),
        *,
        kind: str = "",
    ) -> None:
        """Remember how a file ended. One that fails or is passed over keeps the articles it gave before."""
        before = self._store.file(key)
        if outcome in (Outcome.FAILED, Outcome.SKIPPED):
            appearances = before.appearances if before is not None else ()
            self._closed.add(key)
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
        self._join(record)
        self.tally.file_ended(key, outcome, problems, kind)
        if self._observer is not None:
            self._observer.ended(record)

    def prune(self, found: Found) -> None:
        """Forget files that are gone, and withdraw every article that no file holds any more.

        A file inside one that was not opened, or not to its end, may still be there.
        """
        with self._store.transaction():
            for record in self._store.files():
                if record.path in self._seen_inside or any(map(self._closed.__contains__, _outer(record.path))):
                    continue
                if found.is_gone(record.path):
                    self._store.remove_file(record.path)
                    self.tally.pruned += 1
            for article_id in self._store.articles_in_no_file():
                self._store.set_status(article_id, Status.WITHDRAWN)
                self.tally.withdrawn += 1


def _outer(key: str) -> Iterable[str]:
    """The keys of the files that one with this key may lie in."""
    pieces = key.split(SEPARATOR)
    return (SEPARATOR.join(pieces[:end]) for end in range(1, len(pieces)))


def _is_done(before: FileRecord, sha256: str) -> bool:
    """Failed files are tried again: the reader may have been mended meanwhile."""
    done = (Outcome.READ, Outcome.PARTLY_READ, Outcome.OPENED)
    return before.sha256 == sha256 and before.outcome in done


def _fingerprint(path: Path) -> tuple[str, int]:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
