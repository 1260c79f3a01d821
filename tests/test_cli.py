"""The command as a user and a script meet it: exit codes, one JSON document a verb, errors in one line."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api import schemas as wire
from cli import compose
from index import models
from index.embedder import HashEmbedder
from index.reranker import OverlapReranker
from tests.command import newsarchive
from tests.small_disk import files_up_to

QUESTION = "What was the final cost of the Salters Bridge?"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What was printed, which is one JSON document and nothing else."""
        assert self.err == ""
        return json.loads(self.out)


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str | Path) -> Ended:
        done = newsarchive(*words)
        return Ended(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article, and one file that is none."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text("Bridge opens\n\nThe bridge opened on Friday, said the mayor, Ana Holt.\n")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7\nnot much of one\n")
    return folder


@pytest.fixture
def article_id(command: Command, sample_data: Path) -> str:
    found = command("search", "harbour", "--limit", "1", "--data", sample_data, "--json").document
    identity: str = found["hits"][0]["article_id"]
    return identity


def assert_error(ended: Ended, *said: str) -> None:
    """One line on standard error, exit code 1."""
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("newsarchive: ")
    assert ended.err.count("\n") == 1
    assert [words for words in said if words not in ended.err] == []


def test_without_a_verb_the_help_is_shown(command: Command) -> None:
    ended = command()
    assert ended.code == 2
    assert [verb for verb in ("ingest", "rebuild", "search", "ask", "demo") if verb not in ended.out + ended.err] == []


def test_ingest_reports_what_it_read_and_exits_with_3_when_something_was_not(command: Command, news: Path) -> None:
    ended = command("ingest", news, "--json")
    report = ended.document
    assert ended.code == 3
    assert (report["files"], report["read"], report["failed"]) == (2, 1, 1)
    (failure,) = report["failures"]
    assert failure["path"] == str(news / "scan.pdf")
    assert failure["reason"]


def test_ingest_as_text_names_the_file_and_the_reason(command: Command, news: Path) -> None:
    ended = command("ingest", news)
    assert ended.code == 3
    assert "problem" in ended.out
    assert "scan.pdf" in ended.out.replace("\n", "")  # the path may run over a line's end


def test_a_disk_that_is_full_is_one_line_that_says_what_where_and_how_much_room_there_is(
    command: Command, news: Path, tmp_path: Path
) -> None:
    with files_up_to(1 << 12):
        assert_error(
            command("ingest", news), "the record in newsarchive-data cannot be written (", "MiB are free there"
        )
    command("ingest", news)
    with files_up_to(1 << 12):
        assert_error(command("rebuild"), " in newsarchive-data cannot be written (", "nothing that was kept")
    with files_up_to(1 << 16):
        assert_error(command("backup", tmp_path / "backup"), "the copy in ", "cannot be written (disk I/O error")
    assert command("rebuild", "--json").document["articles"] == 1


def test_failures_lists_what_ingest_could_not_read(command: Command, news: Path) -> None:
    command("ingest", news)
    ended = command("failures", "--json")
    assert ended.code == 0
    (failure,) = ended.document["failures"]
    assert failure["path"] == str(news / "scan.pdf")
    assert command("failures").out.endswith("\n1 failure\n")


def test_what_failed_is_tried_again_when_asked(command: Command, news: Path) -> None:
    with zipfile.ZipFile(news / "wires.zip", "w") as archive:
        archive.writestr("empty.txt", "")
        archive.writestr("ferry.txt", "Ferry stops\n\nThe ferry made its last crossing.\n")
    command("ingest", news)
    (news / "scan.pdf").write_text("%PDF-")
    (news / "gone.json").write_text("{")
    command("ingest", news)
    (news / "gone.json").unlink()
    with zipfile.ZipFile(news / "wires.zip", "w") as archive:
        archive.writestr("empty.txt", "Empty no more\n\nThere is a text now.\n")
        archive.writestr("ferry.txt", "Ferry stops\n\nThis is not asked for.\n")
    document = command("failures", "--retry", "--json").document
    assert (document["report"]["new"], document["report"]["changed"], document["report"]["failed"]) == (1, 0, 1)
    assert document["gone"] == [str(news / "gone.json")]
    assert [each["path"] for each in document["failures"]] == [str(news / "gone.json"), str(news / "scan.pdf")]
    assert f"no longer there: {news / 'gone.json'}" in command("failures", "--retry").out


