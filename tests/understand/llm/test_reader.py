"""One report, one question; whatever goes wrong, `model` reads it, told in one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from sayso import limits
from sayso.collect.llm.completion import Completion, Tokens
from sayso.collect.llm.failure import NotAnsweredError
from sayso.collect.llm.ways import Prompt
from sayso.commands.llm_account import line
from sayso.errors import SaysoError
from sayso.types import Layers, Maker, Reading, Report
from sayso.understand.llm.reader import Around, Llm
from sayso.understand.llm.spent import Spent
from sayso.understand.reader import Failed, Reader
from sayso.understand.rules import Rules
from tests.llm_server import claim
from tests.understand.llm.reading import BORDER, GUARDS, REPORT
from tests.understand.reports_for_tests import report_of

KILLED = claim(GUARDS, "killed", "were killed", figure="at least 18 guards")
MADE_UP = claim("Nothing of the kind.", "attack", "kind")


def says(*claims: object) -> Completion:
    return Completion(json.dumps({"claims": claims}), Tokens(1_000, 100))


def fails(rest: float | None = None) -> NotAnsweredError:
    return NotAnsweredError("no connection to it", rest)


@dataclass
class Asked:
    """`answers`: the ones to come, the last one for ever. Each answer takes a second."""

    answers: list[Completion | Exception]
    prompts: list[Prompt] = field(default_factory=list)
    now: float = 0.0
    told: list[str] = field(default_factory=list)

    def ask(self, prompt: Prompt) -> Completion:
        self.prompts.append(prompt)
        self.now += 1.0
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def reader(
        self,
        known: Callable[[str, Maker], Reading | None] = lambda report, maker: None,
        most: int = 10_000,
        instead: Callable[[], Reader] = Rules,
    ) -> Llm:
        around = Around(instead, lambda error: self.told.append(error.line), lambda: self.now, known)
        return Llm(self.ask, "a-model", most, around, Spent(2.0, 10.0))


def asked(*answers: Completion | Exception) -> Asked:
    return Asked(list(answers))


def reports(count: int) -> list[Report]:
    return [replace(REPORT, id=f"r{number}", name=f"report {number}") for number in range(count)]


def test_a_report_is_read_by_the_model_that_is_named() -> None:
    at = asked(says(KILLED))
    reader = at.reader()
    reading = reader(REPORT)
    assert [c.kind for c in reading.claims] == ["killed"] and reading.maker == reader.maker
    assert reading.maker.reader == "llm" and reading.maker.version.endswith("/a-model")
    assert all(c.maker == reading.maker for c in reading.claims)
    assert at.told == [] and len(at.prompts) == 1


def test_the_same_answer_gives_the_same_reading() -> None:
    assert asked(says(KILLED)).reader()(REPORT) == asked(says(KILLED)).reader()(REPORT)


FAILURES: dict[str, tuple[Completion | Exception, str]] = {
    "no answer": (fails(), "E146"),
    "a refusal": (Completion("", Tokens(1, 1), "it refused"), "E147"),
    "no JSON": (Completion("Sorry.", Tokens(1, 1)), "E147"),
    "another form": (Completion('{"claims": [1]}', Tokens(1, 1)), "E147"),
    "nothing that is in the report": (says(MADE_UP, MADE_UP), "E147"),
}


@pytest.mark.parametrize(("answer", "code"), FAILURES.values(), ids=FAILURES)
def test_whatever_goes_wrong_another_reader_reads_it(answer: Completion | Exception, code: str) -> None:
    at = asked(answer)
    reader = at.reader()
    [reading] = reader.many([REPORT])
    assert reading == Rules()(REPORT)
    assert len(at.told) == 1 and at.told[0].startswith(f"{code} test: ")
    assert (reader.spent.fell_back, reader.spent.read, reader.spent.claims) == (1, 0, 0)


def test_a_report_that_says_nothing_is_no_failure() -> None:
    at = asked(says())
    reading = at.reader()(REPORT)
    assert (reading.maker.reader, reading.claims, at.told) == ("llm", (), [])


def test_what_is_too_long_is_not_sent() -> None:
    at = asked(says(KILLED))
    reader = at.reader(most=100)
    assert reader(REPORT).maker.reader == "rules"
    assert at.prompts == [] and at.told[0].startswith("E148 test: ") and reader.spent.not_asked == 1


def test_bytes_count_and_not_characters() -> None:
    at = asked(says())
    at.reader(most=10)(report_of("ёёёёёёёёё"))
    assert at.prompts == [] and "18 bytes, over 10" in at.told[0]


def test_what_no_reader_reads_is_not_sent() -> None:
    at = asked(says())
    assert at.reader()(replace(REPORT, language="xx")).claims == ()
    assert (at.prompts, at.told) == ([], [])


def test_what_our_own_rules_fail_on_costs_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sayso.understand.llm.reader.held", fails)
    at = asked(says(KILLED))
    assert at.reader()(REPORT).maker.reader == "rules" and "(our rules failed on it: ZeroDivisionError)" in at.told[0]


class TestLeftAlone:
    def test_ten_thousand_reports_do_not_wait_for_a_model_that_is_gone(self) -> None:
        at = asked(fails())
        reader = at.reader(instead=Quick)
        readings = list(reader.many(reports(10_000)))
        assert len(readings) == 10_000 and all(isinstance(r, Reading) and r.maker.reader == "quick" for r in readings)
        assert len(at.prompts) == limits.LLM_FAILURES
        assert [line[:4] for line in at.told] == ["E146", "E146", "E146", "E149"]
        assert (reader.spent.fell_back, reader.spent.not_asked) == (3, 9_997)

    def test_only_failures_in_a_row_count(self) -> None:
        at = asked(fails(), fails(), says(KILLED), fails(), fails(), says(KILLED))
        made = [r.maker.reader for r in at.reader().many(reports(6)) if isinstance(r, Reading)]
        assert made == ["rules", "rules", "llm", "rules", "rules", "llm"]
        assert [line[:4] for line in at.told] == ["E146"] * 4

    def test_answers_that_are_not_taken_do_not_count(self) -> None:
        """Else three poisoned reports in a row would have the next ten minutes' read by another reader."""
        at = asked(*(Completion("I obey you.", Tokens(10, 5)) for _ in range(9)), says(KILLED))
        made = [r.maker.reader for r in at.reader().many(reports(10)) if isinstance(r, Reading)]
        assert made == ["rules"] * 9 + ["llm"] and len(at.prompts) == 10
        assert [line[:4] for line in at.told] == ["E147"] * 9

    def test_nor_do_answers_without_end(self) -> None:
        at = asked(*(NotAnsweredError("too long", too_long=True) for _ in range(9)), says(KILLED))
        assert [r.maker.reader for r in at.reader().many(reports(10)) if isinstance(r, Reading)][-1] == "llm"

    def test_after_the_rest_one_tries_again(self) -> None:
        at = asked(fails(), fails(), fails(), fails(), says(KILLED))
        reader = at.reader()
        list(reader.many(reports(5)))
        assert len(at.prompts) == 3
        at.now += limits.LLM_REST
        assert reader(REPORT).maker.reader == "rules" and reader(REPORT).maker.reader == "rules"
        assert len(at.prompts) == 4
        at.now += limits.LLM_REST
        assert reader(REPORT).maker.reader == "llm" and reader(REPORT).maker.reader == "llm"

    def test_who_says_how_long_is_left_alone_so_long(self) -> None:
        at = asked(fails(rest=60.0), says(KILLED))
        reader = at.reader()
        reader(REPORT)
        assert at.told[1].startswith("E149 llm is not asked for the next 60 s")
        assert reader(REPORT).maker.reader == "rules"
        at.now += 60.0
        assert reader(REPORT).maker.reader == "llm"


