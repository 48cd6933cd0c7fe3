"""Every view with every format and filter, on the demo: no traceback, formats that parse, and every report accounted for."""

from __future__ import annotations

import csv
import io
import json
import shutil
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import app
from sayso.commands.printing import FORMATS
from sayso.export.figure_lines import COLUMNS as FIGURE_COLUMNS
from sayso.export.incident_lines import INCIDENT_COLUMNS
from sayso.export.measure_lines import MEASURE_COLUMNS
from sayso.export.origin_lines import ORIGIN_COLUMNS, SOURCE_COLUMNS
from sayso.export.rows import COLUMNS as CLAIM_COLUMNS
from tests.commands.test_reading import TEXT, lines, put, refused
from tests.conftest import Sayso

STORY_LINE = ("report", "story")
VIEWS: dict[str, tuple[str, ...]] = {
    "claims": CLAIM_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "incidents": INCIDENT_COLUMNS,
    "measures": MEASURE_COLUMNS,
    "origins": ORIGIN_COLUMNS,
    "sources": SOURCE_COLUMNS,
    "stories": STORY_LINE,
}
FILTERS: tuple[tuple[str, ...], ...] = (
    (),
    ("--kind", "killed"),
    ("--kind", "measure"),
    ("--place", "KZ"),
    ("--place", "Almaty", "--since", "2022-01-06", "--until", "2022-01-08"),
    ("--since", "2022-01-09"),
    ("--until", "2022-01"),
    ("--as-of", "2022-01-07T12:00"),
    ("--recorded-by", "2099-01-01"),
    ("--recorded-by", "2001"),
    ("--situation", "unrest"),
    ("--situation", "unrest", "--kind", "killed", "--as-of", "2022-01-09"),
)


@pytest.fixture
def filled(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> Sayso:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    return sayso


def parsed(format: str, out: str) -> list[Any]:
    """What a machine gets; SyntaxError where it cannot be one."""
    match format:
        case "jsonl":
            return lines(out)
        case "json":
            whole = json.loads(out)
            assert isinstance(whole, list)
            return whole
        case "csv":
            return list(csv.DictReader(io.StringIO(out)))
        case "md":
            return out.splitlines()[2:]
    return out.splitlines()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_in_every_format_with_every_filter(filled: Sayso, view: str) -> None:
    assert filled("situation", "new", "unrest", "--place", "KZ", "--until", "2022-01-31").status == 0
    formats = cycle(FORMATS)  # 12 filters and 5 formats: each format has several filters
    whole = len(parsed("jsonl", filled(view, "--format", "jsonl").out))
    for n, typed in enumerate(FILTERS):
        format = next(formats)
        why = ("--why",) if n % 2 and view != "claims" else ()
        ran = filled(view, *typed, *why, "--format", format)
        assert ran.status == 0 and "E099" not in ran.err, (typed, ran.err)
        found = parsed(format, ran.out)
        assert found or ran.err or view == "claims", typed
        assert "behind" not in ran.err
        if format == "csv":
            header = tuple(next(csv.reader(io.StringIO(ran.out))))
            assert header[: len(VIEWS[view])] == VIEWS[view]
        if format == "jsonl":
            assert len(found) <= whole
        if "2001" in typed:
            assert not found


@pytest.mark.parametrize("view", VIEWS)
def test_a_wrong_format_or_filter_is_refused_even_where_there_is_nothing(sayso: Sayso, tmp_path: Path, view: str) -> None:
    put(tmp_path, "a.txt", "Pancakes\n\nMix flour, eggs and milk, and fry them in butter.")
    sayso("add", tmp_path / "a.txt", "--reader", "rules")
    assert refused(sayso(view, "--format", "xml"), "E017")
    for option in ("--since", "--until", "--as-of", "--recorded-by"):
        assert refused(sayso(view, option, "someday"), "E011")
    assert refused(sayso(view, "--kind", "kiled"), "E016")
    assert refused(sayso(view, "--situation", "nowhere"), "E042")


@pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"claims"}))
def test_nothing_to_show_says_so_and_is_still_a_document(filled: Sayso, view: str) -> None:
    for format in FORMATS:
        ran = filled(view, "--place", "Reykjavik", "--format", format)
        assert ran.status == 0 and ran.err.startswith("no ")
        assert parsed(format, ran.out) == []


def test_stories_give_each_report_one_line_under_every_name_it_was_given(
    sayso: Sayso, tmp_path: Path, demo_ledger: Path
) -> None:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    names = sorted(str(line["report"]) for line in lines(sayso("stories").out))
    assert names == sorted({path.stem for path in Path("demo/reports").iterdir()})
    given = [{"id": f"in{n}", "title": f"Clashes {n}", "text": TEXT} for n in range(3)] + [
        {"id": "again", "title": "Clashes 0", "text": TEXT}
    ]
    put(tmp_path, "in.jsonl", "\n".join(json.dumps(one) for one in given))
    sayso("--ledger", tmp_path / "in.ledger", "add", tmp_path / "in.jsonl", "--reader", "rules")
    told = lines(sayso("--ledger", tmp_path / "in.ledger", "stories", "--format", "jsonl").out)
    assert sorted(str(line["report"]) for line in told) == ["again", "in0", "in1", "in2"]
    assert all(line.keys() == set(STORY_LINE) and line["story"] for line in told)


def test_a_moment_is_read_as_people_write_it_in_every_view(filled: Sayso) -> None:
    """As recorded, too: stories asks twice, for the stories and for the reasons."""
    for view in VIEWS:
        assert filled(view, "--recorded-by", "2099-01-01 12:00:00 UTC").status == 0


