"""The four roles, each of which may do all that those before it may."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    READER = "reader"
    """Sees and exports."""
    REVIEWER = "reviewer"
    """Also gives verdicts, and takes back its own."""
    EDITOR = "editor"
    """Also adds reports, makes and changes situations."""
    ADMINISTRATOR = "administrator"
    """Also manages users, sessions and tokens."""

    def covers(self, least: Role) -> bool:
        """Does it do for what asks for `least`?"""
        return ORDER.index(self) >= ORDER.index(least)


ORDER = tuple(Role)
LIMITABLE = frozenset({Role.READER, Role.REVIEWER})
"""Roles that may be limited to situations: what an editor and an administrator do holds for everything."""
