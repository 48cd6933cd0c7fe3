"""The central types: read this file first.

`collect` gives a `Capture`, `read` makes a `Report` of it, `understand` makes a `Reading` with `Claim`s, `ledger` keeps
each of these as an `Entry`. Everything here is frozen; nothing here does any work beyond checking itself.

Two conventions hold everywhere:
* A `Span` counts code points of `Report.text`, half open: `report.text[span.start:span.end]` is always the quote.
* A date or time is an ISO 8601 prefix, and its precision is the length of the prefix: `2022-01` is a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso.vocabulary import (
    STAND_INS,
    ActorKind,
    BlockKind,
    EntityType,
    EntryKind,
    Manner,
    OutletKind,
    Phase,
    PlacePrecision,
    PopulationKind,
    Relation,
    Scope,
    SourceKind,
    Status,
    TimePrecision,
    TimeRole,
    TimexType,
    Verdicts,
    Verification,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of `Report.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# --- collect -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exchange:
    """What went over the wire for a capture that came by HTTP, as a WARC keeps it. Each head ends with its empty line."""

    request: bytes
    """Request line and headers; empty where an archive does not hold them."""
    head: bytes
    """Status line and headers of the response."""
    payload: bytes
    """The response's body as received, before its content encoding (gzip) was undone."""
    server: str | None = None
    """The IP address that answered."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were received, with where and when. `sha256` is the hex digest of `body`."""

    address: str
    """URL, path, or `-` for standard input. Of a part of a file (a message of a mailbox), the path, `#` and its number."""
    fetched_at: datetime
    media_type: str
    sha256: str
    body: bytes
    warc: str | None = None
    """The name of the evidence file that holds it, within the ledger's folder of evidence."""
    offset: int | None = None
    """Where its record begins in that file, in bytes."""
    encoding: str | None = None
    """The character encoding that the transport told (`Content-Type: text/html; charset=…`)."""
    exchange: Exchange | None = None
    """How it came, where it came by HTTP."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something received that gave no report: the reason is kept, so that nothing is dropped in silence."""

    address: str
    code: str
    """A code of `errors.py`, such as `E014`."""
    reason: str
    sha256: str | None = None


# --- read --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published. Never called a source.

    A report holds what its page tells: id, name, site. The rest is what the table of outlets knows (`read.outlet_table`), which
    is laid over it whenever it is shown or compared.
    """

    id: str
    name: str
    site: str | None = None
    country: str | None = None
    language: str | None = None
    kind: OutletKind = OutletKind.UNKNOWN
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """Where a reprint says that its text was published first. `span`: the words that say so; None where the markup does."""

    outlet: Outlet
    url: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when the copy was written: "ALMATY, Jan 7 (Agency) —". `span` ends before the first word of the body."""

    place: str
    date: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the input that has its own name and offsets: `title` or `text` of a JSON object."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report with one role on the page. Text outside every block is site furniture."""

    kind: BlockKind
    span: Span
    credit: str | None = None
    """Of a caption: who made the picture."""
    at: str | None = None
    """Of a live-blog entry: when it was posted, as an ISO prefix."""


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `id` is a hash of its content; `name` is the id given in the input, else the file's stem."""

    id: str
    name: str
    text: str
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    outlet: Outlet | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    credit: str | None = None
    """The agency whose copy the whole text is."""
    dateline: Dateline | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    demonstration: bool = False
    """The text says of itself that it was written for demonstration; every view and export repeats it."""
    original: Original | None = None
    """Of a reprint: where it says that it is from. `outlet` is who published this one."""

    @property
    def publisher(self) -> str:
        """Who published it, for a person to read."""
        return self.outlet.name if self.outlet else self.name

    def field_of(self, span: Span) -> tuple[str, Span]:
        """The field that holds `span`, and the span within that field. ValueError where no field holds it."""
        for field in self.fields:
            if field.span.holds(span):
                start = field.span.start
                return field.name, Span(span.start - start, span.end - start)
        raise ValueError(f"no field of {self.name} holds {span}")


# --- understand: what claims are made of ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to have said it. `name` is verbatim; `normalised` is the name it resolves to in this report."""

    name: str
    kind: SourceKind
    span: Span | None
    normalised: str | None = None
    country: str | None = None

    @property
    def told(self) -> str:
        """The name to print: the words as written, but for a pronoun or a bare office the name that it stands for."""
        if self.normalised and self.name.lower() in STAND_INS:
            return self.normalised
        return self.name


@dataclass(frozen=True, slots=True)
class Attribution:
    """On whose word. `chain` runs from the teller closest to the event to the one closest to the reader.

    An empty chain is the report's own voice. The spans are those of one attribution relation: `source` of the teller whose
    cue this is, `cue` of the words that attribute, `content` of what is attributed.
    """

    chain: tuple[Source, ...] = ()
    manner: Manner = Manner.OWN_VOICE
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


