"""`sayso user add`, `list`, `role`, `situations`, `password`, `remove`, `sessions` and `log`.

Whoever may run these has the machine and the ledger: they ask for no password of an administrator.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from getpass import getpass

from rich.console import RenderableType

from sayso.commands.knowing import reader
from sayso.commands.people import attempts, record, session_rows, user_rows
from sayso.commands.people.passwords import Passwords, checked
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.commands.people.session_rows import Lasting
from sayso.commands.people.user_file import SUFFIX, UserFile
from sayso.commands.people.user_rows import User
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.canonical import moment
from sayso.limits import LONGEST_PASSWORD
from sayso.reconcile.situations import situation
from sayso.show.listing import listing

COLUMNS = ("name", "role", "situations", "made_at")
SESSIONS = ("user", "id", "made_at", "seen_at", "address")
RECORD = ("at", "what", "user", "by", "address", "detail")
Ask = Callable[[str], str]


def user_file(session: Session) -> UserFile:
    return UserFile(session.beside(SUFFIX))


def lasting(session: Session) -> Lasting:
    return Lasting(session.settings.session_idle_hours, session.settings.session_hours)


def add(session: Session, name: str, role: str, situations: Sequence[str], passwords: Callable[[], Passwords]) -> None:
    """SaysoError E165 for a password, E167 for a name that is taken, E168 for what does not fit, E042 for no situation."""
    name, role_ = user_rows.named(name), role_of(role)
    seen = user_rows.fitting(role_, situations or None)
    _are_there(session, seen)
    file = user_file(session)
    if any(one.key == user_rows.key_of(name) for one in user_rows.users(file)):
        raise SaysoError("E167", name=name)
    hashed = passwords().hashed(checked(_typed(session), name))
    user_rows.add(file, User(name, role_, seen, hashed, moment(session.clock())), _hand(session))
    session.tell(f"{name} may log in as {user_rows.access(role_, seen)}; sayso serve --auth asks who it is")


def list_all(session: Session, format: str | None) -> None:
    format, found = chosen(session, format), user_rows.users(user_file(session))
    if not found:
        session.tell("no users: sayso user add NAME --role administrator makes the first")
    lines = [{**{column: getattr(one, column) for column in COLUMNS}, "role": one.role.value} for one in found]
    if found or format != "table":
        print_view(session, format, COLUMNS, lines, lambda: _table(found))


def role(session: Session, name: str, role: str) -> None:
    """SaysoError E166, E168."""
    user = user_rows.change_access(_there(session), name, role_of(role), None, _hand(session), limit=False)
    session.tell(f"{user.name} is {role_of(role).value} from now on, and has to log in again")


def situations(session: Session, name: str, situations: Sequence[str], everything: bool) -> None:
    """SaysoError E042, E166, E168."""
    if bool(situations) == everything:
        raise SaysoError("E033", detail="give the situations, or --everything", command="sayso user situations")
    seen = None if everything else tuple(situations)
    _are_there(session, seen)
    user = user_rows.change_access(_there(session), name, None, seen, _hand(session), limit=True)
    session.tell(f"{user.name} sees {'everything' if seen is None else ', '.join(seen)} from now on, and has to log in again")


def password(session: Session, name: str, passwords: Callable[[], Passwords]) -> None:
    """SaysoError E165, E166."""
    file = _there(session)
    user = user_rows.find(file, name)
    hashed = passwords().hashed(checked(_typed(session), user.name)) if user else ""
    user_rows.change_password(file, name, hashed, _hand(session))
    attempts.forget(file, name)
    session.tell(f"{name} has another password; who was logged in by the old one is out")


def remove(session: Session, name: str) -> None:
    """SaysoError E166, E168."""
    user = user_rows.remove(_there(session), name, _hand(session))
    session.tell(f"{user.name} is no user any more, and out at once; what {user.name} decided stays in the ledger")


def sessions(session: Session, end: str | None, format: str | None) -> None:
    """List who is logged in; with `end` end all sessions of that user. SaysoError E166."""
    file = user_file(session)
    if end is not None:
        number = session_rows.end_some(_there(session), end, _hand(session))
        session.tell(f"{number} sessions of {end} are ended")
        return
    found = session_rows.sessions(file, session.clock(), lasting(session))
    format = chosen(session, format)
    if not found:
        session.tell("nobody is logged in")
    lines: list[dict[str, object]] = [
        {
            "user": one.user,
            "id": one.handle,
            "made_at": moment(one.made_at),
            "seen_at": moment(one.seen_at),
            "address": one.address,
        }
        for one in found
    ]
    if found or format != "table":
        print_view(session, format, SESSIONS, lines, lambda: _rows(SESSIONS, lines))


def log(session: Session, limit: int | None, format: str | None) -> None:
    """What was written down, the newest first. Addresses that are old are forgotten first."""
    file, format = user_file(session), chosen(session, format)
    if file.is_there:
        with file.writing() as rows:
            record.forget_addresses(rows, _hand(session))
    lines: list[dict[str, object]] = [asdict(one) for one in record.lines(file, limit)]
    if not lines:
        session.tell("nothing is written down yet")
    if lines or format != "table":
        print_view(session, format, RECORD, lines, lambda: _rows(RECORD, lines))


def role_of(name: str) -> Role:
    """SaysoError E168 for a role that is none."""
    try:
        return Role(name.strip().lower())
    except ValueError:
        raise SaysoError("E168", detail=f"no role is called “{name}”: it is {', '.join(Role)}") from None


def _typed(session: Session) -> str:
    """From a hidden prompt, twice; else the first line of standard input. SaysoError E165 where they differ."""
    if not session.stdin.isatty():
        line = session.stdin.readline(LONGEST_PASSWORD * 4 + 2).decode("utf8", "replace")
        return line.removesuffix("\n").removesuffix("\r")
    first = getpass("Password: ", sys.stderr)
    if getpass("The same once more: ", sys.stderr) != first:
        raise SaysoError("E165", detail="the two that were typed differ")
    return first


def _are_there(session: Session, situations: Sequence[str] | None) -> None:
    """SaysoError E042 where the ledger has none of that name, E020 where there is no ledger."""
    if situations:
        with reader(session) as looking:
            for name in situations:
                situation(looking, name)


def _there(session: Session) -> UserFile:
    """SaysoError E160 where nobody was ever made a user."""
    file = user_file(session)
    if not file.is_there:
        raise SaysoError("E160")
    return file


def _hand(session: Session) -> Hand:
    return Hand(session.clock(), keep_days=session.settings.keep_address_days)


def _table(found: Sequence[User]) -> RenderableType:
    columns = [("user", 4), ("role", 4), ("sees", 12), ("made", 10)]
    seen = ((one.name, one.role.value, _sees(one), one.made_at) for one in found)
    return listing(columns, ((row, ()) for row in seen))


def _sees(one: User) -> str:
    return "everything" if one.situations is None else ", ".join(one.situations) or "nothing"


def _rows(columns: Sequence[str], lines: Sequence[dict[str, object]]) -> RenderableType:
    shown = [(name.replace("_at", "").replace("_", " "), 6) for name in columns]
    return listing(shown, ((tuple(str(line[name] or "") for name in columns), ()) for line in lines))
