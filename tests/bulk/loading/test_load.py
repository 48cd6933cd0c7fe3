"""`sayso load`: a ledger of results is the ledger of the inputs, and nothing that was damaged gets into it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from sayso import limits
from sayso.bulk import manifest, places
from sayso.bulk.engines.local import Local
from sayso.bulk.loading.load import load, result
from sayso.errors import SaysoError
from sayso.ledger.address import Place
from sayso.ledger.arrivals import Added
from sayso.ledger.bodies import Receipt
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.state import table_hashes
from sayso.types import Unreadable
from tests.bulk.inputs import INPUTS
from tests.bulk.making import BEGUN, done, job, line
from tests.conftest import Sayso
from tests.stores import BOTH

ON_BOTH = pytest.mark.stores(*BOTH)


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 2)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The results of five reports, in three tasks."""
    inputs = tmp_path / "five.jsonl"
    inputs.write_text("\n".join(line(n) for n in range(1, 6)), encoding="utf8")
    return _made(inputs, tmp_path / "out")


@pytest.fixture
def made_long(tmp_path: Path) -> Path:
    """The results of twelve reports, in six tasks."""
    inputs = tmp_path / "twelve.jsonl"
    inputs.write_text("\n".join(line(n) for n in range(1, 13)), encoding="utf8")
    return _made(inputs, tmp_path / "out")


@pytest.mark.parametrize("name", INPUTS)
@ON_BOTH
def test_entries_are_those_of_add(name: str, sayso: Sayso, tmp_path: Path) -> None:
    inputs = tmp_path / name
    INPUTS[name](inputs)
    other = tmp_path / "added.ledger"
    sayso("--ledger", other, "add", inputs, "--reader", "rules", "--published", "2022-01-07")
    loaded = sayso("load", _made(inputs, tmp_path / "out"))
    told = sayso("verify")
    assert told.status == 0, told.err
    assert loaded.status in (0, 1), loaded.err
    assert _hash(sayso) == Reader.open(other, 5).content_hash(), loaded.err


def test_the_order_is_that_of_the_inputs(made: Path, ledger_of: LedgerOf) -> None:
    ledger, told = ledger_of(made)
    names = [one.name for one in told.came_in]
    assert names == sorted(names)
    assert len(names) == 5
    ledger.close()


