"""`sayso review`: whose word it is, of what, what it changes in the views, and from when on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_reading import lines, refused
from tests.conftest import Sayso


@pytest.fixture
def filled(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> Sayso:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    return sayso


def found(sayso: Sayso, *typed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in sayso(*typed, "--format", "jsonl").out.splitlines()]


def said(sayso: Sayso, *typed: str, by: str = "Ann") -> str:
    ran = sayso("review", *typed, "--why", f"{by} saw it", "--reviewer", by)
    assert ran.status == 0, ran.err
    return ran.out + ran.err


LACKING = (
    (("right", "--why", "x", "--reviewer", "Ann"), "E046"),
    (("confirm", "--why", " ", "--reviewer", "Ann"), "E047"),
    (("confirm", "--why", "x"), "E044"),
    (("confirm", "--why", "x", "--reviewer", " \t"), "E044"),
    (("duplicate", "--why", "x", "--reviewer", "Ann"), "E045"),
    (("same-incident", "--why", "x", "--reviewer", "Ann"), "E045"),
    (("other_incident", "--why", "x", "--reviewer", "Ann"), "E045"),
    (("other_incident", "--with", "zz", "--why", "x", "--reviewer", "Ann"), "E027"),
    (("confirm",), "E033"),
)


def test_a_verdict_that_lacks_something_is_refused_and_nothing_is_kept(filled: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_REVIEWER", raising=False)
    claim = found(filled, "claims", "--limit", "1")[0]["claim"]
    before = filled("verify").out
    for typed, code in LACKING:
        assert refused(filled("review", claim, *typed), code), typed
    itself = ("duplicate", "--with", claim[:12], "--why", "x", "--reviewer", "Ann")
    assert refused(filled("review", claim, *itself), "E048")
    assert filled("verify").out == before


def test_an_id_that_is_none_or_several(filled: Sayso) -> None:
    for id, code in (("zz", "E027"), ("c", "E028"), ("i", "E028"), ("s", "E028"), ("v", "E028"), ("", "E028")):
        assert refused(filled("review", id, "confirm", "--why", "x", "--reviewer", "Ann"), code), id


def test_two_opinions_stand_side_by_side_and_the_same_one_twice_is_one(filled: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    line = next(figure for figure in found(filled, "figures", "--kind", "killed") if len(figure["values"]) > 1)
    value = line["values"][0]["value"]
    assert "Ann says" not in said(filled, value, "confirm")
    monkeypatch.setenv("SAYSO_REVIEWER", "Bob")
    told = filled("review", value[:12], "refute", "--why", "I was there")
    assert told.status == 0 and "Ann says confirm: Ann saw it" in told.err
    (again,) = [figure for figure in found(filled, "figures", "--kind", "killed") if figure["series"] == line["series"]]
    (standing,) = [v["standing"] for v in again["values"] if v["value"] == value]
    assert [(p["reviewer"], p["verdict"]) for p in standing["by_person"]] == [("Ann", "confirm"), ("Bob", "refute")]
    assert standing["word"] == "contested"
    before = filled("verify").out
    assert "you said so before" in filled("review", value, "refute", "--why", "I was there").err
    assert filled("verify").out == before
    said(filled, value, "refute", by="Ann")
    assert "Bob says refute" in said(filled, value, "confirm", by="Ann")  # what she said first, but not last


def test_figures_incidents_values_links_and_measures_can_be_judged_by_their_ids(filled: Sayso) -> None:
    line = next(f for f in found(filled, "figures", "--why") if f["links"])
    ids = [line["series"], line["values"][0]["value"], line["links"][0]["link"], found(filled, "incidents")[0]["incident"]]
    for id in [*ids, found(filled, "measures")[0]["measure"]]:
        assert said(filled, id, "unverifiable").startswith("unverifiable: ")
    assert "all whole" in filled("verify").out


def test_a_claim_that_somebody_calls_misread_leaves_the_views_and_stays_among_the_claims(filled: Sayso) -> None:
    claim = found(filled, "claims", "--kind", "killed", "--limit", "1")[0]["claim"]
    assert claim in str(found(filled, "figures", "--kind", "killed"))
    assert "“" in said(filled, claim, "wrong-reading")
    assert claim not in [c for f in found(filled, "figures", "--kind", "killed") for v in f["values"] for c in v["claims"]]
    assert claim not in [c for i in found(filled, "incidents") for c in i["claims"]]
    assert claim in [c["claim"] for c in found(filled, "claims", "--kind", "killed")]


def test_what_is_said_today_was_not_known_as_of_the_days_it_is_about(filled: Sayso) -> None:
    claim = found(filled, "claims", "--kind", "killed", "--limit", "1")[0]["claim"]
    with_it = found(filled, "incidents")
    said(filled, claim, "wrong_reading")
    assert found(filled, "incidents") != with_it
    assert found(filled, "incidents", "--recorded-by", "2098") == found(filled, "incidents")
    assert found(filled, "incidents", "--as-of", "2022-12-31") == with_it  # said years after


def test_a_verdict_is_not_shown_as_recorded_before_it(filled: Sayso, tmp_path: Path) -> None:
    claim = found(filled, "claims", "--kind", "killed", "--limit", "1")[0]["claim"]
    with_it = found(filled, "figures")
    with sqlite3.connect(tmp_path / "test.ledger") as connection:
        (moment,) = connection.execute("SELECT max(recorded_at) FROM entries").fetchone()
    connection.close()
    while filled("verify") and _now() <= moment[:19]:
        pass
    said(filled, claim, "wrong_reading")
    assert found(filled, "figures", "--recorded-by", moment) == with_it != found(filled, "figures")


def _now() -> str:
    return datetime.now(UTC).isoformat()[:19]


def two_of_one_kind(sayso: Sayso) -> tuple[dict[str, Any], dict[str, Any]]:
    """Incidents of the story that has the most, which the rules hold apart."""
    every = found(sayso, "incidents", "--kind", "killed")
    first = every[0]
    return first, next(i for i in every[1:] if i["story"] == first["story"] and i["kind"] == first["kind"])


def test_two_incidents_become_one_and_a_claim_is_taken_out_again(filled: Sayso) -> None:
    a, b = two_of_one_kind(filled)
    before = found(filled, "incidents")
    said(filled, a["incident"], "same-incident", "--with", b["incident"])
    merged = found(filled, "incidents")
    assert len(merged) == len(before) - 1
    (whole,) = [i for i in merged if set(i["claims"]) >= {*a["claims"], *b["claims"]}]
    assert whole["incident"] in (a["incident"], b["incident"])
    (explained,) = [i for i in found(filled, "incidents", "--why") if i["incident"] == whole["incident"]]
    assert {"Ann"} == {c["by"] for c in explained["claims"] if "by" in c}
    said(filled, a["claims"][0], "other_incident", "--with", b["claims"][0], by="Bob")
    parted = found(filled, "incidents")
    assert len(parted) == len(before)
    assert not [i for i in parted if {a["claims"][0], b["claims"][0]} <= set(i["claims"])]
    assert found(filled, "incidents", "--as-of", "2022-12-31") == before


def test_joining_is_taken_back_by_naming_the_same_two(filled: Sayso) -> None:
    a, b = two_of_one_kind(filled)
    before = found(filled, "incidents")
    said(filled, a["incident"], "same-incident", "--with", b["incident"])
    assert "Ann says same incident" in said(filled, b["incident"], "other-incident", "--with", a["incident"], by="Bob")
    assert found(filled, "incidents") == before
    said(filled, a["incident"], "same_incident", "--with", b["incident"], by="Cem")
    assert len(found(filled, "incidents")) == len(before) - 1


def test_a_claim_is_taken_out_of_its_incident(filled: Sayso) -> None:
    whole = next(i for i in found(filled, "incidents") if len(i["claims"]) > 2)
    first, *_, last = whole["claims"]
    said(filled, last, "other-incident", "--with", first)
    after = found(filled, "incidents")
    assert [i["claims"] for i in after if last in i["claims"]] == [[last]]
    assert sorted(c for i in after for c in i["claims"]) == sorted(c for i in lines_of(filled) for c in i["claims"])


def lines_of(sayso: Sayso) -> list[dict[str, Any]]:
    return lines(sayso("incidents", "--as-of", "2022-12-31").out)


def test_two_that_were_made_one_are_parted_by_the_ids_that_they_had(filled: Sayso) -> None:
    a, b = two_of_one_kind(filled)
    before = found(filled, "incidents")
    said(filled, a["incident"], "same-incident", "--with", b["incident"])
    assert len(found(filled, "incidents")) == len(before) - 1
    said(filled, a["incident"], "other-incident", "--with", b["incident"])
    assert found(filled, "incidents") == before


def test_a_verdict_on_two_where_it_is_said_of_one_is_refused(filled: Sayso) -> None:
    a, b = two_of_one_kind(filled)
    given = ("--why", "so", "--reviewer", "Ann", "--with")
    assert refused(filled("review", a["incident"], "confirm", *given, b["incident"]), "E048")
    assert refused(filled("review", a["incident"], "same_incident", *given, a["incident"]), "E048")


def test_a_verdict_on_a_link_or_a_measure_is_shown_beside_it(filled: Sayso) -> None:
    link = next(n["link"] for f in found(filled, "figures", "--why") for n in f["links"] if n["kind"] == "contradicts")
    said(filled, link, "refute")
    said(filled, link, "confirm", by="Bob")
    [shown] = [n for f in found(filled, "figures", "--why") for n in f["links"] if n["link"] == link]
    assert [(v["reviewer"], v["verdict"]) for v in shown["by_person"]] == [("Ann", "refute"), ("Bob", "confirm")]
    assert "(Ann says refute: " in " ".join(filled("figures", "--why", "--format", "table").out.split())
    measure = found(filled, "measures")[0]["measure"]
    said(filled, measure, "unverifiable")
    assert found(filled, "measures")[0]["by_person"][0]["reviewer"] == "Ann"
    assert "Ann says unverifiable" in filled("measures", "--format", "table").out


def views(sayso: Sayso) -> list[Any]:
    return [found(sayso, view, "--why") for view in ("figures", "incidents", "measures", "sources")]


def test_what_is_withdrawn_leaves_the_views_as_they_were_and_stays_in_the_ledger(filled: Sayso) -> None:
    line = next(f for f in found(filled, "figures", "--kind", "killed", "--why") if len(f["values"]) > 1 and f["links"])
    a, b = two_of_one_kind(filled)
    claim = line["values"][0]["claims"][0]
    before = views(filled)
    for typed in (
        (line["values"][0]["value"], "refute"),
        (line["series"], "confirm"),
        (line["links"][0]["link"], "refute"),
        (claim, "wrong_reading"),
        (a["incident"], "same_incident", "--with", b["incident"]),
        (claim, "duplicate", "--with", line["values"][1]["claims"][0]),
    ):
        id, verdict, *two = typed
        said(filled, id, verdict, *two)
        assert views(filled) != before, typed
        assert said(filled, id, "withdraw", *two).startswith("withdraw: ")
        assert views(filled) == before, typed
    assert "all whole" in filled("verify").out


def test_what_was_said_before_stands_again(filled: Sayso) -> None:
    value = next(f for f in found(filled, "figures", "--kind", "killed"))["values"][0]["value"]
    said(filled, value, "confirm")
    confirmed = views(filled)
    said(filled, value, "refute")
    said(filled, value, "withdraw")
    assert views(filled) == confirmed


def test_only_ones_own_word_can_be_withdrawn_and_only_once(filled: Sayso) -> None:
    claim = found(filled, "claims", "--limit", "1")[0]["claim"]
    assert refused(filled("review", claim, "withdraw", "--why", "x", "--reviewer", "Ann"), "E049")
    said(filled, claim, "confirm")
    assert refused(filled("review", claim, "withdraw", "--why", "x", "--reviewer", "Bob"), "E049")
    said(filled, claim, "withdraw")
    assert refused(filled("review", claim, "withdraw", "--why", "x", "--reviewer", "Ann"), "E049")
    assert refused(filled("review", claim, "withdraw", "--why", " ", "--reviewer", "Ann"), "E047")
