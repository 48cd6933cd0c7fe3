"""What the page shows of what is known, for many who ask at once: each look is made once, and kept while the ledger stays.

A look that takes long (a story of tens of thousands of claims to which a report has come) can be made behind the scenes, while
the last one like it is shown; its `head` says how old it is.
"""

from __future__ import annotations

import gc
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace

from sayso.ledger.append import Head
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader
from sayso.reconcile.looks.choosing import SHOWN, Bound
from sayso.reconcile.looks.holding import State
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.looks.listing import StoryLine, StoryRow, listed, told_of
from sayso.reconcile.looks.look import Look
from sayso.reconcile.looks.plan import Plan
from sayso.reconcile.of_stories import of_stories
from sayso.reconcile.telling import Carrier
from sayso.serve.behind_the_scenes import BehindTheScenes
from sayso.serve.traffic import Traffic

__all__ = ["Look", "Looks"]

MOST_CLAIMS = 4_000_000
"""Claims of all looks that are held: of each moment those of its largest look, since looks of one moment share what is known of
a story, and what each has besides is little."""
DISTINCT = 12
"""As so many claims count those that are held for the stories of one part of an archive, whatever the moments of its looks:
with what is made of it such a claim takes seven kilobytes, what a look of another day has besides a fraction of that."""
MOST_LOOKS = 512
BOUND = SHOWN
"""Claims that a view shows; the largest stories of an archive are worked out before anybody asks."""
WARM_DAYS = 25
"""Days of an archive that are made before anybody asks, as many as stay held beside what people ask for; the rest are made when
they are asked for."""
WARM_STORIES = 40_000
"""Claims of the largest stories of an archive that are worked out before anybody asks: small ones are quickly made."""
BESIDES = 300
"""Claims that are worked out for what a view tells besides, while somebody waits."""
LINKED = 30_000
"""Claims that are worked out of what one page links to: few enough that what others look at stays held."""
QUICK = 1_500
"""Claims that are worked out while somebody waits: more would take longer than a page may."""
QUICK_OF_PART = 300
"""The same of an archive, where a page has less time."""
AT_ONCE = 20_000
"""Claims of a look that are put together again while somebody waits, though hardly anything is worked out anew: a verdict
changes little, but of 100,000 claims the putting together alone takes a second."""
ABANDONED = 20.0
"""Seconds without a new entry after which nobody else will let what is kept follow the ledger: who added was killed, for no
report takes longer to read."""

Key = tuple[Head, State | None, Filters, int | None]


