"""The attacks are really in the ledger: a test of the page against it would else prove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.ledger.canonical import encode
from sayso.ledger.query import Reader
from sayso.reconcile.situations import situations
from tests.browser.hostile import ADDRESSES, HALF_PAIR, LONG_WORD, NAME, ODD, attack

IN_REPORTS = (
    *("title", "outlet", "byline", "evidence"),
    *("headline", "site name", "author", "canonical address", "paragraph", "caption", "entry", "entry heading"),
    *("report name", "report title", "report byline", "report credit", "report url", "report outlet name"),
)
IN_CLAIMS = (
    *("evidence", "title", "caption", "paragraph", "entry"),
    *("claim attribution chain name", "claim attribution chain normalised"),
    *("claim figure population", "claim figure vague", "claim figure area"),
    *("claim actor name", "claim target name", "claim place name", "claim place admin1", "claim time words"),
    *("claim cause", "claim effect", "claim verified_by", "claim evidence credit", "claim maker version"),
    *("claim body", "member"),
)


@pytest.fixture(scope="module")
def held(hostile_ledger: Path) -> dict[str, str]:
    """What the ledger holds of reports and of claims, each as one text."""
    with Reader.open(hostile_ledger) as reader:
        reports = [encode(report).decode("utf8") for report in reader.reports()]
        claims = [encode(listed.claim).decode("utf8") for listed in reader.claims()]
    return {"reports": "\n".join(reports), "claims": "\n".join(claims)}


@pytest.mark.parametrize("field", IN_REPORTS)
def test_attack_is_in_a_report(held: dict[str, str], field: str) -> None:
    assert f"<script>pwned='{field}'</script>" in held["reports"]


@pytest.mark.parametrize("field", IN_CLAIMS)
def test_attack_is_in_a_claim(held: dict[str, str], field: str) -> None:
    assert f"<script>pwned='{field}'</script>" in held["claims"]


def test_odd_characters_and_addresses_are_in_reports(hostile_ledger: Path) -> None:
    with Reader.open(hostile_ledger) as reader:
        reports = {report.name: report for report in reader.reports()}
    assert ODD in reports["odd"].text and HALF_PAIR in reports["odd"].text
    assert LONG_WORD in reports["long"].text and reports["long"].title == LONG_WORD
    assert {report.url for report in reports.values()} >= set(ADDRESSES)
    assert {NAME, "<img src=x onerror=pwned='file name'>"} <= set(reports)


def test_what_people_typed_attacks_too(hostile_ledger: Path) -> None:
    with Reader.open(hostile_ledger) as reader:
        saved = situations(reader)
        [report] = [one for one in reader.reports() if one.name == NAME]
        claims = [listed.claim.id for listed in reader.claims() if listed.report.id == report.id]
        verdicts = [verdict for claim in claims for verdict in reader.verdicts(claim)]
        unreadable = reader.counts().unreadable
    assert [one.name for one in saved] == sorted((attack("situation"), "words " + attack("second situation")))
    assert attack("situation words") in {one.text for one in saved}
    assert {(one.reviewer, one.reason) for one in verdicts} == {(attack("reviewer"), attack("reason"))}
    assert ["pwned='unreadable'" in one.address for one in unreadable] == [True]
