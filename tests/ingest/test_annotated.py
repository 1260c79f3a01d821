"""Texts as linguists keep them are told from texts to read."""

from pathlib import Path

import pytest

from ingest.annotated import REASON, is_annotated
from ingest.run import ingest

WORDS = "The ferry stops at the old quay , said Ana Holt , who runs the boat . It will not sail again this year ."
TAGS = "DT NN VVZ IN DT JJ NN , VVD NP NP , WP VVZ DT NN SENT PP MD RB VV RB DT NN SENT"


def tagged(form):
    pairs = list(zip(WORDS.split(), TAGS.split(), strict=True))
    if form == "xml":
        return (
            "<text id='a'>\n<head>\n<s>\n" + "\n".join(f"{w}\t{t}\t{w.lower()}" for w, t in pairs) + "\n</s>\n</text>"
        )
    lines = (f"{n}\t{w}\t{w.lower()}\t{t}\t_\t_\t0\troot\t_\t_" for n, (w, t) in enumerate(pairs, start=1))
    return "# sent_id = 1\n" + "\n".join(lines) + "\n\n"


@pytest.mark.parametrize(("name", "form"), [("a.xml", "xml"), ("a.txt", "conllu"), ("a.md", "conllu")])
def test_tagged_words_are_passed_over_and_counted_as_what_they_are(store, write, folder, name, form):
    write(name, tagged(form))
    report = ingest([folder], store)
    assert report.skipped_by_type == {"linguistic annotation": 1}
    assert [each.reason for each in report.skips] == [REASON]
    assert list(store.current_versions()) == []


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{team}\tW\t{team[0]}" for team in WORDS.split()),
        "\n".join(f"{number}\t0\t{number}\t1" for number in range(40)),
        WORDS.replace(" ", "\n"),
        WORDS * 20,
    ],
)
def test_tables_and_texts_are_not_taken_for_it(text):
    assert not is_annotated(text.encode())


NAMES = (
    "news_afghan",
    "news_worship",
    "academic_art",
    "fiction_beast",
    "reddit_bobby",
    "whow_arrogant",
    "vlog_radiology",
)


def test_files_of_a_real_corpus_give_no_article(store, shared: Path):
    report = ingest([shared / "wikinews" / f"GUM_{name}.xml" for name in NAMES], store)
    assert (report.articles, report.failed) == (0, 0)
    assert report.skipped_by_type == {"linguistic annotation": len(NAMES)}