class Looks:
    """Threads may share it. It holds at most about `most_claims` claims' worth of looks, those asked for last.

    `catch_up` lets what is kept follow the ledger, where nobody else does.
    """

    def __init__(
        self,
        reader: Reader,
        most_claims: int = MOST_CLAIMS,
        catch_up: Callable[[], object] = lambda: None,
        bound: Bound = BOUND,
    ) -> None:
        self._reader = reader
        self._bound = bound
        self._remembered = Remembered(reader, most_claims)
        self._most = most_claims
        self._lock = threading.Lock()
        self._made: OrderedDict[Key, Future[Look]] = OrderedDict()
        self._last: OrderedDict[Filters, Look] = OrderedDict()
        self._redacted = 0
        self._held, self._since = 0, 0
        """Claims of all looks when they were last counted, and what has come since, at most."""
        self._dropped: tuple[Head, State | None] | None = None
        self._unfinished = False
        """The state of which all others were dropped, and whether some of these were still being made."""
        self.traffic = Traffic()
        self._behind = BehindTheScenes(self.traffic.give_way)
        self._catch_up = catch_up
        self._unfollowed: tuple[Head, float] | None = None
        """End of a ledger that nothing follows yet, and when it is abandoned."""
        self._first: Filters | None = None
        self._then: Callable[[Look], object] = lambda _: None
        """What everybody sees first, and what is made of it before they do."""

    def at(self, filters: Filters, stale_ok: bool = False) -> Look:
        """What is known now of what `filters` ask for. E011 for a date that is none.

        With `stale_ok` the last look like it, where the one of now would take long; that is then made behind the scenes.
        """
        key = self._key(filters, None)
        if (made := self._result(key)) is not None:
            return made
        return (self._stale(key) if stale_ok else None) or self._exact(key)

    @property
    def head(self) -> Head:
        return self._reader.head()

    def soon(self, look: Look, *, as_of: str | None = None, seq: int | None = None) -> Look | None:
        """The same question with only what had been published by `as_of` and is recorded as an entry up to `seq`, where that
        takes no time; else None, and it is made behind the scenes.

        Stories and readings are those of now, so that nothing differs but what is left out.
        """
        filters = replace(look.filters, as_of=as_of)
        if look.shown.is_part and look.shown.stories is not None:  # the largest of then may be others
            filters = of_stories(filters, look.shown.stories)
        key = self._key(filters, seq)
        if (made := self._result(key)) is not None:
            return made
        # to put together what is known of more takes a while by itself
        if not self._lags(key) and len(look.knowledge.tellings) <= AT_ONCE:
            plan = self._remembered.plan(filters, seq, bound=self._bound, most=self._quick_claims)
            if plan is not None and plan.left <= self._quick_claims:
                return self._exact(key)
        if key[1] is not None:  # else somebody adds: what is kept follows soon, and meanwhile all would be worked out in vain
            self._behind.soon((filters, seq), lambda: self._exact(self._key(filters, seq)))
        return None

    def upto(self, filters: Filters, seq: int) -> Look | None:
        """What `at` gives, of what is recorded as an entry up to `seq` alone, where that takes no time; else None, and it is
        made behind the scenes. So the pages of a list hang together while the ledger grows. Stories and readings are those of
        now."""
        key = self._key(filters, seq)
        if (made := self._result(key)) is not None:
            return made
        most = self._quick_claims
        plan = self._remembered.plan(filters, seq, behind_ok=True, bound=self._bound, most=most)
        if plan is None or plan.left > most:
            self._behind.soon((filters, seq), lambda: self._exact(self._key(filters, seq)))
            return None
        return plan.look() if key[1] is None or self._lags(key) else self._exact(key)

    def now(self) -> tuple[Head, State | None]:
        """What every answer hangs on besides its question: two of one question are the same as long as this is."""
        return self._key(EVERYTHING, None)[:2]

    def ready(self, filters: Filters) -> bool:
        """Would `at(filters, stale_ok=True)` answer at once? If not, the answer is made behind the scenes from now on."""
        if self._result(self._key(filters, None)) is not None or self._last.get(filters) is not None:
            return True
        if self._remembered.loaded and self._quick(filters) is not None:
            return True
        self._behind.soon(filters, lambda: self._soonest(filters))
        return False

    def there(self, filters: Filters) -> bool:
        """Has a look at this been made since it was asked for? Costs nothing, so that whoever waits may ask often."""
        return filters in self._last

    def start(self, filters: Filters, then: Callable[[Look], object] = lambda _: None) -> None:
        """Behind the scenes: read the ledger, make this look and those of its days, and of each what `then` makes of it."""
        self._first, self._then = filters, then
        self._behind.soon(filters, lambda: self._begin(filters, then))

    def _begin(self, filters: Filters, then: Callable[[Look], object]) -> None:
        if self._remembered.now()[1] is None:
            self._catch_up()
        then(self.at(filters))
        gc.freeze()  # what is held now is held as long as the process runs, and to search it for cycles takes long
        self.warm_days(filters, then)
        self.warm_stories()

    def warm_days(self, filters: Filters, then: Callable[[Look], object] = lambda _: None) -> None:
        """Make the looks as of each day behind the scenes, the latest first, so that the slider moves without waiting."""
        for day in self.days()[: WARM_DAYS if self.is_archive else None]:
            asked = replace(filters, as_of=day)
            self._behind.some_time(asked, lambda asked=asked: then(self.at(asked)))  # type: ignore[misc]

    def warm_stories(self, then: Callable[[Look], object] = lambda _: None) -> None:
        """Of an archive, work out the largest stories behind the scenes."""
        left = WARM_STORIES
        for story in self.stories(EVERYTHING) if self.is_archive else ():
            left -= story.claims
            if left < 0:
                return
            asked = of_stories(EVERYTHING, frozenset({story.id}))
            self._behind.some_time(asked, lambda asked=asked: then(self.at(asked)))  # type: ignore[misc]

    @property
    def loaded(self) -> bool:
        """Has the ledger been read?"""
        return self._remembered.loaded

    @property
    def is_archive(self) -> bool:
        """Has it more claims than a view shows? Then each thing is looked for in its own story."""
        return self._remembered.claims > self._bound.whole

    def stories(self, filters: Filters, seq: int | None = None) -> Sequence[StoryRow]:
        """All that have anything to show, the largest first; with `seq`, by what is recorded up to that entry. None while the
        ledger is being read. E011 for no date."""
        return self._remembered.asked(filters, lambda of: listed(of, filters, seq)) or ()

    def lines(self, filters: Filters, rows: Sequence[StoryRow], seq: int | None = None) -> list[StoryLine]:
        """How these stories are listed; `seq` as for `stories`."""
        return self._remembered.asked(filters, lambda of: [told_of(of, filters, row, seq) for row in rows]) or []

    def story_of(self, id: str) -> str | None:
        """The story in which an archive tells a thing of this id, or has the report; None where it knows none, and of a ledger
        that is looked at whole."""
        if not self.is_archive:
            return None
        return self._remembered.asked(EVERYTHING, lambda of: of.story_of(id))

    def stories_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        """The story of each of these reports, as far as it is known."""
        return self._remembered.asked(EVERYTHING, lambda of: of.stories_of(reports)) or {}

    def stories_of_origin(self, key: str) -> frozenset[str]:
        """Of an archive those in which a report itself tells this origin: the first few."""
        if not self.is_archive:
            return frozenset()
        return self._remembered.asked(EVERYTHING, lambda of: of.stories_of_origin(key)) or frozenset()

    def copies(self, report: str) -> list[Carrier]:
        """The reports of its copy group, whatever the moment."""
        return self._remembered.asked(EVERYTHING, lambda of: of.copies(report)) or []

    def published(self, look: Look) -> list[str]:
        """When the dated reports of its stories were known, whatever the as-of."""
        return self._remembered.asked(look.filters, lambda of: of.published(look.shown.stories)) or []

    def made(self, filters: Filters, story: str) -> bool:
        """Is the look of this question there, with this story in it?"""
        look = self._result(self._key(filters, None))
        return look is not None and (look.shown.stories is None or story in look.shown.stories)

    def at_hand(self, filters: Filters, stories: Iterable[str], most: int) -> tuple[list[Look], list[str]]:
        """What is known at the moment of `filters` of these stories of an archive: the looks that are there, in one look the
        smallest others, of `most` claims together; and the stories that are left."""
        of, head_and_state = filters.moment, self._key(filters, None)[:2]
        found, small, left = list[Look](), list[str](), list[str]()
        for story, claims in sorted(self._sizes(stories).items(), key=lambda each: (each[1], each[0])):
            asked = of_stories(of, frozenset({story}))
            made = self._result((*head_and_state, asked, None)) or self._last.get(asked)
            if made is not None:
                found.append(made)
            elif claims <= most:
                small.append(story)
                most -= claims
            else:
                left.append(story)
        if small:
            found.append(self.at(of_stories(of, frozenset(small)), stale_ok=True))
        return found, left

    def _sizes(self, stories: Iterable[str]) -> Mapping[str, int]:
        return self._remembered.asked(EVERYTHING, lambda of: of.sizes(stories)) or {}

    def soon_of(self, filters: Filters, stories: Sequence[str], then: Callable[[Look], object]) -> None:
        """Work out these stories of an archive behind the scenes, one after the other up to `LINKED` claims, and of each what
        `then` makes of it: somebody sees a link to it."""
        if not self.is_archive:
            return
        of, left, sizes = filters.moment, LINKED, self._sizes(stories)
        for story in stories:
            left -= sizes.get(story, 0)
            if left < 0:
                return
            asked = of_stories(of, frozenset({story}))
            if not self.there(asked):
                self._behind.linked(asked, lambda asked=asked: then(self.at(asked)))  # type: ignore[misc]

    def days(self) -> list[str]:
        """Days on which anything was published, the latest first; none before the ledger has been read."""
        return self._remembered.days()

    def until_idle(self, seconds: float) -> bool:
        """Wait until all that is made behind the scenes is there, so many seconds at most; whether it is."""
        return self._behind.until_idle(seconds)

    def close(self) -> None:
        self._behind.close()

    def _key(self, filters: Filters, seq: int | None) -> Key:
        """Of what there is now. What was made before something was redacted is dropped: it is to stay nowhere."""
        head, state, redacted = self._remembered.now()
        with self._lock:
            if redacted != self._redacted:
                self._redacted = redacted
                self._made.clear()
                self._last.clear()
            self._follow(head, state)
        return head, state, filters, seq

    def _follow(self, head: Head, state: State | None) -> None:
        """Catch up where nothing follows this end of the ledger for long; once, for a disk may be full."""
        if state is not None:
            self._unfollowed = None
        elif self._unfollowed is None or self._unfollowed[0] != head:
            self._unfollowed = head, time.monotonic() + ABANDONED
        elif time.monotonic() > self._unfollowed[1]:
            self._unfollowed = head, math.inf
            self._behind.soon("catching up", self._catch_up)

    def _exact(self, key: Key) -> Look:
        with self._lock:
            found = self._made.get(key)
            mine = found is None
            if found is None:
                found = self._made[key] = Future()
            self._made.move_to_end(key)
        if mine:
            self._make(key, found)
        return found.result()

    def _make(self, key: Key, into: Future[Look]) -> None:
        _, _, filters, seq = key
        try:
            look = self._remembered.look(filters, seq, self._bound)
        except BaseException as error:
            with self._lock:
                self._made.pop(key, None)
            into.set_exception(error)
            return
        into.set_result(look)
        with self._lock:
            self._since += most_added(look)
            if seq is None:
                self._keep(look)
            self._drop(key)

    def _drop(self, latest: Key) -> None:
        """What nobody will ask for again: looks of former states, except the last of each question; then the oldest."""
        if latest[:2] != self._dropped or self._unfinished:
            former = [key for key in self._made if key[:2] != latest[:2]]
            for key in [key for key in former if self._made[key].done()]:
                del self._made[key]
            self._dropped, self._unfinished = latest[:2], any(key in self._made for key in former)
        for looks in (self._made, self._last):
            while len(looks) > 1 and (len(looks) > MOST_LOOKS or self._too_many()):
                looks.popitem(last=False)

    def _too_many(self) -> bool:
        """To count what hundreds of looks hold takes longer than to make a small one: they are counted when those that came
        since might make them too many."""
        if self._held + self._since <= self._most:
            return False
        looks = (*self._last.values(), *(f.result() for f in self._made.values() if f.done()))
        self._held, self._since = claims_held(looks), 0
        return self._held > self._most

    def _result(self, key: Key) -> Look | None:
        with self._lock:
            found = self._made.get(key)
            if found is None or not found.done():
                return None
            self._made.move_to_end(key)
        return found.result()

    def _stale(self, key: Key) -> Look | None:
        """What to give at once instead of the look of now; None where that is quickly made, or nothing else is there."""
        _, state, filters, _ = key
        last = self._last.get(filters)
        if self._lags(key):
            self._behind.soon("what came", self._renew)
            if last is not None:
                return last
            quick = self._quick(filters)
            return quick.look() if quick is not None else None
        if state is None and last is not None:
            return last  # somebody adds: what is kept follows soon, and meanwhile all would be worked out in vain
        if not self._remembered.loaded:
            if last is None or not last.knowledge.tellings:
                return None  # the first reports of a new ledger
            self._behind.soon(filters, lambda: self._soonest(filters))
            return last
        if last is not None and len(last.knowledge.tellings) > AT_ONCE:
            self._behind.soon(filters, lambda: self._soonest(filters))
            return last
        quick = self._quick(filters)
        if quick is not None:
            return None if state is not None else self._soonest(filters)
        if last is not None:
            self._behind.soon(filters, lambda: self._soonest(filters))
        return last

    def _quick(self, filters: Filters) -> Plan | None:
        """How to make it, of the ledger as it can be read now, where that takes no longer than somebody may wait."""
        most = self._quick_claims
        plan = self._remembered.plan(filters, behind_ok=True, bound=self._bound, most=most)
        return plan if plan is not None and plan.left <= most else None

    @property
    def _quick_claims(self) -> int:
        return min(QUICK, QUICK_OF_PART) if self.is_archive else QUICK

    def _lags(self, key: Key) -> bool:
        return key[1] is not None and self._remembered.lags(key[1])

    def _renew(self) -> None:
        """Read what came into a large ledger, and make anew what everybody sees first, before anybody waits for it."""
        self._remembered.renew()
        if self._first is not None:
            self._then(self.at(self._first))

    def _soonest(self, filters: Filters) -> Look:
        """The look of now; while what is kept is behind the ledger, the one before it."""
        plan = self._remembered.plan(filters, behind_ok=True, bound=self._bound)
        key = self._key(filters, None)
        if plan is None or key[1] is not None:
            return self._exact(key)
        look = plan.look()
        with self._lock:
            self._since += most_added(look)
            self._keep(look)
        return look

    def _keep(self, look: Look) -> None:
        """As the last of its question, unless something was redacted since it was made."""
        if self._redacted <= look.head.seq:
            self._last[look.filters] = look
            self._last.move_to_end(look.filters)


def most_added(look: Look) -> int:
    """What one more look adds to `claims_held` at most, as the last of its question too."""
    claims = len(look.knowledge.tellings)
    return claims if look.shown.stories is None else (2 + DISTINCT) * claims


def claims_held(looks: Iterable[Look]) -> int:
    """As `MOST_CLAIMS` counts them. Looks at parts of an archive share what is known of the same stories and nothing else."""
    largest: dict[str | None, int] = {}
    parts: dict[frozenset[str], int] = {}
    each = 0
    for one in looks:
        claims, stories = len(one.knowledge.tellings), one.shown.stories
        if stories is not None:
            parts[stories] = max(parts.get(stories, 0), claims)
            each += claims
        else:
            moment = one.filters.as_of
            largest[moment] = max(largest.get(moment, 0), claims)
    return sum(largest.values()) + each + DISTINCT * sum(parts.values())
