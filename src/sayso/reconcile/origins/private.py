"""Private persons: sources of these kinds are never resolved across reports, and wherever they are shown, it is by role.

One list for all: what is compared, counted, drawn, listed and published.
"""

from __future__ import annotations

from sayso.vocabulary import SourceKind

ROLES = {
    SourceKind.WITNESS: "witness",
    SourceKind.FAMILY: "relative",
    SourceKind.MEDICAL: "medic",
    SourceKind.EXPERT: "expert",
}
"""Their kinds, and the word for the role where their own words have none."""
