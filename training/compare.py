"""int8 against float, head by head: `python compare.py FOLDER` (FOLDER from `export.py --float`).

Each head is scored by what it is for, on held-out documents; none may lose more than half a point.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from evaluate import of_model, scored

SHOWN = {
    "attributions": ("source_exact", "cue_exact", "content_exact", "relation"),
    "entities": ("core", "all"),
    "event kinds": ("first_kind", "macro_f1"),
    "causes": ("sentence_f1", "span_f1"),
    "figures": ("kind", "value", "population_kind", "source_when_named", "not_asserted"),
}


def exact(folder: Path, scratch: Path) -> Path:
    """The same folder with the float network in the place of the other."""
    plain = Path(shutil.copytree(folder, scratch / "float"))
    (plain / "float.onnx").replace(plain / "model.onnx")
    settings = json.loads((plain / "model.json").read_text(encoding="utf8"))
    del settings["sha256"]["model.onnx"]
    (plain / "model.json").write_text(json.dumps(settings), encoding="utf8")
    return plain


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        plain = exact(folder, Path(scratch))
        print("| measure | float | int8 | loss |\n|---|---|---|---|")
        for measure in (m for word in SHOWN for m in of_model(word)):
            before, after = scored(measure, plain), scored(measure, folder)
            for key in next(shown for word, shown in SHOWN.items() if word in measure.name):
                loss = before[key] - after[key]
                print(f"| {measure.name} {key} | {before[key]:.3f} | {after[key]:.3f} | {loss:+.3f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
