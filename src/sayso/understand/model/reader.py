"""The reader `model`: one pass of a small network over the text, and rules for what rules do best.

    sentences, times, places, memberships, checks     rules alone
    entities                                          the network's tags; the rules' dates and sums beside them
    figures, events, causes, attributions, certainty  both (each file says how)

The network is asked as soon as the sentences are cut, and reads on its own threads while the rules work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sayso import __version__
from sayso.types import Layers, Maker, Reading, Report
from sayso.understand.causes.layer import causes as ruled_causes
from sayso.understand.certainty import certainties as ruled_certainties
from sayso.understand.checks import checks
from sayso.understand.claims import claims_of
from sayso.understand.events.layer import events as ruled_events
from sayso.understand.memberships import memberships
from sayso.understand.model.attributions import attributions
from sayso.understand.model.calibration import calibrated
from sayso.understand.model.causes import causes, with_rules
from sayso.understand.model.certainty import certainties
from sayso.understand.model.entities import entities
from sayso.understand.model.events import events
from sayso.understand.model.figures import figures
from sayso.understand.model.network import Answers, Asked, Network
from sayso.understand.model.pieces import PIECES
from sayso.understand.pipeline import Layer, run
from sayso.understand.places.layer import places
from sayso.understand.reader import Failed
from sayso.understand.rules import rule_set_hash
from sayso.understand.sentences import sentences
from sayso.understand.times.layer import times

AHEAD, AHEAD_PIECES = 6, 12_000
"""Reports, and pieces of them, that the network may be ahead of the rules: enough to keep its threads busy, few enough to
keep memory flat."""


@cache
def shared() -> Network:
    """The network of this process, whose files are loaded once."""
    return Network()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A report that the network is asked about."""

    report: Report
    cut: Layers
    asked: Asked


class Model:
    """Reads by network and rules together."""

    name = "model"

    def __init__(self, network: Network | None = None) -> None:
        self._network = network or shared()
        self.version = f"{__version__}+{rule_set_hash()}.{self._network.hash}"
        self.maker = Maker(self.name, self.version)

    def __call__(self, report: Report) -> Reading:
        return self._reading(report, *self._begun(report))

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        """The readings of reports, in order; the network is always some reports ahead.

        Where taking the next report fails, those that were taken before it are given first.
        """
        waiting: deque[_Begun | Failed] = deque()
        taken = iter(reports)
        failure: BaseException | None = None
        try:
            while True:
                try:
                    report = next(taken, None)
                    if report is None:
                        break
                except BaseException as error:
                    failure = error
                    break
                waiting.append(self._tried(report))
                while len(waiting) > AHEAD or sum(map(_runs, waiting)) * PIECES > AHEAD_PIECES:
                    yield self._ended(waiting.popleft())
            while waiting:
                yield self._ended(waiting.popleft())
        finally:
            for one in waiting:
                if isinstance(one, _Begun):
                    one.asked.drop()
        if failure is not None:
            raise failure

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        cut = _cut(report)
        answers = cache(lambda: self._network.read(report.text, cut.sentences))
        return run(self.pipeline(answers, cut), report, only)

    def _tried(self, report: Report) -> _Begun | Failed:
        try:
            return _Begun(report, *self._begun(report))
        except Exception as error:
            return Failed(report.id, error)

    def _ended(self, begun: _Begun | Failed) -> Reading | Failed:
        if isinstance(begun, Failed):
            return begun
        try:
            return self._reading(begun.report, begun.cut, begun.asked)
        except Exception as error:
            begun.asked.drop()
            return Failed(begun.report.id, error)

    def _begun(self, report: Report) -> tuple[Layers, Asked]:
        cut = _cut(report)
        return cut, self._network.ask(report.text, cut.sentences)

    def _reading(self, report: Report, cut: Layers, asked: Asked) -> Reading:
        found = run(self.pipeline(asked.answers, cut), report)
        claims = claims_of(report, found, self.maker)
        return Reading(report.id, self.maker, found, calibrated(claims, self._network.settings))

    def pipeline(self, answers: Callable[[], Answers], cut: Layers) -> tuple[Layer, ...]:
        """The layers of one report whose sentences are cut. `answers` waits for the network: what needs none comes first."""
        settings = self._network.settings
        return (
            Layer("sentences", (), lambda report, found: cut.sentences),
            times,
            places,
            Layer(
                "entities",
                ("sentences",),
                lambda report, found: entities(report.text, found.sentences, answers()),
            ),
            Layer("figures", ("sentences",), lambda report, found: figures(report, found, answers(), settings)),
            Layer(
                "attributions",
                ("sentences", "figures"),
                lambda report, found: attributions(report, found, answers(), settings),
            ),
            Layer(
                "events",
                ("sentences", "entities", "attributions", "figures"),
                lambda report, found: events(report, found, ruled_events.run(report, found), answers(), settings),
            ),
            Layer(
                "causes",
                ("sentences",),
                lambda report, found: with_rules(
                    causes(report.text, found.sentences, answers(), settings), ruled_causes.run(report, found)
                ),
            ),
            Layer(
                "certainties",
                ("sentences", "figures", "events"),
                lambda report, found: certainties(found, ruled_certainties.run(report, found), answers(), settings),
            ),
            memberships,
            checks,
        )


def _cut(report: Report) -> Layers:
    """A report's sentences, which the network is asked about before any other layer is made."""
    return Layers(sentences=sentences.run(report, Layers()))


def _runs(begun: _Begun | Failed) -> int:
    return len(begun.asked.runs) if isinstance(begun, _Begun) else 0
