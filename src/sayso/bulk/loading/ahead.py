"""Tasks checked ahead of the one that goes into the ledger, on all processors, and handed on in the order of the inputs.

What comes back from a worker is light: bytes, and the columns of each claim in place of its objects, which would take as long
to send as to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.bulk import places
from sayso.bulk.engines.engine import Engine, Lost
from sayso.bulk.loading.bodies_of import bodies_of
from sayso.bulk.loading.checked import checked
from sayso.bulk.loading.damaged import DamagedError
from sayso.bulk.loading.said import Part
from sayso.bulk.places import Place
from sayso.ledger.arrivals import Arrival
from sayso.ledger.bodies import Receipt, Said
from sayso.ledger.claim_row import values
from sayso.types import Layers, Reading

AHEAD = 8
"""Tasks a worker that are checked before the first of them is in the ledger, at most: some megabytes each."""
WORTH = 4
"""Tasks for which workers are started: one takes as long to start as to check two."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A report that may go into the ledger."""

    arrival: Arrival
    claims: int


Found = tuple[Sound | str, ...]
"""Of each receipt of a part, in order; or why it may not, in words for a person."""


@dataclass(frozen=True, slots=True)
class Todo:
    number: int
    folder: str
    part: Part


@dataclass(frozen=True, slots=True)
class Done:
    """`why`: a file of the task that is not as it was written; then `found` is empty."""

    number: int
    found: Found = ()
    why: str | None = None


def check(todo: Todo) -> Done:
    """In a worker."""
    return check_in(places.place(todo.folder), todo)


def check_in(place: Place, todo: Todo) -> Done:
    try:
        return Done(todo.number, _found(place, todo.part))
    except DamagedError as damaged:
        return Done(todo.number, why=str(damaged))
    except OSError as error:
        return Done(todo.number, why=error.strerror or type(error).__name__)


def in_order(engine: Engine, todo: Sequence[Todo], place: Place) -> Iterator[Done]:
    """One for each, as soon as all before it are there. What no worker survives is checked here. Raises SaysoError E107."""
    ready, wanted = dict[int, Done](), iter([one.number for one in todo])
    following = next(wanted, None)
    for done in engine.map(check, todo):
        one = check_in(place, done.task) if isinstance(done, Lost) else done
        ready[one.number] = one
        while following in ready:
            yield ready.pop(following)
            following = next(wanted, None)


def _found(place: Place, part: Part) -> Found:
    bodies = bodies_of(place, part)

    def sound(receipt: Receipt) -> Sound | str:
        try:
            if receipt.report not in bodies:
                raise DamagedError("it is not there")
            arrival = checked(receipt, bodies[receipt.report], part.makers[receipt.report])
        except DamagedError as damaged:
            return str(damaged)
        return Sound(_light(arrival), bodies[receipt.report].count)

    return tuple(sound(one) for one in part.said if isinstance(one, Receipt))


def _light(arrival: Arrival) -> Arrival:
    return replace(arrival, parts=tuple((id, _lean(part) if isinstance(part, Said) else part) for id, part in arrival.parts))


def _lean(said: Said) -> Said:
    if not isinstance(said.body, Reading):
        return said
    rows = tuple(map(values, said.body.claims))
    return replace(said, body=replace(said.body, layers=Layers(), claims=()), rows=rows)
