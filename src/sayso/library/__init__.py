"""What a Python program asks for: `read` a text, and a `Ledger` as data frames (docs/python.md). Nothing here writes."""

from sayso.library.claims import Claims
from sayso.library.ledger import Ledger
from sayso.library.reading import read

__all__ = ["Claims", "Ledger", "read"]
