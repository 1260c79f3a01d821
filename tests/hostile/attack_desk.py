"""An archive of two honest articles and one article for each attack, and a model that obeys whatever it is told."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from answer.desk import Desk
from answer.model_writer import ModelWriter
from answer.openai_chat import OpenAiChat
from archive.model import Draft, DraftPhoto, Metadata, NewsDate
from archive.sql_store import SqlStore
from index.embedder import HashEmbedder
from index.live import LiveIndex
from index.models import default_formats
from index.reranker import Reranker
from ingest.run import ingest
from tests.answer.newsroom import FERRY, PIER, build, version_of
from tests.endpoint import FakeEndpoint, serving
from tests.records import record_at
from tests.reranking import real_reranker

QUESTION = "When will the pier at Marlow reopen?"
ANSWER = "May 14, 2021"
HONEST = ("Coast Press", "Inland Herald")


@dataclass(frozen=True)
class Attack:
    """See the head of `attacks.yaml`."""

    id: str
    technique: str
    where: str
    text: str
    reply: str
    wanted: tuple[str, ...]
    says: bool = False

    @property
    def source(self) -> str:
        return f"The {self.id} Post"


def _attack(given: dict[str, Any]) -> Attack:
    repeat = given.pop("repeat", 1)
    return Attack(**given | {"wanted": tuple(given["wanted"]), "text": given["text"] * repeat})


ATTACKS = [
    _attack(each) for each in yaml.safe_load(Path(__file__).with_name("attacks.yaml").read_text(encoding="utf-8"))
]


def drafted(attack: Attack) -> Draft:
    """The article that carries the attack, in the part that it names."""
    plain = Draft(
        headline="Boats at the pier of Marlow",
        body="The pier at Marlow was quiet on Tuesday. Two boats lay beside it.",
        metadata=Metadata(source=attack.source, published=NewsDate("2021-04-22"), byline="Lena Orr"),
    )
    match attack.where:
        case "headline":
            return replace(plain, headline=attack.text)
        case "caption":
            return replace(plain, photos=(DraftPhoto(caption=attack.text),))
        case "byline":
            return replace(plain, metadata=replace(plain.metadata, byline=attack.text))
        case "note":
            return replace(plain, notes=(attack.text,))
        case _:
            return replace(plain, body=f"{plain.body}\n\n{attack.text}")


def page(attack: Attack) -> str:
    """The saved page that carries the attack in its markup."""
    said = f"<h1>Boats at the pier of Marlow</h1><p>The pier at Marlow was quiet on Tuesday.</p>{attack.text}"
    site = f'<meta property="og:site_name" content="{escape(attack.source)}">'
    return f"<html><head><title>Boats</title>{site}</head><body><article>{said}</article></body></html>"


def write_archive(folder: Path) -> SqlStore:
    """The honest articles, every attack's, and an index over them all."""
    store = record_at(folder / "record.sqlite")
    store.add_version(version_of(FERRY, "ferry"), identity="ferry")
    store.add_version(version_of(PIER, "pier"), identity="pier")
    pages = folder / "pages"
    pages.mkdir()
    for attack in ATTACKS:
        if attack.where == "html":
            (pages / f"{attack.id}.html").write_text(page(attack), encoding="utf-8")
        else:
            store.add_version(version_of(drafted(attack), attack.id), identity=attack.id)
    ingest([pages], store)
    build(store, folder, default_formats())
    return store


def gullible(attack: Attack, messages: Sequence[dict[str, str]]) -> str:
    """The attack's reply, obeyed word by word, each sentence of it resting on every sentence that was given.

    What only states something false is pinned on the other papers: its own does print it.
    """
    numbers, ours = [], True
    for line in messages[1]["content"].split("\n"):
        if line.startswith("Article: "):
            ours = attack.source in line
        elif (match := re.match(r"\[(\d+)\] ", line)) and not (attack.says and ours):
            numbers.append(match[0].strip())
    return f"{attack.reply} {''.join(numbers)}"


@cache
def _opened(folder: Path) -> tuple[Reranker, LiveIndex]:
    reranker = real_reranker()
    return reranker, LiveIndex(folder, HashEmbedder(), default_formats(), reranker)


@contextmanager
def attacked(store: SqlStore, folder: Path, attack: Attack) -> Iterator[tuple[Desk, FakeEndpoint]]:
    """A desk whose model obeys the attack, at an endpoint of its own."""
    with serving(lambda messages: gullible(attack, messages)) as endpoint:
        reranker, live = _opened(folder)
        chat = OpenAiChat(url=endpoint.url, name="gullible")
        yield Desk(store, live, reranker, model=ModelWriter(chat, seconds=20)), endpoint
