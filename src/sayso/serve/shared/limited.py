"""The desks of users who are limited to situations: one for each set of these, each over a part of the ledger (`part`).

A part follows the ledger: with each request it is looked at whether the ledger has grown, and what is new and belongs to the
part is appended before anything is answered. Where something was redacted, a situation was changed, or a claim does not hold
any more, the part is made anew, so that nothing stays in it that is not to be seen. What takes long is waited for as a view of
a large ledger is: the page comes by itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.append import Head, head
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.limits import LIMITED_VIEWS
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.situations import Situation, situations
from sayso.serve import desk as desks
from sayso.serve.desk import Desk, StillReading
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks
from sayso.serve.shared import part
from sayso.serve.shared.part import Chosen
from sayso.vocabulary import EntryKind

MOST_CLAIMS = 500_000
"""Claims of all looks that one part holds: an eighth of what the whole ledger's may."""
MOST_HEADS = 10_000
"""Of a part that are remembered, the newest ones."""
RETIRED_SECONDS = 30.0
"""After which a desk that was replaced is closed: nobody is answered from it any more."""

Names = tuple[str, ...]


@dataclass(slots=True)
class Heads:
    """Heads of the whole ledger by those of a part, also of one that was made anew since: a verdict says by which head it was
    given, and its form may have stood open for long."""

    _whole: dict[str, str] = field(default_factory=dict)
    _last: str | None = None

    def remember(self, of_part: str, whole: str) -> None:
        self._whole[of_part] = self._last = whole
        if len(self._whole) > MOST_HEADS:
            del self._whole[next(iter(self._whole))]

    def seen_as(self, part: Reader, of_part: str) -> str | None:
        """None for what was never a head of this part. One between two that are remembered shows no more than the last."""
        seen = self._whole.get(of_part)
        return self._last if seen is None and part.seq_of(of_part) is not None else seen


@dataclass(slots=True)
class Part:
    """One part. `head`: of the whole ledger, as far as the part has followed it."""

    path: Path
    desk: Desk
    ledger: Ledger
    asked: tuple[Situation, ...]
    which: Chosen
    head: Head
    heads: Heads

    def close(self) -> None:
        self.desk.close()
        self.desk.reader.store.close()
        self.ledger.close()


class Limited:
    """Threads may share it. `whole`: the ledger; `folder`: this server's own, where the parts lie."""

    def __init__(self, session: Session, whole: Reader, folder: Path, most: int = LIMITED_VIEWS) -> None:
        self._session, self._whole, self._folder, self._most = session, whole, folder, most
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "sayso parts")
        self._parts: OrderedDict[Names, Part] = OrderedDict()
        self._coming: dict[Names, Future[Desk]] = {}
        self._retired: list[tuple[float, Part]] = []
        self._heads: dict[Names, Heads] = {}
        self._made = 0

    def __call__(self, names: Names) -> Desk:
        """The desk that shows these situations alone, and all of them that the ledger holds by now. Raises StillReading while
        it is being made, and SaysoError as every writer and reader."""
        key, until = tuple(sorted(set(names))), time.monotonic() + desks.PATIENCE
        now = self._whole.head()
        while True:
            with self._lock:
                found = self._parts.get(key)
                if found is not None and (found.head == now or found.head.seq > now.seq):
                    self._parts.move_to_end(key)
                    return found.desk
                coming = self._coming.get(key)
                if coming is None or coming.done():
                    coming = self._coming[key] = self._worker.submit(self._bring, key)
            try:  # one that was on its way before may have looked before what is there now: then it is brought once more
                coming.result(max(0.0, until - time.monotonic()))
            except TooLongError:
                raise StillReading from None

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        with self._lock:
            left = [*self._parts.values(), *(part for _, part in self._retired)]
            self._parts.clear()
        for one in left:
            one.close()

    def _bring(self, key: Names) -> Desk:
        """To the end of the ledger as it is now."""
        with self._lock:
            self._close_retired()
            there = self._parts.get(key)
        made = None
        while made is None:  # what was entered between the two looks may have changed a situation
            seen, asked = self._whole.head(), tuple(one for one in situations(self._whole) if one.name in key)
            with self._whole.store.reading() as source:
                end = head(source)
                if end == seen:
                    made = self._followed(key, there, source, asked)
        made.head = end
        made.heads.remember(made.desk.reader.head().hash, end.hash)
        with self._lock:
            self._keep(key, made)
        return made.desk

    def _followed(self, key: Names, there: Part | None, source: Connection, asked: tuple[Situation, ...]) -> Part:
        which = part.chosen(self._whole.store, source, asked)
        made = there if there is not None and _goes_on(there, source, asked, which) else self._new(key, asked)
        _grow(made, source, which, 0 if made is not there else there.head.seq)
        return made

    def _new(self, key: Names, asked: tuple[Situation, ...]) -> Part:
        self._made += 1
        path = self._folder / f"{self._made}.ledger"
        ledger = Ledger.open(path, self._session.clock, create=True)
        reader = Reader.open(path)
        heads = self._heads.setdefault(key, Heads())
        desk = Desk(
            self._session,
            reader,
            Looks(reader, MOST_CLAIMS),
            Kept(most_claims=MOST_CLAIMS),
            seen_as=partial(heads.seen_as, reader),
        )
        return Part(path, desk, ledger, asked, Chosen({}, {}), Head(0, "", ""), heads)

    def _keep(self, key: Names, made: Part) -> None:
        """And let go what it replaces, or what nobody has asked for longest. Within the lock."""
        replaced = self._parts.pop(key, None)
        if replaced is not None and replaced is not made:
            self._retire(replaced)
        self._parts[key] = made
        while len(self._parts) > self._most:
            self._retire(self._parts.popitem(last=False)[1])

    def _retire(self, one: Part) -> None:
        """Its file goes at once; it is closed once whoever is being answered from it has the answer."""
        for path in one.path.parent.glob(one.path.name + "*"):
            path.unlink(missing_ok=True)
        self._retired.append((time.monotonic(), one))

    def _close_retired(self) -> None:
        old = [entry for entry in self._retired if time.monotonic() - entry[0] > RETIRED_SECONDS]
        for entry in old:
            self._retired.remove(entry)
            with suppress(SaysoError):
                entry[1].close()


def _goes_on(there: Part, source: Connection, asked: Sequence[Situation], which: Chosen) -> bool:
    """Is all that the part holds to be seen still, and only new reports to come? Else it is made anew."""
    entries = schema.entries.c
    redacted = select(entries.seq).where(entries.kind == EntryKind.REDACTION, entries.seq > there.head.seq).limit(1)
    same = all(
        which.claims.get(report) == claims and which.readings[report] == there.which.readings[report]
        for report, claims in there.which.claims.items()
    )
    return same and there.asked == tuple(asked) and source.execute(redacted).first() is None


def _grow(made: Part, source: Connection, which: Chosen, before: int) -> None:
    """Append what is new of the part, and let its views follow."""
    new = which.claims.keys() - made.which.claims.keys()
    store, claims = made.ledger.store, which.every
    if not before:
        store.write(lambda target: part.begin(target, source, [one.name for one in made.asked]))
    for some in part.in_order(source, new):
        store.write(lambda target, some=some: part.put(target, source, which, some))  # type: ignore[misc]
    store.write(lambda target: part.put_verdicts(target, source, claims, before))
    made.which = which
    follow(store)
    settle(store)
