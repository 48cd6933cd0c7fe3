"""The digests of a WARC record: do they fit its bytes?"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

KNOWN = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})
BLOCK = "warc-block-digest"
PAYLOAD = "warc-payload-digest"


def wrong(headers: Mapping[str, str], block: bytes, payloads: Iterable[bytes] = ()) -> str | None:
    """What is wrong with the digests of a record, or None. `payloads` are the forms in which the payload may have been taken:
    tools differ in whether the chunks of its transfer encoding are undone before.

    A digest that nobody here can reckon proves nothing: where there is no other, that is wrong too.
    """
    judged = [
        (name, _fits(headers[name], forms))
        for name, forms in ((BLOCK, (block,)), (PAYLOAD, tuple(payloads)))
        if name in headers and forms
    ]
    if any(fits is False for _, fits in judged):
        return "its digest does not fit its bytes"
    if judged and all(fits is None for _, fits in judged):
        return f"its digest is of a kind that is not known ({headers[judged[0][0]][:40]})"
    return None


def proven(headers: Mapping[str, str], block: bytes) -> bool:
    """Is there a digest of the whole block that fits?"""
    return BLOCK in headers and _fits(headers[BLOCK], (block,)) is True


def _fits(told: str, forms: Iterable[bytes]) -> bool | None:
    """None where the digest's kind is not known. Written in hex, base32 or base64, with or without padding."""
    name, _, value = told.partition(":")
    name, value = name.strip().lower().replace("-", ""), value.strip().rstrip("=")
    if name not in KNOWN:
        return None
    return any(_is(hashlib.new(name, form, usedforsecurity=False).digest(), value) for form in forms)


def _is(digest: bytes, value: str) -> bool:
    base32 = base64.b32encode(digest).decode().rstrip("=")
    base64s = (base64.b64encode(digest).decode().rstrip("="), base64.urlsafe_b64encode(digest).decode().rstrip("="))
    return value.lower() == digest.hex() or value.upper() == base32 or value in base64s
