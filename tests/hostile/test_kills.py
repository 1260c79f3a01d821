"""A few points of `python -m benchmarks.kills`: builders killed, and disks full, at some of the calls that they make.

That command tries every point; here it is seen that each kind of job survives some, and that the harness itself works.
"""

from collections.abc import Iterator

import pytest

from benchmarks.kills.__main__ import points_of, try_point
from benchmarks.kills.cases import Case, cases
from benchmarks.kills.watching import Watcher, watcher, why_not

TRIED = 2


@pytest.fixture(scope="module")
def watching() -> Iterator[Watcher]:
    if reason := why_not():
        pytest.skip(reason)
    with watcher() as started:
        yield started


@pytest.fixture(scope="module")
def prepared(watching: Watcher, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    return cases(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("job", ["rebuild", "ingest", "takedown"])
def test_what_is_left_is_whole_and_the_next_to_try_ends_it(
    watching: Watcher, prepared: dict[str, Case], job: str
) -> None:
    case = prepared[job.partition("@")[0]]
    counts = watching.counts(job, case.lay())
    points = list(points_of(job, counts, full=0, seed=0))
    assert len(points) > 20, "the job was not watched from its start"
    drawn = points[len(points) // 4 :: len(points) // 2][:TRIED]
    *_, full = points_of(job, counts, full=1, seed=1)
    assert (full.full, len(drawn)) == (True, TRIED)
    assert "killed" in [try_point(watching, point, case) for point in drawn]
    assert try_point(watching, full, case) in ("told in a sentence", "done")
