"""An endpoint that answers well, badly, slowly or maliciously: it is asked a bounded number of times, for a bounded time, at
its own address alone; and every failure is one of few words.
"""

from __future__ import annotations

import json
import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from sayso import limits
from sayso.collect.llm.endpoint import Endpoint, Outside
from sayso.collect.llm.failure import NotAnsweredError
from sayso.collect.llm.terms import Terms
from sayso.collect.llm.ways import Prompt
from sayso.collect.net.addresses import address
from tests.llm_server import KEY, Answer, Asked, Handler, Model, completion, model, saying, status

PROMPT = Prompt(
    "Read.", "<a>\nA report.\n</a>", {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
)
AT = datetime(2022, 1, 7, 12, 0, tzinfo=UTC)
REFUSED = status(400)


@contextmanager
def endpoint(url: str, slept: list[float] | None = None, seconds: float = 30.0, key: str = KEY) -> Iterator[Endpoint]:
    asked = address(f"{url}/chat/completions")
    terms = Terms(asked, "the-model", SecretStr(key), seconds, 60_000, 500)
    outside = Outside(sleep=(slept if slept is not None else []).append)
    made = Endpoint(terms, lambda: AT, outside)
    try:
        yield made
    finally:
        made.close()


def why(*answers: Answer, slept: list[float] | None = None, seconds: float = 30.0) -> tuple[NotAnsweredError, Model]:
    with model(*answers) as server, endpoint(server.url, slept, seconds) as asked, pytest.raises(NotAnsweredError) as caught:
        asked.ask(PROMPT)
    return caught.value, server


class TestWell:
    def test_what_is_sent(self) -> None:
        with model(saying("{}")) as server, endpoint(server.url) as asked:
            answer = asked.ask(PROMPT)
        assert (answer.text, answer.tokens.sent, answer.tokens.answered, answer.why_not) == ("{}", 100, 20, None)
        [request] = server.asked
        assert request.path == "/v1/chat/completions"
        assert request.body == {
            "model": "the-model",
            "messages": [{"role": "system", "content": "Read."}, {"role": "user", "content": PROMPT.user}],
            "temperature": 0,
            "seed": 7,
            "max_tokens": 500,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": PROMPT.schema},
            },
        }

    def test_no_header_tells_of_the_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The client would send its version, the system and Python; and the environment could add to it."""
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-More: yes")
        monkeypatch.setenv("OPENAI_ORG_ID", "an-organisation")
        monkeypatch.setenv("OPENAI_API_KEY", "another-key")
        with model(saying("{}")) as server, endpoint(server.url) as asked:
            asked.ask(PROMPT)
        names = {
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "content-type",
            "content-length",
            "connection",
            "authorization",
        }
        headers = server.asked[0].headers
        assert set(headers) == names
        assert headers["authorization"] == f"Bearer {KEY}" and headers["user-agent"].startswith("sayso/")

    def test_without_a_key_none_is_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "another-key")
        with model(saying("{}")) as server, endpoint(server.url, key="") as asked:
            asked.ask(PROMPT)
        assert "authorization" not in server.asked[0].headers

    def test_the_environment_changes_no_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, "http://127.0.0.1:9/")
        with model(saying("{}")) as server, endpoint(server.url) as asked:
            assert asked.ask(PROMPT).text == "{}"


class TestWays:
    def formats(self, server: Model) -> list[str | None]:
        return [request.body.get("response_format", {}).get("type") for request in server.asked]

    def test_what_is_not_understood_is_asked_otherwise_and_remembered(self) -> None:
        with model(REFUSED, REFUSED, saying("{}")) as server, endpoint(server.url) as asked:
            assert asked.ask(PROMPT).text == asked.ask(PROMPT).text == "{}"
        assert self.formats(server) == ["json_schema", "json_object", None, None]

    def test_a_model_that_takes_no_temperature(self) -> None:
        with model(REFUSED, status(422), REFUSED, saying("{}")) as server, endpoint(server.url) as asked:
            asked.ask(PROMPT)
        last = server.asked[-1].body
        assert last["max_completion_tokens"] == 500 and last.keys().isdisjoint({"temperature", "seed", "max_tokens"})

    def test_one_that_takes_none(self) -> None:
        failure, server = why(REFUSED)
        assert failure.why == "it takes no way of asking that is known here" and len(server.asked) == 4

    def test_a_refusal_of_a_way_that_was_taken_is_about_the_report(self) -> None:
        with model(saying("{}"), REFUSED) as server, endpoint(server.url) as asked:
            asked.ask(PROMPT)
            with pytest.raises(NotAnsweredError, match="status 400"):
                asked.ask(PROMPT)
        assert len(server.asked) == 2

    def test_a_report_that_is_filtered_does_not_silence_the_others(self) -> None:
        """Filters answer to a text with the status of a key that is refused. This key was taken before."""
        with model(saying("{}"), status(403)) as server, endpoint(server.url) as asked:
            asked.ask(PROMPT)
            with pytest.raises(NotAnsweredError, match="status 403") as caught:
                asked.ask(PROMPT)
        assert caught.value.rest is None and len(server.asked) == 2


class TestTries:
    @pytest.mark.parametrize("number", [408, 429, 500, 502, 503, 504])
    def test_what_passes_is_tried_three_times(self, number: int) -> None:
        slept: list[float] = []
        failure, server = why(status(number), slept=slept)
        assert failure.why == f"it answered with status {number}" and len(server.asked) == 3 and slept == [1.0, 3.0]

    def test_a_second_try_that_is_answered(self) -> None:
        slept: list[float] = []
        with model(status(429, ("Retry-After", "5")), saying("{}")) as server, endpoint(server.url, slept) as asked:
            assert asked.ask(PROMPT).text == "{}"
        assert slept == [5.0]

    def test_a_date_to_come_back_at(self) -> None:
        slept: list[float] = []
        later = status(503, ("Retry-After", "Fri, 07 Jan 2022 12:00:09 GMT"))
        with model(later, saying("{}")) as server, endpoint(server.url, slept) as asked:
            asked.ask(PROMPT)
        assert slept == [9.0]

    @pytest.mark.parametrize(("told", "rest"), [("31", 31.0), ("86400", limits.LLM_REST), ("999999999", limits.LLM_REST)])
    def test_nobody_waits_long(self, told: str, rest: float) -> None:
        slept: list[float] = []
        failure, server = why(status(429, ("Retry-After", told)), slept=slept)
        assert (failure.rest, slept, len(server.asked)) == (rest, [], 1)

    def test_nobody_waits_longer_than_the_report_has(self) -> None:
        slept: list[float] = []
        failure, _ = why(status(429, ("Retry-After", "20")), slept=slept, seconds=10.0)
        assert failure.rest == 20.0 and slept == []

    @pytest.mark.parametrize("told", ["-5", "soon", "1e9", "nan", "١٢", ""])
    def test_what_is_no_time_to_come_back_at(self, told: str) -> None:
        slept: list[float] = []
        why(status(429, ("Retry-After", told.encode().decode("latin-1"))), slept=slept)
        assert slept == [1.0, 3.0]

    @pytest.mark.parametrize(("number", "says"), [(401, "refuses the key"), (403, "refuses the key"), (404, "no such address")])
    def test_what_every_report_would_get_rests_at_once(self, number: int, says: str) -> None:
        failure, server = why(status(number))
        assert says in failure.why and failure.rest == limits.LLM_REST and len(server.asked) == 1

    @pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
    def test_no_redirect_is_followed(self, number: int) -> None:
        with model(saying("{}")) as elsewhere:
            failure, server = why(status(number, ("Location", f"{elsewhere.url}/chat/completions")))
        assert "redirects" in failure.why and len(server.asked) == 1 and elsewhere.asked == []


def hangs(asked: Asked, handler: Handler) -> None:
    handler.model.ended.wait(20)


def drips(asked: Asked, handler: Handler) -> None:
    """A byte at a time, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.model.ended.wait(0.02):
        handler.wfile.write(b" ")


