"""R5: addresses, as people, pages and servers write them, and what the guard makes of them; addresses of ledgers too."""

from __future__ import annotations

import contextlib
import random

from hypothesis import strategies as st

from sayso.collect.listed import web_address
from sayso.collect.net import addresses
from sayso.collect.net.guard import Guard, as_ip
from sayso.errors import SaysoError
from sayso.ledger import address as of_ledger
from sayso.read.found_at import stem
from sayso.read.found_at import web_address as found_at
from sayso.read.outlets import host_of, outlet
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import mutated_text
from tests.prove.proof import Proof

GOOD = (
    "https://www.steppe.invalid/2022/01/fire.html?utm_source=x&id=7#top",
    "HTTP://Example.invalid:80/a/../b/%7Ex/./c%2e%2e/?q=ä&&b=%zz",
    "http://[2001:db8::1]:8080/a",
    "http://xn--mller-kva.example/straße",
    "http://2130706433/",
    "http://0x7f.1/",
    "https://user:pa%20ss@host.example:443/a;b?c#d",
    "//cdn.example/a",
    "http://мвд.example/новости/1",
    "http://a.example/" + "a/" * 300,
)
PARTS = st.sampled_from(
    [
        *(
            "http://",
            "https://",
            "HTTP:",
            "//",
            "/",
            "\\",
            "?",
            "#",
            "@",
            ":",
            "[",
            "]",
            "::1",
            "::ffff:10.0.0.1",
            "%25eth0",
            "..",
            "%2e",
        ),
        *(
            "127.0.0.1",
            "localhost",
            "a.example",
            "xn--",
            "xn--a-",
            "。",
            "．",
            "0x7f",
            "017700000001",
            "1.1",
            "%",
            "%zz",
            "%00",
            "&",
            "=",
            "utm_x=1",
        ),
        *(
            "ß",
            "\u200d",
            "İ.example",
            "a" * 64,
            "8080",
            "65536",
            "-1",
            "99999999999",
            " ",
            "\t",
            "\n",
            "\x00",
            "\ud800",
            "\u202e",
            "é",
            "☃",
        ),
    ]
)
ANY = st.lists(PARTS | st.text(max_size=8) | st.text(st.characters(), max_size=4), max_size=12).map("".join)
LEDGERS = (
    "postgresql://user:pa%20ss@host:5432/base?options=-csearch_path%3Dx&sslmode=require",
    "postgres://[::1]/x",
    "postgresql:///x?host=/var/run",
    "/home/a/b.ledger",
)
BASE = addresses.address("https://a.example/x/y?z")
GUARD = Guard(["a.example:8080"])


def _asked(text: str) -> None:
    """Each way by itself, since most refuse."""
    web_address(text, None), web_address(text, BASE.asked)
    found_at(text), stem(text), host_of(text), outlet(text, text)
    as_ip(text)
    link = addresses.joined(BASE, text)
    with contextlib.suppress(SaysoError):
        Guard([text])
    for one in (link, text):
        try:
            made = addresses.address(one)
        except SaysoError as error:
            assert error.code.code == "E015" and len(error.line.splitlines()) == 1
            continue
        again = addresses.address(made.canonical)
        assert again.canonical == made.canonical, "an address has one form in which it is kept"
        assert made.asked.isascii() and made.host == made.host.lower()
        try:
            GUARD.judge_name(made.host, made.port)
        except SaysoError as error:
            assert error.code.code == "E070"
    addresses.address(text)


def test_addresses_of_the_web(proof: Proof) -> None:
    door = Door("address")
    for text in of(proof.count(WHOLE), ANY, GOOD, mutated_text):
        door.put(text, _asked)
    door.told(proof, f" ({door.refused:,} refused in words)")


def _ledger(text: str) -> None:
    place = of_ledger.where(text)
    repr(place), str(place)
    of_ledger.beside(place, ".watch")
    if isinstance(place, of_ledger.Database):
        assert place.schema is None or isinstance(place.schema, str)
        _ = place.options, place.file_name


def test_addresses_of_ledgers(proof: Proof) -> None:
    door, dice = Door("address of a ledger"), random.Random(5)
    for text in of(proof.count(WHOLE), ANY.map("postgresql:".__add__), LEDGERS, mutated_text):
        door.put(text if dice.random() < 0.5 else "postgresql://" + text, _ledger)
    door.told(proof)
