"""Who only takes up the news: condolences, "heard", a welcome. He is no origin, whoever he is."""

from __future__ import annotations

from sayso.reconcile.word_tables import words
from sayso.types import Claim, Report

REACH = 2
"""Words after the cue in which the rest of it may stand ("expressed condolences")."""


def only_repeats(claim: Claim, report: Report) -> bool:
    """Does the cue of the attribution say that the teller heard it, or was moved by it?"""
    for cue in claim.attribution.cue:
        after = report.text[cue.end : cue.end + 40].split()[:REACH]
        said = [*cue.of(report.text).split(), *after]
        if any(word.strip(".,;:").lower() in words("origin_repeating") for word in said[: len(said)]):
            return True
    return False
