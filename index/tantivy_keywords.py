"""The keyword leg on Tantivy; the only module that imports it."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from tantivy import (
    DocAddress,
    FieldType,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)
from tantivy import Document as TantivyDocument

from archive.errors import IndexStateError
from archive.storage import unwritten
from index.columns import ARTICLE, OTHER_DAYS, STOOD, WORDS, Condition, NoneOf, OneOf, StoodAt
from index.embedder import Vectors
from index.hits import ALWAYS, FOREVER
from index.keywords import Entry, KeywordQuery, Wording
from index.links import link
from index.rows import Rows
from index.vectors import Mask, Ordinals

_LONGEST_WORD = 40
_WRITER_BYTES = 128 * 2**20
_SLACK = 32
"""Fetched beyond the limit, so that equal scores at the cut are ordered by us and not by the engine."""

_ROW = "row"
"""The field of a passage's row: its ordinal where no row is dead (see `index.rows`)."""

_OWN = {".managed.json", "meta.json"}
"""Files that the engine replaces; all others it only ever adds and removes."""

_SEAM = "|"
"""Stands where a passage ends and the next begins; no analyzer gives such a word."""

_SEAM_WORDS = 30
"""Words kept on either side of a seam: of a longer phrase that runs over it, so many on each side are compared."""

_REFUSAL = re.compile(r"os error \d+|Os \{ code: \d+|writer was killed")
"""How the engine words what the system refused, or that a thread of its own met with such a refusal."""

_NESTED = 64
"""Terms of a query that are put around one another; the engine comes to its stack's end with thousands."""

_NEAR_WORDS = 2
"""Words that may be near each other: with more, the engine counts from word to word and not in all."""


def _stemming() -> TextAnalyzer:
    filters = (Filter.lowercase(), Filter.ascii_fold(), Filter.stopword("english"), Filter.stemmer("english"))
    return _analyzer(Filter.remove_long(_LONGEST_WORD), *filters)


def _exact() -> TextAnalyzer:
    return _analyzer(Filter.lowercase(), Filter.ascii_fold())


def _as_they_stand() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("ranked", tokenizer_name="stemming", index_option="freq")
    builder.add_text_field("exact", tokenizer_name="exact", index_option="position")
    builder.add_text_field("headline", tokenizer_name="exact", index_option="position")
    builder.add_text_field("seam", tokenizer_name="as they stand", index_option="position")
    for name in (_ROW, "day", *WORDS, *OTHER_DAYS, ARTICLE, *STOOD):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


