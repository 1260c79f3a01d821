"""The command over versions, days and takedowns, on the sample archive: a bridge reported of twice."""

import json
import shutil
from pathlib import Path

from tests.command import newsarchive

MORNING = "Lifting span jams open; both banks cut off"


def test_a_search_as_of_a_day_finds_that_days_version_and_says_what_replaced_it(sample_data: Path) -> None:
    asked = ("search", '"lifting span jams"', "--limit", "1", "--data", sample_data)
    assert json.loads(newsarchive(*asked, "--json").stdout)["hits"] == []
    (hit,) = json.loads(newsarchive(*asked, "--as-of", "2022-07-14", "--json").stdout)["hits"]
    assert (hit["headline"], hit["standing"]["superseded_by"]) == (MORNING, 3 - hit["version"])
    assert f"Superseded by version {3 - hit['version']}" in newsarchive(*asked, "--as-of", "2022-07-14").stdout
    assert json.loads(newsarchive(*asked, "--as-of", "2022-07-13", "--json").stdout)["hits"] == []
    late = newsarchive(*asked, "--as-of", "9999-01-01")
    assert (late.returncode, late.stderr) == (
        1,
        "newsarchive: the day 9999-01-01 has not come yet; ask as of today or earlier\n",
    )


def test_a_diff_shows_the_words_removed_and_added(sample_data: Path) -> None:
    asked = ("search", '"lifting span jams"', "--as-of", "2022-07-14", "--data", sample_data, "--json")
    article_id = json.loads(newsarchive(*asked).stdout)["hits"][0]["article_id"]
    printed = newsarchive("diff", article_id, "--data", sample_data).stdout
    assert f"[-{MORNING}-]" in printed
    stretches = json.loads(newsarchive("diff", article_id, "--data", sample_data, "--json").stdout)["stretches"]
    versions = json.loads(newsarchive("show", article_id, "--data", sample_data, "--json").stdout)["versions"]
    old, new = (
        "".join(each["text"] for each in stretches if each["change"] != change) for change in ("added", "removed")
    )
    assert {old, new} == {each["text"] for each in versions}


def test_copies_are_listed_with_what_each_changed(sample_data: Path) -> None:
    asked = ("search", "herring quota cut by 38 percent", "--group", "article", "--data", sample_data)
    found = json.loads(newsarchive(*asked, "--json").stdout)
    (hit,) = [each for each in found["hits"] if each["copies"]]
    assert found["articles"] - found["stories"] == len(hit["copies"]) == 3
    said = json.loads(newsarchive("copies", hit["article_id"], "--data", sample_data, "--json").stdout)
    told = {each["source"]: each["told"] for each in said["copies"]} | {hit["source"]: said["told"]}
    first = next(each["article_id"] for each in (hit, *said["copies"]) if each["source"] == "Eastholm Post")[:8]
    assert told == {
        "Eastholm Post": "the first of its story",
        "Vennick Packet": f"the words of Eastholm Post {first}, headline changed",
        "Aldermere Courier": f"87% of Eastholm Post {first}, headline changed, byline replaced, one paragraph cut, two "
        "paragraphs added",
        "Inland Mercury": f"30% of Eastholm Post {first}, headline changed, five paragraphs cut",
    }
    printed = newsarchive("copies", hit["article_id"], "--data", sample_data).stdout
    assert all(each["article_id"] in printed and each["told"] in printed for each in said["copies"])
    assert "also printed: " in newsarchive(*asked).stdout
    other = next(each["article_id"] for each in found["hits"] if not each["copies"])
    assert (
        newsarchive("copies", other, "--data", sample_data).stdout == "no copies of this article are in the archive\n"
    )


