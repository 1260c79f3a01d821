"""The command with a language model set up: who wrote is said, a dead server is no error, a key is never shown."""

import json
from pathlib import Path

from api import schemas as wire
from tests.command import newsarchive
from tests.endpoint import serving

QUESTION = "What was the final cost of the Salters Bridge?"
KEY = "key-that-nobody-may-see"


def first_sentence(messages: list[dict[str, str]]) -> str:
    line = next(line for line in messages[1]["content"].split("\n") if "33.1 million" in line and line.startswith("["))
    number, _, sentence = line.partition(" ")
    return f"{sentence.rstrip('.')} {number}. It also cost 900 lives {number}."


def ask(data: Path, url: str, *words: str) -> tuple[int, str, str]:
    done = newsarchive(
        "ask", QUESTION, "--data", data, *words,
        NEWSARCHIVE_MODEL_URL=url, NEWSARCHIVE_MODEL_NAME="fake", NEWSARCHIVE_MODEL_KEY=KEY,
        NEWSARCHIVE_MODEL_SECONDS="30",
    )  # fmt: skip
    assert KEY not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_the_models_answer_is_checked_and_says_who_wrote_it(sample_data: Path) -> None:
    with serving(first_sentence) as endpoint:
        code, out, err = ask(sample_data, endpoint.url)
        assert (code, err) == (0, "")
        assert "33.1 million" in out
        assert "Written by fake; every sentence was checked against the words it cites." in " ".join(out.split())
        assert "900 lives" not in out
        _, out, _ = ask(sample_data, endpoint.url, "--unverified", "show", "--json")
        answer = wire.Answer.model_validate(json.loads(out))
        assert [sentence.verified for sentence in answer.sentences] == [True, False]
        assert endpoint.keys[0] == f"Bearer {KEY}"
        assert len(endpoint.asked) == 4  # a second try each time
        code, out, _ = ask(sample_data, endpoint.url, "--writer", "extractive")
        assert "Written by" not in out
        assert len(endpoint.asked) == 4


def test_a_server_that_is_down_is_said_and_the_archive_answers(sample_data: Path) -> None:
    with serving(first_sentence) as endpoint:
        pass
    code, out, err = ask(sample_data, endpoint.url)
    assert (code, err) == (0, "")
    assert "33.1 million" in out
    assert f"In the archive's words, not in those of fake: nothing answers at {endpoint.url}" in " ".join(out.split())


def test_a_model_set_up_by_half_is_said_so(sample_data: Path) -> None:
    done = newsarchive("ask", QUESTION, "--data", sample_data, NEWSARCHIVE_MODEL_URL="http://127.0.0.1:9/v1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "name the model in NEWSARCHIVE_MODEL_NAME" in done.stderr
    done = newsarchive("ask", QUESTION, "--data", sample_data, "--writer", "model")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no model was set up to write; set NEWSARCHIVE_MODEL_URL and NEWSARCHIVE_MODEL_NAME" in done.stderr
    done = newsarchive("ask", QUESTION, "--data", sample_data, NEWSARCHIVE_MODEL_URL="localhost:8080")
    assert (done.returncode, done.stdout) == (1, "")
    assert "NEWSARCHIVE_MODEL_URL is 'localhost:8080'" in done.stderr
