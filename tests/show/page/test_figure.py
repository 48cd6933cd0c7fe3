"""View 2 as it is made, before it is HTML: what is folded, what is counted, what is told with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.contradictions import line
from sayso.reconcile.incidents import incidents
from sayso.reconcile.links import LinkKind
from sayso.reconcile.series import series
from sayso.reconcile.series_view import series_view
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How
from sayso.show.page.figure import (
    MOST_ACTS,
    MOST_COPIES,
    MOST_LINKS,
    MOST_MORE,
    MOST_TEXTS,
    MOST_VALUES,
    FigurePage,
    Text,
    ValueShown,
    figure_page,
)
from sayso.types import Figure, Span
from sayso.vocabulary import Relation, Scope, Status
from tests.reconcile.test_standing import told
from tests.show.demo import told as demo_told

TAKEN_BACK = "certainty.taken_back"


def shown(*tellings: Telling) -> FigurePage:
    return figure_page(series_view(line("s1", tellings), {}))


def value(page: FigurePage, number: str) -> ValueShown:
    [found] = [one for one in page.values if one.number == number]
    return found


def copies(of: Telling, outlets: Sequence[str], hour: int = 1) -> list[Telling]:
    """The text of a report in other outlets, an hour later each."""
    carriers = [
        replace(of.carrier, id=f"r{name}", name=name, outlet=name, copy=of.carrier.id, known_by=f"2022-01-09T{hour + n:02}:00")
        for n, name in enumerate(outlets)
    ]
    return [replace(of, claim=replace(of.claim, id=f"c{one.name}", report=one.id), carrier=one) for one in carriers]


def back(name: str, day: str, number: int, who: str | None) -> Telling:
    return told(name, day, number, who, status=Status.RETRACTED, rule=TAKEN_BACK)


def outlets(texts: Sequence[Text]) -> list[str]:
    return [text.first.carrier.publisher for text in texts]


def test_copies_are_folded_under_the_outlet_that_had_the_text_first() -> None:
    first = told("a", "2022-01-09", 164, "health", outlet="Herald")
    first = replace(first, carrier=replace(first.carrier, copy=first.carrier.id, known_by="2022-01-09T01:00"))
    later = [*copies(first, ["Echo", "Mirror"], hour=2), *copies(first, ["Echo 2"], hour=4)]
    later[2] = replace(later[2], carrier=replace(later[2].carrier, outlet="Echo"))
    own = told("b", "2022-01-09", 164, "health", outlet="Tribune")
    for order in ((first, *later, own), (own, *reversed(later), first)):
        one = value(shown(*order), "164")
        assert sorted(outlets(one.texts)) == ["Herald", "Tribune"]
        [text] = [text for text in one.texts if text.copies]
        assert text.first.carrier.publisher == "Herald"
        assert [copy.carrier.id for copy in text.copies] == ["rEcho", "rMirror", "rEcho 2"]
        assert text.outlets == ("Echo", "Mirror"), "who has it twice is named once"
        assert text.left_out == 0


def test_of_a_text_in_many_outlets_all_are_named_and_those_not_shown_are_counted() -> None:
    first = told("a", "2022-01-09", 164, "health", outlet="Herald")
    first = replace(first, carrier=replace(first.carrier, copy=first.carrier.id, known_by="2022-01-09T00:30"))
    names = [f"Outlet {n:02}" for n in range(MOST_COPIES + 3)]
    [text] = value(shown(first, *copies(first, names)), "164").texts
    assert text.outlets == tuple(names)
    assert (len(text.copies), text.left_out) == (MOST_COPIES, 3)


def test_of_many_texts_the_first_are_shown_the_next_folded_the_rest_counted() -> None:
    one = value(shown(*(told(f"r{n:02}", "2022-01-09", 164, "health") for n in range(MOST_TEXTS + MOST_MORE + 5))), "164")
    assert (len(one.texts), len(one.more), one.left_out) == (MOST_TEXTS, MOST_MORE, 5)
    assert outlets(one.texts + one.more) == [f"r{n:02}" for n in range(MOST_TEXTS + MOST_MORE)]
    assert one.reports == MOST_TEXTS + MOST_MORE + 5
    few = value(shown(*(told(f"r{n:02}", "2022-01-09", 164, "health") for n in range(MOST_TEXTS))), "164")
    assert (len(few.texts), few.more, few.left_out) == (MOST_TEXTS, (), 0)


def test_of_many_values_the_latest_are_shown_and_the_rest_counted() -> None:
    days = [f"2022-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(MOST_VALUES + 4)]
    page = shown(*(told(f"r{n}", day, 100 + n, "health") for n, day in enumerate(days)))
    assert [one.number for one in page.values] == [str(100 + n) for n in reversed(range(4, MOST_VALUES + 4))]
    assert page.more_values == 4


def test_what_takes_a_number_back_is_told_with_it_and_is_no_number_of_its_own() -> None:
    page = shown(
        told("a", "2022-01-09", 164, "health"),
        back("b", "2022-01-10", 164, "cabinet"),
        told("c", "2022-01-12", 225, "prosecutor"),
    )
    assert [one.number for one in page.values] == ["225", "164"]
    one = value(page, "164")
    assert one.struck and not value(page, "225").struck
    [act] = one.undoing
    assert (act.how, act.who, act.day) == (How.TAKEN_BACK, "the cabinet", "2022-01-10")
    assert outlets(act.texts) == ["b"]
    assert outlets(one.texts) == ["a"], "what takes it back does not tell it"
    assert value(page, "225").undoing == ()


def test_of_many_that_take_it_back_those_not_shown_are_counted() -> None:
    """Once: they were on the page nowhere, not even counted."""
    acts = [back(f"b{n}", f"2022-01-{10 + n}", 164, f"office {n}") for n in range(MOST_ACTS + 3)]
    one = value(shown(told("a", "2022-01-09", 164, "health"), *acts), "164")
    assert (len(one.undoing), one.more_undoing) == (MOST_ACTS, 3)
    few = value(shown(told("a", "2022-01-09", 164, "health"), *acts[:2]), "164")
    assert (len(few.undoing), few.more_undoing) == (2, 0)


def test_what_differs_stands_on_the_page_and_beside_both_numbers() -> None:
    page = shown(
        told("a", "2022-01-09", 5135, "ministry"),
        told("b", "2022-01-09", 5800, "presidency"),
        told("c", "2022-01-03", 7, "police"),
    )
    [dispute] = page.open
    assert page.settled == ()
    assert "differ for 9 January 2022" in dispute.sentence
    for number in ("5,135", "5,800"):
        assert value(page, number).disputes == (dispute,)
    assert value(page, "7").disputes == ()


def test_what_was_settled_does_not_stand_as_open() -> None:
    page = shown(
        told("a", "2022-01-09", 5135, "ministry"),
        told("b", "2022-01-09", 5800, "presidency"),
        back("c", "2022-01-10", 5800, "presidency"),
    )
    assert page.open == ()
    [dispute] = page.settled
    assert dispute.settled
    assert value(page, "5,800").disputes == (dispute,)


def test_what_a_number_is_beside_a_count_of_all() -> None:
    def scoped(name: str, number: int, scope: Scope) -> Telling:
        made = told(name, "2022-01-09", number, "health")
        span = Span(3, 5) if scope is Scope.NEW else Span(0, 2)  # what adds to a number comes after it
        figure = Figure(number, number, Relation.EXACT, span, scope=scope)
        return replace(made, claim=replace(made.claim, id=f"c{number}", figure=figure))

    page = shown(
        scoped("a", 164, Scope.TOTAL),
        scoped("a", 12, Scope.NEW),
        scoped("c", 103, Scope.SUBSET),
        told("d", "2022-01-09", 99, "police", status=Status.ALLEGED),
    )
    assert {one.number: one.note for one in page.values} == {"164": "", "12": "new", "103": "part of a total", "99": "alleged"}


def test_links_that_say_more_than_that_a_number_came_again_come_first_and_the_rest_are_counted() -> None:
    again = [told(f"a{n:02}", "2022-01-09", 164, "health") for n in range(MOST_LINKS + 2)]
    page = shown(*again, back("b", "2022-01-10", 164, "cabinet"))
    kinds = [link.kind for link in page.links]
    assert len(kinds) == MOST_LINKS and page.more_links > 0
    assert kinds[0] is not LinkKind.REPEATS and kinds[-1] is LinkKind.REPEATS
    assert kinds == sorted(kinds, key=lambda kind: kind is LinkKind.REPEATS)
    assert len(kinds) + page.more_links == len(page.view.links)


def test_who_undid_a_number_is_told_only_where_its_words_say_who() -> None:
    """ "Taken back by the Health Ministry" stood over a sentence that names nobody: the ministry was worked out of whose number
    it is. And a page that corrects itself was told of as corrected by whom it had quoted."""
    of = demo_told()
    pages = [figure_page(series_view(one, {})) for one in series(of, incidents(of))]
    acts = [(act.how, act.day, act.who) for page in pages for one in page.values for act in one.undoing]
    assert (How.TAKEN_BACK, "2022-01-09", "") in acts
    assert (How.TAKEN_BACK, "2022-01-10", "the Presidency") in acts
    assert (How.TAKEN_BACK, "2022-01-10", "") in acts, "a headline that names nobody"
    assert {who for how, _, who in acts if how is How.CORRECTED} == {"Apple Grove Online"}
