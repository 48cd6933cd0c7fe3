"""Figures: a reported number through time."""

from __future__ import annotations

from pydantic import Field

from sayso.serve.api.shapes.parts import Note, Shape
from sayso.vocabulary import PopulationKind, Relation, Scope, Status

WHY = "Only with `why`."


class ByPerson(Shape):
    """The last word of a reviewer."""

    reviewer: str
    verdict: str
    reason: str


class Standing(Shape):
    """What claims together amount to."""

    word: str = Field(description="single, corroborated, contested, superseded, denied, confirmed, refuted …")
    sentence: str = Field(description="The same in a sentence.")
    because: list[str] = Field(description="The reasons.")
    by_rules: str = Field(description="What it is without any person's verdict, which outranks it.")
    by_person: list[ByPerson] = Field(description="What people decided.")


class Value(Shape):
    """One number as one origin gave it for one day, with all who carried it."""

    value: str = Field(description="Its id.")
    origin: str = Field(description="Who told it first, as far as is known; a private person by role.")
    source: str = Field(description="The key of that origin, the same in every report (`/sources`).")
    identified: bool = Field(description="Is that origin known by name or office?")
    teller: str | None = Field(description="The origin in the words of the report; null where the report tells it itself.")
    day: str | None = Field(description="The day that the number is for.")
    low: int | None = Field(description="At least so many; null where the words give no lower bound.")
    high: int | None = Field(description="At most so many; null where the words give no upper bound.")
    relation: Relation = Field(description="How the words bound the number.")
    vague: str | None = Field(description="The word that stands for a number: dozens.")
    scope: Scope
    status: Status
    standing: Standing
    reports: list[str] = Field(description="Names of the reports that carry it.")
    outlets: list[str] = Field(description="Who published it, copies folded.")
    claims: list[str] = Field(description="Ids of the claims (`/claims/{id}`).")
    evidence: str = Field(description="The sentence of the first telling.")
    note: Note = None


class Sum(Shape):
    """Figures of parts that add up to this one."""

    number: int | None
    rule: str
    claims: list[str]
    text: str


class Between(Shape):
    """Two values that contradict each other."""

    values: list[str] = Field(min_length=2, max_length=2)
    kind: str = Field(description="Who differs: two tellers or two reports of one day, headline against text, a misreport.")
    sentence: str
    settled: str | None = Field(description="Why it is a contradiction no longer; null while it stands.")


class Link(Shape):
    """How one claim stands to another."""

    link: str
    kind: str
    claim: str
    of: str
    because: str
    by_person: list[ByPerson] | None = None


class Figure(Shape):
    """A series of values: what kind, of whom, where."""

    series: str = Field(description="Its id. It stays when more is told; an id that it once had finds it too.")
    kind: str = Field(description="What happened to the people, or what they did (`/kinds`).")
    population_kind: PopulationKind
    population: str | None
    noun: str | None
    part: str | None
    counts: str = Field(description="people, or acts")
    place: str | None
    story: str
    incident: str | None = Field(description="The incident that it counts (`/incidents/{id}`).")
    low: int | None = Field(description="The least that the standing values leave possible.")
    best: int | None
    high: int | None = Field(description="The most that they leave possible.")
    rule: str = Field(description="How low, best and high are chosen.")
    acled: int | None = Field(description="The number as ACLED's rules count it.")
    sums_of_parts: list[Sum]
    to_publish: str | None = Field(description="A sentence to publish, with its source and its doubt.")
    headline: str | None = Field(description="The id of the value that speaks for the series.")
    origins: int = Field(description="Independent origins, at least.")
    at_most: int = Field(description="The same, if all who name nobody know it from others.")
    standing: Standing
    contradictions: list[Between]
    values: list[Value] = Field(description="The latest first.")
    because: list[str] | None = Field(None, description=WHY)
    acled_rule: str | None = Field(None, description=WHY)
    headline_because: str | None = Field(None, description=WHY)
    links: list[Link] | None = Field(None, description=WHY)
