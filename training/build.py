"""All training examples, made once and kept outside git: `python build.py FOLDER [CORPUS …]`.

A file a task in FOLDER: documents (cut anew into windows in each pass) or short examples (packed anew in each pass).
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpora import causal, entities, events, factuality, figures, leaks, polnear
from corpora.places import DATA

from examples import Example, example


def silver() -> Iterator[Example]:
    """Raw news under the rules' own eyes, with a weak label's weight; no story of which `figures` has a report."""
    rows = json.loads((DATA / "stories" / "reports.json").read_text(encoding="utf8"))
    held = {row["id"] for row in json.loads((DATA / "figures" / "reports.json").read_text(encoding="utf8"))}
    stories = {row["story"] for row in rows if row["id"] in held}
    for row in rows:
        if row["story"] not in stories and leaks.is_new(f"{row['title']}\n{row['text']}"):
            yield from _silver(row["text"], row["title"])
    for name in ("train.json", "dev.json"):
        for line in (DATA / "muc4" / name).read_text(encoding="utf8").splitlines():
            yield from _silver(json.loads(line)["doctext"])


def _silver(text: str, title: str | None = None) -> Iterator[Example]:
    for found, labels in figures.silver(text, title):
        yield replace(example(found), labels=labels, weight=0.5)


OPEN: dict[str, Callable[[], Iterable[Example]]] = {
    "causal": causal.examples,  # CC0
    "re3d": lambda: entities.re3d(share_alike=False),  # public domain, CC BY, Open Government Licence
    "factuality-meantime": lambda: factuality.examples("MEANTIME"),  # CC BY
    "sentences": events.examples,  # our annotation
    "own": events.own,
}
OTHER: dict[str, Callable[[], Iterable[Example]]] = {
    "polnear": polnear.examples,
    "entities": entities.examples,
    "factuality-uds": lambda: factuality.examples("UDS_IH2"),
    "re3d-wikipedia": lambda: entities.re3d(share_alike=True),
    "plover": events.plover,
    "silver": silver,
}


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (OPEN | OTHER).items():
        if not names or name in names:
            found = list(make())
            (folder / f"{name}.pickle").write_bytes(pickle.dumps(found))
            print(name, len(found), "examples", sum(map(len, found)), "pieces", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