class TantivyKeywords:
    """A `KeywordIndex` over a Tantivy index."""

    def __init__(self, index: Index, rows: Rows | None = None) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        self._rows = rows or Rows(self._searcher.num_docs)
        self._stemming = _stemming()
        self._exact = _exact()

    def search(
        self, query: KeywordQuery, limit: int, conditions: tuple[Condition, ...] = ()
    ) -> tuple[Ordinals, Vectors]:
        ranked = self._ranked(query)
        if ranked is None or limit < 1 or len(self) == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        must = [(Occur.Must, ranked), *self._required(query), *self._met(conditions)]
        return self._best(Query.boolean_query(must), limit)

    def scores(self, query: KeywordQuery, ordinals: Ordinals) -> Vectors:
        scores = np.zeros(len(ordinals), dtype=np.float32)
        terms = self._terms(query.words)
        if not terms or len(ordinals) == 0:
            return scores
        # A query for each row takes a quarter of the time that one for the set of them does.
        rows = [Query.term_query(self._schema, _ROW, row) for row in self._rows.of(ordinals).tolist()]
        scored = _scored(_silent(_any(rows)), terms)
        found = self._searcher.search(scored, len(ordinals), count=False).hits
        places = np.searchsorted(ordinals, self._ordinals([address for _, address in found]))
        scores[places] = [score for score, _ in found]
        return scores

    def matching(self, query: KeywordQuery) -> Mask:
        return self._mask([(Occur.Must, Query.all_query()), *self._required(query)])

    def holding(self, words: str) -> Mask:
        terms = [(Occur.Must, _silent(term)) for term in self._terms(words)]
        return self._mask(terms) if terms else np.zeros(len(self), dtype=np.bool_)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def _ranked(self, query: KeywordQuery) -> Query | None:
        terms = self._terms(query.words)
        return _any(terms) if terms else None

    def _terms(self, words: str) -> list[Query]:
        """Each word once: a question that repeats a name means nothing more by it."""
        stems = dict.fromkeys(self._stemming.analyze(words))
        return [Query.term_query(self._schema, "ranked", stem, "freq") for stem in stems]

    def _mask(self, must: list[tuple[Occur, Query]]) -> Mask:
        found = self._searcher.search(Query.boolean_query(must), max(len(self), 1), count=False).hits
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self._ordinals([address for _, address in found])] = True
        return mask

    def _best(self, query: Query, limit: int) -> tuple[Ordinals, Vectors]:
        limit = min(limit, len(self))  # the engine makes room for as many as are asked for, and dies where it cannot
        fetched = limit + _SLACK
        while True:
            found = self._searcher.search(query, fetched, count=False).hits
            if len(found) < fetched or found[limit - 1][0] > found[-1][0]:
                break
            fetched *= 2
        scores = np.array([score for score, _ in found], dtype=np.float32)
        ordinals = self._ordinals([address for _, address in found])
        best = np.lexsort((ordinals, -scores))[:limit]
        return ordinals[best], scores[best]

    def _ordinals(self, addresses: list[DocAddress]) -> Ordinals:
        rows = np.array(self._searcher.fast_field_values(_ROW, addresses), dtype=np.int64)
        return self._rows.ordinals(rows)

    def _required(self, query: KeywordQuery) -> list[tuple[Occur, Query]]:
        standing = [each for each in map(self._standing, query.phrases) if each]
        must = [(Occur.Must, _silent(_any(each))) for each in standing]
        # Each way to stand is excluded by itself: as one union, the engine overlooks some passages.
        must_not = [(Occur.MustNot, each) for wording in query.excluded for each in self._standing(wording)]
        return must + must_not

    def _standing(self, wording: str | Wording) -> list[Query]:
        """The ways in which a wording stands in a passage; none for one without words, which is asked of nothing."""
        wording = Wording(wording) if isinstance(wording, str) else wording
        field = "headline" if wording.headline else "exact"
        words = list(self._exact.analyze(wording.text))
        if len(words) < 2:
            return [self._word(field, word, prefix=wording.prefix) for word in words]
        if wording.near is not None and len(words) == _NEAR_WORDS and words[0] != words[1]:
            # With two words in the order in which they stand, the slop is what is between; in the other it is more.
            return [self._phrase(field, order, wording.near) for order in (words, words[::-1])]
        over = () if wording.headline else self._over_the_seam(words)
        return [self._phrase(field, words), *over]

    def _word(self, field: str, word: str, *, prefix: bool) -> Query:
        if prefix:
            return Query.regex_query(self._schema, field, f"{word}.*")  # an analysed word is letters and digits
        return Query.term_query(self._schema, field, word)

    def _phrase(self, field: str, words: Sequence[str], slop: int = 0) -> Query:
        return Query.phrase_query(self._schema, field, [*words], slop)

    def _over_the_seam(self, words: Sequence[str]) -> Iterable[Query]:
        """The passages in which a phrase begins that ends in the next, for each place where it may be parted.

        Not for places further than what is kept of a neighbour from both ends: a phrase of a thousand words would
        become a thousand queries.
        """
        for place in range(1, len(words)):
            if min(place, len(words) - place) > _SEAM_WORDS:
                continue
            before, after = words[:place], words[place:]
            over = self._phrase("seam", [*before[-_SEAM_WORDS:], _SEAM, *after[:_SEAM_WORDS]])
            if place <= _SEAM_WORDS:
                yield over
            else:
                yield Query.boolean_query([(Occur.Must, over), (Occur.Must, self._phrase("exact", before))])

    def _met(self, conditions: tuple[Condition, ...]) -> list[tuple[Occur, Query]]:
        return [
            (Occur.MustNot if isinstance(condition, NoneOf) else Occur.Must, _silent(self._condition(condition)))
            for condition in conditions
        ]

    def _condition(self, condition: Condition) -> Query:
        if isinstance(condition, OneOf):
            return Query.term_set_query(self._schema, condition.column, list(condition.codes))
        if isinstance(condition, NoneOf):
            rows = self._rows.of(np.array(condition.ordinals, dtype=np.int64))
            return Query.term_set_query(self._schema, _ROW, rows.tolist())
        if isinstance(condition, StoodAt):
            return self._stood_at(condition.minute)
        return Query.range_query(self._schema, condition.column, FieldType.Integer, condition.first, condition.last)

    def _stood_at(self, minute: int) -> Query:
        begun = Query.range_query(self._schema, "since", FieldType.Integer, ALWAYS, minute)
        going_on = Query.range_query(self._schema, "until", FieldType.Integer, minute + 1, FOREVER)
        return Query.boolean_query([(Occur.Must, begun), (Occur.Must, going_on)])


