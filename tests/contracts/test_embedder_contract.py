"""What every embedder owes its callers, asked of the fake and of the real ones."""

import dataclasses
import shutil
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from archive.errors import ModelError
from index import onnx_embedder
from index.bundled import MINILM_L6, Bundled, folder_of
from index.embedder import Embedder
from index.models import load_embedder
from index.onnx_embedder import BGE_SMALL

QUESTION = "Which streets did the river flood?"
FLOOD = "Flood water from the river covered the streets of the town."
PARKING = "The council raised the parking fee."
FOOTBALL = "The striker scored twice in the cup final."
TEXTS = [
    FLOOD,
    PARKING,
    FOOTBALL,
    "Short.",
    "The river rose. " * 12,
    "“We live here,” she said; people came from far away — Café Núñez, 洪水, 🗼.",
    "x" * 300,
]

ALONE_OR_TOGETHER = {"rtol": 0, "atol": 1e-6}
"""How far a vector may be from that of the same text in other company: rounding in the sums of a padded batch."""

# The last places depend on the processor: int8 sums more than single precision.
COSINES = {
    "hash": ([0.6556, 0.4330, 0.2582], 1e-4),
    "BAAI/bge-small-en-v1.5 (int8)": ([0.8098, 0.4537, 0.3929], 0.03),
    "sentence-transformers/all-MiniLM-L6-v2": ([0.8300, 0.2210, 0.0448], 1e-3),
}


def test_vectors_are_unit_rows_in_order(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    assert (vectors.dtype, vectors.shape) == (np.float32, (len(TEXTS), embedder.identity.dimension))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=0, atol=1e-5)
    backwards = embedder.embed_passages(TEXTS[::-1])
    np.testing.assert_allclose(backwards[::-1], vectors, **ALONE_OR_TOGETHER)


def test_queries_are_unit_rows_in_order(embedder: Embedder) -> None:
    vectors = embedder.embed_queries([QUESTION, FLOOD])
    assert (vectors.dtype, vectors.shape) == (np.float32, (2, embedder.identity.dimension))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=0, atol=1e-5)
    np.testing.assert_allclose(embedder.embed_queries([FLOOD, QUESTION])[::-1], vectors, **ALONE_OR_TOGETHER)
    assert embedder.embed_queries([]).shape == (0, embedder.identity.dimension)


