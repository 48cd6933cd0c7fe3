"""Full text: a column of `claims` that the database itself makes from evidence and title, and an index (GIN) over it.

A word is what FTS5's `unicode61 remove_diacritics 2` takes for one: letters and digits that stand together, without case and
marks. PostgreSQL's own parser sees hosts, numbers with signs and compounds, and its `lower()` goes by the collation of each
database; so the text is first folded by `fold`, in ways that are the same everywhere, into words with one space between, and
only then given to the configuration `simple`, which keeps every word as it is. Words that are searched for go through it too.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    String,
    any_,
    bindparam,
    cast,
    false,
    func,
    inspect,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import REGCONFIG

from sayso.ledger import schema
from sayso.ledger.postgresql.guards import quoted
from sayso.ledger.storable import text as storable_text

UPPER = "".join(
    c
    for c in map(chr, (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x400, 0x530), *range(0x531, 0x557)))
    if len(c.lower()) == 1 and c.lower() != c and unicodedata.normalize("NFD", c) == c
)
LOWER = UPPER.lower() + "σ"
UPPER += "ς"
"""Capitals that do not become ASCII by taking their marks off: Latin, Greek, Cyrillic and Armenian. The sigma at the end of a
word is one too."""

MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u06df-\u06e4]"
)
NO_WORD = (
    r"[^a-z0-9\u00aa-\uffff\U00010000-\U0010ffff]|[\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5"
    r"\u02d2-\u02df\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u060d\u061b\u061e\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u1680\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20c0\u2100\u2101\u2103-\u2106\u2108\u2109\u2114\u2116"
    r"\u2117\u211e-\u2123\u2190-\u245f\u249c-\u24e9\u2500-\u2775\u2794-\u2bff\u2e00-\u2e5d\u3000-\u3004\u3008-\u3020\u3030"
    r"\u30fb\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff"
    r"\U0001f000-\U0001faff]"
)
QUOTES = "“”‘’„‚«»‹›–—…•·\u00a0"
"""What most texts hold beyond ASCII: taken out first, so that the slow way is for accents and other scripts alone."""

FOLD = f"""DECLARE plain text := translate(lower(words COLLATE "C"), '{QUOTES}', '{" " * len(QUOTES)}');
BEGIN
  IF octet_length(plain) = char_length(plain) THEN
    RETURN regexp_replace(plain, '[^a-z0-9]+', ' ', 'g');
  END IF;
  plain := regexp_replace(plain, '{MARKS}', '', 'g');
  plain := regexp_replace(normalize(plain, NFD), '([a-zA-Z\\u00c0-\\u024f])[\\u0300-\\u036f]+', '\\1', 'g');
  plain := normalize(translate(lower(plain COLLATE "C"), '{UPPER}', '{LOWER}'), NFC);
  RETURN regexp_replace(regexp_replace(plain, '{MARKS}', '', 'g'), '(?:{NO_WORD})+', ' ', 'g');
END"""
CLAIM_WORDS = """BEGIN
  RETURN to_tsvector('pg_catalog.simple', %(schema)s.fold(evidence)) || $bar$'|':1$bar$::tsvector
    || to_tsvector('pg_catalog.simple', %(schema)s.fold(COALESCE(title, '')));
