"""The writer: what may be done to a ledger. The reader is another type (`query.Reader`), so that showing cannot write."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection

from sayso.errors import SaysoError
from sayso.ledger import bodies
from sayso.ledger.address import Place
from sayso.ledger.append import Hand, Head, append, holds, standing
from sayso.ledger.arrivals import Added, Adding, Arrival, arrival, in_turn
from sayso.ledger.bodies import Body, Redaction, Setting, Stamp
from sayso.ledger.evidence import Doomed, Erase, doomed
from sayso.ledger.opening import WAIT_SECONDS, open_store
from sayso.ledger.redaction import erase, redaction_of
from sayso.ledger.replay import make_views, replay
from sayso.ledger.store import Store
from sayso.types import Capture, Reading, Report, Unreadable, Verdict

T = TypeVar("T")
BeforeCommit = Callable[[], None]


__all__ = ["Added", "Ledger"]


class Ledger:
    """A ledger open for appending. Several processes may hold one; each change is one transaction, whole or not at all.

    Every method raises SaysoError E021 (in use for too long), E022 (disk full), E025 (not writable) or E026 (damaged), and of a
    server E058 (lost) or E059 (not allowed).
    """

    def __init__(self, store: Store, hand: Hand, before_commit: BeforeCommit | None = None) -> None:
        self.store = store
        self._hand = hand
        self._before_commit = before_commit

    @classmethod
    def open(
        cls,
        where: Place,
        clock: Callable[[], datetime],
        *,
        create: bool = False,
        wait_seconds: float = WAIT_SECONDS,
        random_bytes: Callable[[int], bytes] = os.urandom,
        before_commit: BeforeCommit | None = None,
    ) -> Ledger:
        """The ledger at `where`, made with `create` where there is none. Raises as `opening.open_store`.

        `before_commit` is `Evidence.sync`: what entries point to is on the disk before they are.
        """
        return cls(open_store(where, wait_seconds, create), Hand(clock, random_bytes), before_commit)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def add(self, capture: Capture | None, report: Report, reading: Reading) -> Added:
        """Append what is new of a report, what it was read from, and what was read from it: one transaction.

        ValueError where `reading` is of another report, an id is not printable ASCII, or the capture points to evidence and
        there is no `before_commit`.
        """
        return self._add([arrival(capture, report, reading)])[0]

    def add_many(self, arrivals: Sequence[Arrival]) -> list[Added | Exception]:
        """Append several in one transaction, with the entries and the answers that `add` would give one after the other.

        All of them are on the disk when this returns. One that cannot be added has its error for an answer, and costs the
        others nothing but time. Raises SaysoError as every method, and then none of them is there.
        """
        try:
            return [*self._add(arrivals)]
        except SaysoError:
            raise
        except Exception:
            return in_turn(arrivals, lambda one: self._add([one])[0])

    def _add(self, arrivals: Sequence[Arrival]) -> list[Added]:
        for one in arrivals:
            if one.evidence is not None and self._before_commit is None:
                raise ValueError(f"{one.evidence}: evidence that may not be on the disk yet")
        return self.store.write(Adding(self._hand, arrivals, self._sync))

    def add_unreadable(self, unreadable: Unreadable) -> Added:
        """Keep what could not be read, with its reason."""
        return self._append_once(unreadable)

    def append_verdict(self, verdict: Verdict) -> Added:
        """Keep a person's decision. Another opinion on the same subject stands beside it."""
        return self._append_once(verdict)

    def append_setting(self, setting: Setting) -> Added:
        return self._append_once(setting)

    def append_stamp(self, stamp: Stamp) -> Added:
        """Keep what a time-stamp authority said, or why it said nothing."""
        return self._append_once(stamp)

    def redact(self, id: str, why: str, erase_evidence: Erase | None = None) -> Redaction:
        """Erase a report with all that was read from it, or an unreadable, verdict or setting; `id` may be shortened.

        `erase_evidence` erases the bodies behind it, before the entries are: what fails or is killed in between leaves the
        entries, which name the bodies, so redacting the same id once more finishes it. ValueError where there are such bodies
        and nothing to erase them with: once the entries are gone, nobody could find them again.

        Raises SaysoError as `redaction.redaction_of`, and E037 for a blank `why`. E021 from somebody who still reads means
        that the entries are erased but old pages may still hold the words; redacting the same id once more finishes it, and
        then says E029.
        """
        if not why.strip():
            raise SaysoError("E037")

        def work(connection: Connection) -> tuple[Redaction, Head]:
            self.store.may_scrub(connection)
            redaction = redaction_of(connection, id, why)
            _erase_evidence(doomed(connection, redaction), erase_evidence)
            end = append(connection, self._hand, [redaction])
            erase(connection, redaction)
            self.store.renew_search(connection)
            return redaction, end

        try:
            redaction = self._write(work)
        except SaysoError as error:
            if error.code.code == "E029":
                self.store.scrub()
            raise
        self.store.scrub()
        return redaction

    def rebuild(self) -> None:
        """Make views, search index and guards anew from the entries. Readers see the old ones until it is done."""

        def work(connection: Connection) -> None:
            make_views(self.store, connection)
            self.store.protect(connection)
            replay(connection, connection)

        self.store.write(work)

    def _append_once(self, body: Body) -> Added:
        id = bodies.id_of(body)

        def work(connection: Connection) -> tuple[Added, Head | None]:
            known = standing(connection, [id])
            if id in known:
                return Added.REFUSED if known[id] else Added.UNCHANGED, None
            end = append(connection, self._hand, [body])
            self._sync()
            return Added.ADDED, end

        return self._write(work)

    def _write(self, work: Callable[[Connection], tuple[T, Head | None]]) -> T:
        """What `work` answers; with it goes the end of the chain that it made, None where it appended nothing.

        A store that lost its server within COMMIT runs the work again. Where the first run did happen, its last entry is there,
        whose hash hangs on salts that nobody else has; then what it answered holds, not what one would say who finds all there.
        """
        tried: list[tuple[T, Head]] = []

        def run(connection: Connection) -> T:
            for answer, end in tried:
                if holds(connection, end):
                    return answer
            answer, made = work(connection)
            if made is not None:
                tried.append((answer, made))
            return answer

        return self.store.write(run)

    def _sync(self) -> None:
        if self._before_commit:
            self._before_commit()


def _erase_evidence(doomed: Doomed, erase: Erase | None) -> None:
    if erase:
        erase(doomed)
    elif any(one.warc is not None for one in doomed.all):
        raise ValueError("there is evidence to erase, and nothing that erases it")
