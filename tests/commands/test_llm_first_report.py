"""The first report, read by a server that answers what is expected of it: what comes out is what is expected, row by row.

This says nothing of how well any model reads. It holds that what a good one points at arrives whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.development import SEED, command_line, present, seed
from sayso.vocabulary import Group, kinds
from tests.llm_server import answering, claim, model

needs_data = pytest.mark.skipif(not present(), reason="the first report (../shared) is not beside this project")
ROWS_WITHOUT_ALL_WORDS = {"membership": {"body": "alliance"}, "turned-violent": {"cause": "they"}}
"""What the rows of two kinds do not name, though a claim has it."""


def claims_of(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each row as a model would tell it that read the report as its author did."""
    for row in rows:
        if "kinds" in row:
            yield claim_of(row)
        else:  # words on verification alone
            yield claim(row["quote"], "assessment", row["quote"], **unverifiable(row["quote"]))


def claim_of(row: dict[str, Any]) -> dict[str, Any]:
    kind, place = row["kinds"][0], row.get("place")
    told: dict[str, Any] = {
        "sources": [{"words": name, "kind": "other"} for name in row.get("chain", [])],
        "manner": row.get("manner", "indirect" if "chain" in row else "own_voice"),
        "place": place if isinstance(place, str) or place is None else place[0],
        "actor": {"words": row["actor"], "kind": "other"} if "actor" in row else None,
        "status": row.get("status", ["asserted"])[0],
        **(unverifiable(row["quote"]) if row.get("unverifiable") else {}),
        "figure": row["quote"] if kinds()[kind].group is Group.PEOPLE else None,
        **{name: row[name] for name in ("members", "cause", "effect") if name in row},
        **ROWS_WITHOUT_ALL_WORDS.get(row["id"], {}),
    }
    return claim(row["quote"], kind, row["quote"], **told)


def unverifiable(quote: str) -> dict[str, Any]:
    return {"verification": "unverifiable", "verification_words": quote}


@needs_data
def test_what_is_answered_well_comes_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf8"))["rows"]
    with model(answering(*claims_of(expected))) as server:
        monkeypatch.setenv("SAYSO_LLM_URL", server.url)
        monkeypatch.setenv("SAYSO_LLM_MODEL", "well-read")
        scores = seed(tmp_path, command_line("llm"))
    assert (scores["found"], scores["right"]) == (scores["rows"], scores["rows"])
    assert scores["forbidden"] == scores["evidence_not_in_report"] == scores["sentences_with_over_4_claims"] == 0
    assert len(server.asked) == 1 and server.asked[0].text.startswith("Unrest")
    lines = (tmp_path / "seed.jsonl").read_text(encoding="utf8").splitlines()
    assert {json.loads(line)["maker"]["reader"] for line in lines} == {"llm"}