def test_said_again_it_changes_nothing_and_reads_no_report(
    made: Path, ledger_of: LedgerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = ledger_of(made)
    head = Reader(ledger.store).head()
    monkeypatch.setattr("sayso.bulk.loading.ahead.bodies_of", None)
    told = _Told()
    load(result(places.place(str(made)), str(made)), ledger, told)
    assert Reader(ledger.store).head() == head
    assert told.became == [Added.UNCHANGED] * 5
    ledger.close()


def test_what_was_stopped_goes_on(made: Path, ledger_of: LedgerOf, tmp_path: Path) -> None:
    whole, _ = ledger_of(made)
    with Ledger.open(tmp_path / "stopped.ledger", lambda: BEGUN, create=True) as ledger:
        with pytest.raises(KeyboardInterrupt):
            load(result(places.place(str(made)), str(made)), ledger, _Told(stop_after=2))
        load(result(places.place(str(made)), str(made)), ledger, _Told())
        assert Reader(ledger.store).content_hash() == Reader(whole.store).content_hash()
    whole.close()


@ON_BOTH
def test_checked_ahead_by_workers_it_is_the_same_ledger(made_long: Path, where: Place, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "alone.ledger", lambda: BEGUN, create=True) as ledger:
        load(result(places.place(str(made_long)), str(made_long)), ledger, alone := _Told())
        content = Reader(ledger.store).content_hash()
        views = _views(ledger)
    with closing(Local(2)) as engine, Ledger.open(where, lambda: BEGUN, create=True) as ledger:
        load(result(places.place(str(made_long)), str(made_long)), ledger, told := _Told(), engine)
        assert engine._all  # workers did it
        assert Reader(ledger.store).content_hash() == content
        assert _views(ledger) == views
    assert (told.came_in, told.became) == (alone.came_in, alone.became)


def test_workers_find_what_is_damaged(made_long: Path, ledger_of: LedgerOf, tmp_path: Path) -> None:
    _damage(made_long, "reports", lambda row: {"body": row["body"][:-1]})
    last = sorted(made_long.glob("claims/**/part-*"))[-1]
    last.unlink()
    told = _Damages()
    with closing(Local(2)) as engine, Ledger.open(tmp_path / "damaged.ledger", lambda: BEGUN, create=True) as ledger:
        load(result(places.place(str(made_long)), str(made_long)), ledger, told, engine)
    assert [one.code.code for one in told.damages] == ["E111", "E110"]
    assert len(told.came_in) == 12 - 3


def test_unreadables_of_a_task_go_in_with_its_reports(sayso: Sayso, tmp_path: Path) -> None:
    """Between the reports where they stood, and once."""
    inputs = tmp_path / "mixed.jsonl"
    inputs.write_text("\n".join([line(1), "{", line(2), "[", line(3)]), encoding="utf8")
    made = _made(inputs, tmp_path / "out")
    first, again = sayso("load", made), sayso("load", made)
    assert "received 5 = 3 reports + 0 duplicates + 0 unchanged + 0 refused + 2 unreadable" in first.err
    assert "received 5 = 0 reports + 0 duplicates + 3 unchanged + 0 refused + 2 unreadable" in again.err
    rows = [json.loads(row) for row in sayso("received", "--unreadable", "--format", "jsonl").out.splitlines()]
    assert [row["code"] for row in rows] == ["E007", "E007"]


def test_views_follow(sayso: Sayso, made: Path) -> None:
    assert sayso("load", made).status == 0
    assert len(sayso("stories", "--format", "jsonl").out.splitlines()) == 5


def test_no_folder_of_results(sayso: Sayso, tmp_path: Path) -> None:
    ran = sayso("load", tmp_path)
    assert (ran.status, ran.err.split()[0]) == (2, "E109")
    assert not (tmp_path / "test.ledger").exists()


def test_results_of_a_later_version(sayso: Sayso, made: Path) -> None:
    told = made / "bulk.json"
    told.write_text(told.read_text().replace('"format": 1', '"format": 2'))
    ran = sayso("load", made)
    assert (ran.status, ran.err.split()[0]) == (2, "E109")
    assert "newer version" in ran.err


def test_a_run_that_did_not_end_is_told(sayso: Sayso, made: Path) -> None:
    told = made / "bulk.json"
    told.write_text(told.read_text().replace('"complete": true', '"complete": false'))
    assert "has not come to its end" in sayso("load", made).err


DAMAGES: dict[str, tuple[str, str, Callable[[dict[str, Any]], object]]] = {
    "other text": ("reports", "E111", lambda row: {"body": row["body"].replace("Number 1.", "Number 9.")}),
    "other id": ("reports", "E111", lambda row: {"body": row["body"].replace(row["report"], "r" + "0" * 20)}),
    "a space": ("reports", "E111", lambda row: {"body": row["body"].replace('{"', '{ "', 1)}),
    "no json": ("reports", "E111", lambda row: {"body": row["body"][:-1]}),
    "another quote": ("claims", "E111", lambda row: {"body": row["body"].replace("1 people", "7 people")}),
    "a claim of another report": ("claims", "E111", lambda row: {"body": row["body"].replace(row["report"], "r" + "0" * 20)}),
    "another claim's id": ("claims", "E111", lambda row: {"body": row["body"].replace(row["claim"], "c" + "0" * 16)}),
    "a sure claim": ("claims", "E111", lambda row: {"body": re.sub(r'"confidence":[0-9.]+', '"confidence":5.0', row["body"])}),
    "a figure below nothing": ("claims", "E111", lambda row: {"body": row["body"].replace('"low":1', '"low":-1')}),
    "a figure beyond all": ("claims", "E111", lambda row: {"body": row["body"].replace('"high":1', '"high":1' + "0" * 30)}),
    "a place nowhere": (
        "claims",
        "E111",
        lambda row: {"body": re.sub(r'"latitude":[0-9.]+', '"latitude":1e+308', row["body"])},
    ),
    "a claim less": ("claims", "E111", lambda row: None),
    "no layers": ("layers", "E111", lambda row: {"body": row["body"].replace('"layers":{', '"layers":{"more":1,', 1)}),
    "layers of another": ("layers", "E111", lambda row: {"body": row["body"].replace(row["report"], "r" + "0" * 20)}),
    "no report": ("reports", "E111", lambda row: None),
    "another maker": ("layers", "E111", lambda row: {"reader_version": "another"}),
    "no receipt": ("documents", "E110", lambda row: {"bodies": ["{}"]}),
    "other bytes": ("documents", "E110", lambda row: {"sha256": "0" * 64}),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_is_left_out_and_the_rest_goes_in(name: str, sayso: Sayso, made: Path) -> None:
    table, code, change = DAMAGES[name]
    left = 4 if code == "E111" else 3
    _damage(made, table, change)
    ran = sayso("load", made)
    assert ran.status == 1
    assert f"{code} part-00000000-" in ran.err
    assert sayso("verify").status == 0
    assert len(sayso("stories", "--format", "jsonl").out.splitlines()) == left


def test_files_that_are_gone_or_broken(sayso: Sayso, made: Path) -> None:
    gone, broken, columns = (
        next(made.glob(f"{one}/**/part-0000000{n}-*")) for n, one in enumerate(("claims", "reports", "layers"))
    )
    gone.unlink()
    broken.write_bytes(broken.read_bytes()[:100])
    parquet.write_table(pa.table({"report": ["r1"]}), columns)
    ran = sayso("load", made)
    assert ran.status == 1
    assert [one.split()[1].rpartition("-")[0] for one in ran.err.splitlines() if one.startswith("E110")] == [
        f"part-0000000{n}" for n in range(3)
    ]
    assert sayso("stories", "--format", "jsonl").out == ""


def test_what_was_redacted_is_refused(sayso: Sayso, made: Path) -> None:
    assert sayso("load", made).status == 0
    report = parquet.read_table(made / "reports").to_pylist()[0]["report"]
    assert sayso("redact", report, "--why", "a test").status == 0
    ran = sayso("load", made)
    assert ran.status == 0
    assert "4 unchanged + 1 refused" in ran.err


class _Told:
    """A listener."""

    def __init__(self, stop_after: int = 0) -> None:
        self.came_in: list[Receipt] = []
        self.became: list[Added] = []
        self._stop_after = stop_after

    def came(self, receipt: Receipt, added: Added, claims: int) -> None:
        self.came_in.append(receipt)
        self.became.append(added)
        if len(self.became) == self._stop_after:
            raise KeyboardInterrupt

    def unreadable(self, item: Unreadable) -> None:
        raise AssertionError(item)

    def damaged(self, error: Exception) -> None:
        raise AssertionError(error)

    def along(self, share: float) -> None:
        assert 0 < share <= 1


class _Damages(_Told):
    """A listener to what is damaged."""

    def __init__(self) -> None:
        super().__init__()
        self.damages: list[SaysoError] = []

    def damaged(self, error: Exception) -> None:
        assert isinstance(error, SaysoError)
        self.damages.append(error)


LedgerOf = Callable[[Path], tuple[Ledger, _Told]]


@pytest.fixture
def ledger_of(tmp_path: Path) -> LedgerOf:
    def loaded(made: Path) -> tuple[Ledger, _Told]:
        ledger, told = Ledger.open(tmp_path / "loaded.ledger", lambda: BEGUN, create=True), _Told()
        load(result(places.place(str(made)), str(made)), ledger, told)
        return ledger, told

    return loaded


def _made(inputs: Path, output: Path) -> Path:
    made = job(output, published="2022-01-07")
    place = places.place(str(output))
    manifest.begin(place, made, [str(inputs)], False)
    done([inputs], made)
    manifest.complete(place, made, [str(inputs)], {})
    return output


def _damage(made: Path, table: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Its first row becomes another, or goes."""
    file = next(made.glob(f"{table}/**/part-00000000-*"))
    found = parquet.ParquetFile(file).read()
    rows = found.to_pylist()
    changed = change(rows[0])
    rows[0:1] = [rows[0] | changed] if isinstance(changed, dict) else []
    parquet.write_table(pa.Table.from_pylist(rows, schema=found.schema), file)


def _views(ledger: Ledger) -> dict[str, str]:
    with ledger.store.reading() as connection:
        return table_hashes(connection)


def _hash(sayso: Sayso) -> str:
    import os

    from sayso.ledger.address import where

    return Reader.open(where(os.environ["SAYSO_LEDGER"]), 5).content_hash()
