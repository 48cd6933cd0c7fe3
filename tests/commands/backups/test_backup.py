"""There and back: what a backup holds, and that the ledger which comes out of it is the one that went in."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sayso as package
from sayso.commands import backing_up
from sayso.commands.backups import form
from sayso.commands.people import session_rows
from sayso.commands.people.record import Hand
from sayso.commands.people.session_rows import Lasting
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import users
from sayso.ledger.address import Place, beside
from sayso.ledger.belongings import BESIDE, LOCKS
from sayso.ledger.query import Reader
from tests.commands.backups.comparing import everything, evidence, exported, rows, said
from tests.commands.backups.conftest import LEDGER, id_of
from tests.commands.test_reading import TEXT, put, refused
from tests.conftest import Sayso, given
from tests.stores import OVER_BOTH

SOURCE = Path(package.__file__).parent


def test_every_part_is_there_and_its_owners_alone(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        assert {member.mode for member in tar} == {0o600} and all(member.isreg() for member in tar)
    assert [name for name in names if not name.startswith(form.EVIDENCE)] == [
        *(
            "backup.txt",
            "ledger.alerts",
            "ledger.tokens",
            "ledger.users",
            "ledger.watch",
            "entries.jsonl.gz",
            "manifest.json",
            "manifest.sha256",
        )
    ]
    assert len(names) == 10  # the evidence of two reports


def test_the_ledger_that_comes_back_is_the_one_that_went_in(sayso: Sayso, folder: Path, backup: Path) -> None:
    old, new = folder / LEDGER, folder / "new.ledger"
    ran = sayso("restore", backup, "--to", new)
    assert ran.status == 0, ran.err
    assert said(new) == said(old) and evidence(new) == evidence(old) and exported(sayso, new) == exported(sayso, old)
    for suffix in (".tokens", ".users", ".alerts", ".watch"):
        assert rows(beside(new, suffix)) == rows(beside(old, suffix)) != {}
    whole = sayso("--ledger", new, "verify", "--evidence")
    assert whole.status == 0 and "all whole; the views fit" in whole.out and "1 bodies, all there and right" in whole.out
    assert "unrest" in sayso("--ledger", new, "situation", "list").out
    assert all(stat.S_IMODE(beside(new, suffix).stat().st_mode) == 0o600 for suffix in (".tokens", ".users"))
    assert not list(folder.glob("*.restoring")) and not list(folder.glob("*.part"))


def test_a_record_of_users_that_comes_back_only_grows(sayso: Sayso, folder: Path, backup: Path) -> None:
    assert sayso("restore", backup, "--to", folder / "new.ledger").status == 0
    with closing(sqlite3.connect(folder / "new.ledger.users")) as users:
        for changed in ("DELETE FROM record", "UPDATE record SET what = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                users.execute(changed)


def test_a_session_that_was_ended_does_not_come_back(sayso: Sayso, folder: Path) -> None:
    file, hand, lasting = UserFile(folder / f"{LEDGER}.users"), Hand(datetime.now(UTC)), Lasting(12, 168)
    session_rows.begin(file, "Ann", "stolen", hand, lasting)
    assert sayso("--ledger", folder / LEDGER, "backup", folder / "later.tar").status == 0
    session_rows.end_some(file, "Ann", hand)
    assert sayso("restore", folder / "later.tar", "--to", folder / LEDGER, "--replace").status == 0
    assert session_rows.who(file, "stolen", hand.now, lasting) is None
    assert session_rows.sessions(file, hand.now, lasting) == () and [one.name for one in users(file)] == ["Ann"]


def test_what_was_redacted_is_in_no_byte_of_a_later_backup(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "out", filter="data")
    unpacked = [
        subprocess.run(["gzip", "-dc", path], capture_output=True, check=False).stdout for path in tmp_path.rglob("*.gz")
    ]
    assert any(b"Interior Ministry" in one for one in unpacked)
    for one in [*unpacked, *(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())]:
        assert b"Oddname" not in one and b"oddname" not in one


@OVER_BOTH
def test_from_each_store_into_each(sayso: Sayso, typed_ledger: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules", "--published", "2022-01-07").status == 0
    assert sayso("token", "new", "dashboard").status == 0
    assert sayso("backup", "there.tar").status == 0
    file = tmp_path / "file.ledger"
    assert sayso("restore", "there.tar", "--to", file).status == 0
    assert said(file) == said(typed_ledger) and evidence(file) == evidence(typed_ledger)
    assert exported(sayso, file) == exported(sayso, typed_ledger)
    assert rows(beside(file, ".tokens")) == rows(beside(typed_ledger, ".tokens"))


def test_from_a_file_into_postgresql_and_back(
    sayso: Sayso, folder: Path, backup: Path, postgresql: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with postgresql.schemas() as schema:  # type: ignore[attr-defined]
        place = schema()
        ran = sayso("restore", backup, "--to", given(place))
        assert ran.status == 0, ran.err
        assert "password" not in ran.out and said(place) == said(folder / LEDGER)
        assert evidence(place) == evidence(folder / LEDGER)
        assert rows(beside(place, ".alerts")) == rows(beside(folder / LEDGER, ".alerts"))
        assert exported(sayso, place) == exported(sayso, folder / LEDGER)
        assert sayso("--ledger", given(place), "verify", "--evidence").status == 0
        before = everything(folder)
        assert refused(sayso("restore", backup, "--to", given(place)), "E180")
        assert refused(sayso("restore", backup, "--to", given(place), "--replace"), "E184")
        assert everything(folder) == before


def test_a_backup_that_was_done_meanwhile_is_not_cut_off(
    sayso: Sayso, folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run had this name between the two looks of this one, and has given it up."""
    done, hold = folder / "done.tar", backing_up._hold
    put(folder, "new.tar.part", "x")

    def late(part: Path, file: object) -> None:
        part.rename(done)
        hold(part, file)

    monkeypatch.setattr(backing_up, "_hold", late)
    assert refused(sayso("--ledger", folder / LEDGER, "backup", folder / "new.tar"), "E176")
    assert done.read_text() == "x"


