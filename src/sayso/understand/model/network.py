"""The network on the CPU: windows in, answers out. onnxruntime and tokenizers are loaded when the first report is read.

A window is run by itself, on one thread, and as many at once as the machine has cores. Batches would be no faster (matrices
of 256 pieces fill a core), and the scales of an int8 network follow its input: alone, a report gets the same answers
whatever is read beside it (docs/decisions/0006-one-window-a-call.md).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import SaysoError
from sayso.types import Sentence
from sayso.understand.model.answers import slices
from sayso.understand.model.pieces import CLS, MARK, SEP, Ints, Pieces, Window, pieces, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
HALF_PAIRS = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no tokenizer takes; one stands for one character in what is put for it."""
WHERE = "weights"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network says of a report: a row of `values` a piece, and of each window's start mark a row of `marks`."""

    pieces: Pieces
    values: Floats
    marks: Floats
    window: Ints
    """Number of the window that answers for each piece."""

    def of(self, head: str) -> Floats:
        """The answers of one head, [pieces, classes]."""
        return self.values[:, SLICES[head]]

    def mark(self, head: str) -> Floats:
        return self.marks[:, SLICES[head]]


SLICES = slices()


class Network:
    """Loaded once a process and shared; safe to call from several threads."""

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self.folder = folder or Path(str(resources.files("sayso.understand.model").joinpath(WHERE)))
        self.threads = threads or _cores()

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What was measured for these weights: costs of tags, thresholds, calibration (training/tune.py writes it)."""
        found: dict[str, Any] = json.loads(self._file("model.json"))
        return found

    @cached_property
    def hash(self) -> str:
        """Eight hex digits over the files of the model."""
        digest = hashlib.sha256()
        for name in ("model.onnx", "model.json", "tokenizer.json"):
            digest.update(self._file(name))
        return digest.hexdigest()[:8]

    def _file(self, name: str) -> bytes:
        """A file of the model. SaysoError E041 where it cannot be read or is not the one that was tested."""
        path = self.folder / name
        try:
            body = path.read_bytes()
        except OSError as error:
            raise SaysoError("E041", path=path, detail=error.strerror or error) from error
        if name == "model.onnx" and hashlib.sha256(body).hexdigest() != self.settings["sha256"]:
            raise SaysoError("E041", path=path, detail="not the file that was tested")
        return body

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        onnxruntime.disable_telemetry_events()
        return onnxruntime.InferenceSession(self._file("model.onnx"), options, providers=["CPUExecutionProvider"])

    @cached_property
    def tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        found = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        found.no_padding()
        found.no_truncation()
        return found

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="sayso-model")

    def ask(self, text: str, sentences: Sequence[Sentence]) -> Asked:
        """Start reading a text; `Asked.answers()` waits for it."""
        found = pieces(self.tokenizer, HALF_PAIRS.sub("\ufffd", text), sentences)
        session = self._session
        cut = list(windows(found.sentence, found.block))
        return Asked(found, cut, [self._pool.submit(_run, session, found, window) for window in cut])

    def read(self, text: str, sentences: Sequence[Sentence]) -> Answers:
        return self.ask(text, sentences).answers()


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that the network is reading."""

    pieces: Pieces
    windows: Sequence[Window]
    runs: Sequence[Future[Floats]]

    def answers(self) -> Answers:
        width = max(s.stop for s in SLICES.values())
        values = np.zeros((len(self.pieces), width), np.float32)
        marks = np.zeros((len(self.windows), width), np.float32)
        number = np.zeros(len(self.pieces), np.int64)
        for n, (window, run) in enumerate(zip(self.windows, self.runs, strict=True)):
            said = run.result()
            values[window.own : window.end] = said[1 + window.own - window.first : 1 + window.end - window.first]
            marks[n] = said[0]
            number[window.own : window.end] = n
        return Answers(self.pieces, values, marks, number)


def _run(session: InferenceSession, found: Pieces, window: Window) -> Floats:
    """Answers for a window with its two marks: [pieces + 2, answers]."""
    ids = np.concatenate([[CLS], found.ids[window.first : window.end], [SEP]])[None]
    features = np.concatenate([[3 * MARK], found.features[window.first : window.end], [3 * MARK]])[None]
    (answers,) = session.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
    said: Floats = answers[0]
    return said


def sentence_rows(answers: Answers, count: int) -> list[slice]:
    """Of each sentence the rows of its pieces."""
    edges = np.searchsorted(answers.pieces.sentence, np.arange(count + 1))
    return [slice(int(a), int(b)) for a, b in itertools.pairwise(edges)]


def pooled(values: Floats, gate: Floats, rows: Sequence[slice]) -> Floats:
    """Gate-weighted mean of `values` over the pieces of each sentence, [sentences, classes]; zeros where it has none.

    `rows` are those of `sentence_rows`: one after the other, together all pieces.
    """
    out = np.zeros((len(rows), values.shape[1]), np.float32)
    filled = [n for n, r in enumerate(rows) if r.stop > r.start]
    if filled:
        weight = np.exp(np.clip(gate, -15, 15))[:, None]
        sums = np.add.reduceat(np.concatenate([values * weight, weight], 1), [rows[n].start for n in filled])
        out[filled] = sums[:, :-1] / sums[:, -1:]
    return out
