"""A denial names the claim that it denies, and what names nothing denies no claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.denials import named_denials
from sayso.reconcile.links import denials
from sayso.reconcile.telling import Telling
from sayso.types import Reason
from sayso.vocabulary import SourceKind, Status
from tests.reconcile.made_tellings import event, read

CASES = {
    "the sentence itself": (
        "Residents say that rebels shelled the market of Bree, but the army denied it.",
        "shelling",
    ),
    "what was told before, said again": (
        "Rebels said that the army had shelled the market of Bree.\nThe army denied that it had shelled the market.",
        "shelling",
    ),
    "the reports": (
        "Doctors said that Valdorian soldiers had shelled the market of Bree.\nValdoria denied the reports on Sunday.",
        "shelling",
    ),
    "any wrongdoing": ("Rebels shelled the market of Bree.\nThe company Ardent denied any wrongdoing.", None),
    "it cannot deny it": ("Rebels said that the army had shelled Bree.\n“We cannot deny it,” the army said.", None),
    "did not": ("Rebels said that the army had shelled Bree.\nThe minister did not visit the market.", None),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_denied(case: str) -> None:
    text, kind = CASES[case]
    told = read("a", "2022-01-07", text)
    of = {t.claim.id: t.claim.kind for t in told}
    assert [of[link.of] for link in named_denials(told)] == ([kind] if kind else [])


def test_order_does_not_matter_and_other_reports_are_left_alone() -> None:
    text = CASES["the sentence itself"][0]
    told = [*read("a", "2022-01-07", text), *read("b", "2022-01-08", "The army denied it.")]
    assert named_denials(told) == named_denials(told[::-1])
    assert len(named_denials(told)) == 1


def _saying(telling: Telling, name: str, kind: SourceKind, rule: str | None = None) -> Telling:
    status = Status.DENIED if rule else Status.ASSERTED
    claim = replace(telling.claim, status=status, because=(Reason(rule),) if rule else ())
    return replace(telling, claim=claim, origin=replace(telling.origin, key=name, name=name, kind=kind, identified=True))


@pytest.mark.parametrize(
    ("kind", "rule", "denies"),
    [
        (SourceKind.MILITARY, "certainty.denied.near", True),
        (SourceKind.MILITARY, "certainty.denied.after", True),
        (SourceKind.WITNESS, "certainty.denied.after", True),
        (SourceKind.WITNESS, "certainty.denied.near", False),
    ],
)
def test_whose_not_is_a_denial(kind: SourceKind, rule: str, denies: bool) -> None:
    first = _saying(event("a", "2022-01-07", "shelling"), "rebels", SourceKind.ARMED_GROUP)
    second = _saying(event("b", "2022-01-08", "shelling"), "another", kind, rule)
    assert bool(denials([first, second])) is denies
