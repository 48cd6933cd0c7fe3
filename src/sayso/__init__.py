"""Sayso: on whose say-so? A ledger of claims read from the news of a crisis."""

__version__ = "0.1.0"