def _silent(query: Query) -> Query:
    """The query as a condition only: it adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _scored(among: Query, terms: Sequence[Query]) -> Query:
    """What a query finds, scored by terms that are each asked only of that: a union passes through all they are in."""
    for term in terms[:_NESTED]:
        among = Query.boolean_query([(Occur.Must, among), (Occur.Should, term)])
    rest = terms[_NESTED:]
    return Query.boolean_query([(Occur.Must, among), (Occur.Should, _any(rest))]) if rest else among


class TantivyFormat:
    """Builds and opens Tantivy folders."""

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        folder.mkdir()
        with _writing(folder):
            _add(_still(Index(_schema(), path=str(folder))), entries, first=0, dead=())

    def extend(self, old: Path, folder: Path, entries: Iterable[Entry], *, first: int, dead: Iterable[int]) -> None:
        folder.mkdir()
        for path in old.iterdir():
            if path.name in _OWN:
                shutil.copyfile(path, folder / path.name)
            elif path.suffix != ".lock":
                link(path, folder / path.name)
        with _writing(folder):
            _add(_still(Index.open(str(folder))), entries, first=first, dead=dead)

    def open(self, folder: Path, rows: Rows | None = None) -> TantivyKeywords:
        try:
            index = _still(Index.open(str(folder)))
        except (ValueError, OSError) as error:
            message = f"the keyword index {folder} is missing or damaged; run 'newsarchive rebuild'"
            raise IndexStateError(message) from error
        _register(index)
        return TantivyKeywords(index, rows)


def _still(index: Index) -> Index:
    """Read once: a reader that follows commits takes a lock in the folder on a thread of its own, at any later time."""
    index.config_reader(reload_policy="Manual")
    return index


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell the system's refusals from the engine's other errors, which all come as one kind."""
    try:
        yield
    except ValueError as error:
        if not _REFUSAL.search(str(error)):
            raise
        raise unwritten("the keyword index", folder, str(error).replace("'", "")) from error


def _add(index: Index, entries: Iterable[Entry], *, first: int, dead: Iterable[int]) -> None:
    """Add entries by rows from `first` on and take dead rows away, in one commit."""
    _register(index)
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    exact = _exact()
    for row in dead:
        writer.delete_documents_by_term(_ROW, row)
    for row, entry in enumerate(entries, start=first):
        document = TantivyDocument()
        document.add_integer(_ROW, row)
        document.add_integer("day", entry.day)
        for name, code in entry.codes.items():
            document.add_integer(name, code)
        document.add_text("ranked", entry.ranked)
        document.add_text("exact", entry.text)
        document.add_text("headline", entry.headline)
        if entry.after:
            document.add_text("seam", _seam(exact.analyze(entry.text), exact.analyze(entry.after)))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _seam(before: Sequence[str], after: Sequence[str]) -> str:
    return " ".join([*before[-_SEAM_WORDS:], _SEAM, *after[:_SEAM_WORDS]])


def _register(index: Index) -> None:
    index.register_tokenizer("stemming", _stemming())
    index.register_tokenizer("exact", _exact())
    index.register_tokenizer("as they stand", _as_they_stand())
