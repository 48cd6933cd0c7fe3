"""The harness itself fails where it must: against a tiny server that misbehaves in every way the watch looks for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import server
from tests.browser.axe import axe, findings
from tests.browser.chromium import path
from tests.browser.hostile import assert_fits, assert_unpwned
from tests.browser.server import READING, Server, serving, until_read
from tests.browser.watch import Watch

STAND_IN = Path(__file__).with_name("stand_in.py")
SETUP = Path(__file__).parents[1] / "setup" / "chromium.sh"


@pytest.fixture(scope="module")
def stand_in(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("stand-in")
    with serving([sys.executable, str(STAND_IN)], folder / "none.ledger", folder) as found:
        yield found


@pytest.fixture
def own_watch(browser: Browser) -> Iterator[Watch]:
    """A watch whose complaints the test reads, where that of `watch` would fail it."""
    found = Watch(browser)
    yield found
    found.close()


@pytest.mark.parametrize("visited", ["/", "/warns"])
def test_nothing_to_complain_of(watch: Watch, stand_in: Server, visited: str) -> None:
    page = watch.page(stand_in)
    page.goto(visited)
    assert page.title() == "Stand-in"
    axe(page)
    assert_unpwned(page)
    assert_fits(page)


@pytest.mark.parametrize(
    ("visited", "complaint"),
    [
        ("/outside", "another host: image asked for http://outside.invalid/x.png"),
        ("/outside-blocked", "Content Security Policy"),
        ("/socket", "another host: socket opened to ws://outside.invalid/"),
        ("/inline-script", "Content Security Policy"),
        ("/inline-style", "Content Security Policy"),
        ("/inline-handler", "Content Security Policy"),
        ("/console", "console error: something is wrong"),
        ("/throws", "script error: thrown on purpose"),
        ("/fails", "server error: 500"),
        ("/nowhere", "status of 404"),
    ],
)
def test_watch_complains(own_watch: Watch, stand_in: Server, visited: str, complaint: str) -> None:
    own_watch.page(stand_in).goto(visited)
    assert complaint in "\n".join(own_watch.complaints())


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the fixture fails a test that its own assertions let pass")
def test_complaint_fails_the_test(watch: Watch, stand_in: Server) -> None:
    watch.page(stand_in).goto("/console")


def test_what_is_expected_is_no_complaint_but_must_come(own_watch: Watch, stand_in: Server) -> None:
    own_watch.expect("status of 404")
    page = own_watch.page(stand_in)
    page.goto("/")
    assert own_watch.complaints() == ["expected, but never seen: status of 404"]
    page.goto("/nowhere")
    assert own_watch.complaints() == []


def test_refusal_is_no_complaint_where_the_test_asks_for_one_and_a_failure_is_all_the_same(
    own_watch: Watch, stand_in: Server
) -> None:
    own_watch.refusals = True
    page = own_watch.page(stand_in)
    page.goto("/nowhere")
    assert own_watch.complaints() == []
    page.goto("/fails")
    assert "server error: 500" in "\n".join(own_watch.complaints())


def test_axe_names_rule_and_selector(watch: Watch, stand_in: Server) -> None:
    page = watch.page(stand_in)
    page.goto("/poor")
    [found] = findings(page)
    assert found.startswith("  button-name (critical)  button ")


@pytest.mark.parametrize(
    ("visited", "told"),
    [
        ("/pwned", "script ran: stand-in"),
        ("/inline-script", "script of an attack"),
        ("/inline-handler", "handler in the page"),
        ("/dangerous-link", "dangerous address"),
        ("/turned", "turns the direction"),
        ("/worked-out", "a template was worked out"),
    ],
)
def test_attack_that_reached_the_page_is_seen(own_watch: Watch, stand_in: Server, visited: str, told: str) -> None:
    page = own_watch.page(stand_in)
    page.goto(visited)
    with pytest.raises(AssertionError, match=told):
        assert_unpwned(page)


def test_without_script_the_attack_in_the_page_is_seen_all_the_same(own_watch: Watch, stand_in: Server) -> None:
    page = own_watch.page(stand_in, java_script_enabled=False)
    page.goto("/pwned")
    with pytest.raises(AssertionError, match="script of an attack"):
        assert_unpwned(page)


def test_page_that_is_too_wide_is_seen(own_watch: Watch, stand_in: Server) -> None:
    page = own_watch.page(stand_in, viewport={"width": 390, "height": 844})
    page.goto("/wide")
    with pytest.raises(AssertionError, match="is 2000 px wide, in a window of 390"):
        assert_fits(page)


def test_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such ledger')"]
    with pytest.raises(AssertionError, match=r"(?s)ended with status 1.*no such ledger"), serving(command, tmp_path, tmp_path):
        pass


def test_server_that_reads_its_ledger_on_and_on_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once: the tests went on, and found a page that only said to wait."""

    class Reads(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(READING)
            self.end_headers()

    monkeypatch.setattr(server, "START_SECONDS", 1.0)
    with ThreadingHTTPServer(("127.0.0.1", 0), Reads) as reads:
        threading.Thread(target=reads.serve_forever, daemon=True).start()
        with pytest.raises(AssertionError, match="is still reading its ledger after 1 seconds"):
            until_read(f"http://127.0.0.1:{reads.server_port}")
        reads.shutdown()


def test_server_is_ended(tmp_path: Path) -> None:
    with serving([sys.executable, str(STAND_IN)], tmp_path, tmp_path) as server:
        ask = [sys.executable, "-c", f"import urllib.request; urllib.request.urlopen({server.url()!r})"]
        assert subprocess.run(ask, check=False).returncode == 0
    assert subprocess.run(ask, check=False, capture_output=True).returncode == 1


def test_chromium_is_looked_for_by_variable_then_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert path() is None
    for name in ("google-chrome", "elsewhere"):
        made = tmp_path / name
        made.touch(mode=0o755)
    assert path() == str(tmp_path / "google-chrome")
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "elsewhere"))
    assert path() == str(tmp_path / "elsewhere")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of commands for `PATH`: what the setup calls, but neither a browser nor apt."""
    for name in ("env", "mktemp", "rm", "tail", "timeout"):
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    _command(tmp_path / "id", "echo 0")
    return tmp_path


def test_setup_without_apt_says_how_to_get_a_browser(bare: Path) -> None:
    ran = _set_up(bare)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "browser tests are skipped" in ran.stderr and "apt-get install chromium" in ran.stderr


@pytest.mark.parametrize("package", ["chromium", "chromium-headless-shell"])
def test_setup_asks_apt_for_a_browser_once(bare: Path, package: str) -> None:
    made = bare / package
    _command(bare / "apt-get", f'case "$*" in *install*" {package}") echo "exit 0" > {made}; chmod +x {made};; esac')
    (bare / "chmod").symlink_to("/bin/chmod")
    first, second = _set_up(bare), _set_up(bare)
    assert (first.returncode, first.stderr) == (0, "") and "Setting up Chromium" in first.stdout
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_setup_where_apt_fails_says_what_apt_said(bare: Path) -> None:
    _command(bare / "apt-get", "echo E: no network; exit 100")
    ran = _set_up(bare)
    assert ran.returncode == 0
    assert "E: no network" in ran.stderr and "browser tests are skipped" in ran.stderr


def _command(at: Path, does: str) -> None:
    at.write_text(f"#!/bin/sh\n{does}\n")
    at.chmod(0o755)


def _set_up(path: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path), "TMPDIR": str(path)}
    return subprocess.run(["/bin/sh", SETUP], env=environment, capture_output=True, text=True, check=False)