OWN_VOICE = Attribution()


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number of people. `low` and `high` are None where the words give no bound."""

    low: int | None
    high: int | None
    relation: Relation
    span: Span
    vague: str | None = None
    population: str | None = None
    population_kind: PopulationKind = PopulationKind.PEOPLE
    scope: Scope = Scope.TOTAL
    area: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, or to whom it was done (`Claim.target`)."""

    name: str
    kind: ActorKind
    span: Span
    normalised: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time with honest precision: ISO prefixes `start` and `end` (both inclusive), and the words for it."""

    start: str
    end: str
    precision: TimePrecision
    words: str | None
    """None where it is not the words that tell, but the publication date."""
    span: Span | None = None
    anchor: str | None = None
    """The date against which the words were resolved; None for words that stand alone ("7 January 2022")."""
    role: TimeRole = TimeRole.HAPPENED


@dataclass(frozen=True, slots=True)
class Where:
    """A place. No point is ever made up: what has no place has neither latitude nor longitude."""

    name: str
    precision: PlacePrecision
    span: Span | None = None
    geonames: int | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    """Name of the first-level region."""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence, caption or headline that carries a claim."""

    block: BlockKind
    span: Span
    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Maker:
    """What made a claim: the reader and the version and hash of its rule set or model."""

    reader: str
    version: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim says what it says: the rule, and the words it fired on."""

    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion with its evidence."""

    id: str
    report: str
    kind: str
    attribution: Attribution
    evidence: Evidence
    maker: Maker
    confidence: float
    status: Status = Status.ASSERTED
    verification: Verification = Verification.UNSTATED
    verified_by: str | None = None
    verification_evidence: Evidence | None = None
    figure: Figure | None = None
    actor: Actor | None = None
    target: Actor | None = None
    time: When | None = None
    said: When | None = None
    place: Where | None = None
    members: tuple[str, ...] = ()
    body: str | None = None
    cause: str | None = None
    effect: str | None = None
    because: tuple[Reason, ...] = ()
    phase: Phase | None = None
    """Of a measure (`vocabulary.MEASURES`, and withdrawal): does it begin, hold or end? None where the words do not tell."""
    until: When | None = None
    """Of a measure: the end that is planned for it. It never says that it ended then."""
    also: tuple[Where, ...] = ()
    """Of a measure: the places beside `place` for which it is said to hold, the whole country among them."""


# --- understand: the layers of a reading ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark. `lower` is its lower-case form with a curly apostrophe made straight."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block (`block` is its index in `Report.blocks`)."""

    span: Span
    block: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. `span` is exact, without article or title."""

    span: Span
    type: EntityType


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression as TIMEX3: `value` by ISO 8601; `when` is the calendar stretch it denotes, if it denotes one."""

    span: Span
    type: TimexType
    value: str
    when: When | None


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A number of people with what the words make of them. `kind` is of the group `people`."""

    kind: str
    figure: Figure
    sentence: int
    rule: str
    confidence: float
    teller: Span | None = None
    """The words that tell what befell the people, or what they did: a verb, a state, "the deaths of". None where it is taken as
    known: "five gunmen", "the men arrested on Friday"."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """A happening, measure or speech act that a sentence reports. `trigger` is the words that name it."""

    kind: str
    trigger: Span
    sentence: int
    rule: str
    score: float
    actor: Actor | None = None
    target: Actor | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """`cause` is said to have led to `effect`; `signal` is the connecting words."""

    cause: Span
    effect: Span
    signal: Span | None
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Who belongs to a body. Members named earlier in the sentence are among them."""

    members: tuple[Span, ...]
    body: Span
    span: Span
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """A cue that makes everything in `scope` other than plainly asserted."""

    status: Status
    cue: Span
    scope: Span
    sentence: int
    rule: str
    reaches_back: bool = False
    """Also verbs before the cue: "died, reportedly". A "will" speaks of the verb after it and of no other."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the report says of its own verification. `topics` are the words that it speaks of; none = the whole report."""

    verification: Verification
    sentence: int
    cue: Span
    by: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layers:
    """What a reader has found so far. Layers are added, never changed; a layer not yet made is empty."""

    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[Where, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    causes: tuple[Cause, ...] = ()
    memberships: tuple[Membership, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    checks: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one report."""

    report: str
    maker: Maker
    layers: Layers
    claims: tuple[Claim, ...]


# --- ledger ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's decision on a claim, figure, incident or link."""

    subject: str
    verdict: Verdicts
    reason: str
    reviewer: str
    at: datetime
    head: str
    """Hash of the last entry that the reviewer saw."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger. `body` and `salt` are None after a redaction; the chain holds all the same.

    `commitment` = SHA-256(salt + body); `hash` = SHA-256 over prev, seq, kind, id, recorded_at and commitment.
    """

    seq: int
    kind: EntryKind
    id: str
    recorded_at: str
    body: bytes | None
    salt: bytes | None
    commitment: str
    prev: str
    hash: str
