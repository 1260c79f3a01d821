"""How what is typed is read; that nothing is an error; and that what is required is what a reader would count."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.model import Version
from index.embedder import HashEmbedder
from index.hits import Group, Order, SearchRequest
from index.keywords import Wording
from index.passages import cut
from index.query import Named, read_query
from index.reranker import OverlapReranker
from index.search import Searcher
from tests.contracts.bm25 import holds, words_of
from tests.index.archives import built, opened
from tests.strategies import VOCABULARY, archives

READINGS = {
    "harbour plan": ("harbour plan", (), (), ()),
    '"harbour plan" vote': ("vote harbour plan", ("harbour plan",), (), ()),
    "“harbour plan” «the vote»": ("harbour plan the vote", ("harbour plan", "the vote"), (), ()),
    "„Hafen“ -Brücke": ("Hafen", ("Hafen",), ("Brücke",), ()),
    'flood -"the river" -storm,': ("flood", (), ("the river", "storm"), ()),
    "well-known -5 - ": ("well-known -5 -", (), (), ()),
    "elect* vote": ("vote elect", (Wording("elect", prefix=True),), (), ()),
    "e* 5*5 *": ("e* 5*5 *", (), (), ()),
    '"mayor ferry"~5': ("mayor ferry", (Wording("mayor ferry", near=5),), (), ()),
    '"one two three four five"~2 "x"~2': (
        "one two three four five x", ("one two three four five", "x"), (), ()),
    'Headline:flood -title:"old bridge"': (
        "flood", (Wording("flood", headline=True),), (Wording("old bridge", headline=True),), ()),
    'byline:"Ann Lee" -source:packet section:Arts! river': (
        "river", (), (),
        (Named("byline", "Ann Lee"), Named("source", "packet", excluded=True), Named("section", "Arts")),
    ),
    "headline: flood https://x.y/z note:this": ("headline: flood https://x.y/z note:this", (), (), ()),
    '5\'10" man "tall order"': ("5'10 man tall order", ("tall order",), (), ()),
    '""': ("", (), (), ()),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), READINGS.items())
def test_a_query_is_read(typed: str, wanted: tuple[object, ...]) -> None:
    query = read_query(typed)
    assert (query.text, query.keywords.phrases, query.keywords.excluded, query.named) == wanted
    assert query.keywords.words == query.text


def test_the_reading_is_shown() -> None:
    typed = '"a b" -c elect* "d e"~3 headline:flood -source:x "open'
    assert read_query(typed).understood == (
        "must hold “a b”",
        "must not hold “c”",
        "must hold a word that begins with “elect”",
        "must hold the words of “d e” with at most 3 others between them",
        "headline must hold “flood”",
        "source must not name “x”",
        "read without the quotation mark that has no second one",
    )


@pytest.mark.parametrize("typed", ['did "he" say -so headline:x?', "“what” -now?  "])
def test_a_question_requires_nothing(typed: str) -> None:
    query = read_query(typed)
    assert (query.text, query.restricted, query.named, query.understood) == (typed.strip(), False, (), ())
    assert read_query(typed.replace("?", ""), question=True).restricted is False


@given(st.text() | st.text(alphabet="\"“”„«-+*():~?!'’ ab5headline:\x00\n\u3000洪🗼"))
def test_nothing_typed_is_an_error(typed: str) -> None:
    query = read_query(typed)
    assert len(query.understood) >= len(query.keywords.phrases) + len(query.keywords.excluded) + len(query.named)


word = st.sampled_from(VOCABULARY)
phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
asked = st.lists(
    st.one_of(
        st.builds('"{}"'.format, phrase),
        st.builds('-"{}"'.format, phrase),
        st.builds("-{}".format, st.sampled_from(["river", "flood", "mayor", "Café"])),
        st.builds('headline:"{}"'.format, phrase),
        st.builds("{}*".format, st.sampled_from(["flo", "riv", "br", "cou"])),
        st.builds('"{} {}"~{}'.format, word, word, st.integers(0, 4)),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(archives(), st.lists(asked, min_size=6, max_size=6))
def test_what_is_required_equals_counting_over_the_passages(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Version], typed: list[str]
) -> None:
    """Phrases run over passages of 8 words; a search by time without words of its own finds all that hold."""
    data, embedder = tmp_path_factory.mktemp("required"), HashEmbedder(max_tokens=12)
    generation = opened(data, built(versions, data, embedder))
    searcher = Searcher(generation, embedder, OverlapReranker())
    pieces = [(each, piece) for each in versions for piece in cut(each, embedder.count_tokens, embedder.capacity)]
    assert len(pieces) == len(generation.passages)
    for each in typed:
        query = read_query(each)
        wanted = [stands(query.keywords.phrases, query.keywords.excluded, *piece) for piece in pieces]
        assert generation.keywords.matching(query.keywords).tolist() == wanted
        request = SearchRequest(query=each, limit=100, order=Order.OLDEST)
        hits = searcher.search(request).hits
        places = {(hit.passage.article_id, hit.passage.start) for hit in hits}
        assert places <= {(v.article_id, p.start) for (v, p), right in zip(pieces, wanted, strict=True) if right}
        # By articles: by relevance, headlines give way to what is under them.
        by_time, by_relevance = replace(request, group=Group.ARTICLE), replace(request, order=Order.RELEVANCE)
        assert searcher.search(by_relevance).articles >= searcher.search(by_time).total


def stands(phrases: tuple[str | Wording, ...], excluded: tuple[str | Wording, ...], version: Version, piece) -> bool:
    text = version.text[piece.start : piece.end]
    after = what_follows(version, piece)

    def holding(each: str | Wording) -> bool:
        wording = Wording(each) if isinstance(each, str) else each
        if wording.headline:
            return holds(version.headline, wording.text)
        if wording.prefix:
            return any(found.startswith(wording.text) for found in words_of(text))
        if wording.near is not None:
            return near(words_of(text), words_of(wording.text), wording.near)
        return runs_on(words_of(text), words_of(after), words_of(wording.text))

    return all(map(holding, phrases)) and not any(map(holding, excluded))


def what_follows(version: Version, piece) -> str:
    """The text after a passage, as far as it is of the same kind and under the same photograph."""
    parts = [part for part in version.parts if part.end > piece.end]
    last = piece.end
    for part in parts:
        if (part.kind, part.photo_id) != (piece.kind, piece.photo_id):
            break
        last = part.end
    return version.text[piece.end : last]


def runs_on(words: list[str], after: list[str], wanted: list[str]) -> bool:
    """Whether the wanted words stand there one after the other and begin before `after` does."""
    both = words + after
    return any(both[start : start + len(wanted)] == wanted for start in range(len(words)))


def near(words: list[str], wanted: list[str], most: int) -> bool:
    one, other = wanted
    return any(
        {words[first], words[last]} == {one, other} and last - first - 1 <= most
        for first in range(len(words))
        for last in range(first + 1, len(words))
    )
