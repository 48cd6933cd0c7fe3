"""The count of independent origins against the truth of tests/reconcile/truth: `python -m bench.origins [LEDGER …]`.

Each figure of the truth is matched to the claim whose number overlaps it; what the reader did not find is told apart from
what was resolved wrongly. The reports are those of the given ledgers, or are read now. Copies are those that the truth
names, so that this measures origins and not the finding of copies.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench.development import DATA
from sayso.collect.files import captures
from sayso.ledger.filters import Filters
from sayso.ledger.moments import stretch
from sayso.ledger.query import Reader as Ledger
from sayso.limits import MAX_BYTES
from sayso.read.reports import reports as reports_of
from sayso.reconcile.origins import Holder, count, holders, origins_of, settle, with_holders
from sayso.reconcile.telling import Carrier, Telling
from sayso.types import Claim, Report, Span
from sayso.understand.reader import Reader

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "tests" / "reconcile" / "truth"
DEMO = ROOT / "demo" / "reports"
STORIES = DATA / "stories" / "reports.json"

Entry = Mapping[str, Any]
Read = dict[str, tuple[Report, tuple[Claim, ...]]]
"""Report by its name in the truth, with its claims."""


@dataclass(slots=True)
class Tally:
    """What came out: errors of the count by series, and clusters of figures by origin."""

    stories: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    of_found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    at_most: list[float] = field(default_factory=list)
    """How far "at most" is from the truth's, by series: the range that forgives a count is checked by itself."""
    clusters: list[tuple[str, str, str]] = field(default_factory=list)
    """Story, origin of the truth, origin found: for every figure that the reader found."""
    figures: int = 0
    found: int = 0
    lines: list[str] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        precision, recall = _b_cubed(self.clusters)
        return {
            "mean_error_series": _mean(e for errors in self.stories.values() for e in errors),
            "mean_error_stories": _mean(_mean(errors) for errors in self.stories.values()),
            "mean_error_of_found_series": _mean(e for errors in self.of_found.values() for e in errors),
            "mean_error_of_found_stories": _mean(_mean(errors) for errors in self.of_found.values()),
            "mean_at_most_error": _mean(self.at_most),
            "figures_found": self.found / max(1, self.figures),
            "b_cubed_precision": precision,
            "b_cubed_recall": recall,
            "b_cubed_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        }


def measure(read: Read, copies: Callable[[str], str] | None = None) -> Tally:
    """The whole measure over the reports `read`; `copies` gives the copy group of a report's name."""
    tally, group = Tally(), copies or true_copies().get
    for story in stories():
        here = {name: read[name] for name in sorted(_names(story)) if name in read}
        known = tuple(h for report, claims in here.values() for h in holders(report, claims))
        tellings = {name: _tellings(report, claims, known, group(name) or "") for name, (report, claims) in here.items()}
        for series in story["series"]:
            _series(story["id"], series, here, tellings, tally)
    return tally


def from_ledgers(paths: Sequence[Path]) -> Read:
    """What ledgers hold, opened for reading."""
    out: Read = {}
    for path in paths:
        with Ledger.open(path) as ledger:
            claims: dict[str, list[Claim]] = defaultdict(list)
            for listed in ledger.claims(Filters()):
                claims[listed.report.id].append(listed.claim)
            for report in ledger.reports():
                out[report.name] = (report, tuple(sorted(claims[report.id], key=_place)))
    return out


def read_now(reader: Reader) -> Read:
    """The reports of the truth's stories, read from their files as `sayso read` does."""
    wanted = {name for story in stories() for name in _names(story)}
    files = [path for path in (*sorted(DEMO.iterdir()), STORIES) if path.exists()]
    out: Read = {}
    for capture in captures([str(path) for path in files], sys.stdin.buffer, _no_clock, MAX_BYTES):
        for report in reports_of(capture, None) if not hasattr(capture, "code") else ():
            if isinstance(report, Report) and report.name in wanted:
                out[report.name] = (report, tuple(sorted(reader(report).claims, key=_place)))
    return out


@cache
def stories() -> tuple[Entry, ...]:
    return tuple(json.loads((TRUTH / "origins.json").read_text(encoding="utf8"))["stories"])


@cache
def true_copies() -> dict[str, str]:
    """Name of a report → the first name of its copy group, from the pairs of real reports that the truth calls copies."""
    told = json.loads((TRUTH / "copies.json").read_text(encoding="utf8"))
    genuine = [(p["a"], p["b"]["from"]) for p in told["pairs"] if p["copy"] and p["kind"] == "genuine"]
    pairs = genuine + [(p["a"], p["b"]) for p in told["demo"] if p["copy"]]
    group: dict[str, str] = {}
    for a, b in pairs:
        first, second = group.get(a, a), group.get(b, b)
        name = min(first, second)
        group = {k: name if v in (first, second) else v for k, v in group.items()} | {a: name, b: name}
    return group


def _series(story: str, series: Entry, here: Read, tellings: Mapping[str, Sequence[Telling]], tally: Tally) -> None:
    pairs = [(f, _match(f, series["kind"], *here[f["report"]])) for f in series["figures"] if f["report"] in here]
    at = {t.claim.id: t for ts in tellings.values() for t in ts}
    mine = {claim.id: at[claim.id] for _, claim in pairs if claim is not None}
    settled = {t.claim.id: t for t in settle(tuple(mine.values()))}
    counted = count(tuple(settled.values()))
    found = [figure for figure, claim in pairs if claim is not None]
    told = series["count"]
    tally.stories[story].append(_distance(counted.shown, told["identified"], told["at_most"]))
    tally.figures, tally.found = tally.figures + len(pairs), tally.found + len(found)
    known, unknown = {f["origin"] for f in found} - {None}, {f.get("untold") or f["report"] for f in found if not f["origin"]}
    if found:
        tally.of_found[story].append(_distance(counted.shown, len(known), len(known) + len(unknown)))
        tally.at_most.append(float(abs(counted.at_most - len(known) - len(unknown))))
    for figure, claim in pairs:
        origin = settled[claim.id].origin if claim is not None else None
        if origin is not None:
            tally.clusters.append((story, figure["origin"] or f"untold {figure.get('untold')}", origin.key))
        tally.lines.append(_line(series, figure, claim, origin.key if origin else "-"))
    tally.lines.append(f"{series['id']}: shown {counted.shown} of {counted.at_most}, truth {told}")


def _line(series: Entry, figure: Entry, claim: Claim | None, key: str) -> str:
    teller = claim.attribution.chain[0] if claim and claim.attribution.chain else None
    read = f"{teller.name} ({teller.normalised})" if teller else "own voice" if claim else "not found"
    return f"  {series['id']} {figure['report']} {figure['low']} | {figure['teller']} → {figure['origin']} | {read} → {key}"


def _tellings(report: Report, claims: Sequence[Claim], known: Sequence[Holder], group: str) -> tuple[Telling, ...]:
    moment = stretch(report.published)
    carrier = Carrier(
        report.id, report.name, report.outlet.name if report.outlet else None, report.url, report.title, report.credit,
        report.published, report.updated, moment.end if moment else None, copy=group,
    )  # fmt: skip
    told = zip(claims, origins_of(report, claims), strict=True)
    return tuple(Telling(claim, carrier, with_holders(origin, known, claim)) for claim, origin in told)


def _match(figure: Entry, kind: str, report: Report, claims: Sequence[Claim]) -> Claim | None:
    """The claim whose number overlaps the figure; of several that of the kind, then the first."""
    span = _span(figure, report)
    if span is None:
        return None
    fits = [c for c in claims if c.figure and c.figure.span.overlaps(span)]
    return min(fits, key=lambda c: (c.kind != kind, not c.attribution.chain, c.id), default=None)


def _span(figure: Entry, report: Report) -> Span | None:
    if "span" in figure:
        start = next(f.span.start for f in report.fields if f.name == figure["field"])
        return Span(start + figure["span"][0], start + figure["span"][1])
    words = r"\s+".join(map(re.escape, figure["words"].split()))
    match = re.search(words, report.text)
    if match is None:
        return None
    inside = re.search(r"\s+".join(map(re.escape, figure["number"].split())), match.group())
    return Span(match.start() + inside.start(), match.start() + inside.end()) if inside else None


def _names(story: Entry) -> set[str]:
    named = {f["report"] for series in story["series"] for f in series["figures"]}
    return named | {r for r in story.get("reports", ()) if isinstance(r, str)}


def _distance(shown: int, identified: int, at_most: int) -> float:
    low = max(1, identified)
    return float(max(0, low - shown, shown - max(low, at_most)))


def _mean(values: Iterable[float]) -> float:
    all_values = list(values)
    return sum(all_values) / len(all_values) if all_values else 0.0


def _b_cubed(rows: Sequence[tuple[str, str, str]]) -> tuple[float, float]:
    """Precision and recall of the clusters, an item a figure."""
    shares = []
    for story, gold, found in rows:
        in_found = [g for s, g, f in rows if (s, f) == (story, found)]
        in_gold = [f for s, g, f in rows if (s, g) == (story, gold)]
        shares.append((in_found.count(gold) / len(in_found), in_gold.count(found) / len(in_gold)))
    return _mean(p for p, _ in shares), _mean(r for _, r in shares)


def _place(claim: Claim) -> tuple[int, str]:
    return (claim.evidence.span.start, claim.id)


def _no_clock() -> Any:
    from datetime import UTC, datetime

    return datetime(2000, 1, 1, tzinfo=UTC)


def _table(tally: Tally) -> Iterator[str]:
    for name, value in tally.scores().items():
        yield f"{name:28} {value:.3f}"
    for story, errors in tally.stories.items():
        found = _mean(tally.of_found[story])
        yield f"  {story:28} {_mean(errors):.2f} over {len(errors)} series; of what was found {found:.2f}"


def main(arguments: Sequence[str]) -> None:
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    if paths:
        read = from_ledgers(paths)
    else:
        from sayso.understand.reader import reader

        read = read_now(reader("model"))
    tally = measure(read)
    print("\n".join([*(tally.lines if "--lines" in arguments else ()), *_table(tally)]))


if __name__ == "__main__":
    main(sys.argv[1:])
