"""R6: spans are true, through either store, JSON lines, the page's HTML and the API's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.ledger.address import Place
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.printable import clean
from sayso.types import Claim, Report
from tests.conftest import Sayso
from tests.ledger.by_hand import Clock
from tests.prove.proof import Proof
from tests.prove.spans import SEED, Case, cases, of_all
from tests.serve.conftest import client_of
from tests.stores import OVER_BOTH

WHOLE = 10_000
MANY = 20
"""Reports that are added at a time."""


@pytest.fixture(scope="module")
def made() -> list[Case]:
    return cases(Proof("R6").count(WHOLE))


@pytest.fixture(scope="module")
def kept(made: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger: Path = written(made, tmp_path_factory.mktemp("spans") / "spans.ledger")
    return ledger


def written(made: list[Case], where: Any) -> Any:
    with Ledger.open(where, Clock(), create=True) as ledger:
        for at in range(0, len(made), MANY):
            arrivals = [(None, one.report, one.reading) for one in made[at : at + MANY]]
            for _, report, reading in arrivals:
                ledger.add(None, report, reading)
    return where


@OVER_BOTH
def test_a_store_gives_them_back(made: list[Case], where: Place, store: str, proof: Proof) -> None:
    written(made, where)
    wrong, seen = [], 0
    by_id = {one.report.id: one for one in made}
    with Reader.open(where) as reader:
        for listed in reader.claims():
            case, claim = by_id[listed.report.id], listed.claim
            seen += 1
            if listed.report != case.report or _quotes(listed.report, claim) != case.quotes[claim.id]:
                wrong.append((SEED, claim.id, case.quotes[claim.id]))
    assert seen == of_all(made)
    assert not wrong, f"{len(wrong)} of {seen}: {wrong[:5]!a}"
    proof.saw(f"{'SQLite' if store == 'sqlite' else 'PostgreSQL'}: {seen:,} cases, 0 wrong")


def _quotes(report: Report, claim: Claim) -> tuple[str, str]:
    assert claim.figure
    of_evidence = claim.evidence.span.of(report.text)
    assert of_evidence == claim.evidence.text, claim.id
    return of_evidence, claim.figure.span.of(report.text)


def test_json_lines(made: list[Case], kept: Path, sayso: Sayso, monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(kept))
    printed = sayso("claims", "--format", "jsonl")
    assert printed.status == 0, printed.err
    told = {line["claim"]: line for line in map(json.loads, printed.out.split("\n")[:-1])}
    _check_lines(made, told, "JSON lines", proof)


def test_json_of_the_api(made: list[Case], client: TestClient, proof: Proof) -> None:
    told: dict[str, Any] = {}
    for case in made:
        address = f"/api/v1/reports/{case.report.id}/claims?limit=100"
        while address:
            answer = client.get(address)
            assert answer.status_code == 200, answer.text[:300]
            page = json.loads(answer.content)
            told |= {item["claim"]: item for item in page["items"]}
            address = answer.links.get("next", {}).get("url", "")
    _check_lines(made, told, "the API's JSON", proof)


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with ExitStack() as open_:
        yield open_.enter_context(client_of(kept, open_))


def _check_lines(made: list[Case], told: dict[str, Any], how: str, proof: Proof) -> None:
    """A span is within a field of the input; a lone half of a pair, which UTF-8 has not, is one question mark in the output."""
    wrong = []
    for case in made:
        fields = {field.name: field.span.of(case.report.text) for field in case.report.fields}
        for id, (evidence, figure) in case.quotes.items():
            line = told[id]
            by_spans = tuple(fields[part["field"]][slice(*part["span"])] for part in (line["evidence"], line["figure"]))
            if by_spans != (evidence, figure) or line["evidence"]["text"] != _in_utf8(evidence):
                wrong.append((SEED, id, line["evidence"], evidence))
    assert len(told) == of_all(made)
    assert not wrong, f"{len(wrong)} of {of_all(made)}: {wrong[:5]!a}"
    proof.saw(f"{how}: {len(told):,} cases, 0 wrong")


def _in_utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def test_html_of_the_page(made: list[Case], client: TestClient, proof: Proof) -> None:
    """The marks of a claim, read back: what a page may not hold (controls, half pairs, turning marks) is one visible sign."""
    wrong, seen, exact = [], 0, 0
    for case in made:
        answer = client.get(f"/report/{case.report.id}")
        assert answer.status_code == 200, answer.text[:300]
        tree = html.fromstring(answer.text)
        figures, sentences = marked(tree, "mark"), marked(tree, "span")
        for id, (evidence, figure) in case.quotes.items():
            seen += 1
            exact += clean(evidence) == evidence
            shown = (sentences.get(id), figures.get(id))
            if shown != (clean(evidence), clean(figure)) or len(clean(evidence)) != len(evidence):
                wrong.append((SEED, case.report.id, id, evidence, figure, shown))
    assert seen == of_all(made)
    assert not wrong, f"{len(wrong)} of {seen}: {wrong[:5]!a}"
    proof.saw(f"the page's HTML: {seen:,} cases, 0 wrong, {exact:,} of them letter for letter and the others sign for sign")


def marked(tree: Any, element: str) -> dict[str, str]:
    """By the id of a claim, what is marked for it in the report's text: `mark` its words, `span` its sentence."""
    found: dict[str, str] = {}
    for one in tree.xpath(f"//article//{element}[@data-of]"):
        for id in one.get("data-of").split():
            found[id] = found.get(id, "") + one.text_content()
    return found
