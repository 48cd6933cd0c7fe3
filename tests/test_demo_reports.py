"""The demo reports invent nothing: every number, and whoever is said to have given it, stands in `demo/facts.csv`."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "demo"
REPORTS = sorted((DEMO / "reports").iterdir())
SEED = ROOT.parent / "shared" / "seed" / "facts.csv"

MONTH = r"(?:Jan(?:uary|\.)?|March|Aug(?:ust|\.)?|Dec(?:ember|\.)?)"
CALENDAR = re.compile(
    rf"https?://\S+|\b\d{{1,2}} {MONTH}(?: \d{{4}})?|\b{MONTH} \d{{1,2}}\b(?:, \d{{4}})?|\b{MONTH} \d{{4}}"
    r"|\b\d\d\.\d\d\.\d{4}|\b\d{1,2}:\d\d\b|\bUTC\+\d|\bCopyright \d{4}"
)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?: thousand)?")
# "One" and "two" are left out: they are pronouns more often than counts.
WORDS = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "twenty-six": 26, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
VAGUE = {"dozens", "scores", "hundreds", "thousands"}

# What a report must say to have used a fact without a figure; keyed by the fact's first words.
DISTINCTIVE = {
    "state price cap": ("price cap", "liquefied gas", "doubled"),
    "protests begin in": ("protests", "Zhanaozen", "Aktau", "Mangystau"),
    "city hall and": ("city hall", "president's residence", "Almaty", "mayor's office", "Aktobe", "stormed"),
    "president dismisses the": ("dismissed the government",),
    "state of emergency": ("state of emergency", "Almaty", "Mangystau", "capital", "19 January"),
    "president asks the": ("asked the Collective Security Treaty Organization", "help"),
    "airport of Almaty": ("Almaty airport", "crowd", "for hours", "retaken"),
    "order to shoot": ("shoot without warning",),
    "the figure of": ("164", "took back", "hours after"),
    "day of national": ("day of national mourning",),
    "president calls the": ("largely complete",),
    "alliance troops begin": ("troops", "began to leave"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    date: str
    fact: str
    value: str
    who_said: str
    through: str

    def words(self) -> tuple[str, ...]:
        """What the reports must say of this fact beside its figures."""
        tellers = re.split(r" of the |; ", f"{self.who_said}; {self.through}")
        tellers = [re.sub(r"^(?:quoted by|its) ", "", teller) for teller in tellers]
        return tuple(filter(None, tellers)) + (() if self.value else DISTINCTIVE[" ".join(self.fact.split()[:3])])


@dataclass(slots=True)
class Page(HTMLParser):
    """Of a page: the text that a visitor sees, and the head's `meta` and `link` values by name."""

    visible: list[str] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    hidden: str | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("head", "script", "style"):
            self.hidden = self.hidden or tag
        self.head[values.get("property") or values.get("rel", tag)] = values.get("content") or values.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = None

    def handle_data(self, data: str) -> None:
        if self.hidden is None:
            self.visible.append(data)


@dataclass(frozen=True, slots=True)
class Demo:
    name: str
    text: str
    """What a visitor sees, with straight apostrophes."""
    address: str
    published: str
    updated: str | None = None

    @property
    def day(self) -> str:
        return (self.updated or self.published)[:10]

    def numbers(self) -> set[int]:
        return numbers(self.text)


def numbers(text: str) -> set[int]:
    """Every number of `text` that is no part of a date, a time of day or an address."""
    rest = CALENDAR.sub(" ", text)
    digits = {int(re.sub(r"\D", "", n)) * (1000 if n.endswith("thousand") else 1) for n in NUMBER.findall(rest)}
    return digits | {WORDS[word] for word in re.findall(r"[a-z]+(?:-[a-z]+)?", rest.lower()) if word in WORDS}


def says(text: str, words: tuple[str, ...]) -> bool:
    return all(word.lower() in text.lower() for word in words)


def day_of(text: str) -> str:
    """The day of a text file's line "Published 9 January 2022" or "Published Jan. 9, 2022"."""
    line = re.search(r"^Published (?:(\d+) ([A-Z][a-z]{2})\w*|([A-Z][a-z]{2})\. (\d+),) (\d{4})", text, re.M)
    assert line is not None
    day, month = line[1] or line[4], line[2] or line[3]
    return f"{line[5]}-{['Jan', 'Feb', 'Mar'].index(month) + 1:02d}-{int(day):02d}"


