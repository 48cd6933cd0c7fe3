"""Processes that are killed while they write, for R1, R14 and R15: what they are given, how they end, what must hold then."""
