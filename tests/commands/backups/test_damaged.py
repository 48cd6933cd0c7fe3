"""Backups that are cut off, changed, or made to do harm: each is refused with a coded line, and nothing changes."""

from __future__ import annotations

import io
import json
import random
import sqlite3
import tarfile
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sayso import limits
from sayso.commands.backups import form
from sayso.commands.backups.checking import checked
from sayso.commands.backups.form import Manifest, Part, about, header, manifest_of, seal
from sayso.commands.backups.packing import unpacked
from sayso.commands.backups.writing import Writing
from sayso.commands.people.user_file import TABLES as USERS
from sayso.errors import SaysoError
from sayso.ledger import canonical
from tests.commands.backups.comparing import everything
from tests.commands.test_reading import refused
from tests.conftest import Sayso

SEED = 20220108
FLIPS, CUTS = 150, 60
Members = dict[str, bytes]


def taken_apart(backup: Path) -> Members:
    with tarfile.open(backup) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def put_together(path: Path, members: Members, change: Callable[[Manifest], Manifest] = lambda one: one) -> None:
    """A backup with these members, whose manifest has the digests that they have: only what it says can be wrong."""
    said = manifest_of(members[form.MANIFEST])
    at = int(datetime.fromisoformat(said.taken_at).timestamp())
    with path.open("wb") as file:
        made = Writing(file, at)
        for name, content in members.items():
            if name not in (form.MANIFEST, form.SEAL):
                made.whole(name, content)
        manifest = canonical.encode(change(replace(said, parts=tuple(made.parts))))
        made.whole(form.MANIFEST, manifest)
        made.whole(form.SEAL, seal(manifest))
        made.end()


def code_of(path: Path) -> str:
    with path.open("rb") as file, pytest.raises(SaysoError) as told:
        checked(path, file)
    return told.value.code.code


def test_every_flipped_bit_is_seen(backup: Path) -> None:
    whole, chance = backup.read_bytes(), random.Random(SEED)
    places = [chance.randrange(len(whole)) for _ in range(FLIPS)]
    for at in (*places, *range(0, 512, 37), *range(len(whole) - 1024, len(whole), 97)):
        bit = 1 << chance.randrange(8)
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        assert code_of(backup) in {"E177", "E178", "E179"}, (at, bit)


def test_every_cut_is_seen(backup: Path) -> None:
    whole, chance = backup.read_bytes(), random.Random(SEED)
    for end in (0, 1, 511, 512, 1024, len(whole) - 1, len(whole) - 512, *(chance.randrange(len(whole)) for _ in range(CUTS))):
        backup.write_bytes(whole[:end])
        assert code_of(backup) in {"E177", "E178"}, end


def test_something_more_is_seen(backup: Path) -> None:
    whole = backup.read_bytes()
    for more in (b"\0", bytes(512), whole, b"x" * 512):
        backup.write_bytes(whole + more)
        assert code_of(backup) == "E178"


def test_taken_apart_and_put_together_it_is_the_same(backup: Path) -> None:
    """What the cases below change is all that is wrong with them."""
    whole = backup.read_bytes()
    put_together(backup, taken_apart(backup))
    assert backup.read_bytes() == whole


def member(name: str, **what: object) -> bytes:
    one = tarfile.TarInfo(name)
    for field, value in {"mode": 0o600, "mtime": 1641643200, **what}.items():
        setattr(one, field, value)
    return one.tobuf(tarfile.GNU_FORMAT)


