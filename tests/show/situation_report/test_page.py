"""The file itself: it needs nothing beside itself, every number leads to evidence that tells it, and that leads back."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.show.situation_report import limits
from sayso.show.situation_report.contents import Contents
from sayso.show.situation_report.html import file_name, page
from tests.show.situation_report.made import Page, made

MOST = 1_500_000
"""Bytes of the demo's report."""
ASKS_FOR = ("src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "manifest", "xlink:href")


@pytest.fixture(scope="module")
def of(demo_ledger: Path) -> Contents:
    return made(demo_ledger, place="KZ")


@pytest.fixture(scope="module")
def report(of: Contents) -> Page:
    return Page(page(of))


def test_it_asks_for_nothing(report: Page) -> None:
    assert (
        report.tree.xpath("//script | //link | //img | //iframe | //object | //embed | //base | //form | //image | //use") == []
    )
    assert [name for name in ASKS_FOR if report.tree.xpath(f"//@*[name()='{name}']")] == []
    assert [str(one) for one in report.tree.xpath("//@*[starts-with(name(), 'on')]")] == []
    assert report.tree.xpath("//@style") == []
    assert set(re.findall(r"url\(\"?([a-z]+):", report.style)) == {"data"} and "@import" not in report.style
    outside = [str(one) for one in report.tree.xpath("//@href") if not str(one).startswith("#")]
    assert outside and all(one.startswith("https://") for one in outside), "addresses of reports, for a person to follow"


def test_its_policy_forbids_all_but_its_own_style(report: Page) -> None:
    (policy,) = report.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = b64encode(sha256(report.style.encode("utf8")).digest()).decode("ascii")
    told = dict(part.strip().partition(" ")[::2] for part in str(policy).split(";"))
    assert told == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    head = report.text[: report.text.index("<style>")]
    assert head.index("Content-Security-Policy") < head.index("<title>"), "before anything that it is to forbid"


def test_every_number_leads_to_evidence_that_tells_it(report: Page) -> None:
    numbers = report.numbers()
    assert len([told for told, _ in numbers if told]) > 60
    for told, to in numbers:
        item = report.evidence(to)
        words = told.replace("\xa0", " ")
        digits = re.sub(r"^\D+", "", words)
        needle = digits or words
        if needle != "none stands":
            assert needle.casefold() in item.casefold(), f"{told} leads to: {item}"


def test_no_figure_is_without_evidence(report: Page, of: Contents) -> None:
    for kind in of.known:
        for one in kind.figures:
            assert any(piece.to for piece in one.number), one.heading
    for row in report.tree.xpath("//td[contains(@class,'number-cell')]"):
        assert row.xpath(".//a[starts-with(@href,'#e')]")


def test_evidence_leads_back_to_where_it_is_used(report: Page, of: Contents) -> None:
    assert len(report.ids) == len(set(report.ids)), "each id once"
    ids = set(report.ids)
    dangling = [str(one) for one in report.tree.xpath("//@href") if str(one).startswith("#") and str(one)[1:] not in ids]
    assert dangling == []
    for item in of.evidence:
        assert item.uses, item.number
        for use in item.uses:
            (place,) = report.tree.xpath(f"//*[@id='{use.anchor}']")
            assert place.get("href") == f"#e{item.number}"


def test_evidence_has_the_sentence_letter_for_letter_with_its_number_marked(report: Page, of: Contents) -> None:
    for item in of.evidence:
        (quote,) = report.tree.xpath(f"//li[@id='e{item.number}']//blockquote")
        assert quote.text_content() == "".join(part.text for part in item.words)
        figures = [mark for mark in quote.xpath(".//mark") if "figure" in str(mark.get("class"))]
        assert bool(figures) == any("figure" in part.kinds for part in item.words)
    told = report.evidence(next(number for words, number in report.numbers() if words == "164"))
    for part in ("A total of 164 people", "Health Ministry", "Highland One", "9 January 2022", "highlandone.invalid"):
        assert part in told


def test_its_parts_are_there(report: Page) -> None:
    told = [str(one) for one in report.tree.xpath("//h2/@id")]
    assert told == [
        "known",
        "differs",
        "time",
        "where",
        "incidents",
        "measures",
        "origins",
        "undone",
        "method",
        "evidence",
        "reports",
    ]
    assert [link.get("href")[1:] for link in report.tree.xpath("//nav//a")] == told
    assert report.tree.get("lang") == "en"
    levels = [int(one.tag[1]) for one in report.tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is jumped over"


def test_every_drawing_says_in_words_what_it_shows(report: Page) -> None:
    drawings = report.tree.xpath("//*[local-name()='svg'][contains(@class,'chart')]")
    assert len(drawings) >= 10
    for one in drawings:
        for name in ("aria-labelledby", "aria-describedby"):
            (told,) = report.tree.xpath(f"//*[@id='{one.get(name)}']")
            assert told.text_content().strip()
    for figure in report.tree.xpath("//figure[starts-with(@id,'t')]"):
        assert figure.xpath(".//table//tbody/tr"), "the same as a table"


def test_what_was_taken_back_is_told_and_struck(report: Page) -> None:
    (section,) = report.tree.xpath("//section[@aria-labelledby='undone']")
    assert "took back a figure of 164 people" in section.text_content()
    assert [spaced.split("[")[0] for spaced in (one.text_content().replace("evidence ", "") for one in section.xpath(".//s"))]
    assert "164" in "".join(section.xpath(".//s//text()"))


def test_the_demo_is_called_one_and_the_ledger_can_be_checked(report: Page, of: Contents) -> None:
    assert "written for demonstration" in report.words
    assert of.head.hash in report.words and f"sayso verify --head {of.head.hash[:12]}" in report.words


def test_size(report: Page) -> None:
    assert len(report.text.encode("utf8")) < MOST


def test_the_moment(demo_ledger: Path) -> None:
    earlier = Page(page(made(demo_ledger, place="KZ", as_of="2022-01-09T12:00:00")))
    assert "as of 9 January 2022, 12:00" in earlier.words
    for later in ("225", "230", "238", "Prosecutor", "9,900", "took back"):
        assert not re.search(rf"\b{later}\b", earlier.words), later


def test_nothing_fits(demo_ledger: Path) -> None:
    told = Page(page(made(demo_ledger, place="Atlantis")))
    assert "Nothing in this ledger fits." in told.words
    assert [str(one) for one in told.tree.xpath("//h2/@id")] == ["known", "differs", "method", "evidence", "reports"]


def test_limits_count_what_they_leave_out(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.show.situation_report import contents as whole
    from sayso.show.situation_report import figures, happened, items, tellers, through_time, where, withdrawn

    for module in (whole, figures, happened, items, tellers, through_time, where, withdrawn):
        for name in dir(limits):
            if name.startswith("MOST_") and hasattr(module, name):
                monkeypatch.setattr(module, name, 1)
    of = made(demo_ledger, place="KZ")
    told = Page(page(of))
    assert len(of.known) == 1 and of.left.figures > 10 and f"Left out: {of.left.figures} figures." in told.words
    assert of.left.incidents > 5 and of.left.charts >= 0 and of.left.reports > 5
    assert f"Left out: {of.left.incidents} incidents that fewer reports tell of." in told.words
    for words, to in told.numbers():
        assert told.evidence(to), words


def test_private_persons_stand_by_their_role(demo_ledger: Path) -> None:
    told = made(demo_ledger, place="KZ")
    names = [one.name for one in told.tellers.roles]
    assert all(name in ("witness", "relative", "medic", "expert") for name in names)
    public = {row.row.name for row in (*told.tellers.known, *told.tellers.untold)}
    assert not public & {"witness", "nurse", "relative"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kazakhstan, January 2022", "kazakhstan-january-2022.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        ("Ночь", "report.html"),
        ("a\r\nSet-Cookie: x", "a-set-cookie-x.html"),
        ("x" * 500, "x" * 60 + ".html"),
    ],
)
def test_the_name_of_the_file_is_one_anywhere(title: str, expected: str) -> None:
    assert file_name(title, ".html") == expected
