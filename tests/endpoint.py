"""A tiny real server that speaks OpenAI's chat completions, or one of the ways in which a server may fail to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Reply = Callable[[list[dict[str, str]]], str]


class FakeEndpoint:
    """The server at `url`; it answers with `reply` of the messages, in the manner of `way` and notes what was asked."""

    def __init__(self, reply: Reply, way: str = "well") -> None:
        self.reply, self.way = reply, way
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.hung_up = Event()
        self.closing = Event()
        self.url = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoint: FakeEndpoint

    def log_message(self, *_: object) -> None:
        return

    def do_POST(self) -> None:
        self.close_connection = True
        endpoint = self.endpoint
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        endpoint.asked.append(asked)
        endpoint.keys.append(self.headers["authorization"])
        try:
            getattr(self, f"answer_{endpoint.way}", self.answer_status)(asked)
        except OSError:
            endpoint.hung_up.set()

    def answer_status(self, asked: dict[str, Any]) -> None:
        """A way that is a number is the status of an error."""
        body = json.dumps({"error": {"message": "no", "type": "error"}}).encode()
        self.send_response(int(self.endpoint.way))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_well(self, asked: dict[str, Any]) -> None:
        self.begin()
        for word in self.endpoint.reply(asked["messages"]).split(" "):
            self.piece(word + " ")
        self.piece("", finish="stop")
        self.write("data: [DONE]\n\n")

    def answer_broken_off(self, asked: dict[str, Any]) -> None:
        self.begin()
        self.piece(self.endpoint.reply(asked["messages"])[:40])

    def answer_withheld(self, asked: dict[str, Any]) -> None:
        self.begin()
        self.piece("", finish="content_filter")

    def answer_endless(self, asked: dict[str, Any]) -> None:
        self.begin()
        while not self.endpoint.closing.is_set():
            self.piece("and on and on " * 20)

    def answer_silent(self, asked: dict[str, Any]) -> None:
        self.begin()
        self.endpoint.closing.wait(20)

    def answer_trickling(self, asked: dict[str, Any]) -> None:
        """Signs of life without end, and never a word: what resets every timeout between two bytes."""
        self.begin()
        while not self.endpoint.closing.is_set():
            self.write(": still here\n\n")
            time.sleep(0.05)

    def answer_garbage(self, asked: dict[str, Any]) -> None:
        self.begin()
        self.write("data: {not json\xff\n\n")

    def answer_odd(self, asked: dict[str, Any]) -> None:
        """JSON of a shape that is not that of a chat completion."""
        self.begin()
        self.write('data: {"choices": [{"delta": null, "finish_reason": 7}]}\n\ndata: [1, 2]\n\n')

    def answer_html(self, asked: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.write("<html><body>Welcome to nginx!</body></html>")

    def answer_elsewhere(self, asked: dict[str, Any]) -> None:
        self.send_response(307)
        self.send_header("location", "http://192.0.2.1/v1/chat/completions")
        self.send_header("content-length", "0")
        self.end_headers()

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()

    def piece(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "fake", "choices": [choice]}
        self.write(f"data: {json.dumps(chunk)}\n\n")

    def write(self, text: str) -> None:
        self.wfile.write(text.encode("utf-8", "surrogateescape"))
        self.wfile.flush()


WAYS_TO_FAIL = {
    "401": "it does not accept the key",
    "404": "there is no such model or path",
    "429": "it has too much to do",
    "500": "answered 500",
    "broken_off": "broke off",
    "withheld": "withheld",
    "endless": "wrote on after the",
    "silent": "was not done after",
    "trickling": "was not done after",
    "garbage": "not a reply in OpenAI's format",
    "odd": "not a reply in OpenAI's format",
    "html": "sent no reply",
    "elsewhere": "answered 307",
}
"""Every way in which the server may fail, and what a reader is told of it."""


@contextmanager
def serving(reply: Reply, way: str = "well") -> Iterator[FakeEndpoint]:
    """A fake endpoint on this machine, for as long as the block lasts."""
    endpoint = FakeEndpoint(reply, way)
    handler = type("Handler", (_Handler,), {"endpoint": endpoint})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        endpoint.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
