"""Transformer models in ONNX that packages carry. The only module that knows onnxruntime and tokenizers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from typing import Any

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Encoding, Tokenizer

from archive.errors import ModelError
from index.bundled import Bundled, folder_of

Output = npt.NDArray[Any]

_THREADS = 2


class OnnxModel:
    """A model that reads token ids, one text a run, and its tokenizer. Safe to share between threads.

    An int8 model quantises what flows through it by the extremes of the whole batch, padding included, so in a batch
    a text's result changes with its company (by up to 0.5 for a reranker's logit); alone it is the same every time.
    Single texts on two threads take 15 % longer than batches of eight of like length on two threads, and half as
    long as runs that are each spread over both threads.
    """

    def __init__(self, model: Bundled) -> None:
        """Load a bundled model.

        Raises:
            ModelError: the package is missing, or its weights are not the ones this release was tested with.
        """
        folder = folder_of(model)
        options = SessionOptions()
        options.intra_op_num_threads = 1
        # Without VNNI, sums of signed int8 products overflow 16 bits and a logit is off by 0.3; unsigned ones do not.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = InferenceSession(folder / model.weights, options, providers=["CPUExecutionProvider"])
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._file = str(folder / "tokenizer.json")
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix=model.package)
        self._here = Semaphore(_THREADS)
        self._whole = self.tokenizer()

    def tokenizer(self) -> Tokenizer:
        """A tokenizer of the model that neither cuts nor pads, for a caller to set as it needs."""
        try:
            tokenizer = Tokenizer.from_file(self._file)
        except Exception as error:  # the library raises nothing more precise
            raise ModelError(f"cannot read the tokenizer {self._file}; install its package again") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text takes, without the ones added at its ends."""
        return [len(encoding.ids) for encoding in self._whole.encode_batch(list(texts), add_special_tokens=False)]

    def run(self, encodings: Sequence[Encoding]) -> Iterator[Output]:
        """The model's first output for each encoded text alone, in order, without the batch dimension."""
        # The longest first, so that no thread is left with a long one when the others have nothing more to do.
        order = sorted(range(len(encodings)), key=lambda place: -len(encodings[place].ids))
        begun = {place: self._threads.submit(self._run, encodings[place]) for place in order}
        return (begun.pop(place).result() for place in range(len(encodings)))

    def _run(self, encoding: Encoding) -> Output:
        ids = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        rows = {name: np.array([ids[name]], dtype=np.int64) for name in self._inputs}
        batch: Output = np.asarray(self._session.run(None, rows)[0])
        return np.asarray(batch[0])

    def run_here(self, encoding: Encoding) -> Output:
        """The same for one encoded text, by the thread that asks: another would begin a millisecond later.

        As many run at once as there are processors: sixteen that take turns would all end late.
        """
        with self._here:
            return self._run(encoding)
