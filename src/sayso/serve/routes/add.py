"""View 6, adding: `/add` takes files, a pasted text, an address; `/add/NUMBER` shows what became of each."""

from __future__ import annotations

import errno
import tempfile
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from sayso import limits
from sayso.collect.net.addresses import address as askable
from sayso.commands.room import check_room
from sayso.errors import SaysoError
from sayso.printable import clean
from sayso.read.dates import iso
from sayso.serve.answers import page
from sayso.serve.desk import At, Desk
from sayso.serve.handed_over import Handed, Pasted, file_name, is_report
from sayso.serve.runs import Run
from sayso.serve.status import status_of
from sayso.show.page.adding import Wrong, wrong

routes = APIRouter()

ADD = "/add"
FIELDS = 20
"""Fields of the form; ours has six."""
PARTS = 2_000
"""Files of a form: a folder brings others than reports, which are passed over."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form, so that a mistake loses nothing of it. Files cannot be given back: browsers forbid it."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    address: str = ""
    files_published: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with what was given, and at which field it is said."""

    wrong: Wrong
    at: str


async def sent(request: Request, at: At) -> FormData:
    """The form, with large files in temporary ones. SaysoError E061 for too many, E064 for no form, E022: a full disk."""
    most = at.session.settings.max_upload_bytes
    try:
        return await request.form(max_files=PARTS, max_fields=FIELDS, max_part_size=most)
    except HTTPException as error:
        many = "files" in str(error.detail)
        told = SaysoError("E061", count=f"more than {PARTS:,}", limit=limits.MAX_UPLOAD_FILES)
        raise told if many else SaysoError("E064", detail=clean(str(error.detail)).rstrip(".")) from error
    except ClientDisconnect as error:
        raise SaysoError("E064", detail=f"it broke off, or is more than {most:,} bytes") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise SaysoError("E022", path=tempfile.gettempdir()) from error
        raise


Sent = Annotated[FormData, Depends(sent)]


@routes.get(ADD)
def form(request: Request, at: At) -> Response:
    return _form(request, at, Typed(), None, 200)


@routes.post(ADD)
def add(request: Request, at: At, sent: Sent) -> Response:
    """Begin a run and lead to it; or the form again with what is wrong, and with all that was typed.

    Where nothing can be kept now, as on a full disk, that is said at once (503): a run would only fail.
    """
    typed = _typed(sent)
    try:
        _check_room(at)
        handed, addresses, passed_over = _handed(sent, typed)
        run = _begin(at, handed, addresses, passed_over)
    except _UnfitError as error:
        _let_go(sent)
        return _form(request, at, typed, error.problem, error.status)
    except BaseException:
        _let_go(sent)
        raise
    return RedirectResponse(f"{ADD}/{run.number}", HTTPStatus.SEE_OTHER)


@routes.get(ADD + "/{number}")
def run(number: int, request: Request, at: At) -> Response:
    """SaysoError E065 where it is no run, or is forgotten."""
    return page(request, at, "adding.html", run=at.runs.find(number).shown())


@routes.post(ADD + "/{number}/stop")
def stop(number: int, at: At) -> Response:
    at.runs.find(number).stop()
    return RedirectResponse(f"{ADD}/{number}", HTTPStatus.SEE_OTHER)


class _UnfitError(Exception):
    def __init__(self, error: SaysoError, at: str, status: int = 400) -> None:
        self.problem, self.status = Problem(wrong(error), at), status


def _check_room(at: Desk) -> None:
    try:
        check_room(at.session)
    except SaysoError as error:
        raise _UnfitError(error, "files", status_of(error)) from error


def _begin(at: Desk, handed: list[Handed], addresses: list[str], passed_over: int) -> Run:
    try:
        return at.runs.begin(at.session, handed, addresses, passed_over)
    except SaysoError as error:
        raise _UnfitError(error, "files") from error


def _form(request: Request, at: Desk, typed: Typed, problem: Problem | None, status: int) -> Response:
    settings = at.session.settings
    allowed: dict[str, Any] = {"files": limits.MAX_UPLOAD_FILES, "all": settings.max_upload_bytes, "each": settings.max_bytes}
    return page(request, at, "add.html", status=status, typed=typed, problem=problem, runs=at.runs.latest(), most=allowed)


def _typed(sent: FormData) -> Typed:
    def one(name: str) -> str:
        value = sent.get(name)
        return value if isinstance(value, str) else ""

    return Typed(
        text=one("text"),
        title=one("title").strip(),
        outlet=one("outlet").strip(),
        published=one("published").strip(),
        address=one("address").strip(),
        files_published=one("files_published").strip(),
    )


def _handed(sent: FormData, typed: Typed) -> tuple[list[Handed], list[str], int]:
    """What there is to read, addresses to fetch, and how many files of a folder are no reports.

    An address beside a pasted text is where that text stood.
    """
    date = _date(typed.files_published, "files_published")
    files, passed_over = _files(sent, date)
    if len(files) > limits.MAX_UPLOAD_FILES:
        raise _UnfitError(SaysoError("E061", count=len(files), limit=limits.MAX_UPLOAD_FILES), "files")
    if typed.text.strip():
        published = _date(typed.published, "published") or ""
        files.append(Pasted(typed.text, typed.title, typed.outlet, published, typed.address).handed())
        return files, [], passed_over
    if not typed.address:
        if not files:
            raise _UnfitError(SaysoError("E060"), "files")
        return files, [], passed_over
    try:
        askable(typed.address)
    except SaysoError as error:
        raise _UnfitError(error, "address") from error
    return files, [typed.address], passed_over


def _files(sent: FormData, date: str | None) -> tuple[list[Handed], int]:
    """Files in the order in which they were chosen, then those of a folder in the order of their names."""
    chosen = _named(sent, "files")
    folder = sorted(_named(sent, "folder"), key=lambda one: one.filename or "")
    reports = [one for one in folder if is_report(one.filename or "")]
    handed = [Handed(file_name(one.filename or ""), one.file, date) for one in (*chosen, *reports)]
    return handed, len(folder) - len(reports)


def _named(sent: FormData, field: str) -> list[UploadFile]:
    """A field of a form that was left empty sends one file without a name."""
    return [one for one in sent.getlist(field) if isinstance(one, UploadFile) and one.filename]


def _date(value: str, field: str) -> str | None:
    try:
        return iso(value) if value else None
    except SaysoError as error:
        raise _UnfitError(error, field) from error


def _let_go(sent: FormData) -> None:
    for _, one in sent.multi_items():
        if isinstance(one, UploadFile):
            one.file.close()
