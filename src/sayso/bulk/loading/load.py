"""One run of loading: task after task, in the order of the inputs, each one transaction. Memory holds those that are ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sayso.bulk import manifest
from sayso.bulk.engines.engine import Engine
from sayso.bulk.loading.ahead import AHEAD, WORTH, Done, Sound, Todo, check_in, in_order
from sayso.bulk.loading.damaged import DamagedError
from sayso.bulk.loading.said import Part, part
from sayso.bulk.parts import done
from sayso.bulk.places import Place
from sayso.errors import SaysoError
from sayso.ledger.append import standing
from sayso.ledger.arrivals import Added, unread
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

    path: str
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
    return Result(path, place, tuple(one.name for one in tasks), bool(told.get("complete")))


def load(found: Result, ledger: Ledger, listener: Listener, engine: Engine | None = None) -> None:
    """Append what the ledger does not have. What is damaged is left out and told. With `engine`, tasks are checked ahead by its
    workers. Raises SaysoError as `Ledger.add_many`, and E107.
    """
    ahead = AHEAD * engine.workers if engine and found.place.shared else 1
    for start in range(0, len(found.tasks), ahead):
        _load(found, range(start, min(start + ahead, len(found.tasks))), _Loading(found, ledger, listener), engine)


def _load(found: Result, numbers: range, loading: _Loading, engine: Engine | None) -> None:
    parts = {number: loading.part(found.tasks[number]) for number in numbers}
    todo = [Todo(n, found.path, said) for n, said in parts.items() if isinstance(said, Part) and not loading.is_there(said)]
    many = engine is not None and len(todo) >= WORTH
    checked = in_order(engine, todo, found.place) if engine and many else (check_in(found.place, one) for one in todo)
    missing = {one.number for one in todo}
    for number, said in parts.items():
        if isinstance(said, str):
            loading.damaged(found.tasks[number], said)
        elif number not in missing:
            loading.unchanged(said)
        else:
            loading.add(said, next(checked))
        loading.listener.along((number + 1) / len(found.tasks))


@dataclass(frozen=True, slots=True)
class _Loading:
    found: Result
    ledger: Ledger
    listener: Listener

    def part(self, name: str) -> Part | str:
        """What its documents say, or why they say nothing."""
        try:
            return part(self.found.place, name)
        except DamagedError as damaged:
            return str(damaged)
        except OSError as error:
            return error.strerror or type(error).__name__

    def is_there(self, part: Part) -> bool:
        """Whether the ledger has every entry of it, and none was erased. Then nothing more is read."""
        ids = list(part.ids())
        with self.ledger.store.reading() as connection:
            known: dict[str, bool] = {}
            for start in range(0, len(ids), AT_ONCE):
                known |= standing(connection, ids[start : start + AT_ONCE])
        return not any(known.get(id, True) for id in ids)

    def unchanged(self, part: Part) -> None:
        for one in part.said:
            self._told(one, Added.UNCHANGED)

    def damaged(self, name: str, why: str) -> None:
        self.listener.damaged(SaysoError("E110", part=name, detail=why))

    def add(self, part: Part, done: Done) -> None:
        """All that is sound, in one transaction."""
        if done.why is not None:
            self.damaged(part.name, done.why)
            return
        sound = iter(done.found)
        given = [(one, next(sound) if isinstance(one, Receipt) else Sound(unread(one), 0)) for one in part.said]
        answers = iter(self.ledger.add_many([made.arrival for _, made in given if isinstance(made, Sound)]))
        for one, made in given:
            self._became(part, one, made, next(answers) if isinstance(made, Sound) else made)

    def _became(self, part: Part, one: Receipt | Unreadable, made: Sound | str, answer: Added | Exception | str) -> None:
        if isinstance(answer, Exception):
            answer = f"{type(answer).__name__}: {answer}"
        if isinstance(made, Sound) and isinstance(answer, Added):
            self._told(one, answer, made.claims)
            return
        what = f"report {one.report} of {one.address}" if isinstance(one, Receipt) else one.address
        self.listener.damaged(SaysoError("E111", part=part.name, what=what, detail=answer))

    def _told(self, one: Receipt | Unreadable, added: Added, claims: int = 0) -> None:
        if isinstance(one, Unreadable):
            self.listener.unreadable(one)
        else:
            self.listener.came(one, added, claims)
