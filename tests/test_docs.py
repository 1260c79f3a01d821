"""The documentation says what is so: its tables are those of the code, and its commands and links exist.

Tables are made here from the code; a test that fails prints the table to paste.
"""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from answer.desk import Desk
from api.app import create_app
from archive.settings import PREFIX, Settings
from cli.main import app
from index.bundled import MINILM_L6
from index.onnx_embedder import BGE_SMALL
from index.onnx_reranker import MINILM_L12
from ingest.registry import known_suffixes
from tests.command import newsarchive
from tests.conftest import ROOT


def verbs_of(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every verb, those of a group of verbs as `group verb`."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from verbs_of(command, f"{before}{name} ")
        else:
            yield before + name, command


VERBS: dict[str, Any] = dict(verbs_of(typer.main.get_command(app)))
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is its head."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def holds(text: str, wanted: str) -> None:
    assert wanted in text, f"the page is out of date; it should hold:\n\n{wanted}"


def options(verb: str) -> str:
    """The table of a verb's arguments and options, from what its help is made of."""
    rows = [("option", "what it does", "if not given")]
    for each in VERBS[verb].params:
        name = each.opts[0] if each.param_type_name == "option" else (each.metavar or each.name.upper()).strip("{}")
        default = "must be given" if each.required else shown(each.default)
        rows.append((f"`{name}`", each.help, default))
    return table(*rows)


def shown(default: Any) -> str:
    if default is None or default in (False, (), []):
        return ""
    return f"`{getattr(default, 'value', default)}`"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_its_options_are_documented(verb: str) -> None:
    section = page("usage.md").partition(f"## `{verb}`\n")[2].partition("\n## ")[0]
    assert section, f"docs/usage.md has no section on {verb}"
    holds(section, options(verb))


def test_every_verb_has_help() -> None:
    bare = [f"{verb} {each.name}" for verb, command in VERBS.items() for each in command.params if not each.help]
    assert [verb for verb, command in VERBS.items() if not command.help] + bare == []


def settings() -> str:
    rows = [("variable", "what it is", "if not set")]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        rows.append((f"`{PREFIX}{name.upper()}`", str(field.description), default))
    return table(*rows)


def test_every_setting_is_documented() -> None:
    holds(page("settings.md"), settings())


def document() -> dict[str, Any]:
    """The OpenAPI document; no desk is asked for it."""
    return create_app(Desk.__new__(Desk)).openapi()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def endpoints() -> str:
    rows = [("request", "what it does", "answers")]
    for name, operation in operations():
        rows.append((f"`{name}`", operation["description"], ", ".join(operation["responses"])))
    return table(*rows)


def parameters() -> str:
    rows = [("parameter", "what it is", "default")]
    for each in document()["paths"]["/v1/search"]["get"]["parameters"]:
        default = each["schema"].get("default")
        rows.append((f"`{each['name']}`", each["description"], shown(default)))
    return table(*rows)


def test_every_path_and_parameter_of_the_api_is_documented() -> None:
    holds(page("api.md"), endpoints())
    holds(page("api.md"), parameters())


def fields(schema: str) -> str:
    """The fields of a wire shape, those that are always there and those that may be null or empty alike."""
    return ", ".join(f"`{name}`" for name in document()["components"]["schemas"][schema]["properties"])


SHAPES = (
    "Answer",
    "AnswerSentence",
    "Citation",
    "Opening",
    "ShortAnswer",
    "SearchResult",
    "Hit",
    "Article",
    "Version",
    "Photo",
)


@pytest.mark.parametrize("schema", SHAPES)
def test_every_field_of_the_main_shapes_is_documented(schema: str) -> None:
    holds(page("api.md"), f"| `{schema}` | {fields(schema)} |")


@pytest.mark.parametrize("model", [BGE_SMALL, MINILM_L12, MINILM_L6], ids=lambda model: model.name)
def test_every_model_that_comes_along_is_documented_with_its_digest(model: Any) -> None:
    text = page("models.md")
    for fact in (model.name.removesuffix(" (int8)"), model.package.replace("_", "-"), model.sha256):
        assert fact in text


def test_every_format_that_is_read_is_documented() -> None:
    assert [each for each in known_suffixes() if f"`{each}`" not in page("usage.md")] == []


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.M))


def commands() -> Iterator[tuple[str, str]]:
    """Every command line in a code block of the documentation: the page, the command."""
    for path in DOCS:
        for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S):
            prompted = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
            for line in prompted or block.splitlines():
                if line.strip() and not line.startswith("#"):
                    yield path.name, line


def test_every_command_in_the_documentation_exists() -> None:
    unknown = []
    for where, line in commands():
        words = [word for word in shlex.split(line, comments=True) if not re.match(r"[A-Z_]+=", word)]
        known = {
            "make": lambda words: len(words) > 1 and words[1] in targets(),
            "newsarchive": is_a_verb,
            ".venv/bin/newsarchive": is_a_verb,
            "curl": lambda words: True,
            "git": lambda words: True,
            "cd": lambda words: True,
            "export": lambda words: True,
        }
        if words and not known.get(words[0], lambda words: False)(words):
            unknown.append(f"{where}: {line}")
    assert unknown == []


def is_a_verb(words: list[str]) -> bool:
    """Whether the words after the command name a verb, and every option among them is one of the verb's."""
    verb = next((" ".join(words[1:end]) for end in (3, 2) if " ".join(words[1:end]) in VERBS), None)
    if verb is None:
        return words[1:] == ["--help"]
    known = {name for each in VERBS[verb].params for name in [*each.opts, *each.secondary_opts]} | {"--help"}
    return {word for word in words if word.startswith("--")} <= known


def test_the_two_commands_are_in_the_readme() -> None:
    assert {"make demo", "make test"} <= {line for where, line in commands() if where == "README.md"}
    assert {"demo", "test"} <= targets()


def test_the_answers_in_the_readme_are_those_that_are_given(sample_data: Path) -> None:
    blocks = re.findall(r"^```console\n(\$ newsarchive ask .*?)^```", README, re.M | re.S)
    assert len(blocks) == 2
    for block in blocks:
        line, _, pasted = block.partition("\n")
        _, _, question, *_ = shlex.split(line.removeprefix("$ "))
        given = newsarchive("ask", question, "--data", sample_data).stdout
        assert " ".join(given.split()).startswith(" ".join(pasted.removesuffix("…\n").split()))


def test_every_link_leads_somewhere() -> None:
    broken = []
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_every_decision_names_the_check_that_keeps_it() -> None:
    """A decision that nothing checks is forgotten."""
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        kept = path.read_text(encoding="utf-8").partition("## Kept by\n")[2]
        named = re.findall(r"`(tests/[\w/.]+\.py|pyproject\.toml)`", kept)
        assert named, f"{path.name} names no check"
        assert [each for each in named if not (ROOT / each).exists()] == [], path.name


def test_every_file_that_a_page_names_exists() -> None:
    named = re.compile(r"`((?:tests|docs|archive|ingest|index|answer|api|ui|cli|evaluation|sample)/[\w./-]*)`")
    missing = [
        f"{path.name}: {each}"
        for path in DOCS
        for each in named.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / each).exists()
    ]
    assert missing == []


def test_the_changelog_speaks_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{version}]" in text
