"""Every recipe can be replayed, the same way twice, and copies share what copies must."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from bench.development import DATA
from tests.reconcile.truth.recipes import HERE, OPERATIONS, RecipeError, draft, recipes, replay, sentences, shared

COPY_SHARES, OTHER_SHARES = 0.6, 0.35
"""Shares of five-word runs. Pairs marked `hard` are those that such a measure alone would get wrong, or nearly."""
KINDS = {
    True: {"reprint", "cut_tail", "cut_head", "retitled", "edited", "numbers_updated", "taken_up", "genuine"},
    False: {"rewritten", "told_apart", "furniture", "same_credit", "shared_statement", "borrowed_paragraph"},
}
OF_OUR_OWN = {
    "id": "r1",
    "title": "Ferry stopped",
    "text": "The ferry stopped. Nobody was hurt.\n\nIt had 12 people aboard, 12.5 tonnes of salt and 1,120 sheep.\nA tug came.",
    "publisher": "highlandone.invalid",
    "published": "2022-01-05T10:00:00",
}


@cache
def corpus() -> Mapping[str, Mapping[str, Any]]:
    file = DATA / "stories" / "reports.json"
    if not file.is_file():
        pytest.skip("the development data (../shared/data) is not beside this project")
    return {report["id"]: report for report in json.loads(file.read_text(encoding="utf8"))}


def made(*operations: Mapping[str, Any]) -> str:
    recipe = {"id": "x", "a": "r1", "b": {"from": "r1", "operations": operations}}
    return replay(recipe, {"r1": OF_OUR_OWN})[1].text


def test_the_list_is_what_the_readme_counts() -> None:
    pairs = recipes()
    assert len(pairs) >= 240
    assert len({p["id"] for p in pairs}) == len(pairs)
    for copy, kinds in KINDS.items():
        counts = Counter(p["kind"] for p in pairs if p["copy"] is copy)
        assert set(counts) == kinds
        assert min(counts.values()) >= 12


def test_every_recipe_can_be_replayed_and_gives_the_same_twice() -> None:
    used = set()
    for recipe in recipes():
        assert replay(recipe, corpus()) == replay(recipe, corpus()), recipe["id"]
        used |= {operation["do"] for operation in recipe["b"]["operations"]}
    assert used <= set(OPERATIONS)


@pytest.mark.parametrize("kind", sorted(KINDS[True] | KINDS[False]))
def test_copies_share_much_and_others_little(kind: str) -> None:
    for recipe in (r for r in recipes() if r["kind"] == kind and not r.get("hard")):
        a, b = replay(recipe, corpus())
        if recipe["copy"]:
            assert shared(a, b) >= COPY_SHARES, recipe["id"]
        else:
            assert shared(a, b) <= OTHER_SHARES, recipe["id"]


def test_a_made_copy_is_not_the_report_itself() -> None:
    for recipe in recipes():
        a, b = replay(recipe, corpus())
        assert (a.title, a.text, a.publisher) != (b.title, b.text, b.publisher), recipe["id"]


def test_operations_by_example() -> None:
    assert draft(OF_OUR_OWN).paragraphs[2] == "A tug came."
    assert made({"do": "keep_first", "count": 1}) == "The ferry stopped. Nobody was hurt."
    assert made({"do": "drop_paragraphs", "at": [0, 1]}) == "A tug came."
    assert made({"do": "swap_sentences", "paragraph": 0, "at": [0, 1]}).startswith("Nobody was hurt. The ferry stopped.")
    assert made({"do": "drop_sentences", "paragraph": 0, "at": [0]}).startswith("Nobody was hurt.\n")
    assert "13 people aboard, 12.5 tonnes of salt and 1,120 sheep" in made({"do": "replace_number", "number": "12", "by": "13"})
    assert made({"do": "replace_words", "paragraph": 2, "at": [0, 5], "by": "Two tugs"}).endswith("\nTwo tugs came.")
    assert made({"do": "join_paragraphs", "at": 1}).endswith("sheep. A tug came.")
    assert made({"do": "insert_from", "report": "r1", "paragraph": 2, "at": 0}).startswith("A tug came.\nThe ferry")


def test_a_quotation_mark_stays_with_its_sentence() -> None:
    assert sentences("“It stopped.” A tug came.") == ("“It stopped.”", "A tug came.")


@pytest.mark.parametrize(
    "operation",
    [
        {"do": "burn"},
        {"do": "keep_first", "count": 9},
        {"do": "swap_paragraphs", "at": [0, 3]},
        {"do": "replace_number", "number": "120", "by": "121"},
        {"do": "title_from", "report": "r2"},
        {"do": "drop_sentences", "paragraph": 2, "at": [0]},
        {"do": "replace_words", "paragraph": 2, "at": [0, 50], "by": "Two tugs"},
    ],
)
def test_what_does_not_fit_the_text_is_refused(operation: Mapping[str, Any]) -> None:
    with pytest.raises(RecipeError):
        made(operation)


def test_the_demo_pairs_name_demo_reports() -> None:
    told = json.loads((HERE / "copies.json").read_text(encoding="utf8"))
    there = {file.stem for file in (HERE.parents[2] / "demo" / "reports").iterdir()}
    assert {pair[side] for part in ("demo", "demo_versions") for pair in told[part] for side in "ab"} <= there
    assert {pair[side] for pair in told["undecided"] for side in "ab"} <= set(corpus())
