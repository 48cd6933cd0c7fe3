"""The browser that prints: found by name, alone with one file, ended when it hangs; and what it prints, where there is one."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from sayso.commands import chromium
from sayso.errors import SaysoError
from tests.conftest import Sayso

PAGE = "<!doctype html><title>Title</title><p>Printed.<script>document.body.textContent = 'ran'</script>"
FOUND = next((at for name in chromium.NAMES if (at := shutil.which(name))), None)
MISSING = "no Chromium here: sudo apt-get install chromium-headless-shell"
PDF = "%%PDF-1.4\\n/CreationDate (D:20990102030405+00'00')\\n/ModDate (D:20990102030405+00'00')\\n"
WRITES = f'for one; do case $one in --print-to-pdf=*) printf "{PDF}" > "${{one#*=}}";; esac; done'


def fake(folder: Path, script: str) -> str:
    """A browser of our own."""
    file = folder / "browser"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def printed(executable: str, said: list[str] | None = None) -> bytes:
    return chromium.printed(executable, PAGE, "2022-01-09", (said if said is not None else []).append)


def test_none_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SaysoError, match=r"E130 .*chromium-headless-shell, .*-o FILE.html"):
        chromium.chromium("")
    with pytest.raises(SaysoError, match=r"E130 .*looked for: /no/such"):
        chromium.chromium("/no/such")


def test_the_one_that_is_set_comes_first(tmp_path: Path) -> None:
    assert chromium.chromium(fake(tmp_path, "")) == str(tmp_path / "browser")


def test_the_command_says_so_before_it_works(
    sayso: Sayso, demo_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_CHROMIUM", "/no/such/browser")
    monkeypatch.setenv("SAYSO_LEDGER", str(demo_ledger))
    ran = sayso("report", "-o", tmp_path / "a.pdf")
    assert ran.status == 2 and ran.err.startswith("E130 ") and len(ran.err.splitlines()) == 1
    assert not (tmp_path / "a.pdf").exists()


def test_it_is_alone_with_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of the person")
    seen = tmp_path / "seen"
    content = printed(fake(tmp_path, f'env > {seen}; for one; do echo "$one"; done >> {seen}; {WRITES}'))
    told = seen.read_text(encoding="utf8")
    assert "SECRET" not in told
    for part in ("--headless", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server="):
        assert part in told
    folder = Path(next(line for line in told.splitlines() if line.startswith("HOME=")).removeprefix("HOME="))
    assert f"--user-data-dir={folder}/profile" in told and f"file://{folder}/report.html" in told
    assert not folder.exists(), "nothing stays"
    assert content.count(b"(D:20220109000000+00'00')") == 2, "the day of the report, and no clock"


def test_without_a_sandbox_where_the_machine_gives_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    script = f'case "$*" in *--no-sandbox*) {WRITES};; *) echo "No usable sandbox!" >&2; exit 1;; esac'
    said: list[str] = []
    assert printed(fake(tmp_path, script), said).startswith(b"%PDF-")
    assert len(said) == 1 and "sandbox" in said[0]
    said.clear()
    assert printed(fake(tmp_path, f'case "$*" in *--no-sandbox*) exit 1;; *) {WRITES};; esac'), said).startswith(b"%PDF-")
    assert said == [], "with its own sandbox wherever it can"


@pytest.mark.parametrize(
    ("script", "detail"),
    [
        ("echo 'cannot open display' >&2; exit 1", "cannot open display"),
        ("exit 0", "it wrote nothing"),
        ("kill -9 $$", "it wrote nothing"),
        (WRITES.replace("%%PDF-1.4", "no pdf"), "it wrote nothing"),
    ],
)
def test_one_that_makes_none(tmp_path: Path, script: str, detail: str) -> None:
    with pytest.raises(SaysoError, match=rf"E131 .*{detail}.*-o FILE.html"):
        printed(fake(tmp_path, script))


def test_one_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "PDF_SECONDS", 0.4)
    alive = tmp_path / "alive"
    script = f"(while :; do date +%s%N > {alive}; sleep 0.05; done) & sleep 600"
    with pytest.raises(SaysoError, match=r"E131 .*took longer than"):
        printed(fake(tmp_path, script))
    last = alive.read_text(encoding="utf8") if alive.exists() else ""
    time.sleep(0.2)  # four times as long as its child takes between two signs of life
    assert (alive.read_text(encoding="utf8") if alive.exists() else "") == last


@pytest.mark.skipif(FOUND is None, reason=MISSING)
def test_the_demo_on_paper(sayso: Sayso, demo_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(demo_ledger))
    ran = sayso("report", "--place", "KZ", "-o", tmp_path / "a.pdf")
    assert ran.status == 0, ran.err
    content = (tmp_path / "a.pdf").read_bytes()
    assert len(content) < 1_500_000
    read = PdfReader(tmp_path / "a.pdf")
    pages = [" ".join(page.extract_text().split()) for page in read.pages]
    assert 10 < len(pages) < 40
    assert "Kazakhstan" in pages[0] and "238[1]" in pages[0].replace(" ", "")
    assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, start=1)), "a number on each page"
    assert all("written for demonstration" in page for page in pages), "each page says so by itself"
    assert any("A total of 164 people have been killed" in page for page in pages)
    assert any("https://highlandone.invalid/world/health-ministry-164" in page for page in pages), "addresses can be read"
    assert read.outline and read.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert "2022" in str(read.metadata.creation_date_raw if read.metadata else "")


@pytest.mark.skipif(FOUND is None, reason=MISSING)
def test_the_policy_of_the_page_holds_on_paper(tmp_path: Path) -> None:
    assert FOUND is not None
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    (tmp_path / "a.pdf").write_bytes(chromium.printed(FOUND, policy + PAGE, "2022-01-09", print))
    assert PdfReader(tmp_path / "a.pdf").pages[0].extract_text().split() == ["Printed."]
