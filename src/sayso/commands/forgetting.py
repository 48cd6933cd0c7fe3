"""What stands beside a ledger and tells of a report that is redacted: addresses in the watch's state, words in alerts.

Addresses go before the entries do, as evidence does: whatever stops it in between leaves the ledger to ask for them again.
Alerts go after, by the ids that the ledger names as redacted, so saying the same redaction once more finishes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from sayso.collect.net.addresses import canonical
from sayso.collect.schedule.state import State
from sayso.commands.alert_outbox import Outbox, outbox_path
from sayso.commands.alerting import forget
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.query import Reader


def forget_addresses(session: Session, addresses: Iterable[str]) -> None:
    """SaysoError E022 or E090 where the watch's state cannot be written."""
    path = session.beside(".watch")
    if path.exists():
        with State(path) as state:
            state.forget({spelt for address in addresses for spelt in _spellings(address)})


def forget_words(session: Session) -> None:
    """SaysoError E093 where the outbox cannot be written; feeds that cannot be are told of (E094)."""
    path = outbox_path(session.ledger)
    if path.exists():
        with Reader.open(session.ledger, session.settings.wait_seconds) as reader, Outbox.open(path) as outbox:
            forget(session, reader, outbox)


def _spellings(address: str) -> set[str]:
    """As it was received, and in the one way in which the watch compares them; what is no address of the web, as it is."""
    with suppress(SaysoError):
        return {address, canonical(address)}
    return {address}
