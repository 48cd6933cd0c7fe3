"""Tellers that stand for others within one report: pronouns, surnames, "the ministry", "the government"."""

from __future__ import annotations

import pytest

from sayso.reconcile.origins import origin_of, origins_of
from sayso.types import Attribution, Outlet, Report, Source
from sayso.vocabulary import Manner, SourceKind
from tests.reconcile.origins.reports import a_report, claim, land, origins_in, source, town

KZ, UA = land("KZ"), land("UA")


def test_the_ministry_is_the_one_that_the_report_names() -> None:
    of = a_report("The Interior Ministry said 12 people died. The ministry said 30 were hurt.")
    first, second = origins_in(of, source("The Interior Ministry", of), source("The ministry", of), place=KZ)
    assert first.key == second.key == "KZ/interior-ministry"
    assert "named in full" in second.because[0] or "in this report" in second.because[0]


def test_the_ministry_after_two_ministries_is_the_last_one() -> None:
    of = a_report(
        "The Interior Ministry said 12 people died. "
        "Hours later the Health Ministry gave its own count. The ministry said 30 were hurt."
    )
    keys = [
        o.key
        for o in origins_in(
            of, *(source(n, of) for n in ("The Interior Ministry", "the Health Ministry", "The ministry")), place=KZ
        )
    ]
    assert keys == ["KZ/interior-ministry", "KZ/health-ministry", "KZ/health-ministry"]


def test_two_foreign_ministries_are_told_apart_by_what_stands_before() -> None:
    of = a_report(
        "One man was killed, Tunisia's foreign ministry said. Two more died, the ministry added. "
        "Three were hurt, Algeria's ministry of foreign affairs said. The ministry named them."
    )
    tellers = source("the ministry", of), source("Algeria's ministry of foreign affairs", of), source("The ministry", of)
    assert [o.key for o in origins_in(of, *tellers, place=land("FR"))] == [
        "TN/foreign-ministry", "DZ/foreign-ministry", "DZ/foreign-ministry",
    ]  # fmt: skip


def test_a_ministry_that_nothing_names_is_untold() -> None:
    of = a_report("The ministry said 12 people died.")
    [origin] = origins_in(of, source("The ministry", of), place=KZ)
    assert not origin.identified


def test_the_minister_speaks_for_the_ministry_and_the_reason_says_so() -> None:
    of = a_report("Interior Minister Yerlan Turgumbayev said 12 people died. The minister added that 30 were hurt.")
    full, the = source("Interior Minister Yerlan Turgumbayev", of), source("The minister", of, normalised="Yerlan Turgumbayev")
    first, second = origins_in(of, full, the, place=KZ)
    assert first.key == second.key == "KZ/interior-ministry"
    assert second.because[0] == "“The minister” is Yerlan Turgumbayev in this report"
    assert any("speaks for the Interior Ministry" in why for why in second.because)


def test_a_surname_is_resolved_through_the_text_alone() -> None:
    of = a_report("Defence Minister Ibrahim Yassin toured the front. Yassin said 12 soldiers died.")
    [origin] = origins_in(of, source("Yassin", of, SourceKind.OTHER, nth=1), place=land("SD"))
    assert origin.key == "SD/defence-ministry"


def test_a_surname_is_resolved_through_an_apposition() -> None:
    of = a_report("Ana Markovic, the health minister of Serbia, came late. Markovic said 12 people died.")
    [origin] = origins_in(of, source("Markovic", of, SourceKind.OTHER, "Ana Markovic", nth=1), place=land("RS"))
    assert origin.key == "RS/health-ministry"


def test_a_title_beside_another_persons_name_is_not_his() -> None:
    of = a_report("Ana Markovic, who met President Milan Petrov, was calm. Markovic said 12 people died.")
    [origin] = origins_in(of, source("Markovic", of, SourceKind.OTHER, nth=1), place=land("RS"))
    assert origin.key.startswith(f"{of.id}:person-")


def test_mr_with_a_full_name_elsewhere() -> None:
    of = a_report("Pavel Novak, a spokesman for the Interior Ministry, spoke. Mr. Novak said 12 people died.")
    [origin] = origins_in(of, source("Mr. Novak", of, SourceKind.OTHER, "Pavel Novak"), place=land("CZ"))
    assert origin.key == "CZ/interior-ministry"


