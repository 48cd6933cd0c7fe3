"""Whatever index leads to them: lists and counts hold the claims that fit, as a look at every claim finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import product

import pytest

from bench.many import made
from sayso.ledger.address import Place
from sayso.ledger.claim_row import place_key
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.mentions import words_of
from sayso.ledger.nearness import Near
from sayso.ledger.paging import claims_page, count
from sayso.ledger.postgresql import search as great_search
from sayso.ledger.query import Listed, Reader
from sayso.ledger.sqlite import search
from sayso.vocabulary import PlacePrecision, kinds
from tests.ledger.by_hand import Clock
from tests.ledger.test_nearness import kilometres
from tests.stores import BOTH, POSTGRESQL, Server, files

CLAIMS = 300
WORDS = ("killed", "killed people", "zzyzx", None)
KINDS = ("killed", None)
SINCE, AS_OF = "2022-02", ("2022-03-10", None)


@pytest.fixture(scope="module", params=BOTH)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """For asking only."""
    with ExitStack() as open_:
        somewhere: Callable[[], Place]
        if request.param == POSTGRESQL:
            server: Server = request.getfixturevalue("postgresql")
            somewhere = open_.enter_context(server.schemas())
        else:
            somewhere = open_.enter_context(files(tmp_path_factory.mktemp("ways")))
        ledger = open_.enter_context(Ledger.open(somewhere(), Clock(), create=True))
        _fill(ledger)
        yield Reader(ledger.store)


def _fill(ledger: Ledger) -> None:
    for number, (capture, report, reading) in enumerate(made(CLAIMS)):
        ledger.add(capture, report, reading)
        if number % 9 == 0:  # read again by another version: half of the claims hold no more
            again = type(reading.maker)(reading.maker.reader, "later")
            ledger.add(capture, report, type(reading)(report.id, again, reading.layers, reading.claims[::2]))


@pytest.mark.parametrize("few", [0, search.FEW])
def test_lists_and_counts_are_those_of_a_look_at_every_claim(filled: Reader, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for of_store in (search, great_search):
        monkeypatch.setattr(of_store, "FEW", few)
    every = list(filled.claims())
    assert len(every) > CLAIMS // 2
    countries = _countries(every)
    found = 0
    for filters in _questions(every):
        expected = [listed for listed in every if _fits(listed, filters, countries)]
        assert list(filled.claims(filters)) == expected, filters
        assert [*claims_page(filled, filters, 20).rows] == expected[:20], filters
        assert min(31, count(filled, filters, 30)) == min(31, len(expected)), filters
        assert count(filled, filters) == len(expected), filters
        found += bool(expected)
    assert found > 20


@pytest.mark.parametrize("text", [None, "killed"])
@pytest.mark.parametrize("kind", [None, "killed"])
@pytest.mark.parametrize("within", [25.0, 700.0])
def test_what_is_near_comes_in_the_order_of_the_list(filled: Reader, within: float, kind: str | None, text: str | None) -> None:
    every = list(filled.claims())
    points = [point for listed in every if (point := _point(listed))]
    at = max(points, key=points.count)
    filters = Filters(near=Near(*at, within), kind=kind, text=text)
    near = [one for one in every if (point := _point(one)) and kilometres(point, at) <= within]
    expected = [one for one in near if _fits(one, replace(filters, near=None), {})]
    pages, after = list[Listed](), None
    while True:
        page = claims_page(filled, filters, 3, after)
        pages += page.rows
        if (after := page.next) is None:
            break
    assert len(near) > 3
    assert pages == expected == list(filled.claims(filters))
    assert list(filled.claims(replace(filters, limit=2))) == expected[:2]


def _point(listed: Listed) -> tuple[float, float] | None:
    place = listed.claim.place
    return (place.latitude, place.longitude) if place and place.latitude is not None and place.longitude is not None else None


def _questions(every: list[Listed]) -> Iterator[Filters]:
    places = [listed.claim.place for listed in every if listed.claim.place]
    region = next(place.admin1 for place in places if place.admin1)
    town = next(place.name for place in places if place.precision is PlacePrecision.CITY)
    country = next(place for place in places if place.precision is PlacePrecision.COUNTRY)
    named = (None, region, town.upper(), country.name, country.country, "Nowhere")
    for text, kind, as_of, place in product(WORDS, KINDS, AS_OF, named):
        yield Filters(text=text, kind=kind, as_of=as_of, place=place)
    yield Filters(since=SINCE, text="killed", place=town)
    yield Filters(since=SINCE, until="2022-03", group="people")


def _countries(every: list[Listed]) -> dict[str, set[str | None]]:
    """Of each name that reports give a country: its codes."""
    found: dict[str, set[str | None]] = {}
    for listed in every:
        place = listed.claim.place
        if place and place.precision is PlacePrecision.COUNTRY:
            found.setdefault(place_key(place.name), set()).add(place.country)
    return found


def _fits(listed: Listed, filters: Filters, countries: dict[str, set[str | None]]) -> bool:
    claim, known_by = listed.claim, listed.known_by or ""
    words = words_of(f"{claim.evidence.text} {listed.report.title or ''}")
    return (
        (filters.kind is None or claim.kind == filters.kind)
        and (filters.group is None or kinds()[claim.kind].group == filters.group)
        and (filters.as_of is None or known_by[:10] <= filters.as_of)
        and (filters.until is None or known_by[: len(filters.until)] <= filters.until)
        and (filters.since is None or known_by[: len(filters.since)] >= filters.since)
        and (filters.text is None or words_of(filters.text) <= words)
        and (filters.place is None or _in(listed, filters.place, countries))
    )


def _in(listed: Listed, name: str, countries: dict[str, set[str | None]]) -> bool:
    place, key = listed.claim.place, place_key(name)
    if place is None:
        return False
    by_name = place_key(place.name) == key or (place.admin1 is not None and place_key(place.admin1) == key)
    return by_name or place.country in countries.get(key, set()) or (len(name) == 2 and place.country == name.upper())