def test_ingest_counts_what_it_skips_by_type(command: Command, news: Path) -> None:
    for name in ("a.docx", "b.docx", "c.mp3"):
        (news / name).write_bytes(b"?")
    assert command("ingest", news, "--json").document["skipped_by_type"] == {".docx": 2, ".mp3": 1}
    assert "    .docx" in command("ingest", news).out


def test_formats_lists_what_is_read(command: Command) -> None:
    listed = command("formats", "--json").document["formats"]
    pdf = next(each for each in listed if each["name"] == "pdf")
    assert pdf == {"name": "pdf", "endings": [".pdf"], "what": "Reads one article from a PDF file."}
    assert "Reads one article from a PDF file.\n  .pdf" in command("formats").out


def test_inspect_shows_every_field_and_stores_nothing(command: Command, news: Path, tmp_path: Path) -> None:
    (news / "flood.md").write_text("---\ntitle: Flood\ntags: [river, rain]\npublished: 2024-06-07\n---\n\nIt rose.\n")
    (file,) = command("inspect", news / "flood.md", "--json").document["files"]
    (item,) = file["items"]
    assert (file["reader"], file["outcome"], file["problems"]) == ("markdown", "read", [])
    assert (item["would_be"], item["version"], item["text"]) == ("new", 1, "Flood\n\nIt rose.")
    assert item["metadata"]["published"] == {"iso": "2024-06-07", "read_from": "published"}
    assert item["metadata"]["embargo"] is None
    assert item["parts"][1] == {"kind": "body", "start": 7, "end": 15, "text": "It rose."}
    assert not (tmp_path / "newsarchive-data").exists()
    shown = command("inspect", news)
    assert shown.code == 0
    wanted = (
        "keywords      river; rain",
        "published     2024-06-07 (from published)",
        "not given",
        "scan.pdf",
        "problem",
    )
    assert [words for words in wanted if words not in shown.out] == []


def test_inspect_shows_long_texts_in_full_when_asked(command: Command, news: Path) -> None:
    (news / "long.txt").write_text("Bridge opens\n\n" + "The bridge opened on Friday. " * 40 + "It shut on Monday.\n")
    assert "It shut on Monday." not in command("inspect", news / "long.txt").out
    assert "It shut on Monday." in command("inspect", news / "long.txt", "--full").out


def test_prune_withdraws_what_is_gone(command: Command, news: Path) -> None:
    (news / "scan.pdf").unlink()
    command("ingest", news)
    (news / "bridge.txt").unlink()
    (news / "ferry.txt").write_text("Ferry stops\n\nThe ferry made its last crossing on Saturday.\n")
    report = command("ingest", news, "--prune", "--json").document
    assert (report["pruned"], report["withdrawn"], report["new"]) == (1, 1, 1)


def test_reread_reads_unchanged_files_again(command: Command, news: Path) -> None:
    (news / "scan.pdf").unlink()
    command("ingest", news)
    assert command("ingest", news, "--json").document["unchanged_files"] == 1
    assert command("ingest", news, "--reread", "--json").document["unchanged"] == 1


def test_rebuild_reports_the_generation(command: Command, news: Path) -> None:
    command("ingest", news)
    report = command("rebuild", "--json").document
    assert (report["articles"], report["embedded"]) == (1, report["passages"])
    again = command("rebuild", "--json").document
    assert (again["embedded"], again["passages"]) == (0, report["passages"])
    assert (again["generation"], again["written"]) == (report["generation"], 0)
    whole = command("rebuild", "--whole", "--json").document
    assert (whole["embedded"], whole["written"]) == (0, report["passages"])
    assert report["generation"] < whole["generation"]


