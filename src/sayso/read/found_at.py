"""Where a document was found: its address on the web, in one spelling, and what it is called after it."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from sayso.collect.arguments import STANDARD_INPUT
from sayso.collect.net.addresses import canonical
from sayso.errors import SaysoError
from sayso.printable import printable

WEB = ("http://", "https://")
PART = re.compile(r"(?:#\d{1,9}){1,6}$")
"""Which part of a file it is: the number of a message in a mailbox, of an attachment of a message."""


def web_address(address: str) -> str | None:
    """The canonical address of a document that came from the web, without what only tells where its readers come from."""
    if not address.lower().startswith(WEB):
        return None
    try:
        return canonical(address)
    except SaysoError:  # an archive may hold anything
        return None


def stem(address: str) -> str:
    """The name of a report that brings no id: of a/b/fire.txt it is "fire", of standard input "paste", of the second message of
    a mailbox a/press.mbox#2 it is "press#2", of https://news.example/2022/fire.html?id=7 "fire", of a front page its host.
    """
    if address == STANDARD_INPUT:
        return "paste"
    if "://" in address:
        return _of_web(address)
    if part := PART.search(address):
        return stem(address[: part.start()]) + part[0]
    return PurePath(address).stem


def _of_web(address: str) -> str:
    try:
        parts = urlsplit(address)
        return printable(PurePath(unquote(parts.path)).stem) or parts.hostname or address
    except ValueError:
        return address
