"""A restore killed before any of its steps leaves the old archive, or one that the next to open it makes the new."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from answer.model import AskRequest
from index.backup import back_up
from index.embedder import HashEmbedder
from index.exchange import READY, STAGING, settle
from index.verify import verify
from tests.hostile.killed_restores import STORES
from tests.index.archives import FORMATS
from tests.index.room import Room

LIBEL = "Mara Ellin of Lamp Street was wrongly named in the harbour inquiry as the informer."
PIER = "The pier was opened again in May."

Kill = Callable[[int, Path, Path], int]
State = tuple[tuple[str, ...], int, str | None]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    command = [sys.executable, str(Path(__file__).parent / "killed_restores.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as helping:
        assert helping.stdin is not None
        assert helping.stdout is not None

        def ask(step: int, backup: Path, data: Path) -> int:
            print(step, backup, data, sep="\t", file=helping.stdin, flush=True)
            return int(helping.stdout.readline())

        yield ask
        helping.stdin.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive; a backup of what it was; and a backup that still holds what was taken down since."""
    folder = tmp_path_factory.mktemp("prepared")
    room = Room(folder)
    room.write("a.txt", "Informer named", LIBEL)
    room.write("b.txt", "Ferry vote", "The council voted for the new ferry on Monday morning.")
    room.bring_up()
    room.desk.ask(AskRequest(question="What did the council vote for?"))
    back_up(room.data, STORES, folder / "libel", index=True)
    (article_id,) = room.found('"wrongly named"')
    room.take_down(article_id)
    back_up(room.data, STORES, folder / "sound", index=True)
    room.write("c.txt", "Pier opens", PIER)
    room.bring_up()
    room.close()
    return folder


def state(data: Path, *, verified: bool = True) -> State:
    """What record, receipts and index say, by default after a look at every byte of them."""
    record, receipts = STORES.record(data / "record.sqlite"), STORES.receipts(data / "receipts.sqlite")
    texts = tuple(sorted(version.text for version in record.current_versions()))
    assert record.check() == ()
    current = data / "CURRENT"
    if verified and current.exists():
        assert [each for each in verify(record, data, HashEmbedder(), FORMATS).findings if each.wrong] == []
    found = (texts, receipts.count(), current.read_text() if current.exists() else None)
    record.close()
    receipts.close()
    return found


@pytest.mark.parametrize("name", ["sound", "libel"])
def test_killed_before_any_step(kill: Kill, prepared: Path, tmp_path: Path, name: str) -> None:
    old = state(prepared / "data")
    ended, states = None, []
    for step in count(1, 2 if name == "sound" else 4):
        data = shutil.copytree(prepared / "data", tmp_path / "data")
        ended = kill(step, prepared / name, data)
        begun = (data / STAGING / READY).exists()
        settle(data, STORES)
        assert not (data / STAGING).exists()
        states.append((begun or ended == 0, state(data, verified=step % 4 == 0 or ended == 0)))
        assert not any(LIBEL[:32].encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())
        shutil.rmtree(data)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    new = states[-1][1]
    assert ended == 0
    assert (old[0] != new[0], len(new[0]), new[1]) == (True, 1, 1)
    assert (new[2] is None) == (name == "libel")
    # `ready` goes first when all is done: what was killed after that is new as well.
    assert [found for begun, found in states if begun] == [new] * sum(begun for begun, _ in states)
    untouched = [found for begun, found in states if not begun]
    assert set(untouched) <= {old, new}
    assert untouched == sorted(untouched, key=[old, new].index)
    assert min(len(untouched), len(states) - len(untouched)) >= 3


@pytest.mark.parametrize("pages", [1, 7])
def test_killed_with_some_pages_exchanged(kill: Kill, prepared: Path, tmp_path: Path, pages: int) -> None:
    data = shutil.copytree(prepared / "data", tmp_path / "data")
    assert kill(-pages, prepared / "sound", data) == -signal.SIGKILL
    record = STORES.record(data / "record.sqlite")
    assert (record.check(), any(PIER in each.text for each in record.current_versions())) == ((), True)
    record.close()
    settle(data, STORES)
    assert not any(PIER in text for text in state(data)[0])
