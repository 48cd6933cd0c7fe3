"""The reader `llm`: one report, one question, one answer; whatever goes wrong with it, the report is read by `model`.

too long, or the endpoint is left alone → model
prompt → ask → the form → words of the report → claims      any failure → model, told in one line
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sayso import __version__
from sayso.collect.llm.completion import Completion
from sayso.collect.llm.failure import NotAnsweredError
from sayso.collect.llm.ways import Prompt
from sayso.errors import SaysoError
from sayso.types import Layers, Maker, Reading, Report
from sayso.understand.language import is_read
from sayso.understand.llm.answer import NoAnswerError, said
from sayso.understand.llm.breaker import Breaker
from sayso.understand.llm.claims import Held, held
from sayso.understand.llm.layers import GIVEN, with_pointed
from sayso.understand.llm.prompt import prompt, prompt_hash, text_of
from sayso.understand.llm.spent import Spent
from sayso.understand.pipeline import run
from sayso.understand.reader import Failed, Reader, one_by_one
from sayso.understand.rules import PIPELINE, rule_set_hash

NAME = "llm"


class Ask(Protocol):
    """An endpoint. Raises NotAnsweredError and nothing else."""

    def __call__(self, prompt: Prompt) -> Completion: ...


@dataclass(frozen=True, slots=True)
class Around:
    """What the reader needs beside the endpoint. `instead`: gives the reader of what the model does not read, when needed.
    `tell`: of each report that it should have read and did not. `known`: the reading of a report that somebody holds.
    `is_redacted`: was the report erased? Then its text goes to nobody."""

    instead: Callable[[], Reader]
    tell: Callable[[SaysoError], None]
    monotonic: Callable[[], float]
    known: Callable[[str, Maker], Reading | None] = lambda report, maker: None
    is_redacted: Callable[[str], bool] = lambda report: False


class Llm:
    """Reads by a model that is asked. `spent` grows as it reads."""

    name = NAME

    def __init__(self, ask: Ask, model: str, max_bytes: int, around: Around, spent: Spent | None = None) -> None:
        self._ask, self._max_bytes, self.around = ask, max_bytes, around
        self.spent = spent or Spent()
        self._breaker = Breaker(around.monotonic)
        self.version = f"{__version__}+{rule_set_hash()}.{prompt_hash()}/{model}"
        self.maker = Maker(self.name, self.version)

    def __call__(self, report: Report) -> Reading:
        known = self.around.known(report.id, self.maker)
        if known is not None:
            self.spent.kept += 1
            return known
        asked = self._asked(report)
        if asked is None:
            return self.around.instead()(report)
        found, answer = asked
        return Reading(report.id, self.maker, with_pointed(found, answer.pointed), answer.claims)

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        """One after the other: an endpoint is never asked about two at a time."""
        return one_by_one(self, reports)

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        """The model is only asked where a layer is wanted that it gives. The rest is that of the rules."""
        if not only & GIVEN:
            return run(PIPELINE, report, only)
        asked = self._asked(report)
        if asked is None:
            return self.around.instead().layers(report, only)
        found, answer = asked
        return with_pointed(found, answer.pointed)

    def _asked(self, report: Report) -> tuple[Layers, Held] | None:
        """What the model made of it, with the layers of the rules; None where another reader has to read it."""
        if self._is_passed_over(report):
            self.spent.not_asked += 1
            return None
        try:
            made = self._read(report)
        except NotAnsweredError as error:
            self.spent.unanswered += 1
            self._fell_back(report, "E146", error.why)
            self._is_gone(error)
            return None
        except NoAnswerError as error:
            self._breaker.succeeded()  # it is there; what a report talks it into is no reason to read others without it
            self._fell_back(report, "E147", error.why)
            return None
        self._breaker.succeeded()
        self.spent.read += 1
        self.spent.claims += len(made[1].claims)
        return made

    def _is_passed_over(self, report: Report) -> bool:
        if not is_read(report.language) or self._breaker.is_open or self.around.is_redacted(report.id):
            return True
        size = len(text_of(report).encode())
        if size > self._max_bytes:
            self.around.tell(SaysoError("E148", report=report.name, detail=f"{size:,} bytes, over {self._max_bytes:,}"))
        return size > self._max_bytes

    def _read(self, report: Report) -> tuple[Layers, Held]:
        """Raises NotAnsweredError, NoAnswerError."""
        answer = self._timed(prompt(report))
        self.spent.tokens(answer.tokens.sent, answer.tokens.answered)
        if answer.why_not:
            raise NoAnswerError(answer.why_not)
        told = said(answer.text)
        found = run(PIPELINE, report)
        try:
            made = held(report, found, told, self.maker)
        except Exception as error:  # nobody foresaw what it points at: that is no reason to lose the report
            raise NoAnswerError(f"our rules failed on it: {type(error).__name__}") from error
        self.spent.dropped += made.dropped
        if told and not made.claims:
            raise NoAnswerError(f"none of its {len(told)} claims is in the report")
        return found, made

    def _timed(self, prompt: Prompt) -> Completion:
        begun = self.around.monotonic()
        try:
            return self._ask(prompt)
        finally:
            self.spent.seconds += self.around.monotonic() - begun

    def _fell_back(self, report: Report, code: str, why: str) -> None:
        self.spent.fell_back += 1
        self.around.tell(SaysoError(code, report=report.name, detail=why))

    def _is_gone(self, error: NotAnsweredError) -> None:
        if error.too_long:
            return
        seconds = self._breaker.failed(error.rest)
        if seconds is not None:
            self.around.tell(SaysoError("E149", seconds=f"{seconds:,.0f}", detail=error.why))
