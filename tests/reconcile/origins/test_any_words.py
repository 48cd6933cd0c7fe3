"""Whatever a teller is called: no crash, one answer, and a key that says whether it is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.origins import holders, origins_of
from sayso.reconcile.origins.spelling import folded, same_person
from sayso.types import Source
from sayso.vocabulary import SourceKind
from tests.reconcile.origins.reports import a_report, claim, source, town

PARTS = (
    "the",
    "Interior",
    "Minister",
    "Yerlan",
    "Turgumbayev",
    "of",
    "police",
    "ministry",
    "spokesman",
    "for",
    "Kazakhstan's",
    "Cologne",
    "president",
    "a",
    "UN",
    "and",
    ",",
    "former",
    "army",
    "Ana",
    "Markovic",
    "in",
    "witness",
    "officials",
    "—",
    "’s",
    "government",
    "Bavaria",
    "IDF",
    "head",
    "chief",
    "he",
    "it",
    "MVD",
    "(AP)",
    "12",
    "senior",
    "vice",
    "CEO",
)
WORDS = st.lists(st.sampled_from(PARTS), max_size=9).map(" ".join)
NAMES = st.one_of(WORDS, st.text(max_size=40))
KINDS = st.sampled_from(SourceKind)
TEXT = (
    "Interior Minister Yerlan Turgumbayev said 12 died. The ministry said 30 were hurt. He added more. "
    "Police in Almaty counted 15. The government blamed others. Turgumbayev left. Prosecutors waited."
)
TELLERS = ("Interior Minister Yerlan Turgumbayev", "The ministry", "He", "Police in Almaty", "The government", "Prosecutors")


@given(NAMES, KINDS, st.one_of(st.none(), NAMES), st.one_of(st.just(TEXT), NAMES))
def test_any_words_have_one_origin(name: str, kind: SourceKind, resolved: str | None, text: str) -> None:
    of = a_report(text)
    one = claim(of, Source(name, kind, None, resolved), place=town("Almaty", "KZ"))
    [origin] = origins_of(of, [one])
    assert origins_of(of, [one]) == (origin,)
    assert origin.identified is not origin.key.startswith("untold:")
    assert origin.key.strip("/") == origin.key
    assert origin.because
    assert all(holder.name and ":" not in holder.office for holder in holders(of, [one]))


@given(st.permutations(range(len(TELLERS))))
def test_the_order_of_claims_does_not_matter(order: list[int]) -> None:
    of = a_report(TEXT)
    claims = [claim(of, source(name, of), place=town("Almaty", "KZ"), id=f"c{n}") for n, name in enumerate(TELLERS)]
    straight = dict(zip([c.id for c in claims], origins_of(of, claims), strict=True))
    shuffled = [claims[n] for n in order]
    assert dict(zip([c.id for c in shuffled], origins_of(of, shuffled), strict=True)) == straight
    assert holders(of, shuffled) == holders(of, claims)


@given(WORDS)
def test_a_folded_name_is_its_own_spelling(name: str) -> None:
    once = folded(name)
    assert folded(name.upper()) == once
    assert not once or same_person(once, once)
