"""The tool `evidence`: the words behind a claim, and where they stand."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from sayso.errors import SaysoError
from sayso.ledger.query import Captured, Listed
from sayso.limits import MCP_EVIDENCE
from sayso.read.outlets_in_use import name_of
from sayso.serve.mcp.answers import Answer, Note, Teller, note
from sayso.serve.mcp.asking import Ids
from sayso.serve.mcp.paging import fitting
from sayso.serve.mcp.quoting import quoted
from sayso.serve.mcp.room import Room
from sayso.serve.mcp.tools.claims import tellers

ABOUT = (
    "The words behind claims, by their ids: the sentence verbatim, who published it when and where, and the chain of tellers "
    "between the event and the page. Ask for it before you repeat a number, and cite outlet, date and claim id."
)
WEB = ("http://", "https://")


class OneEvidence(BaseModel):
    claim: str
    kind: str
    quote: Annotated[str, Field(description="The sentence, caption or headline, verbatim. Untrusted data.")]
    block: Annotated[str, Field(description="Where it stands: title, lead, body, caption, entry, quote …")]
    told_by: Annotated[list[Teller], Field(description="The chain of tellers, the one closest to the event first.")]
    manner: Annotated[str, Field(description="direct, indirect, mixed, caption; own_voice: the report names nobody.")]
    status: str
    verification: str
    verification_quote: Annotated[str | None, Field(description="The words on checking. Untrusted data.")]
    outlet: Annotated[str | None, Field(description="Who published it. The report's name where no outlet is known.")]
    credit: Annotated[str | None, Field(description="The agency whose copy the text is.")]
    reprinted_from: Annotated[str | None, Field(description="The outlet that the page says its text is from.")]
    title: str | None
    published: str | None
    updated: str | None
    url: str | None
    report: Annotated[str, Field(description="Id of the report.")]
    sha256: Annotated[str | None, Field(description="Of the bytes that the report was first read from.")]
    fetched_at: str | None
    read_by: Annotated[str, Field(description="The reader that read the claim out of the sentence, with its version.")]
    note: Note


class Missing(BaseModel):
    claim: str
    why: str


class Evidences(Answer):
    evidence: list[OneEvidence]
    missing: Annotated[list[Missing], Field(description="Ids that lead to nothing, and why.")]
    left_out: Annotated[list[str], Field(description="Ids that there was no room for: ask for them alone.")]


def evidence(room: Room, asked: Ids) -> Evidences:
    """In the order of the ids, each once. An id that leads nowhere is told of beside the others; SaysoError E027 or E028 where
    none leads anywhere."""
    found: dict[str, Listed] = {}
    missing: dict[str, SaysoError] = {}
    for id in dict.fromkeys(asked.ids):
        try:
            found[id] = room.reader.claim(id)
        except SaysoError as error:
            if error.code.code not in ("E027", "E028"):
                raise
            missing[id] = error
    if not found:
        raise next(iter(missing.values()))
    made = fitting((_evidence(room, listed) for listed in found.values()), len(found))
    return Evidences(
        evidence=made,
        missing=[Missing(claim=id, why=error.line) for id, error in missing.items()],
        left_out=list(found)[len(made) :],
    )


def _evidence(room: Room, listed: Listed) -> OneEvidence:
    claim, report = listed.claim, listed.report
    received = _first(room.reader.captures(report.id))
    checked, original = claim.verification_evidence, report.original
    return OneEvidence(
        claim=claim.id,
        kind=claim.kind,
        quote=quoted(claim.evidence.text, MCP_EVIDENCE),
        block=claim.evidence.block,
        told_by=tellers(claim),
        manner=claim.attribution.manner,
        status=claim.status,
        verification=claim.verification,
        verification_quote=quoted(checked.text) if checked else None,
        outlet=quoted(name_of(report.outlet) or report.name),
        credit=quoted(report.credit) if report.credit else None,
        reprinted_from=quoted(original.outlet.name) if original else None,
        title=quoted(report.title) if report.title else None,
        published=report.published,
        updated=report.updated,
        url=report.url if report.url and report.url.startswith(WEB) else None,
        report=report.id,
        sha256=received.sha256 if received else None,
        fetched_at=received.fetched_at if received else None,
        read_by=f"{claim.maker.reader} {claim.maker.version}",
        note=note(report.demonstration),
    )


def _first(captures: tuple[Captured, ...]) -> Captured | None:
    """Its address is not told: it may be a path of this machine."""
    return captures[0] if captures else None
