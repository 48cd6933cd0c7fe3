from __future__ import annotations

from sayso.reconcile.stories.reasons import founded, joined, told_of
from sayso.reconcile.stories.terms import Term

PRICE, GAS_PRICE = Term("pric", "price", 0.2), Term("gas pric", "gas price", 0.3)
RARE_NAME, IN_HEADLINE = Term("zerbolat", "Zerbolat", 0.5), Term("zerbolat", "Zerbolat", 0.5, 0.4)


def test_a_rare_name_is_told_only_where_a_headline_tells_it() -> None:
    assert told_of([RARE_NAME, PRICE]) == "“price”"
    assert told_of([IN_HEADLINE, PRICE]) == "“Zerbolat” and “price”"
    assert told_of([RARE_NAME]) == "names"


def test_a_name_that_news_often_has_is_told() -> None:
    assert told_of([Term("kazakhstan", "Kazakhstan", 0.5)]) == "“Kazakhstan”"


def test_the_word_of_a_pair_is_not_told_again() -> None:
    assert told_of([GAS_PRICE, PRICE]) == "“gas price”"


def test_what_is_shared_with_most_reports_comes_first() -> None:
    why = joined(
        [[GAS_PRICE], [Term("strik", "strikes", 0.1), GAS_PRICE]], ["2022-01-05T23:59:59Z", "2022-01-02T23:59:59Z"], 0.4
    )
    assert why == "shares “gas price” and “strikes” with 2 reports since 2 January 2022 (alike 0.40)"


def test_without_dates() -> None:
    assert joined([[PRICE]], [None], 0.5) == "shares “price” with 1 report (alike 0.50)"
    assert founded([PRICE], 0.1) == "the first of its story: the nearest shares only “price” (alike 0.10)"
