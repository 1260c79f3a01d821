"""Standing questions asked of what is new: after each rebuild, each once of every version that came into searches.

What has arrived is counted in the record's own database, and how far each question has looked is settled together with
its notices, in one transaction: a run that is killed leaves the rest for the next, and nothing is noticed twice.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from answer.model import Answer, AskRequest
from answer.noticing import OneAStory, one_a_story
from answer.receipts import Receipts
from answer.shown_notices import ShownNotice, latest
from answer.watched_answers import asked_again, known_of, news_of, sentences_of_new
from answer.watched_queries import check_query, matches
from archive.clock import timestamp
from archive.errors import InputError, NotFoundError
from archive.store import RecordStore
from archive.watches import Arrival, Matching, Notice, Watch, WatchStore
from index.filters import NO_FILTERS, Filters
from index.live import LiveIndex
from index.search import Searcher

_EARLIER = 500
"""Notices among which the story of a new one is looked for."""

_FILTERS = TypeAdapter(Filters)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of asking a standing question: how many notices are new, or why it could not be asked."""

    watch: Watch
    notices: int
    problem: str | None = None


class Watcher:
    """Standing questions over one record and the generation in force. Safe to share between threads."""

    def __init__(
        self,
        store: RecordStore,
        watches: WatchStore,
        live: LiveIndex,
        ask: Callable[[AskRequest], Answer],
        receipts: Callable[[], Receipts],
    ) -> None:
        self._store = store
        self._live = live
        self._ask = ask
        self._receipts = receipts
        self.kept = watches

    def add(self, query: str, matching: Matching = Matching.MEANING, filters: Filters = NO_FILTERS) -> Watch:
        """Ask this of everything that comes into searches from now on.

        Raises:
            InputError: the query is empty or too long, or the filters name a day as of which.
            IndexStateError: there is no generation yet.
        """
        searcher = self._live.searcher()
        check_query(searcher, query, filters)
        words = " ".join(query.split())
        return self._add(
            Watch(watch_id=_new_id(), created_at=timestamp(), query=words, matching=matching, filters=_json(filters))
        )

    def add_answer(self, answer_id: str) -> Watch:
        """Notice from now on whatever updates or contradicts the answer of that receipt.

        Raises:
            NotFoundError: there is no receipt of that answer.
            InputError: it cites nothing, or is watched already.
            IndexStateError: there is no generation yet.
        """
        receipt = self._receipts().receipt(answer_id)
        if not receipt.answer.citations:
            raise InputError("that answer cites nothing; watch its question with 'newsarchive watch add' instead")
        if any(each.answer_id == answer_id for each in self.kept.watches()):
            raise InputError(f"the answer {answer_id} is watched already; 'newsarchive watch list' shows it")
        return self._add(
            Watch(
                watch_id=_new_id(),
                created_at=timestamp(),
                query=receipt.answer.question,
                filters=_json(receipt.request.filters),
                answer_id=answer_id,
                known=tuple(known_of(receipt, self._store)),
            )
        )

    def _add(self, watch: Watch) -> Watch:
        """Keep a watch that will look at nothing that is in searches already."""
        from_now = replace(watch, seen=self.kept.arrived(self._live.searcher().standing()))
        self.kept.add(from_now)
        return from_now

    def notices(self, watch_id: str | None = None, limit: int = 100) -> tuple[ShownNotice, ...]:
        """The latest notices of one watch, or of all, newest first.

        Raises:
            NotFoundError: no such watch.
        """
        return latest(self.kept, self._store, watch_id, limit)

    def run(self, watch_id: str | None = None) -> tuple[Run, ...]:
        """Ask every standing question, or one, of what has come into searches since it was last asked.

        Raises:
            NotFoundError: no such watch.
            IndexStateError: there is no generation yet.
        """
        watches = self.kept.watches() if watch_id is None else (self.kept.watch(watch_id),)
        if not watches:
            return ()
        searcher = self._live.searcher()
        standing = searcher.standing()
        self.kept.arrived(standing)
        arrivals = self.kept.arrivals(after=0)
        return tuple(self._run(each, searcher, standing, arrivals) for each in watches)

    def _run(
        self, watch: Watch, searcher: Searcher, standing: frozenset[tuple[str, int]], arrivals: Sequence[Arrival]
    ) -> Run:
        new = {(each.article_id, each.version) for each in arrivals if each.serial > watch.seen} & standing
        try:
            if watch.answer_id is None:
                known = {each.article_id for each in arrivals if each.serial <= watch.seen}
                found, keys = self._of_query(watch, searcher, new, known), watch.known
            else:
                found, keys = self._of_answer(watch, watch.answer_id, searcher, new)
        except (NotFoundError, InputError) as error:
            return Run(watch, 0, str(error))
        seen = max((each.serial for each in arrivals), default=0)
        settled = self.kept.settle(
            watch, seen=max(seen, watch.seen), known=keys, notices=found.notices, copies=found.copies
        )
        return Run(watch, len(found.notices)) if settled else Run(watch, 0, "somebody else asked it at the same time")

    def _of_query(self, watch: Watch, searcher: Searcher, new: set[tuple[str, int]], known: set[str]) -> OneAStory:
        found = matches(searcher, watch.query, watch.matching, filters_of(watch), new)
        earlier = self.kept.notices(watch.watch_id, limit=_EARLIER) if found else ()
        return one_a_story(found, earlier, known, self._store)

    def _of_answer(
        self, watch: Watch, answer_id: str, searcher: Searcher, new: set[tuple[str, int]]
    ) -> tuple[OneAStory, tuple[str, ...]]:
        receipt = self._receipts().receipt(answer_id)
        now = known_of(receipt, self._store)
        notices: list[Notice] = news_of(watch.known, now)
        if new:
            read = partial(sentences_of_new, searcher, watch.query, filters_of(watch), new, self._store)
            notices += asked_again(receipt, new, self._ask, read, self._store)
        return OneAStory(notices), tuple(dict.fromkeys([*watch.known, *now]))


def filters_of(watch: Watch) -> Filters:
    """What the watch is limited to."""
    return _FILTERS.validate_python(watch.filters)


def _json(filters: Filters) -> Mapping[str, Any]:
    document: Mapping[str, Any] = _FILTERS.dump_python(filters, mode="json", exclude_defaults=True)
    return document


def _new_id() -> str:
    return secrets.token_hex(4)
