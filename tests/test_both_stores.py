"""The demo, typed from the beginning to the end over each store: what a person sees is the same, byte for byte.

Not the same, and so taken out: the ids of entries hang on nothing but what they say, but heads hang on times and salts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.ledger.address import Place, where
from sayso.ledger.query import Reader
from tests.conftest import Ran, Sayso, given
from tests.stores import Server

VIEWS: tuple[tuple[str, ...], ...] = (
    ("claims",),
    ("claims", "--text", "health ministry killed"),
    ("claims", "--text", "AKTÖBE"),
    ("claims", "--kind", "killed", "--as-of", "2022-01-08", "--limit", "20"),
    ("figures", "--why"),
    ("figures", "--place", "KZ", "--format", "table", "--top", "3"),
    ("incidents", "--why"),
    ("stories", "--format", "json"),
    ("stories", "--why", "--format", "table"),
    ("sources", "--why"),
    ("origins", "--why"),
    ("measures", "--place", "KZ", "--as-of", "2022-01-10", "--why"),
    ("received",),
    ("received", "--unreadable"),
    ("situation", "list"),
    ("brief", "unrest", "--as-of", "2022-01-10"),
    ("show", "c"),
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)|\b[0-9a-f]{64}\b|\b\d{4}-\d\d-\d\d \d\d:\d\d\b")
"""Moments of recording, and heads."""


@contextmanager
def working(sayso: Sayso, place: Place, folder: Path) -> Iterator[None]:
    """With this ledger, in a folder of its own, where what belongs to a database lies."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAYSO_LEDGER", given(place))
        patch.setenv("SAYSO_REVIEWER", "Ann")
        patch.chdir(folder)
        yield


def told(ran: Ran, place: Place) -> tuple[int, str, str]:
    """Without moments, heads, and where the ledger is."""
    out, err = (MOMENT.sub("…", text.replace(str(place), "LEDGER").replace("\n", " ")) for text in (ran.out, ran.err))
    return ran.status, out, err


def views(sayso: Sayso, place: Place, some: Sequence[tuple[str, ...]]) -> dict[str, tuple[int, str, str]]:
    return {" ".join(typed): told(sayso(*typed), place) for typed in some}


def course(sayso: Sayso, place: Place, demo: Path, folder: Path) -> dict[str, object]:
    """Everything that a person does with a ledger, and what is told at each step."""
    said: dict[str, object] = {}
    with working(sayso, place, folder):
        (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
        (folder / "late.txt").write_text(
            "Aktobe again\n\nAt least 7 people were killed in Aktobe on Friday, the Health Ministry said."
        )
        said["add"] = told(sayso("add", demo, "--reader", "rules"), place)
        late = ("add", "late.txt", "broken.pdf", "--reader", "rules", "--published", "2022-01-06")
        said["late"] = told(sayso(*late), place)
        said["again"] = told(sayso(*late), place)
        with Reader.open(place) as reader:  # before there are verdicts and situations, which have a moment in their ids
            said["content"] = reader.content_hash()
        said["situation"] = told(sayso("situation", "new", "unrest", "--place", "KZ"), place)
        with Reader.open(place) as reader:
            claim = next(one for one in reader.claims() if one.claim.kind == "killed").claim
            report = reader.report("late").id
        said["review"] = told(sayso("review", claim.id, "confirm", "--why", "seen"), place)
        said["show"] = told(sayso("show", claim.id), place)
        said.update(views(sayso, place, VIEWS))
        said["verify"] = told(sayso("verify"), place)
        with Reader.open(place) as reader:
            state = reader.state_hash()
        said["rebuild"] = told(sayso("rebuild"), place)
        with Reader.open(place) as reader:
            assert reader.state_hash() == state
        said["redact"] = told(sayso("redact", report, "--why", "asked"), place)
        said["verify after it"] = told(sayso("verify"), place)
        said["after it"] = views(sayso, place, VIEWS[::5])
    return said


def test_the_demo_is_the_same_on_both(sayso: Sayso, demo: Path, tmp_path: Path, postgresql: Server) -> None:
    with postgresql.schemas() as schema:
        file, database = tmp_path / "demo.ledger", schema()
        one, other = course(sayso, file, demo, tmp_path / "one"), course(sayso, database, demo, tmp_path / "other")
        for step, said in one.items():
            assert other[step] == said, step
        assert sayso("copy", file, given(database)).status == 2  # other salts, so another chain
        for source in (file, database):
            copied_and_the_same(sayso, source, where(given(schema())), tmp_path)
            copied_and_the_same(sayso, source, tmp_path / f"copy of {type(source).__name__}.ledger", tmp_path)


def copied_and_the_same(sayso: Sayso, source: Place, target: Place, folder: Path) -> None:
    ran = sayso("copy", given(source), given(target))
    assert ran.status == 0 and "verified" in ran.out, ran.err
    ran = sayso("copy", given(source), given(target))
    assert ran.status == 0 and "nothing new" in ran.out, ran.err
    with Reader.open(source) as one, Reader.open(target) as other:
        assert other.head() == one.head()
        assert other.state_hash() == one.state_hash()
        assert other.content_hash() == one.content_hash()
    ran = sayso("--ledger", given(target), "verify", "--head", other_head(source))
    assert ran.status == 0 and "all whole" in ran.out, ran.err


def other_head(of: Place) -> str:
    with Reader.open(of) as reader:
        return reader.head().hash
