"""One outlet is one voice however it is told, and reprints of one article are one origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger.query import Reader
from sayso.read import outlets_in_use
from sayso.read.outlet_table import Known, built_in, table
from sayso.read.outlets import outlet
from sayso.reconcile.copies.credits import Credit, whose
from sayso.reconcile.origins.count import OriginCount, count
from sayso.reconcile.origins.settle import settle
from sayso.reconcile.origins.voices import media_key, outlet_key
from sayso.reconcile.outlet_names import one_name
from sayso.reconcile.reprints import reprinted_from
from sayso.reconcile.world import World, load
from sayso.types import Original, Outlet, Report, Span
from tests.conftest import Sayso
from tests.reconcile.copies.made import FERRY, TOLD_AGAIN, carrier, report


@pytest.fixture(autouse=True)
def our_table() -> Iterator[None]:
    yield
    outlets_in_use.use(None)


def told_by(name: str | None, url: str | None = None) -> Outlet:
    made = outlet(name, url)
    assert made is not None
    return made


def test_one_outlet_is_one_voice_however_it_is_told() -> None:
    told = [told_by("BBC News"), told_by("bbc.com"), told_by(None, "https://www.bbc.co.uk/1"), told_by("The BBC")]
    assert {outlet_key(report(*FERRY, outlet=one)) for one in told} == {"untold:bbc"}
    told = [told_by("SCMP"), told_by("South China Morning Post"), told_by(None, "https://www.scmp.com/1")]
    assert len({outlet_key(report(*FERRY, outlet=one)) for one in told}) == 1


def test_outlets_of_the_table_have_keys_of_their_own() -> None:
    keys = {media_key(row.sites[0]) for row in built_in().rows}
    assert len(keys) == len(built_in().rows)
    assert all(media_key(row.name) == media_key(row.sites[0]) for row in built_in().rows)


def test_carriers_have_the_name_of_the_table() -> None:
    told = [("bbc.com", None), ("BBC News", "https://www.bbc.com/1"), ("BBC", None), ("ABC News", "https://abc.net.au/1")]
    carriers = [replace(carrier(str(n)), outlet=name, url=url) for n, (name, url) in enumerate(told)]
    assert [one.outlet for one in one_name(carriers)] == ["BBC News"] * 3 + ["ABC News (Australia)"]


def test_a_site_that_only_sounds_like_one_of_the_table_keeps_its_name() -> None:
    carriers = [replace(carrier("a"), outlet="bbc.invalid"), replace(carrier("b"), outlet="BBC News")]
    assert [one.outlet for one in one_name(carriers)] == ["bbc.invalid", "BBC News"]


def test_an_agencys_own_site_is_the_agencys() -> None:
    for name, agency in (("apnews.com", "AP"), ("Kazinform", "Kazinform"), ("yna.co.kr", "Yonhap"), ("interfax.com.ua", None)):
        told = whose(report(*FERRY, outlet=told_by(name)))
        assert told == Credit(agency or "Interfax-Ukraine", "published by the agency itself")


def reprint(name: str, original: str, *paragraphs: str, words: Span | None = None) -> Report:
    return report(*paragraphs, name=name, outlet=told_by(name), original=Original(told_by(original), None, words))


def test_a_reprint_is_its_originals_text() -> None:
    one = reprint("mirror.invalid", "theguardian.com", *FERRY, words=Span(0, 7))
    assert whose(one) == Credit("The Guardian", "reprinted from The Guardian: “A ferry”")
    assert whose(replace(one, credit="AFP")) == Credit("AFP", "credited to AFP"), "whose copy the original was"


def test_a_text_that_names_its_own_outlet_is_no_reprint() -> None:
    one = reprint("eg.invalid", "eldertongazette.invalid", *FERRY)
    assert reprinted_from(one) is not None
    outlets_in_use.use(table([Known(("eldertongazette.invalid", "eg.invalid"), "Elderton Gazette"), *built_in().rows]))
    assert reprinted_from(one) is None
    assert whose(one) is None


def test_reprints_have_the_voice_of_their_original() -> None:
    own = report(*FERRY, name="own", outlet=told_by(None, "https://eldertongazette.invalid/1"))
    others = [reprint("a.invalid", "Elderton Gazette", *FERRY), reprint("b.invalid", "eldertongazette.invalid", *TOLD_AGAIN)]
    assert {outlet_key(one).replace("-", "") for one in (own, *others)} == {"untold:eldertongazette"}


NEWS = (
    "At least 26 demonstrators were killed in Almaty on Thursday.",
    "In Almaty 26 demonstrators were killed on Thursday, and the airport is closed.",
    "The unrest in Almaty grows: 26 demonstrators were killed there on Thursday.",
)
"""One number in each paper's own voice, in words that are no copies."""


def known_of(sayso: Sayso, folder: Path, last_line: str, publishers: tuple[str, ...]) -> World:
    """What a ledger knows of the three, each published by one of `publishers`, and each with this line below."""
    for number, (news, publisher) in enumerate(zip(NEWS, publishers, strict=True)):
        text = f"{news}\n\n{last_line}".strip()
        told = {"title": f"Unrest {number}", "text": text, "publisher": publisher, "published": f"2022-01-0{7 + number}"}
        (folder / f"{number}.json").write_text(json.dumps(told), encoding="utf8")
    assert sayso("add", folder, "--reader", "rules").status == 0
    with Reader.open(folder.parent / "test.ledger") as reader:
        return load(reader)


def killed(world: World) -> OriginCount:
    return count(settle([told for told in world.tellings if told.claim.kind == "killed"]))


PAPERS = ("northpaper.invalid", "southpaper.invalid", "Westpaper")


def test_three_papers_may_be_three_origins(sayso: Sayso, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    assert killed(known_of(sayso, folder, "", PAPERS)).at_most == 3


def test_three_reprints_of_one_article_are_one_origin(sayso: Sayso, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    world = known_of(sayso, folder, "This article was originally published by the Elderton Gazette.", PAPERS)
    assert killed(world).at_most == 1
    assert {one.credit for one in world.carriers.values()} == {"Elderton Gazette"}
    assert len({one.publisher for one in world.carriers.values()}) == 3, "who published it is kept"
    [report] = [one.id for one in world.carriers.values() if one.outlet == "Westpaper"]
    assert "reprinted from" in (shown := sayso("show", report).out)
    assert "Elderton Gazette" in shown


def test_one_outlet_told_in_three_ways_is_one(sayso: Sayso, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    world = known_of(sayso, folder, "", ("theguardian.com", "The Guardian", "guardian.co.uk"))
    assert {one.publisher for one in world.carriers.values()} == {"The Guardian"}
    assert killed(world).at_most == 1


def test_a_correction_of_the_table_reaches_reports_that_are_there(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "in").mkdir()
    before = known_of(sayso, folder, "", PAPERS)
    (own := tmp_path / "own.csv").write_text("site,name\nnorthpaper.invalid southpaper.invalid,Westpaper\n", encoding="utf8")
    monkeypatch.setenv("SAYSO_OUTLETS", str(own))
    assert sayso("explain").status == 0
    with Reader.open(tmp_path / "test.ledger") as reader:
        behind = load(reader)
        assert behind.behind, "what is kept was made by another table"
        assert killed(behind).at_most == 1
        assert set(behind.carriers) == set(before.carriers), "ids of reports stay"
    assert sayso("rebuild").status == 0
    with Reader.open(tmp_path / "test.ledger") as reader:
        after = load(reader)
    assert not after.behind
    assert killed(after).at_most == 1