HOSTILE = {
    "a path that leads up": member("evidence/../../../etc/cron.d/x.warc.gz"),
    "an absolute path": member("/etc/cron.d/x"),
    "a path within": member("evidence/a/sayso-1.warc.gz"),
    "a symbolic link": member("ledger.tokens", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "a hard link": member("ledger.tokens", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
    "a folder": member("evidence", type=tarfile.DIRTYPE),
    "a device": member("ledger.tokens", type=tarfile.CHRTYPE),
    "a name that no backup holds": member(".bashrc"),
    "a file of evidence with another name": member("evidence/index.sqlite"),
    "for everybody": member("ledger.tokens", mode=0o4777),
    "of somebody": member("ledger.tokens", uid=1000),
    "a size beyond the end": member("ledger.tokens", size=1 << 60),
    "a negative size": member("ledger.tokens", size=-512),
    "a second one": header(form.ABOUT, 0, 1641643200),
    "an extended header": tarfile.TarInfo("x" * 120).tobuf(tarfile.PAX_FORMAT)[:512],
    "no header": b"x" * 512,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_members_that_no_backup_has(name: str, sayso: Sayso, tmp_path: Path) -> None:
    first = header(form.ABOUT, len(about()), 1641643200) + about() + bytes(-len(about()) % 512)
    path = tmp_path / "hostile.tar"
    path.write_bytes(first + HOSTILE[name] + bytes(1024))
    before = everything(tmp_path)
    assert refused(sayso("restore", path, "--to", tmp_path / "new.ledger"), "E178")
    assert everything(tmp_path) == before


def bomb() -> bytes:
    way = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(way.compress(bytes(1 << 20)) for _ in range(64)) + way.flush()


def packed(text: bytes) -> bytes:
    way = zlib.compressobj(6, zlib.DEFLATED, 31)
    return way.compress(text) + way.flush()


def small_file(script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(script)
        return made.serialize()


def in_order(members: Members) -> Members:
    return dict(sorted(members.items(), key=lambda one: (form.place_of(one[0]), one[0])))


def lines_of(members: Members) -> list[bytes]:
    return zlib.decompress(members[form.ENTRIES], 31).splitlines(keepends=True)


def with_lines(members: Members, change: Callable[[list[bytes]], list[bytes]]) -> Members:
    return members | {form.ENTRIES: packed(b"".join(change(lines_of(members))))}


def changed(line: bytes, **what: object) -> bytes:
    return canonical.encode(json.loads(line) | what) + b"\n"


TRIGGER = "CREATE TRIGGER x AFTER INSERT ON sessions BEGIN UPDATE users SET role = 'administrator'; END;"
MORE = USERS.replace("BEGIN SELECT RAISE", "BEGIN DELETE FROM users; SELECT RAISE", 1)
DISGUISED = """CREATE VIRTUAL TABLE t USING fts5(a); PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = 'CREATE  VIRTUAL TABLE t USING fts5(a)' WHERE name = 't';"""
CONTENTS: dict[str, Callable[[Members], Members]] = {
    "a bomb": lambda m: m | {form.ENTRIES: bomb()},
    "no gzip": lambda m: m | {form.ENTRIES: b"entries"},
    "half of the gzip": lambda m: m | {form.ENTRIES: m[form.ENTRIES][:-40]},
    "two gzip members": lambda m: m | {form.ENTRIES: m[form.ENTRIES] * 2},
    "no JSON": lambda m: with_lines(m, lambda lines: [*lines[:-1], b"{}\n"]),
    "a last line without an end": lambda m: with_lines(m, lambda lines: [*lines[:-1], lines[-1].rstrip()]),
    "an entry left out": lambda m: with_lines(m, lambda lines: [*lines[:2], *lines[3:]]),
    "entries at the end left out": lambda m: with_lines(m, lambda lines: lines[:-1]),
    "two entries changed round": lambda m: with_lines(m, lambda lines: [lines[1], lines[0], *lines[2:]]),
    "a body changed": lambda m: with_lines(m, lambda lines: [changed(lines[0], body='{"a":1}'), *lines[1:]]),
    "a body erased without a redaction": lambda m: with_lines(
        m, lambda lines: [changed(lines[0], body=None, salt=None), *lines[1:]]
    ),
    "an unknown kind": lambda m: with_lines(m, lambda lines: [changed(lines[0], kind="order"), *lines[1:]]),
    "a seq that is text": lambda m: with_lines(m, lambda lines: [changed(lines[0], seq="1"), *lines[1:]]),
    "deep nesting": lambda m: with_lines(m, lambda lines: [b"[" * 100_000 + b"\n"]),
    "no SQLite": lambda m: m | {"ledger.tokens": b"tokens" * 200},
    "a trigger": lambda m: (
        m | {"ledger.tokens": small_file("CREATE TABLE t (a); CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END")}
    ),
    "a view": lambda m: m | {"ledger.tokens": small_file("CREATE TABLE t (a); CREATE VIEW tokens AS SELECT * FROM t")},
    "a virtual table": lambda m: m | {"ledger.watch": small_file("CREATE VIRTUAL TABLE t USING fts5(a)")},
    "a virtual table that is written otherwise": lambda m: m | {"ledger.watch": small_file(DISGUISED)},
    "a trigger beside those of the users": lambda m: in_order(m | {"ledger.users": small_file(USERS + TRIGGER)}),
    "a trigger of the users that does more": lambda m: in_order(m | {"ledger.users": small_file(MORE)}),
    "the triggers of the users elsewhere": lambda m: m | {"ledger.watch": small_file(USERS)},
    "a torn SQLite file": lambda m: m | {"ledger.watch": m["ledger.watch"][:4096] + b"\xff" * 4096},
    "no entries": lambda m: {name: content for name, content in m.items() if name != form.ENTRIES},
    "another order": lambda m: dict(sorted(m.items(), reverse=True)),
}


@pytest.mark.parametrize("name", sorted(CONTENTS))
def test_right_digests_of_wrong_contents(name: str, sayso: Sayso, folder: Path, backup: Path) -> None:
    put_together(backup, CONTENTS[name](taken_apart(backup)))
    before = everything(folder)
    for arguments in ((), ("--check",), ("--replace",)):
        ran = sayso("restore", backup, "--to", folder / "filled.ledger", *arguments)
        assert refused(ran, "E177" if name == "another order" else "E178"), ran.err
    assert everything(folder) == before


MANIFESTS: dict[str, Callable[[Manifest], Manifest]] = {
    "a head that is not its own": lambda m: replace(m, head="0" * 64),
    "a head that is no digest": lambda m: replace(m, head="../../x"),
    "fewer entries": lambda m: replace(m, seq=m.seq - 1),
    "no redactions": lambda m: replace(m, redactions=0),
    "another form": lambda m: replace(m, form=2),
    "another moment": lambda m: replace(m, taken_at="2020-01-01T00:00:00Z"),
    "no moment": lambda m: replace(m, taken_at="yesterday"),
    "a part that is not there": lambda m: replace(m, parts=(*m.parts, Part("ledger.users", 0, "0" * 64))),
    "a part too few": lambda m: replace(m, parts=m.parts[1:]),
}


@pytest.mark.parametrize("name", sorted(MANIFESTS))
def test_manifests_that_do_not_fit(name: str, backup: Path) -> None:
    put_together(backup, taken_apart(backup), MANIFESTS[name])
    assert code_of(backup) == "E178"


def test_a_newer_form_is_told(backup: Path) -> None:
    members = taken_apart(backup)
    put_together(backup, members | {form.ABOUT: members[form.ABOUT].replace(b"form 1", b"form 2")})
    assert code_of(backup) == "E179"


@pytest.mark.parametrize("content", [b"", b"x", b"My own words.\n" * 500, bytes(4096)], ids=["empty", "x", "text", "zeros"])
def test_what_is_no_backup(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(content)
    assert code_of(tmp_path / "other") in {"E177", "E178"}


def test_what_is_no_file(sayso: Sayso, tmp_path: Path) -> None:
    assert refused(sayso("restore", tmp_path / "none", "--check"), "E177")
    assert refused(sayso("restore", tmp_path, "--check"), "E177")


def test_a_line_without_an_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRY_LINE", 1 << 20)
    noise = random.Random(SEED).randbytes(3 << 20).replace(b"\n", b" ")
    with pytest.raises(form.DamagedError, match="an entry of more than"):
        list(unpacked(iter([packed(noise)])))


def test_bytes_that_change_between_two_readings_are_seen(backup: Path) -> None:
    with backup.open("rb") as file:
        found = checked(backup, file)
        whole = backup.read_bytes()
        at = found.members[form.ENTRIES].start + 20
        with backup.open("r+b") as other:
            other.seek(at)
            other.write(bytes([whole[at] ^ 1]))
        with pytest.raises(SaysoError, match="changed while it was read"):
            list(found.read(found.members[form.ENTRIES]))


def test_sizes_beyond_eight_gigabytes_have_a_header(tmp_path: Path) -> None:
    """As GNU tar writes them; a backup with much evidence needs that."""
    made = header("entries.jsonl.gz", 1 << 40, 1641643200)
    assert tarfile.TarInfo.frombuf(made, "ascii", "strict").size == 1 << 40
    with tarfile.open(fileobj=io.BytesIO(made + bytes(1024))) as tar:
        assert tar.next().size == 1 << 40  # type: ignore[union-attr]
