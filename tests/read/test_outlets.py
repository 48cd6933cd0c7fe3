"""The table of outlets: that it is sane, that site and name lead to one outlet, and that a person may add to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest

from sayso.errors import SaysoError
from sayso.read import outlets_in_use
from sayso.read.outlet_table import Known, built_in, key, table, with_file
from sayso.read.outlets import host_of, outlet, registrable
from sayso.read.outlets_in_use import known, same, whole
from sayso.read.wordlist import table as agencies
from sayso.types import Outlet
from sayso.vocabulary import OutletKind
from tests.conftest import Sayso
from tests.read.reading import objects, one, page

BBC = """<html><head><title>Storm hits the coast</title><meta property="og:site_name" content="BBC News">
<link rel="canonical" href="https://www.bbc.co.uk/news/world-1"><meta property="article:published_time" content="2022-01-07">
</head><body><article><h1>Storm hits the coast</h1><p>A storm hit the coast on Friday, and five people were injured,
officials said.</p><p>Rescuers brought forty others to a school, the harbour office said in a statement.</p></article></body>
</html>"""
NO_ISO_CODE = {"XK"}
"""Kosovo has none; this one is left free for users by ISO 3166-1, and the gazetteer has it."""


@pytest.fixture
def own_file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "own.csv"
    outlets_in_use.use(None)


def test_no_site_stands_twice() -> None:
    sites = Counter(site for row in built_in().rows for site in row.sites)
    assert [site for site, times in sites.items() if times > 1] == []
    assert all(host_of(site) == site for site in sites)


def test_countries_and_languages_have_iso_codes() -> None:
    countries = {row.country for row in built_in().rows} - {None} - NO_ISO_CODE
    assert [code for code in countries if code and pycountry.countries.get(alpha_2=code) is None] == []
    languages = {code for row in built_in().rows for code in row.languages}
    assert [code for code in languages if pycountry.languages.get(alpha_2=code) is None] == []


def test_a_full_name_is_one_outlets() -> None:
    full = Counter(key(row.name) for row in built_in().rows)
    assert [name for name, times in full.items() if times > 1] == []
    assert all(built_in().by_name(row.name) is row for row in built_in().rows)


def test_what_lies_below_a_site_is_not_always_the_outlets() -> None:
    """A council or a force has a name below gov.uk as the government has; and "NRC" is a newspaper and a refugee council."""
    assert built_in().by_site("www.gov.uk") is built_in().by_name("UK Government")
    assert built_in().by_site("www.elderton.gov.uk") is None
    assert built_in().by_name("NRC") is None and built_in().by_site("nrc.nl") and built_in().by_site("nrc.no")


def test_two_newsletters_of_one_host_are_two_outlets() -> None:
    one, other = (outlet(name, f"https://{name}.substack.com/p/1") for name in ("harbour", "valley"))
    assert one and other and one.id == "harbour.substack.com" and not same(one, other)
    assert whole(one) == one and built_in().by_site("www.substack.com") is built_in().by_name("Substack")


def test_agencies_are_told_by_short_names_and_aggregators_print() -> None:
    told = {agency for row in built_in().rows for agency in row.agencies}
    assert told <= set(agencies("agencies").values())
    assert all(row.prints for row in built_in().rows if row.kind is OutletKind.AGGREGATOR)


def test_states_are_told_in_one_way() -> None:
    for row in built_in().rows:
        if row.owner and row.owner.startswith(("state of ", "public of ")):
            assert row.owner.split(" of ")[1] == row.country, row.name


def test_every_part_of_the_world_is_in_it() -> None:
    countries = {row.country for row in built_in().rows}
    assert countries.issuperset(re.findall(r"\w+", "KZ UZ NG KE ZA BR MX IN ID EG IL IR FJ AU UA RU DE US"))


@pytest.mark.parametrize(
    ("publisher", "url", "id"),
    [
        ("BBC News", None, "bbc.co.uk"),
        ("bbc.com", None, "bbc.co.uk"),
        (None, "https://www.bbc.com/news/1", "bbc.co.uk"),
        ("The BBC", None, "bbc.co.uk"),
        ("The Guardian", None, "theguardian.com"),
        (None, "https://amp.theguardian.com/world/1", "theguardian.com"),
        ("The Guardian", "https://guardian.ng/news/1", "guardian.ng"),
        ("AFP", None, "afp.com"),
        (None, "https://news.sky.com/story/1", "news.sky.com"),
        (None, "https://www1.folha.uol.com.br/1", "folha.uol.com.br"),
        (None, "https://noticias.uol.com.br/1", "uol.com.br"),
    ],
)
def test_site_and_name_lead_to_one_outlet(publisher: str | None, url: str | None, id: str) -> None:
    found = whole(outlet(publisher, url))
    assert found is not None
    assert found.id == id
    assert same(found, whole(outlet(found.name, None)))


def test_a_whole_outlet_has_what_the_table_knows() -> None:
    assert whole(outlet("kazinform.kz", None)) == Outlet(
        "inform.kz", "Kazinform", "kazinform.kz", "KZ", None, OutletKind.AGENCY, "state of KZ"
    )


def test_a_name_of_two_is_nobodys_without_a_site() -> None:
    assert known("ABC News") is None
    found = [known("ABC News", f"https://{site}/1") for site in ("www.abc.net.au", "abcnews.go.com")]
    assert [row and row.country for row in found] == ["AU", "US"]


@pytest.mark.parametrize("name", ["Elderton Gazette", "eldertongazette.invalid", "uk", "co.uk", "com", "", "notbbc.co.uk"])
def test_what_the_table_does_not_know_stays_as_it_is_told(name: str) -> None:
    told = outlet(name, None)
    assert known(name) is None
    assert whole(told) == told


def test_a_site_that_only_ends_alike_is_another() -> None:
    assert known(None, "https://notbbc.co.uk/1") is None
    assert known("BBC News", "https://bbc.co.uk.evil.invalid/1") is None


def test_ids_of_reports_do_not_hang_on_the_table(own_file: Path) -> None:
    """These are the ids that reports had before there was a table; they are in ledgers."""

    def ids() -> list[str]:
        text, published = "A storm hit the coast on Friday, officials said.", "2022-01-07"
        named = one(objects({"text": text, "publisher": "The Guardian", "published": published}))
        sited = one(objects({"text": text, "url": "https://www.scmp.com/a", "published": published}))
        return [named.id, sited.id, page(BBC.replace("\n", " ")).outlet.id]  # type: ignore[union-attr]

    before = ["r74e2f8838224b3cf81e3", "re8e7470ba4ddf3eda1e5", "bbc.co.uk"]
    assert ids() == before
    own_file.write_text("site,name\nguardian.invalid,The Guardian\nscmp.com,Morning Post\n", encoding="utf8")
    outlets_in_use.use(with_file(own_file))
    assert ids() == before


def test_a_persons_rows_come_first(own_file: Path) -> None:
    own_file.write_text(
        "site,name,kind,also\neldertongazette.invalid,Elderton Gazette,newspaper,The Gazette; EG\nBBC.com,Auntie,,\n",
        encoding="utf-8-sig",
    )
    outlets_in_use.use(with_file(own_file))
    assert known("EG") is known(None, "https://www.eldertongazette.invalid/a")
    assert known("bbc.com") is known("Auntie")
    assert known("bbc.co.uk") is known("BBC News"), "the site that was not corrected stays"
    assert with_file(own_file).version != built_in().version


def test_a_corrected_outlet_has_one_name(own_file: Path) -> None:
    """The person's row has our name: it is theirs, and not a name of two."""
    own_file.write_text("site,name,country\ntheguardian.com guardian.co.uk,The Guardian,IE\n", encoding="utf8")
    outlets_in_use.use(with_file(own_file))
    found = known("The Guardian")
    assert found is not None
    assert found.country == "IE"


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (",No Site", "is no site"),
        ("no site at all,Name", "“no” is no site"),
        ("https://a.invalid/,Name", "is no site"),
        ("a.invalid,", "it has no name"),
        ("a.invalid,A,paper", "“paper” is no kind"),
        ("a.invalid,A,,Kazakhstan", "is no country code"),
        ("a.invalid,A,,KZ,Kazakh", "are no language codes"),
        ("a.invalid,A,,KZ,kk,maybe", "prints is yes or empty"),
        ("a.invalid,A,,KZ,kk,yes,more", "more cells"),
        ("a.invalid,A,\x1c\x85x\x1b,,,", "“x␛” is no kind"),
    ],
)
def test_a_bad_row_is_told_with_its_line(own_file: Path, line: str, detail: str) -> None:
    own_file.write_text(f"site,name,kind,country,languages,prints\nb.invalid,B,,,,\n{line}\n", encoding="utf8")
    with pytest.raises(SaysoError, match=r"E095 .*line 3 .*docs/outlets.md") as wrong:
        with_file(own_file)
    assert detail in wrong.value.line


