"""A server on loopback that speaks as OpenAI-compatible ones do, and answers as it is told: well, badly or maliciously."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-of-the-tests-0123456789"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """The report between its marks."""
        told: str = self.body["messages"][1]["content"]
        return told.partition("\n")[2].rpartition("\n")[0]


Answer = Callable[[Asked, "Handler"], None]


@dataclass
class Model:
    """`answers`: the ones to come, the last one for ever."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Handler(BaseHTTPRequestHandler):
    model: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.model.asked.append(asked)
        with suppress(OSError):  # who asked has gone
            self.model.next()(asked, self)

    def say(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def model(*answers: Answer) -> Iterator[Model]:
    made = Model(answers=list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"model": made}))
    made.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        made.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def completion(content: object, sent: object = 100, answered: object = 20, **message: object) -> bytes:
    """A chat completion with this text."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content, **message}}
    usage = {"prompt_tokens": sent, "completion_tokens": answered, "total_tokens": 0}
    made = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    return json.dumps(made).encode()


def saying(content: object, **message: object) -> Answer:
    return lambda asked, handler: handler.say(200, completion(content, **message))


def answering(*claims: dict[str, Any]) -> Answer:
    """As a model does that holds to the form."""
    return saying(json.dumps({"claims": list(claims)}, ensure_ascii=False))


def status(number: int, *headers: tuple[str, str], body: bytes = b"{}") -> Answer:
    return lambda asked, handler: handler.say(number, body, *headers)


def claim(evidence: str, kind: str, words: str, **fields: object) -> dict[str, Any]:
    """A claim as a model tells it: nothing but what is given."""
    nothing: dict[str, Any] = {"figure": None, "sources": [], "cue": None, "manner": "own_voice", "actor": None, "target": None}
    nothing |= {"place": None, "time": None, "said": None, "status": "asserted", "verification": "unstated"}
    nothing |= {"verification_words": None, "members": [], "body": None, "cause": None, "effect": None}
    return {"evidence": evidence, "kind": kind, "words": words, **nothing, **fields}
