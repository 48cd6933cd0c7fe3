"""R2: writes, syncs, renames, truncations and new files that fail, one, every k-th, or all from one on: I/O error or full disk.

The real command meets the failing disk below libc, so that SQLite, the evidence and all files of state meet it alike.
"""

from __future__ import annotations

import errno
import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prove.damage import acknowledged, documents, entries, is_coded, whole
from tests.prove.forked import ALL, EVERY, FROM, MAKES, NAMES, ONCE, SYNCS, WRITES, Ended, Fault, Forked, forked
from tests.prove.proof import Proof

SEED = 10
ADDED = 200
EACH = 20
ERRORS = (errno.EIO, errno.ENOSPC)
KINDS = (ALL, ALL, WRITES, SYNCS, NAMES | MAKES)


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked"), failing=True) as found:
        yield found


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with a ledger, and reports that are to be added; copied for each case."""

    made: Path
    claim: str
    report: str
    more: Path

    def copied(self, folder: Path) -> Path:
        """The ledger in a fresh copy, which no fault has met yet."""
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(self.made, folder)) / "x.ledger"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sayso: Forked) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    (made := folder / "made").mkdir()
    ledger = made / "x.ledger"
    assert acknowledged(sayso("add", documents(folder / "first", 6), ledger=ledger))
    assert sayso("situation", "new", "unrest", "--kind", "killed", ledger=ledger).status == 0
    claim = json.loads(sayso("claims", "--format", "jsonl", ledger=ledger).out.splitlines()[0])["claim"]
    report = next(id for kind, id in sorted(entries(ledger)) if kind == "report")
    return Desk(made, claim, report, documents(folder / "more", 10))


def faults(folder: Path, changes: int, count: int) -> list[Fault]:
    """So many, over all kinds, errors and ways, most of them early: there ledgers, folders and files are made."""
    dice = random.Random(SEED)
    made = []
    for number in range(count):
        k = dice.randint(1, min(changes, 60)) if number % 2 else dice.randint(1, changes)
        made.append(Fault(folder, k, (FROM, EVERY, ONCE)[number % 3], ERRORS[number // 3 % 2], KINDS[number // 6 % len(KINDS)]))
    return made


@pytest.mark.parametrize("anew", [True, False], ids=["a new ledger", "a ledger with reports"])
def test_adding(proof: Proof, sayso: Forked, desk: Desk, tmp_path: Path, anew: bool) -> None:
    def fresh() -> Path:
        ledger = desk.copied(tmp_path / "case")
        return ledger.with_name("new.ledger") if anew else ledger

    ledger = fresh()
    undisturbed = sayso("add", desk.more, ledger=ledger, fault=Fault(ledger.parent))
    expected, before = entries(ledger), set() if anew else entries(desk.made / "x.ledger")
    ends: Counter[str] = Counter()
    cases = faults(ledger.parent, undisturbed.changes, proof.count(ADDED // 2))
    for number, fault in enumerate(cases):
        ledger = fresh()
        ended = sayso("add", desk.more, ledger=ledger, fault=fault)
        case = f"seed {SEED}, case {number}: {fault}: {ended}"
        ends[_end(ended, case)] += 1
        told, kept = acknowledged(ended), entries(ledger)
        assert before <= kept <= expected, case
        if told is not None:
            new = Counter(kind for kind, _ in kept - before)
            assert new["report"] >= told["reports"] and new["unreadable"] >= told["unreadable"], case
        if number % 10 == 0 and kept:
            _is_read_meanwhile(sayso, ledger, case)
        assert whole(sayso, ledger) is None, (case, whole(sayso, ledger))
        again = sayso("add", desk.more, ledger=ledger)
        assert again.status == undisturbed.status and acknowledged(again) is not None, (case, again)
        assert entries(ledger) == expected, (case, again)
    proof.saw(
        f"{len(cases)} runs of adding to {'a new' if anew else 'an old'} ledger in which writes, syncs, renames or new files "
        f"failed ({_in_words(ends)}): 0 acknowledged lost, 0 ledgers damaged; all was there after the same command once more"
    )


def _is_read_meanwhile(sayso: Forked, ledger: Path, case: str) -> None:
    """Nothing on the disk can be changed at all, and what is kept is told all the same."""
    ends = [sayso("claims", ledger=ledger, fault=Fault(ledger.parent, 1, FROM, error)) for error in ERRORS]
    ends.append(sayso("claims", ledger=ledger))
    assert {(end.status, end.out) for end in ends} == {(ends[-1].status, ends[-1].out)}, (case, ends)


@dataclass(frozen=True, slots=True)
class Scene:
    """A command that writes something. `again`: codes with which it may end when it is said once more, since it was done."""

    name: str
    typed: tuple[str, ...]
    again: tuple[str, ...] = ()


SCENES = (
    Scene("review", ("review", "CLAIM", "confirm", "--why", "seen", "--reviewer", "me")),
    Scene("situation new", ("situation", "new", "other", "--kind", "injured"), ("E043",)),
    Scene("redact", ("redact", "REPORT", "--why", "asked"), ("E029",)),
    Scene("rebuild", ("rebuild",)),
    Scene("copy", ("copy", "HERE/x.ledger", "HERE/y.ledger")),
    Scene("token new", ("token", "new", "dashboard"), ("E136",)),
    Scene("export", ("export", "claims", "-o", "HERE/out.csv")),
    Scene("report", ("report", "unrest", "-o", "HERE/out.html")),
    Scene("capture", ("capture", "REPORT", "-o", "HERE/out.bytes")),
    Scene("bulk", ("bulk", "MORE", "-o", "HERE/bulk", "--workers", "1", "--resume")),
)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_other_commands(proof: Proof, sayso: Forked, desk: Desk, tmp_path: Path, scene: Scene) -> None:
    here = tmp_path / "case"
    words = {"CLAIM": desk.claim, "REPORT": desk.report, "MORE": str(desk.more)}
    typed = [words.get(word, word.replace("HERE", str(here))) for word in scene.typed]
    ledger = desk.copied(here)
    undisturbed = sayso(*typed, ledger=ledger, fault=Fault(here))
    assert undisturbed.status in (0, 1) and undisturbed.changes, undisturbed
    before, expected = entries(desk.made / "x.ledger"), entries(ledger)
    made = sorted(path.name for path in here.iterdir() if path.name.startswith(("out", "y.ledger", "bulk")))
    ends: Counter[str] = Counter()
    cases = faults(here, undisturbed.changes, proof.count(EACH * 2) if scene.name == "redact" else proof.count(EACH))
    for number, fault in enumerate(cases):
        ledger = desk.copied(here)
        ended = sayso(*typed, ledger=ledger, fault=fault)
        case = f"seed {SEED}, case {number}: {fault}: {ended}"
        done = ended.status == undisturbed.status and not is_coded(ended)
        ends["none" if done else _end(ended, case)] += 1
        kept = entries(ledger)
        assert kept in (before, expected), case
        assert kept == expected or not done, case
        found = whole(sayso, ledger)
        assert found is None or (scene.name == "redact" and _only_behind(found, kept == expected)), (case, found)
        again = sayso(*typed, ledger=ledger)
        assert again.status == undisturbed.status or again.last.startswith(scene.again or "never"), (case, again)
        assert entries(ledger) == expected, (case, again)
        assert [name for name in made if not (here / name).exists()] == [], (case, again)
        assert whole(sayso, ledger) is None, (case, again)
    proof.saw(f"{scene.name}: {len(cases)} of its runs met such a disk ({_in_words(ends)}), 0 ledgers damaged")


def _only_behind(found: str, erased: bool) -> bool:
    """A redaction that was cut off, as verify tells it: half a record that it was overwriting (E187), and once the entries are
    erased, views that still hold what is to go (E032). Saying it again finishes both."""
    return all(line.startswith(("E187 ", "E032 ") if erased else "E187 ") for line in found.splitlines())


def _end(ended: Ended, case: str) -> str:
    """Its code; "none" where it came to its end, since what failed can be done without."""
    if is_coded(ended):
        return ended.last[:4]
    assert ended.status in (0, 1) and acknowledged(ended) is not None and "Traceback" not in ended.err, case
    return "none"


def _in_words(ends: Counter[str]) -> str:
    """ "E025 50 times, E022 30 times, without effect 2 times"."""
    return ", ".join(f"{'without effect' if end == 'none' else end} {count} times" for end, count in ends.most_common())
