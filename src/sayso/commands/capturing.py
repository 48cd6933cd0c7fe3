"""`sayso capture`: what was received, given back byte for byte; and whether all of it is there still."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sayso.collect.evidence import ErasedError, Evidence, Place, being_erased, body, record
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.evidence import Behind
from sayso.ledger.query import Reader

STANDARD_OUTPUT = "-"


def capture(session: Session, id: str, output: str | None, whole_record: bool = False) -> None:
    """Write the body behind a capture, a report or an unreadable to `output`, and say on standard error what it is.

    With `whole_record`, the WARC record that holds it, as a file of its own. SaysoError E027 and E028 for the id, E029 for
    something redacted, E086 where the body is not there or not right, E033 for a terminal, E034 where it cannot be written.
    """
    with Reader.open(session.ledger, session.settings.wait_seconds) as ledger:
        found = ledger.behind(id)
    if not found:
        raise SaysoError("E029", id=id)
    first, place = found[0], _place(session, found[0])
    content = body(session.evidence, place.warc, place.offset, first.sha256)
    size = len(content)
    if whole_record:
        content = record(session.evidence, place.warc, place.offset)
    _write(session, output, content)
    session.blame(_words(first, size))
    if len({one.sha256 for one in found}) > 1:
        session.tell(f"the first of {len(found)} captures; the others: {' '.join(one.id for one in found[1:])}")


@dataclass(slots=True)
class Bodies:
    """What captures point to."""

    whole: int = 0
    erased: int = 0

    @property
    def words(self) -> str:
        erased = f"; {self.erased} erased by redactions" if self.erased else ""
        return f"{self.whole} bodies, all there and right{erased}"


def sound(folder: Path, ledger: Reader, errors: list[SaysoError]) -> Bodies:
    """How many bodies the captures point to. What is not there or not right is added to `errors`, once each: E086, and E187 for
    half a record that a redaction left which was cut off."""
    found, seen, cut_off = Bodies(), set[tuple[str, int, str]](), being_erased(folder)
    for one in ledger.kept():
        place = (one.warc or "", one.offset or 0, one.sha256)
        if place in seen:
            continue
        seen.add(place)
        try:
            body(folder, *place)
            found.whole += 1
        except ErasedError:
            found.erased += 1
        except SaysoError as error:
            half = place[:2] in cut_off
            errors.append(SaysoError("E187", path=folder / place[0], detail=f"at byte {place[1]}") if half else error)
    return found


def _place(session: Session, one: Behind) -> Place:
    """What the entry says; of one that says none, where the digest is found."""
    if one.warc is not None and one.offset is not None:
        return Place(one.warc, one.offset)
    with Evidence(session.evidence, session.clock, session.tell) as evidence:
        found = evidence.find(one.sha256)
    if found is None:
        raise SaysoError("E086", path=session.evidence, detail=f"nothing with SHA-256 {one.sha256}")
    return found


def _write(session: Session, output: str | None, content: bytes) -> None:
    if output in (None, STANDARD_OUTPUT) and session.watched:
        raise SaysoError("E033", detail="what was received is not shown on a terminal: give -o FILE", command="sayso capture")
    try:
        if output is None or output == STANDARD_OUTPUT:
            stream = session.out.file.buffer  # type: ignore[attr-defined]
            stream.write(content)
            stream.flush()
        else:
            Path(output).write_bytes(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaysoError("E034", detail=f"{output}: {error.strerror or error}") from error


def _words(one: Behind, size: int) -> str:
    kind, at = one.media_type or "unreadable", f", received {one.fetched_at}" if one.fetched_at else ""
    return f"{one.id}: {kind}, {size:,} bytes, {one.address}{at}, SHA-256 {one.sha256}"
