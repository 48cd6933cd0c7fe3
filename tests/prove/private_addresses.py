"""Addresses that nobody may be made to ask: those of tests/collect/net, every special block of IANA, and all that carries one.

`{port}` is that of a canary. Each is told with the code of its refusal: E015 is no address of the web, E070 is a private one.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from tests.collect.net.test_refused import NAMES, NO_ADDRESS, REFUSED

SPECIAL_V4 = (
    *("0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32", "192.0.0.171/32"),
    *("192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.88.99.2/32", "192.168.0.0/16"),
    *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    "255.255.255.255/32",
)
"""IANA IPv4 Special-Purpose Address Registry, and multicast (RFC 5771)."""
SPECIAL_V6 = (
    *("::1/128", "::/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23"),
    *("2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48"),
    *("2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    *("5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
)
"""IANA IPv6 Special-Purpose Address Registry, site-local (RFC 3879) and multicast (RFC 4291)."""
CLOUDS = ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")
"""Where clouds tell a machine its secrets."""
CARRIED = ("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "8.8.8.8")
"""IPv4 addresses that IPv6 ones carry; the last is public, and still no IPv6 address may carry it."""
DIGITS = ("０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Signs that become digits when a name is brought into one form (UTS 46)."""
STOPS = ("。", "．", "｡", ".")
SCHEMES = (
    *("file", "ftp", "ftps", "sftp", "ssh", "gopher", "dict", "ldap", "ldaps", "tftp", "telnet", "smb", "nfs", "imap", "pop3"),
    *("smtp", "rtsp", "rtmp", "mailto", "news", "nntp", "irc", "git", "svn", "ws", "wss", "unix", "http+unix", "jar", "netdoc"),
    *("expect", "php", "phar", "glob", "zip", "s3", "gs", "hdfs", "webhdfs", "view-source", "feed", "httpx", "hhttp", "shttp"),
)


def addresses(port: int) -> dict[str, str]:
    """Each once, with the code of its refusal; more than 700."""
    found = dict.fromkeys((text.replace("{port}", str(port)) for text in NO_ADDRESS), "E015")
    found |= dict.fromkeys((f"{scheme}://127.0.0.1:{port}/" for scheme in SCHEMES), "E015")
    found |= dict.fromkeys(_other_numbers(port), "E015")
    refused = [text.replace("{port}", str(port)) for text in REFUSED]
    refused += [_url(one, port) for one in special()] + list(_other_signs(port)) + list(_names(port))
    return found | dict.fromkeys(refused, "E070")


def special() -> list[str]:
    """IP addresses: the first, the last and one in the middle of each block; the clouds'; and IPv6 ones that carry another."""
    v4 = (str(ip) for block in map(IPv4Network, SPECIAL_V4) for ip in (block[0], block[block.num_addresses // 2], block[-1]))
    v6 = (str(ip) for block in map(IPv6Network, SPECIAL_V6) for ip in (block[0], block[block.num_addresses // 2], block[-1]))
    return list(dict.fromkeys((*v4, *v6, *CLOUDS, *_carrying())))


def names() -> dict[str, list[list[str]]]:
    """What a hostile resolver answers, by name: each special address has a name of its own."""
    return {**NAMES, **{_name(number): [[ip]] for number, ip in enumerate(special())}}


def _names(port: int) -> Iterator[str]:
    for number in range(len(special())):
        yield f"http://{_name(number)}:{port}/"


def _name(number: int) -> str:
    return f"n{number}.rebound.test"


def _url(ip: str, port: int) -> str:
    return f"http://[{ip}]:{port}/" if ":" in ip else f"http://{ip}:{port}/"


def _carrying() -> Iterator[str]:
    """Mapped, compatible, translated, NAT64 of both sorts, 6to4, Teredo; and ISATAP, of which the carried one is judged."""
    for number, text in ((int(IPv4Address(one)), one) for one in CARRIED):
        for carrier in (0xFFFF << 32, 0, 0xFFFF << 48, 0x64FF9B << 96, 0x64FF9B0001 << 80):
            yield str(IPv6Address(carrier | number))
        yield str(IPv6Address((0x2002 << 112) | (number << 80)))
        yield str(IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (number ^ 0xFFFFFFFF)))
        if text != "8.8.8.8":
            yield str(IPv6Address((0x26064700 << 96) | (0x5EFE << 32) | number))


def _other_numbers(port: int) -> Iterator[str]:
    """One IPv4 address in every number that some resolver reads."""
    for ip in map(IPv4Address, ("127.0.0.1", "10.0.0.1", "192.168.0.1", "169.254.169.254")):
        a, b, c, d = ip.packed
        number = int(ip)
        yield from (f"http://{told}:{port}/" for told in (number, hex(number), f"0{number:o}", number + 2**32))
        yield from (f"http://{told}:{port}/" for told in (f"{a}.{(b << 16) | (c << 8) | d}", f"{a}.{b}.{(c << 8) | d}"))
        yield from (f"http://{told}:{port}/" for told in (f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"))
        yield from (
            f"http://{told}:{port}/" for told in (f"{a:04}.{b}.{c}.{d}", f"{a + 256}.{b}.{c}.{d}", f"{ip}..", f"{ip}.0")
        )
        yield from (f"http://example.test@{ip}:{port}/", f"http://example.test:80@{ip}:{port}/", f"http://@{ip}:{port}/")
        yield from (f"http://example.test\\@{ip}:{port}/", f"http://{ip}:{port}\\@example.test/", f"http://\t{ip}:{port}/")


def _other_signs(port: int) -> Iterator[str]:
    for digits in DIGITS:
        for stop in STOPS:
            shown = "127.0.0.1".translate({ord(str(n)): digits[n] for n in range(10)}).replace(".", stop)
            yield f"http://{shown}:{port}/"
    yield from (f"http://{name}:{port}/" for name in ("localhost..localdomain".replace("..", "."), "LocalHost.", "x.LOCALHOST"))
    yield from (f"http://127.0.0.1.:{port}/", f"https://127.0.0.1.:{port}/", f"http://10.0.0.1.:{port}/")
