"""The reader `model` against the bare encoder: what reading costs beside the one pass of the network that it cannot do without.

The bare encoder is the shipped network cut off before its heads, over the same text, in the same run. It is timed twice: on as
many threads as the reader takes, a window each (the fastest way here), and as onnxruntime does by itself, one window over all
cores.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import load, save
from onnx.helper import make_tensor_value_info
from onnx.utils import Extractor

from bench.texts import bench_reports
from sayso.types import Layers, Report
from sayso.understand.model.network import Network
from sayso.understand.model.pieces import CLS, MARK, SEP, Pieces, Window, pieces, windows
from sayso.understand.model.reader import Model
from sayso.understand.sentences import sentences

SAMPLE, ROUNDS = 60, 3

Row = tuple[str, str]


def rows() -> Iterator[Row]:
    """Speed of the reader, of the bare encoder, and the first against the second."""
    network = Network()
    read_it = Model(network)
    sample = [report for _, report in bench_reports(SAMPLE)]
    first = "r = [*bench_reports(1)][0][1]; t = time.perf_counter(); reader('model')(r); print(time.perf_counter() - t)"
    yield "model: first report in a new process, everything loaded with it", f"{min(apart(first) for _ in range(3)):.2f} s"
    yield "model: peak memory", f"{peak('model'):.0f} MB"
    read_it(sample[0])
    cut = [_windows(network, report) for report in sample]
    whole, pooled, alone = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = bare(Path(folder))
        one, many = _session(path, 1), _session(path, network.threads)
        for _ in range(ROUNDS):
            whole.append(timed(lambda: list(read_it.many(sample))))
            pooled.append(timed(lambda: _over(one, cut, network.threads)))
            alone.append(timed(lambda: _over(many, cut, 1)))
    yield f"model: reports of 3,000 characters a second, {network.threads} cores", f"{SAMPLE / min(whole):.1f}"
    yield "bare encoder on a thread a core: reports a second; the reader against it", _against(pooled, whole)
    yield "bare encoder as onnxruntime spreads it: reports a second; the reader against it", _against(alone, whole)


def apart(code: str) -> float:
    """The number that some code prints in a process of its own."""
    imports = "import time; from bench.texts import bench_reports; from sayso.understand.reader import reader; "
    return float(subprocess.run([sys.executable, "-c", imports + code], capture_output=True, check=True).stdout)


def peak(reader: str) -> float:
    """Most memory of a process that reads with one reader, in MB, as Linux counts it.

    Not by `resource`, which gives a new process the peak of the one that started it.
    """
    read = f"[*reader('{reader}').many(r for _, r in bench_reports({SAMPLE}))]; "
    return apart(read + "print(next(int(x.split()[1]) / 1024 for x in open('/proc/self/status') if 'VmHWM' in x))")


def _against(bare_times: Sequence[float], whole: Sequence[float]) -> str:
    return f"{SAMPLE / min(bare_times):.1f}; {min(bare_times) / min(whole):.2f}"


def bare(folder: Path) -> Path:
    """The shipped network without its heads: cut where the last layer's norm comes out."""
    source = str(resources.files("sayso.understand.model").joinpath("weights", "model.onnx"))
    graph = load(source)
    last = [node for node in graph.graph.node if node.op_type == "SkipLayerNormalization"][-1].output[0]
    graph.graph.value_info.append(make_tensor_value_info(last, 1, ["batch", "pieces", 384]))
    path = folder / "bare.onnx"
    save(Extractor(graph).extract_model(["ids", "features", "mask"], [last]), str(path))
    return path


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _windows(network: Network, report: Report) -> tuple[Pieces, list[Window]]:
    found = pieces(network.tokenizer, report.text, sentences.run(report, Layers()))
    return found, list(windows(found.sentence, found.block, context=0))


def _over(session: onnxruntime.InferenceSession, cut: Sequence[tuple[Pieces, list[Window]]], threads: int) -> None:
    """The bare encoder over every window, with no overlap between them."""

    def run(found: Pieces, window: Window) -> None:
        ids = np.concatenate([[CLS], found.ids[window.first : window.end], [SEP]])[None]
        session.run(None, {"ids": ids, "features": np.full_like(ids, 3 * MARK), "mask": np.ones_like(ids)})

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda job: run(*job), [(found, window) for found, several in cut for window in several]))


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
