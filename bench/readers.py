"""Each reader against what it is measured by, all in one run: the bare encoder, plain processes, spaCy's pipeline in shape.

Reports are those of `bench.texts`, of 3,000 characters each.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from bench.model import peak, timed
from bench.model import rows as model
from bench.texts import bench_reports
from sayso.types import Report
from sayso.understand.reader import Reader, all_read, reader

SAMPLE, OF_MODEL = 200, 60
WARM, AT_ONCE = 16, 8
"""Reports that a pool reads before the clock starts, and those that a process of it takes at a time."""

Row = tuple[str, str]


def rows() -> Iterator[Row]:
    rules = one_core("rules", SAMPLE)
    yield "rules: reports of 3,000 characters a second, one core", f"{rules:.1f}"
    yield "rules: peak memory", f"{peak('rules'):.0f} MB"
    yield from model()
    whole = one_core("model", OF_MODEL)
    for name, sample, alone in (("rules", SAMPLE, rules), ("model", OF_MODEL, whole)):
        pooled = on_pool(name, sample)
        yield f"{name}: on a plain pool of {_cores()} processes; against itself in one", f"{pooled:.1f}; {pooled / alone:.2f}"
    yield from _beside_spacy({"rules": rules, "model": whole})


def one_core(name: str, how_many: int) -> float:
    """Reports a second in this process: of `rules` on one core, of `model` on as many threads as it takes by itself."""
    read_it = reader(name)
    sample = _sample(how_many)
    read_it(sample[0])  # word lists and weights load once
    return how_many / timed(lambda: list(all_read(read_it.many(sample))))


def on_pool(name: str, how_many: int) -> float:
    """The same by processes that share nothing, a few reports at a time, once all of them have started."""
    sample = _sample(how_many + WARM * _cores())
    parts = [(name, sample[at : at + AT_ONCE]) for at in range(0, len(sample), AT_ONCE)]
    warm = WARM * _cores() // AT_ONCE
    with ProcessPoolExecutor(_cores(), mp_context=get_context("spawn")) as pool:
        list(pool.map(_claims_of, parts[:warm]))
        start = time.perf_counter()
        list(pool.map(_claims_of, parts[warm:]))
        return how_many / (time.perf_counter() - start)


def _claims_of(part: tuple[str, list[Report]]) -> int:
    name, reports = part
    return sum(len(reading.claims) for reading in all_read(_of_process(name).many(reports)))


@cache
def _of_process(name: str) -> Reader:
    return reader(name)


def _beside_spacy(ours: dict[str, float]) -> Iterator[Row]:
    """Reports a second, and each reader against it. The network of `model` takes every core, so it stands beside both."""
    try:
        from bench.spacy_shape import rates

        found = rates()
    except ImportError:
        yield "spaCy's small pipeline in shape", "not measured: pip install 'sayso[bench]' brings spaCy"
        return
    for processes, rate in found.items():
        told = "; ".join(f"{name} {speed / rate:.2f}" for name, speed in ours.items())
        yield f"spaCy's small pipeline in shape, {processes} process{'es' * (processes > 1)}; against it", f"{rate:.1f}; {told}"


def _sample(how_many: int) -> list[Report]:
    return [report for _, report in bench_reports(how_many)]


def _cores() -> int:
    return os.cpu_count() or 1
