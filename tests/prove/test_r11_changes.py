"""R11: what a limited user sees follows what becomes of the ledger while the server runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sayso.commands.people import user_rows
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.serve.api.application import PREFIX
from tests.command import done
from tests.prove.proof import Proof
from tests.prove.test_r11_leaks import NORTHERN, SOUTHERN, Two, two
from tests.serve.shared.conftest import two_ledger
from tests.serve.shared.two import NORTH, PLACES, SOUTH, WORDS

__all__ = ["two", "two_ledger"]

ASKED = ("/", "/stories", "/search?text=bridge", "/origins", "/review/log", "/reports", "/situations", "/export/claims")
OF_THE_API = tuple(
    f"{PREFIX}/{view}" for view in ("claims", "reports", "figures", "incidents", "stories", "origins", "sources")
)


def told(client: Any) -> str:
    """All that this user is told, in one text."""
    return "\n".join(client.get(address).text for address in (*ASKED, *OF_THE_API)).casefold()


def words_in(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.casefold() in text]


def add(two: Two, folder: Path, of: str, word: str) -> None:
    _, city, country, people = PLACES[of]
    text = f"At least 31 people were killed in {city}, {country}, on Sunday, the {people} health ministry said near {word}."
    one = {"id": word, "title": f"{word} day", "text": text, "publisher": f"{word}.example", "published": "2022-01-09"}
    path = folder / f"{word}.jsonl"
    path.write_text(json.dumps(one), "utf8")
    done(two.server.ledger, "add", str(path), "--reader", "rules")


def bytes_of_parts(two: Two) -> bytes:
    root = two.server.desk.session.beside(".limited")
    return b"".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


def test_what_comes_in_is_seen_by_whom_it_is_for(two: Two, tmp_path: Path, proof: Proof) -> None:
    assert words_in(told(two.north), NORTHERN) and not words_in(told(two.north), SOUTHERN)
    add(two, tmp_path, NORTH, "Gruntlevik")
    add(two, tmp_path, SOUTH, "Hoptelund")
    assert words_in(told(two.north), ("Gruntlevik", "Hoptelund", *SOUTHERN)) == ["Gruntlevik"]
    assert words_in(told(two.south), ("Gruntlevik", "Hoptelund", *NORTHERN)) == ["Hoptelund"]
    proof.saw("reports that come in while the server runs are seen by whom they are for, and by nobody else")


def test_who_is_shown_what_follows_the_situation(two: Two, proof: Proof) -> None:
    """An editor makes it another one: nothing of the old one is left, neither in answers nor on the disk."""
    assert words_in(told(two.north), NORTHERN)
    done(two.server.ledger, "situation", "new", NORTH, "--place", "DE", "--replace")
    after = told(two.north)
    assert not words_in(after, (*WORDS[NORTH], *SOUTHERN)), words_in(after, (*WORDS[NORTH], *SOUTHERN))
    assert not words_in(bytes_of_parts(two).decode("latin1").casefold(), WORDS[NORTH][:3])
    proof.saw("a situation that was changed: nothing of before is shown, nor left in a file")


def test_what_is_redacted_is_gone_at_once(two: Two, proof: Proof) -> None:
    ledger = two.server.ledger
    ids = two.ids(two.north)["reports"]
    assert WORDS[NORTH][0].casefold() in told(two.north) and WORDS[NORTH][0].encode() in bytes_of_parts(two)
    for id in ids:
        done(ledger, "redact", id, "--why", "the court ordered it")
    assert WORDS[NORTH][0].encode() not in bytes_of_parts(two), "before anybody asked again"
    assert not words_in(told(two.north), WORDS[NORTH][:3])
    assert WORDS[NORTH][0].encode() not in bytes_of_parts(two)
    proof.saw(f"{len(ids)} redactions: gone from the files of limited views before anybody asks again, and from answers")


def test_a_verdict_of_somebody_who_sees_everything_arrives(two: Two, proof: Proof) -> None:
    ledger, [own, *_] = two.server.ledger, two.ids(two.north)["claims"]
    [other, *_] = two.ids(two.south)["claims"]
    done(ledger, "review", own, "refute", "--why", "as Marfelon counted", "--reviewer", "Ann")
    done(ledger, "review", other, "refute", "--why", "as Orbistan counted", "--reviewer", "Ann")
    assert words_in(told(two.north), ("Marfelon", "Orbistan")) == ["Marfelon"]
    assert words_in(told(two.south), ("Marfelon", "Orbistan")) == ["Orbistan"]
    proof.saw("verdicts of others are shown to whom their claim is shown, and to nobody else")


def test_who_is_limited_anew_is_out_at_once(two: Two, proof: Proof) -> None:
    assert two.every.get("/stories").status_code == 200
    two.server.add("loose", Role.READER)
    browser = two.server.as_("loose")
    assert words_in(browser.get("/search?text=bridge").text.casefold(), SOUTHERN)
    user_rows.change_access(two.server.users, "loose", None, (NORTH,), Hand(two.server.clock()), limit=True)
    assert browser.get("/search?text=bridge").status_code == 303
    again = two.server.as_("loose")
    assert not words_in(told(again), SOUTHERN)
    proof.saw("who is limited is logged out at once, and sees no more than that once back")


def test_a_situation_that_is_not_there_shows_nothing(two: Two, proof: Proof) -> None:
    two.server.add("lost", Role.READER, ("never-made",))
    shown = told(two.server.as_("lost"))
    assert not words_in(shown, (*NORTHERN, *SOUTHERN, NORTH, SOUTH)), words_in(shown, (*NORTHERN, *SOUTHERN, NORTH, SOUTH))
    proof.saw("limited to a situation that is none: nothing is shown")
