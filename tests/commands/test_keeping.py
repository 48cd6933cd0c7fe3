"""`sayso add` and everything that asks the ledger: the same words that a person types."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest

from sayso.commands.keeping import catch_up
from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.follow import state
from sayso.types import Capture, Reading, Report
from tests.commands.test_reading import TEXT, put, refused
from tests.conftest import Sayso


@pytest.fixture
def filled(sayso: Sayso, read_demo: Path, tmp_path: Path) -> Sayso:
    """With the demo in its ledger, as `sayso add` reads it."""
    shutil.copy(read_demo, tmp_path / "test.ledger")
    return sayso


def test_adding_twice_changes_nothing(sayso: Sayso, demo: Path) -> None:
    first, second = sayso("add", demo), sayso("add", demo)
    count = len(list(demo.iterdir()))
    assert first.status == second.status == 0, first.err + second.err
    assert f"received {count} = {count} reports + 0 duplicates + 0 unchanged" in " ".join(first.err.split())
    assert f"received {count} = 0 reports + 0 duplicates + {count} unchanged" in " ".join(second.err.split())
    assert "all whole" in sayso("verify").out


def test_a_bad_file_is_kept_as_unreadable_and_the_rest_is_added(sayso: Sayso, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder, "a.txt", TEXT)
    put(folder, "b.txt", b"")
    ran = sayso("add", folder)
    assert refused(ran, "E004")
    assert "1 reports" in ran.err and "1 unreadable" in ran.err
    assert "1 unreadable" in sayso("doctor").out


def test_the_ledger_holds_as_many_bad_lines_and_names_as_were_received(sayso: Sayso, tmp_path: Path) -> None:
    line = '{"id": "%s", "text": "Police arrested 40 protesters in Aktau on Thursday, the ministry said."}'
    path = put(tmp_path, "a.jsonl", "\n".join([line % "one", "{1", line % "two", "{2", "{3", "{4"]))
    ran = sayso("add", path)
    assert "received 6 = 1 reports + 1 duplicates + 0 unchanged + 0 refused + 4 unreadable" in " ".join(ran.err.split())
    assert "4 unreadable" in sayso("doctor").out
    assert sayso("show", "two").out == sayso("show", "one").out != ""
    assert "= 0 reports + 0 duplicates + 2 unchanged + 0 refused + 4 unreadable" in " ".join(sayso("add", path).err.split())


def test_claims_of_the_ledger_by_kind_place_and_day(filled: Sayso) -> None:
    def kinds(*filters: str) -> list[str]:
        return [json.loads(line)["kind"] for line in filled("claims", *filters).out.splitlines()]

    everything = kinds()
    assert set(kinds("--kind", "killed")) == {"killed"}
    assert set(kinds("--kind", "people")) > {"killed", "arrested"}
    assert 0 < len(kinds("--as-of", "2022-01-07")) < len(everything)
    assert len(kinds("--as-of", "2022-01-07")) + len(kinds("--since", "2022-01-08")) == len(everything)
    assert 0 < len(kinds("--place", "KZ")) <= len(everything)
    assert len(kinds("--limit", "3")) == 3
    assert kinds("--recorded-by", "2001-01-01") == []
    assert 0 < len(kinds("--text", "health ministry")) < len(everything)
    assert kinds("--text", "health ministry zyxwvut") == []


def test_figures_name_their_tellers_and_say_what_they_are(filled: Sayso) -> None:
    table = filled("figures", "--kind", "killed", "--format", "table").out
    assert "164" in table and "Health Ministry" in table and "written for demonstration" in table
    rows = [json.loads(line) for line in filled("figures", "--kind", "arrested", "--format", "jsonl").out.splitlines()]
    numbers = {value["low"] for row in rows for value in row["values"]}
    assert {5135, 5800, 7939, 9900} <= numbers
    for format in ("csv", "md", "json"):
        assert "written for demonstration" in filled("figures", "--kind", "killed", "--format", format).out


def test_show_a_claim_by_the_beginning_of_its_id(filled: Sayso) -> None:
    claim = json.loads(filled("claims", "--kind", "killed", "--limit", "1").out)
    page = filled("show", claim["claim"][:8]).out
    assert "because" in page and "read by" in page and "written for demonstration" in page
    assert refused(filled("show", "c0ffee0ffee0"), "E027")
    assert refused(filled("show", "c"), "E028")


def unpacked(path: Path) -> bytes:
    """The bytes of a file, and of a file of evidence what all its gzip members hold."""
    body = path.read_bytes()
    if path.suffix != ".gz":
        return body
    held, left = body, body
    while left:
        member = zlib.decompressobj(31)
        held += member.decompress(left)
        left = member.unused_data
    return held


def test_redacting_a_report(sayso: Sayso, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    sayso("add", path)
    shown = sayso("claims", "--limit", "1").out
    ledger = tmp_path / "test.ledger"
    with sqlite3.connect(ledger) as connection:
        (report,) = connection.execute("select id from reports").fetchone()
    connection.close()
    assert shown
    assert sayso("redact", report, "--why", "a court ordered it").status == 0
    assert sayso("claims").out == ""
    assert "all whole" in sayso("verify").out
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "a.txt"]
    assert any(path.parent.name == "test.ledger.evidence" for path in files)
    assert not any(b"Interior Ministry" in unpacked(path) for path in files)
    again = " ".join(sayso("add", path).err.split())
    assert "1 refused" in again
    assert f"{path}: a is refused, because it was redacted (a court ordered it)" in again


def test_adding_tells_of_reports_without_date_or_claims(sayso: Sayso, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        put(folder, name, f"Pancakes {name}\n\nMix flour, eggs and milk, and fry them in butter.")
    told = " ".join(sayso("add", folder).err.split())
    assert "a and 1 others: no publication date; add it with --published" in told
    assert "a and 1 others: no claims found" in told


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (SaysoError("E022", path="x"), 1)])
def test_what_was_added_until_it_was_stopped_is_said(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        put(folder, name, TEXT + name)
    kept = Ledger.add

    def stopping(ledger: Ledger, capture: Capture | None, report: Report, reading: Reading) -> Added:
        if report.name == "c":
            raise error
        return kept(ledger, capture, report, reading)

    monkeypatch.setattr(Ledger, "add", stopping)
    ran = sayso("add", folder, "--published", "2022-01-07")
    assert ran.status == status
    assert "received 2 = 2 reports + 0 duplicates" in " ".join(ran.err.split())
    assert "2 reports" in sayso("doctor").out


@pytest.mark.parametrize("why", ["", "  \t"])
def test_a_redaction_without_a_reason_is_refused(sayso: Sayso, tmp_path: Path, why: str) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    ran = sayso("redact", "r", "--why", why)
    assert refused(ran, "E037") and ran.status == 2
    assert sayso("claims").out != ""


def test_rebuild_gives_the_same_claims(filled: Sayso) -> None:
    before = filled("claims").out
    assert filled("rebuild").status == 0
    assert filled("claims").out == before


def test_verify_finds_a_changed_entry(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    with sqlite3.connect(tmp_path / "test.ledger") as connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute("update entries set recorded_at = '2001-01-01T00:00:00.000000Z' where seq = 2")
    connection.close()
    ran = sayso("verify")
    assert ran.status == 3
    assert "E026 entry 2" in ran.err


@pytest.mark.parametrize("head", ["abc", "", "g" * 64, "A" * 64])
def test_a_head_that_is_none_is_refused_before_anything_is_accused(sayso: Sayso, tmp_path: Path, head: str) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    ran = sayso("verify", "--head", head)
    assert refused(ran, "E036") and ran.status == 2


@pytest.mark.parametrize("command", [["claims"], ["figures"], ["verify"], ["rebuild"], ["show", "c1"]])
def test_no_ledger_yet(sayso: Sayso, command: list[str]) -> None:
    assert refused(sayso(*command), "E020")


def test_a_file_that_is_no_ledger(sayso: Sayso, tmp_path: Path) -> None:
    assert refused(sayso("--ledger", put(tmp_path, "x.ledger", "not a database " * 100), "claims"), "E024")


def test_a_ledger_of_a_newer_version(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    with sqlite3.connect(tmp_path / "test.ledger") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    assert refused(sayso("claims"), "E023")


def test_a_locked_ledger(sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    monkeypatch.setenv("SAYSO_WAIT_SECONDS", "0.2")
    other = sqlite3.connect(tmp_path / "test.ledger", isolation_level=None)
    other.execute("begin immediate")
    try:
        assert refused(sayso("add", put(tmp_path, "b.txt", TEXT + "More.")), "E021")
    finally:
        other.close()


def test_explain(sayso: Sayso) -> None:
    assert "COERCE / withhold" in sayso("explain", "internet_shutdown").out
    assert "people said to have died" in sayso("explain").out
    ran = sayso("explain", "kiled")
    assert refused(ran, "E016") and "killed" in ran.err


@pytest.mark.parametrize(("typed", "meant"), [("kiled", "killed"), ("peopel", "people")])
def test_a_wrong_kind_names_those_near_it(sayso: Sayso, typed: str, meant: str) -> None:
    ran = sayso("claims", "--kind", typed)
    assert refused(ran, "E016") and meant in ran.err


def test_doctor(sayso: Sayso) -> None:
    ran = sayso("doctor")
    assert ran.status == 0 and "gazetteer" in ran.out and "none yet" in ran.out


def test_an_unexpected_error_is_one_line(sayso: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a\nb")

    monkeypatch.setattr("sayso.commands.about.explain", fail)
    ran = sayso("explain")
    assert (ran.status, ran.err) == (70, "E099 RuntimeError: a b: please report it with the command that you typed\n")


def test_what_is_kept_catches_up_or_it_is_said_why_not(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT))
    monkeypatch.setenv("SAYSO_WAIT_SECONDS", "0")
    path = tmp_path / "test.ledger"
    with sqlite3.connect(path) as made:
        made.execute("drop table followed")
    with sqlite3.connect(path) as writing:
        writing.execute("begin immediate")
        catch_up(session(path))
        assert capsys.readouterr().err.startswith("E021 ")
        assert not _followed(path)
    catch_up(session(path))
    assert capsys.readouterr().err == ""
    assert _followed(path)


def _followed(path: Path) -> bool:
    with Reader.open(path) as ledger, ledger.store.reading() as source:
        return state(source) is not None


def test_the_library_does_not_forget_the_evidence(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules")
    here = session(tmp_path / "test.ledger")
    with sqlite3.connect(here.beside("")) as connection:
        (report,) = connection.execute("select id from reports").fetchone()
    connection.close()
    with Ledger.open(here.ledger, here.clock) as ledger, pytest.raises(ValueError, match="evidence to erase"):
        ledger.redact(report, "asked")
    assert "Interior Ministry" in sayso("claims").out
