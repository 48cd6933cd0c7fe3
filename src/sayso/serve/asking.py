"""The filters of a view in the address, so that a view can be sent: the same names as the options of the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from sayso.commands.asking import Asked
from sayso.commands.knowing import typed
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.of_stories import check, of_stories
from sayso.reconcile.situations import situation

LONGEST = 200
"""Characters of one filter."""

Parameter = Annotated[str | None, Query(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks for, as it was typed; None = anything."""

    situation: str | None = None
    kind: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    recorded_by: str | None = None
    text: str | None = None
    near: str | None = None
    within: str | None = None
    story: str | None = None
    """The whole id of one."""

    def filters(self, reader: Reader) -> Filters:
        """SaysoError E011 for no date, E016 for no kind, E033 for no point, E042 for no situation, E027 for no story."""
        plain = {name: value for name, value in asdict(self).items() if name not in ("text", "story")}
        found = typed(Asked(**plain), self.text, limit=None)
        if self.situation is not None:
            found = situation(reader, self.situation, found.recorded_by).filters(found)
        if self.story is None:
            return found
        check(reader, self.story)
        return of_stories(found, frozenset({self.story}))

    def query(self, **changed: str | None) -> str:
        """ "?situation=unrest&as_of=2022-01-09", with what `changed` says; "" where nothing is asked for."""
        return self.at("", None, **changed)

    def at(self, path: str, also: Mapping[str, str | None] | None = None, **changed: str | None) -> str:
        """The address of another view that asks the same, with what `changed` says and, in `also`, what is no filter."""
        asked = replace(self, **changed).asked | {name: value for name, value in (also or {}).items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def asked(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


def question(
    situation: Parameter = None,
    kind: Parameter = None,
    place: Parameter = None,
    since: Parameter = None,
    until: Parameter = None,
    as_of: Parameter = None,
    recorded_by: Parameter = None,
    text: Parameter = None,
    near: Parameter = None,
    within: Parameter = None,
    story: Parameter = None,
) -> Question:
    """A field of a form that was left empty asks for nothing."""
    given = (situation, kind, place, since, until, as_of, recorded_by, text, near, within, story)
    return Question(*((value or "").strip() or None for value in given))


Asks = Annotated[Question, Depends(question)]
