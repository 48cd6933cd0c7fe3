"""The IP address that was judged is the one that is connected to, and the name is what TLS checks."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.collect.net.guard import Guard
from sayso.errors import SaysoError
from tests.collect.net.asking import Counting, got, refused, web
from tests.collect.net.serving import Server

PUBLIC = "8.8.8.8"


def test_the_judged_address_is_the_one_connected_to() -> None:
    with Server() as server:
        server.page("/", b"<p>Here</p>")
        counting = Counting({"news.test": [[PUBLIC]]}, to=("127.0.0.1", server.port))
        page = got(web(counting, allowed=[]), "http://news.test/")
    assert page.body == b"<p>Here</p>" and page.exchange.server == PUBLIC
    assert set(counting.connected) == {(PUBLIC, 80)}
    assert server.requests[-1].header("host") == "news.test"


def test_rebinding_finds_nothing() -> None:
    """The name is public for the two files of rules and for nothing after: loopback is never connected to."""
    with Server() as server:
        server.page("/", b"secret")
        counting = Counting({"rebind.test": [[PUBLIC], [PUBLIC], ["127.0.0.1"]]}, to=("127.0.0.1", server.port))
        error = refused(web(counting, allowed=[]), f"http://rebind.test:{server.port}/")
    assert error.code.code == "E070" and server.asked == []
    assert set(counting.connected) == {(PUBLIC, server.port)} and len(counting.looked_up) == 3


def test_each_connection_looks_the_name_up_once() -> None:
    with Server() as server:
        server.page("/", b"<p>Here</p>")
        counting = Counting({"rebind.test": [[PUBLIC], ["127.0.0.1"]]}, to=("127.0.0.1", server.port))
        page = web(counting, allowed=[]).fetch(f"http://rebind.test:{server.port}/", robots=False)
    assert page.final and counting.looked_up == ["rebind.test"] and counting.connected == [(PUBLIC, server.port)]


def test_a_redirect_to_oneself_after_rebinding_is_judged_anew() -> None:
    with Server() as server:
        server.redirect("/", "/secret")
        server.page("/secret", b"secret")
        counting = Counting({"rebind.test": [[PUBLIC], ["127.0.0.1"]]}, to=("127.0.0.1", server.port))
        asked = web(counting, allowed=[])
        with pytest.raises(SaysoError) as caught:
            asked.fetch(f"http://rebind.test:{server.port}/", robots=False)
    assert caught.value.code.code == "E070" and server.asked == ["/"]


def test_the_next_address_of_a_name_is_tried() -> None:
    with Server() as server:
        server.page("/", b"<p>Here</p>")
        counting = Counting({"two.test": [["::1", "127.0.0.1"]]})
        page = got(web(counting, allowed=["two.test"]), f"http://two.test:{server.port}/")
    assert page.exchange.server == "127.0.0.1"
    assert counting.connected[:2] == [("::1", server.port), ("127.0.0.1", server.port)]


def test_a_name_that_is_not_known() -> None:
    assert refused(web(Counting(), allowed=[]), "http://nowhere.test/").code.code == "E071"
    assert refused(web(Counting({"empty.test": [[]]}), allowed=[]), "http://empty.test/").code.code == "E071"
    assert refused(web(Counting({"odd.test": [["not an address"]]}), allowed=[]), "http://odd.test/").code.code == "E071"


@pytest.mark.parametrize(
    ("named", "host", "port", "allowed"),
    [
        ("localhost", "localhost", 8_000, True),
        ("LOCALHOST.", "localhost", 80, True),
        ("localhost:8000", "localhost", 8_000, True),
        ("localhost:8000", "localhost", 8_001, False),
        ("127.0.0.1", "127.0.0.1", 5, True),
        ("::1", "::1", 80, True),
        ("[::1]:80", "::1", 80, True),
        ("[::1]:80", "::1", 81, False),
        ("example.test", "www.example.test", 80, False),
        ("test", "example.test", 80, False),
        ("", "localhost", 80, False),
    ],
)
def test_hosts_of_the_setting(named: str, host: str, port: int, allowed: bool) -> None:
    assert Guard([named]).allows(host, port) is allowed


@pytest.mark.parametrize("named", ["*", "*.test", "http://localhost", "a b", "127.1", "10.0.0.0/8", "a:b"])
def test_what_the_setting_cannot_name(named: str) -> None:
    with pytest.raises(SaysoError) as caught:
        Guard([named])
    assert caught.value.code.code == "E035"


# --- TLS ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key of news.test in one file."""
    return _signed(tmp_path_factory.mktemp("tls") / "news.pem")


@pytest.fixture
def secure(signed: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(signed)
    with Server(wrap=lambda link: context.wrap_socket(link, server_side=True)) as server:
        server.page("/", b"<p>Sealed</p>")
        yield server


def test_the_name_is_what_the_certificate_is_checked_against(secure: Server, signed: Path) -> None:
    counting = Counting({"news.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
    asked = web(counting, allowed=["news.test", "other.test"], tls=ssl.create_default_context(cafile=str(signed)))
    page = got(asked, f"https://news.test:{secure.port}/")
    assert page.body == b"<p>Sealed</p>" and page.exchange.request.startswith(b"GET / HTTP/1.1\r\n")
    error = refused(asked, f"https://other.test:{secure.port}/")
    assert error.code.code == "E071" and "certificate" in error.line.lower()


def test_a_certificate_that_nobody_signed_is_refused(secure: Server) -> None:
    error = refused(web(Counting({"news.test": [["127.0.0.1"]]}, None), ["news.test"]), f"https://news.test:{secure.port}/")
    assert error.code.code == "E071" and secure.requests == []


def test_a_handshake_that_never_ends_is_ended() -> None:
    begun = time.monotonic()
    with Server() as server:  # which waits for a request's end, and says nothing
        error = refused(web(Counting(), seconds=0.3), server.url(scheme="https"))
    assert error.code.code == "E071" and time.monotonic() - begun < 3


def test_from_https_to_http_only_within_one_host(secure: Server, signed: Path) -> None:
    with Server() as plain:
        plain.page("/", b"<p>Open</p>")
        counting = Counting({"news.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
        asked = web(counting, ["news.test", "other.test"], tls=ssl.create_default_context(cafile=str(signed)))
        secure.redirect("/same", f"http://news.test:{plain.port}/")
        secure.redirect("/other", f"http://other.test:{plain.port}/")
        assert got(asked, f"https://news.test:{secure.port}/same").body == b"<p>Open</p>"
        error = refused(asked, f"https://news.test:{secure.port}/other")
    assert error.code.code == "E072" and "https to http" in error.line and plain.asked == ["/"]


def _signed(path: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    kept = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + kept)
    return path
