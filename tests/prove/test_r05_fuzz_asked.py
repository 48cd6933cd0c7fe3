"""R5: whatever is asked of the page and of the API, and whatever is sent to the review, the server does not fail."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.ledger.query import Reader
from sayso.serve.api.routes import ROUTES as OF_API
from sayso.serve.routes import ROUTES as OF_PAGE
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import mutated_text
from tests.prove.proof import Proof
from tests.serve.conftest import OWN, client_of

NAMES = (
    *(
        "as_of",
        "recorded_by",
        "since",
        "until",
        "kind",
        "place",
        "situation",
        "near",
        "within",
        "text",
        "story",
        "limit",
        "cursor",
        "why",
    ),
    *("after", "subject", "said", "names", "made", "format", "q", "compare", "view", "x"),
)
VALUES = (
    *(
        "2022-01-09",
        "2022-01-09T12:00:00+06:00",
        "2022",
        "killed",
        "KZ",
        "Almaty",
        "unrest",
        "43.25,76.95",
        "50",
        "police said",
        "true",
    ),
    *(
        "10",
        "AAAA",
        "0",
        "jsonl",
        "r" + "0" * 20,
        "c" + "0" * 16,
        "9999-12-31",
        "0001-01-01",
        "-90,180",
        "1e9",
        "nan",
        '"a" OR b*',
        "NEAR(a b)",
    ),
)
ANY = st.text(st.characters(), max_size=30) | st.integers().map(str) | st.floats().map(str) | st.datetimes().map(str)
PATH = re.compile(r"\{(\w+)(?::\w+)?\}")


@pytest.fixture(scope="module")
def ledger(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo_ledger, tmp_path_factory.mktemp("asked") / "own.ledger"))


@pytest.fixture(scope="module")
def client(ledger: Path) -> Iterator[TestClient]:
    with ExitStack() as open_:
        yield open_.enter_context(client_of(ledger, open_))


@pytest.fixture(scope="module")
def ids(ledger: Path) -> list[str]:
    with Reader.open(ledger) as reader:
        return [one for listed in reader.claims() for one in (listed.claim.id, listed.report.id)][:40]


def _routes(routers: Sequence[APIRouter], prefix: str = "") -> list[str]:
    found = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    return [prefix + one.path for one in found if "GET" in (one.methods or ())]


@pytest.mark.parametrize(
    ("name", "routes"), [("page", _routes(OF_PAGE)), ("API", _routes(OF_API, "/api/v1"))], ids=["page", "api"]
)
def test_questions(name: str, routes: list[str], client: TestClient, ids: list[str], proof: Proof) -> None:
    door, dice, statuses = Door(f"addresses that are asked of the {name}"), random.Random(5), dict[int, int]()
    texts = list(of(proof.count(WHOLE), ANY, (*VALUES, *ids), mutated_text))

    def ask(address: str) -> None:
        answer = client.get(address, headers=OWN, follow_redirects=False)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, answer.text[-300:]

    for number, text in enumerate(texts):
        path = PATH.sub(dice.choice((_quoted(text), dice.choice(ids))).replace("\\", "%5C"), routes[number % len(routes)])
        others = dice.sample(NAMES, dice.choice((0, 1, 1, 2, 4)))
        values = [text, *(dice.choice((*VALUES, dice.choice(texts))) for _ in others)]
        query = "&".join(f"{one}={_quoted(value, plus=True)}" for one, value in zip(others, values, strict=False))
        door.put(f"{path}?{query}" if query else path, ask)
    assert statuses.get(200, 0) > len(texts) // 20, statuses
    door.told(proof, f" ({statuses.get(200, 0):,} answered, the others refused)")


def _quoted(text: str, plus: bool = False) -> str:
    """Bytes that are no UTF-8 are asked for too."""
    by = quote_plus if plus else quote
    return by(text.encode("utf-8", "surrogatepass"), safe="")


def test_what_is_sent_to_the_review(client: TestClient, ids: list[str], proof: Proof) -> None:
    door, dice, statuses = Door("forms of the review"), random.Random(5), Counter[int]()
    given = (
        "confirm",
        "refute",
        "unverifiable",
        "duplicate",
        "wrong_reading",
        "same_incident",
        "other_incident",
        "Jane Doe",
        "seen",
    )
    texts = list(of(proof.count(WHOLE), ANY, (*given, *ids), mutated_text))

    def send(form: dict[str, str]) -> None:
        path = dice.choice(("/review", "/review", "/review/undo", "/situations"))
        body = "&".join(f"{name}={_quoted(value, plus=True)}" for name, value in form.items()).encode()
        headers = {
            **OWN,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sayso_reviewer={quote(form['reviewer'][:50].encode('utf-8', 'replace'))}",
        }
        answer = client.post(path, content=body, headers=headers, follow_redirects=False)
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, answer.text[-300:]

    for text in texts:
        form = {
            name: dice.choice((text, dice.choice(texts), *given, dice.choice(ids)))
            for name in ("subject", "verdict", "why", "other")
        }
        if dice.random() < 0.5:  # whose other parts are as they should be: or hardly any would be taken
            form |= {"subject": dice.choice(ids), "verdict": dice.choice(given[:5]), "other": dice.choice(ids)}
        form |= {
            "reviewer": dice.choice((text, "Jane")),
            "head": dice.choice(("", "", text, "1")),
            "name": text,
            "text": text,
            "place": "KZ",
        }
        door.put(form, send)
    with Reader.open(_place(client)) as reader:
        assert sum(1 for _ in reader.claims()) > 100, "the ledger is whole"
        said = sum(1 for _ in reader.opinions())
    assert said > len(texts) // 40, "forms of which none is taken prove little"
    door.told(proof, f" ({statuses[303]:,} taken, {said:,} verdicts kept, the others refused)")


def _place(client: TestClient) -> Path:
    return Path(client.app.app.state.desk.session.ledger)  # type: ignore[attr-defined]
