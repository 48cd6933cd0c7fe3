"""A page of ours on paper: a Chromium that is on this machine prints it, never one that is downloaded.

It is given one file and nothing else: a profile of its own that is gone afterwards, no network (every name is unknown, every
address goes to a proxy that is not there), a time limit, and its own sandbox where the machine lets it have one. The page that
it prints forbids scripts by its own policy.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sayso.errors import SaysoError
from sayso.limits import PDF_SECONDS

NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""The one without windows first: it starts in half the time."""
ALONE = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps"),
    *("--disable-breakpad", "--disable-crash-reporter", "--disable-quic", "--deny-permission-prompts"),
    *("--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
ON_PAPER = ("--font-render-hinting=none", "--no-pdf-header-footer", "--generate-pdf-document-outline")
NO_SANDBOX = "--no-sandbox"
WITHOUT = re.compile(rb"sandbox", re.IGNORECASE)
MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}([^)]{0,40}\))")
ENVIRONMENT = {"PATH": os.defpath, "TZ": "UTC", "LANG": "C.UTF-8"}
SAID = 200
"""Characters of what it said that an error tells."""


def chromium(chosen: str) -> str:
    """Where it is: the one that is set, else the first of the usual names. SaysoError E130 for none."""
    found = next((at for name in ((chosen,) if chosen else NAMES) if (at := shutil.which(name))), None)
    if found is None:
        raise SaysoError("E130", looked=chosen or ", ".join(name for name in NAMES if not name.startswith("/")))
    return found


def printed(executable: str, html: str, day: str, tell: Callable[[str], object]) -> bytes:
    """A page as PDF. `day` (`YYYY-MM-DD`) stands in it as the day on which it was made, so that the same page gives the same
    bytes from the same Chromium. SaysoError E131 where it makes none, or takes longer than `PDF_SECONDS`."""
    with tempfile.TemporaryDirectory(prefix="sayso-pdf-", ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf8")
        asked = [executable, *ALONE, *ON_PAPER, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri()]
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom it refuses a sandbox
        said = _run([*asked, NO_SANDBOX] if is_root else asked, folder)
        if not pdf.exists() and not is_root and WITHOUT.search(said):
            tell("this machine gives the browser no sandbox of its own: it prints our page without one")
            said = _run([*asked, NO_SANDBOX], folder)
        content = pdf.read_bytes() if pdf.exists() else b""
    if not content.startswith(b"%PDF-"):
        raise SaysoError("E131", detail=_last(said))
    digits = f"{day.replace('-', '')}000000".encode("ascii")
    return MADE.sub(lambda found: found[1] + digits + found[2], content) if len(digits) == 14 else content


def _run(asked: Sequence[str], folder: str) -> bytes:
    """What it said on standard error. Its children are ended with it, whatever happens."""
    environment = {**ENVIRONMENT, "HOME": folder, "TMPDIR": folder}
    try:
        process = subprocess.Popen(
            asked,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise SaysoError("E131", detail=error.strerror or str(error)) from error
    try:
        return process.communicate(timeout=PDF_SECONDS)[1]
    except subprocess.TimeoutExpired:
        raise SaysoError("E131", detail=f"it took longer than {PDF_SECONDS:.0f} s") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started, which have its session."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def _last(said: bytes) -> str:
    """The last line that it said."""
    lines = [line.strip() for line in said.decode("utf8", "replace").splitlines() if line.strip()]
    return lines[-1][-SAID:] if lines else "it wrote nothing"
