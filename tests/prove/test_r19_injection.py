"""R19: what is written in a report orders nobody: a model that obeys it changes nothing but that report's own claims."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.query import Reader
from sayso.serve.mcp.quoting import NOTICE
from sayso.serve.mcp.tools import TOOLS
from sayso.types import Claim, Report, Span
from sayso.understand.llm.prompt import prompt, system
from tests.conftest import Sayso
from tests.llm_server import KEY, Answer, Asked, Handler, Model, model
from tests.prove import kept_state
from tests.prove.poison.reports import ORDERS, Article, honest, obeyed, plain, poisoned
from tests.prove.proof import Proof
from tests.serve.mcp.conftest import asking, room_of

POISONED, PLAIN_EVERY = 120, 4
"""Poisoned reports; after each four of them comes a plain one."""


@dataclass
class Canary:
    url: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def canary() -> Iterator[Canary]:
    """An address that the poison names: nobody may ask it."""
    made = Canary()

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815, as the library calls it

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    with model() as made:
        for name, value in {"URL": made.url, "MODEL": "well-read", "KEY": KEY, "TIMEOUT": "20"}.items():
            monkeypatch.setenv(f"SAYSO_LLM_{name}", value)
        monkeypatch.setattr("sayso.commands.readers.INSTEAD", "rules")
        yield made


@dataclass(frozen=True, slots=True)
class Kept:
    """What a ledger holds after a run: claims by the report's name, and of every other kind of entry how many."""

    claims: dict[str, tuple[Claim, ...]]
    reports: dict[str, Report]
    kinds: Counter[str]
    account: str


def articles(count: int) -> list[Article]:
    """In the order in which they are read."""
    found: list[Article] = []
    for number in range(count):
        found.append(poisoned(number))
        if number % PLAIN_EVERY == PLAIN_EVERY - 1 or number == count - 1:
            found.append(plain(number))
    return found


def run(sayso: Sayso, folder: Path, some: list[Article], canary: Canary) -> Kept:
    """`sayso add` of these, into a ledger of its own."""
    (folder / "in").mkdir(parents=True)
    for number, one in enumerate(some):
        told = {"id": one.name, "title": "", "text": one.text.replace("CANARY", canary.url), "published": "2022-01-07"}
        (folder / "in" / f"{number:04d}.json").write_text(json.dumps(told), "utf-8")
    ledger = folder / "run.ledger"
    ran = sayso("--ledger", ledger, "add", folder / "in", "--reader", "llm")
    assert ran.status == 0, ran.err
    assert sayso("--ledger", ledger, "verify").status == 0
    assert {path.name for path in folder.iterdir()} <= {
        "in",
        *(f"run.ledger{end}" for end in ("", "-wal", "-shm", ".evidence")),
    }
    return kept(ledger, ran.err)


def kept(ledger: Path, account: str) -> Kept:
    with Reader.open(ledger) as reader:
        reports = {report.name: report for report in reader.reports()}
        names = {report.id: name for name, report in reports.items()}
        claims: dict[str, list[Claim]] = {name: [] for name in reports}
        for listed in reader.claims():
            claims[names[listed.claim.report]].append(listed.claim)
        with reader.store.reading() as connection:
            kinds = Counter(connection.execute(select(schema.entries.c.kind)).scalars().all())
    ordered = {name: tuple(sorted(found, key=lambda claim: claim.id)) for name, found in claims.items()}
    return Kept(ordered, reports, kinds, account)


def obedient(some: list[Article], canary: Canary, remembers: bool) -> Answer:
    """Obeys whatever poison it is shown; one that remembers obeys it for every later report too."""
    obeying: list[Article] = []

    def answer(asked: Asked, handler: Handler) -> None:
        shown = json.dumps(asked.body, ensure_ascii=False)
        [own] = [one for one in some if f"{one.mark}." in shown]
        if own.poison:
            obeying[:] = [own]
        ordering = own if own.poison else (obeying[0] if remembers and obeying else None)
        handler.say(200, obeyed(ordering, some, canary.url) if ordering else honest(own))

    return answer


