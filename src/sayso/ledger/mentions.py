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
from itertools import islice

from sqlalchemy import Connection, select

from sayso.ledger import canonical, schema
from sayso.ledger.filters import Filters, held, of_reports
from sayso.ledger.query import Reader
from sayso.ledger.store import Store
from sayso.types import Report

REPORTS, READINGS, ENTRIES = schema.reports.c, schema.readings.c, schema.entries.c
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
    found = list[Mention]()
    with reader.store.reading() as connection:
        newest = _newest(connection, filters, among + 1)
        for part in iter(lambda: list(islice(newest, AT_ONCE)), []):
            holding = _holding(reader.store, connection, filters, part)
            for row in part:
                if row.place == among or len(found) == most:
                    return Mentions(tuple(found), row.place)
                report = canonical.decode(Report, row.body) if row.id in holding else None
                if report and searched <= words_of(f"{report.title or ''} {report.text}"):
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


@dataclass(frozen=True, slots=True)
class _Row:
    """`place`: how many are newer."""

    place: int
    id: str
    body: bytes


def _newest(connection: Connection, filters: Filters, most: int) -> Iterator[_Row]:
    newest = select(REPORTS.id, ENTRIES.body).join(schema.entries, ENTRIES.seq == REPORTS.seq)
    newest = newest.where(*of_reports(filters, connection))
    newest = newest.order_by(REPORTS.known_by.desc().nulls_last(), REPORTS.row.desc()).limit(most)
    for place, (id, body) in enumerate(connection.execute(newest).yield_per(AT_ONCE)):
        yield _Row(place, id, body)


def _holding(store: Store, connection: Connection, filters: Filters, rows: Sequence[_Row]) -> set[str]:
    """Reports that seem to hold the words, without those of which a claim holds them: the index is asked report by report, so
    that it does not matter in how many of all claims a word is."""
    words = filters.text or ""
    needles = _needles(words)
    holding = {row.id for row in rows if _may_hold(row.body, needles)}
    claims_of = store.within(words, READINGS.row, READINGS.row + schema.ROWS_PER_ENTRY)
    told = select(READINGS.report).where(
        READINGS.report.in_(holding), *held(filters.recorded_by, connection, READINGS), claims_of
    )
    return holding - set(connection.execute(told).scalars()) if holding else holding


def _may_hold(body: bytes, needles: Sequence[re.Pattern[bytes]]) -> bool:
    """A quick look at the bytes before they are decoded, which is most of the time. Letters beyond ASCII are written with their
    numbers there, so they must have the case and accents that were typed."""
    low = body.lower()
    return all(needle.search(low) for needle in needles)


BEFORE = rb"(?:(?<![a-z0-9]word)|(?<=\\[nrtbf]word)|(?<=\\u[0-9a-f]{4}word))"
"""What may stand before it, looked at when the word is found: what begins with letters is searched for five times as fast."""


def _needles(text: str) -> Sequence[re.Pattern[bytes]]:
    """Each word by itself, not within another: it stands after the escape of a line's end or of another character, too."""
    words = (re.escape(json.dumps(word)[1:-1].lower().encode("ascii")) for word in WORD.findall(text))
    return [re.compile(word + BEFORE.replace(b"word", word) + rb"(?![a-z0-9])") for word in words]
