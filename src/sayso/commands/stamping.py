"""`sayso stamp`: ask a time-stamp authority to sign the ledger's head; and what `sayso verify` says of the stamps there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from sayso.commands.outside import Outside
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.append import Head
from sayso.ledger.bodies import Stamp
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.stamps import asking, checking

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


class Answer(Protocol):
    @property
    def body(self) -> bytes: ...


class Post(Protocol):
    """Sends `body` to `url` and gives the answer, within limits on time and size. SaysoError where there is none."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer: ...


def stamp(session: Session) -> None:
    """Ask once, keep what came of it, and say it; exit status 1 where it failed. SaysoError E035 where nobody is named."""
    if not session.settings.stamp_url:
        raise SaysoError("E035", detail="SAYSO_STAMP_URL is not set, so there is nobody to ask")
    with Outside(session) as outside:
        made = stamp_head(session, outside.post)
    if made is None:
        session.tell("nothing to stamp: nothing came since the last time-stamp")
    elif made.failure is not None:
        raise typer.Exit(1)


def stamp_head(session: Session, post: Post) -> Stamp | None:
    """The same at the end of a run, where a failure is kept and told and hinders nothing.

    None where SAYSO_STAMP_URL is not set, the ledger is empty, or nothing came since the last stamp.
    """
    url = session.settings.stamp_url
    if not url:
        return None
    with Reader.open(session.ledger, session.settings.wait_seconds) as looking:
        head = looking.head()
        last = max((one.seq for one in looking.stamps() if one.stamp.token), default=0)
    if head.seq == last:
        return None
    made = asking.stamp(head, url, session.clock, lambda request: post(url, request, asking.HEADERS).body)
    with Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger:
        ledger.append_stamp(made)
    _say(session, made, head)
    return made


def hold(session: Session, ledger: Reader, errors: list[SaysoError]) -> str | None:
    """One line on the time-stamps that hold; None where there is none. Those that do not are added to `errors`."""
    roots, held, failed = _roots(session.settings.stamp_roots), list[checking.Holds](), 0
    for one in ledger.stamps():
        if one.stamp.token is None:
            failed += 1
            continue
        try:
            held.append(checking.check(one.stamp, one.hash_there, roots))
        except (ValueError, TypeError) as error:
            errors.append(SaysoError("E087", what=f"entry {one.seq}", detail=error))
    if not held and not failed:
        return None
    return "; ".join((*_last(held), *([f"{failed} were asked for in vain"] if failed else [])))


def _last(held: list[checking.Holds]) -> list[str]:
    if not held:
        return []
    last = held[-1]
    vouched = "a trusted root vouches for the authority" if last.vouched else "authority not checked: SAYSO_STAMP_ROOTS"
    return [f"{len(held)} time-stamps hold, the last of {last.at:%Y-%m-%d %H:%M:%S} UTC on entry {last.seq} ({vouched})"]


def _roots(path: str) -> list[Certificate]:
    try:
        return checking.certificates(Path(path).read_bytes()) if path else []
    except (OSError, ValueError) as error:
        raise SaysoError("E035", detail=f"SAYSO_STAMP_ROOTS=“{path}” cannot be read ({error})") from error


def _say(session: Session, made: Stamp, head: Head) -> None:
    if made.failure is None:
        session.out.print(f"entry {head.seq} is stamped by {made.authority}", soft_wrap=True, markup=False)
    else:
        session.blame(SaysoError("E087", what=made.authority, detail=made.failure).line)
