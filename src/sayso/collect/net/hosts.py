"""The host of an address: a name in ASCII, or an IP address in its one spelling.

Everything else that some resolver takes for an IPv4 address (2130706433, 0x7f.1, 017700000001, 127.1) is refused here and never
comes to a resolver: what ends in a number is an IPv4 address or nothing (URL standard, "ends in a number checker").
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

PORT = re.compile(r"[0-9]{1,5}")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
LONGEST = 253
"""Characters of a name (RFC 1035)."""


class NoHostError(Exception):
    """Why it is none, in a few words that an error can repeat."""


def split(authority: str) -> tuple[str, int | None]:
    """`host:port` in their one form; the port is None where none is given. Raises NoHostError."""
    if "@" in authority:
        raise NoHostError("it holds a user name or password")
    host, colon, port = authority.rpartition(":") if not authority.endswith("]") else (authority, "", "")
    if not colon:
        host, port = authority, ""
    return normal(host), _port(port) if port else None


def normal(host: str) -> str:
    """A host's name in lower-case ASCII without a last dot, or an IP address; IPv6 without brackets. Raises NoHostError."""
    if host.startswith("["):
        return _ipv6(host)
    if not host.isascii():
        host = _ascii(host)
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return _ipv4(host)
    if len(host) > LONGEST or not all(LABEL.fullmatch(label) for label in labels):
        raise NoHostError("no host's name" if host else "no host")
    return host


def _port(text: str) -> int:
    if not PORT.fullmatch(text) or not 0 < int(text) < 65_536:
        raise NoHostError("no port")
    return int(text)


def _ipv4(host: str) -> str:
    try:
        return str(IPv4Address(host))
    except AddressValueError:
        raise NoHostError("an IPv4 address is written as four decimal numbers") from None


def _ipv6(host: str) -> str:
    try:
        address = IPv6Address(host[1:-1] if host.endswith("]") else "")
    except AddressValueError:
        raise NoHostError("no IPv6 address") from None
    if address.scope_id is not None:
        raise NoHostError("an IPv6 address with a zone")
    return str(address)


def _ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True, std3_rules=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise NoHostError("no host's name") from None
