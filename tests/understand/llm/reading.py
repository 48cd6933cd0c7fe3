"""A report of our own, with what a model points at in it."""

from __future__ import annotations

import json
from typing import Any

from sayso.types import Layers, Maker, Report
from sayso.understand.llm.answer import said
from sayso.understand.llm.claims import Held, held
from sayso.understand.pipeline import run
from sayso.understand.rules import PIPELINE
from tests.understand.reports_for_tests import report_of

MAKER = Maker("llm", "1")
SENTENCES = (
    "On Friday morning, state radio reported that at least 18 guards were killed in Almaty.",
    "“We will not talk,” President Nurlan Abaev said.",
    "His office, citing police, said 3,700 people were arrested and 12 were hurt across the country.",
    "The ministry closed the border on 5 January 2022 after the fuel price rose, and the unrest spread.",
    "The bloc’s members are Norland, Sudland and Ostland.",
)
REPORT = report_of(" ".join(SENTENCES))
GUARDS, TALKS, ARRESTS, BORDER, BLOC = SENTENCES


def found(report: Report = REPORT) -> Layers:
    return run(PIPELINE, report)


def read(*claims: dict[str, Any], report: Report = REPORT) -> Held:
    """What of an answer with these claims holds."""
    return held(report, found(report), said(json.dumps({"claims": list(claims)})), MAKER)