@pytest.mark.parametrize("words", ["police", "Police", "the police", "a police spokeswoman"])
def test_police_of_a_report_on_a_town_are_that_towns(words: str) -> None:
    of = a_report(f"Twelve were hurt, {words} said.")
    [origin] = origins_in(of, source(words, of, SourceKind.POLICE), place=town("Hamburg", "DE"))
    assert origin.key == "DE/hamburg/police"


def test_police_without_a_town_are_the_one_force_that_the_report_names() -> None:
    of = a_report("Leipzig police said 12 were hurt. Later police said 15 were.")
    tellers = source("Leipzig police", of, SourceKind.POLICE), source("police", of, SourceKind.POLICE, nth=1)
    assert [o.key for o in origins_in(of, *tellers, place=land("DE"))] == ["DE/leipzig/police"] * 2


def test_police_of_two_cities_are_two() -> None:
    of = a_report("Hamburg police said 12 were hurt. Police in Bremen said 15 were.")
    tellers = source("Hamburg police", of, SourceKind.POLICE), source("Police in Bremen", of, SourceKind.POLICE)
    assert [o.key for o in origins_in(of, *tellers, place=land("DE"))] == ["DE/hamburg/police", "DE/bremen/police"]


def test_police_of_a_claim_in_another_country_are_that_countrys() -> None:
    of = a_report("Twelve died. In Nepal, police said three were hurt. Five died. Six died.")
    abroad = claim(of, source("police", of, SourceKind.POLICE), place=land("NP"), id="a")
    claims = [abroad, *(claim(of, place=town("Lhasa", "CN"), id=f"b{n}") for n in range(3))]
    assert origins_of(of, claims)[0].key == "NP/police"


def test_the_government_is_the_presidency_whose_spokesman_is_named() -> None:
    of = a_report("The government said 21 were freed. Musa Bello, a spokesman for the president, said talks went on.")
    [origin] = origins_in(of, source("The government", of), place=land("NG"))
    assert origin.key == "NG/presidency"


def test_the_government_with_two_ministries_is_untold() -> None:
    of = a_report("The government said 21 died. The Interior Ministry said 12. The Health Ministry said 13.")
    tellers = (source(n, of) for n in ("The government", "The Interior Ministry", "The Health Ministry"))
    assert not origins_in(of, *tellers, place=land("NG"))[0].identified


def test_prosecutors_are_the_prosecutor_general_that_the_report_names() -> None:
    of = a_report("Prosecutor General Berik Assylov said 12 died. The prosecutors said 30 were hurt.")
    tellers = source("Prosecutor General Berik Assylov", of), source("The prosecutors", of)
    assert [o.key for o in origins_in(of, *tellers, place=KZ)] == ["KZ/prosecutor-general"] * 2


def test_the_alliance_is_the_body_that_the_report_names() -> None:
    of = a_report("The Collective Security Treaty Organization sent troops. The alliance said 2,500 would come.")
    tellers = (
        source("The Collective Security Treaty Organization", of, SourceKind.INTERNATIONAL_ORG),
        source("The alliance", of),
    )
    assert [o.key for o in origins_in(of, *tellers, place=KZ)] == ["csto", "csto"]


def test_an_acronym_is_spelled_out_by_the_report() -> None:
    of = a_report("The Harbour Pilots Union (HPU) met. HPU said 12 sailors died.")
    [origin] = origins_in(of, source("HPU", of, SourceKind.OTHER, nth=1), place=land("NL"))
    assert origin.key == "harbour-pilots-union"


def test_who_condoles_is_no_origin() -> None:
    of = a_report("President Ana Markovic mourned the 12 dead.")
    one = claim(of, source("President Ana Markovic", of), place=land("RS"))
    at = of.text.index("mourned")
    cue = (type(of.blocks[0].span)(at, at + 7),)
    one = type(one)(
        **{f: getattr(one, f) for f in one.__slots__}
        | {"attribution": Attribution(one.attribution.chain, Manner.INDIRECT, cue=cue)}
    )
    assert not origin_of(one, of, [one]).identified