def test_a_text_gives_the_same_vector_alone_and_in_company(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    for company in (TEXTS, [*TEXTS, "river " * 100], [*TEXTS, *["Short."] * 40]):
        np.testing.assert_allclose(embedder.embed_passages(company)[: len(TEXTS)], alone, **ALONE_OR_TOGETHER)


def test_the_same_call_gives_the_same_bits(embedder: Embedder) -> None:
    np.testing.assert_array_equal(embedder.embed_passages(TEXTS[:4]), embedder.embed_passages(TEXTS[:4]))
    np.testing.assert_array_equal(embedder.embed_queries([QUESTION])[0], embedder.embed_queries([QUESTION])[0])


@pytest.mark.parametrize("name", ["embed_passages", "embed_queries"])
def test_threads_get_the_vectors_of_their_own_texts(embedder: Embedder, name: str) -> None:
    embed_all = getattr(embedder, name)
    wanted = embed_all(TEXTS[:3])
    wrong: list[int] = []

    def embed(place: int) -> None:
        for _ in range(3):
            if np.abs(embed_all([TEXTS[place]])[0] - wanted[place]).max() > 1e-6:
                wrong.append(place)

    threads = [threading.Thread(target=embed, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    vectors = embedder.embed_passages([])
    assert (vectors.dtype, vectors.shape) == (np.float32, (0, embedder.identity.dimension))
    assert embedder.count_tokens([]) == []


@pytest.mark.parametrize("text", ["", "   ", "\n", "🗼", "\x00"])
def test_a_text_without_words_still_has_a_unit_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_passages([text])[0]) == pytest.approx(1.0, abs=1e-5)
    assert np.linalg.norm(embedder.embed_queries([text])[0]) == pytest.approx(1.0, abs=1e-5)


def test_a_text_of_exactly_the_capacity_is_read_to_its_end_and_one_more_token_is_not(embedder: Embedder) -> None:
    full = ["river"] * embedder.capacity
    other_end = [*full[:-1], "flood"]
    beyond, far_beyond = [*full, "flood"], [*full, *["flood"] * 50]
    counts = embedder.count_tokens([" ".join(words) for words in (full, other_end, beyond, far_beyond)])
    assert counts == [embedder.capacity, embedder.capacity, embedder.capacity + 1, embedder.capacity + 50]
    vectors = embedder.embed_passages([" ".join(words) for words in (full, other_end, beyond, far_beyond)])
    assert np.abs(vectors[1] - vectors[0]).max() > 1e-4
    np.testing.assert_allclose(vectors[2:], vectors[[0, 0]], **ALONE_OR_TOGETHER)


def test_counting_is_of_what_there_is_not_of_what_is_kept(embedder: Embedder) -> None:
    assert embedder.count_tokens(["river " * 5_000, "river", ""]) == [5_000, 1, 0]


def test_counts_add_up_over_white_space(embedder: Embedder) -> None:
    """What passages are cut by: the count of a text is the sum of its pieces'."""
    counts = embedder.count_tokens([*TEXTS, "\n".join(TEXTS), " ".join(TEXTS)])
    assert counts[-1] == counts[-2] == sum(counts[:-2])


def test_cosines_are_the_known_ones(embedder: Embedder) -> None:
    cosines = embedder.embed_passages([FLOOD, PARKING, FOOTBALL]) @ embedder.embed_queries([QUESTION])[0]
    wanted, tolerance = COSINES[embedder.identity.name]
    assert cosines.tolist() == pytest.approx(wanted, abs=tolerance)
    assert cosines[0] > cosines[1] > cosines[2]


def test_a_query_is_embedded_as_the_model_was_taught(embedder: Embedder) -> None:
    """bge reads queries behind a prompt; the others read queries as passages."""
    prompt = "Represent this sentence for searching relevant passages: " if "bge" in embedder.identity.name else ""
    as_passage = embedder.embed_passages([prompt + QUESTION, QUESTION])
    np.testing.assert_allclose(embedder.embed_queries([QUESTION])[0], as_passage[0], **ALONE_OR_TOGETHER)
    if prompt:
        assert np.abs(as_passage[0] - as_passage[1]).max() > 1e-2


@pytest.mark.parametrize("embedder", ["bge-small", "minilm-l6"], indirect=True)
def test_word_pieces_are_counted(embedder: Embedder) -> None:
    texts = ["The river rose.", "Vennick", "can't", "洪水", "x" * 101, "U.S.", "  spaced \n out  "]
    assert embedder.count_tokens(texts) == [4, 3, 3, 2, 1, 4, 2]


@pytest.mark.parametrize("embedder", ["bge-small", "minilm-l6"], indirect=True)
def test_the_identity_is_that_of_the_weights(embedder: Embedder) -> None:
    bundled = next(each for each in (BGE_SMALL, MINILM_L6) if each.name == embedder.identity.name)
    assert embedder.identity.revision == bundled.sha256
    assert (embedder.identity.dimension, embedder.identity.max_tokens, embedder.capacity) == (384, 256, 254)


def test_an_altered_weight_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte of a carried model's weights is another; whole weights pass."""
    carrier = tmp_path / "carrier_of_weights"
    (carrier / "model").mkdir(parents=True)
    (carrier / "__init__.py").touch()
    (carrier / "model" / "weights.bin").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    model = Bundled("a-model", "carrier_of_weights", "model", "weights.bin", sha256(b"weights").hexdigest())
    assert folder_of(model) == carrier / "model"
    folder_of.cache_clear()
    (carrier / "model" / "weights.bin").write_bytes(b"weightS")
    with pytest.raises(ModelError, match=r"weights of a-model .* where 9a129038d9a0… was expected; reinstall carrier"):
        folder_of(model)
    (carrier / "model" / "weights.bin").unlink()
    with pytest.raises(ModelError, match=r"cannot read the model file .*weights.bin: No such file"):
        folder_of(model)


def test_the_default_embedder_pins_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_embedder, "BGE_SMALL", dataclasses.replace(BGE_SMALL, sha256="0" * 64))
    with pytest.raises(ModelError, match=r"bge-small-en-v1.5 .* have digest 68807e3ff2ab… where 000000000000… was"):
        load_embedder("bge-small")


def test_the_other_embedder_pins_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    from index import st_embedder

    altered = dataclasses.replace(MINILM_L6, sha256="0" * 64)
    monkeypatch.setitem(st_embedder._NAMES, "minilm-l6", altered)
    with pytest.raises(ModelError, match=r"all-MiniLM-L6-v2 .* have digest 53aa51172d14… where 000000000000… was"):
        load_embedder("minilm-l6")


def test_a_missing_carrier_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_embedder, "BGE_SMALL", dataclasses.replace(BGE_SMALL, package="no_such_carrier"))
    with pytest.raises(ModelError, match=r"no_such_carrier that carries BAAI.* is missing; install it with pip"):
        load_embedder("bge-small")


