"""Score a weights folder on everything held out: `python evaluate.py FOLDER [--reader rules] [NAME …]`.

The same scorers as `make scores`, on documents that no training example comes from: PolNeAR dev, every tenth outlet of
Worldwide, a fifth of `sentences`, all of `figures`, one document in ten of `causal`, the first report.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora import causal, entities
from corpora.places import DATA, SHARED

from sayso.collect.files import captures
from sayso.export.layers import layer_line
from sayso.export.lines import claim_line
from sayso.read.reports import reports
from sayso.types import Report
from sayso.understand.model.network import Network
from sayso.understand.model.reader import Model
from sayso.understand.reader import Reader
from sayso.understand.rules import Rules

EVAL = SHARED / "eval"
Scores = dict[str, Any]


def of_file(path: Path, published: str | None = None) -> list[Report]:
    found = captures([str(path)], sys.stdin.buffer, lambda: datetime.now(UTC), 1 << 30)
    return [r for c in found for r in reports(c, published) if isinstance(r, Report)]  # type: ignore[arg-type]


def script(*args: object) -> str:
    done = subprocess.run([sys.executable, *map(str, args)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


class Sets:
    """The held-out sets, prepared once in a scratch folder, and how each is scored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ner, self.causal = folder / "ner", folder / "causal"
        self._held_out_copies()
        self.files = {name: folder / f"{name}.json" for name in ("attribution", "entities", "sentences", "causes")}
        script(EVAL / "attribution.py", "prepare", DATA / "polnear/dev", self.files["attribution"])
        script(EVAL / "entities.py", "prepare", self.ner, self.files["entities"])
        script(EVAL / "sentences.py", "prepare", DATA / "sentences", self.files["sentences"], "--held-out")
        script(EVAL / "sentences.py", "figures", DATA / "sentences", folder / "gold.json", "--held-out")
        script(EVAL / "causes.py", "prepare", *self.csv, self.files["causes"])
        self.files["figures"] = DATA / "figures/reports.json"
        self.reports = {name: of_file(path) for name, path in self.files.items()}
        self.reports["seed"] = of_file(SHARED / "seed/almaty.txt", "2022-01-07")

    @property
    def csv(self) -> tuple[Path, Path]:
        return self.causal / "one.csv", self.causal / "two.csv"

    def _held_out_copies(self) -> None:
        self.ner.mkdir()
        self.causal.mkdir()
        held = entities.held_out_outlets()
        for path in (DATA / "worldwide_ner").glob("*.tsv"):
            if entities.outlet(path.name) in held:
                shutil.copy(path, self.ner)
        for name, target in zip(("train_subtask1", "train_subtask2_grouped"), self.csv, strict=True):
            with (DATA / "causal" / f"{name}.csv").open(encoding="utf-8-sig") as file, target.open("w", encoding="utf8") as out:
                rows = csv.DictReader(file)
                writer = csv.DictWriter(out, rows.fieldnames or [])
                writer.writeheader()
                for row in rows:
                    index = row["index"].removeprefix("cnc_")
                    if causal.is_held_out(index if name == "train_subtask1" else index.rsplit("_", 1)[0]):
                        writer.writerow(row)

    def layer(self, name: str, of: Sequence[Report], read_it: Reader) -> Path:
        out = self.folder / f"{name}.jsonl"
        lines = (layer_line(name, r, read_it.layers(r, frozenset({name}))) for r in of)
        out.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf8")
        return out

    def claims(self, name: str, of: Sequence[Report], read_it: Reader) -> Path:
        out = self.folder / f"{name}.claims.jsonl"
        pairs = ((r, c) for r, reading in zip(of, read_it.many(of), strict=True) for c in reading.claims)
        out.write_text("\n".join(json.dumps(claim_line(r, c), ensure_ascii=False) for r, c in pairs), encoding="utf8")
        return out

    def attribution(self, read_it: Reader) -> Scores:
        lines = self.layer("attributions", self.reports["attribution"], read_it)
        return loaded(script(EVAL / "attribution.py", "score", DATA / "polnear/dev", lines, "--json"))

    def entities(self, read_it: Reader) -> Scores:
        lines = self.layer("entities", self.reports["entities"], read_it)
        return loaded(script(EVAL / "entities.py", "score", self.ner, lines, "--json"))

    def kinds(self, read_it: Reader) -> Scores:
        lines = self.layer("events", self.reports["sentences"], read_it)
        return loaded(script(EVAL / "sentences.py", "score", DATA / "sentences", lines, "--held-out"))

    def causes(self, read_it: Reader) -> Scores:
        lines = self.layer("causes", self.reports["causes"], read_it)
        return loaded(script(EVAL / "causes.py", "score", *self.csv, lines, "--json"))

    def figures(self, read_it: Reader) -> Scores:
        lines = self.claims("figures", self.reports["figures"], read_it)
        return loaded(script(EVAL / "figures.py", DATA / "figures/gold.json", self.files["figures"], lines, "--json"))

    def sentence_figures(self, read_it: Reader) -> Scores:
        lines = self.claims("sentences", self.reports["sentences"], read_it)
        return loaded(script(EVAL / "figures.py", self.folder / "gold.json", self.files["sentences"], lines, "--json"))

    def together(self, read_it: Reader) -> Scores:
        """not_asserted over `figures` and held-out `sentences` in one count."""
        gold = [r for p in (DATA / "figures/gold.json", self.folder / "gold.json") for r in json.loads(p.read_text("utf8"))]
        texts = [r for p in ("figures", "sentences") for r in json.loads(self.files[p].read_text("utf8"))]
        paths = [self.claims(name, self.reports[name], read_it) for name in ("figures", "sentences")]
        both = {"gold": gold, "texts": texts}
        for name, value in both.items():
            (self.folder / f"both-{name}.json").write_text(json.dumps(value), encoding="utf8")
        lines = self.folder / "both.jsonl"
        lines.write_text("\n".join(p.read_text("utf8") for p in paths), encoding="utf8")
        return loaded(
            script(EVAL / "figures.py", self.folder / "both-gold.json", self.folder / "both-texts.json", lines, "--json")
        )

    def seed(self, read_it: Reader) -> Scores:
        lines = self.claims("seed", self.reports["seed"], read_it)
        return loaded(script(EVAL / "seed.py", SHARED / "seed/expected.json", SHARED / "seed/almaty.txt", lines, "--json"))


NAMES = ("attribution", "entities", "kinds", "causes", "figures", "sentence_figures", "together", "seed")


def loaded(text: str) -> Scores:
    found: Scores = json.loads(text)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--reader", default="model")
    args = parser.parse_args()
    read_it: Reader = Rules() if args.reader == "rules" else Model(Network(args.folder))
    with tempfile.TemporaryDirectory() as scratch:
        sets = Sets(Path(scratch))
        for name in args.names or NAMES:
            measure: Callable[[Reader], Scores] = getattr(sets, name)
            shown = {k: round(v, 3) if isinstance(v, float) else v for k, v in measure(read_it).items()}
            print(name, json.dumps(shown)[:900], flush=True)


if __name__ == "__main__":
    main()
