"""What articles mean on the whole: by their vectors, of new material and of what stood in the index before."""

import numpy as np

from archive.model import Kind
from index.base import Base
from index.embedder import StoredVectors, Vectors
from index.hits import FOREVER, Passage
from index.material import Material
from index.stories import MeaningOf, direction


def meanings(material: Material, vectors: StoredVectors, base: Base | None) -> MeaningOf:
    """From an article's id to the direction in which the vectors of its latest body lie on the whole, of length 1."""
    changed = frozenset(base.changed) if base else frozenset()

    def meaning(article_id: str) -> Vectors | None:
        rows = [row for row in material.articles.get(article_id, ()) if _counts(material.passages[row])]
        if rows:
            return direction(vectors[np.array(rows)])
        if base is None or article_id in changed:
            return None
        before = base.generation
        ordinals = [each for each in before.passages.of_article(article_id) if _counts(before.passages[each])]
        return direction(before.vectors.vectors(np.array(ordinals))) if ordinals else None

    return meaning


def _counts(passage: Passage) -> bool:
    return passage.kind is Kind.BODY and passage.until == FOREVER
