"""The pipeline is checked before it runs."""

from typing import Any

import pytest

from sayso.types import Layers, Report
from sayso.understand.pipeline import Layer, check, closure, layer, run
from sayso.understand.rules import PIPELINE
from tests.understand.reports_for_tests import report_of


def of(gives: str, *needs: str) -> Layer:
    def nothing(report: Report, found: Layers) -> tuple[Any, ...]:
        return ()

    return layer(gives=gives, needs=needs)(nothing)


def test_a_need_must_be_given_before() -> None:
    with pytest.raises(ValueError, match="figures needs sentences"):
        check((of("figures", "sentences"), of("sentences")))


def test_a_layer_is_given_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        check((of("sentences"), of("sentences")))


def test_a_layer_must_be_a_field_of_layers() -> None:
    with pytest.raises(ValueError, match="moods"):
        of("moods")


def test_only_what_is_asked_for_and_what_it_needs_runs() -> None:
    pipeline = (of("sentences"), of("places", "sentences"), of("times"), of("events", "places"))
    assert closure(pipeline, frozenset({"events"})) == {"events", "places", "sentences"}


def test_a_layer_asked_for_alone_is_the_same_as_in_the_whole_reading() -> None:
    report = report_of("On Thursday police in Almaty arrested 40 people, the ministry said.")
    whole = run(PIPELINE, report)
    for step in PIPELINE:
        alone = run(PIPELINE, report, frozenset({step.gives}))
        assert getattr(alone, step.gives) == getattr(whole, step.gives)
