"""One endpoint, asked about one report after the other: the way that it takes, few tries, short waits, one deadline each."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sayso import limits
from sayso.collect.llm.completion import Completion, completion
from sayso.collect.llm.failure import NotAnsweredError, StatusError
from sayso.collect.llm.terms import PATH, Terms
from sayso.collect.llm.ways import WAYS, Prompt, Way
from sayso.collect.net.stream import Deadline
from sayso.errors import SaysoError

NOT_UNDERSTOOD = frozenset({400, 415, 422})
"""Statuses of a server that does not know this way of asking. Of one that took it before, they are about the report."""
FOR_ALL = {401: "it refuses the key", 403: "it refuses the key", 404: "it has no such address or model"}
"""Statuses that every other report would get as well."""
FILTERED = 403
"""Of an endpoint that took this key before, it is about the report, as filters answer.
One report must not have the others read by another reader."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
WAITS = (1.0, 3.0)
"""Seconds before the second and the third try, where the server does not say how long."""
NO_KEY = "none"
"""The client wants one; `carried` puts on the real one."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the tests replace."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep


class Endpoint:
    """For one thread. Making it opens no connection."""

    def __init__(self, terms: Terms, clock: Callable[[], datetime], outside: Outside | None = None) -> None:
        """SaysoError E100 where the client is not installed."""
        try:
            import httpx2
            from openai import OpenAI
        except ImportError as error:
            raise SaysoError("E100", package="openai", extra="llm") from error
        from sayso.collect.llm.carried import Carried

        self.terms = terms
        self._outside = outside or Outside()
        self._carried = Carried(terms, clock)
        base = terms.asked.asked.removesuffix(PATH)
        http = httpx2.Client(transport=self._carried, trust_env=False, follow_redirects=False)
        self._client = OpenAI(api_key=NO_KEY, admin_api_key="", base_url=base, max_retries=0, http_client=http)
        self._client.platform_headers = dict  # none goes out, and to make them the client starts a process (`uname -p`)
        self._way: Way | None = None
        """The one that was taken."""

    def ask(self, prompt: Prompt) -> Completion:
        """Raises NotAnsweredError: nothing else, whatever the server does."""
        self._carried.deadline = Deadline(self.terms.seconds, self._outside.monotonic)
        try:
            return self._asked(prompt)
        except NotAnsweredError as error:
            failure = error
        failure.__context__ = failure.__cause__ = None  # where what the server said may stand
        raise failure

    def close(self) -> None:
        self._client.close()

    def _asked(self, prompt: Prompt) -> Completion:
        if self._way is not None:
            return self._tried(self._way, prompt)
        for way in WAYS:
            try:
                answer = self._tried(way, prompt)
            except StatusError as failure:
                if failure.status not in NOT_UNDERSTOOD:
                    raise
                continue
            self._way = way
            return answer
        raise NotAnsweredError("it takes no way of asking that is known here")

    def _tried(self, way: Way, prompt: Prompt) -> Completion:
        for wait in (*WAITS, None):
            try:
                return completion(self._posted(way, prompt))
            except StatusError as failure:
                self._wait(failure, wait)
        raise AssertionError("the last try has no wait, and raises")

    def _wait(self, failure: StatusError, wait: float | None) -> None:
        """Until the next try. Raises what `failure` comes to where there is none."""
        if failure.status == FILTERED and self._way is not None:
            raise failure
        if failure.status in FOR_ALL:
            raise NotAnsweredError(FOR_ALL[failure.status], limits.LLM_REST)
        if 300 <= failure.status < 400:
            raise NotAnsweredError("it redirects, which is not followed", limits.LLM_REST)
        if wait is None or failure.status not in PASSING:
            raise failure
        asked_for = wait if failure.retry_after is None else failure.retry_after
        if asked_for > min(limits.LLM_LONGEST_WAIT, self._carried.left()):
            rest = None if failure.retry_after is None else min(failure.retry_after, limits.LLM_REST)
            raise NotAnsweredError(f"it answered with status {failure.status}, and to come back later", rest)
        self._outside.sleep(asked_for)

    def _posted(self, way: Way, prompt: Prompt) -> bytes:
        """The body of the answer, as it came: it is read here and not by the client, which takes much on trust."""
        arguments: dict[str, Any] = way.arguments(prompt, self.terms.model, self.terms.max_tokens)
        try:
            raw = self._client.chat.completions.with_raw_response.create(**arguments)
            return bytes(raw.http_response.content)
        except NotAnsweredError:
            raise
        except Exception as error:  # the client's own: what it says may hold anything, its kind does not
            raise NotAnsweredError(f"the client failed ({type(error).__name__})") from None
