"""What every keyword index owes its callers, each answer compared with BM25 and phrases counted in plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.errors import IndexStateError
from index.columns import Condition, Days, NoneOf, OneOf, StoodAt
from index.keywords import Entry, KeywordIndex, KeywordIndexFormat, KeywordQuery, Wording
from index.tantivy_keywords import TantivyFormat
from tests.contracts.bm25 import Bm25, english, entry, holds, meets, rounded, words_of
from tests.strategies import VOCABULARY

FORMATS: dict[str, Callable[[], KeywordIndexFormat]] = {"tantivy": TantivyFormat}

UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]
"""Building an index takes too long for a failing example to be made small."""

SCORES = {"rtol": 1e-5, "atol": 1e-6}
"""Single precision sums against double ones."""

TEXTS = (
    "The mayor’s “Harbour Plan” (2021) failed.",
    "The harbour, they plan to dredge.",
    "river river river river flood",
    "The rivers flooded; the flooding river rose again and again.",
    "A storm closed the bridge. The Mayor said: 'No comment.'",
    "Café owners on the Île met the mayor’s council, then the council’s mayor.",
    "AND OR NOT the U.S. at 5 o'clock -- well-known *stars* +plus",
    "",
    "...!?",
    "the of and to",
    "bridge " * 60 + "river",
    "bridge " * 61,
    "bridge " * 200 + "flood",
    "x" * 70_000 + " ferry",
    "a storm is a storm is a storm",
    "a storm is a storm is a storm",
    "a storm is a storm is a storm",
)
QUERIES = (
    "river",
    "rivers flooding",
    "the mayor's harbour plan",
    "CAFÉ ile",
    "cafe Île",
    "bridge river flood",
    "storm storm storm",
    "ferry",
    "plus stars well known",
    "o'clock",
    "unheard",
)


ENTRIES = [entry(text, place) for place, text in enumerate(TEXTS)]


@pytest.fixture(params=FORMATS)
def index_format(request: pytest.FixtureRequest) -> KeywordIndexFormat:
    return FORMATS[request.param]()


@pytest.fixture(scope="module", params=FORMATS)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    return opened(FORMATS[request.param](), ENTRIES, tmp_path_factory.mktemp("keywords"))


@pytest.fixture(scope="module")
def reference() -> Bm25:
    return Bm25(TEXTS)


def opened(index_format: KeywordIndexFormat, entries: Sequence[Entry], folder: Path) -> KeywordIndex:
    index_format.build(entries, folder / "keywords")
    return index_format.open(folder / "keywords")


def found(index: KeywordIndex, words: str, limit: int = 100, *conditions: Condition, **required: tuple[str, ...]):
    ordinals, scores = index.search(KeywordQuery(words, **required), limit, conditions)
    assert (ordinals.dtype, scores.dtype) == (np.int64, np.float32)
    return ordinals.tolist(), scores.tolist()


def expected(scores: np.ndarray, admitted: Sequence[bool], limit: int = 100) -> tuple[list[int], list[float]]:
    """The best of the admitted that hold a word, the lower ordinal first among equals."""
    holding = [place for place in np.argsort(-scores, kind="stable") if scores[place] > 0 and admitted[place]]
    return holding[:limit], [scores[place] for place in holding[:limit]]


EVERYTHING = [True] * len(TEXTS)


def test_lengths_are_rounded_as_one_byte_can_say_them() -> None:
    """The first values of Tantivy's table, and some of its later ones."""
    table = sorted({rounded(length) for length in range(3_000)})
    assert table[:58] == [*range(40), *range(40, 56, 2), *range(56, 88, 4), 88, 96]
    assert {1048, 1176, 1304, 1432, 1560, 1688, 1816, 1944, 2072, 2328} <= set(table)


@pytest.mark.parametrize("words", QUERIES)
def test_scores_are_bm25(index: KeywordIndex, reference: Bm25, words: str) -> None:
    ordinals, scores = found(index, words)
    wanted, wanted_scores = expected(reference.scores(words), EVERYTHING)
    assert ordinals == wanted
    np.testing.assert_allclose(scores, wanted_scores, **SCORES)