def test_a_model_that_obeys(sayso: Sayso, endpoint: Model, canary: Canary, tmp_path: Path, proof: Proof) -> None:
    some, seen, clean = both(sayso, endpoint, canary, tmp_path, proof, remembers=False)
    plain_ones = [one for one in some if not one.poison]
    for one in plain_ones:
        assert seen.claims[one.name] == clean.claims[one.name], one.name
        assert {claim.maker.reader for claim in seen.claims[one.name]} == {"llm"}, one.name
    orders, wraps = min(len(ORDERS), proof.count(POISONED)), -(-proof.count(POISONED) // len(ORDERS))
    held = sum(len(found) for found in seen.claims.values())
    proof.saw(
        f"{len(some) - len(plain_ones)} poisoned reports ({orders} orders, {wraps} wrappings), a model that obeys: "
        f"the claims of {len(plain_ones)} others the same as without; {held} claims, each an exact span of its own report; "
        f"0 verdicts, situations, stamps; 0 requests elsewhere; 0 words of one report in the prompt of another"
    )


def test_a_model_that_never_forgets(sayso: Sayso, endpoint: Model, canary: Canary, tmp_path: Path, proof: Proof) -> None:
    """The endpoint itself is against us from the first poison on: others may lose claims, but gain no words."""
    some, seen, _ = both(sayso, endpoint, canary, tmp_path, proof, remembers=True)
    for one in (one for one in some if not one.poison):
        for claim in seen.claims[one.name]:
            assert one.told["evidence"] == claim.evidence.text
    others = sum(not one.poison for one in some)
    proof.saw(
        f"an endpoint that goes on obeying for the {others} other reports: they may lose claims, but get no word not their own"
    )


def both(
    sayso: Sayso, endpoint: Model, canary: Canary, folder: Path, proof: Proof, remembers: bool
) -> tuple[list[Article], Kept, Kept]:
    """The poisoned run, and one of the plain reports alone with an honest model."""
    some = articles(proof.count(POISONED))
    endpoint.answers = [obedient([one for one in some if not one.poison], canary, False)]
    clean = run(sayso, folder / "clean", [one for one in some if not one.poison], canary)
    endpoint.asked.clear()
    endpoint.answers = [obedient(some, canary, remembers)]
    seen = run(sayso, folder / "poisoned", some, canary)
    nothing_else(seen, some)
    spans_are_exact(seen)
    prompts_are_apart(endpoint, seen, some)
    assert canary.asked == []
    accounted(proof, "plain reports, reader llm", clean)
    accounted(proof, f"poisoned and plain reports, a model that obeys{' for ever' if remembers else ''}", seen)
    return some, seen, clean


def nothing_else(seen: Kept, some: list[Article]) -> None:
    assert seen.kinds == {"capture": len(some), "report": len(some), "reading": len(some)}
    assert set(seen.reports) == {one.name for one in some}


def spans_are_exact(seen: Kept) -> None:
    for name, claims in seen.claims.items():
        text = seen.reports[name].text
        for claim in claims:
            assert claim.evidence.text == text[claim.evidence.span.start : claim.evidence.span.end], (name, claim)
            for words, span in told_by(claim):
                assert words is None or words == text[span.start : span.end], (name, claim)


def told_by(claim: Claim) -> Iterator[tuple[str | None, Span]]:
    """Every word with the span that it is said to stand at."""
    for link in claim.attribution.chain:
        if link.span:
            yield link.name, link.span
    for actor in (claim.actor, claim.target):
        if actor and actor.span:
            yield actor.name, actor.span
    if claim.verification_evidence:
        yield claim.verification_evidence.text, claim.verification_evidence.span
    if claim.figure:
        yield None, claim.figure.span


def prompts_are_apart(endpoint: Model, seen: Kept, some: list[Article]) -> None:
    """Each request is the one about one report, whatever was answered before."""
    asked = {prompt(report).user: name for name, report in seen.reports.items()}
    assert len(endpoint.asked) == len(some)
    for one in endpoint.asked:
        told, text = one.body["messages"]
        assert one.path == "/v1/chat/completions" and told["content"] == system() and text["content"] in asked
        own = asked[text["content"]]
        shown = json.dumps(one.body, ensure_ascii=False)
        assert [a.name for a in some if f"{a.mark}." in shown] == [own]
        assert not {"tools", "functions", "tool_choice"} & one.body.keys()


def accounted(proof: Proof, what: str, seen: Kept) -> None:
    told = " ".join(seen.account.split())
    count = seen.kinds["report"]
    assert f"received {count} = {count} reports + 0 duplicates" in told, told
    proof.account(what, inputs=count, reports=count)


def test_what_an_assistant_reads_is_quoted(sayso: Sayso, endpoint: Model, canary: Canary, tmp_path: Path, proof: Proof) -> None:
    some = articles(proof.count(POISONED))
    endpoint.answers = [obedient(some, canary, False)]
    run(sayso, tmp_path / "mcp", some, canary)
    ledger = tmp_path / "mcp" / "run.ledger"
    before = kept_state.kept(ledger)
    with room_of(ledger) as room:
        ask: Callable[..., dict[str, Any]] = asking(room)
        claims = ask("claims", limit=50)
        answers = [claims, ask("figures", limit=50), ask("evidence", ids=[one["claim"] for one in claims["claims"][:20]])]
        for tool in TOOLS:  # whatever an assistant is ordered to ask for
            for said in ({}, {"text": some[0].text[:100]}, {"ids": [some[0].name]}):
                with suppress(SaysoError, AssertionError):
                    ask(tool, **said)
    told = json.dumps(answers, ensure_ascii=False)
    assert len(claims["claims"]) > len(some) // 4 and all(answer["notice"] == NOTICE for answer in answers)
    assert not any(ord(c) in range(0xE0000, 0xE0080) or c == "\u200b" for c in told)
    assert canary.asked == []
    assert before.changed(kept_state.kept(ledger)) == []
    proof.saw(
        f"{len(claims['claims'])} claims of them through MCP: each answer says that its quotes are untrusted data; none of its "
        f"{len(TOOLS)} tools writes (SHA-256 of each file)"
    )
