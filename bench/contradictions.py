"""How well contradictions are found: the annotation of `tests/reconcile/truth/contradictions.json`, real and made apart.

`algebra`: the annotated figures in their annotated series with their origins, so that the algebra alone is measured. A reader's
name: the claims that it makes at the annotated places, with its own numbers, relations, days and tellers, in the annotated
series; tellers are not resolved across reports there.
Pairs are of values: seven reports of one number against seven of another are one. Undecided pairs are left out.

    python -m bench.contradictions [--errors]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.development import DATA
from bench.series import DEMO, READERS, STORIES, _at, inputs, stories
from bench.tellings import read, tellings
from sayso.reconcile.contradictions import contradictions
from sayso.reconcile.origins import settle
from sayso.reconcile.series.line import Series
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Attribution, Claim, Evidence, Figure, Maker, Report, Span, When
from sayso.vocabulary import BlockKind, PopulationKind, Relation, Scope, SourceKind, Status, TimePrecision
from tests.reconcile.truth.recipes import replay

TRUTH = Path(__file__).resolve().parents[1] / "tests" / "reconcile" / "truth" / "contradictions.json"

Entry = Mapping[str, Any]
Pair = frozenset[tuple[str, ...]]
"""Two values: of each its series and number."""


@dataclass(frozen=True, slots=True)
class Score:
    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def truth() -> Mapping[str, list[Entry]]:
    told: Mapping[str, list[Entry]] = json.loads(TRUTH.read_text(encoding="utf8"))
    return told


def figures(which: Iterable[Entry]) -> list[tuple[Entry, Entry, Entry]]:
    """Story, series and figure of all that is annotated."""
    return [(story, one, figure) for story in which for one in story["series"] for figure in one["figures"]]


def annotated(which: Sequence[Entry]) -> dict[str, list[Telling]]:
    """The figures of the annotation as tellings, by series."""
    out: dict[str, list[Telling]] = defaultdict(list)
    for _, one, figure in figures(which):
        out[one["id"]].append(made_telling(one, figure))
    return out


def made_telling(one: Entry, figure: Entry) -> Telling:
    name = figure["origin"] or f"untold/{figure.get('untold')}"
    origin = Origin(name, name, SourceKind.OTHER, identified=bool(figure["origin"]))
    report = figure.get("report", "made")
    of = Carrier(report, report, None, None, None, None, figure["said"], None, figure["said"], copy=report)
    number = Figure(
        figure["low"],
        figure["high"],
        Relation(figure["relation"]),
        Span(0, 0),
        figure.get("vague"),
        population_kind=PopulationKind(one["population_kind"]),
        scope=Scope(figure.get("scope", one["scope"])),
    )
    said = When(figure["said"], figure["said"], TimePrecision.DAY, None)
    evidence = Evidence(BlockKind.TITLE if figure.get("field") == "title" else BlockKind.BODY, Span(0, 0), "")
    claim = Claim(
        figure["id"], report, one["kind"], Attribution(), evidence, Maker("truth", "1"), 1.0, figure=number, said=said
    )
    return Telling(claim, of, origin)


def line(id: str, told: Sequence[Telling]) -> Series:
    first = told[0].claim
    assert first.figure
    ordered = tuple(sorted(told, key=lambda t: (t.carrier.place_in_order, t.claim.id)))
    return Series(id, first.kind, first.figure.population_kind, None, False, None, None, "", None, ordered)


def found(by_series: Mapping[str, Sequence[Telling]], truth_of: Mapping[str, tuple[str, ...]]) -> set[Pair]:
    """Contradicting pairs, named by the annotation's own values. `truth_of`: claim id → annotated value."""
    return {
        frozenset({a, b})
        for id, told in by_series.items()
        if told
        for one in contradictions(line(id, settle(told)))
        for a in {truth_of[t.claim.id] for t in one.a.tellings}
        for b in {truth_of[t.claim.id] for t in one.b.tellings}
    }


def value(series: str, figure: Entry) -> tuple[str, ...]:
    """An annotated value: series, origin or untold name, number, relation, day."""
    who = figure["origin"] or f"untold/{figure.get('untold')}"
    return (series, *map(str, (who, figure["low"], figure["high"], figure["relation"], figure["said"])))


def pairs(of: Iterable[Entry], contradict: bool | None) -> set[Pair]:
    return {frozenset({value(p[s]["series"], p[s]) for s in ("a", "b")}) for p in of if p["contradict"] is contradict}


def score(got: set[Pair], real: Sequence[Entry]) -> Score:
    true, undecided = pairs(real, True), pairs(real, None)
    return Score(len(got & true), len(got - true - undecided), len(true - got))


def algebra(which: Sequence[Entry]) -> set[Pair]:
    truth_of = {figure["id"]: value(one["id"], figure) for _, one, figure in figures(which)}
    return found(annotated(which), truth_of)


def system(which: Sequence[Entry], reader: str) -> set[Pair]:
    """The reader's claims at the annotated places, in the annotated series."""
    with tempfile.TemporaryDirectory() as folder:
        reports, of = inputs(which, Path(folder))
    told = tellings(reports, of, reader)
    by_series, truth_of = placed(which, reports, told)
    return found(by_series, truth_of)


