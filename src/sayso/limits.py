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
"""Characters of one report: a report of an agency of some 150 pages. Reading is linear; of this length it takes `rules` some
10 s of processor time and `model` 70 to 85 (docs/reliability.md, R3)."""

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

FETCH_SECONDS = 60.0
"""Seconds for all about one address: look-up, connections, redirects and the last byte. Waiting out of politeness is not
counted; the rules of a host have 20 of their own. Pages of news come within 5."""

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

MAX_HOSTS, MAX_RULES_BYTES = 2_000, 4_000_000
"""Hosts whose rules are kept in memory, and bytes of all of these rules. Those of most hosts have a few kB; those of one can
have 1 MB. Parsed, they take up to 70 times as much."""
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
MAX_UNPACKED = 200_000_000
"""Bytes that one gzip member of an archive may unpack to, whatever its ratio. What is passed over is unpacked all the same."""

MAX_DAMAGED = 1_000
"""Places at which one archive may be damaged. Each is an entry, and looking for the next whole record takes a while."""

MAX_PROBES = 100_000
"""Tries to find the next member after a broken one. By chance there is a false one in 16 million bytes."""

MAX_ARCHIVES = 10_000
"""WARC files within one WACZ. Those of web recorders have 1 to some 100."""

MAX_PARTS = 200
"""Parts of a mail that are looked at. A press release has 2 to 20."""

MAX_PAGES = 500
"""Pages of a PDF that are read. Reports of agencies have under 100."""

PDF_BYTES = 20_000_000
"""Bytes that one stream of a PDF may unpack to. That of a page of text has some 10,000."""

PAGE_SECONDS = 10.0
"""Seconds after which trafilatura is given up on a page, so that the second reader has the rest of CHILD_SECONDS. A page of
news takes it some milliseconds; a page of 50 MB over 60 s."""

CHILDREN = 2
"""Processes that read hostile bytes at a time. A page takes a hundredth of the time that the model takes for its text."""

CHILD_SECONDS = 24.0
"""Seconds of wall time, and as many of processor time, that a document may take to be read, understanding it not counted. One
less than is promised, for ending the child that reads it."""

CHILD_MEMORY = 500_000_000
"""Bytes of memory of a process that reads. An article of 20 MB takes it some 140 MB, a page of 20 MB of nothing but tags more
than there is."""

CHILD_WORN = 200_000_000
"""Bytes that such a process may still hold after a document; with more it is replaced. It begins with 55 MB."""

CHILD_DOCUMENTS = 2_000
"""Documents after which it is replaced, so that what libraries leave behind cannot add up. A start takes half a second."""
MAX_EVIDENCE_FILE = 1_000_000_000
"""Bytes after which a run begins another file of evidence, as the WARC specification advises; and of the largest record."""

MAX_SITEMAPS = 500
"""Sitemaps that one run follows from an index. A news site has under 100; those of its past go back decades."""

BULK_DOCUMENTS = 64
"""Documents of the first tasks of bulk reading: some seconds of work, so that each worker soon has one."""

BULK_SHARE = 128
"""Later tasks have the number of documents before them over this: so many workers are still busy at the end."""

BULK_MOST_DOCUMENTS = 2_048
"""Documents of the largest tasks: a minute or two of work, which is what a worker that dies loses, and some 100 MB of rows."""

BULK_BYTES = 8_000_000
"""Bytes after which a task ends however few documents it has, while tasks are small, or where it brings them along: what is in
work at a time fits into memory."""

BULK_MOST_BYTES = 64_000_000
"""The same of the largest tasks: 31 kB a document, twice what a packed page of the web has."""

BULK_SECONDS = 60.0
"""Seconds of wall time, and as many of processor time, that a document of a bulk run may take in all: CHILD_SECONDS to be read,
and the longest report that is taken (MAX_CHARACTERS) takes up to half a minute to be understood."""

BULK_MEMORY = 1_000_000_000
"""Bytes of memory of a process that reads and understands: the network and the gazetteer are in it beside the page."""

