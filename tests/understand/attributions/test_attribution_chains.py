"""Chains from the teller closest to the event to the one closest to the reader, and who a teller is."""

from __future__ import annotations

import pytest

from sayso.vocabulary import SourceKind
from tests.understand.attributions.attributions_for_tests import chains, read

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
    ("A lower number was given by state radio, which spoke of ten dead.", ["state radio"]),
    ("The law that sharply criticised the mayor fell.", []),
    ("Kyodo quoted the mayor as saying ten died.", ["the mayor", "Kyodo"]),
    ("The mayor, as quoted by Kyodo, said ten died.", ["The mayor", "Kyodo"]),
    ("Ten died, the mayor said at a briefing, as quoted by Kyodo.", ["the mayor", "Kyodo"]),
    ("Ten died, according to state radio; the mayor, quoted by Kyodo, counted nine.", ["state radio"]),
    ("Hospital staff, citing privacy laws, said ten died.", ["Hospital staff"]),
    ("The mayor told a news conference that ten died.", ["The mayor"]),
    ("The minister in a televised address said ten died.", ["The minister"]),
    ("Ten died, a senior officer said on condition of anonymity.", ["a senior officer"]),
    ("Ten died, according to the words of the minister.", ["the minister"]),
    ("The list published by the Transit Ministry names ten dead.", ["the Transit Ministry"]),
    ("An earlier version of this page said ten died.", []),
    ("This newspaper reported that ten died.", []),
    ("We said that ten died.", []),
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
    ("Chancellor Ola Berg called for calm. “Stop,” said the liberal politician.", "the liberal politician", None),
    ("The Harbour Ministry met. The Transit Ministry said ten died.", "The Transit Ministry", None),
    ("The Harbour Ministry met. The transit ministry said ten died.", "The transit ministry", None),
    (
        "The Harbour Ministry said it rained. The Transit Ministry said ten died. Two fled, it said.",
        "it",
        "Transit Ministry",
    ),
    (
        "The Harbour Ministry said it rained. The Transit Ministry said ten died. The ministry said two fled.",
        "The ministry",
        "Transit Ministry",
    ),
    ("The Harbour Ministry met the Transit Ministry. The ministry said two fled.", "The ministry", None),
    ("The mayor, Jon Vik, met them. The governor said ten died.", "The governor", None),
    ("The mayor, Jon Vik, met them. The mayor said ten died.", "The mayor", "Jon Vik"),
    ("Deputy Minister Jon Vik left. The minister said ten died.", "The minister", None),
    ("Steppe Radio went off air. The president said ten died.", "The president", None),
    ("In Port Ellery, the president said it rained. The president said ten died.", "The president", None),
    ("On Wednesday, the mayor, who is ill, left. The mayor said ten died.", "The mayor", None),
    ("On its Telegram channel the ministry said it rained. He said ten died.", "He", None),
    ("Jon Vik said it rained. A doctor said ten died. He said two fled.", "He", "A doctor"),
    ("Minister Ana Reis said it rained. She said ten died. He said two fled.", "He", None),
    ("The Harbour Ministry said it rained. Police said ten died. It said two fled.", "It", "Harbour Ministry"),
    ("The Harbour Ministry said it rained. Its own figure is ten dead.", "Its", "Harbour Ministry"),
    (
        "The Harbour Ministry said it rained. Until then the count was that of the Transit Ministry. It said ten died.",
        "It",
        None,
    ),
    ("The official figure is ten dead. It said two fled.", "It", None),
    ("The USA said staff may leave. More flights would follow, it said.", "it", "USA"),
    ("EU Commissioner Ursula von der Berg left. “No,” said von der Berg.", "von der Berg", "Ursula von der Berg"),
    ("President Jane Roe met President Ali Khan. The president said ten died.", "The president", None),
    ("Jane Roe met John Roe. Roe said ten died.", "Roe", None),
    ("The ministry said ten died.", "The ministry", None),
]


@pytest.mark.parametrize(("text", "name", "expected"), RESOLVED)
def test_resolution_only_where_certain(text: str, name: str, expected: str | None) -> None:
    sources = [s for a in read(text)[1].attributions for s in a.chain if s.name == name]
    assert [s.normalised for s in sources][-1] == expected


def test_the_country_comes_with_the_name() -> None:
    assert [s.country for a in read("Norwegian police said two men fled.")[1].attributions for s in a.chain] == ["NO"]


def test_a_surname_has_the_kind_of_its_full_name() -> None:
    told = read("Interior Minister Jane Roe said ten died. Roe added that two fled.")[1].attributions
    assert [s.kind for a in told for s in a.chain] == [SourceKind.GOVERNMENT, SourceKind.GOVERNMENT]