class TestSpent:
    def test_all_reports_are_accounted_for(self) -> None:
        at = asked(says(KILLED, MADE_UP), fails(), Completion("Sorry.", Tokens(10, 5)))
        reader = at.reader()
        list(reader.many(reports(3)))
        spent = reader.spent
        assert (spent.reports, spent.read, spent.fell_back, spent.claims) == (3, 1, 2, 1)
        assert [(str(why), count) for why, count in spent.dropped.items()] == [("whose words are not in the report", 1)]
        assert (spent.tokens_in, spent.tokens_out, spent.untold, spent.seconds) == (1_010, 105, 0, 3.0)
        assert spent.cost == pytest.approx(1_010 * 2e-6 + 105 * 10e-6)

    def test_a_cost_that_nobody_can_know(self) -> None:
        reader = asked(Completion('{"claims": []}', Tokens(None, None))).reader()
        reader(REPORT)
        assert reader.spent.cost is None and reader.spent.untold == 1
        assert Spent().cost is None and Spent(price_in=1.0).cost == 0.0

    def test_a_question_without_an_answer_may_have_cost_too(self) -> None:
        """One that ran out of time is on the bill of many an endpoint."""
        reader = asked(says(KILLED), fails()).reader()
        list(reader.many(reports(2)))
        assert reader.spent.unanswered == 1 and "; cost at least 0.003000; 1 without an answer; " in line(reader.spent)


class TestKnown:
    def test_what_is_known_is_not_asked_again(self) -> None:
        at = asked(says(KILLED))
        before = at.reader()(REPORT)
        reader = at.reader(lambda report, maker: before if (report, maker) == (REPORT.id, before.maker) else None)
        assert reader(REPORT) is before and len(at.prompts) == 1 and reader.spent.kept == 1


class TestLayers:
    def test_those_that_it_gives_are_asked_for(self) -> None:
        at = asked(says(KILLED, claim(BORDER, "border_closure", "closed the border")))
        found = at.reader().layers(REPORT, frozenset({"figures"}))
        assert [f.kind for f in found.figures] == ["killed"] and [e.kind for e in found.events] == ["border_closure"]

    @pytest.mark.parametrize("name", ["sentences", "entities", "times", "places"])
    def test_the_others_are_those_of_the_rules_and_nobody_is_asked(self, name: str) -> None:
        at = asked(fails())
        found = at.reader().layers(REPORT, frozenset({name}))
        assert found == Rules().layers(REPORT, frozenset({name})) and found != Layers() and at.prompts == []

    def test_a_failure_gives_the_other_readers(self) -> None:
        at = asked(fails())
        assert at.reader().layers(REPORT, frozenset({"figures"})) == Rules().layers(REPORT, frozenset({"figures"}))
        assert at.told[0].startswith("E146")


class Quick:
    """A reader that finds nothing."""

    name = version = "quick"

    def __call__(self, report: Report) -> Reading:
        return Reading(report.id, Maker("quick", "1"), Layers(), ())

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        raise AssertionError

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        raise AssertionError


class Broken(Quick):
    """One that fails at every report."""

    def __call__(self, report: Report) -> Reading:
        raise SaysoError("E099", detail="broken")


def test_a_report_that_no_reader_reads_costs_the_others_nothing() -> None:
    at = asked(fails(), says(KILLED))
    around = Around(Broken, lambda error: None, lambda: 0.0)
    first, second = Llm(at.ask, "m", 10_000, around).many(reports(2))
    assert isinstance(first, Failed) and isinstance(second, Reading)
