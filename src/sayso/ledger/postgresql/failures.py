"""PostgreSQL's errors as coded ones. https://www.postgresql.org/docs/current/errcodes-appendix.html has its codes.

Of a connection that was refused, libpq gives words and no code. Servers may speak other languages than English: what is not
known by its words is E053, with them. No word that comes from a server is told without the password taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from sayso.errors import SaysoError
from sayso.ledger.address import Database
from sayso.ledger.postgresql.connecting import driver

REFUSED = re.compile(
    r"authentication failed|no password supplied|role .{1,200} does not exist|no pg_hba\.conf entry|not permitted to log in|"
    r"permission denied for database",
    re.IGNORECASE,
)
NO_DATABASE = re.compile(r"database .{1,200} does not exist", re.IGNORECASE)
PERMISSION = frozenset({"42501", "25006"})
"""Of the role, or of a server that is a replica and only reads."""
FULL = frozenset({"53100"})
IN_USE = frozenset({"55P03", "57014"})
DAMAGED = frozenset({"XX001", "XX002"})
AGAIN = frozenset({"40001", "40P01"})
"""The server chose this transaction as the one to give way: it may be done again at once."""
LOST = frozenset({"08", "57P01", "57P02", "57P03", "57P05", "25P03", "53300"})
"""The session is gone, or there is none to be had now: classes (two characters) and codes."""


class Lost(Exception):  # noqa: N818  it is no error yet: `patience` decides
    """The connection is gone; whether a COMMIT that was under way arrived is not known."""

    def given_up(self, of: Database) -> SaysoError:
        return SaysoError("E058", path=of, detail=self)


class GaveWay(Lost):
    """The server ended this transaction so that another could go on; nothing of it happened."""

    def given_up(self, of: Database) -> SaysoError:
        return SaysoError("E021", path=of)


@contextmanager
def coded(of: Database) -> Iterator[None]:
    """Raise SaysoError, or Lost, in place of any error of the driver."""
    try:
        yield
    except NoneFree as error:
        raise SaysoError("E021", path=of) from error
    except DBAPIError as error:
        raise seen(of, error.orig or error, lost=error.connection_invalidated) from error
    except driver().Error as error:
        raise seen(of, error) from error


def seen(of: Database, error: BaseException, lost: bool = False) -> SaysoError | Lost:
    state: str = getattr(error, "sqlstate", None) or ""
    words = said(of, error)
    if state in AGAIN:
        return GaveWay(words)
    if lost or state in LOST or state[:2] in LOST or _broken(error):
        return Lost(words)
    if state in PERMISSION:
        return SaysoError("E059", path=of, detail=words)
    if state in FULL:
        return SaysoError("E022", path=of)
    if state in IN_USE:
        return SaysoError("E021", path=of)
    if state in DAMAGED:
        return SaysoError("E026", seq="?", detail=f"the database is damaged ({words})")
    return SaysoError("E099", detail=f"{of}: {type(error).__name__}: {words}")


def unreached(of: Database, error: BaseException) -> SaysoError:
    """Why there is no connection."""
    words, state = said(of, error), getattr(error, "sqlstate", None) or ""
    if isinstance(error, driver().ProgrammingError) and not state:
        return SaysoError("E053", path=of, detail="this is no address that PostgreSQL reads")
    if NO_DATABASE.search(words) or state == "3D000":
        return SaysoError("E055", path=of)
    if REFUSED.search(words) or state[:2] == "28":
        return SaysoError("E054", path=of, detail=words)
    if state in PERMISSION:
        return SaysoError("E059", path=of, detail=words)
    return SaysoError("E053", path=of, detail=words)


def said(of: Database, error: BaseException) -> str:
    """The first line of what it says, without a password."""
    text = str(error).strip().partition("\n")[0] or type(error).__name__
    text = re.sub(r"^connection failed: ", "", text)
    for secret in _secrets(of):
        text = text.replace(secret, "…")
    return text


def _secrets(of: Database) -> set[str]:
    """As they would stand in an address; a short password by itself may be a part of any word."""
    return {of.url, *(f":{secret}@" for secret in (of.password, unquote(of.password)) if secret)}


def _broken(error: BaseException) -> bool:
    """libpq's own words for a session that ended have no code."""
    return isinstance(error, driver().OperationalError) and not getattr(error, "sqlstate", None)
