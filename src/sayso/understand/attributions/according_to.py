"""Relations of "according to": "According to X, …", "…, according to X" and "…, according to X, …"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.understand.attributions.asides import with_rest
from sayso.understand.attributions.contents import content_before, without_stop
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_after import before_clause, phrase_after


def according_to(w: Words) -> Iterator[Found]:
    """ "According to X, …", "…, according to X" and "…, according to X, …"."""
    for at in [at for at, word in enumerate(w.lower) if word == "according"]:
        if w.at(at + 1) == "to" and w.outside(at):
            source = phrase_after(w, at + 2)
            if source is None:
                continue
            source = before_clause(w, source)
            contents = _according_content(w, at, source)
            if contents:
                yield Found(source, (at, at + 2), contents, "according to")


def _according_content(w: Words, at: int, source: Range) -> tuple[Range, ...]:
    if at < 2:
        start = source[1] + (w.at(source[1]) == ",")
        end = without_stop(w, start)
        return ((start, end),) if end > start else ()
    before = content_before(w, at)
    return () if before is None else with_rest(w, before, source[1])
