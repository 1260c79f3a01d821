"""An archive made ready beside the one in use, put in its place part by part, by whoever comes next if one is killed.

DATA/restoring/           the parts that will be the archive
DATA/restoring/ready      written last: until it stands there, nothing of the archive has changed

While parts are exchanged no generation is in force: a server that runs says that there is no index, and then answers
from what is new.
"""

import shutil
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from archive.errors import IndexStateError
from archive.storage import writing
from index.backup import EMBEDDINGS, RECEIPTS, RECORD, REFUSAL, Stores
from index.generation import building, drop_from_force, generations_folder, put_in_force, sync_folder, write_durably

STAGING = "restoring"
READY = "ready"


class Plan(BaseModel):
    """The generation that will be in force, and whether vectors that are there already may stay."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    generation: str | None
    keep_vectors: bool


def settle(data: Path, stores: Stores) -> None:
    """Finish an exchange that was broken off, or remove what was made for one that had not begun.

    Raises:
        IndexStateError: one is going on at this moment.
        StorageError: something cannot be written; the next to try goes on from there.
    """
    if not (data / STAGING).exists():
        return
    try:
        with writing("the archive", data), building(data):
            settle_held(data, stores)
    except IndexStateError as error:
        if (data / STAGING / READY).exists():
            raise IndexStateError(f"the archive in {data} is being restored; try again in a moment") from error


def settle_held(data: Path, stores: Stores) -> None:
    """What `settle` does, for whoever holds the right to build."""
    if (data / STAGING / READY).exists():
        exchange(data, stores)
    elif (data / STAGING).exists():
        shutil.rmtree(data / STAGING)


def make_ready(staging: Path, plan: Plan) -> None:
    """Say that the parts are whole: from now on the exchange will be finished."""
    (staging / EMBEDDINGS).mkdir(exist_ok=True)
    write_durably(staging / f"{READY}.new", plan.model_dump_json().encode())
    sync_folder(staging)
    (staging / f"{READY}.new").replace(staging / READY)
    sync_folder(staging)


def exchange(data: Path, stores: Stores) -> None:
    """Put the parts in place; broken off anywhere, it can be done again."""
    staging = data / STAGING
    plan = Plan.model_validate_json((staging / READY).read_bytes())
    drop_from_force(data)
    with closing(stores.record(data / RECORD)) as record, closing(stores.receipts(data / RECEIPTS)) as receipts:
        record.replace_with(staging / RECORD)
        receipts.replace_with(staging / RECEIPTS)
        if not plan.keep_vectors:
            record.erase()
    if (staging / REFUSAL).exists():
        (staging / REFUSAL).replace(data / REFUSAL)
    _place_vectors(staging / EMBEDDINGS, data / EMBEDDINGS, keep=plan.keep_vectors)
    _place_generation(data, plan.generation)
    if plan.generation is not None:
        put_in_force(data, plan.generation)
    (staging / READY).unlink()
    sync_folder(staging)
    shutil.rmtree(staging)


def _place_vectors(staged: Path, place: Path, *, keep: bool) -> None:
    """Of two files of one model the larger stays: vectors are known by their texts, so either serves."""
    place.mkdir(exist_ok=True)
    if not keep and staged.exists():  # Where it does not, they have been exchanged before.
        shutil.rmtree(place)
        staged.replace(place)
    for path in sorted(staged.glob("*.vectors")):
        there = place / path.name
        if not there.exists() or there.stat().st_size < path.stat().st_size:
            path.replace(there)
    sync_folder(place)


def _place_generation(data: Path, name: str | None) -> None:
    """No generation but the restored one is left: all others are of the record that was replaced."""
    place, staged = generations_folder(data), generations_folder(data / STAGING) / (name or "")
    place.mkdir(exist_ok=True)
    waits = name is not None and staged.exists()
    for path in place.iterdir():
        if path.name != name or waits:
            shutil.rmtree(path)
    if name is not None and waits:
        staged.replace(place / name)
    sync_folder(place)
