import pytest

from index.embedder import HashEmbedder
from index.onnx_embedder import OnnxEmbedder


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture(scope="session")
def bge() -> OnnxEmbedder:
    return OnnxEmbedder()
