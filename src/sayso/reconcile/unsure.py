"""Is a claim more likely misread than not? Only of readers whose confidences were measured to be shares of what is right."""

from __future__ import annotations

from sayso.types import Claim

LEAST_SURE = 0.5
"""Confidence under which a claim is more likely misread than not, on the documents that confidences were measured on."""
CALIBRATED = frozenset({"model"})
"""Readers whose confidences are shares of what is right; a rule's score is no such thing."""


def is_unsure(claim: Claim) -> bool:
    return claim.confidence < LEAST_SURE and claim.maker.reader in CALIBRATED