def test_a_name_of_its_own_in_a_folder(sayso: Sayso, folder: Path) -> None:
    (folder / "kept").mkdir()
    assert sayso("--ledger", folder / LEDGER, "backup", folder / "kept").status == 0
    (made,) = (folder / "kept").iterdir()
    assert re.fullmatch(r"filled\.ledger-\d{8}T\d{6}Z\.tar", made.name)
    assert sayso("restore", made, "--check").status == 0


def test_an_empty_ledger_too(sayso: Sayso, tmp_path: Path) -> None:
    empty = put(tmp_path, "empty.txt", "")
    assert sayso("add", empty).status != 0
    with Reader.open(tmp_path / "test.ledger") as reader:
        entries = reader.head().seq
    assert sayso("backup", tmp_path / "e.tar").status == 0
    assert entries == 1
    assert "; 1 entry, 0 files of evidence" in sayso("restore", tmp_path / "e.tar", "--to", tmp_path / "e.ledger").out
    assert said(tmp_path / "e.ledger") == said(tmp_path / "test.ledger")


def test_what_is_there_is_not_written_over(sayso: Sayso, folder: Path, backup: Path) -> None:
    before = everything(folder)
    assert refused(sayso("--ledger", folder / LEDGER, "backup", backup), "E175")
    assert everything(folder) == before


def test_a_damaged_ledger_is_not_backed_up(sayso: Sayso, folder: Path) -> None:
    """Else good backups would be followed, and at last replaced, by bad ones."""

    content = (folder / LEDGER).read_bytes()
    (folder / LEDGER).write_bytes(content.replace(b"she asked for it", b"SHE asked for it"))
    ran = sayso("--ledger", folder / LEDGER, "backup", folder / "new.tar")
    assert refused(ran, "E026") and "its body was changed" in ran.err
    assert not list(folder.glob("new.tar*"))