def test_a_situation_is_saved_shown_narrowed_and_replaced(filled: Sayso) -> None:
    assert lines(filled("situation", "list", "--format", "jsonl").out) == []
    assert filled("situation", "list").err.startswith("no situations")
    made = filled(
        "situation", "new", "the unrest", "--place", "KZ", "--since", "2022-01-05", "--kind", "killed", "--kind", "arrested"
    )
    assert made.status == 0 and "'the unrest'" in made.err
    assert refused(filled("situation", "new", "the unrest", "--place", "Almaty"), "E043")
    assert refused(filled("situation", "new", "other", "--kind", "kiled"), "E016")
    assert refused(filled("situation", "new", "other", "--since", "someday"), "E011")
    assert refused(filled("situation", "show", "other"), "E042")
    (shown,) = lines(filled("situation", "show", "the unrest", "--format", "jsonl").out)
    assert shown["place"] == "KZ" and shown["kinds"] == ["killed", "arrested"]
    every = lines(filled("claims", "--situation", "the unrest").out)
    assert {c["kind"] for c in every} == {"killed", "arrested"}
    narrowed = lines(filled("claims", "--situation", "the unrest", "--kind", "killed", "--until", "2022-01-09").out)
    assert {c["claim"] for c in narrowed} < {c["claim"] for c in every} and {c["kind"] for c in narrowed} == {"killed"}
    assert lines(filled("claims", "--situation", "the unrest", "--kind", "shooting").out) == []
    assert filled("situation", "new", "the unrest", "--place", "Almaty", "--replace").status == 0
    assert [s["place"] for s in lines(filled("situation", "list", "--format", "jsonl").out)] == ["Almaty"]
    assert refused(filled("claims", "--situation", "the unrest", "--recorded-by", "2001"), "E042")


def test_saving_a_view_again_appends_nothing(filled: Sayso) -> None:
    same = ("situation", "new", "unrest", "--place", "KZ", "--replace")
    assert filled(*same).status == 0
    entries = filled("verify").out
    assert filled(*same).status == 0
    assert filled("verify").out == entries
    assert filled("situation", "new", "unrest", "--place", "Almaty", "--replace").status == 0
    assert filled("verify").out != entries


def test_nothing_that_is_only_said_of_the_ledger_leaves_its_views_behind(filled: Sayso) -> None:
    first = lines(filled("claims", "--limit", "1").out)[0]["claim"]
    filled("situation", "new", "x")
    filled("review", first, "confirm", "--why", "seen", "--reviewer", "Ann")
    assert filled("incidents").err == ""


FOUL_TITLE = "=cmd|' /C calc'!A0 \x1b[2J\u202e[bold]Foul[/bold] \x9b31m"
FOUL_NAME = "\x1b]0;owned\x07[red]na\ud800me"
FOUL_TEXT = "Police arrested 40 \x1b[5m\u202eprotesters\x07 in Aktau on Thursday, the [blink]Interior Ministry[/blink] said. "
HARMFUL = ("\x1b", "\x07", "\x9b", "\u202e", "\ud800")


def test_words_from_outside_reach_no_terminal_and_no_cell_unharmed(sayso: Sayso, tmp_path: Path) -> None:
    given = [
        {"id": FOUL_NAME, "title": FOUL_TITLE, "text": FOUL_TEXT, "outlet": "@SUM(1)\x1b[1m", "published": "2022-01-07"},
        {
            "id": "+1+1",
            "title": "-2+3",
            "text": "The =1+1 movement said 5 people were killed in Aktau. " + FOUL_TEXT,
            "outlet": "=1+1",
        },
    ]
    added = sayso("add", put(tmp_path, "in.jsonl", "\n".join(json.dumps(one) for one in given)), "--reader", "rules")
    assert added.status == 0, added.err
    saved = sayso("situation", "new", "=\x1b[1m[bold]x\u202e", "--text", "\x1b[2J")
    claim = lines(sayso("claims", "--kind", "arrested", "--limit", "1").out)[0]["claim"]
    judged = sayso("review", claim, "confirm", "--why", "\x1b[2Jwhy", "--reviewer", "\x1b[1mAnn")
    again = sayso("review", claim, "refute", "--why", "not so", "--reviewer", "Bob")
    told = [added.err, saved.out, saved.err, judged.out, judged.err, again.err]
    asked = [(view, why) for view in VIEWS for why in ((), ("--why",)) if view != "claims" or not why]
    for command in [*((view, *why) for view, why in asked), ("situation", "list")]:
        for format in ("table", "md", "csv"):
            ran = sayso(*command, "--format", format)
            assert ran.status == 0 and (ran.out or command[0] == "measures"), (command, ran.err)
            told += [ran.out, ran.err]
            if format == "csv":
                cells = [cell for row in csv.reader(io.StringIO(ran.out)) for cell in row]
                assert not [
                    c for c in cells if c.startswith(("=", "+", "@", "-")) and not c.lstrip("-").replace(".", "").isdigit()
                ]
    for text in told:
        assert not [mark for mark in HARMFUL if mark in text], text
    assert "[blink]" in sayso("claims", "--format", "table").out  # as it was written, not obeyed
    assert "all whole" in sayso("verify").out


def test_the_help_of_every_view_lists_every_filter(sayso: Sayso) -> None:
    assert {c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands} >= VIEWS.keys()
    for view in VIEWS:
        shown = sayso(view, "--help").out
        for option in ("--situation", "--kind", "--place", "--since", "--until", "--as-of", "--recorded-by"):
            assert option in shown
