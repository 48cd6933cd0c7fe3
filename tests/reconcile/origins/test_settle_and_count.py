"""What the tellings of a series say of each other, and how many origins are left."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.origins import OriginCount, count, origins_of, settle
from sayso.reconcile.telling import Telling
from sayso.types import Outlet, Source
from sayso.vocabulary import SourceKind, Status
from tests.reconcile.origins.reports import a_report, claim, land, telling

MINISTRY = Source("the Interior Ministry", SourceKind.GOVERNMENT, None)
TASS = Source("TASS", SourceKind.AGENCY, None)
TELEVISION = Source("state television", SourceKind.MEDIA, None)
FAMILY = Source("relatives", SourceKind.FAMILY, None)
OFFICIALS = Source("officials", SourceKind.OFFICIAL_UNNAMED, None)


def told(
    name: str, outlet: str, day: int, *chain: Source, number: int = 12, copy: str = "", credit: str | None = None
) -> Telling:
    of = a_report("Nothing more.", name, f"2023-05-{day:02}", outlet=Outlet(outlet, outlet), credit=credit)
    one = claim(of, *chain, number=number, place=land("KZ"), id=f"c{name}{'-'.join(s.name for s in chain)}{number}")
    return telling(of, one, origins_of(of, [one])[0], copy)


def keys(*tellings: Telling) -> list[str]:
    return [t.origin.key for t in settle(tellings)]


def test_own_voice_belongs_to_whom_the_same_report_names_for_the_number() -> None:
    assert keys(told("a", "Herald", 1, MINISTRY), told("a", "Herald", 1)) == ["KZ/interior-ministry"] * 2


def test_another_number_is_not() -> None:
    assert keys(told("a", "Herald", 1, MINISTRY), told("a", "Herald", 1, number=13))[1] == "untold:herald"


def test_officials_are_whom_the_same_report_goes_on_to_name() -> None:
    assert keys(told("a", "Herald", 1, OFFICIALS), told("a", "Herald", 1, MINISTRY))[0] == "KZ/interior-ministry"


def test_officials_are_no_private_person() -> None:
    assert keys(told("a", "Herald", 1, FAMILY), told("a", "Herald", 1, OFFICIALS), told("a", "Herald", 1))[1:] == [
        "untold:herald",
        "ra:family",
    ]


def test_own_voice_belongs_to_whom_the_outlet_named_earlier_but_not_later() -> None:
    before, after = told("a", "Herald", 1, MINISTRY), told("c", "Herald", 3, MINISTRY)
    assert keys(before, told("b", "Herald", 2))[1] == "KZ/interior-ministry"
    assert keys(after, told("b", "Herald", 2))[1] == "untold:herald"
    assert keys(before, told("b", "Courier", 2))[1] == "untold:courier"


def test_a_copy_has_the_origin_of_its_text() -> None:
    assert keys(told("a", "Herald", 1, MINISTRY, copy="g"), told("b", "Courier", 2, copy="g"))[1] == "KZ/interior-ministry"


def test_where_two_are_named_none_is_chosen() -> None:
    assert (
        keys(told("a", "Herald", 1, MINISTRY), told("a", "Herald", 1, TELEVISION), told("a", "Herald", 1))[2] == "untold:herald"
    )


def test_behind_an_agency_stands_whom_another_report_names_before_it() -> None:
    assert keys(told("a", "Herald", 1, MINISTRY, TASS), told("b", "Courier", 2, TASS)) == ["KZ/interior-ministry"] * 2
    assert keys(told("a", "Herald", 1, MINISTRY, TASS, number=13), told("b", "Courier", 2, TASS))[1] == "tass"


def test_ten_outlets_that_quote_one_ministry_are_one_origin() -> None:
    tellings = settle([told(f"r{n}", f"Outlet {n}", n + 1, MINISTRY) for n in range(10)])
    counted = count(tellings)
    assert (counted.identified, counted.at_most, str(counted)) == (1, 1, "1 origin")
    assert len(counted.known[0].outlets) == 10


def test_an_agencys_copies_are_one_untold_voice() -> None:
    tellings = [told(f"r{n}", f"Outlet {n}", n + 1, credit="Associated Press") for n in range(3)]
    counted = count(settle(tellings))
    assert (counted.identified, counted.at_most, counted.shown) == (0, 1, 1)


def test_copies_without_credit_are_one_untold_voice() -> None:
    tellings = [told(f"r{n}", f"Outlet {n}", n + 1, copy="g") for n in range(3)]
    assert count(settle(tellings)).at_most == 1
    assert count(settle([told(f"r{n}", f"Outlet {n}", n + 1) for n in range(3)])).at_most == 3


def test_relatives_in_two_reports_are_counted_once_and_not_joined() -> None:
    tellings = settle([told("a", "Herald", 1, FAMILY), told("b", "Courier", 2, FAMILY)])
    assert len({t.origin.key for t in tellings}) == 2
    assert count(tellings).identified == 1


def test_a_persons_two_offices_are_one_origin() -> None:
    mayor = Source("Ana Markovic, mayor of Nice", SourceKind.GOVERNMENT, None)
    regional = Source("Ana Markovic, president of the Rivage region", SourceKind.GOVERNMENT, None)
    assert len(set(keys(told("a", "Herald", 1, mayor), told("b", "Courier", 2, regional)))) == 1


def test_nothing_told_is_no_origin() -> None:
    assert (count(()).shown, count(()).at_most) == (0, 0)


def test_the_reasons_and_the_chain_are_kept() -> None:
    [known] = count(settle([told("a", "Herald", 1, MINISTRY, TASS), told("b", "Courier", 2, TASS)])).known
    assert known.chains == ("the Interior Ministry → TASS → Herald", "TASS → Courier")
    assert any("had it from there" in why for why in known.because)


CHAINS = ((), (MINISTRY,), (MINISTRY, TASS), (TASS,), (TELEVISION,), (FAMILY,), (OFFICIALS,))
DRAWN = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(1, 4),
        st.sampled_from(CHAINS),
        st.sampled_from([12, 13]),
        st.sampled_from(["", "g"]),
    ),
    max_size=8,
    unique_by=lambda t: (t[0], t[1], t[2], t[3]),
)


def drawn(rows: list[tuple[str, int, tuple[Source, ...], int, str]]) -> list[Telling]:
    out = [told(f"{o}{d}{copy}", f"Outlet {o}", d, *chain, number=n, copy=copy) for o, d, chain, n, copy in rows]
    return list({t.claim.id: t for t in out}.values())


@given(DRAWN, st.randoms(use_true_random=False))
def test_the_order_of_tellings_does_not_matter(
    rows: list[tuple[str, int, tuple[Source, ...], int, str]], random: Random
) -> None:
    tellings = drawn(rows)
    shuffled = tellings[:]
    random.shuffle(shuffled)
    assert {t.claim.id: t for t in settle(shuffled)} == {t.claim.id: t for t in settle(tellings)}
    assert count(settle(shuffled)) == count(settle(tellings))


@given(DRAWN)
def test_settling_keeps_claims_and_what_is_identified_stays_so(
    rows: list[tuple[str, int, tuple[Source, ...], int, str]],
) -> None:
    tellings = drawn(rows)
    settled = settle(tellings)
    assert [t.claim for t in settled] == [t.claim for t in tellings]
    assert all(after.origin.identified for before, after in zip(tellings, settled, strict=True) if before.origin.identified)


def _behind(counted: OriginCount) -> list[tuple[Telling, ...]]:
    return [c.tellings for c in counted.known] + [u.tellings for u in counted.untold]


@given(DRAWN)
def test_the_count_has_bounds(rows: list[tuple[str, int, tuple[Source, ...], int, str]]) -> None:
    settled = settle(drawn(rows))
    counted = count(settled)
    assert counted.identified <= counted.shown <= max(counted.at_most, counted.shown)
    assert counted.at_most <= len(settled)
    assert (counted.shown == 0) is (not settled)
    assert sorted(t.claim.id for ts in _behind(counted) for t in ts) == sorted(t.claim.id for t in settled)


def test_a_body_without_a_country_is_that_of_the_only_country_that_others_name() -> None:
    turkish = told("a", "Herald", 1, Source("the Turkish Red Crescent", SourceKind.NGO, None))
    plain = told("b", "Courier", 2, Source("the Red Crescent", SourceKind.NGO, None))
    syrian = told("c", "Mail", 2, Source("the Syrian Red Crescent", SourceKind.NGO, None))
    assert turkish.origin.key == "TR/red-crescent" and plain.origin.key == "red-crescent"
    assert keys(plain, turkish) == ["TR/red-crescent"] * 2
    assert keys(plain) == ["red-crescent"]
    assert set(keys(plain, turkish, syrian)) == {"red-crescent", "TR/red-crescent", "SY/red-crescent"}


def test_who_denies_a_number_or_takes_it_back_is_no_origin_of_it() -> None:
    said, against = told("a", "Herald", 1, FAMILY), told("b", "Herald", 2, MINISTRY)
    for status in (Status.DENIED, Status.RETRACTED):
        other = replace(against, claim=replace(against.claim, status=status))
        found = count(settle([said, other]))
        assert [one.origin.name for one in found.known] == ["family"] and found.at_most == 1
    assert count(settle([said, against])).identified == 2
