"""What a form of the page hands over: files, a pasted text, an address. Names from outside become harmless ones here.

No file is written under a name that came with it: what is large lies in temporary files without names, and the name is only
an address for a person to read.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from sayso.collect.arguments import READ_FROM_FOLDERS, printable
from sayso.collect.files import handed_over
from sayso.collect.given import Given
from sayso.collect.sniff import TEXT, media_type
from sayso.errors import SaysoError
from sayso.types import Unreadable

LONGEST_NAME = 150
"""Characters of a file's name that are kept, its ending among them."""
NAMELESS = frozenset({"", ".", "..", "-"})
"""Names that say nothing, or something else."""
HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Handed:
    """`name`: one printable line. `published`: counts where the document itself tells no date."""

    name: str
    stream: BinaryIO
    published: str | None = None
    pasted: bool = False

    def given(self, clock: Callable[[], datetime], max_bytes: int) -> Given:
        return Given(handed_over(self.name, self.stream, clock, max_bytes), self.published)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text with what the person knows of it; empty = not known. Dates are ISO prefixes."""

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    address: str = ""

    def handed(self) -> Handed:
        """A plain text with anything known goes as an object of the line format, which keeps it; a page's source or JSON that
        somebody pasted says such things itself, and only the date is a help."""
        text = self.text.replace("\r\n", "\n")
        body = text.encode("utf8", "replace")
        name = f"pasted-{hashlib.sha256(body).hexdigest()[:HASH_DIGITS]}"
        known = {"title": self.title, "publisher": self.outlet, "published": self.published, "url": self.address}
        known = {field: value for field, value in known.items() if value}
        if known and media_type(name, body) == TEXT:
            body = json.dumps({"text": text, **known}, ensure_ascii=False).encode("utf8", "replace")
        return Handed(name, io.BytesIO(body), self.published or None, pasted=True)


def file_name(given: str) -> str:
    """The last part of a name that came with a file, as one printable line: of "../../x.txt" it is "x.txt"."""
    name = printable(given.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    if name in NAMELESS:
        return "file"
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 20] + "…" + name[-19:]


def is_report(path: str) -> bool:
    """Is it one of the files that `sayso add FOLDER` reads?"""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return bool(parts) and not any(part.startswith(".") for part in parts) and _suffix(parts[-1]) in READ_FROM_FOLDERS


def unfetched(address: str) -> Unreadable:
    """An address: nothing is fetched, and this says so."""
    error = SaysoError("E015", path=printable(address), detail="addresses are not fetched by this version")
    return Unreadable(printable(address), error.code.code, error.line)


def all_given(
    handed: Sequence[Handed], addresses: Sequence[str], clock: Callable[[], datetime], max_bytes: int
) -> Iterator[Given]:
    """Each is read when its turn comes, and let go after that."""
    yield from (Given(unfetched(address)) for address in addresses)
    for one in handed:
        given = one.given(clock, max_bytes)
        one.stream.close()
        yield given


def in_words(handed: Sequence[Handed], addresses: Sequence[str]) -> str:
    """ "7 files and a pasted text"."""
    files = sum(not one.pasted for one in handed)
    parts = [
        *(["a file" if files == 1 else f"{files:,} files"] if files else []),
        *(["a pasted text"] if files < len(handed) else []),
        *(["an address"] if addresses else []),
    ]
    return " and ".join(parts)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
