"""Reports that hold the words that are searched for in a sentence without a claim, or in a title.

The full-text index is over claims, so a report without any (a comment, a page that could not be understood) is not in it, nor
is what a report says besides. The texts of the newest reports are looked through here instead, which costs no second copy of
every text in the ledger; older ones are found by their claims only, and `Mentions.among` says how many were looked through.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import canonical, schema
from sayso.ledger.filters import CLAIMS, Filters, conditions, of_reports
from sayso.ledger.query import Reader
from sayso.types import Report

REPORTS, ENTRIES = schema.reports.c, schema.entries.c
AMONG = 2_000
"""Reports looked through: tens of milliseconds."""
AT_ONCE = 200
WORD = re.compile(r"[^\W_]+")
"""Letters and digits that stand together: what the index of the ledger takes for a word."""
AROUND = 110
"""Characters before and after the first word in a passage."""


@dataclass(frozen=True, slots=True)
class Mention:
    report: Report
    passage: str
    """The words with what stands around them; "" where the title alone holds them."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """`found`: the newest first. `among`: how many reports were looked through, where there are more; else None."""

    found: tuple[Mention, ...] = ()
    among: int | None = None


def mentions(reader: Reader, filters: Filters, most: int, among: int = AMONG) -> Mentions:
    """At most so many, and none where no words are asked for, or a kind, a place or a point, which only claims have.

    SaysoError E011 for a date that is none.
    """
    searched = words_of(filters.text)
    if not searched or filters.kind or filters.group or filters.kinds or filters.place or filters.near:
        return Mentions()
    found, needles = list[Mention](), _needles(filters.text or "")
    with reader.store.reading() as connection:
        for seen, (fits, body) in enumerate(_newest(reader, connection, filters, among + 1)):
            if seen == among or len(found) == most:
                return Mentions(tuple(found), seen)
            if not fits or not _may_hold(body, needles):
                continue
            report = canonical.decode(Report, body)
            if searched <= words_of(f"{report.title or ''} {report.text}"):
                found.append(Mention(report, passage(report.text, searched)))
    return Mentions(tuple(found))


def words_of(text: str | None) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(folded(word) for word in WORD.findall(text or ""))


def folded(word: str) -> str:
    """Without case and accents, as the index compares."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def passage(text: str, searched: frozenset[str]) -> str:
    """The first of the searched words with what stands around it, cut between words; "" where the text holds none."""
    first = next((found for found in WORD.finditer(text) if folded(found[0]) in searched), None)
    if first is None:
        return ""
    start, end = max(0, first.start() - AROUND), min(len(text), first.end() + AROUND)
    before = text[start : first.start()] if not start else "… " + text[start : first.start()].partition(" ")[2]
    after = text[first.end() : end] if end == len(text) else text[first.end() : end].rpartition(" ")[0] + " …"
    return " ".join(f"{before}{first[0]}{after}".split())


def _newest(reader: Reader, connection: Connection, filters: Filters, most: int) -> Iterator[tuple[bool, bytes]]:
    """Whether no claim of the report holds the words, and its body."""
    newest = select(REPORTS.id, ENTRIES.body).join(schema.entries, ENTRIES.seq == REPORTS.seq)
    newest = newest.where(*of_reports(filters, connection))
    newest = newest.order_by(REPORTS.known_by.desc().nulls_last(), REPORTS.row.desc()).limit(most)
    among = select(newest.with_only_columns(REPORTS.id).subquery().c.id)
    told = select(CLAIMS.report).distinct().where(CLAIMS.report.in_(among))
    by_claim = set(connection.execute(told.where(*conditions(filters, reader.store, connection, in_order=True))).scalars())
    for id, body in connection.execute(newest).yield_per(AT_ONCE):
        yield id not in by_claim, body


def _may_hold(body: bytes, needles: Sequence[re.Pattern[bytes]]) -> bool:
    """A quick look at the bytes before they are decoded, which is most of the time. Letters beyond ASCII are written with their
    numbers there, so they must have the case and accents that were typed."""
    low = body.lower()
    return all(needle.search(low) for needle in needles)


def _needles(text: str) -> Sequence[re.Pattern[bytes]]:
    """Each word by itself, not within another: it stands after the escape of a line's end or of another character, too."""
    words = (json.dumps(word)[1:-1].lower().encode("ascii") for word in WORD.findall(text))
    before = rb"(?:(?<![a-z0-9])|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4}))"
    return [re.compile(before + re.escape(word) + rb"(?![a-z0-9])") for word in words]
