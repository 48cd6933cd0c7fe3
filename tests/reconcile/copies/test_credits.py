"""Whose copy a text is, by what it says of itself."""

from __future__ import annotations

import pytest

from sayso.reconcile.copies.credits import Credit, of_group, whose
from sayso.types import Block, Dateline, Outlet, Span
from sayso.vocabulary import BlockKind, OutletKind
from tests.reconcile.copies.made import FERRY, carrier, report

OPENING = "NORTH HARBOUR (Coast Wire) —"


def test_an_own_text_is_nobodys_copy() -> None:
    assert whose(report(*FERRY)) is None


def test_a_credit_names_the_agency() -> None:
    assert whose(report(*FERRY, credit="AFP")) == Credit("AFP", "credited to AFP")


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [
        (Outlet("x", "Coast Wire", kind=OutletKind.AGENCY), "Coast Wire"),
        (Outlet("reuters.invalid", "reuters.invalid", site="reuters.invalid"), "Reuters"),
        (Outlet("y", "Agence France-Presse"), "AFP"),
    ],
)
def test_an_agency_publishes_its_own(outlet: Outlet, agency: str) -> None:
    assert whose(report(*FERRY, outlet=outlet)) == Credit(agency, "published by the agency itself")


def test_a_newspaper_is_no_agency() -> None:
    assert whose(report(*FERRY, outlet=Outlet("highlandone.invalid", "highlandone.invalid", "highlandone.invalid"))) is None


def test_a_byline_may_name_the_agency() -> None:
    assert whose(report(*FERRY, byline="Jane Doe, Reuters")) == Credit("Reuters", "its byline names Reuters")


def test_an_unknown_name_in_a_dateline_counts_where_the_byline_has_it_too() -> None:
    dateline = Dateline("NORTH HARBOUR", None, Span(0, len(OPENING)))
    text = f"{OPENING} {FERRY[0]}"
    assert whose(report(text, dateline=dateline, byline="By Coast Wire")) == Credit(
        "Coast Wire", "its dateline names Coast Wire"
    )
    assert whose(report(text, dateline=dateline, byline="By Jane Doe")) is None


def test_reported_over_the_whole_text() -> None:
    told = ("The ferry is afloat again, Reuters reported.", "According to Reuters, divers found no damage.")
    assert whose(report(*told, FERRY[1])) == Credit("Reuters", "Reuters is named as teller in most sentences")


def test_reported_in_one_sentence_is_a_citation() -> None:
    assert whose(report("The ferry is afloat again, Reuters reported.", FERRY[1])) is None


def test_a_caption_credits_its_picture() -> None:
    text = "The ferry. Reuters reported. According to Reuters it sank."
    caption = Block(BlockKind.CAPTION, Span(0, len(text)), credit="Reuters")
    assert whose(report(text, blocks=(caption,))) is None


def test_a_group_is_the_agencys_whose_credit_a_member_has() -> None:
    members = [(carrier("b", "2022-01-06"), None), (carrier("a", "2022-01-07"), Credit("AP", "credited to AP"))]
    assert of_group(members) == of_group(members[::-1]) == Credit("AP", "a: credited to AP")
    assert of_group(members[:1]) is None


def test_of_two_agencies_most_members_decide_and_then_the_first() -> None:
    ap, afp = Credit("AP", "credited to AP"), Credit("AFP", "credited to AFP")
    two = [(carrier("a", "2022-01-06"), afp), (carrier("b", "2022-01-07"), ap)]
    assert of_group(two[::-1]) == Credit("AFP", "a: credited to AFP")
    assert of_group([*two, (carrier("c", "2022-01-08"), ap)]) == Credit("AP", "b: credited to AP")
