"""Copies and stories of millions of reports, as jobs of an engine: `features/` in; `copies/`, `copy_groups/`, `stories/` out.

    parts of features → each report once → slices of the order → what each slice needs of those before it
        → candidates → how alike → choice, one pass in order → words;   copies → connected components → credits

Every row equals what `reconcile.keep` has of the same reports in its tables, for both call the same functions: here are only
the look-ups, done for a whole slice at once. A slice is a stretch of the order of all reports (`Carrier.place_in_order`). Of a
key, only the latest few holders before a report are ever looked at; so a slice needs of all slices before it no more than the
latest few holders of each of its own keys (`carry`), and pairs of reports never travel.
"""

from __future__ import annotations

from sayso.bulk.planning.parquet import libraries

libraries()  # before any module here imports them: SaysoError E100 tells what to install
