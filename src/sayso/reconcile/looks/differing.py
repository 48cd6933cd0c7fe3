"""The figures of those stories that are not the same at two looks: nothing else needs to be worked out to compare them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.reconcile.former_ids import claim_of
from sayso.reconcile.knowledge import in_shown_order
from sayso.reconcile.looks.plan import Plan
from sayso.reconcile.looks.stories import Group
from sayso.reconcile.series_view import SeriesView

Figures = Sequence[SeriesView]


def differing(before: Plan, after: Plan) -> tuple[Figures, Figures]:
    """At each of the two, in the order of `Knowledge.shown_series`. A verdict may be on a figure of any story, so where any
    was given all stories are looked at."""
    same = {group for _, group in before.groups} & {group for _, group in after.groups}
    if before.chosen.verdicts != after.chosen.verdicts:
        same = set()
    return _figures(before, same), _figures(after, same)


def _figures(plan: Plan, but: Collection[Group]) -> Figures:
    """As `Plan.look` makes them, of the groups that are not among `but`."""
    made = {story: plan.stories.made(group) for names, group in plan.groups if group not in but for story in names}
    fitting, verdicts = plan.chosen.fitting, plan.chosen.verdicts
    told = (one for story in sorted(made) for one in made[story].series.get(story, ()))
    shown = [one for one in told if fitting is None or any(t.claim.id in fitting for t in one.tellings)]
    said_of = frozenset(claim_of(subject) for subject in verdicts)
    in_order = in_shown_order(shown, lambda one: made[one.story].weight(one))
    return tuple(made[one.story].view(one, verdicts, said_of) for one in in_order)
