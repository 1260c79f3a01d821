"""What one run of ingest did, in counts that add up, with every failure and its reason."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from archive.model import Outcome, Problem, Weight


class Placed(StrEnum):
    """What became of one article or picture that a file holds."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    TAKEN_DOWN = "taken down"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: the file, the reason in a sentence and, where known, the place in it."""

    path: str
    reason: str
    where: str | None = None

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.where is None else f"{self.path}, {self.where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What a run did, in counts that add up.

    `files == read + partly_read + opened + failed + skipped + unchanged_files`, where the files inside archives,
    mailboxes and web captures count as files, and those are `opened`. `skipped_by_type` adds up to `skipped`.
    `articles == new + changed + unchanged + duplicates + taken_down` counts what stood in the files that were read.
    `failures`, `skips` and `remarks` are in order of the walk; remarks say how something was read, of which nothing
    was lost. `captions` counts those of new and changed articles,
    `joined` the articles that came into a collection, each once a collection.
    """

    files: int
    read: int
    partly_read: int
    opened: int
    failed: int
    skipped: int
    skipped_by_type: dict[str, int]
    unchanged_files: int
    articles: int
    new: int
    changed: int
    unchanged: int
    duplicates: int
    taken_down: int
    captions: int
    joined: int
    pruned: int
    withdrawn: int
    failures: tuple[Failure, ...]
    skips: tuple[Failure, ...]
    remarks: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts while a run goes on."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped_by_type: Counter[str] = field(default_factory=Counter)
    placed: Counter[Placed] = field(default_factory=Counter)
    unchanged_files: int = 0
    captions: int = 0
    joined: int = 0
    pruned: int = 0
    withdrawn: int = 0
    failures: list[Failure] = field(default_factory=list)
    skips: list[Failure] = field(default_factory=list)
    remarks: list[Failure] = field(default_factory=list)

    def file_ended(self, path: str, outcome: Outcome, problems: tuple[Problem, ...], kind: str) -> None:
        """A file was dealt with; one that was skipped counts under its `kind`."""
        self.outcomes[outcome] += 1
        if outcome is Outcome.SKIPPED:
            self.skipped_by_type[kind] += 1
        kept = {Weight.LOSS: self.failures, Weight.NO_NEWS: self.skips, Weight.REMARK: self.remarks}
        for problem in problems:
            told = self.skips if outcome is Outcome.SKIPPED else kept[problem.weight]
            told.append(Failure(path, problem.reason, problem.where))

    def report(self) -> IngestReport:
        """The counts so far."""
        return IngestReport(
            files=self.outcomes.total() + self.unchanged_files,
            read=self.outcomes[Outcome.READ],
            partly_read=self.outcomes[Outcome.PARTLY_READ],
            opened=self.outcomes[Outcome.OPENED],
            failed=self.outcomes[Outcome.FAILED],
            skipped=self.outcomes[Outcome.SKIPPED],
            skipped_by_type=dict(self.skipped_by_type.most_common()),
            unchanged_files=self.unchanged_files,
            articles=self.placed.total(),
            new=self.placed[Placed.NEW],
            changed=self.placed[Placed.CHANGED],
            unchanged=self.placed[Placed.UNCHANGED],
            duplicates=self.placed[Placed.DUPLICATE],
            taken_down=self.placed[Placed.TAKEN_DOWN],
            captions=self.captions,
            joined=self.joined,
            pruned=self.pruned,
            withdrawn=self.withdrawn,
            failures=tuple(self.failures),
            skips=tuple(self.skips),
            remarks=tuple(self.remarks),
        )
