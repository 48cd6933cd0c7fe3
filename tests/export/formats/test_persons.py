"""Private persons: a role in every format, whatever their names; with `names`, the names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.export.formats.claim_cells import claim_cells
from sayso.export.formats.persons import actor_name, source_name
from sayso.ledger.query import Listed
from sayso.types import Actor, Attribution, Source, Span
from sayso.vocabulary import ActorKind, SourceKind
from tests.claims_for_tests import event_claim, report

NAME = "Aigul Bekova"


@pytest.mark.parametrize(
    ("told", "kind", "shown"),
    [
        (NAME, SourceKind.WITNESS, "witness"),
        (f"{NAME}, his mother", SourceKind.FAMILY, "relative"),
        (f"Doctor {NAME}", SourceKind.MEDICAL, "medic"),
        (f"Professor {NAME}", SourceKind.EXPERT, "expert"),
        (f"police officer {NAME}", SourceKind.POLICE, "junior official"),
        ("officials", SourceKind.OFFICIAL_UNNAMED, "officials"),
        ("a U.S. official", SourceKind.OFFICIAL_UNNAMED, "a U.S. official"),
        (f"official {NAME}", SourceKind.OFFICIAL_UNNAMED, "official"),
        (f"an official, {NAME}", SourceKind.OFFICIAL_UNNAMED, "an official"),
        ("Interior Minister Yerlan Turgumbayev", SourceKind.GOVERNMENT, "Interior Minister Yerlan Turgumbayev"),
        ("Human Rights Watch", SourceKind.NGO, "Human Rights Watch"),
    ],
)
def test_who_is_shown_by_name(told: str, kind: SourceKind, shown: str) -> None:
    source = Source(told, kind, Span(0, 5))
    assert source_name(source, names=False) == shown
    assert source_name(source, names=True) == told


def test_a_private_teller_is_no_actor_by_name_either() -> None:
    of = report()
    chain = (Source(NAME, SourceKind.WITNESS, Span(3, 9), normalised=f"Ms {NAME}"),)
    claim = event_claim(of, attribution=Attribution(chain), actor=Actor(NAME, ActorKind.OTHER, Span(3, 9)))
    assert claim.actor
    assert actor_name(claim.actor, claim, names=False) == "witness"
    medic = replace(claim.actor, kind=ActorKind.MEDICAL, span=Span(20, 22))
    assert actor_name(medic, claim, names=False) == "medic"
    assert actor_name(claim.actor, claim, names=True) == NAME
    cells = claim_cells(Listed(claim, of, 1, "2026", None), None, names=False)
    assert NAME not in str(cells)
    assert NAME in str(claim_cells(Listed(claim, of, 1, "2026", None), None, names=True))
