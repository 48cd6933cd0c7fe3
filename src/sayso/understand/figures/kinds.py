"""What a counted number of people says: the kind, by the words that govern it.

Each rule looks at one place around a counted group and returns a kind with its confidence; the surest wins. As one reads:
the noun itself ("3,700 arrests"), the words before (`before`: "killed 26", "deaths of 12"), the predicate after
(`predicates`: "26 … had been killed", "12 wounded"), modifiers inside ("striking workers"), the part that the noun plays
("gunmen"). What no rule reaches may take over the kind of the group beside it (`inheritance`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.understand.figures.before import agent, inverted, made, object_joined, object_of, phrase_before, room_for
from sayso.understand.figures.captors import held_by
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.population import singular
from sayso.understand.figures.predicates import ACCUSED, predicate
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.figures.tolls import toll, toll_after
from sayso.understand.language import table
from sayso.understand.word_classes import members

VICTIM = "victim"
"""The noun that tells of harm without saying which: of death where the words around do."""


def kind_of(scene: Scene, group: Counted) -> Kind | None:
    """The surest kind that the words around `group` give it; None where they give none."""
    if room_for(scene, group):
        return None
    found = [kind for rule in RULES if (kind := rule(scene, group)) is not None]
    best = max(found, key=lambda kind: kind.confidence, default=None)
    return None if best is None else _bent(group, held_by(scene, group, best), scene.between(group.noun, group.end))


def counted_noun(scene: Scene, group: Counted) -> Kind | None:
    """As in "3,700 arrests", "18 deaths", "51 lives": the noun is what happened. "Two of the wounded" may have died since."""
    if group.head == "body" and not all(word in members("of_bodies") for word in scene.between(group.noun, group.end - 1)):
        return None  # "15 national bodies"
    kind = table("figure_kind_counted").get(group.head or "")
    return Kind(kind, "counted-noun", 0.8 if group.partitive else 0.97, (group.end - 1, group.end)) if kind else None


def modifier(scene: Scene, group: Counted) -> Kind | None:
    """As in "striking mineworkers", "captive schoolgirls"."""
    kinds = (table("figure_kind_premodifiers").get(word) for word in scene.between(group.noun, group.end - 1))
    kind = next((k for k in kinds if k), None)
    return Kind(kind, "modifier", 0.62) if kind else None


def part_played(scene: Scene, group: Counted) -> Kind | None:
    """As in "gunmen", "hostages", "masked men", a "300-strong crowd": the noun's own part, where nothing else is said."""
    parts, head = table("figure_kind_nouns"), group.head or ""
    of_body = table("figure_groups").get(head) or parts.get(f"{scene.word(group.end - 2)} {head}")
    if of_body:
        return Kind(of_body, "part-played", 0.62)
    if "former" in scene.between(group.noun, group.end):
        return None
    kind = "killed" if head == VICTIM and _tells_of_death(scene) else parts.get(head)
    return Kind(kind, "part-played", 0.5) if kind else None


RULES = (
    counted_noun,
    made,
    object_of,
    object_joined,
    phrase_before,
    toll,
    toll_after,
    predicate,
    inverted,
    agent,
    modifier,
    part_played,
)


def _tells_of_death(scene: Scene) -> bool:
    nouns = (table("figure_kind_counted").get(singular(token.lower)) for token in scene.tokens)
    return "killed" in nouns or any("killed" in (cue.sense.object, cue.sense.state) for cue in scene.cues)


def _bent(group: Counted, found: Kind, modifiers: Sequence[str]) -> Kind:
    """The kind as the counted noun bends it: soldiers who march are deployed, captives who are held are abducted."""
    part = table("figure_kind_nouns").get(group.head or "")
    bent = table("figure_kind_bent").get(f"{found.kind} {part}")
    if found.kind == "sought" and "missing" in modifiers:
        return replace(found, kind="missing")
    return replace(found, kind=bent) if bent and found.rule != ACCUSED else found
