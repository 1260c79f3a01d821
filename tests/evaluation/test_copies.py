"""The judged set of copies and its measures: scores worked out by hand, edits that do what their names say."""

import numpy as np
import pytest

from archive.copies import Pair
from archive.errors import InputError
from evaluation.copies import CopySet, as_print, as_version, at_threshold, copy_set, halves, scored
from evaluation.copies_report import evaluate_copies, read_judged, to_read
from evaluation.copy_decoys import FORMS, reports
from evaluation.copy_edits import EDITS, Print

SYLLABLES = ("mar", "lon", "ved", "kil", "tor", "bas", "dun", "fen", "ros", "wim")


def printed(seed: int, paragraphs: int = 8) -> Print:
    """A text of words that no other seed gives, a sentence of 25 to a paragraph."""
    random = np.random.default_rng(seed)
    sentences = [" ".join("".join(random.choice(SYLLABLES, 3)) for _ in range(25)) + "." for _ in range(paragraphs)]
    return Print(f"Headline {seed} of the day", f"Reporter {seed}", tuple(sentences), 738_000 + seed % 5)


ARTICLES = [as_version(printed(seed), f"a{seed}") for seed in range(14)]


def edited(name: str) -> tuple[Print, Print]:
    original = printed(1)
    return original, EDITS[name](original, printed(2), np.random.default_rng(3))


def test_a_version_comes_back_from_its_print():
    version = as_version(printed(1), "a")
    assert as_print(version) == printed(1)
    assert version.headline == "Headline 1 of the day"


@pytest.mark.parametrize("name", EDITS)
def test_edits_can_be_repeated_and_change_something(name):
    assert edited(name)[1] == edited(name)[1] != edited(name)[0]


def test_edits_do_what_their_names_say():
    original, cut = edited("a third of the paragraphs cut")
    assert set(cut.paragraphs) < set(original.paragraphs)
    original, moved = edited("order changed")
    assert (sorted(moved.paragraphs), moved.paragraphs[0]) == (sorted(original.paragraphs), original.paragraphs[0])
    original, truncated = edited("truncated to 40-70%")
    assert 0.4 * 200 <= truncated.words <= 0.7 * 200 + 25
    assert truncated.paragraphs == original.paragraphs[: len(truncated.paragraphs)]
    original, brief = edited("brief of 10-25%")
    assert brief.words >= 60
    original, added = edited("own paragraphs added")
    assert set(original.paragraphs) < set(added.paragraphs)
    original, misread = edited("5% of letters misread")
    letters = zip("".join(original.paragraphs), "".join(misread.paragraphs), strict=True)
    assert 0.01 < np.mean([one != other for one, other in letters]) < 0.06


def test_reports_of_one_form_differ_from_day_to_day():
    for form in FORMS:
        made = list(reports(form, 5, 738_000, np.random.default_rng(1)))
        assert [each.day for each in made] == list(range(738_000, 738_005))
        assert len({each.paragraphs[0] for each in made}) == 5


def test_scores_are_of_all_pairs_that_stories_lead_to():
    made = CopySet()
    for place, (key, story, edit) in enumerate(
        [("a", "a", None), ("a/cut", "a", "cut"), ("a/moved", "a", "moved"), ("b", "b", None), ("c", "c", None)]
    ):
        made.add(as_version(printed(place), key), story, edit)
    pairs = [Pair("a", "a/cut", 0.9), Pair("a", "b", 0.6), Pair("a", "c", 0.4)]
    found = scored(made, pairs, {frozenset("bc"): None})
    # Told are the pairs of a, a/cut and b: one is right, of the three among a and its copies.
    assert (found.told, found.right, found.true) == (3, 1, 3)
    assert (round(found.precision, 3), round(found.recall, 3)) == (0.333, 0.333)
    assert found.by_edit == {"cut": (1, 1), "moved": (0, 1)}
    assert found.wrong == (("a", "b"), ("a/cut", "b"))
    assert found.missed == (("a", "a/moved"), ("a/cut", "a/moved"))
    assert scored(made, at_threshold(pairs, 0.7), {}).wrong == ()
    assert scored(made, at_threshold(pairs, 0.3), {}).told == 6
    assert scored(made, pairs, {frozenset(("a", "b")): None}).wrong == (("a/cut", "b"),)


def test_pairs_judged_to_be_copies_are_one_story():
    made = copy_set(ARTICLES[:4], ARTICLES[4:], {frozenset(("a0", "a3")): True, frozenset(("a1", "a2")): False}, 1)
    assert made.story["a0"] == made.story["a3"] == "a0"
    assert {made.story[key] for key in made.story if key.startswith("a3/")} == {"a0"}
    assert made.story["a1"] != made.story["a2"]


def test_the_halves_share_nothing_and_judged_pairs_stay_together():
    judged = {frozenset(("a0", f"a{place}")): None for place in range(1, 14)}
    one, other = halves(ARTICLES, {}, 1)
    assert sorted(each.article_id for each in (*one, *other)) == sorted(each.article_id for each in ARTICLES)
    assert 0 < len(one) < len(ARTICLES)
    assert not all(halves(ARTICLES, judged, 1))


def test_a_small_archive_is_measured_whole():
    report = evaluate_copies(ARTICLES, {}, 1, None)
    said = report.figures["reported on"]
    assert said["precision"] == 1
    assert said["recall"] > 0.9
    assert report.figures["chosen on"]["best threshold"] is not None
    assert to_read(report, 4).startswith("made as copies\n  ")
    with pytest.raises(InputError, match="too few articles"):
        evaluate_copies(ARTICLES[:1], {}, 1, None)


def test_judged_pairs_are_read_by_the_names_that_judges_use(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"one": "17", "other": "b", "copies": true}\n{"one": "17", "other": "nobody", "copies": null}\n')
    identities = {"a": "file:/x/articles.jsonl#17", "b": "https://b.example"}
    assert read_judged(path, identities) == {frozenset(("a", "b")): True}
    assert read_judged(None, identities) == {}
    path.write_text('{"one": "17"}\n')
    with pytest.raises(InputError, match=r"line 1 of .* judges no pair"):
        read_judged(path, identities)
