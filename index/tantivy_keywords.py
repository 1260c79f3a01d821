"""The keyword leg on Tantivy; the only module that imports it."""

from collections.abc import Iterable
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
from index.columns import WORDS, Condition, OneOf
from index.embedder import Vectors
from index.keywords import Entry, KeywordQuery
from index.vectors import Mask, Ordinals

_LONGEST_WORD = 40
_WRITER_BYTES = 128 * 2**20
_SLACK = 32
"""Fetched beyond the limit, so that equal scores at the cut are ordered by us and not by the engine."""


def _stemming() -> TextAnalyzer:
    filters = (Filter.lowercase(), Filter.ascii_fold(), Filter.stopword("english"), Filter.stemmer("english"))
    return _analyzer(Filter.remove_long(_LONGEST_WORD), *filters)


def _exact() -> TextAnalyzer:
    return _analyzer(Filter.lowercase(), Filter.ascii_fold())


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("ranked", tokenizer_name="stemming", index_option="freq")
    builder.add_text_field("exact", tokenizer_name="exact", index_option="position")
    for name in ("ordinal", "day", *WORDS):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


class TantivyKeywords:
    """A `KeywordIndex` over a Tantivy index."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
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
        ranked = self._ranked(query)
        if ranked is None or len(ordinals) == 0:
            return scores
        among = _silent(Query.term_set_query(self._schema, "ordinal", ordinals.tolist()))
        both = Query.boolean_query([(Occur.Must, ranked), (Occur.Must, among)])
        found = self._searcher.search(both, len(ordinals), count=False).hits
        places = np.searchsorted(ordinals, self._ordinals([address for _, address in found]))
        scores[places] = [score for score, _ in found]
        return scores

    def matching(self, query: KeywordQuery) -> Mask:
        must = [(Occur.Must, Query.all_query()), *self._required(query)]
        found = self._searcher.search(Query.boolean_query(must), max(len(self), 1), count=False).hits
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self._ordinals([address for _, address in found])] = True
        return mask

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def _ranked(self, query: KeywordQuery) -> Query | None:
        """Any of the words; each counts once: a question that repeats a name means nothing more by it."""
        words = dict.fromkeys(self._stemming.analyze(query.words))
        terms = [(Occur.Should, Query.term_query(self._schema, "ranked", word, "freq")) for word in words]
        return Query.boolean_query(terms) if terms else None

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
        return np.array(self._searcher.fast_field_values("ordinal", addresses), dtype=np.int64)

    def _required(self, query: KeywordQuery) -> list[tuple[Occur, Query]]:
        must = [(Occur.Must, _silent(phrase)) for phrase in map(self._phrase, query.phrases) if phrase]
        must_not = [(Occur.MustNot, phrase) for phrase in map(self._phrase, query.excluded) if phrase]
        return must + must_not

    def _phrase(self, text: str) -> Query | None:
        words = self._exact.analyze(text)
        if len(words) > 1:
            return Query.phrase_query(self._schema, "exact", [*words])
        return Query.term_query(self._schema, "exact", words[0]) if words else None

    def _met(self, conditions: tuple[Condition, ...]) -> list[tuple[Occur, Query]]:
        return [(Occur.Must, _silent(self._condition(condition))) for condition in conditions]

    def _condition(self, condition: Condition) -> Query:
        if isinstance(condition, OneOf):
            return Query.term_set_query(self._schema, condition.column, list(condition.codes))
        return Query.range_query(self._schema, "day", FieldType.Integer, condition.first, condition.last)


def _silent(query: Query) -> Query:
    """The query as a condition only: it adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


class TantivyFormat:
    """Builds and opens Tantivy folders."""

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        folder.mkdir()
        index = Index(_schema(), path=str(folder))
        _register(index)
        writer = index.writer(_WRITER_BYTES, num_threads=1)
        for ordinal, entry in enumerate(entries):
            document = TantivyDocument()
            document.add_integer("ordinal", ordinal)
            document.add_integer("day", entry.day)
            for name, code in entry.codes.items():
                document.add_integer(name, code)
            document.add_text("ranked", entry.ranked)
            document.add_text("exact", entry.text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> TantivyKeywords:
        try:
            index = Index.open(str(folder))
        except (ValueError, OSError) as error:
            message = f"the keyword index {folder} is missing or damaged; run 'newsarchive rebuild'"
            raise IndexStateError(message) from error
        _register(index)
        index.reload()
        return TantivyKeywords(index)


def _register(index: Index) -> None:
    index.register_tokenizer("stemming", _stemming())
    index.register_tokenizer("exact", _exact())
