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

MAX_ADDRESS = 2_048
"""Characters of an address that a feed or sitemap lists: the limit of the sitemaps protocol."""

MAX_LISTED_TITLE = 500
"""Characters of a title that a feed or sitemap tells. Real ones have under 200."""

MAX_FEED_ITEMS = 10_000
"""Articles of one feed. Feeds of outlets list 10 to 200; feedparser reads some thousands a second."""

MAX_FEED_TAGS = 200_000
"""Elements of one feed, 20 for each of the most articles that are taken. feedparser reads 30,000 of the slowest a second."""

MAX_ATTRIBUTES = 200
"""Attributes of one element of a feed, namespaces apart. feedparser's time grows with their square; real ones have under 20."""

MAX_SITEMAP_ENTRIES = 50_000
"""Entries of one sitemap: the limit of the sitemaps protocol."""

MAX_SITEMAP_BYTES = 52_428_800
"""Bytes of a sitemap that came as gzip, unpacked: the limit of the sitemaps protocol."""