def test_own_voice_is_the_agencys_where_it_is_the_agencys_copy() -> None:
    plain, copy = a_report("Twelve died."), a_report("Twelve died.", credit="AFP")
    assert origins_of(plain, [claim(plain)])[0].key == "untold:steppe-wire"
    assert origins_of(copy, [claim(copy)])[0].key == "untold:afp"


def test_an_outlet_that_names_itself_is_its_own_voice() -> None:
    of = a_report("Twelve died, a nurse told the BBC.", outlet=Outlet("bbc.com", "bbc.com"))
    [origin] = origins_in(of, source("the BBC", of, SourceKind.MEDIA), place=UA)
    assert (origin.identified, origin.key) == (False, "untold:bbc")


@pytest.mark.parametrize("role", ["a witness", "a nurse", "his mother", "residents"])
def test_private_persons_of_two_reports_never_share_a_key(role: str) -> None:
    keys = []
    for name in ("one", "two"):
        of = a_report(f"Twelve died, {role} said.", name)
        keys.append(origins_in(of, source(role, of, SourceKind.WITNESS), place=UA)[0].key)
    assert keys[0] != keys[1]


def test_one_report_alone_decides() -> None:
    of = a_report("The Interior Ministry said 12 people died. The ministry said 30 were hurt.")
    claims = [claim(of, source(n, of), place=KZ, id=n) for n in ("The Interior Ministry", "The ministry")]
    assert [origin_of(c, of, claims) for c in claims] == list(origins_of(of, claims))


def test_a_teller_without_span_or_of_no_words_is_taken() -> None:
    of = a_report("Nothing.")
    for name in ("", " ", ",", "the", "—", "X" * 500, "the " * 90):
        [origin] = origins_in(of, Source(name, SourceKind.OTHER, None))
        assert origin.key


def test_the_report_may_have_no_outlet() -> None:
    of: Report = a_report("Twelve died.", outlet=None)
    assert origins_of(of, [claim(of)])[0].key == f"untold:{of.id}"


def test_of_a_private_person_neither_name_nor_reason_nor_key_tells_who() -> None:
    of = a_report("Doctor Ana Diaz said 12 people died. Diaz said 30 were hurt. Luis Ortega, whose son died, said 4 fled.")
    medic = SourceKind.MEDICAL
    named = source("Doctor Ana Diaz", of, medic)
    again, father = source("Diaz", of, medic, "Doctor Ana Diaz", nth=1), source("Luis Ortega", of, SourceKind.FAMILY)
    first, second, third = origins_in(of, named, again, father, place=KZ)
    assert first.key == second.key != third.key
    assert (first.name, third.name) == ("doctor", "relative")
    for one in (first, second, third):
        told = " ".join((one.key, one.name, *one.because)).lower()
        assert not any(name in told for name in ("ana", "diaz", "luis", "ortega"))


@pytest.mark.parametrize(
    ("words", "kind", "role"),
    [
        ("the witness Aigul Bekova", SourceKind.WITNESS, "witness"),
        ("Professor Aigul Bekova of Nazarbayev University", SourceKind.EXPERT, "expert"),
        ("Political analyst Aigul Bekova of the Risk Assessment Group", SourceKind.EXPERT, "expert"),
        ("Analyst Aigul Bekova", SourceKind.EXPERT, "expert"),
    ],
)
def test_a_private_person_is_no_body_of_her_name_and_known_in_one_report_only(words: str, kind: SourceKind, role: str) -> None:
    of = a_report(f"12 people died, {words} said.")
    [origin] = origins_in(of, source(words, of, kind), place=KZ)
    assert origin.name == role
    assert origin.key.startswith(f"{of.id}:")
    assert "ekova" not in str(origin)


def test_two_witnesses_whose_names_tell_nobody_are_not_in_the_reasons() -> None:
    of = a_report("12 people died, Aigul Bekova and Marat Bekov said.")
    [origin] = origins_in(of, source("Aigul Bekova and Marat Bekov", of, SourceKind.WITNESS), place=KZ)
    assert not origin.identified
    assert "Bekov" not in str(origin)


def test_an_institute_that_is_an_expert_keeps_its_name() -> None:
    of = a_report("12 people died, the Institute for the Study of War said.")
    [origin] = origins_in(of, source("the Institute for the Study of War", of, SourceKind.EXPERT), place=KZ)
    assert origin.name == "Institute for the Study of War"
