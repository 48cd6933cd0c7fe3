"""Where in the network's one vector a piece each head's answer stands."""

from __future__ import annotations

from sayso.understand.model.labels import CAUSES, ENTITIES, FIRST, KINDS, POPULATIONS, STATUSES, TAGS

LINK = 64
"""Width of the vectors whose product links a content to its cue, and a cue to its source."""
HEADS = {
    "tags": len(TAGS),
    "entity": len(ENTITIES),
    "kind": len(KINDS),
    "population": len(POPULATIONS),
    "status": len(STATUSES),
    "first": len(FIRST),
    "gate": 3,
    "causal": 1,
    "fact": 1,
    "cause": len(CAUSES),
    "link_content": LINK,
    "link_cue": LINK,
    "link_cue_": LINK,
    "link_source": LINK,
}
"""Outputs a piece, in their order. `gate`: how much a piece counts for its sentence's event, first event and causality.
`status` and `population` are trained beside the others and not asked: rules do as well (docs/measurements.md)."""

WIDTH = sum(HEADS.values())
"""Answers a piece."""


def slices() -> dict[str, slice]:
    """Of each head its part of the vector."""
    out, at = {}, 0
    for name, size in HEADS.items():
        out[name] = slice(at, at + size)
        at += size
    return out
