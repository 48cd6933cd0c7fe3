"""How well contradictions are found: the annotation of `tests/reconcile/truth/contradictions.json`, real and made pairs apart.

Three levels, so that one sees where a mistake is made:

* `algebra`: the annotated figures, with their own days, relations, origins and series;
* `read`: the claims that a reader makes at the annotated places, with its numbers, relations and days, in the annotated
  series and with the annotated origins;
* `whole`: all claims of the story, in the series that `reconcile` makes of them, with the origins that it finds.

Pairs are of values: seven reports of one number against seven of another are one. Undecided pairs are left out, and pairs
with a figure that is not annotated, of which nothing is known. Of a made pair only the pair named is judged, beside
all else that its story tells. Copies are not folded here: that is another measure.

    python -m bench.contradictions [--errors]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bench.development import DATA
from bench.series import DEMO, READERS, STORIES, _at, inputs, stories
from bench.tellings import read, tellings
from sayso.reconcile.contradictions import Contradiction, contradictions
from sayso.reconcile.incidents import incidents
from sayso.reconcile.origins import settle
from sayso.reconcile.series import series
from sayso.reconcile.series.line import Series
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Attribution, Claim, Evidence, Figure, Maker, Report, Span, When
from sayso.vocabulary import BlockKind, PopulationKind, Relation, Scope, SourceKind, Status, TimePrecision
from tests.reconcile.truth.recipes import replay

TRUTH = Path(__file__).resolve().parents[1] / "tests" / "reconcile" / "truth" / "contradictions.json"
LEVELS = ("read", "whole")

Entry = Mapping[str, Any]
TruthValue = tuple[str, ...]
"""An annotated value: series, origin or untold name, number, relation, day."""
Pair = frozenset[TruthValue]


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


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, with what the annotation says and what was found."""

    name: str
    contradict: bool
    found: bool
    readable: bool = True
    """Both figures are in the material: the reader made a claim at either place."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a level is given: tellings, and of those at an annotated place the annotated series and value."""

    tellings: tuple[Telling, ...]
    series_of: Mapping[str, str]
    truth_of: Mapping[str, TruthValue]
    whole: bool
    """Are the series to be made, or those of the annotation?"""


def score(of: Iterable[Judged]) -> Score:
    some = tuple(of)
    right, false = (sum(p.found and p.contradict is wanted for p in some) for wanted in (True, False))
    return Score(right, false, sum(p.contradict and not p.found for p in some))


# --- the annotation ---------------------------------------------------------------------------------------------------


@cache
def truth() -> Mapping[str, list[Entry]]:
    told: Mapping[str, list[Entry]] = json.loads(TRUTH.read_text(encoding="utf8"))
    return told


def figures(which: Iterable[Entry]) -> list[tuple[Entry, Entry, Entry]]:
    """Story, series and figure of all that is annotated."""
    return [(story, one, figure) for story in which for one in story["series"] for figure in one["figures"]]


def value(series_: str, figure: Entry) -> TruthValue:
    return (series_, *map(str, (origin_key(figure), figure["low"], figure["high"], figure["relation"], figure["said"])))


def origin_key(figure: Entry) -> str:
    return figure["origin"] or f"untold/{figure.get('untold')}"


def annotated_origin(figure: Entry) -> Origin:
    key = origin_key(figure)
    return Origin(key, key, SourceKind.OTHER, identified=bool(figure["origin"]))


def pairs(of: Iterable[Entry], contradict: bool | None) -> set[Pair]:
    return {frozenset({value(p[s]["series"], p[s]) for s in ("a", "b")}) for p in of if p["contradict"] is contradict}


def made_figure(pair: Entry) -> Entry:
    """The changed figure of a made pair; what nobody is named for is that text's own; a part is one by the reason given."""
    of: dict[str, Any] = {"untold": pair["id"], **pair["b"]["figure"], "id": pair["id"], "report": f"{pair['id']}-b"}
    return of | {"scope": "subset"} if pair["why"] == "subset" else of


# --- the material of each level ---------------------------------------------------------------------------------------


