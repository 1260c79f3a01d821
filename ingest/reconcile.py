"""What a file holds now against what the record knows: which article each draft is, and whether it is news.

A draft with an identity of its own (a URL, a guid) is that article wherever it turns up. A draft known only by its
place in a file is followed by its text: equal text elsewhere makes it a copy, not a second article, and a copy
that changes becomes an article of its own. An item that says which other it continues is a version of that one.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from archive.model import Appearance, Article, Draft, Status, Version
from archive.standing import later, status_of
from archive.store import RecordStore
from archive.tombstones import identity_mark, text_mark
from ingest.compose import Composed
from ingest.identity import article_id, identity, is_place, moved, predecessors
from ingest.report import Placed


class FileReconciler:
    """Places the drafts of one file, in order.

    `prior` is where the record's articles stood in this file before, `digests` are those of all the drafts it holds
    now: an article whose old text is still in the file, at whatever position, stays with that text.
    """

    def __init__(
        self, store: RecordStore, path: str, now: str, *, prior: tuple[Appearance, ...], digests: frozenset[str]
    ) -> None:
        self._store = store
        self._path = path
        self._now = now
        self._by_position = {each.position: each for each in prior}
        self._by_digest: dict[str, list[Appearance]] = {}
        for each in prior:
            self._by_digest.setdefault(each.digest, []).append(each)
        self._kept = {each.article_id for each in prior if each.digest in digests}
        self._position = 0
        self._taken_down = store.taken_down_marks()

    def place(self, draft: Draft, composed: Composed) -> tuple[Appearance | None, Placed]:
        """The draft's place in the record, made where there is none yet; none for what was taken down."""
        key, older = identity(draft, self._path, self._position), predecessors(draft)
        marks = {text_mark(composed.digest), *map(identity_mark, (key, *older))}
        if marks & self._taken_down:
            self._position += 1
            return None, Placed.TAKEN_DOWN
        before = self._same_text_before(composed.digest)
        if before is not None:
            self._restore(before.article_id)
            placed = (before.article_id, before.number, Placed.UNCHANGED)
        else:
            by_place = is_place(key) and not older
            placed = self._place_row(key, composed) if by_place else self._place_known(key, composed, older)
        article, number, outcome = placed
        self._kept.add(article)
        appearance = Appearance(self._path, self._position, article, number, composed.digest)
        self._position += 1
        return appearance, outcome

    def _same_text_before(self, digest: str) -> Appearance | None:
        """Where this file had the same text before, the same position before others; each is given out once."""
        same = self._by_digest.get(digest)
        if not same:
            return None
        best = min(same, key=lambda each: (each.position != self._position, each.position))
        same.remove(best)
        return best

    def _place_known(self, key: str, composed: Composed, older: tuple[str, ...]) -> tuple[str, int, Placed]:
        """The article with that identity, or else the one that the draft continues, or else a new one."""
        own = self._store.article_with_identity(key)
        continued = own or next(filter(None, map(self._store.article_with_identity, older)), None)
        if continued is None:
            placed = self._create(key, composed)
        else:
            superseded = own is not None and self._store.is_superseded(key)
            placed = self._update(continued, composed, superseded=superseded)
        if continued != own:
            self._store.also_known_as(key, placed[0], superseded=False)
        for each in older:
            self._store.also_known_as(each, placed[0], superseded=True)
        return placed

    def _place_row(self, key: str, composed: Composed) -> tuple[str, int, Placed]:
        for free in _keys(key):
            article = self._store.article_with_identity(free)
            if article is None:
                break
            if article not in self._kept:
                return self._update(article, composed)
        former = self._moved_here(key)
        if former is not None:
            return self._update(former, composed)
        twin = self._store.article_with_digest(composed.digest)
        if twin is not None:
            self._restore(twin)
            return twin, self._store.article(twin).current, Placed.DUPLICATE
        return self._create(free, composed)

    def _moved_here(self, key: str) -> str | None:
        """The article that stood here before, when this is the last file it stands in: it moved, then changed."""
        before = self._by_position.get(self._position)
        if before is None or before.article_id in self._kept or self._elsewhere(before.article_id):
            return None
        known = self._store.article(before.article_id).identity
        return before.article_id if is_place(known) and moved(known, self._path) == key else None

    def _elsewhere(self, article: str) -> list[Appearance]:
        return [each for each in self._store.appearances(article) if each.path != self._path]

    def _create(self, key: str, composed: Composed) -> tuple[str, int, Placed]:
        version = composed.as_version(article_id(key), 1, self._now)
        self._store.add_version(version, identity=key, status=status_of(version))
        return version.article_id, 1, Placed.NEW

    def _update(self, article_id: str, composed: Composed, *, superseded: bool = False) -> tuple[str, int, Placed]:
        article = self._store.article(article_id)
        elsewhere = self._elsewhere(article_id)
        known = _version_with(article, composed.digest)
        ours = not any(each.number == article.current for each in elsewhere)
        if known is not None and (known.number == article.current or not ours):
            self._restore(article_id)
            return article_id, known.number, Placed.DUPLICATE if elsewhere else Placed.UNCHANGED
        version = composed.as_version(article_id, article.versions[-1].number + 1, self._now)
        replaces = ours and article_id not in self._kept
        return self._add(article, version, in_force=not superseded and (replaces or _follows(version, article)))

    def _add(self, article: Article, version: Version, *, in_force: bool) -> tuple[str, int, Placed]:
        if is_place(article.identity):
            self._leave_to_copies(article)
        status = status_of(version if in_force else article.in_force)
        self._store.add_version(version, identity=article.identity, status=status, in_force=in_force)
        return article.article_id, version.number, Placed.CHANGED

    def _leave_to_copies(self, article: Article) -> None:
        """Files that hold a copy still say what the article said: the text stays searchable as one of their own."""
        copies = self._elsewhere(article.article_id)
        if not copies:
            return
        key = next(key for key in _keys(moved(article.identity, copies[0].path)) if self._is_free(key))
        first = _as_first(article.in_force, article_id(key), self._now)
        self._store.add_version(first, identity=key, status=status_of(first))
        for name in self._store.collections.joined_by(article.article_id):
            self._store.collections.add(name, [first.article_id])
        for path in dict.fromkeys(copy.path for copy in copies):
            self._repoint(path, article.article_id, article_id(key))

    def _repoint(self, path: str, old: str, new: str) -> None:
        record = self._store.file(path)
        if record is not None:
            appearances = tuple(
                replace(each, article_id=new, number=1) if each.article_id == old else each
                for each in record.appearances
            )
            self._store.put_file(replace(record, appearances=appearances))

    def _is_free(self, key: str) -> bool:
        return self._store.article_with_identity(key) is None

    def _restore(self, article: str) -> None:
        """An article that was withdrawn and comes back is what its version in force says it is."""
        found = self._store.article(article)
        if found.status is Status.WITHDRAWN:
            self._store.set_status(article, status_of(found.in_force))


def _keys(key: str) -> Iterator[str]:
    """The key, then others for rows that share it."""
    yield key
    for number in count(2):
        yield f"{key}~{number}"


def _version_with(article: Article, digest: str) -> Version | None:
    """The version with that digest, the one in force before others, then the newest."""
    same = [version for version in article.versions if version.digest == digest]
    return max(same, key=lambda version: (version.number == article.current, version.number), default=None)


def _follows(version: Version, article: Article) -> bool:
    """Whether a version that arrives from elsewhere comes into force.

    The last to arrive does, unless the one in force is later by the publisher's signals. What was killed comes back
    only with a version that is certainly later.
    """
    current = article.in_force
    return later(version, current) if article.status is Status.KILLED else not later(current, version)


def _as_first(version: Version, article: str, now: str) -> Version:
    photos = tuple(replace(photo, article_id=article, version=1) for photo in version.photos)
    return replace(version, article_id=article, number=1, photos=photos, ingested_at=now)
