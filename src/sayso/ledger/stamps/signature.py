"""Did the one whom a time-stamp names as its signer sign it? Without a word on whether anybody vouches for them.

The library checks a signature only together with the chain to a root, so this reads the few fields itself: a token is the
SignedData of RFC 5652 in DER, whose signed attributes hold the digest of what is signed (5.4), here a TSTInfo.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sayso.ledger.stamps.der import FIRST, OID, SET, encoded, inner, parts

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
SHA2 = bytes.fromhex("6086480165030402")
RSA, ECDSA = bytes.fromhex("2a864886f70d0101"), bytes.fromhex("2a8648ce3d0403")
HASHES = {
    SHA2 + b"\1": "SHA256",
    SHA2 + b"\2": "SHA384",
    SHA2 + b"\3": "SHA512",
    RSA + b"\x0b": "SHA256",
    RSA + b"\x0c": "SHA384",
    RSA + b"\x0d": "SHA512",
    ECDSA + b"\2": "SHA256",
    ECDSA + b"\3": "SHA384",
    ECDSA + b"\4": "SHA512",
}


def signer(response: TimeStampResponse) -> Certificate:
    """The certificate whose key signed the token. ValueError where none did, or with an algorithm that is not known here."""
    try:
        content, attributes, digest, algorithm, signature = _fields(response.time_stamp_token())
        of = _certificate(response)
        name = HASHES.get(algorithm) or HASHES[digest]
        if _message_digest(attributes) != hashlib.new(HASHES[digest], content).digest():
            raise ValueError("the signature is over something else")
        _verify(of.public_key(), signature, encoded(SET, attributes), name)
    except ValueError:
        raise
    except Exception as error:  # a hostile certificate makes the libraries raise errors of many kinds
        raise ValueError(f"the signature does not hold ({type(error).__name__})") from error
    return of


def _verify(key: Any, signature: bytes, signed: bytes, name: str) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    hash = getattr(hashes, name)()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), hash)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(hash))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, signed)
    else:
        raise ValueError(f"a key that is not known here: {type(key).__name__}")


def _certificate(response: TimeStampResponse) -> Certificate:
    """The one that the signer names by issuer and serial number."""
    from cryptography.x509 import load_der_x509_certificate

    (named,) = response.signed_data.signer_infos
    for raw in response.signed_data.certificates:
        certificate = load_der_x509_certificate(raw)
        if (certificate.issuer, certificate.serial_number) == (named.issuer, named.serial_number):
            return certificate
    raise ValueError("the certificate of the signer is not in the answer")


def _fields(token: bytes) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """What is signed, the signed attributes, the algorithms of digest and signature, and the signature."""
    signed = inner(inner(inner(parts(token)[0])[1])[0])
    content = inner(inner(signed[2])[1])[0][1]
    info = inner(inner(signed[-1])[0])
    tag, attributes = info[3]
    if tag != FIRST:
        raise ValueError("the signature has no signed attributes")
    return content, attributes, inner(info[2])[0][1], inner(info[4])[0][1], info[5][1]


def _message_digest(attributes: bytes) -> bytes:
    for attribute in parts(attributes):
        name, values = inner(attribute)[:2]
        if name == (OID, MESSAGE_DIGEST):
            return inner(values)[0][1]
    raise ValueError("the signature names no digest")
