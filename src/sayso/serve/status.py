"""The status of an answer by the code of what is wrong."""

from __future__ import annotations

from sayso.errors import SaysoError

STATUS = {
    **dict.fromkeys(("E027", "E042", "E052", "E065", "E120"), 404),
    **dict.fromkeys(("E021", "E022", "E025", "E053", "E054", "E058", "E059", "E062", "E085", "E161", "E174"), 503),
    **dict.fromkeys(("E026", "E099"), 500),
    "E028": 400,
    **dict.fromkeys(("E043", "E136", "E167"), 409),
    **dict.fromkeys(("E137", "E166"), 404),
    "E169": 401,
    "E170": 429,
    "E171": 403,
}
"""What is not listed is a question that does not fit. A disk that is full or cannot be written is 503 like a server that is
away: nothing is wrong with what was asked, which may be asked again."""


def status_of(error: SaysoError) -> int:
    return STATUS.get(error.code.code, 400)
