"""Readings of a run, each made once: many measures read the same reports with the same reader, in several workers."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.types import Layers, Reading, Report
from sayso.understand.reader import Failed, Reader, all_read
from tests.once import alone


class ReadOnce:
    """Another reader, whose readings are kept in a folder: for tests of what is made of readings, not of the reader."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        self._reader, self.name, self.version = reader, reader.name, reader.version
        self._folder = folder / f"{reader.name} {hashlib.sha256(reader.version.encode()).hexdigest()[:16]}"
        self._folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, report: Report) -> Reading:
        return next(all_read(self.many([report])))

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        wanted = list(reports)
        with alone(self._folder / "lock"):
            new = [one for one in wanted if not self._at(one).exists()]
            for report, found in zip(new, self._reader.many(new), strict=True):
                part = self._at(report).with_suffix(".part")
                part.write_bytes(pickle.dumps(found))
                part.replace(self._at(report))
        for one in wanted:
            yield pickle.loads(self._at(one).read_bytes())

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        return self._reader.layers(report, only)

    def _at(self, report: Report) -> Path:
        return self._folder / hashlib.sha256(repr(report).encode("utf8", "surrogatepass")).hexdigest()
