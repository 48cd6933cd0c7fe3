"""A ledger in memory as far as it is light: its reports without text and claims, the columns of all claims, people's verdicts.

What a report tells is read when its story is looked at (`told.py`). Claims never change, so that when the ledger has grown only
what came since is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, or_, select

from sayso.ledger import append, canonical, schema
from sayso.ledger.append import Head
from sayso.ledger.canonical import moment
from sayso.ledger.names import renamed
from sayso.reconcile.copies.credits import Credit
from sayso.reconcile.incidents.incident import founding
from sayso.reconcile.keep import tellers
from sayso.reconcile.keep.carried import credits_kept
from sayso.reconcile.keep.follow import FOLLOWED
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import copies, followed, from_text, placed, version
from sayso.reconcile.looks.columns import Columns, Ints, Mask, columns
from sayso.reconcile.looks.copy_index import CopyIndex
from sayso.reconcile.looks.office_index import OfficeIndex
from sayso.reconcile.looks.since import Moment, Since
from sayso.reconcile.looks.site_names import SiteNames
from sayso.reconcile.outlet_names import in_table
from sayso.reconcile.pairs import parted
from sayso.reconcile.stories.assign import story_id
from sayso.reconcile.telling import Carrier, called
from sayso.reconcile.world import CARRIER
from sayso.types import Verdict
from sayso.vocabulary import EntryKind

CLAIMS, REPORTS, VERDICTS, ENTRIES = schema.claims.c, schema.reports.c, schema.verdicts.c, schema.entries.c


@dataclass(frozen=True, slots=True)
class State:
    """What answers hang on besides the question: the entries, and how far what is kept of them has come."""

    head: Head
    followed: int
    open_from: str | None
    waiting: int

    @property
    def is_settled(self) -> bool:
        return self.open_from is None and not self.waiting


class Now(NamedTuple):
    """`state` is what answers hang on; None while what is kept is behind the ledger. `redacted`: seq of the last redaction."""

    head: Head
    state: State | None
    redacted: int


@dataclass(frozen=True, eq=False)
class Reports:
    """All reports, as they alone have it, and what hangs on all of them, each asked as of any moment."""

    carriers: Mapping[str, Carrier]
    """By id; with the name that the table of outlets gives."""
    since: Mapping[str, Since]
    unlisted: Collection[str]
    """Those whose outlet is not in the table."""
    credits: Mapping[str, Credit]
    """As each of them says by itself."""
    copies: CopyIndex
    offices: OfficeIndex
    names: SiteNames

    @cached_property
    def known_by(self) -> tuple[str, ...]:
        """When they were known, sorted; "" of those without a date."""
        return tuple(sorted(since.known_by for since in self.since.values()))

    @cached_property
    def days(self) -> tuple[str, ...]:
        """On which anything was published, the latest first."""
        return tuple(sorted({at[:10] for at in self.known_by if at}, reverse=True))

    @property
    def span(self) -> tuple[str | None, str | None]:
        """When the first and the last of those that have a date were known."""
        undated = bisect_right(self.known_by, "")
        return (self.known_by[undated], self.known_by[-1]) if undated < len(self.known_by) else (None, None)

    def known(self, report: str, at: Moment) -> bool:
        return self.since[report].by(at)

    def named(self, report: str, at: Moment) -> Carrier:
        """With the name that its outlet had then."""
        carrier = self.carriers[report]
        return self.names.named(carrier, at) if report in self.unlisted else carrier


@dataclass(frozen=True, eq=False)
class Holding:
    state: State
    reports: Reports
    story_of: Mapping[str, str]
    """By report; one that waits for its story is a story of its own."""
    columns: Columns
    verdicts: tuple[tuple[int, Verdict], ...]
    """With the entry that each is, the oldest first."""
    judged: Mapping[str, tuple[str, int]]
    """Of the claims that verdicts are about, their report, and the row; of a former reading too."""

    @cached_property
    def by_story(self) -> Mapping[str, tuple[str, ...]]:
        """Its reports, in the order of publication."""
        found: dict[str, list[tuple[tuple[str, str], str]]] = defaultdict(list)
        for report, story in self.story_of.items():
            found[story].append((self.reports.carriers[report].place_in_order, report))
        return {story: tuple(report for _, report in sorted(of)) for story, of in found.items()}

    @cached_property
    def decided(self) -> tuple[str, ...]:
        """When its verdicts were given, sorted."""
        return tuple(sorted(moment(verdict.at) for _, verdict in self.verdicts))

    @cached_property
    def stories(self) -> tuple[str, ...]:
        """All, sorted: a story's number is its place among them."""
        return tuple(sorted(set(self.story_of.values())))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {story: n for n, story in enumerate(self.stories)}

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The reports that have claims, by their numbers."""
        return tuple(islice(self.columns.words.reports, self.columns.reports))

    @cached_property
    def story(self) -> Ints:
        """By number of a report, that of its story."""
        return np.fromiter((self.numbers[self.story_of[one]] for one in self.numbered), np.int32)

    @cached_property
    def claims(self) -> NDArray[np.int64]:
        """By number of a story, how many claims it has."""
        return np.bincount(self.story[self.columns.report], minlength=len(self.stories))

    @cached_property
    def known_by(self) -> NDArray[np.bytes_]:
        """By number of a report; empty of one without a date."""
        return np.array([self.reports.since[one].known_by.encode() for one in self.numbered], np.bytes_)

    @cached_property
    def seqs(self) -> NDArray[np.int64]:
        return np.fromiter((self.reports.since[one].seq for one in self.numbered), np.int64)

    def known(self, at: Moment) -> Mask:
        """By number of a report."""
        found = np.ones(len(self.seqs), np.bool_)
        if at.end is not None:
            found &= self.known_by <= at.end.encode()
        if at.seq is not None:
            found &= self.seqs <= at.seq
        return found

    def until(self, at: Moment) -> tuple[int, int, int | None]:
        """How many reports and how many verdicts there were by then: moments between which nothing came are one."""
        if at.end is None:
            return len(self.reports.known_by), len(self.decided), at.seq
        return bisect_right(self.reports.known_by, at.end), bisect_right(self.decided, at.end), at.seq

    def rows(self, report: str) -> tuple[int, ...]:
        """Of its claims as it reads now."""
        number = self.columns.words.reports.get(report)
        return (
            ()
            if number is None or number >= self.columns.reports
            else tuple(self.columns.row[self.columns.of(number)].tolist())
        )

    @cached_property
    def ties(self) -> Mapping[str, frozenset[str]]:
        """Stories that verdicts on two things tie to others, with all that hang together with them. What is known of one hangs
        on what is known of the others."""
        of: dict[str, frozenset[str]] = {}
        for _, verdict in self.verdicts:
            found = [self.judged.get(founding(one)) for one in parted(verdict.subject) or ()]
            stories = [self.story_of[one[0]] for one in found if one is not None and one[0] in self.story_of]
            together = frozenset(stories).union(*(of.get(story, ()) for story in stories))
            if len(together) > 1:
                of.update(dict.fromkeys(together, together))
        return of

    def together(self, stories: Iterable[str]) -> frozenset[str]:
        """These, and what verdicts tie to them."""
        stories = frozenset(stories)
        return stories.union(*(self.ties[one] for one in stories & self.ties.keys())) if self.ties else stories


def now(source: Connection) -> Now:
    """Asked with every look, so in as few statements as can be. The kept tables must be there (`follow.state`)."""
    kept, head = source.execute(_KEPT).one_or_none(), append.head(source)
    *told, redacted, waiting = source.execute(_LAST).one()
    if kept is None or kept.version != version() or max(*told, redacted) > kept.seq:
        return Now(head, None, redacted)
    return Now(head, State(head, kept.seq, kept.open_from, waiting), redacted)


def _last(kind: EntryKind) -> Any:
    """Each from the end of the index; of all kinds at once SQLite looks at every entry."""
    return select(func.coalesce(func.max(ENTRIES.seq), 0)).where(ENTRIES.kind == kind).scalar_subquery()


_KEPT = select(followed.c.version, followed.c.seq, followed.c.open_from)
_WAITING = select(func.count()).select_from(placed).where(placed.c.story.is_(None)).scalar_subquery()
_TOLD = [_last(kind) for kind in sorted(FOLLOWED - {EntryKind.REDACTION})]
_LAST = select(*_TOLD, _last(EntryKind.REDACTION), _WAITING)


def hold(source: Connection, state: State, redacted: int, former: Holding | None = None) -> Holding:
    """The ledger as `state` and `redacted` are of it (`now`); what `former` holds already is not read again, unless something
    was redacted since: what it held of that is to stay nowhere."""
    if former is not None and (former.state.head.seq > state.head.seq or redacted > former.state.head.seq):
        former = None
    after = former.state.head.seq if former else 0
    reread = _reread(source, after) if former else frozenset[str]()
    names = renamed(source, since=after)
    read = _reports(source, after, names)
    before = _renamed(former.reports, names) if former else None
    reports = _grown(source, before, read, reread, _in_order(former, state, read))
    verdicts = _verdicts(source)
    return Holding(
        state=state,
        reports=reports,
        story_of=_stories(source, reports),
        columns=_columns(source, former, after, reread),
        verdicts=verdicts,
        judged=_judged(source, verdicts),
    )


def _in_order(former: Holding | None, state: State, read: Mapping[str, tuple[Carrier, int]]) -> bool:
    """Did nothing come since `former` but what was published after all that it has? Else copy links of former reports may be
    others, as they are set in order anew."""
    if former is None or not (former.state.is_settled and state.is_settled):
        return False
    last = former.reports.known_by[-1:]
    return not last or all((carrier.known_by or "") > last[0] for carrier, _ in read.values())


def _reread(source: Connection, after: int) -> frozenset[str]:
    return frozenset(source.execute(select(schema.readings.c.report).where(schema.readings.c.seq > after)).scalars())


def _columns(source: Connection, former: Holding | None, after: int, reread: frozenset[str]) -> Columns:
    if former is None:
        return columns(source)
    numbers = former.columns.words.reports
    return former.columns.grown(source, after, [numbers[one] for one in reread if one in numbers]) if reread else former.columns


def _renamed(former: Reports, names: Mapping[str, str]) -> Reports:
    """The same where none of them is called otherwise."""
    again = called((former.carriers[id] for id in names if id in former.carriers), names)
    other = {one.id: one for one in again if one != former.carriers[one.id]}
    return replace(former, carriers={**former.carriers, **other}) if other else former


def _reports(source: Connection, after: int, names: Mapping[str, str]) -> dict[str, tuple[Carrier, int]]:
    chosen = select(REPORTS.seq, *(REPORTS[name] for name in CARRIER)).where(REPORTS.seq > after)
    rows = source.execute(chosen).all()
    carriers = called((Carrier(*row[1:]) for row in rows), names)
    return {row.id: (carrier, row.seq) for row, carrier in zip(rows, carriers, strict=True)}


def _grown(
    source: Connection,
    former: Reports | None,
    read: Mapping[str, tuple[Carrier, int]],
    reread: frozenset[str],
    in_order: bool,
) -> Reports:
    """`read`: reports that came since `former`; `reread`: those and others that have another reading since."""
    if former is not None and not read and not reread and in_order:
        return former
    listed = {id: in_table(carrier) for id, (carrier, _) in read.items()}
    new = {id: carrier for id, (carrier, _) in listed.items()}
    since = {id: Since(carrier.known_by or "", seq) for id, (carrier, seq) in read.items()}
    unlisted = {id for id, (_, is_listed) in listed.items() if not is_listed}
    some = None if former is None else new.keys()
    carriers = {**former.carriers, **new} if former else new
    all_since = {**former.since, **since} if former else since
    offices = former.offices if former and reread <= read.keys() else OfficeIndex({})  # else what was said before may be gone
    named = tellers.holders_by_report(source, reread if former and reread <= read.keys() else carriers.keys())
    names = former.names if former else SiteNames({})
    return Reports(
        carriers=carriers,
        since=all_since,
        unlisted={*former.unlisted, *unlisted} if former else unlisted,
        credits={**(former.credits if former else {}), **credits_kept(source, some)},
        copies=(former.copies if former and in_order else CopyIndex({})).grown(_links(source, some if in_order else None)),
        offices=offices.grown((holder, all_since[id]) for id, holders in named.items() for holder in holders),
        names=names.grown((new[id], since[id]) for id in unlisted),
    )


def _links(source: Connection, reports: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """Pairs of copies, all or those that one of `reports` is of."""
    chosen = select(copies.c.later, copies.c.earlier)
    if reports is None:
        yield from (tuple(row) for row in source.execute(chosen))
        return
    found = set[tuple[str, str]]()
    for some in chunks(reports):
        either = or_(copies.c.later.in_(some), copies.c.earlier.in_(some))
        found.update((row.later, row.earlier) for row in source.execute(chosen.where(either)))
    yield from found


def _stories(source: Connection, reports: Reports) -> dict[str, str]:
    """From the index alone, which has both."""
    rows = source.execute(select(placed.c.place, placed.c.story))
    found = ((from_text(place)[1], story) for place, story in rows)
    return {report: story or story_id(report) for report, story in found if report in reports.carriers}


def _verdicts(source: Connection) -> tuple[tuple[int, Verdict], ...]:
    said = select(ENTRIES.seq, ENTRIES.body).join(schema.verdicts, VERDICTS.seq == ENTRIES.seq)
    rows = source.execute(said.where(ENTRIES.body.is_not(None)).order_by(ENTRIES.seq))
    return tuple((row.seq, canonical.decode(Verdict, row.body)) for row in rows)


def _judged(source: Connection, verdicts: Iterable[tuple[int, Verdict]]) -> dict[str, tuple[str, int]]:
    subjects = (verdict.subject for _, verdict in verdicts)
    claims = {founding(one) for subject in subjects for one in parted(subject) or (subject,)}
    found: dict[str, tuple[str, int]] = {}
    for some in chunks(sorted(claims)):
        wanted = select(CLAIMS.id, CLAIMS.report, CLAIMS.row).where(CLAIMS.id.in_(some)).order_by(CLAIMS.row)
        found.update((row.id, (row.report, row.row)) for row in source.execute(wanted))
    return found
