"""Any text to claims, by a reader: what is read of it is true to it."""

from __future__ import annotations

from sayso.ledger import canonical
from sayso.read.assemble import Draft, assemble
from sayso.types import Claim, Reading, Report, Span
from sayso.understand.reader import Reader, all_read
from tests.prove import reporting
from tests.prove.fuzzing import SEED, WHOLE, Door, of
from tests.prove.mutated import mutated_text
from tests.prove.proof import Proof

DAYS = ("2022-01-08", "2022", None, "9999-12-31T23:59", "0001-01-01")


def read_anything(reader: Reader, proof: Proof, whole: int = WHOLE) -> None:
    door = Door(f"any text to claims, reader {reader.name}")
    claims = 0

    def take(given: tuple[str | None, str, str | None]) -> None:
        nonlocal claims
        title, text, published = given
        report = assemble(Draft("x", text, title, published=published, language="en"), "x.txt")
        [reading] = all_read(reader.many([report]))
        claims += len(reading.claims)
        _check(report, reading)

    texts = list(of(proof.count(whole), reporting.ANY, reporting.samples(60, SEED), mutated_text))
    for number, text in enumerate(texts):
        title = text[:60] if number % 3 == 0 else None
        door.put((title, text, DAYS[number % len(DAYS)]), take)
    assert claims > len(texts) // 2, "texts of which nothing is read prove nothing"
    door.told(proof, f" ({claims:,} claims, each true to its words)")


def _check(report: Report, reading: Reading) -> None:
    for claim in reading.claims:
        _true(report, claim)
    assert canonical.decode(Reading, canonical.encode(reading)) == reading
    assert canonical.decode(Report, canonical.encode(report)) == report


def _true(report: Report, claim: Claim) -> None:
    assert claim.evidence.span.of(report.text) == claim.evidence.text
    named: list[tuple[Span | None, str]] = [(one.span, one.name) for one in (claim.actor, claim.target) if one]
    named += [(one.span, one.name) for one in claim.attribution.chain]
    for span, name in named:
        assert span is None or span.of(report.text) == name, (span, name)
    spans = [claim.figure.span] if claim.figure else []
    spans += [one.span for one in (claim.place, claim.time, claim.said) if one and one.span]
    for span in (*spans, claim.evidence.span):
        assert span.end <= len(report.text)
    report.field_of(claim.evidence.span)
