"""`python -m bench.stories`: B-cubed of the stories of ../shared/data/stories, by the scorer, and of halves of its stories.

The halves (by hash of the gold story's name) show how far one number on 64 stories can be trusted: what separates two hard
neighbours, or joins them, moves it by two points.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bench.development import DATA, EVAL, Scores, present, python
from sayso.ledger.views import known_by
from sayso.read.reports import reports
from sayso.reconcile.stories.index import Features
from sayso.reconcile.stories.terms import terms
from sayso.reconcile.stories.whole import stories
from sayso.types import Capture, Report

REPORTS = DATA / "stories" / "reports.json"
HALVINGS = 10


def main() -> None:
    if not present():
        sys.exit("the development data is not beside this project (../shared): nothing to measure")
    told, gold = predicted(REPORTS), json.loads(REPORTS.read_text("utf8"))
    print(scored(gold, told))
    halves = [scored(half, told)["bcubed_f1"] for number in range(HALVINGS) for half in _halves(gold, number)]
    print(f"halves: mean {sum(halves) / len(halves):.3f}, worst {min(halves):.3f}, best {max(halves):.3f}")


def predicted(path: Path) -> dict[str, str]:
    """The story of every report of a file, by the name that the file gives it."""
    body = path.read_bytes()
    capture = Capture(path.name, datetime.now(UTC), "application/json", sha256(body).hexdigest(), body)
    read = [found for found in reports(capture) if isinstance(found, Report)]
    placed = stories(Features(report.id, known_by(report), terms(report)) for report in read)
    return {report.name: placed[report.id].story for report in read}


def scored(gold: list[dict[str, str]], told: dict[str, str]) -> Scores:
    """The scorer's figures for the reports of `gold`."""
    with tempfile.TemporaryDirectory() as folder:
        truth, lines = Path(folder, "reports.json"), Path(folder, "stories.jsonl")
        truth.write_text(json.dumps([{"id": row["id"], "story": row["story"]} for row in gold]), encoding="utf8")
        lines.write_text("".join(json.dumps({"report": r, "story": s}) + "\n" for r, s in told.items()), encoding="utf8")
        scores: Scores = json.loads(python(EVAL / "stories.py", truth, lines, "--json"))
        return scores


def _halves(gold: list[dict[str, str]], number: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    first = {row["story"] for row in gold if sha256(f"{number}{row['story']}".encode()).digest()[0] % 2}
    return [row for row in gold if row["story"] in first], [row for row in gold if row["story"] not in first]


if __name__ == "__main__":
    main()
