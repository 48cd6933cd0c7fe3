"""What a run of `llm` cost, as a table for a terminal and as one line for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich import box
from rich.table import Table

from sayso.understand.llm.spent import Spent


@dataclass(slots=True)
class SoFar:
    """For a run without an end: after each round one line, where something was read in it."""

    spent: Spent
    tell: Callable[[str], None]
    told: int = 0

    def __call__(self) -> None:
        if self.spent.reports > self.told:
            self.told = self.spent.reports
            self.tell(f"{line(self.spent)}, since the start")


def table(spent: Spent) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_header=False)
    for _ in range(2):
        made.add_column()
    for name, told in _rows(spent):
        made.add_row(name, told)
    return made


def line(spent: Spent) -> str:
    return "llm: " + "; ".join(f"{name} {told}" for name, told in _rows(spent))


def _rows(spent: Spent) -> Iterator[tuple[str, str]]:
    yield "reports", f"{spent.reports:,}"
    yield "read by llm", f"{spent.read:,}"
    if spent.kept:
        yield "read by it before", f"{spent.kept:,}"
    yield "fell back", f"{spent.fell_back:,}"
    if spent.not_asked:
        yield "not asked about", f"{spent.not_asked:,}"
    yield "claims", f"{spent.claims:,}"
    for why, count in sorted(spent.dropped.items()):
        yield "dropped", f"{count:,} {'claim' if count == 1 else 'claims'} {why}"
    yield "tokens", _tokens(spent)
    yield "cost", _cost(spent)
    yield "seconds", f"{spent.seconds:,.1f}"


def _cost(spent: Spent) -> str:
    if spent.cost is None:
        return "not known"
    least = f"{spent.cost:,.6f}"
    return f"at least {least}; {spent.unanswered:,} without an answer" if spent.unanswered else least


def _tokens(spent: Spent) -> str:
    told = f"{spent.tokens_in:,} in, {spent.tokens_out:,} out"
    return f"{told}; {spent.untold:,} answers did not tell" if spent.untold else told