def test_a_rebuild_that_asks_standing_questions_loads_each_model_once(
    command: Command, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = []
    monkeypatch.setattr(models, "load_embedder", lambda name: loaded.append(name) or HashEmbedder())
    monkeypatch.setattr(models, "load_reranker", lambda: loaded.append("reranker") or OverlapReranker())
    caches = (compose._embedder, compose.the_reranker)
    try:
        for each in caches:
            each.cache_clear()
        command("ingest", news)
        command("rebuild")
        command("watch", "add", "ferry crossing")
        (news / "ferry.txt").write_text("Ferry stops\n\nThe ferry made its last crossing on Saturday.\n")
        command("ingest", news)
        for each in caches:
            each.cache_clear()
        loaded.clear()
        assert command("rebuild", "--json").document["notices"] == 1
        assert loaded == ["bge-small", "reranker"]
    finally:
        for each in caches:
            each.cache_clear()


def test_the_index_is_looked_after(command: Command, sample_data: Path, tmp_path: Path) -> None:
    """It is sound, goes back a step, forgets a generation, and is unsound once a byte of it is changed."""
    data = shutil.copytree(sample_data, tmp_path / "data")
    first = command("generations", "--data", data, "--json").document["generations"]
    assert [(each["in_force"], each["problem"]) for each in first] == [(True, None)]
    second = command("rebuild", "--whole", "--data", data, "--json").document["generation"]
    report = command("verify", "--data", data, "--sample", "3", "--json").document
    assert (report["whole"], report["generation"], report["embedded_again"]) == (True, second, 3)
    assert command("doctor", "--data", data).out == "nothing ails this archive\n"
    assert command("rollback", "--data", data, "--json").document == {"generation": first[0]["name"]}
    assert command("gc", "--keep", "1", "--data", data, "--json").document["names"] == [second]

    path = data / "generations" / first[0]["name"] / "parts" / "000" / "vectors.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    ended = command("verify", "--data", data, "--sample", "0")
    assert ended.code == 4
    assert f"wrong: files: {path} is not as it was written" in ended.out
    path.write_bytes(b"")
    ended = command("doctor", "--data", data)
    assert ended.code == 4
    assert f"wrong: the generation in force, {first[0]['name']}, is missing or damaged" in ended.out


def test_search_prints_the_wire_format(command: Command, sample_data: Path) -> None:
    ended = command("search", "bridge", "--limit", "3", "--data", sample_data, "--json")
    assert ended.code == 0
    assert len(wire.SearchResult.model_validate(ended.document).hits) == 3


def test_search_as_text_names_headline_source_and_article(command: Command, sample_data: Path) -> None:
    ended = command("search", "bridge", "--limit", "1", "--data", sample_data)
    assert ended.code == 0
    assert "1. " in ended.out
    assert "Vennick Packet" in ended.out
    assert "from generation" in ended.out


@pytest.mark.parametrize(
    ("options", "field", "allowed"),
    [
        (["--kind", "caption"], "kind", {"caption"}),
        (["--kind", "caption", "--kind", "headline"], "kind", {"caption", "headline"}),
        (["--source", "Aldermere Courier"], "source", {"Aldermere Courier"}),
        (["--byline", "Strake"], "byline", {"Mungo Strake"}),
        (["--file", "2014/bridge-vote.md"], "headline", {"Council votes 9-4 to build Salters Bridge"}),
        (["--section", "Council"], "section", {"Council"}),
        (["--language", "en"], "language", {"en"}),
    ],
)
def test_a_filter_holds_for_every_hit(
    command: Command, sample_data: Path, options: list[str], field: str, allowed: set[str]
) -> None:
    found = command("search", "bridge", *options, "--data", sample_data, "--json").document["hits"]
    assert {hit[field] for hit in found} == allowed


def test_dates_are_days_of_publication_both_ends_included(command: Command, sample_data: Path) -> None:
    days = ("--date-from", "2020-06-20", "--date-to", "2020-06-20")
    found = command("search", "bridge opens", *days, "--data", sample_data, "--json").document["hits"]
    assert {hit["published"][:10] for hit in found} == {"2020-06-20"}


def test_hits_can_be_articles(command: Command, sample_data: Path) -> None:
    found = command("search", "bridge", "--group", "article", "--data", sample_data, "--json").document["hits"]
    assert len({hit["article_id"] for hit in found}) == len(found) == 10


def test_search_can_take_the_trouble_to_rerank(command: Command, sample_data: Path) -> None:
    found = command("search", QUESTION, "--mode", "best", "--limit", "5", "--data", sample_data, "--json").document
    assert any("33.1 million" in hit["text"] for hit in found["hits"])


def test_ask_prints_the_wire_format_and_quotes_the_archive(command: Command, sample_data: Path) -> None:
    ended = command("ask", QUESTION, "--data", sample_data, "--json")
    answer = wire.Answer.model_validate(ended.document)
    assert (ended.code, answer.status) == (0, "answered")
    assert all(citation.verified for citation in answer.citations)


def test_ask_as_text_shows_the_citations(command: Command, sample_data: Path) -> None:
    ended = command("ask", QUESTION, "--data", sample_data)
    assert ended.code == 0
    assert "33.1 million crowns" in ended.out
    assert "[1]" in ended.out


def test_a_refusal_is_an_answer_not_an_error(command: Command, sample_data: Path) -> None:
    ended = command("ask", "Who won the 1987 chess olympiad in Dubai?", "--data", sample_data, "--json")
    assert (ended.code, ended.document["status"]) == (0, "refused")
    assert ended.document["sentences"] == []
    assert ended.document["reason"]


def test_ask_is_limited_to_what_the_filters_admit(command: Command, sample_data: Path) -> None:
    limited = ("--date-to", "2014-12-31", "--data", sample_data, "--json")
    answer = command("ask", "How much was the Salters Bridge going to cost?", *limited).document
    assert {citation["published"][:4] for citation in answer["citations"]} <= {"2014"}


def test_show_prints_an_article_in_both_forms(command: Command, sample_data: Path, article_id: str) -> None:
    article = wire.Article.model_validate(command("show", article_id, "--data", sample_data, "--json").document)
    text = command("show", article_id, "--data", sample_data)
    assert text.code == 0
    assert article.versions[0].headline in " ".join(text.out.split())


def test_show_prints_an_earlier_version(command: Command, sample_data: Path) -> None:
    found = command(
        "search", "gull nest holds the bridge open", "--limit", "1", "--data", sample_data, "--json"
    ).document
    article = wire.Article.model_validate(
        command("show", found["hits"][0]["article_id"], "--data", sample_data, "--json").document
    )
    earlier = str(3 - article.current)
    shown = command("show", article.article_id, "--version", earlier, "--data", sample_data)
    assert (shown.code, f"version {earlier} of 2; version {article.current} is in force" in shown.out) == (0, True)
    assert "four hours" in shown.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ingest", "no-such-folder"], ["no-such-folder", "check the path"]),
        (["rebuild"], ["there is no archive", "newsarchive ingest"]),
        (["search", "bridge"], ["there is no archive", "newsarchive ingest"]),
        (["ask", "What happened?"], ["there is no archive", "newsarchive ingest"]),
        (["show", "no-such-article"], ["there is no archive", "newsarchive ingest"]),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else None,
)
def test_an_expected_error_is_one_line(command: Command, words: list[str], said: list[str]) -> None:
    assert_error(command(*words), *said)
    ended = command(*words, "--json")
    assert (ended.code, list(ended.document)) == (1, ["error"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date-from", "yesterday"], ["--date-from", "'yesterday'", "YYYY-MM-DD"]),
        (["--date-from", "2020-02-11", "--date-to", "2020-02-10"], ["2020-02-11", "2020-02-10"]),
        (["--limit", "0"], ["0", "1 to 100"]),
        (["--limit", "101"], ["101", "1 to 100"]),
    ],
)
def test_an_option_that_cannot_be_used_is_named(
    command: Command, sample_data: Path, options: list[str], said: list[str]
) -> None:
    assert_error(command("search", "bridge", *options, "--data", sample_data), *said)


