"""What a report says of its own verification, and which claims the words reach."""

import pytest

from sayso.understand.rules import Rules
from sayso.vocabulary import Verification
from tests.understand.reports_for_tests import report_of

# the words, what they say, and who verified
CASES = {
    "cannot be verified": ("The reports cannot be verified independently.", Verification.UNVERIFIABLE, None),
    "cannot currently be": ("That cannot currently be independently confirmed.", Verification.UNVERIFIABLE, None),
    "difficult to verify": ("It is difficult to independently verify information.", Verification.UNVERIFIABLE, None),
    "could not be confirmed": ("The toll could not be confirmed.", Verification.UNVERIFIABLE, None),
    "somebody could not": ("Reuters could not independently verify the footage.", Verification.UNVERIFIED, None),
    "not yet": ("The number has not yet been confirmed.", Verification.UNVERIFIED, None),
    "none of the figures": ("None of the figures could be independently verified.", Verification.UNVERIFIED, None),
    "no independent confirmation": ("There was no independent confirmation.", Verification.UNVERIFIED, None),
    "unverified": ("An unverified video shows the square.", Verification.UNVERIFIED, None),
    "verified by": ("The video was verified by Human Rights Desk.", Verification.VERIFIED, "Human Rights Desk"),
    "somebody has": ("Steppe Wire has verified the footage.", Verification.VERIFIED, "Steppe Wire"),
    "confirmed a number is another matter": ("The ministry confirmed that 12 people died.", None, None),
    "verify as an order": ("Teams went out to verify the addresses.", None, None),
}


@pytest.mark.parametrize(("text", "wanted", "by"), CASES.values(), ids=CASES)
def test_what_is_said(text: str, wanted: Verification | None, by: str | None) -> None:
    found = Rules()(report_of(text)).layers
    assert [(c.verification, c.by) for c in found.checks] == ([(wanted, by)] if wanted else [])


def verifications(*paragraphs: str) -> dict[str, Verification]:
    """The verification of each figure claim, by its words."""
    report = report_of(*paragraphs)
    claims = Rules()(report).claims
    return {c.figure.span.of(report.text): c.verification for c in claims if c.figure}


def test_it_reaches_the_sentence_before() -> None:
    text = "The army said 12 rebels were killed. That could not be confirmed. Police arrested 30 men."
    assert verifications(text) == {
        "12 rebels": Verification.UNVERIFIABLE,
        "30 men": Verification.UNSTATED,
    }


def test_it_reaches_over_a_paragraph_break() -> None:
    found = verifications("The army said 12 rebels were killed.", "The claim could not be independently verified.")
    assert found == {"12 rebels": Verification.UNVERIFIABLE}


def test_none_of_the_figures_means_all_of_them() -> None:
    text = ("The army said 12 rebels were killed.", "Police arrested 30 men.", "None of the figures could be verified.")
    assert set(verifications(*text).values()) == {Verification.UNVERIFIED}


def test_it_reaches_its_own_sentence() -> None:
    found = verifications("The rebels said 12 soldiers were killed, a claim that could not be independently verified.")
    assert found == {"12 soldiers": Verification.UNVERIFIABLE}


def test_the_words_are_kept_as_evidence() -> None:
    claims = Rules()(report_of("The army said 12 rebels were killed. That could not be confirmed.")).claims
    [killed] = [c for c in claims if c.kind == "killed"]
    assert killed.verification_evidence is not None
    assert killed.verification_evidence.text == "That could not be confirmed."
