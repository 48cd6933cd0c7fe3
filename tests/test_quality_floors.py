"""Quality floors: the scorers of ../shared/eval on the development data, a little under the values reached.

They guard against loss, not against misreading new texts: the numbers and what they mean are in docs/measurements.md. The data
is pinned by digest, so that a floor that breaks is a change of the reader and not of the data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.development import DATA, MEASURES, SEED, Measure, present
from bench.development import Sayso as Reads
from sayso.commands import readers
from sayso.understand.reader import Reader
from tests.conftest import Sayso

Floors = dict[str, dict[str, float]]
RULES: Floors = {
    "first report": {"right": 38, "found": 39},
    "figures": {
        "found": 0.93,
        "kind": 0.88,
        "value": 0.88,
        "relation": 0.98,
        "source_when_named": 0.79,
        "population_kind": 0.92,
        "place": 0.9,
        "date": 0.78,
        "not_asserted": 0.6,
    },
    "figures of sentences": {"found": 0.91, "value": 0.89, "not_asserted": 0.7},
    "event kinds": {"first_kind": 0.59},
    "attributions": {"source_exact": 0.65, "cue_exact": 0.63, "content_exact": 0.55, "relation": 0.59},
    "places, TR-News": {"f1": 0.84, "accuracy_161_of_found": 0.87},
    "places, GeoVirus": {"f1": 0.93, "accuracy_161_of_found": 0.92},
    "times, MEANTIME": {"relaxed_f1": 0.89, "value_f1": 0.77},
    "causes": {"sentence_f1": 0.69, "span_f1": 0.34},
    "entities": {"core": 0.66},
}
MODEL: Floors = {
    "first report": {"right": 37, "found": 38},
    "figures": {
        "found": 0.93,
        "kind": 0.89,
        "value": 0.89,
        "relation": 0.98,
        "source_when_named": 0.84,
        "population_kind": 0.94,
        "place": 0.92,
        "date": 0.79,
    },
    "figures of sentences held out": {"value": 0.93, "source_when_named": 0.85},
    "figures and sentences held out": {"not_asserted": 0.6},
    "event kinds, held out": {"first_kind": 0.62, "macro_f1": 0.61},
    "attributions": {"source_exact": 0.8, "cue_exact": 0.73, "content_exact": 0.665, "relation": 0.7},
    "causes, held out": {"sentence_f1": 0.8, "span_f1": 0.48},
    "entities, held out": {"core": 0.765},
}
"""At documents that the model was not trained on."""
FLOORS = {"model": MODEL, "rules": RULES}
CEILINGS: Floors = {
    "first report": {"forbidden": 0, "evidence_not_in_report": 0, "sentences_with_over_4_claims": 0},
    "figures": {"catch_all_share": 0.05},
}
DIGESTS = {
    DATA / "figures" / "gold.json": "5cea017adbe8903d",
    DATA / "sentences" / "sentences.json": "38ee7734761f7c1f",
    SEED / "expected.json": "c67438ea40550e75",
}

needs_data = pytest.mark.skipif(not present(), reason="the development data (../shared) is not beside this project")


MEASURED = [(measure, reader) for measure in MEASURES for reader in measure.readers if measure.name in FLOORS[reader]]


@pytest.fixture
def typed(sayso: Sayso, read_once: Callable[[str], Reader], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Reads]:
    """As `bench.development.command_line`, in this process, where the model is loaded once and no report is read twice."""
    monkeypatch.setattr(readers, "reader", read_once)

    def command_line(reader: str) -> Reads:
        def typed(*args: object, out: Path) -> Path:
            ran = sayso(*args, "--reader", reader)
            assert ran.status == 0, ran.err
            out.write_text(ran.out, encoding="utf8")
            return out

        return typed

    return command_line


@needs_data
@pytest.mark.parametrize(("measure", "reader"), MEASURED, ids=lambda value: getattr(value, "name", value))
def test_floor(measure: Measure, reader: str, tmp_path: Path, typed: Callable[[str], Reads]) -> None:
    scores = measure.run(tmp_path, typed(reader))
    assert {k: scores[k] for k, floor in FLOORS[reader][measure.name].items() if scores[k] < floor} == {}
    assert {k: scores[k] for k, ceiling in CEILINGS.get(measure.name, {}).items() if scores[k] > ceiling} == {}


def test_every_floor_is_measured() -> None:
    assert {(reader, name) for reader, floors in FLOORS.items() for name in floors} == {(r, m.name) for m, r in MEASURED}


@needs_data
@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.name)
def test_the_data_is_that_on_which_the_floors_were_set(path: Path) -> None:
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == DIGESTS[path]