def placed(
    which: Sequence[Entry], reports: Sequence[Report], told: Sequence[Telling]
) -> tuple[dict[str, list[Telling]], dict[str, tuple[str, ...]]]:
    by_name, in_report = {r.name: r for r in reports}, defaultdict(list)
    for telling in told:
        if telling.claim.figure:
            in_report[telling.carrier.name].append(telling)
    by_series: dict[str, list[Telling]] = defaultdict(list)
    truth_of: dict[str, tuple[str, ...]] = {}
    for _, one, figure in figures(which):
        at = _at(figure, one["kind"], by_name[figure["report"]], in_report[figure["report"]])
        if at and at.claim.id not in truth_of:
            truth_of[at.claim.id] = value(one["id"], figure)
            by_series[one["id"]].append(at)
    _with_acts(by_series, told, truth_of)
    return by_series, truth_of


def _with_acts(by_series: dict[str, list[Telling]], told: Sequence[Telling], truth_of: dict[str, tuple[str, ...]]) -> None:
    """What takes a number of a series back belongs to that series, though the annotation has no figure there."""
    for telling in told:
        claim = telling.claim
        if claim.status is not Status.RETRACTED or not claim.figure or claim.id in truth_of:
            continue
        for id, others in by_series.items():
            if any(_same_line(telling, t) for t in others):
                others.append(telling)
                truth_of[claim.id] = (id, "act")


def _same_line(a: Telling, b: Telling) -> bool:
    one, other = a.claim.figure, b.claim.figure
    assert one and other
    same = (a.claim.kind, one.population_kind, one.low) == (b.claim.kind, other.population_kind, other.low)
    return same and a.carrier.story == b.carrier.story


def made_by_algebra() -> Score:
    """The made pairs as annotated: the named pair alone is judged, beside the other figures of its series."""
    by_series, every = annotated(stories()), {figure["id"]: (one, figure) for _, one, figure in figures(stories())}
    judged = []
    for pair in truth()["made"]:
        one, _ = every[pair["a"]]
        added = made_telling(one, {**pair["b"]["figure"], "id": pair["id"], "report": pair["id"], "untold": pair["id"]})
        told = [*by_series[one["id"]], added]
        judged.append((pair["contradict"], _contradict(told, pair["a"], pair["id"])))
    return _score(judged)


def made_by_system(reader: str) -> Score:
    """The made pairs replayed and read: of texts in which the reader finds no such figure, nothing is said to contradict."""
    corpus = {r["id"]: r for r in json.loads(STORIES.read_text(encoding="utf8"))}
    every = {figure["id"]: (one, figure) for _, one, figure in figures(stories())}
    judged = []
    for pair in truth()["made"]:
        one, figure = every[pair["a"]]
        _, draft = replay({"id": pair["id"], "a": figure["report"], "b": pair["b"]}, corpus)
        text = {"id": draft.id, "title": draft.title, "text": draft.text, "publisher": draft.publisher}
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pair.json"
            published = {"published": draft.published.isoformat()}
            file.write_text(json.dumps([corpus[figure["report"]], {**text, **published}]), encoding="utf8")
            reports = read([file])
        told = tellings(reports, {r.name: pair["story"] for r in reports}, reader)
        of = {r.name: r for r in reports}
        places = ((figure, figure["report"]), (pair["b"]["figure"], draft.id))
        two = [
            _at(f, one["kind"], of[name], [t for t in told if t.carrier.name == name and t.claim.figure]) for f, name in places
        ]
        both = [t for t in two if t]
        judged.append((pair["contradict"], len(both) > 1 and _contradict(both, both[0].claim.id, both[1].claim.id)))
    return _score(judged)


def _contradict(told: Sequence[Telling], a: str, b: str) -> bool:
    pairs_ = ((c.a.tellings, c.b.tellings) for c in contradictions(line("made", settle(told))))
    claims = ({t.claim.id for t in (*one, *other)} for one, other in pairs_)
    return any({a, b} <= some for some in claims)


def _score(judged: Sequence[tuple[bool, bool]]) -> Score:
    return Score(sum(t and g for t, g in judged), sum(g and not t for t, g in judged), sum(t and not g for t, g in judged))


def row(name: str, reached: Score) -> str:
    return f"| {name} | precision {reached.precision:.2f} | recall {reached.recall:.2f} | {reached} |"


def main() -> None:
    real = DATA.is_dir()
    which = [s for s in stories() if real or s["id"] == DEMO]
    names = {s["id"] for s in which}
    judged = [p for p in truth()["pairs"] if p["story"] in names]
    true, undecided = pairs(judged, True), pairs(judged, None)
    for name, got in (("algebra", algebra(which)), *((r, system(which, r)) for r in READERS)):
        print(row(f"real, {name}", score(got, judged)), flush=True)
        if "--errors" in sys.argv:
            print(*(f"  false  {sorted(p)}" for p in sorted(got - true - undecided, key=sorted)), sep="\n")
            print(*(f"  missed {sorted(p)}" for p in sorted(true - got, key=sorted)), sep="\n")
    print(row("made, algebra", made_by_algebra()))
    if real:
        print(row("made, rules", made_by_system("rules")))


if __name__ == "__main__":
    main()
