"""What a slice needs of all slices before it: of each key by which it looks, the latest few that hold it.

Whoever looks for the latest `each` holders of a key finds them among the last `each` of every slice before; so no slice sends
more of one key, however many of its reports hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.files import Numbers, numbers, split
from sayso.bulk.grouping.plan import Plan
from sayso.bulk.grouping.slices import HELD, Kind


@dataclass(frozen=True, slots=True)
class Carry:
    """Of the keys of a bucket, to each slice what it needs."""

    plan: Plan
    kind: Kind

    def __call__(self, bucket: int) -> int:
        files, slices = self.plan.files, self.plan.slices
        tails = files.gather(self.kind.step("tails"), slices, bucket)
        tails = tails.take(pa.array(np.lexsort(numbers(tails, "order", "key"))))
        wanted = [numbers(files.read(self.kind.step("wanted"), number, bucket), "key")[0] for number in range(slices)]
        to = np.repeat(np.arange(slices), [len(keys) for keys in wanted])
        key, order = numbers(tails, "key", "order")
        which, slice_of = self._latest(key, order, np.concatenate(wanted), to)
        return files.write(self.kind.step("carried"), bucket, split(tails.take(pa.array(which)), slice_of, slices), HELD)

    def _latest(self, key: Numbers, order: Numbers, wanted: Numbers, to: Numbers) -> tuple[Numbers, Numbers]:
        """Rows of `tails`, which are sorted by key and order, and the slices that they go to."""
        end = _before(key, order, wanted, np.array(self.plan.starts)[to])
        begin = np.maximum(np.searchsorted(key, wanted), end - self.kind.each)
        long = end - begin
        within = np.arange(long.sum()) - np.repeat(np.cumsum(long) - long, long)
        return np.repeat(begin, long) + within, np.repeat(to, long)


def _before(key: Numbers, order: Numbers, wanted: Numbers, starts: Numbers) -> Numbers:
    """For each wanted key the end of its rows before a place in the order: both sorted together, the wanted ones first."""
    count = len(wanted)
    in_order = np.lexsort(
        (np.r_[np.zeros(count, np.int8), np.ones(len(key), np.int8)], np.r_[starts, order], np.r_[wanted, key])
    )
    is_row = in_order >= count
    rows_before = np.cumsum(is_row)
    end = np.empty(count, dtype=np.int64)
    end[in_order[~is_row]] = rows_before[~is_row]
    return end
