"""Whether people who were seized, captured or held were arrested or abducted: by who holds them.

"police seized two men"     arrested        "gunmen seized 20 villagers"           abducted
"held by soldiers"          arrested        "12 soldiers were captured by rebels"  abducted
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.understand.figures.counted import Counted
from sayso.understand.figures.cues import Cue, Voice
from sayso.understand.figures.population import singular
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.language import table, words

CAPTOR_REACH = 8
"""Tokens from the verb back to its subject: "Rebels of the North Front have seized"."""
BY_REACH = 6
CAPTURED = frozenset({"arrested", "abducted"})
HOLDER = {"security": "arrested", "officials": "arrested", "militants": "abducted"}
"""Population kind of who holds people → what that amounts to."""


def held_by(scene: Scene, group: Counted, kind: Kind) -> Kind:
    """The kind, made sure by who did it where the verb leaves that open."""
    if kind.kind not in CAPTURED or (cue := _capture(scene, group)) is None:
        return kind
    taken = cue.sense.form is not None and cue.sense.form.lemma in ("capture", "seize")
    child = table("population_nouns").get(group.head or "") == "children"
    unsaid = "abducted" if taken and child else kind.kind
    told = next((k for word in _captor_words(scene, cue) if (k := _amounts_to(word))), unsaid)
    return replace(kind, kind=told)


def _capture(scene: Scene, group: Counted) -> Cue | None:
    """The verb nearest to the group that says of people only that someone holds them."""
    verbs = (
        c for c in scene.cues if c.sense.object in CAPTURED and c.sense.form and c.sense.form.lemma in words("figure_captures")
    )
    return min(verbs, key=lambda cue: max(scene.start(group) - cue.end, cue.first - group.end), default=None)


def _captor_words(scene: Scene, cue: Cue) -> Sequence[str]:
    """The words of the subject of an active verb, nearest first, or of the agent after "by"."""
    if cue.voice is Voice.ACTIVE:
        before = scene.between(cue.first - CAPTOR_REACH, cue.first)
        stops = [at for at, word in enumerate(before) if word in words("figure_clause_ends")]
        return before[stops[-1] + 1 if stops else 0 :][::-1]
    after = scene.between(cue.end, cue.end + BY_REACH)
    return after[after.index("by") + 1 :] if "by" in after else ()


def _amounts_to(word: str) -> str | None:
    return table("figure_captors").get(word) or HOLDER.get(table("population_nouns").get(singular(word), ""))
