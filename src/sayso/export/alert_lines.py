"""An alert as a line: what is kept of it, what a webhook gets, and what a pipe gets. docs/alerts.md describes the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.ledger.append import Head
from sayso.reconcile.alerts import Alert, State
from sayso.reconcile.telling import Telling
from sayso.vocabulary import DEMONSTRATION

VERSION = 1
"""Of these fields. More may be added to one version; none is taken away or means something else."""

LONGEST = 2_000
"""Characters of a sentence or title: no sentence is read as longer, and a title may be anything."""

COLUMNS = ("at", "rule", "situation", "figure", "news", "before", "after", "told_by", "waits", "id")
"""Of the list of alerts."""


def alert_line(alert: Alert, at: str, recorded: Mapping[str, str]) -> dict[str, Any]:
    """`at`: when it was found. `recorded`: by claim, when the ledger got it."""
    return {
        "version": VERSION,
        "id": alert.id,
        "at": at,
        "rule": alert.rule,
        "situation": alert.situation,
        "series": alert.series,
        "kind": alert.kind,
        "figure": alert.words,
        "news": list(alert.news),
        "before": _state(alert.before) if alert.before else None,
        "after": _state(alert.after),
        "told": [
            {
                "number": one.number,
                "teller": one.teller,
                "kind": one.kind,
                "identified": one.identified,
                "carriers": list(one.carriers),
            }
            for one in alert.told
        ],
        "evidence": [_evidence(telling, recorded.get(telling.claim.id)) for telling in alert.evidence],
        "since": _head(alert.since),
        "head": _head(alert.head),
        "note": DEMONSTRATION if alert.demonstration else None,
    }


def _state(state: State) -> dict[str, Any]:
    of = state.numbers
    return {
        "low": of.low,
        "best": of.best,
        "high": of.high,
        "number": state.shown,
        "standing": state.standing,
        "why": state.sentence,
    }


def _evidence(one: Telling, recorded: str | None) -> dict[str, Any]:
    """The sentence alone, never the article."""
    return {
        "claim": one.claim.id,
        "sentence": one.claim.evidence.text[:LONGEST],
        "status": str(one.claim.status),
        "outlet": one.carrier.publisher,
        "report": one.carrier.id,
        "title": one.carrier.title[:LONGEST] if one.carrier.title else None,
        "url": one.carrier.url,
        "published": one.carrier.updated or one.carrier.published,
        "recorded": recorded,
    }


def _head(head: Head) -> dict[str, Any]:
    return {"seq": head.seq, "hash": head.hash}


def in_one_line(line: Mapping[str, Any]) -> str:
    """ "killed, Kazakhstan: was 164, is 225 (the Prosecutor, in Steppe Wire); contested"."""
    who = "; ".join(f"{one['teller']}, in {', '.join(one['carriers'][:3])}" for one in line["told"][:2])
    standing = line["after"]["standing"]
    note = f" ({line['note']})" if line["note"] else ""
    told = f"{line['figure']}: {'; '.join(line['news'])}{f' ({who})' if who else ''}; {standing}{note}"
    return " ".join(f"{line['rule']}: {told}".split())
