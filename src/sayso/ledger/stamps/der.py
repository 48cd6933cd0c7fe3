"""As much of DER (ITU-T X.690) as a time-stamp needs: values one after another, each a tag, a length and its content."""

from __future__ import annotations

SEQUENCE, SET, OID, FIRST = 0x30, 0x31, 0x06, 0xA0
Part = tuple[int, bytes]
"""Tag and content of a value."""


def parts(data: bytes) -> list[Part]:
    """The values that stand one after another. ValueError where one is cut off or of indefinite length, which is no DER."""
    found, at = list[Part](), 0
    while at < len(data):
        tag, start, length = _head(data, at)
        if start + length > len(data):
            raise ValueError("cut off")
        found.append((tag, data[start : start + length]))
        at = start + length
    return found


def inner(part: Part) -> list[Part]:
    return parts(part[1])


def encoded(tag: int, content: bytes) -> bytes:
    size = len(content)
    count = (size.bit_length() + 7) // 8
    return bytes([tag]) + (bytes([size]) if size < 0x80 else bytes([0x80 | count]) + size.to_bytes(count, "big")) + content


def in_order(answer: bytes) -> bytes:
    """The response with its certificates in the order that DER asks of a set.

    OpenSSL writes them as they come, and many authorities run it; the library then refuses the whole answer. They are not
    among what is signed. What is no such response is given back as it is.
    """
    try:
        (whole,) = parts(answer)
        status, token = inner(whole)
        name, explicit = inner(token)
        (signed,) = inner(explicit)
        fields = [(FIRST, _sorted(content)) if tag == FIRST else (tag, content) for tag, content in inner(signed)]
    except ValueError:
        return answer
    signed_data = encoded(FIRST, encoded(SEQUENCE, _joined(fields)))
    return encoded(SEQUENCE, encoded(*status) + encoded(SEQUENCE, encoded(*name) + signed_data))


def _sorted(content: bytes) -> bytes:
    return b"".join(sorted(encoded(*part) for part in parts(content)))


def _joined(fields: list[Part]) -> bytes:
    return b"".join(encoded(*part) for part in fields)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, where the content begins, and its length."""
    if at + 2 > len(data):
        raise ValueError("cut off")
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        if not 0 < count <= 4 or start + count > len(data):
            raise ValueError("a length that is none")
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    return tag, start, length
