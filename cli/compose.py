"""From settings to the working house. Heavy libraries are imported where they are needed, so that `--help` is quick."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from archive.errors import IndexStateError, SettingsError
from archive.settings import Settings

if TYPE_CHECKING:
    from answer.desk import Desk
    from answer.model_writer import ModelWriter
    from archive.sql_receipts import SqlReceipts
    from archive.sql_store import SqlStore
    from index.backup import Stores
    from index.embedder import Embedder
    from index.reranker import Reranker


@contextmanager
def open_store(settings: Settings, *, new: bool = False) -> Iterator["SqlStore"]:
    """The record, which must be there unless a new one may be made.

    Raises:
        IndexStateError: there is no archive in the data folder.
    """
    from archive.sql_store import SqlStore

    _settle(settings)
    if not new:
        _check_record(settings)
    store = SqlStore.at(settings.record)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def recognising_scans(settings: Settings) -> Iterator[None]:
    """Have pages without text recognised, wherever they are read from."""
    from ingest.ocr import recognising_with
    from ingest.tesseract import Tesseract

    with recognising_with(Tesseract(settings.ocr_languages)):
        yield


def the_embedder(settings: Settings) -> "Embedder":
    """The embedder that the settings name, loaded once, however many steps of a process need it.

    Raises:
        ModelError: it is missing or altered.
    """
    return _embedder(settings.embedder)


@cache
def _embedder(name: str) -> "Embedder":
    from index.models import load_embedder

    return load_embedder(name)


@cache
def the_reranker() -> "Reranker":
    """The reranker, loaded once.

    Raises:
        ModelError: it is missing or altered.
    """
    from index.models import load_reranker

    return load_reranker()


def stores() -> "Stores":
    """How the files of a data folder are opened."""
    from archive.sql_receipts import SqlReceipts
    from archive.sql_store import SqlStore
    from index.backup import Stores

    return Stores(record=SqlStore.at, receipts=SqlReceipts.at)


def _settle(settings: Settings) -> None:
    """Finish a restore that was interrupted."""
    if (settings.data / "restoring").exists():
        from index.exchange import settle

        settle(settings.data, stores())


def _check_record(settings: Settings) -> None:
    if not settings.record.exists():
        message = f"there is no archive in {settings.data}; run 'newsarchive ingest PATH', or name another folder"
        raise IndexStateError(f"{message} with --data")


@contextmanager
def open_desk(settings: Settings, *, built: bool = True) -> Iterator["Desk"]:
    """Search and answers over the record and the generation in force, which must have been built unless told not.

    Raises:
        IndexStateError: nothing was built yet.
        ModelError: a model is missing or altered.
    """
    from answer.desk import Desk
    from answer.receipts import Receipts
    from answer.refusal import model_at
    from index.generation import current_name
    from index.live import LiveIndex
    from index.models import default_formats

    model = load_model(settings)
    _settle(settings)
    if built and settings.record.exists():
        current_name(settings.data)  # says that there is no index before any model is loaded
    with open_store(settings) as store, open_receipts(settings) as receipts:
        reranker = the_reranker()
        embedder, formats = the_embedder(settings), default_formats()
        live = LiveIndex(settings.data, embedder, formats, reranker, store.held_back, store.collections.memberships)
        refusal, kept = model_at(settings.data / "refusal.json"), Receipts(receipts, keeps=settings.receipts)
        yield Desk(store, live, reranker, refusal=refusal, receipts=kept, model=model, watches=store.watches())


@contextmanager
def open_receipts(settings: Settings) -> Iterator["SqlReceipts"]:
    """The receipts in the data folder, which must hold an archive.

    Raises:
        IndexStateError: there is no archive in the data folder.
    """
    from archive.sql_receipts import SqlReceipts

    _settle(settings)
    _check_record(settings)
    receipts = SqlReceipts.at(settings.receipts_file)
    try:
        yield receipts
    finally:
        receipts.close()


def load_model(settings: Settings) -> "ModelWriter | None":
    """The language model that writes answers, where one was set up; it is not called before it is asked.

    Raises:
        SettingsError: it was set up by half.
    """
    if settings.model_url is None:
        return None
    if settings.model_name is None:
        raise SettingsError(
            f"NEWSARCHIVE_MODEL_URL is {settings.model_url!r}; name the model in NEWSARCHIVE_MODEL_NAME"
        )
    from answer.model_writer import ModelWriter
    from answer.openai_chat import OpenAiChat

    key = settings.model_key.get_secret_value() if settings.model_key else ""
    chat = OpenAiChat(url=settings.model_url, name=settings.model_name, key=key, tokens=settings.model_tokens)
    return ModelWriter(chat, seconds=settings.model_seconds, evidence=settings.model_evidence)
