"""What reading a text gives: its claims as a sequence, with the reports that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from sayso.export.lines import claim_line
from sayso.types import Claim, Report


@dataclass(frozen=True, slots=True)
class Claims(Sequence[Claim]):
    """Claims in the order of the text. A text is one report; JSON may hold several."""

    pairs: tuple[tuple[Report, Claim], ...]
    reports: tuple[Report, ...]
    """Those without a claim too."""

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(index, slice):
            return tuple(claim for _, claim in self.pairs[index])
        return self.pairs[index][1]

    def __len__(self) -> int:
        return len(self.pairs)

    def __repr__(self) -> str:
        return f"<Claims: {len(self)}, of {len(self.reports)} reports>"

    def lines(self) -> list[dict[str, Any]]:
        """As `sayso read --format jsonl` prints them (docs/line-format.md)."""
        return [claim_line(report, claim) for report, claim in self.pairs]
