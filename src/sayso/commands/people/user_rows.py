"""Users: their role, what they are limited to, their password's hash. Each change is written down, and ends their sessions."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sayso.commands.people.record import Hand, What, write_down
from sayso.commands.people.roles import LIMITABLE, Role
from sayso.commands.people.user_file import UserFile
from sayso.errors import SaysoError
from sayso.printable import printable

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class User:
    """`situations`: the names of those that alone are seen; None = everything. `password` is a hash."""

    name: str
    role: Role
    situations: tuple[str, ...] | None
    password: str
    made_at: str

    @property
    def key(self) -> str:
        return key_of(self.name)


def key_of(name: str) -> str:
    """By which a user is found: two names that look the same are one. What is no text, as an argument may be, finds nobody."""
    name = name.encode("utf8", "surrogatepass").decode("utf8", "replace")
    return unicodedata.normalize("NFKC", name).casefold().strip()


def named(name: str) -> str:
    """A name that a user may have, without spaces around it. SaysoError E168."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > LONGEST_NAME or printable(name) != name or not name.isprintable():
        raise SaysoError("E168", detail=f"a user needs a name of {LONGEST_NAME} characters at most, on one line")
    return name


def fitting(role: Role, situations: Collection[str] | None) -> tuple[str, ...] | None:
    """The situations, each once. SaysoError E168 for a role that cannot be limited."""
    if situations is not None and role not in LIMITABLE:
        raise SaysoError("E168", detail=f"an {role} sees everything: what they change holds for everybody")
    return None if situations is None else tuple(dict.fromkeys(situations))


def users(file: UserFile) -> tuple[User, ...]:
    """In the order of their names; none where there is no file."""
    if not file.is_there:
        return ()
    with file.reading() as rows:
        return tuple(map(user_of, rows.execute(f"{CHOSEN} ORDER BY key").fetchall()))


def find(file: UserFile, name: str) -> User | None:
    with file.reading() as rows:
        return _found(rows, key_of(name))


def add(file: UserFile, user: User, hand: Hand) -> None:
    """SaysoError E167 where there is one of that name already."""
    file.make()
    row = (user.key, user.name, user.role.value, written(user.situations), user.password, user.made_at)
    with file.writing() as rows:
        if not rows.execute("INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?, ?, ?)", row).rowcount:
            raise SaysoError("E167", name=user.name)
        write_down(rows, hand, What.ADDED, user.name, access(user.role, user.situations))


def change_access(
    file: UserFile, name: str, role: Role | None, situations: Collection[str] | None, hand: Hand, *, limit: bool
) -> User:
    """Another role, where one is given; with `limit` other situations (None = everything). SaysoError E166, E168."""
    with file.writing() as rows:
        user = there(rows, name)
        role = role or user.role
        seen = fitting(role, situations if limit else user.situations)
        if user.role is Role.ADMINISTRATOR and role is not user.role:
            _not_the_last(rows, user)
        rows.execute("UPDATE users SET role = ?, situations = ? WHERE key = ?", (role.value, written(seen), user.key))
        end_all(rows, user.key)
        write_down(rows, hand, What.SITUATIONS if limit else What.ROLE, user.name, access(role, seen))
    return user


def change_password(file: UserFile, name: str, hashed: str, hand: Hand, old: str | None = None) -> User:
    """Whoever has the old one, or a session, is out. What slowed down guessing it is forgotten. `old`: the hash of the one that
    was typed, which another may have changed meanwhile. SaysoError E166, E169 where it was."""
    with file.writing() as rows:
        user = still(rows, name, old)
        rows.execute("UPDATE users SET password = ? WHERE key = ?", (hashed, user.key))
        end_all(rows, user.key)
        write_down(rows, hand, What.PASSWORD, user.name)
    return user


def keep_hash(file: UserFile, key: str, old: str, new: str) -> None:
    """The same password under newer parameters, unless it was changed meanwhile. Nobody is logged out."""
    with file.writing() as rows:
        rows.execute("UPDATE users SET password = ? WHERE key = ? AND password = ?", (new, key, old))


def remove(file: UserFile, name: str, hand: Hand) -> User:
    """With all sessions. The name may be given again; what it did stays on record. SaysoError E166, E168 for the last
    administrator."""
    with file.writing() as rows:
        user = there(rows, name)
        if user.role is Role.ADMINISTRATOR:
            _not_the_last(rows, user)
        rows.execute("DELETE FROM users WHERE key = ?", (user.key,))
        rows.execute("DELETE FROM known WHERE user = ?", (user.key,))
        write_down(rows, hand, What.REMOVED, user.name)
    return user


def there(rows: sqlite3.Connection, name: str) -> User:
    """SaysoError E166 where none is called so."""
    user = _found(rows, key_of(name))
    if user is None:
        known = ", ".join(row[0] for row in rows.execute("SELECT name FROM users ORDER BY key")) or "none yet"
        raise SaysoError("E166", name=printable(name), known=known)
    return user


def still(rows: sqlite3.Connection, name: str, password: str | None) -> User:
    """The user, if this hash is theirs still: somebody else may be called so by now. SaysoError E169 where it is not, which
    names nobody; E166 where no hash is given."""
    user = _found(rows, key_of(name))
    if password is not None and (user is None or user.password != password):
        raise SaysoError("E169")
    return user or there(rows, name)


def end_all(rows: sqlite3.Connection, key: str) -> int:
    return rows.execute("DELETE FROM sessions WHERE user = ?", (key,)).rowcount


def access(role: Role, situations: tuple[str, ...] | None) -> str:
    """ "reader, of unrest and floods only"."""
    return role.value if situations is None else f"{role.value}, of {' and '.join(situations) or 'nothing'} only"


def written(situations: tuple[str, ...] | None) -> str | None:
    return None if situations is None else json.dumps(situations, ensure_ascii=False)


def read(situations: str | None) -> tuple[str, ...] | None:
    return None if situations is None else tuple(json.loads(situations))


CHOSEN = "SELECT name, role, situations, password, made_at FROM users"


def user_of(row: tuple[str, str, str | None, str, str]) -> User:
    return User(row[0], Role(row[1]), read(row[2]), row[3], row[4])


def _found(rows: sqlite3.Connection, key: str) -> User | None:
    row = rows.execute(f"{CHOSEN} WHERE key = ?", (key,)).fetchone()
    return user_of(row) if row else None


def _not_the_last(rows: sqlite3.Connection, user: User) -> None:
    wanted = "SELECT count(*) FROM users WHERE role = ? AND key != ?"
    if not rows.execute(wanted, (Role.ADMINISTRATOR.value, user.key)).fetchone()[0]:
        raise SaysoError("E168", detail=f"{user.name} is the last administrator")
