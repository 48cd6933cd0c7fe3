"""Which IP addresses are public."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect.net.guard import UNICAST, is_public

IPV4 = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "1.1.1.1",
        "93.184.215.14",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "2606:4700::5efe:808:808",
    ],
)
def test_public(ip: str) -> None:
    assert is_public(ip_address(ip))


@settings(max_examples=300)
@given(IPV4)
def test_no_ipv4_address_in_an_ipv6_one(number: int) -> None:
    """Mapped, compatible, translated, NAT64, local NAT64, 6to4, Teredo: whatever it carries."""
    carriers = (
        0xFFFF << 32,
        0,
        0xFFFF << 48,
        0x64FF9B << 96,
        (0x64FF9B0001 << 80),
        (0x2002 << 112) | (number << 80),
        (0x20010000 << 96) | (number << 64),
    )
    assert not any(is_public(IPv6Address(carrier | number)) for carrier in carriers)


@settings(max_examples=300)
@given(IPV4)
def test_what_is_public_is_global_too(number: int) -> None:
    ip = IPv4Address(number)
    assert not is_public(ip) or (ip.is_global and not (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_link_local))


@settings(max_examples=300)
@given(st.integers(0, 2**128 - 1))
def test_only_what_is_given_out_as_ipv6(number: int) -> None:
    ip = IPv6Address(number)
    assert not is_public(ip) or (ip in UNICAST and ip.is_global)
