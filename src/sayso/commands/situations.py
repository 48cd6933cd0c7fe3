"""`sayso situation new`, `list` and `show`: saved views."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from rich.console import RenderableType

from sayso.commands.knowing import checked, reader
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.printable import clean
from sayso.read.dates import iso
from sayso.reconcile.situations import Situation, situation, situations
from sayso.show.listing import listing
from sayso.show.words import plain

COLUMNS = ("name", "place", "since", "until", "text", "kinds")


def new(session: Session, made: Situation, replace: bool) -> None:
    """Save it and say so. SaysoError as `save`."""
    save(session, made, replace)
    session.out.print(clean(f"situation {made.name}: {words(made)}"), soft_wrap=True, markup=False)
    name = quote(made.name)
    session.tell(f"sayso figures --situation {name} shows it, and sayso brief {name} tells it")


def save(session: Session, made: Situation, replace: bool) -> None:
    """Safe to repeat with `replace`: what is saved already stays as it is.

    SaysoError E043 where there is one of that name and not `replace`, E016 for no kind; E021, E022, E025 as every writer.
    """
    for kind in made.kinds:
        checked(kind)
    with Ledger.open(session.ledger, session.clock, create=True, wait_seconds=session.settings.wait_seconds) as ledger:
        with reader(session) as looking:
            taken = next((one for one in situations(looking) if one.name == made.name), None)
        if taken is not None and not replace:
            raise SaysoError("E043", name=made.name)
        if taken != made:
            ledger.append_setting(made.setting(session.clock()))


def asked(
    name: str, place: str | None, since: str | None, until: str | None, text: str | None, kinds: Sequence[str]
) -> Situation:
    """What was typed, with dates as ISO prefixes. SaysoError E011 for no date."""
    return Situation(name, place, iso(since) if since else None, iso(until) if until else None, text, tuple(kinds))


def list_all(session: Session, format: str | None) -> None:
    format = chosen(session, format)
    with reader(session) as looking:
        found = situations(looking)
    if not found:
        session.tell("no situations: sayso situation new NAME --place PLACE saves one")
    if found or format != "table":
        print_view(session, format, COLUMNS, [_line(one) for one in found], lambda: _table(found))


def show(session: Session, name: str, format: str | None) -> None:
    with reader(session) as looking:
        found = situation(looking, name)
    print_view(session, format, COLUMNS, [_line(found)], lambda: _table([found]))


def words(one: Situation) -> str:
    """ "in KZ, since 2022-01-02, killed or arrested"."""
    parts = [
        f"in {one.place}" if one.place else "",
        f"since {one.since}" if one.since else "",
        f"until {one.until}" if one.until else "",
        f"with the words “{one.text}”" if one.text else "",
        " or ".join(plain(kind) for kind in one.kinds),
    ]
    return ", ".join(part for part in parts if part) or "everything"


def _line(one: Situation) -> dict[str, object]:
    return {name: getattr(one, name) for name in COLUMNS} | {"kinds": list(one.kinds)}


def _table(found: Sequence[Situation]) -> RenderableType:
    return listing([("situation", 4), ("what it shows", 12)], (((one.name, words(one)), ()) for one in found))