def test_a_score_by_hand(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    """Two passages of two and four words: idf = ln 1.2 for a word in both, ln 2 for a word in one."""
    index = opened(index_format, [entry("river flood"), entry("river storm bridge ferry")], tmp_path)
    by_length = [2.2 / (1 + 1.2 * (0.25 + 0.75 * length / 3)) for length in (2, 4)]
    both = [np.log(1.2) * each for each in by_length]
    assert found(index, "river")[1] == pytest.approx(both, rel=1e-6)
    assert found(index, "storm")[1] == pytest.approx([np.log(2) * by_length[1]], rel=1e-6)
    assert found(index, "river storm") == ([1, 0], pytest.approx([both[1] + np.log(2) * by_length[1], both[0]]))


def test_what_is_ranked_and_what_holds_phrases_may_differ(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    """Words rank by the text with its context, phrases stand in the text alone."""
    index = opened(index_format, [entry("It fell.", ranked="River\nIt fell."), entry("The river rose.")], tmp_path)
    assert found(index, "river")[0] == [0, 1]
    assert found(index, "river", phrases=("river",))[0] == [1]
    assert index.matching(KeywordQuery("", phrases=("river",))).tolist() == [False, True]


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize(
    "conditions",
    [
        (OneOf("source", (0, 2)),),
        (OneOf("kind", ()),),
        (OneOf("source", (99,)),),
        (Days(737_426, 737_430),),
        (Days(1, 3_652_059),),
        (Days(737_427, 737_431, "updated_day"), Days(737_426, 737_444, "taken_day")),
        (OneOf("source", (0, 1)), OneOf("section", (0, 1)), Days(737_426, 737_440)),
        (StoodAt(7),),
        (NoneOf((0, 2, 5)), StoodAt(7)),
    ],
)
def test_conditions_admit_and_never_change_a_score(
    index: KeywordIndex, reference: Bm25, words: str, conditions: tuple[Condition, ...]
) -> None:
    ordinals, scores = found(index, words, 100, *conditions)
    admitted = [meets(each, place, conditions) for place, each in enumerate(ENTRIES)]
    wanted, wanted_scores = expected(reference.scores(words), admitted)
    assert ordinals == wanted
    np.testing.assert_allclose(scores, wanted_scores, **SCORES)
    unfiltered = dict(zip(*found(index, words), strict=True))
    assert scores == [unfiltered[ordinal] for ordinal in ordinals]


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("ordinals", [[], [0], [2, 3, 7, 10], list(range(len(TEXTS)))])
def test_scores_of_given_passages_are_those_of_a_search(
    index: KeywordIndex, reference: Bm25, words: str, ordinals: list[int]
) -> None:
    scores = index.scores(KeywordQuery(words), np.array(ordinals, dtype=np.int64))
    assert (scores.dtype, scores.shape) == (np.float32, (len(ordinals),))
    np.testing.assert_allclose(scores, reference.scores(words)[ordinals], **SCORES)
    searched = dict(zip(*found(index, words), strict=True))
    assert scores.tolist() == [searched.get(ordinal, 0.0) for ordinal in ordinals]


def test_scores_of_given_passages_do_not_ask_what_is_required(index: KeywordIndex, reference: Bm25) -> None:
    query = KeywordQuery("river", phrases=("no such phrase",), excluded=("river",))
    np.testing.assert_allclose(index.scores(query, np.array([2, 3, 4])), reference.scores("river")[2:5], **SCORES)


@pytest.mark.parametrize("limit", range(1, 8))
def test_the_lower_ordinal_comes_first_among_equals_and_at_the_cut(
    index_format: KeywordIndexFormat, tmp_path: Path, limit: int
) -> None:
    """More equal passages than any slack, with one better and one worse among them."""
    texts = ["storm over town"] * 90
    texts[70], texts[3] = "storm storm town", "storm over the old town hall"
    index = opened(index_format, [entry(text) for text in texts], tmp_path)
    equals = [place for place in range(90) if place not in (70, 3)]
    assert found(index, "storm", limit)[0] == [70, *equals][:limit]


@pytest.mark.parametrize(("limit", "wanted"), [(0, []), (-3, []), (1, [10]), (2, [10, 11]), (3, [10, 11, 12])])
def test_the_limit(index_format: KeywordIndexFormat, tmp_path: Path, limit: int, wanted: list[int]) -> None:
    texts = ["nothing here"] * 10 + ["storm storm storm", "storm storm wind", "storm wind wind"]
    index = opened(index_format, [entry(text) for text in texts], tmp_path)
    assert found(index, "storm", limit)[0] == wanted


@pytest.mark.parametrize("limit", [len(TEXTS), 10_000, 2**40])
def test_a_limit_beyond_the_size_finds_all(index: KeywordIndex, reference: Bm25, limit: int) -> None:
    assert found(index, "storm", limit)[0] == expected(reference.scores("storm"), EVERYTHING)[0] == [14, 15, 16, 4]


PHRASES = {
    "harbour plan": [0],
    "Harbour Plan": [0],
    "“harbour plan”": [0],
    "harbour, plan": [0],
    "harbour plan 2021": [0],
    "plan (2021) failed": [0],
    "the mayor's": [0, 5],
    "the mayor’s": [0, 5],
    "THE MAYOR": [0, 4, 5],
    "mayor": [0, 4, 5],
    "mayors": [],
    "café owners": [5],
    "cafe owners on the ile": [5],
    "council's mayor": [5],
    "u.s.": [6],
    "us": [],
    "well known": [6],
    "well-known": [6],
    "of and": [9],
    "storm is a storm is a storm": [14, 15, 16],
    "river flood": [2],
    "flood river": [],
    "failed the harbour": [],
    "x" * 70_000: [],
}


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES.items(), ids=lambda each: str(each)[:20])
def test_a_phrase_stands_word_for_word(index: KeywordIndex, phrase: str, wanted: list[int]) -> None:
    assert wanted == [place for place, text in enumerate(TEXTS) if len(phrase) < 99 and holds(text, phrase)]
    mask = index.matching(KeywordQuery("", phrases=(phrase,)))
    assert (mask.dtype, mask.shape) == (np.bool_, (len(TEXTS),))
    assert np.flatnonzero(mask).tolist() == wanted
    assert sorted(found(index, " ".join(VOCABULARY), phrases=(phrase,))[0]) == sorted(
        set(wanted) & set(found(index, " ".join(VOCABULARY))[0])
    )


@pytest.mark.parametrize("excluded", ["mayor", "MAYOR", "harbour plan", "the", "storm is a storm", "nowhere", "..."])
def test_what_is_excluded_does_not_stand(index: KeywordIndex, excluded: str) -> None:
    wanted = [place for place, text in enumerate(TEXTS) if excluded == "..." or not holds(text, excluded)]
    query = KeywordQuery("mayor storm harbour", excluded=(excluded,))
    assert np.flatnonzero(index.matching(query)).tolist() == wanted
    anything = found(index, "mayor storm harbour")[0]
    assert found(index, "mayor storm harbour", excluded=(excluded,))[0] == [each for each in anything if each in wanted]


def test_every_phrase_must_stand_and_nothing_excluded_may(index: KeywordIndex) -> None:
    query = KeywordQuery("mayor", phrases=("the mayor", "council"), excluded=("harbour", "river"))
    assert np.flatnonzero(index.matching(query)).tolist() == [5]
    assert found(index, "mayor", phrases=("the mayor", "council"), excluded=("Île",))[0] == []


def test_what_is_required_never_changes_a_score(index: KeywordIndex) -> None:
    scores = dict(zip(*found(index, "storm mayor"), strict=True))
    ordinals, with_phrase = found(index, "storm mayor", phrases=("the mayor",), excluded=("harbour",))
    assert with_phrase == [scores[ordinal] for ordinal in ordinals]
    assert sorted(ordinals) == [4, 5]


def test_matching_ignores_the_words(index: KeywordIndex) -> None:
    assert index.matching(KeywordQuery("unheard")).tolist() == EVERYTHING
    assert index.matching(KeywordQuery("")).tolist() == EVERYTHING
    assert len(index) == len(TEXTS)


@pytest.mark.parametrize("words", ["", "   ", "...", "the of and", "x" * 41, "“”", "-", "\x00", "🗼"])
def test_a_query_without_words_finds_nothing(index: KeywordIndex, words: str) -> None:
    assert found(index, words) == ([], [])
    assert index.scores(KeywordQuery(words), np.array([0, 3])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "hostile",
    [
        'AND OR +-(*:"',
        "ranked:river AND NOT exact:*",
        "river AND",
        "[river TO flood]",
        "river^99999 OR (((",
        "\\",
        '"unclosed',
        "river~2 /.*/",
        "*",
        "source:0",
        "'; DROP TABLE articles; --",
        "\x00river\x00",
        "river " * 5_000,
    ],
)
def test_query_syntax_is_only_text(index: KeywordIndex, reference: Bm25, hostile: str) -> None:
    ordinals, scores = found(index, hostile)
    wanted, wanted_scores = expected(reference.scores(hostile), EVERYTHING)
    assert ordinals == wanted
    np.testing.assert_allclose(scores, wanted_scores, **SCORES)
    query = KeywordQuery(hostile, phrases=(hostile[:120],), excluded=(hostile[:120],))
    assert set(index.search(query, 5)[0].tolist()) <= set(range(len(TEXTS)))
    assert index.holding(hostile).shape == (len(TEXTS),)


punctuated = st.lists(
    st.tuples(
        st.sampled_from([*VOCABULARY, "CAFE", "Mayor"]), st.sampled_from([" ", ", ", "’", " “", "” ", "—", "\n"])
    ),
    max_size=12,
).map(lambda each: "".join(word + mark for word, mark in each))


SOME_CONDITIONS = [Days(1, 737_430), Days(737_428, 737_440), OneOf("kind", (0, 2)), StoodAt(7), NoneOf((0, 3))]


@settings(max_examples=25, deadline=None, phases=UNSHRUNK)
@given(
    texts=st.lists(punctuated, min_size=1, max_size=25),
    asked=st.lists(
        st.tuples(
            punctuated,
            st.lists(punctuated.map(lambda text: text[:14]), max_size=2),
            st.lists(punctuated.map(lambda text: text[:9]), max_size=2),
            st.integers(1, 30),
            st.lists(st.sampled_from(SOME_CONDITIONS), max_size=2),
        ),
        min_size=6,
        max_size=6,
    ),
)
def test_random_searches_equal_counting(tmp_path_factory: pytest.TempPathFactory, texts, asked) -> None:
    entries = [entry(text, place) for place, text in enumerate(texts)]
    reference = Bm25(texts)
    for make in FORMATS.values():
        index = opened(make(), entries, tmp_path_factory.mktemp("random"))
        for words, phrases, excluded, limit, conditions in asked:
            query = KeywordQuery(words, tuple(phrases), tuple(excluded))
            holding = [
                all(holds(text, phrase) for phrase in phrases)
                and not any(holds(text, each) for each in excluded if words_of(each))
                for text in texts
            ]
            assert index.matching(query).tolist() == holding
            admitted = [kept and meets(entries[place], place, conditions) for place, kept in enumerate(holding)]
            ordinals, scores = index.search(query, limit, tuple(conditions))
            wanted = reference.scores(words)
            # Sums in another order differ in the last bits, so places are compared by what they score.
            np.testing.assert_allclose(scores, expected(wanted, admitted, limit)[1], **SCORES)
            np.testing.assert_allclose(scores, wanted[ordinals], **SCORES)
            assert all(admitted[ordinal] for ordinal in ordinals)
            assert len(set(ordinals.tolist())) == len(ordinals)


wordings = st.builds(
    Wording,
    st.lists(st.sampled_from(["river", "the", "Mayor", "flood", "Café"]), min_size=2, max_size=2, unique=True).map(
        " ".join
    ),
    near=st.integers(0, 4),
    headline=st.booleans(),
) | st.builds(
    Wording,
    st.sampled_from(["ri", "river", "FLOOD", "caf", "café", "ma", "x", "19"]),
    prefix=st.just(True),
    headline=st.booleans(),
)
passages = st.tuples(punctuated, punctuated, punctuated)


def stands(each: Entry, wording: str | Wording) -> bool:
    """Whether a wording stands in a passage, or begins in it and runs on into what follows."""
    wording = Wording(wording) if isinstance(wording, str) else wording
    words, wanted = words_of(each.headline if wording.headline else each.text), words_of(wording.text)
    if wording.prefix:
        return any(word.startswith(wanted[0]) for word in words)
    if wording.near is not None:
        places = product(*([place for place, word in enumerate(words) if word == each] for each in wanted))
        apart = [max(each) - min(each) + 1 - len(each) for each in places if len(set(each)) == len(each)]
        return any(others <= wording.near for others in apart)
    after = [] if wording.headline else words_of(each.after)
    return any((words + after)[start : start + len(wanted)] == wanted for start in range(len(words)))


@settings(max_examples=25, deadline=None, phases=UNSHRUNK)
@given(
    made=st.lists(passages, min_size=1, max_size=25),
    asked=st.lists(wordings | punctuated.filter(words_of), min_size=12, max_size=12),
)
def test_random_wordings_equal_counting(tmp_path_factory: pytest.TempPathFactory, made, asked) -> None:
    """Near each other in any order, beginning a word, in the headline, and over the end of a passage."""
    entries = [
        replace(entry(text, place), headline=headline, after=after)
        for place, (text, headline, after) in enumerate(made)
    ]
    for make in FORMATS.values():
        index = opened(make(), entries, tmp_path_factory.mktemp("wordings"))
        for wording in asked:
            standing = [stands(each, wording) for each in entries]
            assert index.matching(KeywordQuery("", phrases=(wording,))).tolist() == standing, wording
            assert index.matching(KeywordQuery("", excluded=(wording,))).tolist() == [not each for each in standing]


NEAR = {
    ("the river mayor", 1): "the cafe river flood mayor",  # two others between the first and the last
    ("flood cafe mayor", 2): "cafe flood the the the mayor",
    ("mayor mayor", 1): "the mayor spoke",  # there is but one
}


@pytest.mark.parametrize(("words", "near"), NEAR)
def test_only_two_different_words_are_near_each_other(
    index_format: KeywordIndexFormat, tmp_path: Path, words: str, near: int
) -> None:
    """The engine counts slop from word to word and not in all: more words, or one twice, are a phrase."""
    wording = Wording(words, near=near)
    texts = [entry(NEAR[words, near])]
    assert not stands(texts[0], wording)
    index = opened(index_format, texts, tmp_path)
    assert index.matching(KeywordQuery("", phrases=(wording,))).tolist() == [False]


def test_a_missing_folder_is_named(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match="keywords is missing or damaged; run 'newsarchive rebuild'"):
        index_format.open(tmp_path / "keywords")


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 300])
def test_a_damaged_folder_is_named(index_format: KeywordIndexFormat, tmp_path: Path, damage: bytes) -> None:
    index_format.build(ENTRIES, tmp_path / "keywords")
    (tmp_path / "keywords" / "meta.json").write_bytes(damage)
    with pytest.raises(IndexStateError, match="keywords is missing or damaged"):
        index_format.open(tmp_path / "keywords")


