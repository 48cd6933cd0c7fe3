"""The closed vocabularies: every word that a field of `types.py` may hold, and the claim kinds of `kinds.csv`.

Each is a `StrEnum`, so a member prints, compares and serialises as its word.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class BlockKind(StrEnum):
    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    ENTRY = "entry"
    QUOTE = "quote"


class OutletKind(StrEnum):
    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    NEWSPAPER = "newspaper"
    ONLINE = "online"
    GOVERNMENT = "government"
    NGO = "ngo"
    AGGREGATOR = "aggregator"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    GOVERNMENT = "government"
    POLICE = "police"
    MILITARY = "military"
    EMERGENCY = "emergency"
    MEDICAL = "medical"
    ARMED_GROUP = "armed_group"
    INTERNATIONAL_ORG = "international_org"
    NGO = "ngo"
    MEDIA = "media"
    AGENCY = "agency"
    WITNESS = "witness"
    COMPANY = "company"
    FAMILY = "family"
    EXPERT = "expert"
    OFFICIAL_UNNAMED = "official_unnamed"
    OTHER = "other"


class ActorKind(StrEnum):
    """The source kinds, and what acts without speaking."""

    GOVERNMENT = "government"
    POLICE = "police"
    MILITARY = "military"
    EMERGENCY = "emergency"
    MEDICAL = "medical"
    ARMED_GROUP = "armed_group"
    INTERNATIONAL_ORG = "international_org"
    NGO = "ngo"
    MEDIA = "media"
    AGENCY = "agency"
    WITNESS = "witness"
    COMPANY = "company"
    FAMILY = "family"
    EXPERT = "expert"
    OFFICIAL_UNNAMED = "official_unnamed"
    OTHER = "other"
    DEMONSTRATORS = "demonstrators"
    CROWD = "crowd"
    COUNTRY = "country"


class Manner(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    CAPTION = "caption"
    OWN_VOICE = "own_voice"


class Relation(StrEnum):
    """How the words bound the number: 3700, none, more_than = more than 3,700."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    RANGE = "range"
    VAGUE = "vague"


class Scope(StrEnum):
    TOTAL = "total"
    NEW = "new"
    SUBSET = "subset"


class PopulationKind(StrEnum):
    CIVILIANS = "civilians"
    DEMONSTRATORS = "demonstrators"
    SECURITY = "security"
    MILITANTS = "militants"
    OFFICIALS = "officials"
    JOURNALISTS = "journalists"
    PASSENGERS = "passengers"
    CHILDREN = "children"
    MEDICS = "medics"
    FOREIGNERS = "foreigners"
    PEOPLE = "people"


class Status(StrEnum):
    ASSERTED = "asserted"
    DENIED = "denied"
    FEARED = "feared"
    POSSIBLE = "possible"
    PLANNED = "planned"
    ORDERED = "ordered"
    ALLEGED = "alleged"
    HYPOTHETICAL = "hypothetical"
    RETRACTED = "retracted"


class Phase(StrEnum):
    """What a claim says of a measure: it begins, it is in force, or it is over."""

    STARTS = "starts"
    HOLDS = "holds"
    ENDS = "ends"


MEASURES = frozenset(
    {
        "state_of_emergency",
        "curfew",
        "internet_shutdown",
        "border_closure",
        "ban",
        "censorship",
        "restriction",
        "deployment",
    }
)
"""The kinds of measure that have a start and an end."""
WITHDRAWAL = "withdrawal"
"""The kind that ends a deployment."""


class Verification(StrEnum):
    UNSTATED = "unstated"
    UNVERIFIABLE = "unverifiable"
    UNVERIFIED = "unverified"
    VERIFIED = "verified"


class TimePrecision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


class TimeRole(StrEnum):
    HAPPENED = "happened"
    AS_OF = "as_of"


class TimexType(StrEnum):
    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class PlacePrecision(StrEnum):
    SITE = "site"
    SITE_IN_CITY = "site_in_city"
    CITY = "city"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    NONE = "none"


class EntityType(StrEnum):
    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    NORP = "NORP"
    FAC = "FAC"
    DATE = "DATE"
    MONEY = "MONEY"
    PRODUCT = "PRODUCT"
    MISC = "MISC"


class EntryKind(StrEnum):
    CAPTURE = "capture"
    REPORT = "report"
    READING = "reading"
    UNREADABLE = "unreadable"
    VERDICT = "verdict"
    REDACTION = "redaction"
    SETTING = "setting"
    STAMP = "stamp"


class Verdicts(StrEnum):
    """What a person may say of something. `withdraw` takes back what they said of it last."""

    CONFIRM = "confirm"
    REFUTE = "refute"
    UNVERIFIABLE = "unverifiable"
    DUPLICATE = "duplicate"
    WRONG_READING = "wrong_reading"
    SAME_INCIDENT = "same_incident"
    OTHER_INCIDENT = "other_incident"
    WITHDRAW = "withdraw"


PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "its",
        "his",
        "their",
        "i",
        "we",
        "us",
        "whom",
        "those",
        "the latter",
        "the former",
    }
)
OFFICES = frozenset({"president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan"})
STAND_INS = PRONOUNS | OFFICES | {f"the {office}" for office in OFFICES}
"""Words that stand for a name and say nothing without it."""


DEMONSTRATION = "written for demonstration"
"""What every view and export says of a report that says so of itself."""


class Group(StrEnum):
    PEOPLE = "people"
    VIOLENCE = "violence"
    CONTENTION = "contention"
    MEASURE = "measure"
    WORDS = "words"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of `kinds.csv`: a claim kind, and its codes in PLOVER and ACLED where they have one."""

    kind: str
    group: Group
    meaning: str
    plover_event: str | None
    plover_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None


@cache
def kinds() -> dict[str, Kind]:
    """All claim kinds by name, in the order of the file."""
    text = resources.files("sayso").joinpath("kinds.csv").read_text(encoding="utf8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["kind"]: Kind(
            kind=row["kind"],
            group=Group(row["group"]),
            meaning=row["meaning"],
            plover_event=row["plover_event"] or None,
            plover_mode=row["plover_mode"] or None,
            acled_event_type=row["acled_event_type"] or None,
            acled_sub_event_type=row["acled_sub_event_type"] or None,
        )
        for row in rows
    }
