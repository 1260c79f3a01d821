"""Embedding beside sentence-transformers, same weights and texts: `python -m benchmarks.embedding ARCHIVE QUESTIONS`.

The weights that the default model carries in int8 are spread out to single precision and given to
`SentenceTransformer.encode`, which runs with its defaults. Both take turns, so that whatever else the machine does
falls on both; rates are medians over the rounds. Needs the package `onnx`, which nothing else here does, to read the
weights: `pip install -c benchmarks/peers-constraints.txt onnx`.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from benchmarks.flow import milliseconds, read_questions
from evaluation.provenance import commit, machine
from index.bundled import folder_of
from index.embedder import Vectors
from index.generation import current_name, generations_folder, open_generation
from index.models import default_formats
from index.onnx_embedder import BGE_SMALL, OnnxEmbedder

_HIDDEN, _HEADS, _LAYERS, _INTERMEDIATE = 384, 12, 12, 1536
_LINEAR = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
_NAMES = (*_LINEAR, "intermediate.dense", "output.dense")


def measure(texts: Sequence[str], questions: Sequence[str], rounds: int) -> dict[str, Any]:
    """Passages a second of both and their ratio, how alike the vectors are, and milliseconds a query of ours."""
    ours = OnnxEmbedder()
    with tempfile.TemporaryDirectory() as folder:
        theirs = in_single_precision(Path(folder), ours.identity.max_tokens)
    rates: dict[str, list[float]] = {"ours": [], "SentenceTransformer": []}
    vectors: dict[str, Vectors] = {}
    for _ in range(rounds):
        for name, embed in (("ours", ours.embed_passages), ("SentenceTransformer", _encode(theirs))):
            started = time.perf_counter()
            vectors[name] = embed(texts)
            rates[name].append(len(texts) / (time.perf_counter() - started))
    cosines = np.sum(vectors["ours"] * vectors["SentenceTransformer"], axis=1)
    medians = {name: statistics.median(each) for name, each in rates.items()}
    return {
        "passages": len(texts),
        "tokens a passage": statistics.mean(ours.count_tokens(texts)),
        "passages a second": medians,
        "ratio": medians["ours"] / medians["SentenceTransformer"],
        "cosine": {"mean": float(cosines.mean()), "least": float(cosines.min())},
        "a query, ms": milliseconds(questions, lambda question: ours.embed_queries([question])),
        "machine": machine(),
        "libraries": {name: version(name) for name in ("onnxruntime", "torch", "sentence-transformers")},
        "commit": commit(),
    }


def in_single_precision(folder: Path, max_tokens: int) -> SentenceTransformer:
    """The default model's weights in single precision, as sentence-transformers takes them."""
    config = BertConfig(
        vocab_size=30522,
        hidden_size=_HIDDEN,
        num_attention_heads=_HEADS,
        num_hidden_layers=_LAYERS,
        intermediate_size=_INTERMEDIATE,
    )
    model = BertModel(config, add_pooling_layer=False)
    missing, unknown = model.load_state_dict(_weights(), strict=False)
    if unknown or missing:
        raise SystemExit(f"the weights do not fit the model: {missing} are missing, {unknown} are unknown")
    model.save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder_of(BGE_SMALL) / "tokenizer.json"),
        **{f"{name}_token": f"[{name.upper()}]" for name in ("pad", "cls", "sep", "unk", "mask")},
    )
    tokenizer.save_pretrained(folder)
    reader = Transformer(str(folder), max_seq_length=max_tokens)
    return SentenceTransformer(modules=[reader, Pooling(_HIDDEN, pooling_mode="cls"), Normalize()], device="cpu")


def _weights() -> dict[str, torch.Tensor]:
    """The tensors of the int8 file by their names in the original model."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(folder_of(BGE_SMALL) / BGE_SMALL.weights)).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: array for name, array in stored.items() if name.endswith((".weight", ".bias"))}
    for name in [each.removesuffix("_quantized") for each in stored if each.endswith(".weight_quantized")]:
        found[name] = _spread_out(stored, name)
    multiplied = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    wanted = [f"encoder.layer.{layer}.{name}.weight" for layer in range(_LAYERS) for name in _NAMES]
    for name, quantized in zip(wanted, multiplied, strict=True):
        found[name] = _spread_out(stored, quantized.removesuffix("_quantized")).T
    return {name: torch.tensor(array) for name, array in found.items()}


def _spread_out(stored: dict[str, Any], name: str) -> Any:
    whole = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return whole * stored[f"{name}_scale"]


def _encode(model: SentenceTransformer) -> Callable[[Sequence[str]], Vectors]:
    return lambda texts: np.asarray(model.encode(list(texts), show_progress_bar=False), dtype=np.float32)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="a data folder with an index: its passages are embedded")
    parser.add_argument("questions", type=Path, help="judged questions, JSONL")
    parser.add_argument("--most", type=int, default=200, help="passages, evenly spaced")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    folder = generations_folder(given.archive) / current_name(given.archive)
    passages = open_generation(folder, default_formats()).passages
    places = np.linspace(0, len(passages) - 1, min(given.most, len(passages))).astype(int).tolist()
    texts = [f"{passages[place].headline}\n{passages[place].text}" for place in places]
    print(json.dumps(measure(texts, read_questions(given.questions, most=200), given.rounds), indent=1))


if __name__ == "__main__":
    main()
