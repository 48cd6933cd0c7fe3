"""What a person typed, as the files it means, in order: paths, folders, patterns, and addresses of any store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.bulk import places
from sayso.collect import arguments, sniff
from sayso.collect.arguments import Address, PassedOver
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Unreadable

TABLES = (".parquet", ".parq")
PACKED_LINES = (".jsonl.gz", ".ndjson.gz")
LINES = (".jsonl", ".ndjson", *PACKED_LINES)
READ = (*sniff.BY_SUFFIX, *sniff.CONTAINERS, *TABLES, *PACKED_LINES)
"""Ends of the names of files that are read where they lie in a folder."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: a path, or an address that fsspec opens."""

    address: str

    @property
    def size(self) -> int:
        """Bytes; 0 where nobody tells."""
        try:
            return places.place(self.address).size() or 0
        except (OSError, SaysoError, ValueError):
            return 0


Named = Input | Unreadable | PassedOver


def named(typed: Sequence[str]) -> list[Named]:
    """SaysoError E001, E002, E100, E104 for a wrong argument, before anything is read."""
    return [one for each in typed for one in _named(each)]


def _named(typed: str) -> Iterator[Named]:
    typed = typed.removeprefix(places.LOCAL)
    if places.is_remote(typed):
        yield from _remote(typed)
    elif any(sign in typed for sign in places.MAGIC) and not Path(typed).exists():
        found = places.files_in(typed) or []
        if not found:
            raise SaysoError("E001", path=printable(typed))
        yield from (one for path in found for one in _local(path))
    else:
        yield from _local(typed)


def _local(path: str) -> Iterator[Named]:
    if path == arguments.STANDARD_INPUT:
        raise SaysoError("E104", path=path, detail="standard input can be read once only")
    for one in arguments.named([path], READ):
        assert not isinstance(one, Address)  # those were told apart before
        yield Input(one) if isinstance(one, str) else one


def _remote(address: str) -> Iterator[Named]:
    """What is not there is told when it is opened."""
    try:
        found = places.files_in(address)
    except OSError:
        found = None
    if found is None:
        yield Input(address)
        return
    files = [one for one in found if arguments.is_report(places.name(one).rpartition("/")[2], READ)]
    if not files:
        raise SaysoError("E002", path=printable(address))
    yield from map(Input, files)
