"""Claims, their evidence, and reports: what was told, in which words, where."""

from __future__ import annotations

from pydantic import Field

from sayso.serve.api.shapes.parts import Note, Shape
from sayso.vocabulary import (
    ActorKind,
    BlockKind,
    Manner,
    PlacePrecision,
    PopulationKind,
    Relation,
    Scope,
    SourceKind,
    Status,
    TimePrecision,
    TimeRole,
    Verification,
)

FIELD = "The field of the input that `span` counts in: title or text."
SPAN = "Half open, in code points of that field."


class Placed(Shape):
    """Words in a report."""

    field: str | None = Field(description=FIELD)
    span: list[int] | None = Field(description=SPAN, min_length=2, max_length=2)


class Number(Placed):
    """A reported number of people."""

    low: int | None
    high: int | None
    relation: Relation
    vague: str | None
    population: str | None = Field(description="Of whom, in the words of the report.")
    population_kind: PopulationKind
    scope: Scope
    area: str | None
    as_of: str | None


class Actor(Placed):
    """Who did it, or to whom; a private person by role."""

    name: str
    kind: ActorKind
    country: str | None


class Source(Placed):
    """Who is said to have said it; a private person by role."""

    name: str
    written: str | None = Field(None, description="As written, where `name` is what it stands for.")
    kind: SourceKind


class Attribution(Shape):
    """On whose word; an empty chain is the report's own voice."""

    manner: Manner
    cue: str | None
    chain: list[Source] = Field(description="From the teller closest to the event to the one closest to the reader.")


class Place(Shape):
    """Where it was; no point is made up."""

    name: str
    geonames: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: PlacePrecision


class Said(Shape):
    """A stretch of time with honest precision."""

    start: str
    end: str
    precision: TimePrecision
    words: str | None


class Happened(Said):
    """When it happened, or the day that a total is for."""

    role: TimeRole


class Evidence(Placed):
    """The sentence, caption or headline: never a page."""

    block: BlockKind
    credit: str | None
    text: str


class Maker(Shape):
    """Who read it so."""

    reader: str
    version: str


class Claim(Shape):
    """One assertion with its evidence, as the line format has it (docs/line-format.md); private persons by role."""

    claim: str
    report: str = Field(description="Name of the report.")
    outlet: str | None
    published: str | None
    kind: str
    figure: Number | None
    actor: Actor | None
    target: Actor | None
    attribution: Attribution
    place: Place | None
    time: Happened | None = Field(description="When it happened, or the day that a total is for.")
    said: Said | None
    status: Status
    verification: Verification
    verification_evidence: Evidence | None
    evidence: Evidence
    maker: Maker
    confidence: float
    members: list[str] | None = Field(None, description="Only of the kind membership.")
    body: str | None = Field(None, description="Only of the kind membership.")
    cause: str | None = Field(None, description="Only of the kind cause.")
    effect: str | None = Field(None, description="Only of the kind cause.")
    phase: str | None = Field(None, description="Only of measures.")
    until: Said | None = Field(None, description="Only of measures.")
    also: list[Place] | None = Field(None, description="Only of measures: other places that it holds for.")
    note: Note = None


class Capture(Shape):
    """How the report came."""

    address: str = Field(description="Of a page on the web; of a file its name, without the folder that it lay in.")
    fetched_at: str
    media_type: str
    sha256: str = Field(description="Of the bytes that came: `sayso capture` gives them back.")
    size: int


class Words(Shape):
    """Evidence of a claim: its words, where they stand, and how they came here."""

    claim: str
    report: str = Field(description="Id of the report.")
    name: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    evidence: Evidence
    verification_evidence: Evidence | None
    entry: int = Field(description="Number of the entry of the ledger that holds the claim.")
    recorded_at: str
    maker: Maker
    captures: list[Capture]
    note: Note


class ReportListed(Shape):
    """A published text as it is listed."""

    report: str = Field(description="Its id: a hash of what it says.")
    name: str = Field(description="As it was called where it was given.")
    title: str | None
    outlet: str | None
    published: str | None
    updated: str | None
    recorded_at: str
    claims: int
    note: Note


class ReportWhole(Shape):
    """One published text, without it: an answer has sentences, never whole articles."""

    report: str
    name: str
    title: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    credit: str | None = Field(description="The agency whose copy the whole text is.")
    dateline: str | None = Field(description="Where the copy says that it was written.")
    published: str | None
    updated: str | None
    language: str | None
    characters: int = Field(description="Length of its text.")
    captures: list[Capture]
    claims: str = Field(description="Address of its claims.")
    note: Note