def test_a_folder_that_lost_its_postings_is_named(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    index_format.build(ENTRIES, tmp_path / "keywords")
    for path in (tmp_path / "keywords").glob("*.term"):
        path.unlink()
    with pytest.raises(IndexStateError, match="keywords is missing or damaged"):
        index_format.open(tmp_path / "keywords")


def test_an_index_of_nothing_finds_nothing(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    index = opened(index_format, [], tmp_path)
    assert len(index) == 0
    assert found(index, "river") == ([], [])
    assert index.matching(KeywordQuery("river", phrases=("river",))).tolist() == []


def standing(index: KeywordIndex, wording: Wording) -> list[int]:
    """Where a wording stands; where it is excluded is everywhere else."""
    mask = index.matching(KeywordQuery("", phrases=(wording,)))
    assert (~mask).tolist() == index.matching(KeywordQuery("", excluded=(wording,))).tolist()
    return np.flatnonzero(mask).tolist()


@pytest.mark.parametrize(
    ("wording", "wanted"),
    [
        (Wording("flood river", near=0), [2]),
        (Wording("mayor plan", near=2), [0]),
        (Wording("plan mayor", near=2), [0]),
        (Wording("plan mayor", near=1), []),
        (Wording("riv", prefix=True), [2, 3, 10]),
        (Wording("riv"), []),
        (Wording("Île", prefix=True), [5]),
        (Wording("x" * 5, prefix=True), []),
    ],
)
def test_words_near_each_other_and_beginnings(index: KeywordIndex, wording: Wording, wanted: list[int]) -> None:
    assert standing(index, wording) == wanted


def test_words_of_the_headline(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    entries = [replace(entry("It fell."), headline="The River’s Flood"), replace(entry("The river."), headline="Fire")]
    index = opened(index_format, entries, tmp_path)
    assert standing(index, Wording("rivers", headline=True)) == []
    assert standing(index, Wording("river's flood", headline=True)) == [0]
    assert standing(index, Wording("fi", prefix=True, headline=True)) == [1]
    assert standing(index, Wording("river")) == [1]


def test_a_phrase_that_runs_on_stands_where_it_begins(index_format: KeywordIndexFormat, tmp_path: Path) -> None:
    """Also where it is longer than what is kept of a passage's neighbour."""
    many = " ".join(f"w{number}" for number in range(80))
    texts = ["The mayor said: “I", "will not resign,” and left.", f"before {many}"]
    entries = [replace(entry(texts[0]), after=texts[1]), entry(texts[1]), replace(entry(texts[2]), after="the end")]
    index = opened(index_format, entries, tmp_path)
    assert standing(index, Wording("I will not resign")) == [0]
    assert standing(index, Wording("mayor said I will")) == [0]
    assert standing(index, Wording("will not resign")) == [1]
    assert standing(index, Wording("mayor will")) == []
    assert standing(index, Wording(f"{many} the end")) == [2]
    assert standing(index, Wording(f"{many} the other end")) == []


@pytest.mark.parametrize("words", [*QUERIES, "", "the of and", "...", "x" * 41, "storm bridge mayor"])
def test_holding_is_every_word_that_ranks(index: KeywordIndex, words: str) -> None:
    stems = [english().analyze(text) for text in TEXTS]
    wanted = set(english().analyze(words))
    mask = index.holding(words)
    assert (mask.dtype, mask.shape) == (np.bool_, (len(TEXTS),))
    assert mask.tolist() == [bool(wanted) and wanted <= set(each) for each in stems]
