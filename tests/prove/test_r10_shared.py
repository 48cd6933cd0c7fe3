"""R10 once more, of a shared server: with its users, and somebody who may do all there is logged in."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sayso.commands.people.roles import Role
from tests.prove.kept_state import kept
from tests.prove.proof import Proof
from tests.prove.routes import METHODS, form_of, parts_of, routes
from tests.prove.test_r10_cross_site import BODIES, CASES, body, unsafe
from tests.prove.test_r10_cross_site import Site as Reached
from tests.prove.test_r10_headers import Site, _failing, _refused
from tests.serve.conftest import OWN
from tests.serve.shared.conftest import two_ledger
from tests.serve.shared.people import Server, shared

__all__ = ["two_ledger"]
ENDS = ("/logout", "/account/sessions", "/account/password", "/users/sessions")
"""After these somebody has to log in again."""


@pytest.fixture
def server(two_ledger: Path, tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "shared").mkdir()
    with ExitStack() as open_:
        made = shared(Path(shutil.copy(two_ledger, tmp_path / "shared" / "two.ledger")), open_)
        made.add("Ann", Role.ADMINISTRATOR)
        yield made


def test_every_route_with_every_status(server: Server, proof: Proof) -> None:
    client = server.as_("Ann")
    site = Site(client, server.desk_app, parts_of(client), Counter())
    nobody = Site(server.browser(), server.desk_app, site.parts, Counter())
    table = routes(server.desk_app)
    for route in table:
        if route.path in ENDS:
            site.client = server.as_("Ann")
        at, form = route.at(site.parts), form_of(route.path, site.parts)
        site.ask(route, route.method, at, headers=OWN, **({"data": form} if route.method == "POST" else {}))
        if route.path in ENDS:
            site.client = server.as_("Ann")
        for method in METHODS:
            if (method, route.path) != ("POST", route.path) or route.method != "POST":
                site.ask(route, method, at, headers=OWN)
        nobody.ask(route, route.method, at, headers=OWN)
        _refused(site, route, at)
        _failing(site, route)
    counted = site.seen + nobody.seen
    assert {200, 303, 400, 401, 403, 404, 405, 413, 421, 500, 503} <= {status for _, status in counted}
    proof.saw(f"a shared server: {len(table)} routes, {len(counted)} pairs of route and status: all headers")


def test_no_change_from_elsewhere(server: Server, proof: Proof) -> None:
    """With the session's cookie, as the browser of somebody who is logged in would send it along."""
    client = server.as_("Ann")
    ledger = server.desk.session.ledger
    assert isinstance(ledger, Path)
    site = Reached(client, server.desk_app, ledger, parts_of(client))
    before, asked = kept(ledger), 0
    assert any(name.endswith(".users") or "users" in name for name, _ in before.files), "users are looked at too"
    for route in unsafe(site):
        for told, headers in CASES.items():
            for kind in BODIES:
                content_type, content = body(route, site, kind)
                own = {"Origin": None, "Sec-Fetch-Site": None} | {"Content-Type": content_type, **headers}
                sent = {name: value for name, value in own.items() if value is not None}
                for name in ("origin", "sec-fetch-site"):
                    client.headers.pop(name, None)
                answer = client.request(
                    route.method, route.at(site.parts), content=content, headers=sent, follow_redirects=False
                )
                assert answer.status_code in (403, 421) and "E171" not in answer.text, (route, told, kind, answer.status_code)
                asked += 1
    assert before.changed(kept(ledger)) == []
    proof.saw(
        f"a shared server, logged in: {len(unsafe(site))} routes × {len(CASES)} cases × {len(BODIES)} bodies ({asked:,}): 0"
    )
