"""What became of each thing that was given to the page, as one line: added, there already, refused or unreadable, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.errors import CODES, SaysoError
from sayso.ledger.ledger import Added
from sayso.read.notes import Note
from sayso.read.outlets_in_use import name_of
from sayso.show.language_names import language_name
from sayso.show.page.rendering import counted
from sayso.types import Reading, Report, Unreadable
from sayso.understand.language import is_read

HERE_ALREADY = "already here"
WORDS = {
    Added.ADDED: "added",
    Added.REREAD: "read anew",
    Added.DUPLICATE: HERE_ALREADY,
    Added.UNCHANGED: HERE_ALREADY,
    Added.REFUSED: "refused",
}
UNREADABLE, NOTE = "unreadable", "note"
SAID = {"E004": "There is no text in this file"}
"""What happened, as a sentence without its stop, where a code tells it in one word."""
HERE = dict.fromkeys(("E071", "E075", "E076"), "save the page and drop the file here, or paste its text")
"""What to do on the page, where there is more to do there than the remedy of a code says."""
NO_DATE = "no publication date: it is shown at every moment"
NO_CLAIMS = "no claims found in it"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A coded problem in its three parts."""

    code: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Line:
    """`word`: what became of it. `report`: the id of the report that is in the ledger, "" where none is."""

    word: str
    address: str
    title: str = ""
    outlet: str = ""
    published: str | None = None
    claims: int = 0
    report: str = ""
    says: tuple[str, ...] = ()
    """More about it, each a sentence without its stop."""
    wrong: Wrong | None = None

    @property
    def taken(self) -> bool:
        """Is there a report of it in the ledger, or is it only a word about one?"""
        return self.wrong is None and self.word != WORDS[Added.REFUSED]


def line(address: str, report: Report, reading: Reading, added: Added, why: str | None) -> Line:
    """Of a report. `why`: the reason for which it was redacted, where it is refused."""
    if added is Added.REFUSED:
        return Line(WORDS[added], address, says=(f"it was redacted once ({why}), and does not come back",))
    says = {
        Added.DUPLICATE: ("the same text is here already; that it also came from there is kept",),
        Added.UNCHANGED: ("all of it was here already",),
    }.get(added, ())
    if added in (Added.ADDED, Added.REREAD):
        says = (*(() if report.published or report.updated else (NO_DATE,)), *_claimless(report, reading))
    outlet = name_of(report.outlet) or ""
    title = report.title or report.name
    return Line(WORDS[added], address, title, outlet, report.published, len(reading.claims), report.id, says)


def _claimless(report: Report, reading: Reading) -> tuple[str, ...]:
    """Why there are no claims, where there are none."""
    if report.language is not None and not is_read(report.language):
        return (f"in {language_name(report.language)}, which no reader reads yet: kept, without claims",)
    return () if reading.claims else (NO_CLAIMS,)


def unreadable(item: Unreadable) -> Line:
    told = _parts(item.code, item.reason)
    what = SAID.get(item.code) or told.what.removeprefix(f"{item.address}: ")
    return Line(UNREADABLE, item.address, wrong=replace(told, what=what))


def note(one: Note) -> Line:
    return Line(NOTE, one.address, says=(one.text,))


def account(of: Mapping[Added, int], unreadable: int, claims: int) -> str:
    """ "received 3: 1 report added, 1 already here, 1 could not be read; 1 claim added": all that came in, each once."""
    added, here = of.get(Added.ADDED, 0), of.get(Added.DUPLICATE, 0) + of.get(Added.UNCHANGED, 0)
    parts = {
        "report added" if added == 1 else "reports added": added,
        WORDS[Added.REREAD]: of.get(Added.REREAD, 0),
        HERE_ALREADY: here,
        WORDS[Added.REFUSED]: of.get(Added.REFUSED, 0),
        "could not be read": unreadable,
    }
    told = ", ".join(f"{number:,} {name}" for name, number in parts.items() if number)
    found = f"; {counted(claims, 'claim')} added" if claims else ""
    return f"received {sum(parts.values()):,}: {told}{found}" if told else "nothing has come in"


def wrong(error: SaysoError) -> Wrong:
    code = error.code.code
    return Wrong(code, error.what, HERE.get(code, error.remedy))


def _parts(code: str, said: str) -> Wrong:
    """The three parts of a coded line, as `SaysoError.line` joins them."""
    what = said.removeprefix(f"{code} ")
    remedy = CODES[code].remedy if code in CODES else ""
    return Wrong(code, what.removesuffix(f": {remedy}"), HERE.get(code, remedy))
