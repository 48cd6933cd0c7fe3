"""One ledger that holds every payload in every field that Sayso stores or shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, cast

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.situations import Situation
from sayso.types import Claim, Layers, Reading, Report, Unreadable, Verdict
from sayso.vocabulary import Verdicts
from tests.browser.hostile import FREE
from tests.command import done

AT = datetime(2022, 1, 10, tzinfo=UTC)
NAME = "object"


def payload_ledger(folder: Path, payloads: Sequence[str]) -> Path:
    """Three reports a payload: an object and a page as they are read, and the object once more as another's ledger could hold
    it, with every free field of it and of its claims attacked; verdicts, a situation, and something that could not be read."""
    path, given = folder / "payloads.ledger", folder / "given"
    given.mkdir()
    lines = [_object(number, one) for number, one in enumerate(payloads)]
    (given / "objects.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    for number, one in enumerate(payloads):
        (given / f"page{number}.html").write_text(_page(number, one), encoding="utf8")
    done(path, "add", str(given), "--reader", "rules")
    with Reader.open(path) as reader:
        named = {report.name: report for report in reader.reports()}
        claims: dict[str, list[Claim]] = {}
        for listed in reader.claims():
            claims.setdefault(listed.report.id, []).append(listed.claim)
        head = reader.head().hash
    with Ledger.open(path, lambda: AT) as ledger:
        for number, one in enumerate(payloads):
            report = named[f"{NAME} {number} {one}"]
            twin, reading = forged(number, report, claims[report.id], one)
            ledger.add(None, twin, reading)
            _typed(ledger, number, one, [claim.id for claim in (*claims[report.id][:1], *reading.claims[:1])], head)
    done(path, "rebuild")
    return path


def _typed(ledger: Ledger, number: int, payload: str, claims: Sequence[str], head: str) -> None:
    """What people type, and what a ledger of theirs could say that they did."""
    for turn, claim in enumerate(claims):
        for verdict in (Verdicts.REFUTE, Verdicts.CONFIRM):
            reviewer = f"{payload} {verdict}"
            ledger.append_verdict(Verdict(claim, verdict, f"{payload} {turn}", reviewer, AT, head))
    ledger.append_setting(Situation(f"{number} {payload}", place="KZ", text=None).setting(AT))
    ledger.append_setting(Situation(f"words {number}", text=payload).setting(AT))
    ledger.add_unreadable(Unreadable(f"{number} {payload}", "E014", payload))


def _object(number: int, payload: str) -> dict[str, str]:
    """Sentences that claims are read from, with the payload in and beside each."""
    sentences = (
        f"Gunmen attacked soldiers in Almaty on Thursday, the Interior Ministry said. {payload}",
        "Armenia, Belarus and Georgia belong to the Steppe Rescue Organisation.",
        f"The {payload} ministry said {12 + number} people were killed in Almaty on Thursday.",
        f"Police {payload} arrested {13 + number} protesters in Shymkent on Thursday, state television reported.",
        f"The Health Ministry denied that {14 + number} people were injured in Almaty {payload}.",
        f"A state of emergency was declared in Almaty {payload} on Wednesday.",
        f"Dozens of soldiers were killed in Shymkent because of the {payload} protests.",
        f"Reuters could not verify the number of {15 + number} dead {payload}.",
    )
    return {
        "id": f"{NAME} {number} {payload}",
        "title": f"Dozens killed in Almaty {payload}",
        "text": "\n\n".join(sentences),
        "published": "2022-01-07",
        "publisher": f"Wire {number} {payload}",
        "byline": f"Jane {payload}",
        "url": payload,
    }


def _page(number: int, payload: str) -> str:
    """A live blog with a picture, whose own words are the payload."""
    hit = escape("".join(sign for sign in payload if sign >= " "))  # with others it is no text, and would not be read
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{hit}</title>
<meta property="og:site_name" content="Live {number} {hit}"><meta name="author" content="Ann {hit}">
<meta property="article:published_time" content="2022-01-07T08:{number % 60:02}:00Z"><link rel="canonical" href="{hit}">
<meta name="description" content="{hit}"></head><body><main><article><h1>Live from Almaty {hit}</h1>
<p>The Emergencies Ministry said that {100 + number} people were injured in Almaty on Friday {hit}, and went on to say that the
streets were calm.</p><figure><img src="x.jpg" alt="{hit}"><figcaption>Soldiers killed {200 + number} people {hit} in Almaty.
<span class="credit">Photo: {hit} / Reuters</span></figcaption></figure><h2>{hit}</h2><blockquote><p>{hit}</p></blockquote>
<section><div class="entry"><h3><time datetime="2022-01-07T10:00:00Z">10:00</time> {hit}</h3><p>The Interior Ministry {hit} says
that {300 + number} people were killed in Almaty, and asks everybody to stay at home.</p></div></section></article>"""


def forged(number: int, report: Report, claims: Sequence[Claim], payload: str) -> tuple[Report, Reading]:
    """Every free field of both, also those that were empty, is the payload alone or follows what was there."""
    twin = replace(cast(Report, _attacked(report, payload)), id=f"rf{number:04x}" + report.id[6:])
    told = []
    for claim in claims:
        made = replace(cast(Claim, _attacked(claim, payload)), id=f"cf{number:04x}" + claim.id[6:], report=twin.id)
        told.append(replace(made, members=(payload, payload) if claim.kind == "membership" else ()))
    return twin, Reading(twin.id, told[0].maker, Layers(), tuple(told))


def _attacked(value: Any, payload: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_attacked(item, payload) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        found = getattr(value, field.name)
        free = field.name in FREE and (found is None or type(found) is str)
        changes[field.name] = (payload if found is None else f"{payload}{found}") if free else _attacked(found, payload)
    return replace(value, **changes)
