"""What the documents of a task say, and the ids of all entries that follow from it, without a look at reports and claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.bulk.loading import files
from sayso.bulk.loading.damaged import DamagedError
from sayso.bulk.places import Place
from sayso.bulk.schema import LAYERS
from sayso.errors import CODES
from sayso.ledger import canonical
from sayso.ledger.bodies import Receipt, decode, id_of, reading_id
from sayso.types import Maker, Unreadable
from sayso.vocabulary import EntryKind

KINDS = {str(kind): kind for kind in (EntryKind.CAPTURE, EntryKind.UNREADABLE)}
COLUMNS = ("sequence", "sha256", "reports", "kinds", "bodies")
MAKER = ("report", "reader", "reader_version")


@dataclass(frozen=True, slots=True)
class Part:
    """`said`: of all documents, in the order of the inputs. `makers`: of each report's reading. `days`: of each table."""

    name: str
    said: tuple[Receipt | Unreadable, ...]
    makers: dict[str, Maker]
    days: dict[str, list[str]]

    def ids(self) -> Iterator[str]:
        """Of all its entries."""
        yield from map(id_of, self.said)
        for report, maker in self.makers.items():
            yield report
            yield reading_id(report, maker)


def part(place: Place, name: str) -> Part:
    """Raises DamagedError, OSError."""
    documents, days = files.documents(place, name, COLUMNS)
    documents.sort(key=lambda row: int(row["sequence"]))
    said = tuple(one for row in documents for one in _said(row))
    layers = files.rows(place, LAYERS, days.get(LAYERS.name, ()), name, MAKER)
    makers = {row["report"]: Maker(row["reader"], row["reader_version"]) for row in layers}
    for one in said:
        if isinstance(one, Receipt) and one.report not in makers:
            raise DamagedError(f"report {one.report} of {one.address} is not in it")
    return Part(name, said, makers, days)


def _said(row: files.Row) -> Iterator[Receipt | Unreadable]:
    told = [_body(kind, body) for kind, body in zip(row["kinds"], row["bodies"], strict=True)]
    if [one.report for one in told if isinstance(one, Receipt)] != row["reports"]:
        raise DamagedError(f"document {row['sequence']} has other receipts than reports")
    for one in told:
        if isinstance(one, Receipt) and (one.sha256 != row["sha256"] or one.warc is not None):
            raise DamagedError(f"document {row['sequence']}: the receipt of {one.address} is of other bytes")
        yield one


def _body(kind: str, body: str) -> Receipt | Unreadable:
    if kind not in KINDS:
        raise DamagedError(f"a document says a {kind}")
    try:
        said = decode(KINDS[kind], body.encode("ascii"))
    except ValueError as error:
        raise DamagedError(f"a {kind} says nothing: {error}") from error
    if not isinstance(said, Receipt | Unreadable) or canonical.encode(said).decode("ascii") != body:
        raise DamagedError(f"a {kind} is not in canonical bytes")
    if isinstance(said, Unreadable) and said.code not in CODES:
        raise DamagedError(f"no error has the code {said.code}")
    return said
