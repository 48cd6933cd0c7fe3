"""PLOVER, POLECAT, TimeMap, followthemoney and ClaimReview of the demo, each opened by a consumer, and compared with what was
there before (`golden/`; SAYSO_GOLDEN=write writes them anew)."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pandas
import pytest
from pyld import jsonld

from sayso.export.formats import claimreview, ftm, plover, polecat, timemap
from sayso.export.formats.coded import PREFIX
from sayso.export.formats.exported import Exported
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.vocabulary import DEMONSTRATION
from tests.conftest import Sayso
from tests.export.formats.written import HOSTILE, PERSONS, PRIVATE, added, json_lines, of, written

HERE = Path(__file__).parent
NAMES = ("plover", "polecat", "timemap", "ftm", "claimreview")
ALMATY = Filters(place="Almaty", as_of="2022-01-07")
MADE = re.compile(
    r"\d+\.\d+\.\d+\+[0-9a-f.]+|(?<=Sayso-)\d+\.\d+\.\d+|(?<=\"coded_date\": \")[-0-9]+|(?<=\"coded_time\": \")[:0-9]+"
)
"""Of this version, and of the moment in which the demo was added."""


@pytest.fixture(scope="module")
def whole(demo_ledger: Path) -> Iterator[Exported]:
    with of(demo_ledger) as everything:
        yield everything


@pytest.fixture(scope="module")
def bodies(whole: Exported) -> dict[str, bytes]:
    return {name: written(name, whole) for name in NAMES}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "schemas" / f"{name}.json").read_text(encoding="utf8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def wrong(name: str, value: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema(name)).iter_errors(value)]


@pytest.mark.parametrize("name", NAMES[:4])
def test_as_it_was(demo_ledger: Path, name: str) -> None:
    with of(demo_ledger, ALMATY) as almaty:
        found = MADE.sub("…", written(name, almaty).decode("utf8"))
    file = HERE / "golden" / f"{name}.txt"
    if os.environ.get("SAYSO_GOLDEN") == "write":
        file.write_text(found, encoding="utf8")
    assert found == file.read_text(encoding="utf8")


@pytest.mark.parametrize("name", NAMES[:4])
def test_demonstration_is_said_and_ids_are_our_own(bodies: dict[str, bytes], name: str) -> None:
    text = bodies[name].decode("utf8")
    assert DEMONSTRATION in text.lower()
    ids = re.findall(r'"id": "([^"]*)"', text) if name != "polecat" else [row.split("\t")[0] for row in text.splitlines()[1:]]
    assert ids and all(id.startswith(PREFIX) for id in ids)


# --- PLOVER ----------------------------------------------------------------------------------------------------------


def test_plover_fits_the_manual(bodies: dict[str, bytes]) -> None:
    events = json_lines(bodies["plover"])
    assert len(events) > 50
    assert [problem for event in events for problem in wrong("plover", event)] == []
    assert all(list(event) == list(plover.EVENT) for event in events)
    assert len({event["id"] for event in events}) == len(events)


def test_plover_of_the_demo(bodies: dict[str, bytes]) -> None:
    table = pandas.read_json(io.BytesIO(bodies["plover"]), lines=True)
    counted = table.groupby("event").size()
    assert counted["COERCE"] > counted["PROTEST"] > 0
    assert {"arrest", "martial-law"} <= {mode for modes in table["mode"] for mode in modes}
    assert table["size"].map(lambda size: size["arrested"] or 0).max() == 9900
    assert table.loc[table["link"].notna(), "link"].str.startswith(PREFIX).all()


# --- POLECAT ---------------------------------------------------------------------------------------------------------


def test_polecat_is_read_by_name(bodies: dict[str, bytes]) -> None:
    table = pandas.read_csv(io.BytesIO(bodies["polecat"]), sep="\t", encoding="utf8")
    assert tuple(table.columns) == polecat.COLUMNS and len(polecat.COLUMNS) == 40
    assert len(table) == len(json_lines(bodies["plover"]))
    assert set(table["Country"].dropna()) <= {"KAZ", "RUS", "KGZ", "ARM", "BLR", "TJK", "USA", "CHN", "UZB"}
    assert pandas.to_datetime(table["Event Date"], format="%Y-%m-%d").notna().all()
    arrests = table[(table["Event Type"] == "COERCE") & (table["Event Mode"] == "arrest")]
    assert len(arrests) > 10 and set(arrests["Quad Code"]) == {"Material Conflict"}
    assert table["Story People"].isna().all()
    almaty = table[table["Placename"] == "Almaty"].iloc[0]
    assert (round(almaty["Latitude"]), round(almaty["Longitude"]), almaty["Feature Type"]) == (43, 77, "city")


# --- TimeMap ---------------------------------------------------------------------------------------------------------


def test_timemap_fits_the_schemas_of_the_viewer(bodies: dict[str, bytes]) -> None:
    domain = json.loads(bodies["timemap"])
    assert wrong("timemap", domain) == []
    assert all(list(event) == list(timemap.EVENT) for event in domain["events"])
    ids = {one["id"] for one in domain["associations"]}
    for event in domain["events"]:
        assert set(event["associations"]) <= ids and set(event["sources"]) <= domain["sources"].keys()
        month, day, year = map(int, event["date"].split("/"))
        assert event["time_display"].startswith(f"{year:04}-{month:02}-{day:02}")
    assert {event["location"]: event["latitude"] for event in domain["events"]}["Kazakhstan"] == ""
    assert [key for key, source in domain["sources"].items() if source["id"] != key] == []


# --- followthemoney --------------------------------------------------------------------------------------------------

MODEL: dict[str, Any] = json.loads((HERE / "ftm_model.json").read_text(encoding="utf8"))
"""Of followthemoney 4.11.2, the schemata that are used here: what each of them is, requires and has, with the types."""
LOOKS: dict[str, str] = {
    "date": r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?",
    "country": r"[a-z]{2}",
    "url": r"https?://.+",
}


def problems(entities: list[dict[str, Any]]) -> Iterator[str]:
    known: dict[str, str] = {}
    for one in entities:
        made = MODEL[one["schema"]]
        assert one["id"] not in known, one["id"]
        known[one["id"]] = one["schema"]
        yield from (f"{one['id']}: no {name}" for name in made["required"] if not one["properties"].get(name))
        for name, values in one["properties"].items():
            kind = made["properties"].get(name, "none")
            if kind == "none" or not values or not all(isinstance(value, str) and value for value in values):
                yield f"{one['schema']}.{name}: {values}"
            if kind.startswith("entity: "):
                yield from (v for v in values if v not in known or kind[8:] not in MODEL[known[v]]["is"])
            elif pattern := LOOKS.get(kind):
                yield from (f"{name}: {v}" for v in values if not re.fullmatch(pattern, v))


def test_ftm_fits_the_model(bodies: dict[str, bytes]) -> None:
    entities = json_lines(bodies["ftm"])
    assert list(problems(entities)) == []
    counted = pandas.Series([one["schema"] for one in entities]).value_counts()
    assert counted["Article"] == 32 and counted["Event"] > 5 and counted["PublicBody"] > 0
    assert set(counted.index) <= set(ftm.PROPERTIES)
    used = {(one["schema"], name) for one in entities for name in one["properties"]}
    assert used <= {(one, name) for one, names in ftm.PROPERTIES.items() for name in names}
    bodies_of_state = {name for one in entities if one["schema"] == "PublicBody" for name in one["properties"]["name"]}
    assert "Prosecutor General" in bodies_of_state


def test_ftm_of_the_library_itself(bodies: dict[str, bytes]) -> None:
    """It is too large to be installed for everybody: 100 MB, some of which need a compiler."""
    followthemoney = pytest.importorskip("followthemoney")
    for one in json_lines(bodies["ftm"]):
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        followthemoney.model.get(one["schema"]).validate(one)
        assert {name: set(proxy.get(name)) for name in one["properties"]} == {n: set(v) for n, v in one["properties"].items()}


def test_no_article_is_given_away(whole: Exported, bodies: dict[str, bytes]) -> None:
    """Sentences, never whole texts."""
    texts = {told.report.id: told.report.text for told in whole.claims()}
    for name in NAMES:
        text = bodies[name].decode("utf8")
        assert [id for id, report in texts.items() if report[-400:] in text] == []


# --- ClaimReview -----------------------------------------------------------------------------------------------------


def test_a_machine_never_rates(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> None:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    ran = sayso("export", "claimreview")
    assert (ran.status, ran.out) == (0, "[]\n")
    assert ran.err.startswith("no verdict: nobody has confirmed or refuted")


def test_claimreview_of_verdicts(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> None:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    with of(tmp_path / "test.ledger") as whole:
        view = next(view for view in whole.knowledge().shown_series() if view.series.kind == "killed")
        value = next(value for value in view.values if len({t.carrier.id for t in value.tellings}) > 1)
        incident = whole.knowledge().shown_incidents()[0]
    for subject, verdict, who in (
        (value.id, "confirm", "Ann"),
        (value.tellings[0].claim.id, "refute", "Ben"),
        (value.tellings[0].claim.id, "unverifiable", "Ben"),
        (incident.id, "refute", "Ann"),
        (incident.tellings[0].claim.id, "wrong_reading", "Ann"),
    ):
        why = f"{verdict} </script> because"
        assert sayso("review", subject, verdict, "--why", why, "--reviewer", who).status == 0
    body = sayso("export", "claimreview").out
    reviews = json.loads(body)
    assert [(one["author"]["name"], one["reviewRating"]["alternateName"]) for one in reviews][:2] == [
        ("Ann", "Confirmed"),
        ("Ben", "Unverifiable"),
    ]
    assert [problem for one in reviews for problem in wrong("claimreview", one)] == []
    first = reviews[0]["itemReviewed"]
    assert first["firstAppearance"]["headline"] and len(first["appearance"]) == len({t.carrier.id for t in value.tellings}) - 1
    assert all(set(one) <= set(claimreview.REVIEW) and set(one["itemReviewed"]) <= set(claimreview.CLAIM) for one in reviews)
    assert not {"<", ">", "&"} & set(body)
    read_as_json_ld(reviews)


def read_as_json_ld(reviews: list[dict[str, Any]]) -> None:
    """As a consumer of JSON-LD has it: every name resolved to a term of schema.org."""
    context = {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}}

    def loader(url: str, options: object) -> dict[str, object]:
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    expanded = jsonld.expand(reviews, {"documentLoader": loader})
    assert len(expanded) == len(reviews)
    for one in expanded:
        assert one["@type"] == ["https://schema.org/ClaimReview"]
        assert one["https://schema.org/itemReviewed"][0]["@type"] == ["https://schema.org/Claim"]
        assert all(key.startswith(("https://schema.org/", "@")) for key in one)


def test_a_verdict_taken_back_rates_nothing(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> None:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    with Reader.open(tmp_path / "test.ledger") as reader:
        claim = next(reader.claims(Filters(kind="killed"))).claim.id
    for verdict in ("confirm", "withdraw"):
        assert sayso("review", claim, verdict, "--why", "so", "--reviewer", "Ann").status == 0
    assert json.loads(sayso("export", "claimreview").out) == []


# --- harmless --------------------------------------------------------------------------------------------------------


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


OBEYED = {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F))}
"""By a terminal."""


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_harmless(sayso: Sayso, tmp_path: Path, name: str) -> None:
    ledger = added(sayso, tmp_path, [HOSTILE])
    with of(ledger) as whole:
        claims = [told.claim.id for told in whole.claims()]
    assert claims
    sayso("review", claims[0], "confirm", "--why", "</script>\x1b[2J =1", "--reviewer", "\u202eeve")
    with of(ledger) as whole:
        body = written(name, whole).decode("utf8")
    assert body.strip("[]\n")
    assert not OBEYED & set(body)
    assert "javascript:" not in body
    if name == "polecat":
        rows = [row.split("\t") for row in body.splitlines()]
        assert {len(row) for row in rows} == {40}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", '"'))]
        table = pandas.read_csv(io.StringIO(body), sep="\t")
        assert len(table) == len(rows) - 1 and table.shape[1] == 40
    if name == "timemap":
        assert not {"<", ">"} & set(body)
    if name == "claimreview":
        assert "</script" not in body and not {"<", ">", "&"} & set(body)


LONG = 40
"""Characters of words that are a quotation rather than a name."""


@pytest.mark.parametrize("name", NAMES)
def test_private_persons_show_by_role(sayso: Sayso, tmp_path: Path, name: str) -> None:
    """Evidence stays what was published: of what is beside it, no name of a witness or a doctor."""
    ledger = added(sayso, tmp_path, [PRIVATE])
    with of(ledger) as whole:
        told = [told.claim for told in whole.claims()]
        sentences = {claim.evidence.text for claim in told}
    for claim in told:
        sayso("review", claim.id, "confirm", "--why", "so", "--reviewer", "Ann")
    with of(ledger) as whole:
        body = written(name, whole).decode("utf8")
    beside = [
        value
        for value in (re.split(r"[\t\n]", body) if name == "polecat" else strings(parsed(name, body)))
        if not any(sentence in value or (value in sentence and len(value) > LONG) for sentence in sentences)
    ]
    assert beside and [value for value in beside if any(person in value for person in PERSONS)] == []


def parsed(name: str, body: str) -> Any:
    return [json.loads(row) for row in body.splitlines()] if name in ("plover", "ftm") else json.loads(body)
