"""`restore` where something is there already."""

from __future__ import annotations

from pathlib import Path

from sayso.commands.backups.staging import NOTE
from sayso.ledger.query import Reader
from tests.commands.backups.comparing import everything, evidence, rows, said
from tests.commands.backups.conftest import LEDGER, id_of
from tests.commands.test_reading import put, refused
from tests.conftest import Sayso


def test_nothing_is_written_over(sayso: Sayso, folder: Path, backup: Path) -> None:
    for suffix in ("", "-wal", ".evidence", ".tokens", ".users", ".watch", ".watch-wal"):
        target = folder / "other" / "new.ledger"
        target.parent.mkdir(exist_ok=True)
        there = target.with_name(target.name + suffix)
        if suffix == ".evidence":
            there.mkdir()
            there = there / "notes.txt"
        there.write_text("mine", encoding="utf8")
        before = everything(folder)
        assert refused(sayso("restore", backup, "--to", target), "E180"), suffix
        assert everything(folder) == before
        there.unlink()


def test_the_old_one_is_kept_aside_whole_and_what_is_lost_is_told(sayso: Sayso, folder: Path, backup: Path) -> None:
    ledger = folder / LEDGER
    assert sayso("--ledger", ledger, "add", put(folder, "b.txt", "Ten died in Aktau."), "--reader", "rules").status == 0
    id = id_of(ledger, "Clashes in Aktau")
    assert sayso("--ledger", ledger, "redact", id, "--why", "the court ordered it").status == 0
    old, bodies, tokens = said(ledger), evidence(ledger), rows(folder / f"{LEDGER}.tokens")
    ran = sayso("restore", backup, "--to", ledger, "--replace")
    assert ran.status == 0, ran.err
    assert "entries of the ledger that is replaced are younger than the backup" in ran.err
    assert "1 redactions: what they erased is back" in ran.err and f"sayso redact {id} --why" in ran.err
    (aside,) = [path for path in folder.glob(f"{LEDGER}-replaced-*Z") if path.is_file()]
    assert str(aside) in ran.err.replace("\n", "")
    assert said(aside) == old and evidence(aside) == bodies and rows(folder / f"{aside.name}.tokens") == tokens
    assert sayso("--ledger", aside, "verify", "--evidence").status == 0
    assert sayso("--ledger", ledger, "verify", "--evidence").status == 0
    assert said(ledger)[0] != old[0] and not list(folder.glob("*.restoring"))


def test_another_ledger_is_told_as_one(sayso: Sayso, folder: Path, backup: Path) -> None:
    other = folder / "other.ledger"
    assert sayso("--ledger", other, "add", put(folder, "b.txt", "Ten died in Aktau."), "--reader", "rules").status == 0
    ran = sayso("restore", backup, "--to", other, "--replace")
    assert ran.status == 0 and "the backup is no beginning of it" in ran.err


def test_a_damaged_ledger_is_replaced_too(sayso: Sayso, folder: Path, backup: Path) -> None:
    (folder / LEDGER).write_bytes(b"no ledger any more" * 100)
    ran = sayso("restore", backup, "--to", folder / LEDGER, "--replace")
    assert ran.status == 0 and "E024" in ran.err
    assert sayso("--ledger", folder / LEDGER, "verify", "--evidence").status == 0


def test_a_ledger_in_use_is_not_replaced(sayso: Sayso, folder: Path, backup: Path) -> None:
    with Reader.open(folder / LEDGER) as reader:
        reader.head()
        assert refused(sayso("restore", backup, "--to", folder / LEDGER, "--replace"), "E021")
        assert said(folder / LEDGER)[0] == reader.head().hash
    ran = sayso("restore", backup, "--to", folder / LEDGER, "--replace")
    assert ran.status == 0 and "is now" in ran.err


def test_another_backup_is_not_mixed_into_a_cut_off_restore(sayso: Sayso, folder: Path, backup: Path) -> None:
    staging = folder / "new.ledger.restoring"
    staging.mkdir()
    put(staging, NOTE, '{"sealed": "00", "aside": null}')
    assert refused(sayso("restore", backup, "--to", folder / "new.ledger"), "E181")
    put(staging, NOTE, "{")
    assert refused(sayso("restore", backup, "--to", folder / "new.ledger"), "E182")
    (staging / NOTE).unlink()
    assert sayso("restore", backup, "--to", folder / "new.ledger").status == 0


def test_where_nothing_can_be_written(sayso: Sayso, folder: Path, backup: Path) -> None:
    assert refused(sayso("restore", backup, "--to", folder / "none" / "new.ledger"), "E182")
    assert refused(sayso("--ledger", folder / LEDGER, "backup", folder / "none" / "new.tar"), "E176")
