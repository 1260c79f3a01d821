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
from index.embedder import Vectors
from index.entries import entries
from index.generation import KEYWORDS, VECTORS, FileSeal, Formats, part_folder, write_dead
from index.hits import Passage
from index.keywords import Entry
from index.links import link
from index.material import Material
from index.passage_file import write_passages
from index.vectors import Ordinals

_NONE_DEAD: Ordinals = np.empty(0, dtype=np.int64)


def write_whole(folder: Path, material: Material, vectors: Vectors, formats: Formats) -> int:
    """Write the files of a generation into the new folder; how many parts it has."""
    columns = Columns.of(material.passages)
    _write_part(part_folder(folder, 0), material.passages, vectors, columns, formats)
    formats.keywords.build(entries(material, columns), folder / KEYWORDS)
    write_dead(folder, _NONE_DEAD)
    return 1


def write_onto(base: Base, folder: Path, material: Material, vectors: Vectors, formats: Formats) -> int:
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
    base: Base, kept: int, folder: Path, material: Material, vectors: Vectors, formats: Formats
) -> tuple[Columns, int]:
    """Write the last part: what the parts after the kept ones hold, and what is new; its columns, and where that is."""
    taken = range(kept, len(base.part_sizes))
    passages = list(chain.from_iterable(base.generation.passages.part(number) for number in taken))
    stored = [_all_vectors(part_folder(base.folder, number), formats) for number in taken]
    known = words_of([part_folder(base.folder, number) for number in range(kept)])
    everything = [*passages, *material.passages]
    columns = Columns.of(everything, known, sum(base.part_sizes[:kept]))
    # An article that came again may stand beside itself.
    articles = [np.load(part_folder(base.folder, number) / f"{ARTICLE}.npy", allow_pickle=False) for number in taken]
    new = Columns.of(material.passages, known, sum(base.part_sizes)).codes[ARTICLE]
    columns = Columns({**columns.codes, ARTICLE: np.concatenate([*articles, new])}, columns.words)
    vectors = np.concatenate([*stored, vectors])
    _write_part(part_folder(folder, kept), everything, vectors, columns, formats, known)
    return columns, len(passages)


def _all_vectors(part: Path, formats: Formats) -> Vectors:
    index = formats.vectors.open(part / VECTORS)
    return index.vectors(np.arange(len(index)))


def _write_part(
    part: Path,
    passages: Sequence[Passage],
    vectors: Vectors,
    columns: Columns,
    formats: Formats,
    known: Words | None = None,
) -> None:
    part.mkdir(parents=True)
    write_passages(passages, part)
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
