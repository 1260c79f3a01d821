from collections.abc import Callable

import pytest

from index.embedder import Embedder, HashEmbedder
from index.models import load_embedder

EMBEDDERS: dict[str, Callable[[], Embedder]] = {
    "hash": HashEmbedder,
    "bge-small": lambda: load_embedder("bge-small"),
    "minilm-l6": lambda: load_embedder("minilm-l6"),
}


@pytest.fixture(scope="session", params=EMBEDDERS)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Every embedder, loaded once."""
    return EMBEDDERS[request.param]()
