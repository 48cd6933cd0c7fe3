"""What a person sees of the figures: snapshots of plain text."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

from bench.tellings import carrier
from sayso.reconcile.origins import origins_of
from sayso.reconcile.series import Series
from sayso.reconcile.series_view import SeriesView, series_view
from sayso.reconcile.telling import Telling
from sayso.show.claim_page import claim_page, report_page
from sayso.show.claims_table import claims_table
from sayso.show.situation import situation
from sayso.types import Claim, Report, Verdict
from sayso.vocabulary import PopulationKind, Verdicts
from tests.claims_for_tests import event_claim, figure_claim, report
from tests.ledger.by_hand import CLOCK


def seen(what: RenderableType, width: int = 72) -> str:
    out = StringIO()
    Console(file=out, width=width, highlight=False).print(what)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")


def view(*pairs: tuple[Report, Claim]) -> SeriesView:
    """One series of these claims."""
    told = tuple(Telling(claim, carrier(of, "s1"), origins_of(of, [claim])[0]) for of, claim in pairs)
    whom = PopulationKind.DEMONSTRATORS
    return series_view(Series("s1", "arrested", whom, "protesters", False, "Almaty", "1", "s1", None, told), {})


def test_a_series_with_its_range_its_standing_its_origin_and_words() -> None:
    of = report()
    assert seen(situation([view((of, figure_claim(of)))])) == (
        "ARRESTED · demonstrators · Almaty   single\n"
        "  more than 40  1 origin\n"
        "  single: Interior Ministry more than 40 on 7 January 2022; only\n"
        "  Interior Ministry says so\n"
        "  more than 40  Interior Ministry  2022-01-07, 1 report (Steppe Wire)\n"
        "      “Police arrested more than 40 protesters in Almaty on Thursday,\n"
        "      the ministry said.”  Steppe Wire"
    )


def test_values_beyond_the_most_are_counted() -> None:
    of = report()
    pairs = [(of, figure_claim(of, id=f"c{n}", said=None)) for n in range(3)]
    shown = seen(situation([view(*pairs)], most_values=0))
    assert "and 1 earlier or other values" in shown  # the same value thrice is one value


def test_a_sentence_stands_once_above_its_claims() -> None:
    of = report()
    pairs = [(of, event_claim(of)), (of, figure_claim(of))]
    narrow = seen(claims_table(pairs, 72))
    assert narrow.count("Police arrested more") == 1
    assert "    arrest  Police  the ministry [Interior Ministry]" in narrow
    wide = seen(claims_table(pairs, 140), width=140)
    assert "on whose word" in wide and wide.count("Police arrested more") == 1


def test_a_claim_whole() -> None:
    of = report()
    page = seen(claim_page(of, figure_claim(of), 3, "2022-01-08T00:00:00.000000Z"))
    for words in (
        "told by       the ministry [Interior Ministry] (government)",
        "where         Almaty, KZ (precision: city, 43.25 76.92)",
        "happened      2022-01-06 (“Thursday”)",
        "said          2022-01-07 (published)",
        "because       figures.counted on “more than 40 protesters”",
        "ledger        entry 3",
    ):
        assert words in page


def test_below_a_claim_stands_what_each_person_says_of_it() -> None:
    of = report()
    claim = figure_claim(of)
    said = [
        Verdict(claim.id, word, why, reviewer, CLOCK, "0" * 64)
        for word, why, reviewer in (
            (Verdicts.CONFIRM, "I asked", "Ann"),
            (Verdicts.REFUTE, "I was there\x1b[2J", "Bob"),
            (Verdicts.UNVERIFIABLE, "on second thought", "Ann"),
        )
    ]
    page = seen(claim_page(of, claim, 3, "2022-01-08T00:00:00.000000Z", said))
    assert "Bob says refute: I was there" in page and "\x1b" not in page
    assert "Ann says unverifiable: on second thought" in page and "I asked" not in page


def test_a_report_with_its_claims() -> None:
    of = report(url="https://steppewire.invalid/a")
    page = seen(report_page(of, [(of, figure_claim(of))], 72))
    assert "outlet        Steppe Wire" in page and "https://steppewire.invalid/a" in page and "arrested" in page
