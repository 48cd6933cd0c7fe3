"""Which IP addresses may be connected to: those of the public internet, and the hosts that a setting names.

Refused is everything that reaches this machine, its network or its cloud's metadata (RFC 6890 and the IANA registries of
special addresses), and every IPv6 address that carries an IPv4 one, since a gateway may send it on to that (RFC 4291, 6052,
3056, 4380); of ISATAP the carried address is judged (RFC 5214).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from sayso.collect.net import hosts
from sayso.errors import SaysoError

UNICAST = IPv6Network("2000::/3")
"""All that is given out as IPv6 so far. Loopback, mapped, NAT64, local and multicast addresses lie outside."""
REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carriers' own, and the metadata of one cloud
        "168.63.129.16/32",  # public by number, but the inside of another cloud
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays from IPv4 to 6to4
        "192.175.48.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocols, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
ISATAP = (0x00005EFE, 0x02005EFE)
"""The upper half of an interface's id that carries an IPv4 address in its lower half (RFC 5214)."""
NEVER_PUBLIC = re.compile(r"[^.]+|(?:.+\.)?(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|onion|alt|invalid)")
"""Names that the public DNS does not know (RFC 6761, 6762, 7686, 8375, 9476): asking for them would ask a local network."""
LOWEST_PORT, WEB_PORTS = 1_024, frozenset({80, 443})


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Is it an address of the public internet that stands for nothing but itself?"""
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in network for network in REFUSED_V4)
    if ip.scope_id is not None or ip not in UNICAST or not ip.is_global or any(ip in network for network in REFUSED_V6):
        return False
    carried = int(ip) & 0xFFFFFFFF
    return (int(ip) >> 32) & 0xFFFFFFFF not in ISATAP or is_public(IPv4Address(carried))


class Guard:
    """`allowed`: hosts of SAYSO_ALLOW_HOSTS, each `host` (any port) or `host:port`, by exact name; they are not judged."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """SaysoError E035 for what is no host."""
        self._allowed = frozenset(_named(one) for one in allowed if one.strip())

    def allows(self, host: str, port: int) -> bool:
        """Has a person named it?"""
        return (host, port) in self._allowed or (host, None) in self._allowed

    def judge_name(self, host: str, port: int) -> None:
        """Raises SaysoError E070 where name and port alone tell that it is refused, so that no resolver is asked."""
        if self.allows(host, port):
            return
        if (ip := as_ip(host)) is not None:
            self.judge(host, port, [ip])
        elif NEVER_PUBLIC.fullmatch(host):
            raise SaysoError("E070", address=host, detail="a name of a local network")
        if port < LOWEST_PORT and port not in WEB_PORTS:
            raise SaysoError("E070", address=f"{host}:{port}", detail="not a port of the web")

    def judge(self, host: str, port: int, ips: Iterable[IPv4Address | IPv6Address]) -> None:
        """Raises SaysoError E070 unless every one of its addresses may be connected to."""
        if not self.allows(host, port) and not all(is_public(ip) for ip in ips):
            raise SaysoError("E070", address=host, detail="its address is not of the public internet")


def as_ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _named(one: str) -> tuple[str, int | None]:
    text = one.strip()
    try:
        return hosts.split(f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text)
    except hosts.NoHostError as error:
        raise SaysoError("E035", detail=f"SAYSO_ALLOW_HOSTS: “{text}” is no host ({error})") from None
