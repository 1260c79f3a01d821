"""The seam to the record: what any store of articles, versions, photographs and files must do."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from archive.copies import CopyRecord
from archive.memberships import CollectionRecord
from archive.model import Appearance, Article, Counts, FileRecord, Photo, Status, Version
from archive.tombstones import Tombstone


class RecordStore(Protocol):
    """Keeps the record. Safe to share between threads; each `transaction` belongs to the thread that opened it."""

    @property
    def copies(self) -> CopyRecord:
        """What is known of articles that tell one story."""

    @property
    def collections(self) -> CollectionRecord:
        """Which articles belong to which collections."""

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside take effect together when the block ends, or none do when it raises.

        A transaction inside another joins it.
        """

    def reading(self) -> AbstractContextManager[None]:
        """All reads inside see the record as it is at one moment, and take less time than each by itself."""

    def file(self, path: str) -> FileRecord | None:
        """How the file at that path ended when it was last ingested, with its appearances by position."""

    def files(self) -> Iterator[FileRecord]:
        """Every file that was ever given and not pruned, by path."""

    def paths_within(self, prefix: str) -> tuple[str, ...]:
        """The paths of remembered files that begin with `prefix`, in order."""

    def put_file(self, record: FileRecord) -> None:
        """Remember how a file ended, replacing what was remembered of that path."""

    def remove_file(self, path: str) -> None:
        """Forget a file and its appearances; the articles stay. No error where the path is unknown."""

    def appearances(self, article_id: str) -> tuple[Appearance, ...]:
        """Where the article stands in files, by path and position."""

    def article_with_identity(self, identity: str) -> str | None:
        """The id of the article with that mark of identity, its own or one that it is also known as."""

    def is_superseded(self, identity: str) -> bool:
        """Whether an article continues the item with that mark of identity under another one."""

    def also_known_as(self, identity: str, article_id: str, *, superseded: bool) -> None:
        """Remember that versions of the article come under that mark of identity as well.

        With `superseded`, what comes under it is older than what the article has now. No effect where the mark
        belongs to another article.
        """

    def article_with_digest(self, digest: str) -> str | None:
        """The id of an article whose version in force has that digest; current ones before withdrawn, then by age."""

    def articles_in_no_file(self) -> tuple[str, ...]:
        """The ids of current articles that no remembered file holds, in order of arrival."""

    def add_version(
        self, version: Version, *, identity: str, status: Status = Status.CURRENT, in_force: bool = True
    ) -> None:
        """Add a version and put it in force, unless told not to; the first one creates the article, in force.

        The article has `status` afterwards.

        Raises:
            ValueError: the number is not the one after the article's newest, or an identity is already taken.
        """

    def set_status(self, article_id: str, status: Status) -> None:
        """Put an article into, or take it out of, the archive's searches.

        Raises:
            NotFoundError: no such article.
        """

    def article(self, article_id: str) -> Article:
        """The article with all its versions.

        Raises:
            NotFoundError: no such article.
        """

    def version(self, article_id: str, number: int | None = None) -> Version:
        """One version, or the one in force.

        Raises:
            NotFoundError: no such article or version.
        """

    def current_versions(self) -> Iterator[Version]:
        """The version in force of every current article, in order of the articles' arrival."""

    def current_articles(self) -> Iterator[Article]:
        """Every current article with all its versions, in order of arrival."""

    def articles(self, article_ids: Collection[str], *, illustrated: bool = True) -> dict[str, Article]:
        """Those of the articles that there are, by id, each with all its versions; on demand without photographs."""

    def mark(self) -> str:
        """What the record has come to, for `changed_since`."""

    def changed_since(self, mark: str) -> tuple[str, ...] | None:
        """The ids of articles of which anything that a search shows or filters by has changed since the mark.

        New ones and those that are gone are among them; they come in order of arrival. `None` where the record never
        was at that mark: it is another one, or was put back from an older copy.
        """

    def held_back(self) -> frozenset[str]:
        """The ids of articles that were killed, are withheld or were taken down: no search finds them, in any index."""

    def photo(self, photo_id: str) -> tuple[Photo, ...]:
        """Every appearance of a photograph with a version in force, oldest article first.

        Raises:
            NotFoundError: no such photograph.
        """

    def move_photos(self, article_id: str, number: int, paths: Mapping[str, str]) -> None:
        """Note where the picture files of a version's photographs lie now, by the photographs' ids."""

    def counts(self) -> Counts:
        """How much the record holds; articles and photographs are those in searches."""

    def check(self) -> tuple[str, ...]:
        """What the database itself finds wrong with its files, a sentence each; empty where all is well."""

    def identities_of(self, article_id: str) -> tuple[str, ...]:
        """Every mark of identity that the article is known by, its own first."""

    def take_down(self, stone: Tombstone) -> None:
        """Delete an article with its versions, photographs and places in files, and put its tombstone there instead.

        Its id is in `held_back` from then on. What was deleted may stand in unused parts of the store until `erase`.
        """

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Of everything that was taken down, by time."""

    def taken_down_marks(self) -> frozenset[str]:
        """The marks by which what was taken down is known again."""

    def articles_with_marks(self, marks: Collection[str]) -> tuple[str, ...]:
        """The ids of articles with an identity or a text, of any version, that one of the marks is of."""

    def article_holding(self, words: str) -> str | None:
        """The id of an article with a version in whose text those words stand."""

    def erase(self) -> None:
        """Leave no byte of what was deleted in the store's files.

        Raises:
            RecordError: somebody else is reading the record.
        """

    def write_copy(self, path: Path) -> None:
        """Write all that the store holds to a new file, as it is at one moment, while others read and write.

        Raises:
            RecordError: it cannot be copied, or is damaged.
        """

    def replace_with(self, path: Path) -> None:
        """Exchange all that the store holds for what such a copy holds: all of it, or nothing where that is broken off.

        Whoever has the store open reads what is new with the next transaction.

        Raises:
            RecordError: it cannot be exchanged.
        """

    def close(self) -> None:
        """Release the store's connections."""