def test_an_empty_query_is_refused(command: Command, sample_data: Path) -> None:
    assert_error(command("search", "  ", "--data", sample_data), "empty")
    assert_error(command("ask", "  ", "--data", sample_data), "empty")


def test_a_version_that_is_not_there_is_refused(command: Command, sample_data: Path, article_id: str) -> None:
    assert_error(command("show", article_id, "--version", "99", "--data", sample_data), "99")


def test_words_the_command_does_not_know_end_with_2(command: Command) -> None:
    assert command("sing").code == 2
    assert command("search", "bridge", "--colour", "red").code == 2
    assert command("search", "bridge", "--kind", "poem").code == 2


def test_the_data_folder_is_named_by_variable_or_option(
    command: Command, sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSARCHIVE_DATA", str(sample_data))
    assert command("search", "bridge", "--json").code == 0
    assert_error(command("search", "bridge", "--data", tmp_path / "elsewhere"), "elsewhere")


def test_a_misspelt_setting_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSARCHIVE_DTAA", "somewhere")
    assert_error(command("failures"), "NEWSARCHIVE_DTAA", "NEWSARCHIVE_DATA")


def test_a_setting_out_of_range_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSARCHIVE_PORT", "99999")
    assert_error(command("failures"), "NEWSARCHIVE_PORT", "'99999'")


def test_an_index_of_another_model_is_not_searched(
    command: Command, sample_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSARCHIVE_EMBEDDER", "minilm-l6")
    assert_error(command("search", "bridge", "--data", sample_data), "all-MiniLM-L6-v2", "newsarchive rebuild")


def test_a_port_in_use_is_an_error(command: Command, sample_data: Path, tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_error(command("serve", "--port", port, "--data", sample_data), f"port {port}", "--port")
