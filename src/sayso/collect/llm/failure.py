"""Why a model gave no answer, in closed words: nothing that a server said is ever part of them, so nothing can come back."""

from __future__ import annotations


class NotAnsweredError(Exception):
    """`rest`: seconds for which nobody should ask again, where that is known: a server that said so, a key that is refused.
    `too_long`: it did answer, and without end, which a report may have talked it into."""

    def __init__(self, why: str, rest: float | None = None, too_long: bool = False) -> None:
        super().__init__(why)
        self.why, self.rest, self.too_long = why, rest, too_long


class StatusError(NotAnsweredError):
    """The server answered with a status that is no success. `retry_after`: the seconds that it asked for."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(f"it answered with status {status}")
        self.status, self.retry_after = status, retry_after
