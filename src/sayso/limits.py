"""Every limit in one place, with the reason for its number."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Bytes of one file of text or one page. The longest article of the development corpora has 60,000."""

MAX_CHARACTERS = 2_000_000
"""Characters of one report. Reading is linear; at 100 characters a microsecond this is some 20 s."""

MAX_SENTENCE = 2_000
"""Characters of a sentence that the layers read. A longer one (a table, a list without stops) is cut at a space."""

MAX_QUANTITY = 300
"""Characters that a number or date parser is ever given, so that none can be made slow."""

PAGE_SECONDS = 20.0
"""Seconds for turning one page into text before it is given up. trafilatura needs over 60 s on a 50 MB page."""