def drips_headers(asked: Asked, handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.model.ended.wait(0.02):
        handler.wfile.write(b"X-More: and more\r\n")


def never_ends(asked: Asked, handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.model.ended.is_set():
        handler.wfile.write(b" " * 65_536)


def hangs_up(asked: Asked, handler: Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def raw(sent: bytes) -> Answer:
    def answer(asked: Asked, handler: Handler) -> None:
        handler.wfile.write(sent)

    return answer


def echoes_the_key(asked: Asked, handler: Handler) -> None:
    """In a status line that is none, where an HTTP library would repeat it."""
    handler.wfile.write(f"HTTP/1.1 {asked.headers['authorization']}\r\n\r\n".encode())


def packed(asked: Asked, handler: Handler) -> None:
    """A small answer that unpacks to a large one."""
    import gzip

    handler.say(200, gzip.compress(b" " * 3_000_000), ("Content-Encoding", "gzip"))


SLOW: dict[str, Answer] = {"hangs": hangs, "drips": drips, "drips headers": drips_headers}
BAD: dict[str, tuple[Answer, str]] = {
    "never ends": (never_ends, "bytes"),
    "is large": (saying("x" * (limits.MAX_LLM_ANSWER + 1)), "bytes"),
    "unpacks to something large": (packed, "bytes"),
    "hangs up": (hangs_up, "broken"),
    "is no HTTP": (raw(b"\x16\x03\x01\x02\x00"), "broken"),
    "echoes the key": (echoes_the_key, "broken"),
    "is shorter than it says": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"), "broken"),
    "is HTML": (lambda asked, handler: handler.say(200, b"<html>Gateway</html>"), "no JSON"),
    "is empty": (lambda asked, handler: handler.say(200, b""), "no JSON"),
    "is no UTF-8": (lambda asked, handler: handler.say(200, b"\xff\xfe{}"), "no JSON"),
    "is nested deep": (lambda asked, handler: handler.say(200, b"[" * 200_000), "no JSON"),
    "has a key twice": (lambda asked, handler: handler.say(200, b'{"choices": [], "choices": []}'), "no JSON"),
    "has NaN": (lambda asked, handler: handler.say(200, b'{"choices": NaN}'), "no JSON"),
    "is a list": (lambda asked, handler: handler.say(200, b"[]"), "no chat completion"),
    "has no choice": (lambda asked, handler: handler.say(200, b'{"choices": []}'), "no chat completion"),
    "has a choice that is none": (lambda asked, handler: handler.say(200, b'{"choices": ["a"]}'), "no chat completion"),
    "has a message that is none": (
        lambda asked, handler: handler.say(200, b'{"choices": [{"message": 3}]}'),
        "no chat completion",
    ),
}


class TestBad:
    @pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
    def test_the_time_of_a_report_ends(self, answer: Answer) -> None:
        failure, server = why(answer, seconds=0.3)
        assert failure.why == "no answer within 0.3 s" and len(server.asked) <= 1

    @pytest.mark.parametrize(("answer", "says"), BAD.values(), ids=BAD)
    def test_what_is_no_answer(self, answer: Answer, says: str) -> None:
        failure, server = why(answer)
        assert says in failure.why and len(server.asked) == 1
        assert failure.__cause__ is failure.__context__ is None
        assert KEY not in "".join(traceback.format_exception(failure)) + repr(failure.__dict__)

    def test_nobody_there(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with endpoint(f"http://127.0.0.1:{port}/v1") as asked, pytest.raises(NotAnsweredError, match="no connection"):
            asked.ask(PROMPT)

    @pytest.mark.parametrize("number", [418, 451, 400 + 55, 600, 999])
    def test_a_strange_status(self, number: int) -> None:
        failure, server = why(status(number))
        assert failure.why == f"it answered with status {number}" and len(server.asked) == 1


NOT_TAKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "a refusal": (lambda: completion(None, refusal="I cannot."), "it refused"),
    "a tool": (lambda: completion("{}", tool_calls=[{"id": "1", "function": {"name": "shell"}}]), "it called a tool"),
    "an old tool": (lambda: completion("{}", function_call={"name": "shell"}), "it called a tool"),
    "nothing": (lambda: completion(None), "it said nothing"),
    "parts": (lambda: completion([{"type": "text", "text": "{}"}]), "it said nothing"),
    "a cut": (lambda: completion("{").replace(b'"stop"', b'"length"'), "cut at SAYSO_LLM_MAX_TOKENS"),
    "a filter": (lambda: completion("").replace(b'"stop"', b'"content_filter"'), "it refused"),
}


class TestNotTaken:
    @pytest.mark.parametrize(("body", "says"), NOT_TAKEN.values(), ids=NOT_TAKEN)
    def test_an_answer_that_is_none_still_tells_what_it_took(self, body: Callable[[], bytes], says: str) -> None:
        with model(lambda asked, handler: handler.say(200, body())) as server, endpoint(server.url) as asked:
            answer = asked.ask(PROMPT)
        assert says in (answer.why_not or "") and (answer.tokens.sent, answer.tokens.answered) == (100, 20)

    @pytest.mark.parametrize("told", [-1, 1.5, "100", True, None, 10**12, [1], {}])
    def test_tokens_that_are_no_number(self, told: Any) -> None:
        with (
            model(lambda asked, handler: handler.say(200, completion("{}", told, told))) as server,
            endpoint(server.url) as asked,
        ):
            found = asked.ask(PROMPT)
        assert (found.tokens.sent, found.tokens.answered) == (None, None)

    def test_no_usage_at_all(self) -> None:
        body = json.dumps({"choices": [{"message": {"content": "{}"}}]}).encode()
        with model(lambda asked, handler: handler.say(200, body)) as server, endpoint(server.url) as asked:
            assert asked.ask(PROMPT).tokens.sent is None
