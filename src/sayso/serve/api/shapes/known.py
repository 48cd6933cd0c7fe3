"""Incidents, measures, disagreements, stories, origins and sources: what claims together amount to."""

from __future__ import annotations

from pydantic import Field

from sayso.serve.api.shapes.figure import ByPerson
from sayso.serve.api.shapes.parts import Note, Shape
from sayso.vocabulary import PlacePrecision, Relation, SourceKind

WHY = "Only with `why`."


class Telling(Shape):
    """A claim that tells of an incident, with `why`."""

    claim: str
    kind: str
    because: list[str]
    by: list[str] | str | None = None
    evidence: str


class Incident(Shape):
    """Claims about the same happening."""

    incident: str = Field(description="Its id.")
    story: str
    kind: str
    place: str | None
    country: str | None = Field(description="Two letters (ISO 3166).")
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision | None = Field(description="How precise the point is; nothing gets one that no gazetteer has.")
    start: str | None = Field(description="First day that it may have been, as an ISO prefix.")
    end: str | None
    actors: list[str]
    targets: list[str]
    populations: list[str]
    origins: int
    at_most: int
    standing: str
    because: str = Field(description="How it stands, in a sentence.")
    reports: list[str]
    claims: list[str] | list[Telling] = Field(description="Ids; with `why` each with the reasons for which it is of this.")


class Reach(Shape):
    """A place that it holds for."""

    place: str
    day: str | None


class Measure(Shape):
    """What was imposed, where, from when until when."""

    measure: str
    kind: str
    place: str | None
    country: str | None
    state: str = Field(description="not yet, open, planned end passed or closed, on the day `at`.")
    at: str
    opened: str | None
    opened_stated: bool | None
    planned_end: str | None
    closed: str | None
    reach: list[Reach]
    ended_in: list[Reach]
    imposed_by: list[str]
    origins: list[str]
    denied_by: list[str]
    reports: list[str]
    claims: list[str]
    by_person: list[ByPerson]
    because: list[str] | None = Field(None, description=WHY)


class Side(Shape):
    """One of two values that contradict each other."""

    value: str
    origin: str
    source: str
    low: int | None
    high: int | None
    relation: Relation
    vague: str | None
    outlets: list[str]
    claims: list[str]
    evidence: str


class Disagreement(Shape):
    """Two values of one figure that cannot both be so."""

    series: str = Field(description="The figure (`/figures/{id}`).")
    story: str
    kind: str
    population_kind: str
    place: str | None
    day: str | None
    differs: str = Field(description="Who differs: two tellers or two reports of one day, headline against text, a misreport.")
    sentence: str
    settled: str | None = Field(description="Why it is one no longer; null while it stands.")
    values: list[Side] = Field(min_length=2, max_length=2)


class KnownOrigin(Shape):
    """An origin that is known by name or office."""

    source: str
    name: str
    chains: list[str] = Field(description="Through whom it came to the reader.")
    outlets: list[str]
    claims: list[str]
    because: list[str] | None = Field(None, description=WHY)


class Untold(Shape):
    """Who tells it without naming anybody."""

    name: str
    claims: list[str]
    because: list[str] | None = Field(None, description=WHY)


class Origins(Shape):
    """How many independent origins stand behind a figure, and which."""

    series: str
    kind: str
    population_kind: str
    place: str | None
    origins: int
    identified: int
    at_most: int
    known: list[KnownOrigin]
    untold: list[Untold]


class SourceTold(Shape):
    """Somebody who is said to have said something; private persons by role."""

    source: str = Field(description="The key, the same in every report.")
    name: str
    kind: SourceKind
    country: str | None
    identified: bool
    called: list[str] = Field(description="Names as written, the most frequent first; none of private persons.")
    claims: int
    reports: list[str]
    outlets: list[str]
    kinds: dict[str, int] = Field(description="Claims by kind.")
    because: list[str] | None = Field(None, description=WHY)


class Story(Shape):
    """Reports of the same course of events."""

    story: str = Field(description="Its id.")
    title: str = Field(description="A headline of one of its reports.")
    first: str | None = Field(description="Day of its first report.")
    last: str | None
    reports: int = Field(description="Reports with a claim that fits.")
    claims: int = Field(description="Claims that fit.")
    of_claims: int = Field(description="All its claims.")


class Member(Shape):
    """A report of a story."""

    report: str = Field(description="Its id.")
    name: str
    outlet: str | None
    title: str | None
    published: str | None
    copy_of: str | None = Field(description="Id of the first report with its text; null where it is itself.")
    text_of: str | None = Field(description="The agency whose text it is.")


class StoryWhole(Shape):
    """A story with its reports."""

    story: str
    reports: list[Member] = Field(description="In the order of publication.")
    note: Note
