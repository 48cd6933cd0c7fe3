"""One run of loading: task after task, in the order of the inputs. Memory holds one task at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.bulk import manifest
from sayso.bulk.loading.bodies_of import Bodies, bodies_of
from sayso.bulk.loading.checked import checked
from sayso.bulk.loading.damaged import DamagedError
from sayso.bulk.loading.said import Part, part
from sayso.bulk.parts import done
from sayso.bulk.places import Place
from sayso.errors import SaysoError
from sayso.ledger.append import standing
from sayso.ledger.arrivals import Added, Arrival
from sayso.ledger.bodies import Receipt
from sayso.ledger.ledger import Ledger
from sayso.types import Unreadable

AT_ONCE = 500
"""Ids that the ledger is asked for at a time: databases allow some thousands of parameters."""


class Listener(Protocol):
    """Who is told, in the order of the inputs."""

    def came(self, receipt: Receipt, added: Added, claims: int) -> None: ...

    def unreadable(self, item: Unreadable) -> None: ...

    def damaged(self, error: SaysoError) -> None:
        """E110, E111: something was left out."""

    def along(self, share: float) -> None:
        """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Result:
    """A folder that bulk reading wrote: its tasks by their numbers. `complete`: the run that wrote it came to its end."""

    place: Place
    tasks: tuple[str, ...]
    complete: bool


def result(place: Place, path: str) -> Result:
    """SaysoError E109 where it is none."""
    try:
        told = manifest.read(place, path)
        tasks = sorted(done(place), key=lambda one: one.number)
    except SaysoError as error:
        raise SaysoError("E109", path=path, detail=error.values.get("detail", error.what)) from error
    except (OSError, ValueError) as error:
        raise SaysoError("E109", path=path, detail=str(error) or type(error).__name__) from error
    return Result(place, tuple(one.name for one in tasks), bool(told.get("complete")))


def load(found: Result, ledger: Ledger, listener: Listener) -> None:
    """Append what the ledger does not have. What is damaged is left out and told. Raises SaysoError as `Ledger.add_many`."""
    for number, name in enumerate(found.tasks, 1):
        try:
            _Task(found.place, part(found.place, name), ledger, listener).load()
        except DamagedError as damaged:
            listener.damaged(SaysoError("E110", part=name, detail=damaged))
        except OSError as error:
            listener.damaged(SaysoError("E110", part=name, detail=error.strerror or type(error).__name__))
        listener.along(number / len(found.tasks))


class _Task:
    def __init__(self, place: Place, part: Part, ledger: Ledger, listener: Listener) -> None:
        self.place, self.part, self.ledger, self.listener = place, part, ledger, listener

    def load(self) -> None:
        if self._is_there():
            for one in self.part.said:
                self._told(one, Added.UNCHANGED)
            return
        self._add(bodies_of(self.place, self.part))

    def _is_there(self) -> bool:
        """Whether the ledger has every entry of it, and none was erased. Then nothing more is read."""
        ids = list(self.part.ids())
        with self.ledger.store.reading() as connection:
            known: dict[str, bool] = {}
            for start in range(0, len(ids), AT_ONCE):
                known |= standing(connection, ids[start : start + AT_ONCE])
        return not any(known.get(id, True) for id in ids)

    def _add(self, bodies: dict[str, Bodies]) -> None:
        """In stretches of reports between one unreadable and the next; each stretch is one transaction."""
        for stretch in _stretches(self.part.said):
            if isinstance(stretch, Unreadable):
                self.ledger.add_unreadable(stretch)
                self._told(stretch)
            else:
                self._add_reports(stretch, bodies)

    def _add_reports(self, receipts: Sequence[Receipt], bodies: dict[str, Bodies]) -> None:
        found = [(one, made) for one in receipts if (made := self._checked(one, bodies)) is not None]
        answers = self.ledger.add_many([made for _, made in found])
        for (receipt, _), answer in zip(found, answers, strict=True):
            if isinstance(answer, Exception):
                self._damaged(receipt, f"{type(answer).__name__}: {answer}")
            else:
                self._told(receipt, answer, bodies[receipt.report].count)

    def _checked(self, receipt: Receipt, bodies: dict[str, Bodies]) -> Arrival | None:
        try:
            if receipt.report not in bodies:
                raise DamagedError("it is not there")
            return checked(receipt, bodies[receipt.report], self.part.makers[receipt.report])
        except DamagedError as damaged:
            self._damaged(receipt, str(damaged))
            return None

    def _damaged(self, receipt: Receipt, why: str) -> None:
        what = f"report {receipt.report} of {receipt.address}"
        self.listener.damaged(SaysoError("E111", part=self.part.name, what=what, detail=why))

    def _told(self, one: Receipt | Unreadable, added: Added = Added.UNCHANGED, claims: int = 0) -> None:
        if isinstance(one, Unreadable):
            self.listener.unreadable(one)
        else:
            self.listener.came(one, added, claims)


def _stretches(said: Sequence[Receipt | Unreadable]) -> Iterator[list[Receipt] | Unreadable]:
    """Receipts that follow one another together, each unreadable by itself."""
    receipts: list[Receipt] = []
    for one in said:
        if isinstance(one, Receipt):
            receipts.append(one)
            continue
        if receipts:
            yield receipts
        receipts = []
        yield one
    if receipts:
        yield receipts
