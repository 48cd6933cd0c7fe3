"""Origins: who told it first. From the words of one report (`in_report`) to a count of independent tellers (`count`).

A step a file, each a pure function: `phrase` reads a teller's words, `seats` gives an office its country or town, `in_report`
resolves what one report tells of its tellers, `holders` who holds which public office as another report says, `settle` what a
series of tellings tells of each of them, `count` how many first tellers are left. Private persons are never resolved
across reports.
"""

from sayso.reconcile.origins.count import Counted, OriginCount, Untold, count
from sayso.reconcile.origins.holders import Holder, holders, keys_of, with_holders
from sayso.reconcile.origins.in_report import origin_of, origins_of
from sayso.reconcile.origins.settle import settle, with_countries

__all__ = [
    "Counted",
    "Holder",
    "OriginCount",
    "Untold",
    "count",
    "holders",
    "keys_of",
    "origin_of",
    "origins_of",
    "settle",
    "with_countries",
    "with_holders",
]
