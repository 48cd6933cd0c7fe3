"""Every limit on what is taken in, in one place, with the reason for its number.

How long a credit or a name can be is no limit in this sense but part of the rule that knows credits or names, and stands there.
"""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Bytes of one file of text or one page. The longest article of the development corpora has 60,000."""

MAX_UPLOAD_BYTES = 200_000_000
"""Bytes of all that is given to the page at once. They are kept in a temporary file each until they are read."""

MAX_UPLOAD_FILES = 200
"""Files given to the page at once: each may hold a file open until it is read, and systems allow some hundreds."""

MAX_CHARACTERS = 500_000
"""Characters of one report. Reading is linear, 35 to 80 characters a millisecond on one core, so none takes over some 15 s."""

MAX_SENTENCE = 2_000
"""Characters of a sentence that the layers read. A longer one (a table, a list without stops) is cut at a space."""

MAX_QUANTITY = 300
"""Characters that a number or date parser is ever given, so that none can be made slow."""

MAX_NESTING = 250
"""Elements of a page inside one another. libxml2 gives up at 256, trafilatura at 300; real pages have under 60."""

MAX_TAGS = 60_000
"""Tags of a page that is given to trafilatura. Real pages of news have under 10,000; time grows faster than their number."""

MAX_LINKED_OBJECTS = 200
"""Objects of a page's JSON-LD that are looked at, so that none can make it slow."""

PAGE_SECONDS = 20.0
"""Seconds for turning one page into text before it is given up. trafilatura needs over 60 s on a 50 MB page."""

FETCH_SECONDS = 60.0
"""Seconds for all about one address: look-up, connections, redirects, robots.txt and the last byte. Waiting out of politeness
is not counted. Pages of news come within 5."""

CONNECT_SECONDS = 15.0
"""Seconds for looking a name up, and for connecting to one of its addresses."""

MAX_HEAD_BYTES = 200_000
"""Bytes that come before a response's headers end, interim answers included. Browsers take 256 kB; real ones have under 10."""

MAX_REDIRECTS = 10
"""Redirects that are followed from one address. Browsers follow 20; chains of news sites have under 5."""

MAX_RATIO, MIN_RATIO_BYTES = 200, 1_048_576
"""How many bytes one byte of a compressed body may become, and from which size on that is asked. Pages have under 20."""

LONGEST_DELAY = 30.0
"""Seconds between two requests that a host's robots.txt can ask for."""

LONGEST_WAIT = 30.0
"""Seconds that one address waits for a host that asked to be left alone (Retry-After); beyond that it is told and given up."""

LONGEST_PAUSE = 86_400.0
"""Seconds for which a host is left alone at most, whatever it says and however often it failed."""

MAX_HOSTS = 2_000
"""Hosts whose rules are kept in memory. A list of outlets has some hundreds; the rules of one have 500 KiB at most."""
