"""The network itself: the same answers whatever is read beside it, and any text at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.types import Layers, Reading, Report
from sayso.understand.model.answers import HEADS
from sayso.understand.model.network import FILES, WHERE, Network, pooled
from sayso.understand.model.reader import Model, shared
from sayso.understand.pipeline import check
from sayso.understand.reader import all_read
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


@pytest.mark.parametrize("broken", ["model.json", "model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("body", [None, b"", b"{}", b"cut off"])
def test_a_damaged_or_missing_file_is_a_coded_line(tmp_path: Path, broken: str, body: bytes | None) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((shared().folder / name).read_bytes())
    (tmp_path / broken).unlink() if body is None else (tmp_path / broken).write_bytes(body)
    with pytest.raises(SaysoError, match=f"E041 .*{broken}"):
        Model(Network(tmp_path))(report_of("Ten died."))


def test_threads_that_meet_at_a_fresh_network_load_it_once() -> None:
    network, report = Network(), report_of(TEXTS[0])
    cut = sentences.run(report, Layers())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: network.read(report.text, cut), range(8)))
    assert all(np.array_equal(a.values, answers[0].values) for a in answers)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_model_reads_on_after_a_fork() -> None:
    """Threads do not live through a fork; a child that kept its parent's would wait for ever."""
    model, report = Model(Network()), report_of(TEXTS[0])
    wanted = len(model(report).claims)
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        os._exit(len(model(report).claims))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == wanted


def test_what_was_taken_before_a_failure_is_still_given() -> None:
    def reports() -> Iterator[Report]:
        yield from (report_of(text) for text in TEXTS[:3])
        raise KeyboardInterrupt

    got: list[Reading] = []
    with pytest.raises(KeyboardInterrupt):
        for reading in all_read(Model().many(reports())):
            got.append(reading)
    assert len(got) == 3


def test_help_and_the_reader_rules_load_no_network() -> None:
    """They stay as fast as they were: nothing of the network is imported before the reader `model` reads."""
    code = (
        "import sys; from sayso.cli import app; import sayso.commands.reading, sayso.commands.adding;"
        "from sayso.understand.reader import reader; reader('rules');"
        "print(sorted({'onnxruntime', 'numpy', 'tokenizers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_network_leaves_nothing_in_a_home_and_has_nothing_to_send(tmp_path: Path) -> None:
    """Official builds of onnxruntime keep an identifier of the machine there, and what is to be sent to their maker."""
    code = (
        "from sayso.understand.model.reader import Model; from tests.understand.reports_for_tests import report_of;"
        "print(len(Model()(report_of('Police said 12 people died on Friday.')).claims))"
    )
    bare = {"HOME": str(tmp_path), "ORT_DISABLE_TELEMETRY": "0", "PYTHONPATH": os.pathsep.join([".", *filter(None, sys.path)])}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=bare, check=True)
    assert int(ran.stdout) > 0
    assert list(tmp_path.rglob("*")) == []


def test_each_layer_has_what_it_needs_before_it() -> None:
    """Also what the rules need that a layer asks, which are run inside it."""
    pipeline = Model().pipeline(lambda: shared().read("", ()), Layers())
    check(pipeline)
    needs = {step.gives: set(step.needs) for step in pipeline}
    assert set(needs) == {step.gives for step in PIPELINE}
    assert all(set(step.needs) <= needs[step.gives] for step in PIPELINE)
