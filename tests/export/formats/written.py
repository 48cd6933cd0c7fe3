"""A ledger in a format, in this process, and made ledgers with a report or two."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sayso.commands.exported import exported
from sayso.export.formats.exported import Exported
from sayso.export.formats.registry import FORMATS
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader
from tests.conftest import Sayso

TODAY = date(2022, 9, 1)


@contextmanager
def of(path: Path, filters: Filters = EVERYTHING, names: bool = False, said: list[str] | None = None) -> Iterator[Exported]:
    """`said`: what the person is told."""
    with Reader.open(path) as ledger:
        whole = exported(ledger, filters, None, names, TODAY)
        yield replace(whole, tell=(said if said is not None else []).append)


def written(format: str, whole: Exported) -> bytes:
    into = io.BytesIO()
    FORMATS[format].write(whole, into)
    return into.getvalue()


def json_lines(body: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.decode("utf8").splitlines()]


def added(sayso: Sayso, folder: Path, reports: Sequence[dict[str, Any]]) -> Path:
    """The ledger of `sayso`, with these objects of the line format in it."""
    file = folder / "press.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in reports), encoding="utf8")
    ran = sayso("add", file, "--reader", "rules")
    assert ran.status == 0, ran.err
    return folder / "test.ledger"


HOSTILE = {
    "id": "\tid\n=1",
    "title": '=HYPERLINK("x")\t</script><script>alert(1)</script>',
    "publisher": '"@SUM(1+1)\t\u202eegdirb\x1b[2J',
    "url": "javascript:alert(1)",
    "published": "2022-01-07",
    "text": (
        "ALMATY, Jan 7 — “=cmd|calc” At least 26 people were killed in clashes in Almaty on 6 January, <b>police</b>\x1b[31m "
        "said.\tTwelve people were arrested in Almaty on 6 January, police said.\x9b2J Protesters stormed the city hall of "
        "Almaty on 6 January \u2028 </script>, police said."
    ),
}
"""Whatever a spreadsheet, a terminal, a page or a reader of tabs might obey."""
PRIVATE = {
    "id": "witnesses",
    "title": "Who saw it",
    "publisher": "Steppe Wire",
    "url": "https://steppe.example/1",
    "published": "2022-01-07",
    "text": (
        "Eyewitness Aigerim Bekova said soldiers killed six people in Almaty on 6 January. Doctor Marat Ospanov said that "
        "twelve people were injured in Almaty on 6 January. Police said they had arrested 40 people in Almaty on 6 January."
    ),
}
PERSONS = ("Aigerim", "Bekova", "Marat", "Ospanov")
