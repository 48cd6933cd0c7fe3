"""Where a ledger is: a file, or a PostgreSQL database by the address that libpq takes (https://www.postgresql.org/docs/current/
libpq-connect.html, 34.1.1.2), such as `postgresql://user@host:5432/name?options=-csearch_path%3Dschema`.

No message, page or log ever has a password: `str()` of a `Database` leaves it out, and so does its `repr()`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from sayso.errors import SaysoError

SCHEMES = ("postgresql", "postgres")
SECRETS = frozenset({"password", "sslpassword", "oauth_client_secret"})
"""Names of options of libpq that are never shown."""
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
SEARCH_PATH = re.compile(r"(?:-c\s*|--)search_path=([^\s,]+)")
SHOWN = "-_.,"
"""What stands in the name of a file as it is, beside letters and digits."""


@dataclass(frozen=True, slots=True)
class Database:
    """A ledger in PostgreSQL. `str()` is the address without passwords."""

    url: str = field(repr=False)
    """As it was given, for the driver alone."""

    def __str__(self) -> str:
        try:
            return _without_secrets(urlsplit(self.url))
        except ValueError:  # libpq says what is wrong with it; until then nothing of it is shown
            return "postgresql://…"

    def __repr__(self) -> str:
        return f"Database({str(self)!r})"

    @property
    def schema(self) -> str | None:
        """The schema that the address itself names; None where the role's own search path decides."""
        found = SEARCH_PATH.search(_options(self.url).get("options", ""))
        return found[1].strip('"') if found else None

    @property
    def file_name(self) -> str:
        """A name for what lies on the disk and belongs to it: of host, port, database and schema, never of a user."""
        try:
            host, _, port = _host_and_port(urlsplit(self.url))
            database = unquote(urlsplit(self.url).path.lstrip("/"))
        except ValueError:
            host, port, database = "", "", ""
        options = _options(self.url)
        host, port = options.get("host", host) or "local", options.get("port", port) or "5432"
        parts = (host, port, options.get("dbname", database), self.schema)
        return "postgresql-" + "-".join(quote(part, safe=SHOWN) for part in parts if part)


Place = Path | Database


def where(text: str) -> Place:
    """What a person gave as the ledger. SaysoError E025 for an address of something that is neither file nor PostgreSQL."""
    scheme = SCHEME.match(text)
    if scheme is None:
        return Path(text)
    if scheme[1].lower() not in SCHEMES:
        raise SaysoError("E025", path=f"{scheme[1]}://…", detail="a ledger is a file, or postgresql://…")
    return Database(text)


def beside(place: Place, suffix: str) -> Path:
    """`sayso.ledger.watch` beside `sayso.ledger`: the one way in which what belongs to a ledger is named.

    What belongs to a ledger in a database lies in the working folder.
    """
    if isinstance(place, Database):
        return Path(place.file_name + suffix)
    return place.with_name(place.name + suffix)


def _options(url: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(url).query))
    except ValueError:
        return {}


def _host_and_port(parts: SplitResult) -> tuple[str, str, str]:
    """Of several hosts all of it is the host."""
    hosts = parts.netloc.rpartition("@")[2]
    host, colon, port = hosts.rpartition(":")
    if "," in hosts or not port.isdigit():
        return unquote(hosts), "", ""
    return unquote(host), colon, port


def _without_secrets(parts: SplitResult) -> str:
    user, at, hosts = parts.netloc.rpartition("@")
    shown = user.partition(":")[0] + at + hosts
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in SECRETS])
    return f"{parts.scheme}://{shown}{parts.path}" + (f"?{query}" if query else "")