def algebra(which: Sequence[Entry], extra: Entry | None = None) -> Material:
    """`extra`: a made pair, whose changed figure is added."""
    every = [(one, figure) for _, one, figure in figures(which)]
    if extra:
        every.append((next(one for one, _ in every if one["id"] == extra["series"]), made_figure(extra)))
    return Material(
        tuple(made_telling(one, figure) for one, figure in every),
        {figure["id"]: one["id"] for one, figure in every},
        {figure["id"]: value(one["id"], figure) for one, figure in every},
        whole=False,
    )


def made_telling(one: Entry, figure: Entry) -> Telling:
    report = figure["report"]
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
    return Telling(claim, of, annotated_origin(figure))


def material(which: Sequence[Entry], reader: str, level: str, extra: Entry | None = None) -> Material:
    """The claims of a reader over the stories, and over the text of a made pair."""
    every = [(one, figure) for _, one, figure in figures(which)]
    if extra:
        every.append((next(one for one, _ in every if one["id"] == extra["series"]), made_figure(extra)))
    sides = [_told(story["id"], reader, extra["id"] if extra else None) for story in which]
    told = tuple(t for _, side in sides for t in side)
    reports = {r.name: r for side, _ in sides for r in side}
    placed = dict(_placed(every, reports, told))
    whole = level == "whole"
    if not whole:
        told = tuple(_with_annotated_origins(told, placed, _names(which)))
    series_of = {claim: one["id"] for claim, (one, _) in placed.items()}
    return Material(told, series_of, {c: value(one["id"], figure) for c, (one, figure) in placed.items()}, whole)


@cache
def _told(story: str, reader: str, made_pair: str | None) -> tuple[list[Report], list[Telling]]:
    with tempfile.TemporaryDirectory() as folder:
        reports, _ = inputs([s for s in stories() if s["id"] == story], Path(folder))
    reports = [*reports, *(made_text(made_pair) if made_pair else ())]
    return reports, tellings(reports, {r.name: story for r in reports}, reader)


@cache
def made_text(pair: str) -> list[Report]:
    """The second text of a made pair, as the command line reads it."""
    corpus = {r["id"]: r for r in json.loads(STORIES.read_text(encoding="utf8"))}
    recipe = next(p for p in truth()["made"] if p["id"] == pair)
    a = next(figure["report"] for *_, figure in figures(stories()) if figure["id"] == recipe["a"])
    _, draft = replay({"id": pair, "a": a, "b": recipe["b"]}, corpus)
    text = {"id": draft.id, "title": draft.title, "text": draft.text, "publisher": draft.publisher}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pair.json"
        file.write_text(json.dumps([{**text, "published": draft.published.isoformat()}]), encoding="utf8")
        return read([file])


def _placed(
    every: Sequence[tuple[Entry, Entry]], reports: Mapping[str, Report], told: Sequence[Telling]
) -> Iterator[tuple[str, tuple[Entry, Entry]]]:
    """Id of each claim at an annotated place, with the series and the figure."""
    in_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        if telling.claim.figure:
            in_report[telling.carrier.name].append(telling)
    taken: set[str] = set()
    for one, figure in every:
        at = _at(figure, one["kind"], reports[figure["report"]], in_report[figure["report"]])
        if at and at.claim.id not in taken:
            taken.add(at.claim.id)
            yield at.claim.id, (one, figure)


def _with_annotated_origins(
    told: Sequence[Telling], placed: Mapping[str, tuple[Entry, Entry]], names: Mapping[str, str]
) -> Iterator[Telling]:
    """Those at annotated places; and what takes a number back, for which the annotation has no figure, by its teller's name."""
    for telling in told:
        if telling.claim.id in placed:
            yield replace(telling, origin=annotated_origin(placed[telling.claim.id][1]))
        elif telling.claim.figure and telling.claim.status is Status.RETRACTED:
            key = names.get(telling.origin.name.casefold(), telling.origin.key)
            yield replace(telling, origin=replace(telling.origin, key=key))


def _names(which: Sequence[Entry]) -> dict[str, str]:
    """The annotated origin of each name of a teller."""
    every = [(key, origin) for story in which for key, origin in story["origins"].items()]
    return {name.casefold().removeprefix("the "): key for key, origin in every for name in origin["tellers"]}


# --- what is found in it ----------------------------------------------------------------------------------------------


