"""How an incident stands: who says that it happened, who denies it, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.reconcile.incidents import Incident
from sayso.reconcile.links import Link, denials
from sayso.reconcile.origins import count, with_countries
from sayso.reconcile.standing import Judged, Standing, Word, with_persons
from sayso.types import Verdict
from sayso.vocabulary import Status, Verification


def incident_standing(incident: Incident, judged: Judged, named: Sequence[Link] = ()) -> Standing:
    """The rules in their order: retracted, denied or contested, corroborated, unverifiable, single. A person outranks them.
    `named`: denials anywhere that name the claim that they deny (`denials.named_denials`)."""
    return with_persons(by_rules(incident, named), verdicts_on(incident, judged))


def by_rules(incident: Incident, named: Sequence[Link] = ()) -> Standing:
    """The same before any person's word."""
    return next(_rules(incident, named))


def _rules(incident: Incident, named: Sequence[Link]) -> Iterator[Standing]:
    told = with_countries(incident.tellings)
    if all(t.claim.status is Status.RETRACTED for t in told):
        yield _made(Word.RETRACTED, "everything told of it was taken back")
    saying = [t for t in told if t.claim.status not in (Status.RETRACTED, Status.DENIED)]
    known = count(saying).known
    here = {t.claim.id for t in told}
    denied = (*denials(told), *(link for link in named if link.of in here))
    if denied or not saying:
        yield _made(Word.CONTESTED if len(known) > 1 else Word.DENIED, *dict.fromkeys(link.because for link in denied))
    if len(known) > 1:
        yield _made(Word.CORROBORATED, f"{len(known)} independent origins: {', '.join(one.origin.name for one in known)}")
    if any(t.claim.verification is Verification.UNVERIFIABLE for t in told):
        yield _made(Word.UNVERIFIABLE, "a report says that it could not be verified")
    yield _made(Word.SINGLE, f"only {known[0].origin.name} says so" if known else "no report says who knows of it")


def _made(word: Word, *because: str) -> Standing:
    return Standing(word, f"{word}: {'; '.join(because)}" if because else str(word), because, word)


def verdicts_on(incident: Incident, judged: Judged) -> Sequence[Verdict]:
    """On the incident itself; a verdict on one of its claims is a verdict on that claim alone, and what was said of an incident
    that a person joined to this one is not said of this one."""
    return tuple(v for name in incident.names for v in judged.get(name, ())) if judged else ()
