"""The rows and the numbers of a task, as its documents are done one after another."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sayso import limits
from sayso.bulk.child import Document
from sayso.bulk.collecting import Collected
from sayso.bulk.parts import Parts
from sayso.bulk.rows import Answer, FoundReport, FoundUnreadable, body
from sayso.bulk.schema import CLAIMS, OF_REPORTS, REPORTS
from sayso.bulk.status import Became, Status, summed
from sayso.bulk.task import Problem, Task
from sayso.collect.archives.tally import Tally
from sayso.errors import SaysoError
from sayso.ledger.storable import storable
from sayso.printable import printable
from sayso.types import Unreadable
from sayso.vocabulary import EntryKind

COUNTED = ("parts", "reports", "claims", "undated", "without_claims")
TIME, RAISED = "E082", "it raised "
PUBLISHED = REPORTS.names[2:].index("published")
CLAIM_ROWS = OF_REPORTS.index(CLAIMS)


class Outcome:
    """`parts`: what is to be written."""

    def __init__(self, task: Task, tally: Tally) -> None:
        self.task, self.tally, self.parts = task, tally, Parts()
        self._of: Counter[Became] = Counter()
        self._number: Counter[str] = Counter()
        """Of `COUNTED`."""
        self._unread: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def add(self, collected: Collected, told: Answer | SaysoError | None) -> None:
        """The next document: an answer or an error of a child, or None where none was asked."""
        found = collected.found
        if isinstance(found, Unreadable):
            self._write(collected, Became.UNREADABLE, Answer([_unreadable(found)]))
        elif isinstance(told, SaysoError):
            capture = found.capture
            unreadable = Unreadable(capture.address, told.code.code, told.line, capture.sha256)
            self._write(collected, _became(told), Answer([_unreadable(unreadable)]))
        elif told is None or told.again:
            self._write(collected, Became.DUPLICATE, Answer())
        else:
            read = any(isinstance(one, FoundReport) for one in told.found)
            self._write(collected, Became.READ if read else Became.UNREADABLE, told)

    def lost(self, why: str) -> None:
        """The next document, with which all of the task was lost."""
        address = printable(self.task.input)
        problem = SaysoError("E084", path=address, detail=why)
        unreadable = Unreadable(address, problem.code.code, problem.line)
        self._write(Collected(unreadable), Became.KILLED, Answer([_unreadable(unreadable)]))

    def status(self) -> Status:
        counted: dict[str, Any] = {str(became): self._of[became] for became in Became}
        counted |= {name: self._number[name] for name in COUNTED}
        return Status(
            number=self.task.number,
            input=self.task.input,
            size=self.task.size,
            **counted,
            unread=summed(self._unread),
            passed=summed(self.tally.passed),
            problems=tuple(self._problems[: limits.BULK_PROBLEMS]),
        )

    def _write(self, collected: Collected, became: Became, answer: Answer) -> None:
        place = len(self.parts.documents)
        sequence, document = self.task.sequence(place), f"{self.task.key}-{place:04d}"
        self._of[became] += 1
        reports = [one for one in answer.found if isinstance(one, FoundReport)]
        unreadable = [one for one in answer.found if isinstance(one, FoundUnreadable)]
        for report in reports:
            self._report(report, sequence, document)
        self._number["parts"] += len(unreadable) - (became is not Became.READ and bool(unreadable))
        self._problems += [Problem(one.address, one.code, one.reason) for one in unreadable]
        first = unreadable[0] if unreadable else None
        self.parts.documents.append(
            [
                *(sequence, document, self.task.number, place, storable(self.task.input)),
                *_received(collected),
                str(became),
                first.code if first else None,
                storable(first.reason) if first else None,
                [report.id for report in reports],
                answer.notes,
                [str(EntryKind.CAPTURE if isinstance(one, FoundReport) else EntryKind.UNREADABLE) for one in answer.found],
                [one.receipt if isinstance(one, FoundReport) else one.body for one in answer.found],
            ]
        )

    def _report(self, report: FoundReport, sequence: int, document: str) -> None:
        if not self.parts.add(report.id, report.day, report.rows, sequence, document):
            return
        self._number["reports"] += 1
        self._number["claims"] += len(report.rows[CLAIM_ROWS])
        self._number["undated"] += report.rows[0][0][PUBLISHED] is None
        if report.unread is not None:
            self._unread[report.unread] += 1
        elif not report.claimed:
            self._number["without_claims"] += 1


def _received(collected: Collected) -> list[Any]:
    """From `address` to `fetched_at`."""
    found = collected.found
    if not isinstance(found, Document):
        return [storable(found.address), None, found.sha256, None, collected.warc, collected.offset, None]
    capture = found.capture
    of_bytes = [capture.media_type, capture.sha256, len(capture.body)]
    return [storable(capture.address), *of_bytes, collected.warc, collected.offset, capture.fetched_at]


def _unreadable(found: Unreadable) -> FoundUnreadable:
    return FoundUnreadable(found.address, found.code, found.reason, body(found))


def _became(error: SaysoError) -> Became:
    """By the code: E082 it took too long; E083, E084 it took too much memory or ended its process; else it just raised."""
    if error.code.code == TIME:
        return Became.TIMED_OUT
    raised = error.code.code == "E084" and error.values["detail"].startswith(RAISED)
    return Became.KILLED if error.code.code in {"E083", "E084"} and not raised else Became.UNREADABLE
