"""Values put aside on the disk come back by their places, and leave no file behind."""

import errno
import gc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import spool as module
from index.spool import Spool, Spooled
from tests.small_disk import files_up_to


@given(st.lists(st.binary(max_size=40)), st.integers(1, 60))
def test_what_was_added_comes_back_by_its_place(added: list[bytes], buffer: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BUFFER", buffer)
        spool = Spool()
        for content in added:
            spool.add(content)
        spool.write()
    assert len(spool) == len(added)
    assert [spool.read(place) for place in range(len(added))] == added


def test_values_lie_at_every_second_place(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for number in range(200):
        spool.add(str(number).encode())
    spool.write()
    even, odd = Spooled(spool, 0, 2, int), Spooled(spool, 1, 2, int)
    assert list(even) == list(range(0, 200, 2))
    assert (len(odd), odd[0], odd[-1], odd[3:5], odd[99]) == (100, 1, 199, [7, 9], 199)
    with pytest.raises(IndexError):
        odd[100]


def test_nothing_of_it_stands_in_the_folder_and_the_values_outlive_the_spool(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.add(b"the river rose")
    spool.write()
    values = Spooled(spool, 0, 1, bytes.decode)
    del spool
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    assert list(values) == ["the river rose"]


def test_a_full_disk_is_told_when_it_is_written_to_and_not_again_when_it_is_let_go(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.add(bytes(5000))
    with files_up_to(4096), pytest.raises(OSError, match="too large") as refused:
        spool.write()
    assert refused.value.errno == errno.EFBIG
    del spool, refused
    gc.collect()
