"""The rows of `docs/reliability.md`: what is promised, how it is proved, and the number that is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`asked`: of the whole table; the short form does a tenth of each count."""

    number: int
    promise: str
    how: str
    asked: str

    @property
    def name(self) -> str:
        return f"R{self.number}"


ROWS = (
    Row(
        1,
        "kill -9 while reports are added loses nothing",
        "SIGKILL at random moments and at each named write point while 2,000 reports are added; then started again, no repair",
        "300 kills: 0 acknowledged lost, 0 half-written, 0 duplicates; the entry bodies equal those of an uninterrupted run",
    ),
    Row(
        2,
        "a full disk, I/O errors, a read-only disk",
        "small file systems; every k-th write fails",
        "coded error with remedy; nothing damaged; goes on once there is space; pages are read meanwhile, writes get 503",
    ),
    Row(
        3,
        "one bad document never hurts the rest",
        "gzip bomb of 1 MB to 1 GB, 100,000 nested elements, colspan 9e15, an article of 50 MB, 200,000 links, billion laughs",
        "each ≤ 25 s and ≤ 512 MB; the parent lives; the document becomes an `unreadable` entry with its reason",
    ),
    Row(
        4,
        "broken archives are noticed",
        "WARC files cut off, with flipped bits, with wrong digests",
        "≥ 500 cuts, ≥ 1,000 flips: each cut inside a record reported, no wrong digest accepted, intact records before it kept",
    ),
    Row(
        5,
        "no input makes it fail",
        "fuzz at each door: HTML, WARC, feed, JSON lines, address, dates, numbers, any text to claims",
        "≥ 2,000 inputs a door: 0 uncaught exceptions, 0 over 25 s",
    ),
    Row(
        6,
        "spans are true",
        "all planes, surrogates, NUL, bidi, combining marks: through SQLite, PostgreSQL, JSON, HTML and UTF-16 in a browser",
        "10,000 cases: `text[start:end]` equals the quote, 0 wrong",
    ),
    Row(
        7,
        "no regular expression explodes",
        "every pattern of the package on 30 attack strings of 100 KB; texts of dates and numbers are bounded",
        "twice the length takes ≤ 2.6 times as long; parsers of dates and numbers never get more than 300 characters",
    ),
    Row(
        8,
        "no request into private networks",
        "schemes, private IPv4 and IPv6, mapped, decimal, link-local, userinfo, redirects, rebinding",
        "≥ 100 addresses: 0 connections to a canary; the address is checked on connecting, at each hop",
    ),
    Row(
        9,
        "what is stored runs no script",
        "payloads in every field, in headless Chromium, with the content policy and without it",
        "≥ 100 payloads × every field: 0 scripts run; no `javascript:` or `data:` link; CSV cells with = + - @ are harmless",
    ),
    Row(
        10,
        "headers, and changes that another site asks for",
        "every route of the route table × every status; each unsafe route × 12 cross-site cases",
        "strict content policy everywhere; 0 changes from elsewhere; GET never changes anything",
    ),
    Row(
        11,
        "access on a shared server",
        "role × route, made from the routes; denied where nothing is said; no default password",
        "100 % of cells as the table says; no listening beyond loopback without users",
    ),
    Row(
        12,
        "the ledger shows tampering",
        "random flips, swaps, deletions, insertions, cuts of the tail (against a saved head)",
        "≥ 1,000 changes: 100 % found and located; an independent verifier of ≤ 100 lines agrees",
    ),
    Row(
        13,
        "removal without breaking",
        "redaction, then every file of the ledger searched: database, log, full text, evidence",
        "0 hits in all files; the chain still verifies",
    ),
    Row(
        14,
        "reviewers at once",
        "8 processes × 200 verdicts on the same claims, reports being added, kills",
        "0 lost, 0 forks; both opinions kept and shown",
    ),
    Row(
        15,
        "PostgreSQL restarts",
        "the server's processes killed while reports are added; connections cut around COMMIT",
        "20 kills: 0 lost, 0 duplicates; an unknown COMMIT is settled by content id",
    ),
    Row(
        16,
        "same input, same ledger",
        "1 and 2 workers, shuffled order, SQLite and PostgreSQL",
        "the canonical export has the same SHA-256",
    ),
    Row(17, "rebuild", "every view dropped, and made again from the entries", "state hash equal; 100,000 entries ≤ 60 s"),
    Row(
        18,
        "nothing silently dropped",
        "the account of every run of all the above",
        "inputs = reports + duplicates + refused + unreadable, always",
    ),
    Row(
        19,
        "instructions in a report (reader `llm`)",
        "poisoned reports, a model that obeys them",
        "≥ 100 reports: no effect outside their own claims; no claim without an exact span; a model writes no verdict",
    ),
)
BY_NAME = {row.name: row for row in ROWS}