def test_a_takedown_leaves_no_word_and_is_listed(sample_data: Path, tmp_path: Path) -> None:
    data = shutil.copytree(sample_data, tmp_path / "data")
    found = newsarchive("search", '"biscuit tin"', "--limit", "1", "--data", data, "--json").stdout
    article_id = json.loads(found)["hits"][0]["article_id"]
    done = newsarchive("takedown", article_id, "--reason", "court order 17", "--by", "legal desk", "--data", data)
    assert (done.returncode, f"article {article_id} was taken down" in done.stdout) == (0, True)
    words = b"were moved in a biscuit tin to a ledge"
    assert [path for path in data.rglob("*") if path.is_file() and words in path.read_bytes()] == []
    (listed,) = json.loads(newsarchive("takedowns", "--data", data, "--json").stdout)["takedowns"]
    assert (listed["article_id"], listed["by"], listed["reason"]) == (article_id, "legal desk", "court order 17")
    shown = newsarchive("show", article_id, "--data", data)
    assert (shown.returncode, "was taken down on" in shown.stderr) == (1, True)


def test_an_archive_is_backed_up_and_restored_without_what_was_taken_down_since(
    sample_data: Path, tmp_path: Path
) -> None:
    data, whole, one = shutil.copytree(sample_data, tmp_path / "data"), tmp_path / "whole", tmp_path / "one.zip"
    found = newsarchive("search", '"biscuit tin"', "--limit", "1", "--data", data, "--json").stdout
    article_id = json.loads(found)["hits"][0]["article_id"]
    assert newsarchive("backup", whole, "--index", "--data", data).returncode == 0
    assert json.loads(newsarchive("backup", one, "--data", data, "--json").stdout)["generation"] is None
    assert newsarchive("restore", one, "--check").stdout.startswith(f"{one} is whole: ")
    new = newsarchive("restore", whole, "--data", tmp_path / "new")
    assert (new.returncode, "is in force" in new.stdout) == (0, True)
    again = newsarchive("search", '"biscuit tin"', "--limit", "1", "--data", tmp_path / "new", "--json").stdout
    assert json.loads(again)["hits"] == json.loads(found)["hits"]
    assert newsarchive("takedown", article_id, "--reason", "court order 17", "--data", data).returncode == 0
    refused = newsarchive("restore", one, "--data", data)
    assert (refused.returncode, refused.stderr.count("replace it with --force")) == (1, 1)
    done = newsarchive("restore", one, "--force", "--data", data)
    assert f"article {article_id} was taken down since and is kept out" in done.stdout
    assert b"biscuit tin" not in (data / "record.sqlite").read_bytes()


def test_a_standing_question_is_asked_by_each_rebuild_and_an_answer_is_kept_up_with(
    sample_data: Path, tmp_path: Path
) -> None:
    data, news = shutil.copytree(sample_data, tmp_path / "data"), tmp_path / "news"
    news.mkdir()
    added = json.loads(newsarchive("watch", "add", "cost of the Salters Bridge", "--data", data, "--json").stdout)
    asked = ("ask", "What was the final cost of the Salters Bridge?", "--data", data)
    assert newsarchive(*asked).returncode == 0
    assert newsarchive("watch", "answer", "last", "--data", data).returncode == 0
    (news / "cost.txt").write_text(
        "Bridge bill grows\n\nThe Salters Bridge has cost 35 million crowns in the end, the auditor said on Monday.\n"
    )
    assert newsarchive("ingest", news, "--data", data).returncode == 0
    rebuilt = newsarchive("rebuild", "--data", data, "--json")
    assert json.loads(rebuilt.stdout)["notices"] >= 1
    notices = json.loads(newsarchive("watch", "show", "--data", data, "--json").stdout)["notices"]
    told = {(each["watch_id"], each["kind"], each["headline"]) for each in notices}
    assert (added["watch_id"], "new", "Bridge bill grows") in told
    assert "Bridge bill grows" in newsarchive("watch", "show", added["watch_id"], "--data", data).stdout
    assert newsarchive("watch", "read", added["watch_id"], "--data", data).stdout == "1 marked as read\n"
    assert newsarchive("watch", "remove", added["watch_id"], "--data", data).stdout.startswith("removed: cost of")
    listed = json.loads(newsarchive("watch", "list", "--data", data, "--json").stdout)["watches"]
    assert [bool(each["answer_id"]) for each in listed] == [True]