BULK_WORN = 600_000_000
"""Bytes that such a process may still hold after a document; with more it is replaced. It begins with 140 MB where it reads by
`rules`, with 240 MB where by `model`."""

BULK_CHILD_DOCUMENTS = 10_000
"""Documents after which it is replaced whatever it holds (CHILD_DOCUMENTS): it takes seconds to load a reader."""

BULK_PROBLEMS = 20
"""Things that could not be read which one task tells at once; all stand in its rows."""

MCP_ANSWER = 30_000
"""Characters of the items of one answer to an assistant: some 10,000 tokens, of which a client takes 25,000 at most. The last
item may go beyond it."""

MCP_ITEMS = 50
"""Items of one answer to an assistant."""

MCP_IDS = 20
"""Claims whose evidence is given in one answer."""

MCP_QUOTE = 600
"""Characters of a quoted sentence in a list: nearly all have under 400. A text without a full stop is one sentence."""

MCP_EVIDENCE = 4_000
"""Characters of a quoted sentence where it is asked for by its claim."""

MCP_QUESTION = 1_000_000
"""Bytes of one message from an assistant. A question has some 500."""
EXPORT_CLAIMS_AT_ONCE = 20_000
"""Claims of which an export works out at once how they stand, some 150 MB: a ledger of no more is known whole, as a view shows
it; of a larger one the stories are, a few at a time, and a story of more is not told of."""

EXPORT_CLAIMS_REMEMBERED = 200_000
"""Claims of which an export remembers how they stand, since reports of a story lie apart in the order of the ledger."""

EXPORT_CLAIMS_OF_PAGE = 100_000
"""Claims that an export of the page works out at once, some 700 MB: what others look at is in the same process."""
PDF_SECONDS = 300.0
"""Seconds that a browser may take to print a situation report: so many that a busy machine is no reason to give up."""
MAX_LLM_ANSWER = 1_000_000
"""Bytes of one answer of a language model. The claims of the longest article, with their sentences, have under 200,000."""

MAX_LLM_CLAIMS = 400
"""Claims of one answer. A long article has under 60."""

LLM_BYTES = 60_000
"""Bytes of a report that a language model is asked about: the longest article of the development corpora. More costs more."""

LLM_TOKENS = 8_000
"""Tokens that a language model may answer with: about 60 claims with their words."""

LLM_SECONDS = 120.0
"""Seconds for all about one report: a model on a processor writes some ten tokens a second."""

LLM_LONGEST_WAIT = 30.0
"""Seconds that one report waits for a model that asked to be left alone (Retry-After)."""

LLM_FAILURES, LLM_REST = 3, 600.0
"""After so many failures in a row a model is left alone for so many seconds, so that an archive does not wait ten thousand
times for one that is not there."""

EXPORT_CLAIMS_OF_PAGE = 100_000
"""Claims that an export of the page works out at once, some 700 MB: what others look at is in the same process."""
PDF_SECONDS = 300.0
"""Seconds that a browser may take to print a situation report: so many that a busy machine is no reason to give up."""
MAX_ENTRY_LINE = 1 << 28
"""Bytes of an entry in a backup: a body of a ledger is unpacked to half of that at most (`ledger.compressed`), and JSON within
JSON is at most twice as long. Real ones have under 1 MB."""

SHORTEST_PASSWORD = 12
"""Characters that a user's password needs. NIST SP 800-63B asks for 8 beside a second factor and for 15 where a password is
alone; here each failure makes the next guess wait."""

LONGEST_PASSWORD = 1_024
"""Characters of a password. Hashing takes the same time for all of these; nobody types more, and a megabyte is an attack."""

LOG_IN_BYTES = 60_000
"""Bytes of a form with passwords: three of the longest, each character twelve bytes in the form, and a name."""

LOG_INS_AT_ONCE = 2
"""Passwords that are hashed at once: each takes 64 MiB and some 50 ms on four cores, and the pages need them too."""

LOG_INS_WAITING = 40
"""Log-ins that wait for that, some two seconds; whoever comes then is told to come again."""

LIMITED_VIEWS = 8
"""Sets of situations whose ledgers are held at once for users who are limited to them. Each takes the memory of its claims."""
