"""How well figures are told together and apart: the series of `reconcile` against those of the annotation of origins.

Figures of the annotation are matched to figures of claims by the place in the text. Over the matched figures two measures:
pairs of one story that share a series (precision, recall, F1), and B-cubed, the same seen from each figure. `found` is the
share of annotated figures for which there is any claim. Stories are those of the annotation: that reports are put into stories
rightly is another measure.

    python -m bench.series [--errors]
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.development import DATA
from bench.tellings import demo, some, tellings
from sayso.reconcile.incidents import incidents
from sayso.reconcile.series import series
from sayso.reconcile.telling import Telling
from sayso.types import Report, Span

TRUTH = Path(__file__).resolve().parents[1] / "tests" / "reconcile" / "truth" / "origins.json"
STORIES = DATA / "stories" / "reports.json"
READERS = ("model", "rules")
DEMO = "demo"

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Matched:
    """An annotated figure with the claim at its place and the series that holds it. None where no claim was made there."""

    story: str
    truth: str
    figure: Entry
    telling: Telling | None
    series: str | None


def stories() -> list[Entry]:
    told: list[Entry] = json.loads(TRUTH.read_text(encoding="utf8"))["stories"]
    return told


def inputs(which: Sequence[Entry], folder: Path) -> tuple[list[Report], dict[str, str]]:
    """The reports of some annotated stories, and the story of each report name."""
    of = {name: story["id"] for story in which for name in story.get("reports", ())}
    read = some(STORIES, frozenset(of), folder) if of else []
    if any(story["id"] == DEMO for story in which):
        told = demo()
        read, of = [*read, *told], of | {report.name: DEMO for report in told}
    return read, of


def matched(which: Sequence[Entry], reports: Sequence[Report], told: Sequence[Telling]) -> list[Matched]:
    by_name, in_report = {r.name: r for r in reports}, defaultdict(list)
    for telling in told:
        if telling.claim.figure:
            in_report[telling.carrier.name].append(telling)
    holding = {t.claim.id: one.id for one in series(told, incidents(told)) for t in one.tellings}
    return [
        Matched(story["id"], one["id"], figure, found, holding[found.claim.id] if found else None)
        for story in which
        for one in story["series"]
        for figure in one["figures"]
        for found in [_at(figure, one["kind"], by_name[figure["report"]], in_report[figure["report"]])]
    ]


def _at(figure: Entry, kind: str, report: Report, told: Sequence[Telling]) -> Telling | None:
    """The claim whose number is the annotated one; where several are, one of its kind and value first."""
    spans = _spans(figure, report)
    near = [t for t in told if t.claim.figure and any(t.claim.figure.span.overlaps(span) for span in spans)]
    return min(near, key=lambda t: (t.claim.kind != kind, _low(t) != figure["low"], t.claim.id), default=None)


def _low(telling: Telling) -> int | None:
    return telling.claim.figure.low if telling.claim.figure else None


def _spans(figure: Entry, report: Report) -> list[Span]:
    """The place in the whole text: by field and span, or for the demo wherever its words hold the number."""
    if "span" in figure:
        start = next(f.span.start for f in report.fields if f.name == figure["field"])
        return [Span(start + figure["span"][0], start + figure["span"][1])]
    text, words, number = (_plain(t) for t in (report.text, figure["words"], figure["number"]))
    at = text.find(words)
    starts = [at + m.start() for m in re.finditer(re.escape(number), words)] if at >= 0 else []
    return [Span(start, start + len(number)) for start in starts]


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("\n", " ")


def scores(of: Sequence[Matched]) -> dict[str, float]:
    found = [m for m in of if m.series is not None]
    by_story: dict[str, list[Matched]] = defaultdict(list)
    for one in found:
        by_story[one.story].append(one)
    pairs = [(a.truth == b.truth, a.series == b.series) for told in by_story.values() for a, b in combinations(told, 2)]
    right, ours, theirs = sum(t and s for t, s in pairs), sum(s for _, s in pairs), sum(t for t, _ in pairs)
    b_precision, b_recall = _b_cubed(found)
    return {
        "figures": len(of),
        "found": len(found) / len(of),
        "pair_precision": _share(right, ours),
        "pair_recall": _share(right, theirs),
        "pair_f1": _f1(_share(right, ours), _share(right, theirs)),
        "b_precision": b_precision,
        "b_recall": b_recall,
        "b_f1": _f1(b_precision, b_recall),
    }


def _b_cubed(found: Sequence[Matched]) -> tuple[float, float]:
    """For each figure, the share of its series that is right, and the share of its true series that is with it; the means."""
    both = Counter((m.truth, m.series) for m in found)
    truth, ours = Counter(m.truth for m in found), Counter(m.series for m in found)
    if not found:
        return 1.0, 1.0
    precision = sum(both[m.truth, m.series] / ours[m.series] for m in found) / len(found)
    return precision, sum(both[m.truth, m.series] / truth[m.truth] for m in found) / len(found)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(reader: str, which: Sequence[Entry] | None = None) -> list[Matched]:
    """The annotated stories through a reader and through `reconcile`."""
    wanted = stories() if which is None else which
    with tempfile.TemporaryDirectory() as folder:
        reports, of = inputs(wanted, Path(folder))
    return matched(wanted, reports, tellings(reports, of, reader))


def errors(of: Sequence[Matched]) -> Iterator[str]:
    """True series in pieces, and series that hold several: for reading, not for a score."""
    found = [m for m in of if m.series is not None]
    pieces: dict[str, Counter[str]] = defaultdict(Counter)
    mixed: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        pieces[one.truth][_told(one)] += 1
        mixed[str(one.series)][one.truth] += 1
    in_pieces = {truth: told for truth, told in pieces.items() if len({t.split()[0] for t in told}) > 1}
    yield from (f"in pieces  {truth}: {dict(told)}" for truth, told in in_pieces.items())
    yield from (f"mixed      {one}: {dict(told)}" for one, told in mixed.items() if len(told) > 1)
    yield from (f"not found  {m.truth}: {m.figure['report']} {m.figure['low']}" for m in of if m.series is None)


def _told(one: Matched) -> str:
    return f"{one.series} {one.figure['low']}"


def main() -> None:
    real = DATA.is_dir()
    for reader in READERS:
        of = measure(reader, [s for s in stories() if real or s["id"] == DEMO])
        sides = {"all": of, "demo": [m for m in of if m.story == DEMO], "real stories": [m for m in of if m.story != DEMO]}
        for name, side in sides.items():
            if side:
                told = ", ".join(f"{k} {v:.3f}".rstrip("0").rstrip(".") for k, v in scores(side).items())
                print(f"| {name} | {reader} | {told} |", flush=True)
        if "--errors" in sys.argv:
            print("\n".join(errors(of)))


if __name__ == "__main__":
    main()
