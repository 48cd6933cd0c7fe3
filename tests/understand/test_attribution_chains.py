"""Chains from the teller closest to the event to the one closest to the reader, and who a teller is."""

from __future__ import annotations

import pytest

from sayso.vocabulary import SourceKind
from tests.understand.attributions_for_tests import chains, read

CHAINS = [
    ("Police said two men fled.", ["Police"]),
    ("The mayor told AFP that ten died.", ["The mayor", "AFP"]),
    ("Ten died, the mayor told Reuters by phone.", ["the mayor", "Reuters"]),
    ("The mayor told reporters that ten died.", ["The mayor"]),
    ("The German Press Agency reported shots, citing local media.", ["local media", "The German Press Agency"]),
    ("Ten died, Interfax reported, quoting the emergencies ministry.", ["the emergencies ministry", "Interfax"]),
    ("Reuters, citing two officials, reported that ten died.", ["two officials", "Reuters"]),
    ("With reference to the ministry, Interfax reported ten dead.", ["the ministry", "Interfax"]),
    ("The mayor was quoted by Kyodo as saying ten died.", ["The mayor", "Kyodo"]),
    ("“They fired,” a doctor was quoted as saying by the newspaper.", ["a doctor", "the newspaper"]),
    ("Ten died, according to the ministry, quoted by the state agency.", ["the ministry", "the state agency"]),
    ("A statement from the ministry said ten died.", ["the ministry"]),
    ("The list was read by Jane Roe, who said ten died.", ["Jane Roe"]),
    ("It was feared that ten died.", []),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_chain(text: str, expected: list[str]) -> None:
    assert chains(text)[0] == expected


RESOLVED = [
    ("Interior Minister Jane Roe said ten died. Roe added that two fled.", "Roe", "Jane Roe"),
    ("Interior Minister Jane Roe said ten died. She said two fled.", "She", "Jane Roe"),
    ("Interior Minister Jane Roe said ten died. The minister said two fled.", "The minister", "Jane Roe"),
    ("President Jane Roe spoke. The head of state said ten died.", "The head of state", "Jane Roe"),
    ("The Public Safety Ministry met. The ministry said ten died.", "The ministry", "Public Safety Ministry"),
    ("The Harbour Transit Authority says a train left. The agency says it is late.", "The agency", "Harbour Transit Authority"),
    ("Chancellor Ola Berg called for calm. “Stop,” said the liberal politician.", "the liberal politician", "Ola Berg"),
    ("The USA said staff may leave. More flights would follow, it said.", "it", "USA"),
    ("EU Commissioner Ursula von der Berg left. “No,” said von der Berg.", "von der Berg", "Ursula von der Berg"),
    ("President Jane Roe met President Ali Khan. The president said ten died.", "The president", None),
    ("Jane Roe met John Roe. Roe said ten died.", "Roe", None),
    ("The ministry said ten died.", "The ministry", None),
]


@pytest.mark.parametrize(("text", "name", "expected"), RESOLVED)
def test_resolution_only_where_certain(text: str, name: str, expected: str | None) -> None:
    sources = [s for a in read(text)[1].attributions for s in a.chain if s.name == name]
    assert [s.normalised for s in sources] == [expected]


def test_the_country_comes_with_the_name() -> None:
    assert [s.country for a in read("Norwegian police said two men fled.")[1].attributions for s in a.chain] == ["NO"]


def test_a_surname_has_the_kind_of_its_full_name() -> None:
    told = read("Interior Minister Jane Roe said ten died. Roe added that two fled.")[1].attributions
    assert [s.kind for a in told for s in a.chain] == [SourceKind.GOVERNMENT, SourceKind.GOVERNMENT]
