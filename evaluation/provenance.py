"""Where figures come from: the commit, the machine, the versions, and the numbers that search ranks by."""

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.configuration import configuration
from index.generation import Manifest

_LIBRARIES = ("faiss-cpu", "ir-measures", "numpy", "onnxruntime", "tantivy")


def provenance(manifest: Manifest) -> dict[str, Any]:
    """What a report says of the index, the code and the machine behind its figures."""
    return {
        "generation": manifest.name,
        "articles": manifest.articles,
        "passages": manifest.passages,
        "embedder": {
            "name": manifest.model.name,
            "revision": manifest.model.revision,
            "dimension": manifest.model.dimension,
            "max_tokens": manifest.model.max_tokens,
        },
        "configuration": configuration(),
        "commit": commit(),
        "newsarchive": version("newsarchive"),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "machine": machine(),
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def machine() -> str:
    """The machine in a line: architecture, system, processors, Python."""
    return f"{platform.machine()} {platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}"


def commit() -> str | None:
    """The commit of the checkout that this code lies in, with a `+` where files differ; `None` for an installed one."""
    folder = Path(__file__).parent.parent
    git = shutil.which("git")
    if git is None or not (folder / ".git").exists():
        return None
    head = _said([git, "-C", str(folder), "rev-parse", "HEAD"])
    return head + ("+" if _said([git, "-C", str(folder), "status", "--porcelain", "--untracked-files=no"]) else "")


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
