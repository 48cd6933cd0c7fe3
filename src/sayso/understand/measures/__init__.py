"""Measures with a start and an end: what a claim says of one, and the endings that no trigger finds."""
