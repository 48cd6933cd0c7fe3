"""Where a ledger is: a file, or a PostgreSQL database by the address that libpq takes (https://www.postgresql.org/docs/current/
libpq-connect.html, 34.1.1.2), such as `postgresql://user@host:5432/name?options=-csearch_path%3Dschema`.

No message, page or log ever has a password: `str()` of a `Database` leaves it out, and so does its `repr()`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode

from sayso.errors import SaysoError

SCHEMES = ("postgresql", "postgres")
SECRETS = frozenset({"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"})
"""Names of options of libpq that are never shown."""
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
ALMOST = re.compile(r"postgres(ql)?:|(?:\w+\s*=.*\s)?password\s*=", re.IGNORECASE)
"""What is meant for PostgreSQL and may have a password in it, but is no address: as the name of a file it would be shown."""
PARTS = re.compile(
    r"(?P<scheme>postgres(?:ql)?)://(?:(?P<user>[^:@/]*)(?P<password>:[^@/]*)?@)?"
    r"(?P<hosts>[^@/?]*)(?:/(?P<database>[^@/?]*))?(?:\?(?P<query>.*))?",
    re.IGNORECASE | re.DOTALL,
)
"""As libpq cuts an address, but for a password with "/" or "@" in it: libpq would take a part of it for a host, and tell it."""
HOST = re.compile(r"(?:\[[^]]*\]|[^][:]*)(?::\d*)?")
HIDDEN = "postgresql://…"
UNREAD = "this is no address: in user and password, write @ as %40, / as %2F, % as %25"
HALF = re.compile("[\ud800-\udfff]")
"""A byte that was typed and is no UTF-8, or half a character: it can be sent to no server."""
SEARCH_PATH = re.compile(r'(?:-c\s*|--)search_path=(?:"((?:[^"]|"")*)"|([^\s,]+))')
OF_THE_ROLE = "$user"
"""The schema that is named like the role: which one it is, the server knows."""
SHOWN = "-_.,"
"""What stands in the name of a file as it is, beside letters and digits."""


@dataclass(frozen=True, slots=True)
class Database:
    """A ledger in PostgreSQL. `str()` is the address without passwords."""

    url: str = field(repr=False)
    """As it was given, for the driver alone."""

    def __str__(self) -> str:
        parts = _parts(self.url)
        return _without_secrets(parts) if parts else HIDDEN

    def __repr__(self) -> str:
        return f"Database({str(self)!r})"

    @property
    def password(self) -> str:
        """As it stands before the host; for taking it out of what others say, and for nothing else."""
        parts = _parts(self.url)
        return (parts["password"] or "").removeprefix(":") if parts else ""

    @property
    def schema(self) -> str | None:
        """The schema that the address itself names, as the server reads it: in small letters where it is not in quotes. None
        where the role's own search path decides."""
        found = SEARCH_PATH.findall(re.sub(r"\\(.)", r"\1", self.options.get("options", "")))
        if not found:
            return None
        quoted, plain = found[-1]
        name = quoted.replace('""', '"') if quoted else plain.lower()
        return None if name == OF_THE_ROLE else name

    @property
    def options(self) -> dict[str, str]:
        """What stands behind the question mark, as libpq reads it: there a plus sign is one."""
        parts = _parts(self.url)
        return _read(parts["query"]) if parts else {}

    @property
    def file_name(self) -> str:
        """A name for what lies on the disk and belongs to it: of host, port, database and schema, never of a user."""
        parts = _parts(self.url)
        host, port = _host_and_port(parts["hosts"]) if parts else ("", "")
        database = unquote(parts["database"] or "") if parts else ""
        options = self.options
        host, port = options.get("host", host) or "local", options.get("port", port) or "5432"
        named = (host, port, options.get("dbname", database), self.schema)
        return "postgresql-" + "-".join(quote(part, safe=SHOWN) for part in named if part)


Place = Path | Database


def where(text: str) -> Place:
    """What a person gave as the ledger. SaysoError E025 for an address of something that is neither file nor PostgreSQL, and
    for one that cannot be read: nothing of it is shown, since nobody knows what in it is the password.
    """
    scheme = SCHEME.match(text)
    if scheme is None and not ALMOST.match(text):
        if not Path(text).name:
            raise SaysoError("E024", path=text or "“”")
        return Path(text)
    if scheme is not None and scheme[1].lower() not in SCHEMES:
        raise SaysoError("E025", path=f"{scheme[1]}://…", detail="a ledger is a file, or postgresql://…")
    if not _parts(text) or HALF.search(text):
        raise SaysoError("E025", path=HIDDEN, detail=UNREAD)
    return Database(text)


def beside(place: Place, suffix: str) -> Path:
    """`sayso.ledger.watch` beside `sayso.ledger`: the one way in which what belongs to a ledger is named.

    What belongs to a ledger in a database lies in the working folder.
    """
    if isinstance(place, Database):
        return Path(place.file_name + suffix)
    return place.with_name(place.name + suffix)


def _parts(url: str) -> re.Match[str] | None:
    parts = PARTS.fullmatch(url)
    return parts if parts and all(HOST.fullmatch(host) for host in parts["hosts"].split(",")) else None


def _read(query: str | None) -> dict[str, str]:
    return dict(parse_qsl((query or "").replace("+", "%2B"), keep_blank_values=True))


def _host_and_port(hosts: str) -> tuple[str, str]:
    """Of several hosts all of it is the host."""
    host, _, port = hosts.rpartition(":")
    if "," in hosts or not port.isdigit():
        return unquote(hosts), ""
    return unquote(host), port


def _without_secrets(parts: re.Match[str]) -> str:
    user = f"{parts['user']}@" if parts["user"] is not None else ""
    database = f"/{parts['database']}" if parts["database"] is not None else ""
    shown = {name: value for name, value in _read(parts["query"]).items() if name.lower() not in SECRETS}
    query = f"?{urlencode(shown, quote_via=quote)}" if shown else ""
    return f"{parts['scheme']}://{user}{parts['hosts']}{database}{query}"
