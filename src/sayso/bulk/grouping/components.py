"""Copy groups as connected components of the pairs of copies, in rounds of jobs, whose memory is that of a bucket of pairs.

The rounds are the alternating large-star and small-star of Kiveris et al., "Connected Components in MapReduce and Beyond"
(2014): each hangs the neighbours of a report on the first of them. After some rounds, about the logarithm of the longest
chain, every report hangs on the first of its group, which is what `copies.groups` finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.files import Numbers, made, numbers, split
from sayso.bulk.grouping.plan import Plan

EDGES = pa.schema([("node", pa.int64()), ("root", pa.int64())])
"""A later report and an earlier one, by their numbers in the order of all: both belong together."""

Pairs = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Star:
    """Half a round, of the pairs in a bucket: each lies there by its node. `files`: how many files of this half there are.

    Returns how many reports do not yet hang on the first of their group alone: when there are none before a large star, all is
    done. Small stars take each pair by its later report; for large stars it stands there by both.
    """

    plan: Plan
    half: int
    files: int

    def __call__(self, bucket: int) -> int:
        pairs = once(*numbers(self.plan.files.gather(edges_step(self.half), self.files, bucket), "node", "root"))
        is_large = self.half % 2 == 0
        made_pairs = large_star(*pairs) if is_large else both(*small_star(*pairs))
        batch = made(dict(zip(EDGES.names, made_pairs, strict=True)), EDGES)
        to = self.plan.bucket(made_pairs[0])
        self.plan.files.write(edges_step(self.half + 1), bucket, split(batch, to, self.plan.buckets), EDGES)
        return unsettled(*pairs) if is_large else 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """Of the pairs in a bucket, when all are stars, the first report of each report's group, to the slice of the report."""

    plan: Plan
    half: int
    files: int

    def __call__(self, bucket: int) -> int:
        node, root = once(*numbers(self.plan.files.gather(edges_step(self.half), self.files, bucket), "node", "root"))
        node, root = node[node > root], root[node > root]
        to = self.plan.slice_of(node)
        batch = made({"node": node, "root": root}, EDGES)
        self.plan.files.write("labels", bucket, split(batch, to, self.plan.slices), EDGES)
        return len(node)


def edges_step(round: int) -> str:
    return f"edges-{round}"


def once(node: Numbers, root: Numbers) -> Pairs:
    """Each pair once, sorted by node."""
    in_order = np.lexsort((root, node))
    node, root = node[in_order], root[in_order]
    new = _differs(node) | _differs(root)
    return node[new], root[new]


def both(node: Numbers, root: Numbers) -> Pairs:
    """Each pair by both of its ends."""
    return np.r_[node, root], np.r_[root, node]


def large_star(node: Numbers, neighbour: Numbers) -> Pairs:
    """Of each node its later neighbours, on the first of all and itself. Pairs are sorted by node, each by both ends."""
    first = _first(node, neighbour)
    later = neighbour > node
    return neighbour[later], first[later]


def small_star(node: Numbers, root: Numbers) -> Pairs:
    """Of each node its earlier neighbours and itself, on the first of them. Pairs are sorted by node."""
    first = _first(node, root)
    other = root != first
    return np.r_[root[other], node], np.r_[first[other], first]


def unsettled(node: Numbers, neighbour: Numbers) -> int:
    """Nodes that have an earlier neighbour and another one beside it. Pairs are sorted by node, each by both ends."""
    several = np.bincount(np.cumsum(_differs(node)) - 1, neighbour < node)
    return int(np.sum((several > 0) & (np.diff(np.flatnonzero(np.r_[_differs(node), True])) > 1)))


def _first(node: Numbers, neighbour: Numbers) -> Numbers:
    """For each pair the first among the neighbours of its node and the node itself."""
    starts = np.flatnonzero(_differs(node))
    if not len(starts):
        return node
    least = np.minimum(np.minimum.reduceat(neighbour, starts), node[starts])
    return np.repeat(least, np.diff(np.r_[starts, len(node)]))


def _differs(values: Numbers) -> Any:
    """For each value: does it differ from the one before it?"""
    return np.r_[True, values[1:] != values[:-1]][: len(values)]
