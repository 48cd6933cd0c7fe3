"""What is known of outlets: a table by site and by name, which Sayso brings and a person may add to (`docs/outlets.md`).

Reading asks only the table that Sayso brings, so that the same bytes give the same report everywhere. Views ask the table in
use: the rows of the person's file first, then ours. `version` stands for its content, and what is kept of views goes by it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path

from sayso.errors import SaysoError
from sayso.read.outlets import HOSTED, host_of
from sayso.types import Outlet
from sayso.vocabulary import OutletKind

COLUMNS = ("site", "name", "also", "kind", "country", "languages", "owner", "agencies", "prints")
NEEDED = ("site", "name")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGES = re.compile(r"[a-z]{2,3}(?: [a-z]{2,3})*")
YES_OR_NO = {"": False, "no": False, "yes": True}
SEVERAL = ";"
"""Between the names, and the agencies, of one cell."""
LARGEST = 10_000_000
"""Bytes of a person's file: some 100,000 outlets."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row. `sites`: host names, the first of which is the outlet's id; a name below one of them is the outlet's too."""

    sites: tuple[str, ...]
    name: str
    also: tuple[str, ...] = ()
    """Other names of the same outlet."""
    kind: OutletKind = OutletKind.UNKNOWN
    country: str | None = None
    languages: tuple[str, ...] = ()
    owner: str | None = None
    agencies: tuple[str, ...] = ()
    """Short names of the agencies that it is known to be a member, owner or subscriber of."""
    prints: bool = False
    """It shows other outlets' texts as a rule: an aggregator, a portal."""

    def outlet(self, site: str | None = None) -> Outlet:
        language = self.languages[0] if len(self.languages) == 1 else None
        return Outlet(self.sites[0], self.name, site or self.sites[0], self.country, language, self.kind, self.owner)


@dataclass(frozen=True, eq=False)
class OutletTable:
    """Rows, the first of which count. Compared by identity, so that what was asked of it can be remembered."""

    rows: tuple[Known, ...]
    version: str
    _by_site: Mapping[str, Known] = field(repr=False)
    _by_name: Mapping[str, Known | None] = field(repr=False)

    def by_site(self, host: str | None) -> Known | None:
        """Of a host, or of the nearest domain above it, where not anybody can have a name below that."""
        bare = (host or "").removeprefix("www.")
        while host and "." in host:
            if (host == bare or host not in HOSTED) and (found := self._by_site.get(host)):
                return found
            host = host.partition(".")[2]
        return None

    def by_name(self, name: str | None) -> Known | None:
        """Whatever case and article it is written with; None for a name that two outlets have."""
        return self._by_name.get(key(name)) if name else None

    def find(self, name: str | None, address: str | None = None) -> Known | None:
        """By the address, else by the name, which may itself be a site."""
        host = host_of(address)
        return self.by_site(host or host_of(name)) or (None if host else self.by_name(name))


def key(name: str) -> str:
    """A name as it is compared: "The Guardian" is "guardian"."""
    return re.sub(r"^the\s+(?=\S)", "", " ".join(name.split()).casefold())


def table(rows: Iterable[Known]) -> OutletTable:
    """Of two rows with one site the first has it. A name that two of them have is nobody's; a corrected row is none of two."""
    sites: dict[str, Known] = {}
    for row in rows:
        for site in row.sites:
            sites.setdefault(site, row)
    kept = tuple(dict.fromkeys(sites.values()))
    names: dict[str, Known | None] = {}
    for row in kept:
        for name in {key(each) for each in (row.name, *row.also)}:
            names[name] = row if name not in names else None
    told = repr([[getattr(row, name) for name in Known.__slots__] for row in kept])
    version = hashlib.sha256(told.encode("utf8", "surrogatepass")).hexdigest()[:12]
    return OutletTable(kept, version, sites, names)


@cache
def built_in() -> OutletTable:
    """The table that Sayso brings."""
    text = resources.files("sayso.read").joinpath("words", "outlets.csv").read_text(encoding="utf8")
    return table(rows(text, "outlets.csv"))


def with_file(path: Path) -> OutletTable:
    """The rows of a person's file before ours. SaysoError E096 where it cannot be read, E095 for a line that is no outlet."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = "not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
        raise SaysoError("E096", path=path, detail=detail) from error
    if len(text) > LARGEST:
        raise SaysoError("E096", path=path, detail=f"more than {LARGEST:,} bytes")
    own = tuple(rows(text, str(path)))
    return table((*own, *_uncorrected(own)))


def _uncorrected(own: Sequence[Known]) -> Iterator[Known]:
    """Our rows without the sites that a person has told of. A row that loses its first site is theirs altogether."""
    told = {site for row in own for site in row.sites}
    for row in built_in().rows:
        if row.sites[0] not in told:
            yield replace(row, sites=tuple(site for site in row.sites if site not in told))


def rows(text: str, path: str) -> Iterator[Known]:
    """The rows of a CSV (RFC 4180) with a line of column names; `site` and `name` are enough. SaysoError E095."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        columns = reader.fieldnames or ()
        if wrong := _wrong_columns(columns):
            raise SaysoError("E095", path=path, line=1, detail=wrong)
        for cells in reader:
            if detail := _wrong(cells):
                raise SaysoError("E095", path=path, line=reader.line_num, detail=detail)
            yield _row({name: " ".join((cells.get(name) or "").split()) for name in COLUMNS})
    except csv.Error as error:
        raise SaysoError("E095", path=path, line=reader.line_num, detail=str(error)) from error


def _wrong_columns(columns: Sequence[str]) -> str | None:
    lacking = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    if lacking:
        return f"there is no column {lacking[0]}"
    return f"there is no such column: {unknown[0][:40]}" if unknown else None


def _wrong(cells: Mapping[str, str | None]) -> str | None:
    """What is wrong with a line; None where it is an outlet."""
    if None in cells:
        return "it has more cells than there are columns"
    told = {name: " ".join((cell or "").split()) for name, cell in cells.items()}
    sites = told["site"].split()
    wrong_site = next((site for site in sites if host_of(site) != site.lower()), None)
    if wrong_site or not sites:
        return f"“{(wrong_site or '')[:60]}” is no site such as news.example"
    if not told["name"]:
        return "it has no name"
    if told.get("kind") and told["kind"] not in set(OutletKind):
        return f"“{told['kind'][:40]}” is no kind: {', '.join(OutletKind)}"
    if told.get("country") and not COUNTRY.fullmatch(told["country"]):
        return f"“{told['country'][:40]}” is no country code such as KZ"
    if told.get("languages") and not LANGUAGES.fullmatch(told["languages"]):
        return f"“{told['languages'][:40]}” are no language codes such as kk ru"
    return None if told.get("prints", "").lower() in YES_OR_NO else "prints is yes or empty"


def _row(told: Mapping[str, str]) -> Known:
    return Known(
        sites=tuple(dict.fromkeys(site.lower() for site in told["site"].split())),
        name=told["name"],
        also=_several(told["also"]),
        kind=OutletKind(told["kind"] or OutletKind.UNKNOWN),
        country=told["country"] or None,
        languages=tuple(told["languages"].split()),
        owner=told["owner"] or None,
        agencies=_several(told["agencies"]),
        prints=YES_OR_NO[told["prints"].lower()],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for each in cell.split(SEVERAL) if (part := each.strip()))