def line(id: str, told: Sequence[Telling]) -> Series:
    first = told[0].claim
    assert first.figure
    ordered = tuple(sorted(told, key=lambda t: (t.carrier.place_in_order, t.claim.id)))
    return Series(id, first.kind, first.figure.population_kind, None, False, None, None, "", None, ordered)


def lines(of: Material) -> Sequence[Series]:
    if of.whole:
        made_series = series(of.tellings, incidents(of.tellings))
        return [replace(one, tellings=settle(one.tellings)) for one in made_series]
    by_series: dict[str, list[Telling]] = defaultdict(list)
    for telling in of.tellings:
        if telling.claim.id in of.series_of:
            by_series[of.series_of[telling.claim.id]].append(telling)
    for telling in of.tellings:
        for told in by_series.values() if telling.claim.id not in of.series_of else ():
            if any(_same_line(telling, other) for other in told):
                told.append(telling)
    return [line(id, told) for id, told in by_series.items()]


def found(of: Material) -> set[Pair]:
    """Contradicting pairs, named by the annotation's own values."""
    return {pair for one in lines(of) for each in contradictions(one) for pair in _named(each, of.truth_of)}


def _named(one: Contradiction, truth_of: Mapping[str, TruthValue]) -> Iterator[Pair]:
    a, b = ({truth_of[t.claim.id] for t in side.tellings if t.claim.id in truth_of} for side in (one.a, one.b))
    return (frozenset({x, y}) for x in a for y in b if x != y)


def _same_line(a: Telling, b: Telling) -> bool:
    one, other = a.claim.figure, b.claim.figure
    assert one and other
    same = (a.claim.kind, one.population_kind, one.low) == (b.claim.kind, other.population_kind, other.low)
    return same and a.carrier.story == b.carrier.story


# --- the measures -----------------------------------------------------------------------------------------------------


def real(level: str, reader: str = "", which: Sequence[Entry] | None = None) -> list[Judged]:
    """Every pair that is annotated as contradictory, and every other that was found."""
    wanted = stories() if which is None else which
    of = algebra(wanted) if level == "algebra" else material(wanted, reader, level)
    got, names = found(of), {story["id"] for story in wanted}
    judged = [p for p in truth()["pairs"] if p["story"] in names]
    true, undecided, there = pairs(judged, True), pairs(judged, None), set(of.truth_of.values())
    return [Judged(_name(p), p in true, p in got, p <= there) for p in sorted((got | true) - undecided, key=sorted)]


def made(level: str, reader: str = "") -> list[Judged]:
    return [_made(pair, level, reader) for pair in truth()["made"]]


def _made(pair: Entry, level: str, reader: str) -> Judged:
    which = [story for story in stories() if story["id"] == pair["story"]]
    of = algebra(which, pair) if level == "algebra" else material(which, reader, level, pair)
    a = next(figure for *_, figure in figures(which) if figure["id"] == pair["a"])
    wanted = frozenset({value(pair["series"], a), value(pair["series"], made_figure(pair))})
    return Judged(f"{pair['id']} {pair['why']}", pair["contradict"], wanted in found(of), wanted <= set(of.truth_of.values()))


def _name(pair: Pair) -> str:
    return " against ".join(" ".join(part for part in one) for one in sorted(pair))


def row(name: str, of: Sequence[Judged]) -> str:
    every, readable = score(of), score(p for p in of if p.readable)
    of_readable = f"recall where the reader has both {readable.recall:.2f}"
    return f"| {name} | precision {every.precision:.2f} | recall {every.recall:.2f} | {of_readable} | {every} |"


def main() -> None:
    there = DATA.is_dir()
    which = [s for s in stories() if there or s["id"] == DEMO]
    todo = [("algebra", ""), *((level, reader) for level in LEVELS for reader in READERS)]
    for level, reader in todo:
        sides = {"real": real(level, reader, which)} | ({"made": made(level, reader)} if there else {})
        for side, judged in sides.items():
            print(row(f"{side} | {level} {reader}".strip(), judged), flush=True)
            if "--errors" in sys.argv:
                wrong = (p for p in judged if p.found is not p.contradict)
                print(
                    *(f"  {'false' if p.found else 'missed'} {p.name} {'' if p.readable else '(not read)'}" for p in wrong),
                    sep="\n",
                )


if __name__ == "__main__":
    main()
