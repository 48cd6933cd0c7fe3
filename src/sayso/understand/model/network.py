"""The network on the CPU: windows in, answers out. onnxruntime and tokenizers are loaded when the first report is read.

A window is run by itself, on one thread, and as many at once as the machine has cores. Batches would be no faster (matrices
of 256 pieces fill a core), and the scales of an int8 network follow its input: alone, a report gets the same answers
whatever is read beside it (docs/decisions/0006-one-window-a-call.md).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.errors import SaysoError
from sayso.types import Sentence, Span
from sayso.understand.model.answers import WIDTH, slices
from sayso.understand.model.pieces import CLS, MARK, SEP, Floats, Ints, Pieces, Window, pieces, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

HALF_PAIRS = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no tokenizer takes; one stands for one character in what is put for it."""
WHERE = "weights"
LONGEST_REASON = 120
"""Characters of what a library says is wrong with a file."""
FILES = ("model.json", "model.onnx", "tokenizer.json")
SLICES = slices()
NOTHING_SENT = {"ORT_DISABLE_TELEMETRY": "1"}
"""Read by onnxruntime once, when it is loaded. Without it, its official builds keep an identifier of the machine and a database
of what is to be sent to their maker in ~/.cache, and ask for his server; `disable_telemetry_events()` alone comes too late."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network says of a report: a row of `values` a piece, and of each window's start mark a row of `marks`.

    Kept in half precision, since a text of the greatest length has half a million pieces; each head is given in single.
    """

    pieces: Pieces
    values: NDArray[np.float16]
    marks: NDArray[np.float16]
    window: Ints
    """Number of the window that answers for each piece."""

    def of(self, head: str) -> Floats:
        """The answers of one head, [pieces, classes]."""
        return self.values[:, SLICES[head]].astype(np.float32)

    def mark(self, head: str) -> Floats:
        return self.marks[:, SLICES[head]].astype(np.float32)

    def rows(self, span: Span) -> slice:
        """The rows of the pieces that begin in a span of the report; empty where none does."""
        first, last = np.searchsorted(self.pieces.starts, (span.start, span.end)).tolist()
        return slice(first, last)

    def span(self, first: int, end: int) -> Span:
        """The words from piece `first` up to piece `end`."""
        return Span(int(self.pieces.starts[first]), int(self.pieces.ends[end - 1]))


