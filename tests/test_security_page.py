"""docs/security.md tells of everything that can be set: each flag of `serve`, each setting but those that cannot do harm."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from sayso.cli import app
from sayso.serve.guard import HEADERS, OVER_TLS, POLICY
from sayso.settings import Settings
from sayso.understand.model.network import NOTHING_SENT

ROOT = Path(__file__).resolve().parents[1]
NOT_OF_SECURITY = {
    "llm_timeout": "how long to wait",
    "llm_price_in": "what is told of a run's cost",
    "llm_price_out": "the same",
    "llm_max_bytes": "what a run costs",
    "llm_max_tokens": "the same",
}
"""Settings with nothing to do with security, and what they are about instead."""


def page() -> str:
    return (ROOT / "docs" / "security.md").read_text(encoding="utf8")


def test_every_flag_of_serve_is_named() -> None:
    serve = typer.main.get_command(app).commands["serve"]  # type: ignore[attr-defined]
    flags = [option.opts[0] for option in serve.params if option.opts[0].startswith("--")]
    assert len(flags) > 7 and [flag for flag in flags if not re.search(rf"`[^`]*{flag}\b", page())] == []


def test_every_setting_is_named_or_has_nothing_to_do_with_it() -> None:
    named = {name for name in Settings.model_fields if re.search(rf"\bSAYSO_{name.upper()}\b", page())}
    assert set(Settings.model_fields) - named == set(NOT_OF_SECURITY)


def test_no_setting_is_named_that_is_not_there() -> None:
    known = {f"SAYSO_{name.upper()}" for name in Settings.model_fields} | {"SAYSO_DEBUG"}
    assert set(re.findall(r"\bSAYSO_\w+", page())) - known == set()


def test_what_is_told_of_headers_is_what_is_sent() -> None:
    for told in ("Content-Security-Policy", "Referrer-Policy", "Permissions-Policy", "Strict-Transport-Security"):
        assert told in page() and told in HEADERS | OVER_TLS
    assert f"Content-Security-Policy: {POLICY.split(';')[0]}" in page()
    assert all(f"{name}={value}" in page() for name, value in NOTHING_SENT.items())


def test_each_default_tells_what_it_is_why_what_it_costs_and_how_it_is_made_harder() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| ")]
    tables = [line for line in rows if line == "| default | why; what for | what it costs | harder |"]
    assert len(tables) == page().count("\n## ") - 2, "each part but the first and the last has such a table"
    assert [row for row in rows if len(re.findall(r"(?<!\\)\|", row)) not in (3, 5)] == []


def test_it_and_what_is_promised_lead_to_each_other() -> None:
    assert "(../SECURITY.md)" in page() and "(docs/security.md)" in (ROOT / "SECURITY.md").read_text(encoding="utf8")
