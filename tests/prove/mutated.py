"""What happens to files on their way: bits that flip, ends that are missing, parts that come twice, lies about the encoding."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

ODD_BYTES = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\xbd", b"\xc0\x80", b"\xf5\x90\x80\x80", b"\x1a"),
    *(b"\r", b"\n\n", b"\r\n\r\n", b"\t", b"\x1b[2J", b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&", b"&#0;"),
    *(b"&#xd800;", b"&#1114112;", b"&#99999999999;", b'"', b"'", b"\\", b"\\ud800", b"\\u0000", b"{", b"}", b"[" * 50, b"]"),
    *(b"-1", b"99999999999999999999", b"1e999", b"NaN", b"%00", b"%", b"=?utf-8?b?/////w==?=", b"=?x?q?=", b"\xe2\x80\xae"),
    *(b"<div>" * 40, b"<table><tr><td colspan=9999999>", b"charset=utf-7", b"charset=\xff", b"Content-Length: -1\r\n"),
)
ODD_LETTERS = (
    *("\x00", "\ud800", "\udfff", "\udc80", "\u202e", "\u2028", "\ufeff", "\u0301", "İ", "ß", "½", "²", "٣", "１２", "𝟙", "Ⅻ"),
    *("\U0010ffff", "\r", "\n", "\t", "\xa0", "\u3000", "-", "–", ",", ".", ":", "'", "’", '"', "(", ")", "%", "$", "0" * 30),
    *(
        "9" * 400,
        "million " * 9,
        "and ",
        "of ",
        "9" * 20,
        "-1",
        "1e9",
        "1,",
        ",1",
        "１,０００",
        "two hundred ",
        "the ",
        "a" * 300,
    ),
)
CHARSETS = (
    "utf-7",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1251",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "big5",
    "iso2022_jp",
    "cp037",
    "hz",
)


def mutated(sample: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    """One to four things happen to it, or nothing in one of forty."""
    body = sample
    for _ in range(dice.choice((1, 1, 1, 2, 3, 4)) if dice.random() > 0.025 else 0):
        body = dice.choice(CHANGES)(body, dice, samples)
    return body


def mutated_text(sample: str, dice: random.Random, samples: Sequence[str]) -> str:
    """The same of a text."""
    text = sample
    for _ in range(dice.choice((1, 1, 2, 3, 5))):
        text = dice.choice(TEXT_CHANGES)(text, dice, samples)
    return text


def _flipped(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    made = bytearray(body)
    for _ in range(dice.choice((1, 1, 2, 8, 40)) if body else 0):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _cut(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(body) + 1)
    return body[:at] if dice.random() < 0.7 else body[at:]


def _without(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    start, end = sorted((dice.randrange(len(body) + 1), dice.randrange(len(body) + 1)))
    return body[:start] + body[end:]


def _twice(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(body) + 1)
    part = body[start : start + dice.choice((1, 5, 40, 300, 3_000))]
    return body[:start] + part * dice.choice((2, 2, 5, 50)) + body[start:]


def _spliced(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    other = dice.choice(samples)
    return body[: dice.randrange(len(body) + 1)] + other[dice.randrange(len(other) + 1) :]


def _with_odd(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    for _ in range(dice.choice((1, 1, 3, 9))):
        at = dice.randrange(len(body) + 1)
        body = body[:at] + dice.choice(ODD_BYTES) + body[at + dice.choice((0, 0, 1, 4)) :]
    return body


def _lying(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    """In another encoding than it says."""
    return body.decode("utf-8", "replace").encode(dice.choice(CHARSETS), "replace")


def _renamed(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    """It says another encoding than it has."""
    return body.replace(b"utf-8", dice.choice(CHARSETS).encode()).replace(b"UTF-8", dice.choice(CHARSETS).encode())


def _shuffled(body: bytes, dice: random.Random, samples: Sequence[bytes]) -> bytes:
    lines = body.splitlines(keepends=True)
    dice.shuffle(lines)
    return b"".join(lines)


Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
CHANGES: tuple[Change, ...] = (_flipped, _cut, _without, _twice, _spliced, _with_odd, _with_odd, _lying, _renamed, _shuffled)


def _other_letters(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(ODD_LETTERS) + text[at + dice.choice((0, 0, 1, 3)) :]


def _text_without(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    start, end = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
    return text[:start] + text[end:]


def _text_twice(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    start = dice.randrange(len(text) + 1)
    part = text[start : start + dice.choice((1, 4, 30))]
    return text[:start] + part * dice.choice((2, 3, 20)) + text[start:]


def _text_spliced(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    other = dice.choice(samples)
    return text[: dice.randrange(len(text) + 1)] + other[dice.randrange(len(other) + 1) :]


def _words_shuffled(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def _other_case(text: str, dice: random.Random, samples: Sequence[str]) -> str:
    return dice.choice((str.upper, str.lower, str.title, str.swapcase))(text)


TextChange = Callable[[str, random.Random, Sequence[str]], str]
TEXT_CHANGES: tuple[TextChange, ...] = (
    *(_other_letters, _other_letters, _text_without, _text_twice, _text_spliced, _words_shuffled, _other_case),
)
