"""What a form of the page hands over: files, a pasted text, an address. Names from outside become harmless ones here.

No file is written under a name that came with it: what is large lies in temporary files without names, and the name is only
an address for a person to read.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from sayso.collect import arguments
from sayso.collect.door import Door
from sayso.collect.given import Given
from sayso.collect.received import Receiving
from sayso.collect.sniff import TEXT, media_type
from sayso.printable import printable

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
    return bool(parts) and not any(part.startswith(".") for part in parts[:-1]) and arguments.is_report(parts[-1])


def all_given(handed: Sequence[Handed], addresses: Sequence[str], door: Door) -> Iterator[Iterator[Given]]:
    """For each thing that was handed over, what came of it: several of an archive or a feed. Each is taken up when its turn
    comes, and let go after that."""
    receiving = Receiving(door)
    things = len(addresses) + len(handed)
    for number, address in enumerate(addresses):
        with receiving.part(number, things):
            yield receiving.of_address(address)
    for number, one in enumerate(handed, len(addresses)):
        with receiving.part(number, things):
            documents = receiving.of_stream(one.name, one.stream)
            yield (replace(given, published=given.published or one.published) for given in documents)
        one.stream.close()


def in_words(handed: Sequence[Handed], addresses: Sequence[str]) -> str:
    """ "7 files and a pasted text"."""
    files = sum(not one.pasted for one in handed)
    parts = [
        *(["a file" if files == 1 else f"{files:,} files"] if files else []),
        *(["a pasted text"] if files < len(handed) else []),
        *(["an address"] if addresses else []),
    ]
    return " and ".join(parts)
