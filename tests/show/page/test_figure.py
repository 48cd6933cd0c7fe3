"""View 2: what it says of who undid a number."""

from __future__ import annotations

from bench.tellings import demo, tellings
from sayso.reconcile.incidents import incidents
from sayso.reconcile.series import series
from sayso.reconcile.series_view import series_view
from sayso.show.page.figure import FigurePage, figure_page


def pages() -> list[FigurePage]:
    reports = demo()
    told = tuple(tellings(reports, {report.name: "demo" for report in reports}, "model"))
    return [figure_page(series_view(one, {})) for one in series(told, incidents(told))]


def test_who_undid_a_number_is_told_only_where_a_report_says_who() -> None:
    """ "Taken back by the Health Ministry" stood over a sentence that names nobody: the ministry was worked out of whose number
    it is. And a page that corrects itself was told of as corrected by whom it had quoted."""
    acts = [(act.how, act.day, act.who) for page in pages() for shown in page.values for act in shown.undoing]
    assert ("taken back", "2022-01-09", "") in acts
    assert ("taken back", "2022-01-10", "Kazakhstan's government") in acts
    assert ("taken back", "2022-01-10", "") in acts, "a headline that names nobody"
    assert ("taken back", "2022-01-15", "") in acts
    assert {who for how, _, who in acts if how == "corrected"} == {"Apple Grove Online"}
