"""The annotation of origins and contradictions fits the texts that it speaks of, and itself."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from sayso.vocabulary import PopulationKind, Relation, Scope, SourceKind, Status, kinds
from tests.reconcile.truth.recipes import HERE, replay
from tests.reconcile.truth.test_recipes import corpus

Entry = Mapping[str, Any]
DEMO = HERE.parents[2] / "demo" / "reports"
LONGEST_TELLER = 12
"""Words. What is longer would be text of the corpus and no name."""
CONTRADICT = {"two_tellers_one_day", "two_reports_one_day", "misreport", "headline_against_text"}
OTHER = {"other_kind", "other_population", "other_scope", "other_area", "other_incident"}
AGREE = {"same_value", "bound_agrees", "about_agrees", "vague_agrees", "subset"}
LATER = {"growth", "replaced_same_origin", "other_day"}
NUMBER_WORDS = ("three", "Five", "Six", "eight")
UNDECIDED = {"headline_drops_bound", "days_unsure", "bound_touches"}


@cache
def load(name: str) -> Mapping[str, list[Entry]]:
    told: Mapping[str, list[Entry]] = json.loads((HERE / name).read_text(encoding="utf8"))
    return told


def stories() -> list[Entry]:
    return load("origins.json")["stories"]


def pairs() -> list[Entry]:
    return load("contradictions.json")["pairs"]


def series() -> Iterator[tuple[Entry, Entry]]:
    return ((story, one) for story in stories() for one in story["series"])


def figures() -> Iterator[tuple[Entry, Entry, Entry]]:
    return ((story, one, figure) for story, one in series() for figure in one["figures"])


@cache
def demo_text(stem: str) -> str:
    file = next(DEMO.glob(f"{stem}.*"))
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", file.read_text(encoding="utf8"), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def bounds(figure: Entry) -> tuple[float, float]:
    """What the words allow; a vague word allows everything. "About" is as wide as the rounding of its digits."""
    low, high = figure["low"], figure["high"]
    match figure["relation"]:
        case "vague":
            return 0, float("inf")
        case "about":
            digits = len(str(low).rstrip("0"))
            half = 10 ** (len(str(low)) - digits) / 2
            return low - half, high + half
        case "more_than":
            return low + 1, float("inf")
    return (0 if low is None else low), (float("inf") if high is None else high)


def disjoint(a: Entry, b: Entry) -> bool:
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return a_high < b_low or b_high < a_low


def test_the_counts_that_the_readme_gives() -> None:
    assert len(stories()) == 11
    assert [s["id"] for s in stories() if s["corpus"] == "demo"] == ["demo"]
    assert len({figure["id"] for *_, figure in figures()}) == sum(1 for _ in figures()) >= 400
    assert len({pair["id"] for pair in pairs()}) == len(pairs()) >= 130


def test_every_figure_lies_where_it_is_said_to_lie() -> None:
    for story, _, figure in figures():
        if story["corpus"] == "demo":
            assert figure["number"] in figure["words"], figure["id"]
            assert demo_text(figure["report"]).count(figure["words"]) == 1, figure["id"]
        else:
            start, end = figure["span"]
            report = corpus()[figure["report"]]
            assert report["story"] == story["story"], figure["id"]
            quote = report[figure["field"]][start:end]
            assert 0 < len(quote) <= 24, figure["id"]
            assert quote == quote.strip(), figure["id"]


def test_digits_in_the_span_are_the_value() -> None:
    for story, _, figure in figures():
        quote = figure["number"] if story["corpus"] == "demo" else _quote(figure)
        digits = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", quote.replace("1, 600", "1600"))]
        if len(digits) == 1:
            times = 1_000_000 if "million" in quote else 1_000 if "thousand" in quote else 1
            assert digits[0] * times in (figure["low"], figure["high"]), figure["id"]


def test_no_text_of_the_corpora() -> None:
    for story, _, figure in figures():
        assert ("words" in figure) is (story["corpus"] == "demo")
        assert len((figure["teller"] or "").split()) <= LONGEST_TELLER


def test_words_are_those_of_the_vocabulary() -> None:
    for story, one in series():
        assert one["kind"] in kinds()
        assert one["population_kind"] in set(PopulationKind)
        assert one["scope"] in set(Scope)
        assert {o["kind"] for o in story["origins"].values()} <= set(SourceKind)
    for *_, figure in figures():
        assert figure["relation"] in set(Relation)
        assert figure.get("status", "asserted") in set(Status)
        assert figure.get("scope", "total") in set(Scope)


def test_counts_are_those_of_the_figures() -> None:
    for story, one in series():
        told = {f["origin"] for f in one["figures"]} - {None}
        untold = {f["untold"] for f in one["figures"] if f["origin"] is None}
        assert told == set(one["origins"]) <= set(story["origins"]), one["id"]
        assert one["count"] == {"identified": len(told), "at_most": len(told) + len(untold)}, one["id"]


def test_every_origin_has_told_something() -> None:
    for story in stories():
        told = {f["origin"] for one in story["series"] for f in one["figures"]}
        assert set(story["origins"]) <= told, story["id"]


def test_pairs_repeat_the_figures_that_they_name() -> None:
    there = {figure["id"]: (one, figure) for _, one, figure in figures()}
    for pair in pairs():
        for side in (pair["a"], pair["b"]):
            one, figure = there[side["id"]]
            assert side["series"] == one["id"]
            assert {key: side[key] for key in side.keys() & figure.keys()} == {
                key: figure[key] for key in side.keys() & figure.keys()
            }


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: str(pair["id"]))
def test_the_reason_fits_the_values(pair: Entry) -> None:
    a, b, why = pair["a"], pair["b"], pair["why"]
    if pair["contradict"]:
        assert why in CONTRADICT
        assert (a["series"], a["said"]) == (b["series"], b["said"])
        assert disjoint(a, b)
    elif pair["contradict"] is None:
        assert why in UNDECIDED
    else:
        assert why in OTHER | AGREE | LATER
        assert why not in OTHER or a["series"] != b["series"]
        assert why not in AGREE - {"subset"} or not disjoint(a, b)
        assert why != "replaced_same_origin" or a["origin"] == b["origin"] is not None


def test_made_pairs_hold_the_figure_that_they_name() -> None:
    there = {figure["id"]: (story, one, figure) for story, one, figure in figures()}
    for pair in load("contradictions.json")["made"]:
        story, one, a = there[pair["a"]]
        assert (story["id"], one["id"]) == (pair["story"], pair["series"])
        recipe = {"id": pair["id"], "a": a["report"], "b": pair["b"]}
        _, made = replay(recipe, corpus())
        b = pair["b"]["figure"]
        start, end = b["span"]
        assert made.published.date().isoformat() == b["said"]
        assert any(number in made.text[start:end] for number in (f"{b['low']:,}" if b["low"] else b["vague"], *NUMBER_WORDS)), (
            pair
        )
        assert pair["contradict"] is (a["said"] == b["said"] and disjoint(a, b) and pair["why"] in CONTRADICT), pair["id"]


def test_each_look_alike_stands_in_the_list() -> None:
    counts = Counter(pair["why"] for pair in pairs())
    assert min(counts[why] for why in OTHER | AGREE | LATER - {"other_day"}) >= 1
    assert sum(pair["contradict"] is True for pair in pairs()) == 8


def _quote(figure: Entry) -> str:
    start, end = figure["span"]
    quote: str = corpus()[figure["report"]][figure["field"]][start:end]
    return quote