def load(path: Path) -> Demo:
    raw = path.read_text(encoding="utf8")
    if path.suffix == ".txt":
        return Demo(path.stem, raw.replace("’", "'"), raw.split()[-1], day_of(raw))
    page = Page()
    page.feed(raw)
    text = " ".join("".join(page.visible).split()).replace("’", "'")
    head = page.head
    return Demo(path.stem, text, head["canonical"], head["article:published_time"], head.get("article:modified_time"))


@cache
def demos() -> dict[str, Demo]:
    return {path.name: load(path) for path in REPORTS}


def facts() -> list[Fact]:
    with (DEMO / "facts.csv").open(encoding="utf8", newline="") as file:
        return [Fact(**row) for row in csv.DictReader(file)]


each_report = pytest.mark.parametrize("name", [path.name for path in REPORTS])


def host(address: str) -> str:
    return address.split("/")[2]


def test_about_thirty_reports_of_eight_outlets() -> None:
    assert 28 <= len(REPORTS) <= 34
    assert len({host(demo.address) for demo in demos().values()}) == 8
    assert Counter(path.suffix for path in REPORTS).keys() == {".html", ".txt"}


@each_report
def test_every_address_ends_in_invalid(name: str) -> None:
    hosts = set(re.findall(r"https?://([^/\s\"<]+)", (DEMO / "reports" / name).read_text(encoding="utf8")))
    assert host(demos()[name].address) in hosts
    assert [h for h in hosts - {"schema.org"} if not h.endswith(".invalid")] == []


@each_report
def test_says_that_it_was_written_for_demonstration(name: str) -> None:
    assert "written for demonstration" in demos()[name].text


@each_report
def test_every_number_is_a_fact_already_given_on_that_day(name: str) -> None:
    demo = demos()[name]
    given = {number for fact in facts() if fact.date <= demo.day for number in numbers(fact.value)}
    assert demo.numbers() - given == set()


@each_report
def test_every_vague_number_is_a_fact(name: str) -> None:
    given = {word for fact in facts() for word in re.findall(r"\w+", fact.value)}
    assert VAGUE & set(re.findall(r"\w+", demos()[name].text.lower())) <= given


@each_report
def test_nobody_is_quoted(name: str) -> None:
    assert re.findall("[\"“”„«»‘]|\\s'", demos()[name].text) == []


@each_report
def test_file_name_begins_with_the_day(name: str) -> None:
    assert name.startswith(demos()[name].day)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: f"{fact.date} {fact.fact[:40]}")
def test_every_fact_is_told_with_its_tellers(fact: Fact) -> None:
    needed = numbers(fact.value)
    vague = tuple(VAGUE & set(re.findall(r"\w+", fact.value)))
    tellers = [d.name for d in demos().values() if needed <= d.numbers() and says(d.text, fact.words() + vague)]
    assert tellers, f"no report tells {fact}"


def test_one_page_is_corrected_under_the_same_address() -> None:
    (address,) = (a for a, n in Counter(demo.address for demo in demos().values()).items() if n > 1)
    first, second = sorted((d for d in demos().values() if d.address == address), key=lambda d: d.day)
    assert first.updated is None and second.updated is not None and first.published == second.published
    assert "Correction:" in second.text and "Correction:" not in first.text


def test_wire_copy_is_reprinted() -> None:
    wire = [d for d in demos().values() if host(d.address) == "steppewire.invalid"]
    lines = {line for d in wire for line in re.split(r"(?<=\.)\s+", d.text) if len(line) > 80 and "demonstration" not in line}
    reprints = [d.name for d in demos().values() if d not in wire and any(line in d.text for line in lines)]
    assert len(reprints) >= 4


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed/facts.csv is not here")
def test_the_list_is_the_checked_one() -> None:
    with SEED.open(encoding="utf8", newline="") as file:
        rows = [Fact(**{k: v for k, v in row.items() if k != "checked"}) for row in csv.DictReader(file)]
    assert facts() == rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("164 people, 103 of them in Almaty and three of them children", {164, 103, 3}),
        ("on 7 January 2022, 16:40 (UTC+6), 3,811 detained", {3811}),
        ("Published: Jan. 7, 2022, 9:30 a.m.", set()),
        ("more than 2 thousand suffered; Twenty-six rioters", {2000, 26}),
    ],
)
def test_numbers(text: str, found: set[int]) -> None:
    assert numbers(text) == found
