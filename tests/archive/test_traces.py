"""Traces find words at any byte of a file, however they are written there, and nothing else."""

import json

from hypothesis import given
from hypothesis import strategies as st

from archive.traces import WIDTH, as_text, find, traces_of
from tests.strategies import plain_texts, texts

TEXT = "The keeper of Gannet Point light said: “There are 212 steps”, and climbed\nthem all again."


def places(tmp_path, content, traces):
    path = tmp_path / "file"
    path.write_bytes(content)
    return [(each.offset, each.content) for each in find(path, traces)]


def test_words_are_found_plain_and_as_json_writes_them(tmp_path):
    traces = traces_of([TEXT])
    for form in (TEXT, json.dumps(TEXT), json.dumps(TEXT, ensure_ascii=False)):
        content = b"\0" * 77 + form.encode() + b"\xff" * 9
        found = places(tmp_path, content, traces)
        assert found
        assert all(content[offset : offset + WIDTH] == piece for offset, piece in found)
        assert all(as_text(piece) in TEXT for _, piece in found)


def test_every_stretch_of_48_characters_is_found(tmp_path):
    long = " ".join(f"Word{number} of the long report." for number in range(40))
    traces = traces_of([long])
    for start in range(len(long) - 48):
        assert places(tmp_path, long[start : start + 48].encode(), traces)


def test_words_over_the_edge_of_a_chunk_are_found_once(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.traces._CHUNK", 50)
    traces = traces_of([TEXT[:WIDTH]])
    for before in range(120):
        assert places(tmp_path, b"x" * before + TEXT.encode() + b"y" * 60, traces) == [(before, TEXT[:WIDTH].encode())]


@given(texts(6), plain_texts(40))
def test_other_words_are_not_found(tmp_path_factory, one, other):
    traces = traces_of([one])
    found = places(tmp_path_factory.mktemp("traces"), other.encode(), traces)
    assert all(as_text(piece) in one and as_text(piece) in other for _, piece in found)


def test_a_trace_holds_no_word():
    for trace in traces_of([TEXT]):
        assert len(bytes.fromhex(trace)) == 20
    assert traces_of(["too short"]) == ()


@given(st.text(max_size=80))
def test_traces_of_any_text_are_made(text):
    assert all(len(each) == 40 for each in traces_of([text]))
