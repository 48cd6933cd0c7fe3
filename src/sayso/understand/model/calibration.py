"""Confidences that mean something: of claims with confidence 0.8, eight in ten are right on data that was held out.

A score becomes a share by a line through measured points (`training/calibrate.py` writes them; docs/measurements.md shows the
reliability diagram). Figures and events each have their own; causes and memberships keep the fixed score that rules give them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import Claim
from sayso.vocabulary import Group, kinds


def calibrated(claims: Sequence[Claim], settings: Mapping[str, Any]) -> tuple[Claim, ...]:
    """The claims with their scores made shares."""
    lines = settings["calibration"]
    return tuple(replace(claim, confidence=_share(claim.confidence, lines[_sort(claim)])) for claim in claims)


def _sort(claim: Claim) -> str:
    group = kinds()[claim.kind].group
    return "figures" if group is Group.PEOPLE else "relations" if group is Group.RELATION else "events"


def _share(score: float, line: Mapping[str, Sequence[float]]) -> float:
    return round(float(np.interp(score, line["score"], line["share"])), 3)
