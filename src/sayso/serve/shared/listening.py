"""How a server listens, and what it refuses: others whom nobody asks who they are, and passwords in the clear."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from sayso.errors import SaysoError
from sayso.printable import printable

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANY = ("0.0.0.0", "::")
"""Addresses that stand for all of a machine: none under which it is reached."""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Listening:
    """As `sayso serve` was told. `names`: under which it is reached; `proxies`: whose word on who asks is believed."""

    host: str = "127.0.0.1"
    port: int = 8022
    auth: bool = False
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()
    plain_http: bool = False

    @property
    def is_open(self) -> bool:
        """Can others reach it? Behind a proxy they can, whatever the host."""
        return self.host not in LOOPBACK or bool(self.proxies)

    @property
    def is_secure(self) -> bool:
        return self.certificate is not None or bool(self.proxies)

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a Host header may say."""
        own = () if self.host in (*LOOPBACK, *ANY) else (self.host.lower(),)
        return (*LOOPBACK, *own, *(name.lower() for name in self.names))

    @property
    def networks(self) -> tuple[Network, ...]:
        """Of the proxies. SaysoError E033 for what is no address."""
        return tuple(map(_network, self.proxies))

    def check(self) -> None:
        """SaysoError E050, E162, E163, E164, E173, E033 for what cannot go together."""
        if not self.auth:
            self._check_alone()
            return
        if self.certificate is None and self.key is not None:
            raise _wrong("--key is said beside --certificate")
        if self.certificate is not None and self.proxies:
            raise _wrong("either this server speaks TLS, or the proxy before it")
        if self.host not in LOOPBACK and not self.is_secure and not self.plain_http:
            raise SaysoError("E162", host=self.host)
        if self.is_open and self.host in (*LOOPBACK, *ANY) and not self.names:
            raise SaysoError("E163", host=self.host)
        _ = self.networks
        if self.certificate is not None:
            _try(self.certificate, self.key)

    def address(self, port: int) -> str:
        """Where a person finds it."""
        if self.proxies:
            return f"https://{self.names[0]}/"
        name = self.names[0] if self.names else self.host
        shown = f"[{name}]" if ":" in name else name
        return f"http{'s' if self.is_secure else ''}://{shown}:{port}/"

    def _check_alone(self) -> None:
        if self.host not in LOOPBACK:
            raise SaysoError("E050", host=self.host)
        for option in self._of_shared():
            raise SaysoError("E173", option=option)

    def _of_shared(self) -> Iterator[str]:
        said = {
            "--name": self.names,
            "--certificate": self.certificate,
            "--key": self.key,
            "--behind-proxy": self.proxies,
            "--plain-http": self.plain_http,
        }
        yield from (option for option, value in said.items() if value)


def _try(certificate: Path, key: Path | None) -> None:
    """SaysoError E164 where a browser would be told nothing that holds."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:
        detail = error.strerror if type(error) is not ssl.SSLError and isinstance(error, OSError) else None
        told = detail or "it is no PEM of a certificate, or the key is another's, or needs a password"
        raise SaysoError("E164", path=printable(str(certificate)), detail=told) from error


def _network(said: str) -> Network:
    try:
        return ip_network(said) if "/" in said else ip_network(ip_address(said))
    except ValueError as error:
        raise _wrong(f"“{said}” is no address of a proxy: 127.0.0.1, or 10.0.0.0/24") from error


def _wrong(detail: str) -> SaysoError:
    return SaysoError("E033", detail=detail, command="sayso serve")
