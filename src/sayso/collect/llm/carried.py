"""What the client sends, carried by the connections of `collect.net`, so that no other part of Sayso opens a socket.

The client brings headers of its own (which system, which Python, what the environment says to add); none of them goes out. The
key is put on here, at the last moment: the client never has it, so none of its errors, logs or copies can show it. Redirects,
proxies, cookies and certificates of the environment are nobody's business here: this knows one address.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import httpcore2
import httpx2

from sayso import __version__, limits
from sayso.collect.llm.failure import NotAnsweredError, StatusError
from sayso.collect.llm.terms import Terms
from sayso.collect.net import headers
from sayso.collect.net.backend import Backend, connected, resolved
from sayso.collect.net.exchange import Answer, ask
from sayso.collect.net.guard import Guard
from sayso.collect.net.stream import Deadline
from sayso.errors import SaysoError

JSON = "application/json"
WORDS = {
    "E071": "no connection to it",
    "E072": "its answer is broken",
    "E074": f"its answer has more than {limits.MAX_LLM_ANSWER:,} bytes",
}
"""By the code of what went wrong on the way. What the server said is not repeated: it may have been told the key."""


class Carried(httpx2.BaseTransport):
    """For one thread. `deadline` is that of the report at hand, and is set anew for each."""

    def __init__(self, terms: Terms, clock: Callable[[], datetime]) -> None:
        self._terms, self._clock = terms, clock
        self._guard = Guard([_named(terms)])
        self._tls: ssl.SSLContext | None = None
        self.deadline: Deadline | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises NotAnsweredError for all but a success."""
        asked = self._terms.asked
        if request.method != "POST" or str(request.url) != asked.asked:
            raise NotAnsweredError("the client wanted to ask elsewhere")
        answer = self._answer(request.read())
        if not 200 <= answer.status < 300:
            raise StatusError(answer.status, headers.retry_after(answer, self._clock()))
        return httpx2.Response(answer.status, headers={"Content-Type": JSON}, content=answer.body, request=request)

    def _answer(self, content: bytes) -> Answer:
        asked, deadline = self._terms.asked, self.deadline
        assert deadline is not None
        backend = Backend(self._guard, resolved, connected, deadline)
        failure, too_long = WORDS["E071"], False
        try:
            return ask(asked, backend, self._certificates(), self._headers(), limits.MAX_LLM_ANSWER, content)
        except SaysoError as error:
            failure, too_long = WORDS.get(error.code.code, WORDS["E071"]), error.code.code == "E074"
        except (OSError, ssl.SSLError):
            pass
        if deadline.is_over:
            failure = f"no answer within {self._terms.seconds:g} s"
        raise NotAnsweredError(failure, too_long=too_long)

    def _headers(self) -> dict[str, str]:
        told = {"User-Agent": f"sayso/{__version__}", "Accept": JSON, "Content-Type": JSON, "Accept-Encoding": "identity"}
        key = self._terms.key.get_secret_value()
        return told | {"Authorization": f"Bearer {key}"} if key else told

    def _certificates(self) -> ssl.SSLContext | None:
        if self._terms.asked.scheme == "https" and self._tls is None:
            self._tls = httpcore2.default_ssl_context()
        return self._tls

    def left(self) -> float:
        """Seconds that the report at hand has yet; 0 where none."""
        with suppress(httpcore2.ReadTimeout):
            return self.deadline.left() if self.deadline else 0.0
        return 0.0


def _named(terms: Terms) -> str:
    """The one host and port that are asked, as SAYSO_ALLOW_HOSTS would name them: a person typed them."""
    host = terms.asked.host
    return f"[{host}]:{terms.asked.port}" if ":" in host else f"{host}:{terms.asked.port}"
