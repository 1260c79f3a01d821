"""Material and its vectors in, the files of a generation out: all of them anew, or onto the generation before.

Onto another, what is new becomes a part of its own. Parts that are no larger than what follows them are written into
it, so that each is larger than the next and there are never many.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from index.base import Base
from index.bundled import sha256_of
from index.columns import ARTICLE, Columns, Words, words_of
from index.embedder import StoredVectors, Vectors
from index.entries import entries
from index.generation import KEYWORDS, VECTORS, FileSeal, Formats, part_folder, write_dead
from index.keywords import Entry
from index.links import link
from index.material import Material
from index.passage_file import written
from index.vectors import Ordinals

_NONE_DEAD: Ordinals = np.empty(0, dtype=np.int64)


def write_whole(folder: Path, material: Material, vectors: StoredVectors, formats: Formats) -> int:
    """Write the files of a generation into the new folder; how many parts it has."""
    part = part_folder(folder, 0)
    part.mkdir(parents=True)
    columns = Columns.of(written(material.passages, part))
    _write_rest(part, vectors, columns, formats)
    formats.keywords.build(entries(material, columns), folder / KEYWORDS)
    write_dead(folder, _NONE_DEAD)
    return 1


def write_onto(base: Base, folder: Path, material: Material, vectors: StoredVectors, formats: Formats) -> int:
    """Write the files of a generation into the new folder, most of them taken over; how many parts it has."""
    kept = _kept(base.part_sizes, len(vectors))
    for number in range(kept):
        _link_all(part_folder(base.folder, number), part_folder(folder, number))
    count = base.generation.passages.rows.count
    new: Iterator[Entry] = iter(())
    if len(vectors):
        columns, first = _write_joined(base, kept, folder, material, vectors, formats)
        new = entries(material, columns, first)
    old = base.folder / KEYWORDS
    formats.keywords.extend(old, folder / KEYWORDS, new, first=count, dead=base.newly_dead.tolist())
    write_dead(folder, base.dead)
    return kept + bool(len(vectors))


def _kept(sizes: Sequence[int], new: int) -> int:
    """How many parts stay as they are."""
    kept = len(sizes)
    while new and kept and sizes[kept - 1] <= new:
        kept -= 1
        new += sizes[kept]
    return kept


def _write_joined(
    base: Base, kept: int, folder: Path, material: Material, vectors: StoredVectors, formats: Formats
) -> tuple[Columns, int]:
    """Write the last part: what the parts after the kept ones hold, and what is new; its columns, and where that is."""
    taken = range(kept, len(base.part_sizes))
    everything = chain(*(base.generation.passages.part(number) for number in taken), material.passages)
    part = part_folder(folder, kept)
    part.mkdir(parents=True)
    stored = [_all_vectors(part_folder(base.folder, number), formats) for number in taken]
    known = words_of([part_folder(base.folder, number) for number in range(kept)])
    columns = Columns.of(written(everything, part), known, sum(base.part_sizes[:kept]))
    # An article that came again may stand beside itself.
    articles = [np.load(part_folder(base.folder, number) / f"{ARTICLE}.npy", allow_pickle=False) for number in taken]
    new = Columns.of(material.passages, known, sum(base.part_sizes)).codes[ARTICLE]
    columns = Columns({**columns.codes, ARTICLE: np.concatenate([*articles, new])}, columns.words)
    together = np.concatenate([*stored, vectors[:]])
    _write_rest(part, together, columns, formats, known)
    return columns, sum(base.part_sizes[kept:])


def _all_vectors(part: Path, formats: Formats) -> Vectors:
    index = formats.vectors.open(part / VECTORS)
    return index.vectors(np.arange(len(index)))


def _write_rest(
    part: Path, vectors: StoredVectors, columns: Columns, formats: Formats, known: Words | None = None
) -> None:
    """Write what a part has beside its passages."""
    columns.write(part, known)
    formats.vectors.build(vectors, part / VECTORS)


def _link_all(old: Path, new: Path) -> None:
    new.mkdir(parents=True)
    for path in old.iterdir():
        link(path, new / path.name)


def seals_of(folder: Path, base: Base | None) -> dict[str, FileSeal]:
    """The seals of every file of a folder; of those that are the base's own, the seals that they have there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _seal_of(path, path.relative_to(folder), base) for path in files}


def _seal_of(path: Path, name: Path, base: Base | None) -> FileSeal:
    known = base.generation.manifest.files.get(name.as_posix()) if base else None
    if base and known and path.samefile(base.folder / name):
        return known
    return FileSeal(size=path.stat().st_size, sha256=sha256_of(path))
