"""Private persons without their names: a witness, a relative, a doctor or an expert is shown by role, known in one report only.

Offices that somebody holds keep their names, and so do the evidence sentences: those are what the report published.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sayso.reconcile.origins.naming import PERSON
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.telling import Origin
from sayso.reconcile.word_tables import table
from sayso.types import Report
from sayso.vocabulary import SourceKind

WHY = "a private person, known in this report only"
UNTOLD_WHY = "{role}: who that is, is not told"


def nameless(origin: Origin, report: Report, kind: SourceKind) -> Origin:
    """The origin as it is, unless it is a private person of this report; then neither name, key nor reasons tell who.

    The key stays one for one person of the report. `kind` is that of the source whose origin it is.
    """
    if kind in ROLES and not origin.identified:
        return replace(origin, because=(UNTOLD_WHY.format(role=ROLES[kind]),))  # the reasons quote the source's words
    if origin.kind not in ROLES or not origin.key.startswith(f"{report.id}:"):
        return origin
    key = origin.key
    if f":{PERSON}" in key:
        key = f"{report.id}:{PERSON}{hashlib.sha256(key.encode('utf8', 'surrogatepass')).hexdigest()[:12]}"
    return replace(origin, key=key, name=_role(origin), because=(WHY,))


def _role(origin: Origin) -> str:
    """The role that the words give ("Doctor Ana Diaz"), else that of the kind; what is no name is a role already."""
    roles = table("origin_private")
    if f":{PERSON}" not in origin.key:
        return origin.name
    given = (roles[word] for word in origin.name.lower().split() if word in roles)
    return next(given, ROLES[origin.kind])
