"""Collections in the record: papers, projects and matters that articles belong to, each to one or more."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from archive.errors import InputError, NotFoundError
from archive.folding import fold

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: its name as first written, and how many articles in searches belong to it.

    `created_at` is ISO 8601, in UTC.
    """

    name: str
    articles: int
    created_at: str


@dataclass(frozen=True, slots=True)
class Memberships:
    """Which articles belong to which collection, at one moment: ids by the collection's name, in order of the names."""

    of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def articles(self, names: Iterable[str]) -> frozenset[str]:
        """The ids of the articles that belong to any of the collections, whose names are told without case and accents.

        Raises:
            NotFoundError: there is no collection of that name.
        """
        by_key = {fold(name): members for name, members in self.of.items()}
        found: set[str] = set()
        for name in names:
            members = by_key.get(fold(name))
            if members is None:
                raise no_collection(name, self.of)
            found |= members
        return frozenset(found)

    def names(self, article_id: str) -> tuple[str, ...]:
        """The collections that an article belongs to, by name."""
        return tuple(name for name, members in self.of.items() if article_id in members)


NO_MEMBERSHIPS = Memberships()


class MembershipsOf(Protocol):
    """Says who belongs to what now, or did at the end of a day."""

    def __call__(self, as_of: date | None = None, /) -> Memberships:
        """The same value as before where nothing was changed since."""


def no_memberships(as_of: date | None = None, /) -> Memberships:
    """`MembershipsOf` an archive without collections."""
    return NO_MEMBERSHIPS


class CollectionRecord(Protocol):
    """Keeps who belongs to what, and did. A collection is known by its name, without regard to case, accents and space.

    An article belongs from the day it joined to the day it left, of which it is no member at the end. Where the article
    or the collection was new on the day it joined, there was nothing that it did not belong to: so it did on all days
    before.
    """

    def create(self, name: str) -> None:
        """Make a collection, empty; no effect where there is one of that name.

        Raises:
            InputError: the name is empty or too long.
        """

    def add(self, name: str, article_ids: Ids[str]) -> int:
        """Put articles into a collection, which is made where it is new; how many were not in it before.

        Raises:
            InputError: the name is empty or too long.
            NotFoundError: there is no such article; none was added.
        """

    def remove(self, name: str, article_ids: Ids[str]) -> int:
        """Take articles out of a collection; how many were in it.

        Raises:
            NotFoundError: there is no such collection.
        """

    def rename(self, name: str, new: str) -> None:
        """Give a collection another name.

        Raises:
            InputError: the new name is empty, too long or taken.
            NotFoundError: there is no such collection.
        """

    def delete(self, name: str) -> None:
        """Forget a collection and its history; its articles stay in the archive.

        Raises:
            NotFoundError: there is no such collection.
        """

    def listed(self) -> tuple[Collection, ...]:
        """Every collection, by name."""

    def embargoed(self) -> frozenset[str]:
        """The ids of members of which some version has an embargo, ended or not."""

    def joined_by(self, article_id: str) -> tuple[str, ...]:
        """The names of the collections that an article belongs to, by name."""

    def memberships(self, as_of: date | None = None) -> Memberships:
        """Who belongs to what, or did at the end of that day, under the names of now.

        The same value as before where nothing was changed since.
        """


def checked(name: str) -> str:
    """A name for a collection, on one line.

    Raises:
        InputError: it is empty or too long.
    """
    given = " ".join(name.split())
    if not given or len(given) > _LONGEST:
        raise InputError(
            f"the collection's name {given[:40]!r} has {len(given)} characters; give one of 1 to {_LONGEST}"
        )
    return given


def no_collection(name: str, known: Iterable[str]) -> NotFoundError:
    """The error that says which collections there are."""
    there = ", ".join(known)
    listed = f"there are {there}" if there else "there is none yet; 'newsarchive collections add' makes one"
    return NotFoundError(f"there is no collection {name!r}; {listed}")
