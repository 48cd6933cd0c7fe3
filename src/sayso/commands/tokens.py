"""`sayso token new`, `list` and `revoke`: who may ask the API of `sayso serve`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import RenderableType

from sayso.commands.knowing import reader
from sayso.commands.people.managing import user_file
from sayso.commands.people.user_rows import read, there, written
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.commands.token_file import SUFFIX, Token, TokenFile, hashed, new_secret
from sayso.errors import SaysoError
from sayso.ledger.canonical import moment
from sayso.ledger.filters import covered
from sayso.printable import printable
from sayso.read.dates import iso
from sayso.reconcile.situations import situation
from sayso.show.listing import listing

COLUMNS = ("name", "state", "made_at", "expires_at", "revoked_at", "user", "situations")
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Sees:
    """What a token sees on a shared server: what a user does, or these situations alone; else everything, as a reader."""

    user: str | None = None
    situations: tuple[str, ...] | None = None


def new(session: Session, name: str, expires: str | None, random_bytes: Callable[[int], bytes], sees: Sees = Sees()) -> None:
    """Print the token, once, alone on standard output. SaysoError as `made`."""
    session.line(made(session, name, expires, random_bytes, sees))
    session.tell(f"the token {name}, shown this once: send it as “Authorization: Bearer …”. From now on the API asks for one")


def made(session: Session, name: str, expires: str | None, random_bytes: Callable[[int], bytes], sees: Sees = Sees()) -> str:
    """The token itself, which is kept nowhere. SaysoError E011 for no date, E033 for a name or date that does not fit, E042
    for no situation, E136 for a name that is taken, E166 for no user."""
    now, until = moment(session.clock()), covered(iso(expires)).end if expires else None
    if until is not None and until <= now:
        raise _wrong(f"{expires} is over: give a day that comes")
    if not name.strip() or len(name) > LONGEST_NAME or printable(name) != name:
        raise _wrong(f"a token needs a name of {LONGEST_NAME} characters at most, on one line")
    situations, user = _seen(session, sees)
    secret = new_secret(random_bytes)
    token_file(session).add(Token(name, hashed(secret), now, until, None, user, situations))
    return secret


def _seen(session: Session, sees: Sees) -> tuple[str | None, str | None]:
    """Situations and user as they are kept."""
    if sees.user is not None and sees.situations is not None:
        raise _wrong("a token of a user sees what that user sees: give no situations")
    if sees.situations is not None:
        with reader(session) as looking:
            for one in sees.situations:
                situation(looking, one)
    user = sees.user
    if user is not None:
        with user_file(session).reading() as rows:
            user = there(rows, user).name
    return written(sees.situations), user


def list_all(session: Session, format: str | None) -> None:
    """Without the tokens themselves: nobody has them but who was given one."""
    format = chosen(session, format)
    found, now = token_file(session).tokens(), moment(session.clock())
    if not found:
        session.tell("no tokens: the API is open to this machine. sayso token new NAME makes the first")
    if found or format != "table":
        print_view(session, format, COLUMNS, [_line(one, now) for one in found], lambda: _table(found, now))


def revoke(session: Session, name: str) -> None:
    """From now on it is as wrong as any other, for a server that runs too. SaysoError E137."""
    token_file(session).revoke(name, moment(session.clock()))
    session.tell(f"the token {name} is revoked; the API goes on asking for one")


def token_file(session: Session) -> TokenFile:
    return TokenFile(session.beside(SUFFIX))


def state(one: Token, now: str) -> str:
    return "revoked" if one.revoked_at else "valid" if one.holds(now) else "expired"


def _line(one: Token, now: str) -> dict[str, object]:
    plain = {name: getattr(one, name) for name in COLUMNS if name not in ("state", "situations")}
    return {"state": state(one, now)} | plain | {"situations": read(one.situations)}


def _table(found: Sequence[Token], now: str) -> RenderableType:
    columns = [("token", 4), ("state", 4), ("made", 10), ("expires", 10)]
    return listing(columns, (((one.name, state(one, now), one.made_at, one.expires_at or "never"), ()) for one in found))


def _wrong(detail: str) -> SaysoError:
    return SaysoError("E033", detail=detail, command="sayso token new")
