"""Which pairs are compared: those that brute force over the bands, the dates and the signatures would compare."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.banding import NO_TIME, WINDOW, candidates
from index.shingles import run_hashes
from index.signatures import LENGTH, signature_of

DAY = 24 * 60


def by_brute_force(signatures, runs, times, fresh):
    found = []
    for one, other in combinations(range(len(runs)), 2):
        same = signatures[one] == signatures[other]
        resemblance = same.mean()
        common = resemblance / (1 + resemblance) * (runs[one] + runs[other])
        near = NO_TIME in (times[one], times[other]) or abs(int(times[one]) - int(times[other])) <= WINDOW * DAY
        in_a_band = any(same[band] and same[band + 1] for band in range(0, LENGTH, 2))
        if near and in_a_band and common >= 0.15 * min(runs[one], runs[other]) and (fresh[one] or fresh[other]):
            found.append([one, other])
    return found


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_candidates_are_those_of_brute_force(data):
    count = data.draw(st.integers(0, 7))
    random = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    values = random.integers(1, data.draw(st.sampled_from([1, 2, 4, 40])) + 1, size=(count, LENGTH))
    signatures = (values * 70_000_000).astype(np.uint32)
    runs = random.integers(20, 400, size=count)
    times = np.array([random.choice([0, DAY, 31 * DAY, 40 * DAY, NO_TIME]) for _ in range(count)], dtype=np.int32)
    fresh = random.random(count) < 0.5
    found = candidates(signatures, runs, times, fresh)
    assert found.tolist() == by_brute_force(signatures, runs, times, fresh)


def test_a_signature_tells_how_alike_two_texts_are():
    words = [f"word{number}" for number in range(1200)]
    one, other = run_hashes(" ".join(words[:800])), run_hashes(" ".join(words[400:]))
    common = len(np.intersect1d(one, other)) / len(np.union1d(one, other))
    said = (signature_of(one) == signature_of(other)).mean()
    assert (len(one), len(other), round(common, 3)) == (798, 798, 0.332)
    assert abs(said - common) < 0.09
    assert (signature_of(one) == signature_of(run_hashes(" ".join(words[:800]).upper()))).all()


def test_runs_and_signatures_are_what_records_hold_that_exist_already():
    """Another value here means that every record's signatures have to be made anew."""
    runs = run_hashes("The fisheries board cut the herring quota.")
    assert (runs.tolist(), signature_of(runs)[:3].tolist()) == (
        [1035628215, 1350553642, 1994278813, 2195425458, 4184938416],
        [405115109, 382156112, 1737580334],
    )
