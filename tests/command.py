"""The command as a user meets it: words in, exit code and what was printed out."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.main import run

PRINTED = {"COLUMNS": "120", "NO_COLOR": "1"}


def newsarchive(*words: str | Path, **environment: str) -> CompletedProcess[str]:
    """Run the command in this process, which has its libraries and models loaded from the last time."""
    out, err = (TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    arguments = ["newsarchive", *map(str, words)]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", arguments)
        for name, value in (PRINTED | environment).items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            run()
    printed = (each.buffer.getvalue().decode() for each in (out, err))  # type: ignore[attr-defined]
    return CompletedProcess(arguments, int(ended.value.code or 0), *printed)


def in_a_process(*words: str | Path, **environment: str) -> CompletedProcess[str]:
    """Run the command in a process of its own, for what is to be seen only there."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | PRINTED | environment,
    )
