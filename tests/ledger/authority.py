"""A small time-stamp authority (RFC 3161) that signs for real, and does it wrong when asked to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AT = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
SHA256, SIGNED_DATA, TST_INFO = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, ECDSA = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.10045.4.3.2"

SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    count = (size.bit_length() + 7) // 8
    length = bytes([size]) if size < 128 else bytes([0x80 | count]) + size.to_bytes(count, "big")
    return bytes([tag]) + length + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def number(value: int) -> bytes:
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    out = [first * 40 + second]
    for arc in rest:
        parts = [arc & 127]
        while arc := arc >> 7:
            parts.insert(0, 128 | arc & 127)
        out += parts
    return der(6, bytes(out))


@dataclass(frozen=True, slots=True)
class Authority:
    """`root` is the certificate of whoever vouches for it, as PEM."""

    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: bytes

    def reply(self, imprint: bytes, nonce: int | None, broken: bool = False, backwards: bool = False) -> bytes:
        """A whole TimeStampResp that is granted. `broken`: signed over something else; `backwards`: with the certificate of
        the root too, and both in the order that DER does not allow, as OpenSSL may write them."""
        info = self._info(imprint, nonce, AT)
        token = sequence(oid(SIGNED_DATA), der(0xA0, self._signed(info, broken, backwards)))
        return sequence(sequence(number(0)), token)

    def _info(self, imprint: bytes, nonce: int | None, at: datetime) -> bytes:
        told = sequence(sequence(oid(SHA256)), der(4, imprint))
        time = der(0x18, at.strftime("%Y%m%d%H%M%SZ").encode())
        return sequence(number(1), oid("1.2.3.4.1"), told, number(77), time, number(nonce) if nonce is not None else b"")

    def _signed(self, info: bytes, broken: bool, backwards: bool) -> bytes:
        own = hashlib.sha256(self.certificate.public_bytes(serialization.Encoding.DER)).digest()
        told = {
            CONTENT_TYPE: oid(TST_INFO),
            MESSAGE_DIGEST: der(4, hashlib.sha256(info).digest()),
            SIGNING_CERTIFICATE: sequence(sequence(sequence(der(4, own)))),
        }
        attributes = b"".join(sorted(sequence(oid(name), der(0x31, value)) for name, value in told.items()))
        over = b"something else" if broken else der(0x31, attributes)
        signature = self.key.sign(over, ec.ECDSA(hashes.SHA256()))
        who = sequence(self.certificate.issuer.public_bytes(), number(self.certificate.serial_number))
        signer = sequence(number(1), who, sequence(oid(SHA256)), der(0xA0, attributes), sequence(oid(ECDSA)), der(4, signature))
        content = sequence(oid(TST_INFO), der(0xA0, der(4, info)))
        both = [self.certificate, x509.load_pem_x509_certificate(self.root)] if backwards else [self.certificate]
        chain = der(0xA0, *sorted((one.public_bytes(serialization.Encoding.DER) for one in both), reverse=True))
        return sequence(number(3), der(0x31, sequence(oid(SHA256))), content, chain, der(0x31, signer))


def refusal(words: str) -> bytes:
    """A TimeStampResp that is rejected."""
    return sequence(sequence(number(2), sequence(der(0x0C, words.encode()))))


def asked(request: bytes) -> tuple[bytes, int]:
    """The imprint and the nonce of a TimeStampReq."""
    from rfc3161_client import _rust

    told = _rust.parse_timestamp_request(request)
    assert told.nonce is not None
    return told.message_imprint.message, told.nonce


@cache
def authority(name: str = "Stamps") -> Authority:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} root")])
    own_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    root = _certificate(root_name, root_key, root_name, root_key).add_extension(x509.BasicConstraints(True, None), True)
    own = _certificate(own_name, key, root_name, root_key)
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    pem = root.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    return Authority(name, key, own.sign(root_key, hashes.SHA256()), pem)


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: x509.Name, by: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(AT - timedelta(days=30)).not_valid_after(AT + timedelta(days=30))
    vouched = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return made.add_extension(own, False).add_extension(vouched, False)
