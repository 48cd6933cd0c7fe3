"""How a file of the results is told to be other than it was written."""

from __future__ import annotations


class DamagedError(Exception):
    """In words for a person."""