END"""
FUNCTIONS = {
    "fold": ("text", "words text", FOLD),
    "claim_words": ("tsvector", "evidence text, title text", CLAIM_WORDS),
}
"""Name → what it gives, what it takes, and its body. The bar, which is in no word, stands between evidence and title: words
that are searched for as a phrase are not found half in one and half in the other. plpgsql keeps what it has prepared."""

FEW = 2_000
"""Claims that are looked up and sorted in less time than it takes to go along the order until fifty of them are met."""
COMMON = 0.002
"""Share of the claims: what the server expects to be in more of them is in its list of common words, or made of such."""
CLAIMS = "SELECT reltuples FROM pg_class WHERE oid = 'claims'::regclass"
COLUMN, INDEX = "words", "claims_words"
MADE = f"""SELECT
a.attgenerated = 's' AND replace(pg_get_expr(d.adbin, d.adrelid), '"', '') LIKE '%claim_words(evidence, title)'
AS column, EXISTS (SELECT 1 FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam
  WHERE i.indrelid = c.oid AND ic.relname = '{INDEX}' AND am.amname = 'gin' AND i.indisvalid AND i.indpred IS NULL
  AND i.indkey[0] = a.attnum) AS index
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relname = 'claims' AND n.nspname = current_schema() AND a.attname = '{COLUMN}' AND NOT a.attisdropped"""
BODIES = """SELECT p.proname AS name, p.prosrc AS body FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema()"""

WORDS: Any = literal_column(f"claims.{COLUMN}")


def create(connection: Connection) -> None:
    for name, (gives, takes, _) in FUNCTIONS.items():
        made = f"{name}({takes}) RETURNS {gives} LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE"
        connection.exec_driver_sql(f"CREATE OR REPLACE FUNCTION {made} AS {quoted(_body(connection, name))}")
    connection.exec_driver_sql(
        f"ALTER TABLE claims ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS (claim_words(evidence, title)) STORED"
    )
    connection.exec_driver_sql(f"CREATE INDEX {INDEX} ON claims USING gin ({COLUMN})")


def drop(connection: Connection) -> None:
    """The column takes its index with it."""
    if inspect(connection).has_table("claims"):
        connection.exec_driver_sql(f"ALTER TABLE claims DROP COLUMN IF EXISTS {COLUMN}")


def unfit(connection: Connection) -> list[str]:
    bodies = {row.name: row.body for row in connection.execute(text(BODIES))}
    astray = [name for name in FUNCTIONS if bodies.get(name) != _body(connection, name)]
    made = connection.execute(text(MADE)).first()
    astray += [what for what, is_there in ((COLUMN, made and made.column), (INDEX, made and made.index)) if not is_there]
    return [f"“{name}” of the search index is missing or changed" for name in astray]


def matches(words: str, among: Any = WORDS) -> ColumnElement[bool]:
    """Each typed word is a phrase of the words that `fold` makes of it; all of them must be there."""
    typed = [word for word in storable_text(words).split() if any(c.isalnum() for c in word)]
    if not typed:
        return false()
    simple = cast("pg_catalog.simple", REGCONFIG)
    wanted: Any = None
    for number, word in enumerate(typed):
        phrase = func.phraseto_tsquery(simple, func.fold(bindparam(f"word{number}", word, String, unique=True)))
        wanted = phrase if wanted is None else wanted.op("&&")(phrase)
    found: ColumnElement[bool] = among.op("@@", is_comparison=True)(wanted)
    return found


def few(connection: Connection, words: str) -> bool:
    """Asked for by ourselves, since the server takes every word outside its list of common ones for equally common: of a rare
    one it would go along a million claims to find fifty."""
    found = select(schema.claims.c.row).where(matches(words))
    if _expected(connection, found) > max(FEW, COMMON * connection.execute(text(CLAIMS)).scalar_one()):
        return False
    some = found.limit(FEW + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() <= FEW


def _expected(connection: Connection, wanted: Select[Any]) -> float:
    """How many rows the server expects."""
    made = wanted.compile(connection)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {made}", made.params).scalar_one()
    return float(plan[0]["Plan"]["Plan Rows"])


def one_of_few(words: str) -> ColumnElement[bool]:
    """As an array, which the server makes before anything else, and of which it takes every row by its number."""
    row = schema.claims.c.row
    return row == any_(func.array(select(row).where(matches(words)).scalar_subquery()))


def within(words: str, first: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
    """By the rows alone: an index over words would be gone through as a whole for each few rows, so it is kept out."""
    row = schema.claims.c.row
    return select(row).where(row >= first, row < end, matches(words, func.coalesce(WORDS))).exists()


def rows_with(words: str) -> Executable:
    """The index says in which rows the words are; the rows are looked at besides."""
    return select(schema.claims.c.row).where(matches(words))


def _body(connection: Connection, name: str) -> str:
    schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
    return FUNCTIONS[name][2].replace("%(schema)s", schema)
