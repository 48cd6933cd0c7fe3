"""What planning remembers of the inputs so far: which documents came, and how many, by which tasks grow."""

from __future__ import annotations

from dataclasses import dataclass

from sayso import limits
from sayso.bulk import keys


@dataclass(slots=True)
class Course:
    """`planned`: documents of all tasks that are cut. So the size of a task follows from the inputs alone, and who goes on
    finds the same tasks."""

    seen: keys.Seen
    planned: int = 0

    @property
    def documents(self) -> int:
        """Of the next task, at most: few at first, so that a small job is spread over all workers and shows how far it is; then
        more and more, since each task leaves files of its own."""
        share = min(self.planned // limits.BULK_SHARE, limits.BULK_MOST_DOCUMENTS)
        return max(limits.BULK_DOCUMENTS, share)

    @property
    def bytes(self) -> int:
        """Likewise, of the input. What is carried with its task stays at the smallest (`limits.BULK_BYTES`)."""
        return min(limits.BULK_BYTES * self.documents // limits.BULK_DOCUMENTS, limits.BULK_MOST_BYTES)

    def is_full(self, documents: int, size: int, carried: bool) -> bool:
        return documents >= self.documents or size >= (limits.BULK_BYTES if carried else self.bytes)