def test_evidence_that_is_not_there_is_told(sayso: Sayso, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where SAYSO_EVIDENCE is set for the page and not for cron."""
    monkeypatch.setenv("SAYSO_EVIDENCE", str(folder / "elsewhere"))
    ran = sayso("--ledger", folder / LEDGER, "backup", folder / "new.tar")
    assert ran.status == 0 and "0 files of evidence" in ran.out
    assert ran.err.count("entries point to it, and it is not whole there") == 1


def test_evidence_elsewhere_goes_and_comes_there(sayso: Sayso, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / f"{LEDGER}.evidence").rename(folder / "disk")
    monkeypatch.setenv("SAYSO_EVIDENCE", str(folder / "disk"))
    assert sayso("--ledger", folder / LEDGER, "backup", folder / "new.tar").status == 0
    monkeypatch.setenv("SAYSO_EVIDENCE", str(folder / "other" / "disk"))
    assert sayso("restore", folder / "new.tar", "--to", folder / "new.ledger").status == 0
    assert sayso("--ledger", folder / "new.ledger", "verify", "--evidence").status == 0
    assert not (folder / "new.ledger.evidence").exists()


def test_while_another_process_adds(sayso: Sayso, tmp_path: Path) -> None:
    """Each backup is a beginning of what the ledger is in the end, with all the evidence that its entries point to."""
    ledger = tmp_path / "busy.ledger"
    adding = subprocess.Popen(
        [sys.executable, "-m", "tests.commands.backups.adding", str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert adding.stdin is not None and adding.stdout is not None
    heads = []
    for number in range(2):
        adding.stdout.readline()  # it has added some more, and goes on
        ran = sayso("--ledger", ledger, "backup", tmp_path / f"{number}.tar")
        assert ran.status == 0 and "not whole there" not in ran.err, ran.err
        heads.append(ran.out.splitlines()[-1].removeprefix("head "))
    adding.communicate(timeout=60)
    assert adding.returncode == 0 and len(set(heads)) == 2
    for number, head in enumerate(heads):
        assert sayso("--ledger", ledger, "verify", "--head", head).status == 0
        new = tmp_path / f"{number}.ledger"
        assert sayso("restore", tmp_path / f"{number}.tar", "--to", new, "--head", head).status == 0
        whole = sayso("--ledger", new, "verify", "--evidence", "--head", head)
        assert whole.status == 0 and "all there and right" in whole.out, whole.err


def test_a_redaction_in_between_is_in_it_or_begins_it_anew(sayso: Sayso, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evidence is erased before the entry is there: a backup between the two would keep words that are to go."""
    from sayso.collect.evidence.whole import whole as real
    from sayso.commands.backups import taking
    from tests.redacting import redact

    ledger, times = folder / LEDGER, [0]

    def evidence_after_a_redaction(path: Path) -> object:
        times[0] += 1
        if times[0] == 1:
            redact(ledger, id_of(ledger, "Clashes in Aktau"), "the court ordered it")
        return real(path)

    monkeypatch.setattr(taking, "whole", evidence_after_a_redaction)
    assert sayso("--ledger", ledger, "backup", folder / "new.tar").status == 0
    assert times[0] == 2
    assert sayso("restore", folder / "new.tar", "--to", folder / "new.ledger").status == 0
    ran = sayso("--ledger", folder / "new.ledger", "verify", "--evidence")
    assert ran.status == 0 and "0 bodies, all there and right" in ran.out


def test_a_head_noted_earlier(sayso: Sayso, folder: Path, backup: Path) -> None:
    head = said(folder / LEDGER)[0]
    assert sayso("restore", backup, "--check", "--head", head).status == 0
    ran = sayso("restore", backup, "--check", "--head", "0f" * 32)
    assert refused(ran, "E178") and "the saved head" in ran.err
    assert refused(sayso("restore", backup, "--check", "--head", "0f"), "E036")


def test_what_lies_beside_a_ledger_is_in_the_one_list() -> None:
    """A new file beside the ledger that no backup would take along fails here. What limited users see is made anew."""
    code = "".join(path.read_text(encoding="utf8") for path in SOURCE.rglob("*.py"))
    named = set(re.findall(r'beside\([\w.()]+, "(\.[\w-]+)"\)', code)) | set(
        re.findall(r'^SUFFIX = "(\.\w+)"', code, re.MULTILINE)
    )
    assert named - set(BESIDE) - set(LOCKS) == {".limited", ".parquet", ".restoring"}
