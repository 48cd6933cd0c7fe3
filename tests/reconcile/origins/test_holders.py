"""Who holds a public office, learned in one report and used in another; nobody else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.origins import Holder, holders, keys_of, origins_of, with_holders
from sayso.reconcile.telling import Origin
from sayso.vocabulary import SourceKind
from tests.reconcile.origins.reports import a_report, claim, land, source


def learned(words: str, country: str, name: str = "one", kind: SourceKind = SourceKind.GOVERNMENT) -> tuple[Holder, ...]:
    of = a_report(f"{words} said 12 people died.", name)
    return holders(of, [claim(of, source(words, of, kind), place=land(country))])


def bare(name: str, country: str, known: tuple[Holder, ...], kind: SourceKind = SourceKind.OTHER) -> Origin:
    of = a_report(f"At least 12 died, {name} said.", "two")
    one = claim(of, source(name, of, kind), place=land(country))
    return with_holders(origins_of(of, [one])[0], known, one)


@pytest.mark.parametrize("name", ["Turgumbayev", "Turgumbaev", "Turgumbayew", "Yerlan Turgumbayev", "Erlan Turgumbaev"])
def test_a_bare_name_gets_the_office_that_another_report_gives(name: str) -> None:
    origin = bare(name, "KZ", learned("Interior Minister Yerlan Turgumbayev", "KZ"))
    assert origin.key == "KZ/interior-ministry"
    assert "another report says “Interior Minister Yerlan Turgumbayev”" in origin.because[0]


@pytest.mark.parametrize(
    "words",
    [
        "Kharkiv Mayor Ivan Petrenko",
        "Defence Minister Ivan Petrenko",
        "Ivan Petrenko, a spokesman for the army",
        "Kharkiv Police Chief Ivan Petrenko",
        "President Ivan Petrenko",
        "UNICEF spokesman Ivan Petrenko",
    ],
)
def test_public_offices_are_learned(words: str) -> None:
    assert [holder.person for holder in learned(words, "UA")] == ["Ivan Petrenko"]


@pytest.mark.parametrize(
    "words",
    [
        "Ivan Petrenko, a nurse at the military hospital",
        "Ivan Petrenko, a witness",
        "the family of Ivan Petrenko",
        "former President Ivan Petrenko",
        "Ivan Petrenko, a member of parliament",
        "Ivan Petrenko, a lawyer for the police",
        "zoo president Ivan Petrenko",
        "police officer Ivan Petrenko",
        "army nurse Ivan Petrenko",
        "Ivan Petrenko",
    ],
)
def test_nobody_else_is(words: str) -> None:
    assert learned(words, "UA") == ()


@pytest.mark.parametrize("kind", [SourceKind.WITNESS, SourceKind.FAMILY, SourceKind.MEDICAL, SourceKind.EXPERT])
def test_a_private_person_who_bears_a_ministers_name_stays_private(kind: SourceKind) -> None:
    assert bare("Ivan Petrenko", "UA", learned("Interior Minister Ivan Petrenko", "UA"), kind).key.startswith("rtwo:")


def test_two_offices_of_one_name_resolve_nothing() -> None:
    known = learned("Interior Minister Ivan Petrenko", "UA") + learned("Health Minister Pavlo Petrenko", "UA", "three")
    assert bare("Petrenko", "UA", known).key.startswith("rtwo:")
    assert bare("Pavlo Petrenko", "UA", known).key == "UA/health-ministry"


def test_a_surname_in_a_report_on_another_country_is_somebody_else() -> None:
    assert bare("Petrenko", "BR", learned("Interior Minister Ivan Petrenko", "UA")).key.startswith("rtwo:")


def test_a_guest_president_keeps_the_country_that_another_report_names() -> None:
    known = learned("Chilean President Ana Markovic", "CL")
    assert bare("President Ana Markovic", "JP", known).key == "CL/presidency"
    assert bare("President Ivan Petrenko", "JP", known).key == "JP/presidency"


NAMES = ("Turgumbayev", "Erlan Turgumbaev", "Petrenko", "Ana Markovic", "Markovic", "the Health Ministry", "President Petrenko")


@given(st.sampled_from(NAMES), st.sets(st.sampled_from((*NAMES[:5], "Olena Bondar", "Yerlan Turgumbayew"))))
def test_holders_found_by_key_are_all_that_matter(name: str, of: set[str]) -> None:
    known = tuple(h for n, one in enumerate(sorted(of)) for h in learned(f"Ukraine's Interior Minister {one}", "UA", f"r{n}"))
    text = a_report(f"At least 12 died, {name} said.", "two")
    one = claim(text, source(name, text, SourceKind.OTHER), place=land("UA"))
    origin = origins_of(text, [one])[0]
    by_key = [holder for holder in known if holder.keys & keys_of(origin, one)]
    assert with_holders(origin, by_key, one) == with_holders(origin, known, one)


def test_an_institution_stays_what_it_is() -> None:
    known = learned("Interior Minister Yerlan Turgumbayev", "KZ")
    assert bare("the Health Ministry", "KZ", known, SourceKind.GOVERNMENT).key == "KZ/health-ministry"


@given(
    st.permutations(["Interior Minister Ivan Petrenko", "Ukraine's Interior Minister Ivan Petrenko", "President Olena Bondar"])
)
def test_the_order_of_reports_does_not_matter(order: list[str]) -> None:
    known = tuple(holder for n, words in enumerate(order) for holder in learned(words, "UA", f"r{n}"))
    assert bare("Petrenko", "UA", known).key == "UA/interior-ministry"
