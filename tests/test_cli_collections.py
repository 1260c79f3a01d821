"""The verbs over collections, from the command line."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import run


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process."""

    def call(*words: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["newsarchive", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def data(command: Command, tmp_path: Path) -> str:
    """An archive of three articles, two of them in a collection."""
    for name, folder in (("flood", "wire"), ("pier", "wire"), ("vote", "town")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.md").write_text(
            f"---\npublished: 2020-02-11\nsource: Packet\n---\n# The {name}\n\nWords of the {name}.\n"
        )
    folder = str(tmp_path / "data")
    said = command("ingest", str(tmp_path / "wire"), "--collection", "Inquiry", "--data", folder)
    assert "joined a collection" in said.stdout
    command("ingest", str(tmp_path), "--data", folder)
    return folder


def listed(command: Command, data: str) -> dict[str, int]:
    found = json.loads(command("collections", "list", "--data", data, "--json").stdout)
    return {each["name"]: each["articles"] for each in found["collections"]}


def test_collections_are_listed_filled_and_emptied(command: Command, data: str, tmp_path: Path) -> None:
    assert listed(command, data) == {"Inquiry": 2}
    shown = json.loads(command("collections", "show", "inquiry", "--data", data, "--json").stdout)
    assert sorted(each["headline"] for each in shown["articles"]) == ["The flood", "The pier"]
    ids = [each["article_id"] for each in shown["articles"]]
    said = command("collections", "add", "Inquiry", "--file", str(tmp_path / "town"), "--data", data)
    assert said.stdout == "1 articles joined Inquiry\n"
    said = command("collections", "add", "Piers", "-", "--data", data, stdin="\n".join(ids))
    assert said.stdout == "2 articles joined Piers\n"
    said = command("collections", "remove", "Piers", ids[0], "--data", data)
    assert said.stdout == "1 articles left Piers\n"
    assert listed(command, data) == {"Inquiry": 3, "Piers": 1}
    assert command("collections", "rename", "Piers", "Jetties", "--data", data).stdout == "Piers is called Jetties\n"
    command("collections", "delete", "Jetties", "--data", data)
    assert listed(command, data) == {"Inquiry": 3}
    text = command("collections", "show", "Inquiry", "--data", data).stdout
    assert "2020-02-11 · Packet · The vote" in text
    assert text.endswith("3 articles\n")


def test_what_is_not_there_is_an_error_of_one_line(command: Command, data: str) -> None:
    for words, said in (
        (("show", "Bridge"), "there is no collection 'Bridge'; there are Inquiry"),
        (("add", "Bridge", "nobody"), "there is no article 'nobody' in the archive; search to find its id"),
        (("remove", "Inquiry"), "no article was named to be taken out of 'Inquiry'; give ids or --file"),
        (("add", "Bridge", "--file", "/nowhere"), "the archive has no article from /nowhere"),
    ):
        ended = command("collections", *words, "--data", data)
        assert ended.returncode == 1
        assert said in ended.stderr
    assert listed(command, data) == {"Inquiry": 2}


def test_a_collection_is_shown_as_of_a_day(command: Command, data: str) -> None:
    with closing(sqlite3.connect(Path(data) / "record.sqlite")) as connection, connection:
        connection.execute("UPDATE collection_members SET joined_at = '2024-05-01T06:00:00+00:00', backdated = 0")
    shown = json.loads(command("collections", "show", "Inquiry", "--data", data, "--json").stdout)
    command("collections", "remove", "Inquiry", shown["articles"][0]["article_id"], "--data", data)
    for day, count in (("2024-04-30", 0), ("2024-05-01", 2)):
        said = command("collections", "show", "Inquiry", "--as-of", day, "--data", data)
        assert said.stdout.endswith(f"{count} articles\n")
    assert command("collections", "show", "Inquiry", "--data", data).stdout.endswith("1 articles\n")
    assert "--as-of" in command("collections", "show", "Inquiry", "--as-of", "May", "--data", data).stderr
