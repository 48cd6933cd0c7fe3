"""What a worker makes of one task: it goes back as bytes, so that it is a result whether or not the engine understands it."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable
from typing import Any


def request(work: Callable[[Any], Any], task: object) -> bytes:
    return pickle.dumps((work, task), protocol=pickle.HIGHEST_PROTOCOL)


def outcome(request: bytes) -> bytes:
    """Never raises: what `work` raised is an answer too, with the lines where it was raised as a note."""
    try:
        work, task = pickle.loads(request)
        return pickle.dumps((True, work(task)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return _raised(error)


def result(outcome: bytes) -> Any:
    """What `work` returned. Raises what it raised."""
    done, value = pickle.loads(outcome)
    if done:
        return value
    raise value


def _raised(error: Exception) -> bytes:
    """Some exceptions are pickled but cannot be made again from it: then their words alone."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        pickled = pickle.dumps((False, error), protocol=pickle.HIGHEST_PROTOCOL)
        pickle.loads(pickled)
    except Exception:
        return pickle.dumps((False, RuntimeError(told)), protocol=pickle.HIGHEST_PROTOCOL)
    return pickled
