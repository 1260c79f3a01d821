"""The shape of the house, where a linter does not see it: names, sizes, seams, and what must stand in no file."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

SHIPPED = ("answer", "api", "archive", "cli", "evaluation", "index", "ingest", "ui")
NAMES = (*SHIPPED, "benchmarks", "sample", "tests")
LONGEST_MODULE, LONGEST_TESTS = 400, 500

SEAMS = {
    "faiss": {"index/faiss_vectors.py"},
    "tantivy": {"index/tantivy_keywords.py"},
    "sentence_transformers": {"index/st_embedder.py"},
    "transformers": {"index/st_embedder.py"},
    "torch": {"index/st_embedder.py"},
    "onnxruntime": {"index/onnx_model.py"},
    "tokenizers": {"index/onnx_model.py"},
    "datasketch": {"index/signatures.py"},
    "rapidfuzz": {"index/alignment.py"},
    "pypdf": {"ingest/readers/pdf.py"},
    "feedparser": {"ingest/feed_entries.py"},
    "warcio": {"ingest/capture_file.py"},
    "trafilatura": {"ingest/html_body.py"},
    "openai": {"answer/openai_chat.py"},
    "uvicorn": {"cli/server_verbs.py"},
}
FOLDERS = {
    "streamlit": r"ui/",
    "fastapi": r"api/",
    "starlette": r"api/",
    "alembic": r"archive/(migrate|migrations/.+)\.py",
    "sqlalchemy": r"archive/(sql_\w+|tables|rows|migrate|migrations/.+)\.py",
    "sqlite3": r"archive/(sql_engine|tables|rows)\.py",
}
"""A library and the pattern of the files that may import it."""

UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"}


def files() -> Iterator[Path]:
    """The files of the project, without what was made from them."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix != ".log" and path.name != ".git")
    for folder in (*NAMES, "docs", ".ci"):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file() and path.suffix != ".pyc")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


TREES = {name_of(path): ast.parse(path.read_bytes()) for path in files() if path.suffix == ".py"}
IN_THE_HOUSE = {name: tree for name, tree in TREES.items() if name.split("/")[0] in SHIPPED}


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names a module imports, wherever it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def importers(library: str) -> set[str]:
    return {name for name, tree in IN_THE_HOUSE.items() if library in imported(tree)}


def test_no_installed_distribution_claims_one_of_our_names() -> None:
    """A package of the same name elsewhere would hide ours, or be hidden by it."""
    installed = packages_distributions()
    claims = {name: set(installed.get(name, ())) - {"newsarchive"} for name in NAMES}
    assert {name: who for name, who in claims.items() if who} == {}


def test_every_shipped_folder_is_in_the_wheel_and_under_the_import_rules() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tuple(sorted(project["hatch"]["build"]["targets"]["wheel"]["packages"])) == SHIPPED
    assert tuple(sorted(project["importlinter"]["root_packages"])) == SHIPPED


def test_a_module_fits_a_readers_head() -> None:
    lines = {name: (ROOT / name).read_bytes().count(b"\n") for name in TREES}
    limits = {name: LONGEST_TESTS if name.startswith("tests/") else LONGEST_MODULE for name in TREES}
    assert {name: count for name, count in lines.items() if count > limits[name]} == {}


def test_imports_are_absolute() -> None:
    relative = [
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize("library", sorted(SEAMS))
def test_a_heavy_library_is_imported_in_one_file(library: str) -> None:
    assert importers(library) <= SEAMS[library]


@pytest.mark.parametrize("library", sorted(FOLDERS))
def test_a_framework_stays_in_its_folder(library: str) -> None:
    assert [name for name in sorted(importers(library)) if not re.match(FOLDERS[library], name)] == []


def test_nothing_reads_or_writes_pickles() -> None:
    """Opening an archive must never run code that stands in a file."""
    users = {name: found for name, tree in TREES.items() if (found := UNSAFE & set(imported(tree)))}
    allowed = [
        name
        for name, tree in IN_THE_HOUSE.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle" and not is_false(node.value)
    ]
    assert (users, allowed) == ({}, [])


def is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def test_every_library_the_house_imports_is_declared() -> None:
    """What another package happens to bring along may be gone with its next release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    homes = packages_distributions()
    undeclared = {
        f"{name} imports {library}"
        for name, tree in IN_THE_HOUSE.items()
        for library in imported(tree)
        if library in homes and library not in NAMES
        if not declared & {canonicalize_name(each) for each in homes[library]}
    }
    assert undeclared == set()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in rows}


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    asked += project["project"]["optional-dependencies"]["dev"]
    assert {
        Requirement(each).name for each in asked if canonicalize_name(Requirement(each).name) not in pins()
    } == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    """Local build labels do not count: `2.13.0+cpu` is a build of 2.13.0."""
    found = {canonicalize_name(each.metadata["Name"]): each.version.partition("+")[0] for each in distributions()}
    differs = {name: (found[name], version) for name, version in pins().items() if found.get(name, version) != version}
    assert differs == {}


# Written in pieces, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npmjs" + ".org", "deb.debian" + ".org", "hf" + ".co"]
MACHINE_PATHS = re.compile(r"(?<![\w.:/-])/(?:" + "|".join(["work", "root", "home", "opt", "mnt", "Users"]) + r")/\w")


def test_no_file_names_a_registry_or_a_path_of_some_machine() -> None:
    named = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{name_of(path)} names {host}" for host in REGISTRIES if host in text]
        named += [f"{name_of(path)} names {found[0]}…" for found in MACHINE_PATHS.finditer(text)]
    assert named == []