class Network:
    """The files of a model, and what is made of them once. Safe to call from several threads, and again after a fork."""

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self.folder = folder or Path(str(resources.files("sayso.understand.model").joinpath(WHERE)))
        self.threads = threads or _cores()
        self._lock, self._made = RLock(), dict[str, Any]()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        """Threads do not live through a fork: the child makes its own, and its own session for them."""
        self._lock, self._made = RLock(), {}

    def _once(self, make: Callable[[], Made]) -> Made:
        """What `make` made the first time it was asked for."""
        with self._lock:
            if make.__name__ not in self._made:
                self._made[make.__name__] = make()
            made: Made = self._made[make.__name__]
            return made

    @property
    def settings(self) -> Mapping[str, Any]:
        """What was chosen for these weights: thresholds, scores of tag after tag, calibration (training/settings.json)."""
        return self._once(self._settings)

    @property
    def hash(self) -> str:
        """Eight hex digits over the files of the model. SaysoError E041 where they are not those that were tested."""
        return self._once(self._hash)

    @property
    def tokenizer(self) -> Tokenizer:
        return self._once(self._tokenizer)

    def _settings(self) -> Mapping[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._file("model.json"))
            found["sha256"].get("model.onnx")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._broken("model.json", error) from error
        return found

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for name in FILES:
            own = hashlib.sha256(self._file(name)).hexdigest()
            if self.settings["sha256"].get(name, own) != own:
                raise self._broken(name, "not the file that was tested")
            digest.update(own.encode())
        return digest.hexdigest()[:8]

    def _session(self) -> InferenceSession:
        os.environ.update(NOTHING_SENT)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        onnxruntime.disable_telemetry_events()
        path = str(self.folder / "model.onnx")
        try:
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own errors have no common type
            raise self._broken("model.onnx", error) from error

    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        try:
            found = Tokenizer.from_str(self._file("tokenizer.json").decode())
        except Exception as error:  # a plain Exception is what tokenizers raises
            raise self._broken("tokenizer.json", error) from error
        found.no_padding()
        found.no_truncation()
        return found

    def _pool(self) -> Executor:
        """One thread is that of the caller: a worker among others takes one core and no more."""
        return ThreadPoolExecutor(self.threads, thread_name_prefix="sayso-model") if self.threads > 1 else _AtOnce()

    def _file(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise self._broken(name, error.strerror or error) from error

    def _broken(self, name: str, detail: object) -> SaysoError:
        lines = str(detail).splitlines() or ["no reason given"]
        return SaysoError("E041", path=self.folder / name, detail=lines[0][:LONGEST_REASON])

    def ask(self, text: str, sentences: Sequence[Sentence]) -> Asked:
        """Start reading a text; `Asked.answers()` waits for it."""
        found = pieces(self.tokenizer, HALF_PAIRS.sub("\ufffd", text), sentences)
        cut = list(windows(found.sentence, found.block))
        values, marks = np.zeros((len(found), WIDTH), np.float16), np.zeros((len(cut), WIDTH), np.float16)
        number = np.repeat(np.arange(len(cut)), [w.end - w.own for w in cut]).astype(np.int64)
        answers = Answers(found, values, marks, number)
        session, pool = self._once(self._session), self._once(self._pool)
        return Asked(answers, [pool.submit(_read, session, answers, n, window) for n, window in enumerate(cut)])

    def read(self, text: str, sentences: Sequence[Sentence]) -> Answers:
        return self.ask(text, sentences).answers()


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that the network is reading: its windows write into the answers as they are done."""

    _answers: Answers
    runs: Sequence[Future[None]]

    def answers(self) -> Answers:
        """All of them, once every window is read."""
        for run in self.runs:
            run.result()
        return self._answers

    def drop(self) -> None:
        """Nobody waits any more: what has not begun is not read."""
        for run in self.runs:
            run.cancel()


class _AtOnce(Executor):
    """Does everything at once, in the thread that asks."""

    def submit(self, work: Callable[..., Made], /, *arguments: Any, **named: Any) -> Future[Made]:
        future: Future[Made] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(session: InferenceSession, answers: Answers, number: int, window: Window) -> None:
    """Read one window with its two marks, and put what it says of its own pieces and of its start mark into the answers."""
    found = answers.pieces
    ids = np.concatenate([[CLS], found.ids[window.first : window.end], [SEP]])[None]
    features = np.concatenate([[3 * MARK], found.features[window.first : window.end], [3 * MARK]])[None]
    (said,) = session.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
    answers.values[window.own : window.end] = said[0, 1 + window.own - window.first : 1 + window.end - window.first]
    answers.marks[number] = said[0, 0]


def sentence_rows(answers: Answers, count: int) -> list[slice]:
    """Of each sentence the rows of its pieces."""
    edges = np.searchsorted(answers.pieces.sentence, np.arange(count + 1)).tolist()
    return [slice(a, b) for a, b in pairwise(edges)]


def block_edges(answers: Answers) -> list[int]:
    """The first piece of each block that has any, and the number of all pieces."""
    block = answers.pieces.block
    return [*np.flatnonzero(np.diff(block, prepend=-1)).tolist(), len(block)]


def weights(gate: Floats) -> Floats:
    """How much each piece counts for its sentence."""
    told: Floats = np.exp(np.clip(gate, -15, 15))
    return told


def pooled(values: Floats, gate: Floats, rows: Sequence[slice]) -> Floats:
    """Gate-weighted mean of `values` over the pieces of each sentence, [sentences, classes]; zeros where it has none.

    `rows` are those of `sentence_rows`: one after the other, together all pieces.
    """
    out = np.zeros((len(rows), values.shape[1]), np.float32)
    filled = [n for n, r in enumerate(rows) if r.stop > r.start]
    if filled:
        weight = weights(gate)[:, None]
        sums = np.add.reduceat(np.concatenate([values * weight, weight], 1), [rows[n].start for n in filled])
        out[filled] = sums[:, :-1] / sums[:, -1:]
    return out
