"""Does a time-stamp hold: is it of an entry of our chain, did its signer sign it, does a root that we trust vouch for them?"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sayso.ledger.bodies import Stamp
from sayso.ledger.stamps.asking import decoded, imprint
from sayso.ledger.stamps.signature import signer

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse


@dataclass(frozen=True, slots=True)
class Holds:
    """A time-stamp that holds. `at` is the time that the authority gives; `vouched` whether a trusted root vouches for it."""

    seq: int
    at: datetime
    vouched: bool


def check(stamp: Stamp, hash_there: str | None, roots: Sequence[Certificate] = ()) -> Holds:
    """`hash_there` is the hash of entry `stamp.seq` of our chain. ValueError tells why the stamp does not hold."""
    if stamp.head != hash_there:
        raise ValueError(f"it is not of the entry {stamp.seq} of this ledger")
    response = decoded(base64.b64decode(stamp.token or "", validate=True))
    if response.tst_info.message_imprint.message != imprint(stamp.head):
        raise ValueError("it stamps something else than the head")
    signer(response)
    if roots:
        _vouched(response, stamp.head, roots)
    return Holds(stamp.seq, response.tst_info.gen_time, bool(roots))


def certificates(pem: bytes) -> list[Certificate]:
    """The certificates of a file of PEM. ValueError where there is none."""
    from cryptography.x509 import load_pem_x509_certificates

    return load_pem_x509_certificates(pem)


def _vouched(response: TimeStampResponse, head: str, roots: Sequence[Certificate]) -> None:
    from rfc3161_client import VerifierBuilder

    try:
        VerifierBuilder(roots=list(roots)).build().verify(response, hashlib.sha256(head.encode("ascii")).digest())
    except Exception as error:  # VerificationError, and what a hostile certificate makes the libraries raise
        raise ValueError(f"no trusted root vouches for its signer ({error})") from error
