"""Which claim a denial denies: the claim in the same report that it answers, told by somebody else.

    "Residents say that shells fell on the market, but the army denied it."       what others tell in the sentence
    "The army denied that it had shelled the market."                             the nearest shelling that others tell
    "Valdorian ships brought the arms, say … Valdoria denied the reports."         what was told just before of the same name

What names nothing ("denied any wrongdoing") denies no claim, and a plain "did not" is no denial. Reports are looked at one by
one, each claim against a bounded number of those before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.reconcile.links import Link, LinkKind
from sayso.reconcile.telling import Telling
from sayso.vocabulary import Group, Status, kinds

DENIAL = "denial"
LOOK_BACK = 12
"""Claims before a denial among which that which it denies is sought; a few paragraphs."""
NEAR = 500
"""Code points before a denial within which "the reports" are meant: the sentence before, or the one before that."""
POINTS_BACK = re.compile(
    r"\b(?:the|these|those|this|that|such|all)\s+(?:\w+\s+)?(?:reports?|allegations?|accusations?|claims?|charges?|rumou?rs?)\b"
    r"(?!\s+(?:of|that|about|against|by|from)\b)|\b(?:denie[sd]|deny|denying|refute[sd]?|reject(?:s|ed)?|dismiss(?:es|ed)?) "
    r"(?:it|this|that|them)\b(?! \w+(?:s|ed)\b)",
    re.IGNORECASE,
)
"""Words for what was told just before, without saying again what it is."""
NOT_DENIED = re.compile(r"\b(?:not|never|cannot|no one can|nobody can|\w+n['’]t)\s+(?:\w+\s+)?deny\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z]\w{3,}")
STEM = 4
"""Letters that a country and its people have in common: "China", "Chinese"; "Russian", "Russia"."""
TOLD = frozenset({Group.PEOPLE, Group.VIOLENCE, Group.CONTENTION, Group.MEASURE, Group.RELATION})
"""Groups of kinds that a denial may be of. Of what others said it is the matter that is denied, not the saying."""
ACCUSATION = "accusation"


def named_denials(tellings: Sequence[Telling]) -> tuple[Link, ...]:
    """Of any number of reports, in the order of the links' ids."""
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.carrier.id].append(telling)
    made = {link.id: link for told in by_report.values() for link in _of_report(told)}
    return tuple(made[id] for id in sorted(made))


def _of_report(told: list[Telling]) -> Iterator[Link]:
    told.sort(key=lambda t: (t.claim.evidence.span, t.claim.id))
    for at, one in enumerate(told):
        text = one.claim.evidence.text
        if one.claim.kind == DENIAL and one.claim.attribution.chain and not NOT_DENIED.search(text):
            around = told[max(0, at - LOOK_BACK) : at + 1 + LOOK_BACK]
            denied = _denied(one, [t for t in around if t is not one])
            if denied is not None:
                who, whose = _teller(one), _teller(denied)
                because = f"{who} denied what {whose} told: {denied.claim.kind}"
                yield Link(LinkKind.DENIES, one.claim.id, denied.claim.id, because)


def _denied(one: Telling, around: Sequence[Telling]) -> Telling | None:
    """The nearest claim of others that the words of the denial mean."""
    sentence = one.claim.evidence.span
    here = [t for t in around if t.claim.evidence.span.overlaps(sentence)]
    before = [t for t in around if t.claim.evidence.span.end <= sentence.start and _is_of(t, one)]
    answered = [t for t in here if _is_of(t, one) and t.claim.attribution.chain]
    own_words = {t.claim.kind for t in here if t.claim.status is Status.DENIED}
    said_again = [t for t in before if t.claim.kind in own_words]
    meant = [t for t in before if sentence.start - t.claim.evidence.span.end <= NEAR and _names(t) & _names(one)]
    points_back = meant if POINTS_BACK.search(one.claim.evidence.text) else []
    return next((found[-1] for found in (answered, said_again, points_back) if found), None)


def _is_of(asserted: Telling, denial: Telling) -> bool:
    """Is it told as a fact by somebody else, and of a kind that can be denied?"""
    known = kinds().get(asserted.claim.kind)
    deniable = asserted.claim.kind == ACCUSATION or (known is not None and known.group in TOLD)
    stated = asserted.claim.status in (Status.ASSERTED, Status.ALLEGED)
    return stated and deniable and _is_another(asserted, denial)


def _is_another(one: Telling, other: Telling) -> bool:
    """Another origin; of tellers whom nothing identifies ("local sources", "the authorities"), one of another name."""
    if one.origin.key != other.origin.key:
        return True
    named = [t.claim.attribution.chain[0].name.casefold() for t in (one, other) if t.claim.attribution.chain]
    return not one.origin.identified and len(set(named)) > 1


def _teller(told: Telling) -> str:
    """The origin; where nothing identifies it, the words for it, else who published it."""
    chain = told.claim.attribution.chain
    if told.origin.identified:
        return told.origin.name
    return chain[0].told if chain else told.carrier.publisher


def _names(told: Telling) -> set[str]:
    return {name.lower()[:STEM] for name in NAME.findall(told.claim.evidence.text)}
