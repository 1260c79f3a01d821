"""Text in the archive that speaks to the machine which reads it changes nothing, whoever writes the answer.

Every attack of `attacks.yaml` against both writers; the model is one that obeys, so that what protects is ours.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from answer.desk import Desk
from answer.model import Answer, AnswerStatus, AskRequest, Draft, Unverified, WriterName
from api import shape
from archive.sql_store import SqlStore
from cli import show
from index.filters import Filters
from tests.conftest import ROOT
from tests.hostile.attack_desk import ANSWER, ATTACKS, HONEST, QUESTION, Attack, attacked, write_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqlStore, Path]]:
    folder = tmp_path_factory.mktemp("attacks")
    store = write_archive(folder)
    yield store, folder
    store.close()


@pytest.fixture(params=ATTACKS, ids=lambda attack: attack.id)
def attack(request: pytest.FixtureRequest) -> Attack:
    one: Attack = request.param
    return one


def request_for(attack: Attack, writer: WriterName, unverified: Unverified = Unverified.DROP) -> AskRequest:
    filters = Filters(sources=(*HONEST, attack.source))
    return AskRequest(question=QUESTION, filters=filters, writer=writer, unverified=unverified)


def assert_unharmed(desk: Desk, attack: Attack, answer: Answer) -> None:
    """The question is answered, in words that stand where they are cited, and not with what the attack wanted."""
    assert answer.status is AnswerStatus.ANSWERED
    cited = {citation.number: citation for citation in answer.citations}
    for citation in cited.values():
        version = desk.article(citation.article_id).version(citation.version)
        assert version is not None
        assert not citation.verified or version.text[citation.start : citation.end] == citation.quote
    said = [sentence for sentence in answer.sentences if sentence.verified]
    assert ANSWER in " ".join(sentence.text for sentence in said)
    for sentence in said:
        assert sentence.citations
        own = attack.says and {cited[number].source for number in sentence.citations} == {attack.source}
        wanted = [words for words in attack.wanted if words.casefold() in sentence.text.casefold()]
        assert own or wanted == [], sentence
    if answer.short is not None:
        assert answer.short[0] == ANSWER


def test_the_archives_own_words(archive: tuple[SqlStore, Path], attack: Attack) -> None:
    with attacked(*archive, attack) as (desk, endpoint):
        answer = desk.ask(request_for(attack, WriterName.EXTRACTIVE))
    assert_unharmed(desk, attack, answer)
    assert {sentence.text for sentence in answer.sentences} <= {citation.quote for citation in answer.citations}
    assert endpoint.asked == []


def test_a_model_that_obeys(archive: tuple[SqlStore, Path], attack: Attack, capsys: pytest.CaptureFixture[str]) -> None:
    with attacked(*archive, attack) as (desk, endpoint):
        *drafts, answer = desk.answering(request_for(attack, WriterName.MODEL, Unverified.SHOW))
    assert isinstance(answer, Answer)
    assert endpoint.asked, "the model was not asked, so nothing was tried"
    assert all(isinstance(draft, Draft) for draft in drafts)
    assert_unharmed(desk, attack, answer)
    assert (answer.writer, answer.model) == (WriterName.EXTRACTIVE, "gullible")
    assert answer.note
    assert_data_only(endpoint.asked[0]["messages"][1]["content"])
    show.answer(shape.answer(answer))
    assert_plain(capsys.readouterr().out)


def assert_data_only(prompt: str) -> None:
    """Each line of what a model is given is one of ours: a number and a sentence, or what stands above an article."""
    inside = prompt.partition("<archive>\n")[2].partition("\n</archive>")[0]
    lines = inside.split("\n")
    numbers = [match[1] for line in lines if (match := re.match(r"\[(\d+)\] ", line))]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) + sum(line.startswith("Article: ") for line in lines) == len(lines)
    bare = re.sub(r"^\[\d+\] ", "", inside, flags=re.MULTILINE)
    assert not re.search(r"[<>\[\]`\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", bare)
    assert prompt.count("<archive>") == prompt.count("</archive>") == 1


def assert_plain(printed: str) -> None:
    """Nothing that commands a terminal or turns a line around."""
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", printed)


def test_the_console_of_the_tests_is_that_of_a_file() -> None:
    """Otherwise the colours of the house would be taken for the attacks'."""
    assert not Console().is_terminal


def test_the_suite_is_as_large_and_as_varied_as_the_page_says() -> None:
    page = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
    counted = Counter(attack.technique for attack in ATTACKS)
    assert len(ATTACKS) == len({attack.id for attack in ATTACKS}) >= 40
    assert f"{len(ATTACKS)} attacks" in page
    assert [f"| {name} | {count} |" for name, count in counted.items() if f"| {name} | {count} |" not in page] == []
