"""`claimreview`: what persons found of claims, as ClaimReview of schema.org (JSON-LD): a list, to be put into pages.

Only verdicts of people, of those words that rate: confirm, refute, unverifiable. A machine never rates; where nobody has judged
anything, the list is empty. A rating has the verdict's word and reason and no number, since nobody gave one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from sayso.export.formats.coded import PREFIX
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.json_text import dumped, web
from sayso.export.formats.persons import is_public, source_name
from sayso.reconcile.judgement import BY_PERSON, last_words
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.telling import Carrier, Telling
from sayso.reconcile.values import RUNNING
from sayso.types import Verdict
from sayso.vocabulary import DEMONSTRATION

CONTEXT = "https://schema.org"
REVIEW = (
    *("@context", "@type", "identifier", "datePublished", "author", "claimReviewed", "reviewBody", "reviewRating"),
    *("itemReviewed", "creativeWorkStatus"),
)
CLAIM = ("@type", "identifier", "author", "datePublished", "firstAppearance", "appearance")
WORK = ("@type", "url", "headline", "datePublished", "publisher")
COLUMNS = (
    *REVIEW,
    *(f"author.{name}" for name in ("@type", "name")),
    *(f"reviewRating.{name}" for name in ("@type", "alternateName", "ratingExplanation")),
    *(f"itemReviewed.{name}" for name in CLAIM),
    *(f"itemReviewed.firstAppearance.{name}" for name in WORK),
)
NOBODY = "no verdict: nobody has confirmed or refuted what fits (sayso review), and a machine does not rate"


@dataclass(frozen=True, slots=True)
class Judged:
    """Something that a person may judge. `names`: every id that it may have had."""

    names: Sequence[str]
    words: str
    """What is claimed: the sentence of a report, or of a figure what stands of it."""
    tellings: Sequence[Telling]
    """In the order of publication."""


def reviews(of: Exported) -> list[dict[str, Any]]:
    """One for the last word of each person on each thing, in the order in which they were given."""
    known = of.knowledge()
    found = [(verdict, one) for one in _things(known) for verdict in _rated(one, known)]
    found.sort(key=lambda pair: (pair[0].at, pair[0].subject, pair[0].reviewer))
    return [_review(verdict, one, of.names) for verdict, one in found]


def _rated(one: Judged, known: Knowledge) -> Sequence[Verdict]:
    given = [v for name in one.names for v in known.world.verdicts.get(name, ()) if v.verdict in BY_PERSON]
    return last_words(given)


def _things(known: Knowledge) -> Iterator[Judged]:
    """Claims, values, figures and incidents that rest on what was asked for; a claim with all who tell its value."""
    together: dict[str, Sequence[Telling]] = {}
    for view in known.shown_series():
        yield Judged([view.series.id], view.sentence, view.series.tellings)
        for value in view.values:
            together |= dict.fromkeys((t.claim.id for t in value.tellings), value.tellings)
            yield Judged(value.names, value.evidence.claim.evidence.text, value.tellings)
    for incident in known.shown_incidents():
        yield Judged(incident.names, _sentence(incident.tellings), incident.tellings)
    for t in known.fitting:
        yield Judged([t.claim.id], t.claim.evidence.text, together.get(t.claim.id, (t,)))


def _sentence(tellings: Sequence[Telling]) -> str:
    """The first in running text; a headline is shorter than what it says."""
    running = (t for t in tellings if t.claim.evidence.block in RUNNING)
    return next(running, tellings[0]).claim.evidence.text


def _review(verdict: Verdict, one: Judged, names: bool) -> dict[str, Any]:
    who = sha256(f"{verdict.reviewer}\n{verdict.at.isoformat()}".encode("utf8", "replace")).hexdigest()[:12]
    demonstration = any(t.carrier.demonstration for t in one.tellings)
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "identifier": f"{PREFIX}{verdict.subject}-{who}",
        "datePublished": verdict.at.date().isoformat(),
        "author": {"@type": "Person", "name": verdict.reviewer},
        "claimReviewed": one.words,
        "reviewBody": verdict.reason,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": str(BY_PERSON[verdict.verdict]).capitalize(),
            "ratingExplanation": verdict.reason,
        },
        "itemReviewed": _claim(one, names),
    } | ({"creativeWorkStatus": DEMONSTRATION} if demonstration else {})


def _claim(one: Judged, names: bool) -> dict[str, Any]:
    """Without what is not known."""
    first, *others = {t.carrier.id: t.carrier for t in one.tellings}.values()
    told = {
        "@type": "Claim",
        "identifier": PREFIX + one.names[0],
        "author": _author(one.tellings[0], names),
        "datePublished": (first.published or "")[:10],
        "firstAppearance": _work(first),
        "appearance": [_work(carrier) for carrier in others],
    }
    return {name: value for name, value in told.items() if value}


def _author(t: Telling, names: bool) -> dict[str, str]:
    """The first teller: an institution; a person by role; where nobody is named, who published it."""
    if is_public(t.origin):
        return {"@type": "Organization", "name": t.origin.name}
    chain = t.claim.attribution.chain
    if not t.origin.identified or not chain:
        return {"@type": "Organization", "name": t.carrier.publisher}
    return {"@type": "Person", "name": source_name(chain[0], names)}


def _work(carrier: Carrier) -> dict[str, Any]:
    told = {
        "@type": "NewsArticle",
        "url": web(carrier.url),
        "headline": carrier.title,
        "datePublished": (carrier.published or "")[:10],
        "publisher": {"@type": "Organization", "name": carrier.publisher},
    }
    return {name: value for name, value in told.items() if value}


def _write(of: Exported, into: BinaryIO) -> None:
    found = reviews(of)
    if not found:
        of.tell(NOBODY)
        into.write(b"[]\n")
        return
    into.write(b"[\n" + b",\n".join(dumped(one, for_pages=True) for one in found) + b"\n]\n")


FORMAT = Format(
    name="claimreview",
    suffix=".json",
    media="application/ld+json",
    about="What persons found of claims, as ClaimReview of schema.org: JSON-LD",
    columns=COLUMNS,
    write=_write,
)
