"""Stories, sources, origins and incidents as tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from sayso.reconcile.incidents import Incident
from sayso.reconcile.origins import OriginCount
from sayso.reconcile.series import Series
from sayso.reconcile.series.whom import counted
from sayso.reconcile.standing import Standing
from sayso.reconcile.stories.summary import Summary
from sayso.reconcile.tellers import Voice
from sayso.show.listing import days, listing, several
from sayso.show.words import plain

SHORT = 9
"""Characters of an id that are shown: enough to type."""


def stories_table(stories: Sequence[Summary], reasons: dict[str, list[str]]) -> RenderableType:
    """`reasons` by story: why each report is in it."""
    return listing(
        [("story", 3), ("days", 4), ("reports", 3), ("what", 10)],
        (
            (
                (s.id[:SHORT], days(s.first, s.last), _reports(s), f"{s.title}  ({several(s.outlets)})"),
                reasons.get(s.id, []),
            )
            for s in stories
        ),
    )


def sources_table(voices: Sequence[Voice], why: bool) -> RenderableType:
    return listing(
        [("source", 6), ("claims", 2), ("reports", 2), ("called", 6), ("carried by", 5)],
        ((_voice(voice), voice.because if why else ()) for voice in voices),
    )


def origins_table(counted: Sequence[tuple[Series, OriginCount]], why: bool) -> RenderableType:
    """Each figure series with its independent origins."""
    return listing(
        [("figure", 5), ("origins", 4), ("who", 11)],
        (((heading(series), str(found), _who(found)), _reasons(found) if why else ()) for series, found in counted),
    )


def incidents_table(incidents: Sequence[tuple[Incident, Standing]], why: bool) -> RenderableType:
    return listing(
        [("incident", 3), ("when", 4), ("where", 4), ("what", 6), ("told by", 5), ("standing", 4)],
        ((_incident(one, standing), [standing.sentence, *_links(one)] if why else ()) for one, standing in incidents),
    )


def heading(series: Series) -> str:
    """ "killed · security · Kazakhstan"; acts are told apart from people."""
    return " · ".join(part for part in (series.kind, *counted(series), series.area) if part)


def _reports(story: Summary) -> str:
    number = len(story.reports)
    return f"{number}" if story.copy_groups == number else f"{number} ({story.copy_groups} texts)"


def _voice(voice: Voice) -> tuple[str, ...]:
    name = voice.origin.name if voice.origin.identified else f"({voice.origin.name})"
    called = several([name for name in voice.called if name != voice.origin.name])
    return (name, str(len(voice.tellings)), str(len(voice.reports)), called, several(voice.outlets))


def _who(found: OriginCount) -> str:
    known = [f"{one.origin.name} ({several(one.outlets, 2)})" for one in found.known]
    untold = len(found.untold)
    if not untold:
        return ", ".join(known)
    nobody = f"{untold} {'voice' if untold == 1 else 'voices'} naming nobody"
    return f"{', '.join(known)}, and {nobody}" if known else nobody


def _reasons(found: OriginCount) -> list[str]:
    return [f"{one.origin.name}: {'; '.join(one.because)}" for one in found.known if one.because]


def _incident(one: Incident, standing: Standing) -> tuple[str, ...]:
    doers = several(list(dict.fromkeys(actor.name for actor in one.actors)), 2)
    what = plain(one.kind) + (f", {doers}" if doers else "")
    where = one.place.name if one.place else "place not told"
    return (one.id[:SHORT], days(one.start, one.end) or "day not told", where, what, _told_by(one), str(standing.word))


def _told_by(one: Incident) -> str:
    return f"{one.origins}, {len(one.reports)} report{'' if len(one.reports) == 1 else 's'}"


def _links(one: Incident) -> list[str]:
    return [f"{link.telling.claim.id[:SHORT]} {link.telling.claim.kind}: {'; '.join(link.because)}" for link in one.links]
