"""What is wrong, as `application/problem+json` (RFC 9457), with Sayso's code and its remedy.

{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "…", "code": "E027", "remedy": "…"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sayso.errors import SaysoError
from sayso.printable import clean

PREFIX = "/api/v1"
"""Under which the API stands."""
MEDIA = "application/problem+json"
STATUS = {
    **dict.fromkeys(("E027", "E042", "E052", "E141", "E142"), 404),
    **dict.fromkeys(("E021", "E022", "E025", "E053", "E054", "E058", "E059", "E135", "E140", "E161", "E174"), 503),
    **dict.fromkeys(("E026", "E099"), 500),
    "E028": 409,
    "E138": 401,
    "E139": 429,
    "E171": 403,
}
"""Status of an answer by code; what is not listed is a question that does not fit."""
UNFIT = 422
AGAIN = 2
"""Seconds after which a view that is being worked out may be there."""
TOLD = 3
"""Things that do not fit, of which it is told."""


def problem(error: SaysoError, status: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    status = status or STATUS.get(error.code.code, UNFIT)
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": clean(error.what),
        "code": error.code.code,
        "remedy": clean(error.remedy),
    }
    return Response(json.dumps(said, ensure_ascii=False).encode("utf8", "replace"), status, headers, MEDIA)


def coded(request: Request, error: Exception) -> Response:
    assert isinstance(error, SaysoError)
    return problem(error)


def still_reading(request: Request, error: Exception) -> Response:
    """It goes on behind the scenes, so that whoever asks again finds it there."""
    return problem(SaysoError("E140", seconds=AGAIN), headers={"Retry-After": str(AGAIN)})


def unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(SaysoError("E143", detail=_told(error.errors())))


def of_http(request: Request, error: Exception) -> Response:
    """What the router says: no such address, or not with this method."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return problem(SaysoError("E142"))
    allowed = {"Allow": "GET, HEAD"} if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else None
    return problem(SaysoError("E144", detail=error.detail), error.status_code, allowed)


def unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw: the answer names its kind, the server tells whoever runs it in full."""
    return problem(SaysoError("E099", detail=f"{type(error).__name__} at {request.url.path}"))


def _told(errors: Iterable[Mapping[str, object]]) -> str:
    return "; ".join(f"{_where(one['loc'])}: {_what(one)}" for one, _ in zip(errors, range(TOLD), strict=False))


def _what(one: Mapping[str, object]) -> object:
    return "not of the form that it has" if one["type"] == "string_pattern_mismatch" else one["msg"]


def _where(at: object) -> object:
    return at[-1] if isinstance(at, tuple) and at else at
