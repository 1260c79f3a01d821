"""Markdown in, the words it prints out: paragraphs and picture captions; the only file that imports markdown-it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# Addresses are not followed or written out here, so none needs to be refused.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of words; `heading` is its level, 0 for others."""

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text: its alternative text, its title, where it lies, and whether it stands alone."""

    alt: str
    title: str
    target: str


def blocks(text: str) -> Iterator[Block | Picture]:
    """The paragraphs of a Markdown text in order, without marks, each picture before the paragraph it stands in.

    Links give their words, line breaks inside a paragraph a space; numbers of numbered lists stay.
    """
    heading = 0
    prefix = ""
    for token in _PARSER.parse(text):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "list_item_open":
            prefix = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            children = token.children or []
            yield from _pictures(children)
            words = _words(children)
            if words:
                yield Block(prefix + words, heading)
            heading, prefix = 0, ""
        elif token.type in ("fence", "code_block"):
            yield Block(token.content.strip("\n"))
        elif token.type == "html_block" and (words := _TAG.sub(" ", token.content).strip()):
            yield Block(" ".join(words.split()))


def _pictures(tokens: Sequence[Token]) -> Iterator[Picture]:
    for token in tokens:
        if token.type == "image":
            alt = _words(token.children or [])
            yield Picture(alt, str(token.attrs.get("title", "")), str(token.attrs.get("src", "")))


def _words(tokens: Sequence[Token]) -> str:
    words = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
    return "".join(words).strip()
