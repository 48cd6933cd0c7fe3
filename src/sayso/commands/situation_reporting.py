"""`sayso report`: a situation as one file to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sayso.commands.asking import Asked
from sayso.commands.chromium import chromium, printed
from sayso.commands.knowing import BEHIND, looking
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.read.dates import iso
from sayso.reconcile.looks.choosing import SHOWN
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.looks.look import Look
from sayso.show.page.places import place_called
from sayso.show.situation_report.contents import Contents, contents
from sayso.show.situation_report.html import page
from sayso.show.situation_report.markdown import markdown

FORMS = ("html", "md", "pdf")
ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".pdf": "pdf"}
STANDARD_OUTPUT = "-"
EVERYTHING = "Everything in this ledger"


def report(session: Session, name: str | None, asked: Asked, output: str | None, form: str | None, made: str | None) -> None:
    """Write it to `output`, else to standard output; `form` is html, md or pdf, else what the name of the file says.

    SaysoError E130 and E131 for a PDF that cannot be made, E132 for no form, E133 where it cannot be written, E134 for two
    situations, and as all views: E011, E016, E033, E042.
    """
    chosen = _form(output, form)
    asked = replace(asked, situation=_situation(name, asked.situation))
    at = iso(made) if made else None
    executable = chromium(session.settings.chromium) if chosen == "pdf" else ""  # before the work, not after it
    if chosen == "pdf" and output in (None, STANDARD_OUTPUT) and session.watched:
        raise SaysoError("E132", form="pdf", where="a terminal")
    with looking(session, asked) as (ledger, filters):
        look = Remembered(ledger, SHOWN.whole).look(filters, bound=SHOWN)
        of = contents(look, asked.situation or titled(look), at)
    if look.knowledge.world.behind:
        session.tell(BEHIND)
    _write(session, output, _writer(chosen, executable, session)(of))
    if not of.material.claims:
        session.tell("nothing in the ledger fits: the report says so")
    if of.shown.is_part:
        session.tell(f"the report shows {of.shown.number:,} of {of.shown.of_number:,} stories, and says so")


def titled(look: Look) -> str:
    """Of what is no saved situation: the place, else that it is everything."""
    return place_called(look.knowledge.tellings, look.filters.place) or EVERYTHING


def _situation(name: str | None, option: str | None) -> str | None:
    if name is not None and option is not None and name != option:
        raise SaysoError("E134", a=name, b=option)
    return name if name is not None else option


def _form(output: str | None, form: str | None) -> str:
    if form is not None:
        if form not in FORMS:
            raise SaysoError("E132", form=form, where=output or "standard output")
        return form
    if output in (None, STANDARD_OUTPUT):
        return "html"
    ending = Path(output or "").suffix.lower()
    if ending not in ENDINGS:
        raise SaysoError("E132", form=ending.removeprefix(".") or "no form", where=output)
    return ENDINGS[ending]


def _writer(form: str, executable: str, session: Session) -> Callable[[Contents], bytes]:
    if form == "pdf":
        return lambda of: printed(executable, page(of), of.day, session.tell)
    written = page if form == "html" else markdown
    return lambda of: written(of).encode("utf8", "replace")


def _write(session: Session, output: str | None, content: bytes) -> None:
    """A file is there whole, or as it was before."""
    if output is None or output == STANDARD_OUTPUT:
        stream = session.out.file.buffer  # type: ignore[attr-defined]
        stream.write(content)
        stream.flush()
        return
    try:
        _replace(Path(output), content)
    except OSError as error:
        raise SaysoError("E133", path=output, detail=error.strerror or error) from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():  # a pipe, a device
        path.write_bytes(content)
        return
    beside = path.with_name(f".{path.name[:200]}.part")
    beside.unlink(missing_ok=True)  # of one that was killed; or a link that somebody laid there, which would lead elsewhere
    try:
        with beside.open("xb") as stream:
            stream.write(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