def test_columns_must_be_known(own_file: Path) -> None:
    for head, detail in (
        ("site,title", "no column name"),
        ("site,name,rating", "no such column: rating"),
        ("", "no column site"),
        ('site,name,"a\nb\x0b\u2028c"', "no such column: a␊b␋\ufffdc"),
    ):
        own_file.write_text(f"{head}\n", encoding="utf8")
        with pytest.raises(SaysoError, match="E095") as wrong:
            with_file(own_file)
        assert detail in wrong.value.line


def test_the_command_says_what_is_wrong(sayso: Sayso, own_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_OUTLETS", str(own_file))
    missing = sayso("explain")
    assert missing.status == 2
    assert missing.err.startswith("E096 ")
    own_file.write_bytes(b"site,name\n\xff\xfe,x\n")
    assert "not UTF-8" in sayso("explain").err
    own_file.write_text("site,name\n\nbad,Name\n", encoding="utf8")
    assert "line 3 is no outlet" in sayso("explain").err
    own_file.write_text("site,name\n", encoding="utf8")
    assert sayso("explain").status == 0


def test_rows_in_any_order_have_one_version_only_if_they_are_alike() -> None:
    a, b = Known(("a.invalid",), "A"), Known(("b.invalid",), "B")
    assert table([a, b]).version == table([a, b, a]).version
    assert table([a]).version != table([Known(("a.invalid",), "A", country="KZ")]).version


@pytest.mark.parametrize("host", ["\x00e", "uk", "e", "co.uk", ""])
def test_a_host_of_one_label_or_a_second_level_alone_is_itself(host: str) -> None:
    assert registrable(host) == host
