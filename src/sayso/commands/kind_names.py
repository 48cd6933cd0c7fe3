"""Names of claim kinds as a person types them: what a wrong one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sayso.errors import SaysoError


def unknown_kind(name: str, known: Iterable[str]) -> SaysoError:
    """E016 with the names of `known` that are near it."""
    near = difflib.get_close_matches(name, [*known], n=3)
    return SaysoError("E016", name=name, near=f"; near it: {', '.join(near)}" if near else "")
