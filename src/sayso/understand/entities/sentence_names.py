"""The names of a report, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.types import Entity, Layers, Sentence


def by_sentence(found: Layers) -> Iterator[tuple[Sentence, Sequence[Entity]]]:
    """Each sentence with the entities that begin in it; both layers are in the order of the text."""
    starts = [e.span.start for e in found.entities]
    for sentence in found.sentences:
        first = bisect_left(starts, sentence.span.start)
        yield sentence, found.entities[first : bisect_left(starts, sentence.span.end)]