@pytest.mark.parametrize("name", ["no-such/model", "bert-base-uncased", "/no/such/folder", "a b", "", " ", "\x00", "."])
def test_an_unknown_name_is_refused_and_nothing_is_downloaded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of `tests/conftest.py` makes any attempt to connect an error of another kind."""
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with pytest.raises(ModelError, match=r"no sentence-transformers model .* is on this machine; give the path of one"):
        load_embedder(name)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of 8 words and 16 dimensions, saved as users have theirs."""
    # Loaded here, since it takes seconds, in every process that looks for tests.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "river", "flood", "mayor"]
    places = {word: place for place, word in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(places, unk_token="[UNK]"))  # noqa: S106 a token of text
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    BertTokenizerFast(tokenizer_object=tokenizer, model_max_length=12).save_pretrained(folder / "bert")
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=8, max_position_embeddings=12, **shape)).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=12)
    model = SentenceTransformer(modules=[transformer, Pooling(16, pooling_mode="mean")], device="cpu")
    model.save_pretrained(str(folder / "model"), create_model_card=False)
    return folder / "model"


def test_a_model_is_loaded_by_its_path(tiny_model: Path) -> None:
    embedder = load_embedder(str(tiny_model))
    assert (embedder.identity.name, embedder.identity.dimension) == (str(tiny_model), 16)
    assert (embedder.identity.max_tokens, embedder.capacity) == (12, 10)
    assert embedder.count_tokens(["river flood mayor", "river " * 11]) == [3, 11]
    vectors = embedder.embed_passages(["river " * 10, "river " * 9 + "flood", "river " * 10 + "flood"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=0, atol=1e-6)
    assert np.abs(vectors[0] - vectors[1]).max() > 1e-4
    np.testing.assert_allclose(vectors[0], vectors[2], **ALONE_OR_TOGETHER)
    assert load_embedder(str(tiny_model)).identity == embedder.identity


@pytest.mark.parametrize("altered", ["model.safetensors", "1_Pooling/config.json", "tokenizer.json"])
def test_another_model_in_the_same_place_has_another_revision(tiny_model: Path, tmp_path: Path, altered: str) -> None:
    """Equal identities give equal vectors: weights count, and so do the files that say how they are used."""
    copy = tmp_path / "model"
    shutil.copytree(tiny_model, copy)
    before = load_embedder(str(copy))
    content = (copy / altered).read_bytes()
    replaced = {
        "model.safetensors": content[:-1] + bytes([content[-1] ^ 1]),
        "1_Pooling/config.json": content.replace(b"mean", b"max!").replace(b"max!", b"max"),
        "tokenizer.json": content.replace(b'"river"', b'"rivet"'),
    }[altered]
    assert replaced != content
    (copy / altered).write_bytes(replaced)
    after = load_embedder(str(copy))
    assert after.identity.revision != before.identity.revision
