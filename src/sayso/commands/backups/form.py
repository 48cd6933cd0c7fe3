"""The names in a backup, its manifest, and what a member's header must be."""

from __future__ import annotations

import re
import tarfile
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.ledger import canonical
from sayso.ledger.belongings import SIDE_FILES
from sayso.printable import printable

FORM = 1
ABOUT, ENTRIES, MANIFEST, SEAL = "backup.txt", "entries.jsonl.gz", "manifest.json", "manifest.sha256"
SIDES = {f"ledger{suffix}": suffix for suffix in SIDE_FILES}
"""Name in the backup → what follows the name of the ledger."""
USERS = "ledger.users"
EVIDENCE = "evidence/"
SEGMENT = re.compile(r"sayso-[0-9A-Za-z-]{1,60}\.warc\.gz")
"""A file of evidence as `collect.evidence` names it: no dots, slashes or spaces that lead elsewhere."""
ANY_FORM = re.compile(rb"Sayso backup, form ([0-9]{1,9})\n")
BLOCK = 512
FOR_THE_OWNER = 0o600
HEX = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    """A member. `sha256` as hex digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`taken_at` and `recorded_at` as `canonical.moment` writes them; `seq`, `head` and `recorded_at` are of the last entry."""

    form: int
    sayso: str
    taken_at: str
    ledger: str
    """Where it was, without a password."""
    seq: int
    head: str
    recorded_at: str
    redactions: int
    parts: tuple[Part, ...]


class DamagedError(ValueError):
    """What is wrong with a backup, in words."""


def damaged(path: object, what: object) -> SaysoError:
    return SaysoError("E178", path=printable(str(path)), detail=printable(str(what)))


def about() -> bytes:
    return (
        f"Sayso backup, form {FORM}\n"
        "sayso restore FILE --check      is it whole?\n"
        "sayso restore FILE --to LEDGER  put it back\n"
        "By hand: sha256sum -c manifest.sha256; manifest.json has the SHA-256 of every other file.\n"
    ).encode("ascii")


def seal(manifest: bytes) -> bytes:
    import hashlib

    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode("ascii")


def header(name: str, size: int, at: int) -> bytes:
    """The one header of a member: `at` is its time, in seconds since 1970."""
    one = tarfile.TarInfo(name)
    one.size, one.mtime, one.mode = size, at, FOR_THE_OWNER
    return one.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def manifest_of(said: bytes) -> Manifest:
    """DamagedError for what is no manifest in this form."""
    try:
        found = canonical.decode(Manifest, said)
        numbers = (found.form, found.seq, found.redactions, *(part.size for part in found.parts))
        words = (found.sayso, found.taken_at, found.ledger, found.recorded_at, *(part.name for part in found.parts))
        digests = (found.head, *(part.sha256 for part in found.parts))
        fits = all(type(one) is int and one >= 0 for one in numbers) and all(isinstance(one, str) for one in words)
        if not fits or not all(isinstance(one, str) and HEX.fullmatch(one) for one in digests):
            raise ValueError("a field of it does not fit")
    except (ValueError, TypeError) as error:
        raise DamagedError(f"its manifest cannot be read ({error})") from error
    return found


def place_of(name: str) -> int:
    """Where a member stands in the one order: DamagedError for a name that is none of a backup."""
    if name.startswith(EVIDENCE) and SEGMENT.fullmatch(name.removeprefix(EVIDENCE)):
        return ORDER.index(EVIDENCE)
    if name not in ORDER or name == EVIDENCE:
        raise DamagedError(f"it holds “{name[:100]}”, which no backup does")
    return ORDER.index(name)


ORDER = (ABOUT, *sorted(SIDES), ENTRIES, EVIDENCE, MANIFEST, SEAL)
