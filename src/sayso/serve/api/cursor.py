"""Where a page of a list ended, as an opaque word in the address of the next one.

It holds the end of the ledger that the first page was made from, so that all pages look at the same entries, and a digest of
the question, so that it is never used for another. Nothing in it is secret, and nothing in it is believed: what does not
decode, or belongs to another question, is no page of this list.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.ledger.append import Head

DIGITS = 12
LARGEST = 2**63 - 1
"""No database counts further."""
HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Cursor:
    """`seq` and `hash`: entry up to which the list looks. `story` is "" where it is of the whole; `after`: the item before."""

    seq: int
    hash: str
    story: str
    after: str

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash, "")

    def written(self, question: str) -> str:
        plain = json.dumps([digest(question), self.seq, self.hash, self.story, self.after], separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).rstrip(b"=").decode("ascii")


def cursor(written: str | None, question: str) -> Cursor | None:
    """None on the first page. SaysoError E141 for one that is none, or one of another question."""
    if written is None:
        return None
    try:
        match json.loads(base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))):
            case [str() as of, int() as seq, str() as hash, str() as story, str() as after] if (
                not isinstance(seq, bool) and 0 <= seq <= LARGEST
            ):
                found = Cursor(seq, hash, story, after)
            case _:
                raise no_page("the cursor is none")
    except (ValueError, RecursionError) as error:
        raise no_page("the cursor is none") from error
    if not HASH.fullmatch(hash) or not _is_text(story) or not _is_text(after):
        raise no_page("the cursor is none")
    if of != digest(question):
        raise no_page("the cursor is of another question")
    return found


def _is_text(word: str) -> bool:
    """Half a surrogate pair is none: JSON can write it, and no database takes it."""
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


def digest(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:DIGITS]


def question_of(path: str, asked: Mapping[str, str]) -> str:
    """What a list is of, whatever the page."""
    return json.dumps([path, sorted((name, value) for name, value in asked.items() if name not in ("cursor", "limit"))])


def no_page(detail: str) -> SaysoError:
    return SaysoError("E141", detail=detail)
