"""Words are found on both stores alike: what FTS5 takes for a word, PostgreSQL does too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.types import Report
from tests.ledger.by_hand import Clock, reading, report
from tests.stores import Server

TEXTS = {
    "plain": "At least 3,700 people were killed in the U.S. on 2022-01-07, it's said.",
    "accents": "Café owners, naïve façade, Ünal, Ærø, Łódź, São Tomé, Đà Nẵng.",
    "compound": "The 13-year-old rock'n'roll e-mail a.b@example.org/path?x=1&y=2 state_of_emergency #tag 50% +7 -8 1e5 v2.0.1",
    "quotes": "“Gunfire”—was heard… ‘twice’ «там» „hier‟ 。中文、",
    "scripts": "Пожар в Алматы, ΑΘΗΝΑ Ἀθήνα, Երևան, القاهرة, תל־אביב, Қазақстан, йод Йод ёлка, İstanbul, ҐАНОК",
    "symbols": "€100 £5 ½ x² H₂O ™ © ° № 5′ 3″ → ✓ 😀 a😀b §12 ¶",
    "decomposed": "Cafe\u0301 nai\u0308ve e\u0301e\u0301",
    "title": "Nothing of it is here.",
}
TITLES = {"title": "Café “Gunfire” in Алматы"}
QUERIES = (
    *("killed", "KILLED people", "3,700", "3 700", "700,3", "u.s.", "us", "2022-01-07", "01-07", "it's", "its", "s"),
    *("cafe", "CAFÉ", "facade", "unal", "ærø", "aero", "łódź", "lodz", "Łódź", "đà", "da", "nang", "tome sao", "sao-tome"),
    *(
        "13-year-old",
        "year",
        "rock'n'roll",
        "rocknroll",
        "n",
        "a.b@example.org",
        "example.org",
        "org/path",
        "x=1",
        "state_of_emergency",
    ),
    *(
        "state",
        "of_emergency",
        "#tag",
        "tag",
        "50%",
        "50",
        "+7",
        "7",
        "-8",
        "8",
        "1e5",
        "v2.0.1",
        "v2",
        "2.0",
        "e-mail",
        "email",
    ),
    *("gunfire", "“gunfire”", "twice", "там", "hier", "中文", "中", "was—heard"),
    *(
        "пожар",
        "ПОЖАР",
        "алматы",
        "ΑΘΗΝΑ",
        "αθηνα",
        "ΑΘΉΝΑ",
        "αθήνα",
        "Алматый",
        "երևան",
        "القاهرة",
        "תל",
        "אביב",
        "תל־אביב",
        "қазақстан",
        "казакстан",
        "istanbul",
        "ґанок",
        "йод",
        "иод",
        "елка",
        "ЁЛКА",
    ),
    *("100", "€100", "x2", "h₂o", "h2o", "№", "5", "a😀b", "ab", "a", "b", "12", "§12"),
    *(
        "naive",
        "éé",
        "ee",
        "here cafe",
        "here-cafe",
        "cafe here",
        "nothing gunfire",
        "it title",
        '"cafe',
        "cafe*",
        "cafe OR nothing",
        "NEAR(cafe)",
    ),
    *("", "  ", "—", "…", "'", "\\", "'a' & b", "a:*", "!b", "\x00", "|", "'|'"),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgresql: Server) -> Iterator[tuple[Reader, Reader]]:
    with ExitStack() as held:
        folder: Path = tmp_path_factory.mktemp("search")
        places = (folder / "a.ledger", held.enter_context(postgresql.schemas())())
        stores = [held.enter_context(Ledger.open(place, Clock(), create=True)) for place in places]
        for ledger in stores:
            for name, words in TEXTS.items():
                one = made(name, words, TITLES.get(name, "Title"))
                ledger.add(None, one, reading(one))
        yield Reader(stores[0].store), Reader(stores[1].store)


def made(name: str, words: str, title: str) -> Report:
    return replace(report(words, "2022-01-07", title), name=name)


def found(reader: Reader, words: str) -> list[str]:
    return [one.report.name for one in reader.claims(Filters(text=words))]


@pytest.mark.parametrize("words", QUERIES, ids=range(len(QUERIES)))
def test_the_same_is_found(both: tuple[Reader, Reader], words: str) -> None:
    assert found(both[1], words) == found(both[0], words)


@pytest.mark.parametrize(("words", "lite", "great"), [("½", ["symbols"], [])])
def test_what_is_not_the_same_is_known(both: tuple[Reader, Reader], words: str, lite: list[str], great: list[str]) -> None:
    """FTS5 takes fractions and small raised digits for digits. docs/postgresql.md says it."""
    assert (found(both[0], words), found(both[1], words)) == (lite, great)


def test_most_of_it_is_found_at_all(both: tuple[Reader, Reader]) -> None:
    """Else two empty lists would be equal."""
    assert sum(bool(found(both[1], words)) for words in QUERIES) > 70


SCRIPTS = "abzAZ019 .,;:-_/'\"@#%&+=?!()[]{}<>|\\~^*$`éÉüßøØæÆłŁıİ“”‘’—–…«»·•€°№ΑαΣσςЖжЁёЙйҚқԱաאבتء中あア한😀\u0301\u00a0\u2009"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(SCRIPTS, max_size=40))
@example("x.y z-1 /a")
@example("Σισυφος ΣΙΣΥΦΟΣ")
@example("Α\u0301 Ά и\u0306 й")  # a mark by itself is taken off, a letter that has one in it stays one
def test_a_text_has_the_same_words(both: tuple[Reader, Reader], words: str) -> None:
    """As FTS5's own tokenizer tells them, and as `fold` does."""
    with both[0].store.writing() as lite:
        lite.exec_driver_sql("CREATE VIRTUAL TABLE temp.t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        lite.exec_driver_sql("INSERT INTO t(x) VALUES (?)", (words,))
        lite.exec_driver_sql("CREATE VIRTUAL TABLE temp.v USING fts5vocab(temp, t, instance)")
        expected = list(lite.exec_driver_sql("SELECT term FROM v ORDER BY doc, offset").scalars())
        lite.exec_driver_sql("DROP TABLE temp.v")
        lite.exec_driver_sql("DROP TABLE temp.t")
    with both[1].store.reading() as great:
        folded = great.execute(text("SELECT fold(:words)"), {"words": words}).scalar_one()
        kept = great.execute(text("SELECT to_tsvector('pg_catalog.simple', :folded)::text"), {"folded": folded}).scalar_one()
    assert folded.split() == expected
    assert kept.count("':") == len(set(expected))


@pytest.mark.stores("postgresql")
def test_a_deleted_row_is_not_found_and_an_index_that_was_changed_is_named(ledger: Ledger, reader: Reader) -> None:
    one = report("Gunfire was heard.")
    ledger.add(None, one, reading(one))
    assert found(reader, "gunfire")
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP INDEX claims_words")
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT words'"
        )
        assert len(ledger.store.unfit(connection)) == 2
    ledger.rebuild()
    with ledger.store.reading() as connection:
        assert ledger.store.unfit(connection) == []
        assert connection.execute(select(schema.claims.c.row)).all()
    ledger.redact(one.id, "a court")
    assert not found(reader, "gunfire")
