"""Looking again and again at one ledger: what is known at any moment, worked out once for each story as it then was.

ledger → `holding.py` (reports, claims and verdicts in memory) → `at_moment.py` (what was known by then)
       → `stories.py` (what each story amounts to, remembered) → `knowing.py` (the same as `knowledge(load(reader, filters))`)

Everything is a pure function of the ledger and of what is asked, so nothing here is ever wrong, only made anew: what is
remembered is found by all that it was made from.
"""
