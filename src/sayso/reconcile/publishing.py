"""A line fit to publish: the number that stands, who says it, for when, and that nobody checked it.

    At least 18 security officers have been killed in Valdoria as of 7 January 2022, according to the Interior Ministry; not
    independently verified.
    Origins differ for 9 January 2022 on how many people have been arrested or detained in Valdoria: the Interior Ministry
    5,135; the Presidency about 5,800; not independently verified.

Never a number without its teller and its day, and never one of several that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.bounds import Headline, Spread, backing
from sayso.reconcile.days import when
from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Standing, Word
from sayso.reconcile.series.line import Series
from sayso.reconcile.series.parts import OF_THEM
from sayso.reconcile.values import Value
from sayso.reconcile.word_tables import table, words
from sayso.vocabulary import DEMONSTRATION, PopulationKind, SourceKind, Verification

UNVERIFIED = "not independently verified"
GENERIC = {
    PopulationKind.SECURITY: "security officers",
}
"""Words for people whose kind is no plural. Those that the reports use come first: whether they are "rioters" or
"demonstrators" is not for this line to say."""
OFFICIAL = frozenset(
    {SourceKind.GOVERNMENT, SourceKind.POLICE, SourceKind.MILITARY, SourceKind.EMERGENCY, SourceKind.OFFICIAL_UNNAMED}
)


@dataclass(frozen=True, slots=True)
class Stands:
    """What of a series stands, and how."""

    spread: Spread
    headline: Headline
    standings: Mapping[str, Standing]
    """By value id."""


def line(series: Series, stands: Stands) -> str:
    """The sentence, to stand alone: it ends with a note where a report was written for demonstration."""
    told = sentence(series, stands)
    demonstration = any(t.carrier.demonstration for t in series.tellings)
    return f"{told} ({DEMONSTRATION})" if demonstration else told


def sentence(series: Series, stands: Stands) -> str:
    """What stands, with who says it, for when, and that nobody checked it."""
    standing = stands.spread.standing
    if stands.spread.best is None:
        return "No number stands."
    one = stands.headline.value or (stands.spread.best if agree(standing) else None)
    if one is None:
        return _differ(series, standing)
    subject = f"{number(one.figure)} {_people(series, one)}{_part(series)} {_verb(series, one)}{_where(series)}"
    notes = "; ".join((_according(one, standing), *_notes(one, stands.standings[one.id])))
    return f"{subject[:1].upper()}{subject[1:]}{_as_of(one)}, {notes}."


def _differ(series: Series, standing: Sequence[Value]) -> str:
    """The last word of each origin: none is left out, and none is chosen."""
    last = {v.origin.key: v for v in standing}
    days = {v.day for v in last.values()}
    for_day = f" for {when(next(iter(days)))}" if len(days) == 1 else ""
    told = "; ".join(f"{teller(v)} {number(v.figure)}{'' if for_day else _as_of(v)}" for v in last.values())
    what = f"how many {_people(series, None)}{_part(series)} {_verb(series, None)}{_where(series)}"
    agreed = "" if any(v.origin.identified for v in last.values()) else " in reports that name nobody"
    return f"Origins differ{for_day} on {what}{agreed}: {told}; {_verified(last.values())}."


def agree(standing: Iterable[Value]) -> bool:
    """Is it one origin's word, or can one number satisfy all: 50 and "at least 50"?"""
    told = list(standing)
    highs = [v.bounds.high for v in told if v.bounds.high is not None]
    return len({v.origin.key for v in told}) == 1 or not highs or max(v.bounds.low for v in told) <= min(highs)


def _people(series: Series, value: Value | None) -> str:
    """Acts are counted as acts: "more than 3,700 arrests"."""
    if series.acts:
        return "arrests" if series.kind == "arrested" else "cases"
    kind = series.population_kind
    one = value is not None and value.number[:2] == (1, 1)
    anybody = kind is PopulationKind.PEOPLE and not series.noun
    words_ = "people" if anybody else series.population or GENERIC.get(kind, series.noun or str(kind))
    return {"people": "person", "children": "child"}.get(words_, words_.removesuffix("s")) if one else words_


def _part(series: Series) -> str:
    """A part is never told as if it were all: "6 people (a part of a greater number)"."""
    unnamed = series.part.endswith(OF_THEM)
    return f" ({'a part of a greater number' if unnamed else series.part})" if series.part else ""


def _verb(series: Series, value: Value | None) -> str:
    if series.acts:
        return "have been counted" if series.kind != "arrested" else "have been made"
    told = table("published_verbs").get(series.kind, "have been counted")
    if value is None or value.number[:2] != (1, 1):
        return told
    return {"have": "has", "are": "is"}[told.split()[0]] + told.removeprefix(told.split()[0])


def _where(series: Series) -> str:
    return f" in {series.area}" if series.area else ""


def _as_of(value: Value) -> str:
    return f" as of {when(value.day)}" if value.day else ""


def _according(value: Value, standing: Sequence[Value]) -> str:
    backers = backing(value, standing)
    known = [v for v in standing if v.origin.identified and v.origin.name in backers]
    by = sorted(known, key=lambda v: backers.index(v.origin.name)) or [value]
    names = list(dict.fromkeys(teller(v) for v in by))
    if not value.origin.identified and names == [teller(value)]:
        official = value.origin.kind in OFFICIAL
        return "according to official information" if official else f"{names[0]} reports"
    return "according to " + " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])


def teller(value: Value) -> str:
    """ "the Interior Ministry", "Human Rights Watch", "a witness"; who published it, where nobody is named."""
    if not value.origin.identified:
        return value.tellings[0].carrier.publisher
    name = value.origin.name
    if name == name.lower() and " " not in name and name not in words("takes_article"):
        return table("told_by_role").get(name, f"{'an' if name[0] in 'aeiou' else 'a'} {name}")
    last = name.casefold().split()
    ends = {" ".join(last[-n:]) for n in (1, 2)}
    return f"the {name}" if last[0] != "the" and ends & words("takes_article") else name


def _notes(value: Value, standing: Standing) -> Iterator[str]:
    """What a reader must know beside the number: that somebody denies it, and whether anybody checked it."""
    if standing.word in (Word.DENIED, Word.CONTESTED):
        yield f"{standing.word}: {standing.because[0].removesuffix('.')}"
    yield "confirmed by a reviewer" if standing.word is Word.CONFIRMED else _verified([value])


def _verified(of: Iterable[Value]) -> str:
    """By whom, where a report says so of each of them."""
    checked = [{t.claim.verified_by for t in v.tellings if t.claim.verification is Verification.VERIFIED} for v in of]
    if not all(checked):
        return UNVERIFIED
    named = sorted({name for by in checked for name in by if name})
    return f"verified by {', '.join(named)}" if named else "verified, a report says"
