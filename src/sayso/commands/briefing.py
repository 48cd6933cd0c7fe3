"""`sayso brief`: a situation in one page of text."""

from __future__ import annotations

from sayso.commands.asking import Asked
from sayso.commands.knowing import day_shown, known, looking
from sayso.commands.known_views import demonstration_among
from sayso.commands.session import Session
from sayso.commands.situations import words
from sayso.printable import clean
from sayso.reconcile.situations import situation
from sayso.show.brief import brief as written
from sayso.vocabulary import DEMONSTRATION


def brief(session: Session, name: str, as_of: str | None, recorded_by: str | None) -> None:
    """Markdown on standard output. SaysoError E042 where no situation is called so, E011 for no date."""
    with looking(session, Asked(situation=name, as_of=as_of, recorded_by=recorded_by)) as (ledger, filters):
        found = known(session, ledger, filters)
        saved = situation(ledger, name, filters.recorded_by)
    at = day_shown(session, filters, found.world)
    made_up = demonstration_among(found.world.carriers.values())
    note = f"Some or all of these reports were {DEMONSTRATION}." if made_up else ""
    for line in written(saved.name, words(saved), found, at, note):
        session.line(clean(line).replace("<", "&lt;"))  # words from outside are no markup of the page
