"""What became of every input of the parts that a ledger was given, as the ledger itself says it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from sayso.ledger import schema
from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from tests.prove.killed.made_reports import Part
from tests.prove.proof import Proof


def account(proof: Proof, what: str, place: Place, parts: Sequence[Part]) -> None:
    """Each file or line of the parts was a report, the same again, or unreadable."""
    with Reader.open(place) as reader, reader.store.reading() as connection:
        tables = (schema.reports, schema.captures, schema.unreadable)
        reports, received, unreadable = (connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables)
    inputs = sum(one.inputs for one in parts)
    proof.account(what, inputs=inputs, reports=reports, duplicates=received - reports, unreadable=unreadable)
