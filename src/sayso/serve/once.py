"""What a view makes of a look, made once while that look is kept.

Of a large look it takes a second: then what was made of the last look like it is shown while that of now is made behind the
scenes, and says from which look it is.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.ledger.filters import Filters
from sayso.serve.asking import Question
from sayso.serve.looks import QUICK, Look

Made = TypeVar("Made")
MOST = 128
"""Questions of which it is kept: the last ones asked."""

Key = tuple[Filters, Question]
ANYTHING = Question()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Made]):
    """`made` of `look`."""

    look: Look
    made: Made


class OncePerLook(Generic[Made]):
    """Threads may share it."""

    def __init__(self, make: Callable[[Look, Question], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Kept[Made]] = OrderedDict()
        self._making: set[int] = set()
        """Looks of which it is being made behind the scenes."""

    def of(self, look: Look, asks: Question = ANYTHING) -> Kept[Made]:
        """Of this look (`asks` is for the links in it), or of one before it where making it would keep somebody waiting.
        Two who ask at once may both make it."""
        with self._lock:
            key = look.filters, asks
            last = self._kept.get(key)
            if last is not None and last.look is look:
                self._kept.move_to_end(key)
                return last
            behind = last is not None and len(look.knowledge.tellings) > QUICK and _same_ledger(last.look, look)
            begin = behind and id(look) not in self._making
            if begin:
                self._making.add(id(look))
        if begin:
            threading.Thread(target=self._behind, args=(look, asks), daemon=True).start()
        return last if behind and last is not None else self._now(look, asks)

    def _now(self, look: Look, asks: Question) -> Kept[Made]:
        made = Kept(look, self._make(look, asks))
        with self._lock:
            self._kept[look.filters, asks] = made
            self._kept.move_to_end((look.filters, asks))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made

    def _behind(self, look: Look, asks: Question) -> None:
        try:
            self._now(look, asks)
        except Exception:  # whoever asks next meets it again, in the open
            log.exception("a view could not be made behind the scenes")
            with self._lock:
                self._kept.pop((look.filters, asks), None)
        finally:
            with self._lock:
                self._making.discard(id(look))


def _same_ledger(last: Look, look: Look) -> bool:
    """Two servers in one process have each their own ledger: of one, claims that were there are there still."""
    here = look.knowledge.world.carriers
    return all(id in here for id in last.knowledge.world.carriers)
