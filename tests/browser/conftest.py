"""What a test of the page may ask for.

`server`        the real command on the module's own copy of the demo ledger: a test may write to it
`page`          a page on it; the test fails on any complaint of `Watch`
`no_javascript` the same without script
`watch`         more pages (`watch.page(server, color_scheme="dark")`), what a test expects to go wrong (`watch.expect`,
                `watch.refusals`)
`hostile_server`, `hostile_page`, `hostile_no_javascript`
                the first three on a ledger whose every field attacks (see `hostile.py`)

Without a Chromium all of them skip.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import hostile
from tests.browser.chromium import MISSING, launched, path
from tests.browser.server import Server, serving_copy
from tests.browser.watch import Watch
from tests.once import once


@pytest.fixture(scope="session")
def chromium() -> str:
    found = path()
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One for all tests here, ended with the last: its event loop would be in the way of tests that run their own."""
    with launched(chromium) as found:
        yield found


@pytest.fixture(scope="session")
def demo_ledger(read_demo: Path) -> Path:
    """The demo as `make demo` adds it, with the default reader. For reading only: `server` has a copy."""
    return read_demo


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """See `hostile.py`. For reading only."""
    return once(tmp_path_factory, "hostile", hostile.ledger) / hostile.LEDGER


@pytest.fixture(scope="module")
def server(chromium: str, demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_copy(demo_ledger, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def hostile_server(chromium: str, hostile_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_copy(hostile_ledger, tmp_path_factory.mktemp("hostile-server")) as found:
        yield found


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    found = Watch(browser)
    yield found
    found.close()


@pytest.fixture
def page(watch: Watch, server: Server) -> Page:
    return watch.page(server)


@pytest.fixture
def no_javascript(watch: Watch, server: Server) -> Page:
    return watch.page(server, java_script_enabled=False)


@pytest.fixture
def hostile_page(watch: Watch, hostile_server: Server) -> Page:
    return watch.page(hostile_server)


@pytest.fixture
def hostile_no_javascript(watch: Watch, hostile_server: Server) -> Page:
    return watch.page(hostile_server, java_script_enabled=False)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A test that its own assertions let pass fails here on what the watch saw: a failure, where a fixture makes an error."""
    result = yield
    found = pyfuncitem.funcargs.get("watch")
    if isinstance(found, Watch):
        complaints = found.complaints()
        assert not complaints, "the page misbehaved:\n" + "\n".join(complaints)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under a failed test, what its servers said."""
    report = yield
    if report.failed:
        for name, found in getattr(item, "funcargs", {}).items():
            if isinstance(found, Server):
                report.sections.append((f"standard error of {name}", found.errors()))
    return report
