"""The network itself: the same answers whatever is read beside it, and any text at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.types import Layers
from sayso.understand.model.answers import HEADS
from sayso.understand.model.network import WHERE, Network, pooled
from sayso.understand.model.reader import Model, shared
from sayso.understand.pipeline import check
from sayso.understand.rules import PIPELINE
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of

TEXTS = [
    f"In town {n}, police said {n + 2} people died on Friday. “We counted {n},” a doctor told reporters." for n in range(9)
]


def test_a_report_gets_the_same_answers_alone_in_company_and_from_many_threads() -> None:
    reports = [report_of(text) for text in TEXTS]
    alone = [Model()(report) for report in reports]
    assert list(Model().many(reports)) == alone
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(Model(), reports)) == alone


def test_one_thread_and_four_answer_alike() -> None:
    report = report_of(" ".join(TEXTS * 8))
    cut = sentences.run(report, Layers())
    one, four = (Network(threads=n).read(report.text, cut).values for n in (1, 4))
    assert np.array_equal(one, four)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    report = report_of(text)
    cut = sentences.run(report, Layers())
    answers = shared().read(report.text, cut)
    assert len(answers.values) == len(answers.pieces)
    assert np.isfinite(answers.values).all()


def test_a_very_long_word_and_an_empty_report() -> None:
    for text in ("", "x" * 5000, "“" * 3000, "5 " * 2000):
        Model()(report_of(text))


def test_the_outputs_are_those_of_the_heads() -> None:
    answers = shared().read("Ten died.", sentences.run(report_of("Ten died."), Layers()))
    assert answers.values.shape[1] == sum(HEADS.values())


def test_the_gate_weighs_the_mean() -> None:
    values, gate = np.array([[1.0], [3.0]], np.float32), np.array([0.0, np.log(3.0)], np.float32)
    assert pooled(values, gate, [slice(0, 2), slice(2, 2)]).tolist() == [[2.5], [0.0]]


def test_the_weights_carry_their_own_notice() -> None:
    folder = Path(shared().folder)
    assert folder.name == WHERE
    assert {"NOTICE", "model.onnx", "model.json", "tokenizer.json"} <= {p.name for p in folder.iterdir()}


def test_a_damaged_or_missing_model_is_a_coded_line(tmp_path: Path) -> None:
    for name in ("model.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((shared().folder / name).read_bytes())
    with pytest.raises(SaysoError, match="E041"):
        Model(Network(tmp_path))
    (tmp_path / "model.onnx").write_bytes(b"cut off")
    with pytest.raises(SaysoError, match="not the file that was tested"):
        Model(Network(tmp_path))


def test_each_layer_has_what_it_needs_before_it() -> None:
    pipeline = Model().pipeline(lambda: shared().read("", ()))
    check(pipeline)
    assert {step.gives for step in pipeline} == {step.gives for step in PIPELINE}
