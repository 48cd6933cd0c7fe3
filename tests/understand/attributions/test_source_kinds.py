"""Kinds and countries of sources by the words of their names."""

from __future__ import annotations

import pytest

from sayso.understand.attributions.source_kinds import country_of, kind_of
from sayso.vocabulary import SourceKind as K

KINDS = [
    ("the health ministry", K.GOVERNMENT),
    ("A spokeswoman of the Ministry of Transport", K.GOVERNMENT),
    ("Moscow", K.GOVERNMENT),
    ("Norway", K.GOVERNMENT),
    ("a police spokesman", K.POLICE),
    ("an army colonel", K.MILITARY),
    ("Fire department officials", K.EMERGENCY),
    ("local doctor Ana Diaz", K.MEDICAL),
    ("the rebels", K.ARMED_GROUP),
    ("the United Nations", K.INTERNATIONAL_ORG),
    ("Human Rights Watch", K.NGO),
    ("state television", K.MEDIA),
    ("local media", K.MEDIA),
    ("Reuters", K.AGENCY),
    ("a witness", K.WITNESS),
    ("the airline", K.COMPANY),
    ("his brother", K.FAMILY),
    ("observers", K.EXPERT),
    ("officials", K.OFFICIAL_UNNAMED),
    ("a spokesman", K.OFFICIAL_UNNAMED),
    ("a spokesman for the hospital", K.MEDICAL),
    ("Ole Dahl, president of the hospital", K.MEDICAL),
    ("the president of Norway", K.GOVERNMENT),
    ("Lena Brandt", K.OTHER),
    ("", K.OTHER),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind(name: str, kind: K) -> None:
    assert kind_of(name) is kind


COUNTRIES = [
    ("Costa Rican officials", "CR"),
    ("the US embassy", "US"),
    ("one of us", None),
    ("the South Korean army", "KR"),
    ("Norwegian and Swedish police", None),
    ("the police", None),
]


@pytest.mark.parametrize(("name", "country"), COUNTRIES)
def test_country(name: str, country: str | None) -> None:
    assert country_of(name) == country
