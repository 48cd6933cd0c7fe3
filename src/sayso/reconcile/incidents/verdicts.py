"""People's words on incidents, laid over what the rules found: two are one, or a claim is of another. The later word counts.

Joined incidents keep the id of the one founded first; a claim taken out founds an incident of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.reconcile.incidents.incident import Incident, Judged, Link, founding, incident_id
from sayso.reconcile.incidents.settings import setting
from sayso.reconcile.incidents.told import told
from sayso.vocabulary import Verdicts


def judged(made: Sequence[Incident], links: Sequence[Judged]) -> tuple[Incident, ...]:
    """`links` in the order in which they were given, of each two the last. Ids that are none are passed over."""
    standing = list(made)
    for word in _last_words(links):
        a, b = _holding(standing, word.a), _holding(standing, word.b)
        if a is None or b is None:
            continue
        if word.verdict is Verdicts.SAME_INCIDENT and a is not b:
            first, second = sorted((a, b), key=standing.index)
            standing[standing.index(first)] = _joined(first, second, word.reviewer)
            standing.remove(second)
        elif word.verdict is Verdicts.OTHER_INCIDENT and a is b:
            standing[standing.index(a) : standing.index(a) + 1] = _parted(a, word)
    return tuple(standing)


def _last_words(links: Sequence[Judged]) -> Sequence[Judged]:
    """Of each two the last word: who takes a word back names the same two, and then it is as if it had not been said."""
    last: dict[frozenset[str], Judged] = {}
    for word in reversed(links):
        last.setdefault(frozenset((word.a, word.b)), word)
    return [*reversed(last.values())]


def _holding(standing: Sequence[Incident], wanted: str) -> Incident | None:
    """The incident of this id, or that holds the claim of this id, or the founding claim of the incident that had this id."""
    named = next((one for one in standing if one.id == wanted), None)
    claim = founding(wanted)
    return named or next((one for one in standing if any(t.claim.id == claim for t in one.tellings)), None)


def _joined(first: Incident, second: Incident, reviewer: str) -> Incident:
    moved = [Link(link.telling, (f"the same incident, by {reviewer}", *link.because), reviewer) for link in second.links]
    both = _made([*first.links, *moved], first)
    return replace(both, id=first.id, main=first.main or second.main)


def _parted(whole: Incident, word: Judged) -> list[Incident]:
    """The incident without the later of the two claims (never its founding one), and that claim alone."""
    named = [link for link in whole.links if link.telling.claim.id in (founding(word.a), founding(word.b))]
    if len(named) != 2:
        return [whole]
    gone = named[0] if incident_id(named[1].telling) == whole.id else named[1]
    stays = [link for link in whole.links if link is not gone]
    alone = Link(gone.telling, (f"another incident than that of the other claims, by {word.reviewer}",), word.reviewer)
    return [replace(_made(stays, whole), id=whole.id), replace(_made([alone], whole), main=False)]


def _made(links: Sequence[Link], like: Incident) -> Incident:
    made = told(like.story, [(setting(link.telling), link.because) for link in links], main=like.main)
    by = {link.telling.claim.id: link.by for link in links}
    return replace(made, links=tuple(replace(link, by=by[link.telling.claim.id]) for link in made.links))
