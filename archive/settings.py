"""The settings, read once at the edge from `NEWSARCHIVE_*` variables and the command line, then passed down."""

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from archive.errors import SettingsError

PREFIX = "NEWSARCHIVE_"


class Settings(BaseSettings):
    """Every setting of the house, each also an environment variable with the prefix `NEWSARCHIVE_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data: Path = Field(Path("newsarchive-data"), description="folder that holds the record and the index")
    embedder: str = Field(
        "bge-small",
        description="'bge-small' or 'minilm-l6', which packages carry, or a sentence-transformers name or path",
    )
    ocr_languages: str = Field(
        "eng",
        pattern=r"^[A-Za-z0-9_/]+(\+[A-Za-z0-9_/]+)*$",
        description="languages of scanned pages, as Tesseract names them, joined by '+': 'eng+deu'",
    )
    host: str = Field("127.0.0.1", description="address the API listens on")
    port: int = Field(8377, ge=0, le=65535, description="port the API listens on; 0 picks a free one")
    workers: int = Field(1, ge=1, le=64, description="processes that answer for the API, each with its own models")
    ui_port: int = Field(8378, ge=0, le=65535, description="port the UI listens on; 0 picks a free one")
    api_url: str = Field("http://127.0.0.1:8377", pattern=r"^https?://", description="where the UI finds the API")
    receipts: bool = Field(True, description="whether a receipt of every answer is kept in the data folder")
    model_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="base URL of an OpenAI-compatible endpoint whose model writes answers; without it none is called",
    )
    model_name: str | None = Field(None, min_length=1, description="the model to ask for at that endpoint")
    model_key: SecretStr | None = Field(None, description="the endpoint's key, where it wants one; never shown")
    model_seconds: float = Field(
        60, gt=0, le=600, description="seconds for an answer of the model, a second try included"
    )
    model_tokens: int = Field(700, gt=0, le=8000, description="tokens that a reply of the model may have")
    model_evidence: int = Field(
        10000, ge=500, le=200000, description="characters of the archive that the model is given for a question"
    )

    @property
    def receipts_file(self) -> Path:
        """The SQLite file of the receipts."""
        return self.data / "receipts.sqlite"

    @property
    def record(self) -> Path:
        """The SQLite file of the record."""
        return self.data / "record.sqlite"


def load_settings(**given: Any) -> Settings:
    """The settings from the environment, overridden by what is `given` and not `None`.

    Raises:
        SettingsError: a variable is misspelt or a value out of range; the message names it.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError(f"unknown setting {name}; the settings are {', '.join(sorted(known))}")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is {first['input']!r}: {first['msg'].lower()}") from error
