"""Tellers whose words name no institution of the lists: a government, a role, nobody in particular, a proper name."""

from __future__ import annotations

from sayso.reconcile.origins.matching import head_end
from sayso.reconcile.origins.runs import PARTICLES, PREPOSITIONS, country_first, name_of, person_anywhere, run_before
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.word_tables import table, words
from sayso.understand import language

MANY = frozenset({"officials", "representatives", "spokespeople"})
"""Those of a body together speak for it; one of them who is not named does not."""
GOVERNMENTS = frozenset({"government", "regime", "cabinet", "junta"})


def without_institution(said: list[str], low: list[str], head: str) -> Teller:
    country, rest = country_first(low)
    stands = _for_a_government(low, country, rest)
    if stands is not None:
        return stands
    ending = table("origin_generic").get(" ".join(rest))
    if ending:
        return Teller("", generic=ending, country=country)
    person = person_anywhere(said, low)
    role = _role_beside(said, low)
    if role:
        return Teller("", role=role, person=person)
    if head in MANY and (body := _body_before(said)):
        return Teller("", name=body, of_body=True)
    of_country = country is not None and not _capital_in(said, rest)
    if of_country or head in words("origin_untold") or not any(w[0].isupper() for w in said):
        return Teller("", untold=True, country=country)
    return _spoken_for(said, low) or _by_name(said, low, country, rest, person)


def _for_a_government(low: list[str], country: str | None, rest: list[str]) -> Teller | None:
    """ "Nigeria", "Moscow", "the Nigerian government"; two of them are nobody's voice."""
    capital = language.table("source_capitals").get(" ".join(low))
    if capital or (country and not rest) or (rest and rest[0] in GOVERNMENTS):
        return Teller("", government=True, country=capital or country)
    if country and rest[0] == "and" and country_first(rest[1:])[0]:
        return Teller("", untold=True)
    return None


def _by_name(said: list[str], low: list[str], country: str | None, rest: list[str], person: str | None) -> Teller:
    """The proper name: behind a noun in small letters that follows a country or the sentence's first word."""
    behind = len(said) - len(rest) if country else 0
    if said[behind][0].islower() or _only_opens(said, low):
        later = next((at for at in range(behind + said[behind][0].isupper(), len(said)) if said[at][0].isupper()), None)
        found = name_of(said[later:]) if later else None
        return Teller("", name=found, person=person, untold=found is None)
    return Teller("", name=name_of(said), person=person, country=country)


def _body_before(said: list[str]) -> str | None:
    """The body of no list whose officials speak: "MTA officials", "Harbour Board officials"; not "Aviation officials"."""
    at = run_before(said[:-1], len(said) - 1)
    run = said[at:-1]
    named = len(run) > 1 or (len(run) == 1 and (run[0].isupper() or at > 0))
    return " ".join(run) if named and country_first([w.lower() for w in run])[0] is None else None


def _capital_in(said: list[str], rest: list[str]) -> bool:
    return any(word[0].isupper() for word in said[-len(rest) :])


def _only_opens(said: list[str], low: list[str]) -> bool:
    """Does a noun in small letters follow the first word? Its capital may be the sentence's: "Credit company Equifax"."""
    follows = said[1] if len(said) > 1 else ","
    return follows[0].islower() and low[1] not in PREPOSITIONS | PARTICLES | {"and", "or"}


def _role_beside(said: list[str], low: list[str]) -> str | None:
    """What a person is in the apposition after the first comma, if a private person: "Ana Diaz, a nurse at the camp"."""
    rest = low[low.index(",") + 1 :] if "," in low else []
    end = head_end(rest) if rest else 0
    return table("origin_private").get(rest[end - 1]) if end else None


def _spoken_for(said: list[str], low: list[str]) -> Teller | None:
    """ "Backroads spokeswoman Liz Einbinder", "a spokesman for Acme": the body that is no list's."""
    at = next((i for i, w in enumerate(low) if w.startswith(("spokes", "ceo", "chief"))), None)
    if at is None:
        return None
    after = at + 1
    while after < len(low) and low[after] in {"executive", "director", "officer"}:
        after += 1
    if after < len(low) and low[after] in {"for", "of", "at"}:
        body = name_of(said[after + 1 :])
    else:
        run = run_before(said, at)
        body = " ".join(said[run:at])
    return Teller("", name=body, of_body=True) if body else None
