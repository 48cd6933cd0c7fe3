"""The report of a view: a button, and the same bytes as the command writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.ledger.ledger import Ledger
from sayso.reconcile.looks.choosing import Bound
from sayso.serve import looks
from tests.conftest import Sayso
from tests.reconcile.keep.made import POOL, add_all, caught_up
from tests.serve.conftest import Serve

ASKED = {"place": "KZ", "as_of": "2022-01-12", "kind": "people"}


@pytest.mark.parametrize(("form", "media"), [("html", "text/html"), ("md", "text/markdown")])
def test_the_same_bytes_as_the_command(
    demo_client: TestClient,
    sayso: Sayso,
    demo_ledger: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    media: str,
) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(demo_ledger))
    typed = [part for name, value in ASKED.items() for part in (f"--{name.replace('_', '-')}", value)]
    assert sayso("report", "-o", tmp_path / f"a.{form}", *typed).status == 0
    answer = demo_client.get("/situation-report", params={**ASKED, "format": form})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"] == f'attachment; filename="kazakhstan.{form}"'
    assert answer.content == (tmp_path / f"a.{form}").read_bytes()


def test_a_button_leads_there_with_what_is_asked_for(demo_client: TestClient) -> None:
    view = html.fromstring(demo_client.get("/", params=ASKED).text)
    (button,) = view.xpath("//a[normalize-space()='Report']")
    assert button.get("href").startswith("/situation-report?") and all(
        f"{k}={v}" in button.get("href") for k, v in ASKED.items()
    )
    assert button.get("download") == "", "no view is left for it"
    told = demo_client.get(button.get("href"))
    assert told.status_code == 200 and "as of 12 January 2022" in told.text


def test_what_is_wrong_is_said(demo_client: TestClient) -> None:
    assert demo_client.get("/situation-report?format=docx").status_code == 400
    assert demo_client.get("/situation-report?situation=nowhere").status_code == 404
    assert demo_client.get("/situation-report?as_of=soon").status_code == 400


def test_of_an_archive_the_largest_stories(ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    defaults = looks.Looks.__init__.__defaults__ or ()
    monkeypatch.setattr(looks.Looks.__init__, "__defaults__", (*defaults[:-1], Bound(whole=3, part=3)))
    told = " ".join(serve(path).get("/situation-report").text.split())
    assert "This ledger holds more than one report can tell. Shown is the largest of" in told
