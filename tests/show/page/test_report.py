"""View 3 as it is made, before it is HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.tellings import carrier
from sayso.ledger.query import Captured
from sayso.reconcile.copies.versions import History, history
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.keep.beside import Copied
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.origins import origins_of
from sayso.reconcile.telling import Telling
from sayso.reconcile.world import World
from sayso.show.page.of_report import MOST_OF_STORY, OfReport, of_report
from sayso.show.page.report import MOST_ROWS, ReportPage, report_page
from sayso.types import Attribution, Claim, Evidence, Maker, Report, Source, Verdict
from sayso.vocabulary import BlockKind, Manner, SourceKind, Verdicts, Verification
from tests.claims_for_tests import TITLE, event_claim, figure_claim, report, span


def known(*pairs: tuple[Report, list[Claim]], verdicts: tuple[Verdict, ...] = ()) -> OfReport:
    """What a look holds of the first of these reports, all of one story."""
    carriers = {of.id: carrier(of, "s") for of, _ in pairs}
    pairs_in_order = sorted(pairs, key=lambda pair: carriers[pair[0].id].place_in_order)
    tellings = tuple(
        Telling(claim, carriers[of.id], origin)
        for of, claims in pairs_in_order
        for claim, origin in zip(claims, origins_of(of, claims), strict=True)
    )
    judged = {v.subject: tuple(w for w in verdicts if w.subject == v.subject) for v in verdicts}
    found = knowledge(World(tellings, carriers, judged))
    happened = [(one, incident_standing(one, judged)) for one in found.shown_incidents()]
    return of_report(pairs[0][0].id, found.world, found.shown_series(), happened)


NOTHING = OfReport((), {}, {}, (), 0, {})


def shown(of: Report, claims: list[Claim], by: OfReport | None = None, as_of: str | None = None, **given: object) -> ReportPage:
    page = given.get("page", history([(of, claims)]))
    group, captures = given.get("group"), given.get("captures", ())
    return report_page(of, claims, by or known((of, claims)), as_of, captures, page, group)  # type: ignore[arg-type]


def test_a_row_for_each_claim_in_the_order_of_the_text() -> None:
    of = report()
    headline = replace(event_claim(of), id="ctitle", evidence=Evidence(BlockKind.TITLE, span(TITLE, of), TITLE), because=())
    figure, event = figure_claim(of), event_claim(of)
    page = shown(of, [figure, event, headline])
    assert [row.told.claim.id for row in page.rows] == ["ctitle", event.id, figure.id]
    row = page.rows[2]
    assert row.told.what == "more than 40 protesters"
    assert row.told.who == "the ministry [Interior Ministry]"
    assert (row.where, row.when) == ("Almaty", "6 January 2022")
    assert row.because == (("figures.counted", "more than 40 protesters"), ("attribution.indirect", "said"))
    assert row.is_anchored
    assert not row.is_misread


def test_a_claim_leads_to_its_figure_and_an_event_to_its_incident() -> None:
    of = report()
    figure, event = figure_claim(of), event_claim(of)
    page = shown(of, [figure, event])
    by_id = {row.told.claim.id: row.stands for row in page.rows}
    of_figure, of_event = by_id[figure.id], by_id[event.id]
    assert of_figure
    assert of_figure.at.startswith("/figure/s")
    assert of_figure.anchor
    assert of_figure.standing.word == "single"
    assert of_event
    assert of_event.at == f"/incident/i{event.id[1:]}"


def test_what_a_person_said_stands_in_its_row() -> None:
    of = report()
    claim = figure_claim(of)
    verdict = Verdict(claim.id, Verdicts.WRONG_READING, "it says 14", "A. Editor", datetime(2022, 1, 8, tzinfo=UTC), "h")
    [row] = shown(of, [claim], known((of, [claim]), verdicts=(verdict,))).rows
    assert [v.reason for v in row.verdicts] == ["it says 14"]
    assert row.is_misread
    assert row.stands is None  # a claim that was misread supports nothing


@pytest.mark.parametrize("kind", [SourceKind.WITNESS, SourceKind.FAMILY, SourceKind.MEDICAL, SourceKind.EXPERT])
@pytest.mark.parametrize("is_known", [True, False])
def test_private_persons_have_a_role_and_no_name(kind: SourceKind, is_known: bool) -> None:
    of = report()
    said = Attribution((Source("Aigerim Testova", kind, None),), Manner.INDIRECT)
    claims = [figure_claim(of, attribution=said)]
    page = shown(of, claims, known((of, claims)) if is_known else NOTHING)
    assert "Testova" not in page.rows[0].told.who
    assert "Testova" not in page.titles[claims[0].id]


def test_a_private_person_who_passes_something_on_has_no_name_either() -> None:
    of = report()
    chain = (Source("the ministry", SourceKind.GOVERNMENT, None), Source("Aigerim Testova", SourceKind.FAMILY, None))
    [row] = shown(of, [figure_claim(of, attribution=Attribution(chain, Manner.INDIRECT))]).rows
    assert row.told.who == "the ministry ‹ relative"


def test_a_report_that_came_after_the_moment() -> None:
    of = report()
    page = shown(of, [figure_claim(of)], NOTHING, as_of="2022-01-05")
    assert page.is_later
    assert page.rows[0].stands is None
    assert not shown(of, [figure_claim(of)], as_of="2022-01-08").is_later


def test_a_report_that_is_not_worked_out_yet() -> None:
    of = report()
    page = shown(of, [figure_claim(of)], NOTHING)
    assert not page.is_later
    assert not page.stands_known
    assert page.rows[0].told.who == "the ministry [Interior Ministry]"


def test_rows_beyond_the_most_are_folded() -> None:
    of = report()
    claims = [figure_claim(of, id=f"c{n:03}") for n in range(500)]
    page = shown(of, claims)
    assert (len(page.rows), len(page.more), page.claims) == (MOST_ROWS, 500 - MOST_ROWS, 500)
    assert all(row.is_anchored for row in (*page.rows, *page.more))


def test_no_claims() -> None:
    page = shown(report(), [])
    assert page.claims == 0
    assert page.text.title


@pytest.mark.parametrize(
    ("code", "language", "is_read"), [("en", None, True), (None, None, True), ("ru", "Russian", False), ("xx", "xx", False)]
)
def test_a_language_without_a_reader_says_so(code: str | None, language: str | None, is_read: bool) -> None:
    page = shown(report(language=code), [])
    assert (page.language, page.is_read) == (language, is_read)


def test_a_confidence_in_words_where_it_was_measured_and_nowhere_else() -> None:
    of = report()
    [by_rules] = shown(of, [figure_claim(of)]).rows
    assert by_rules.read == "Read by rules 0+test."
    measured = {0.95: "sure: of such readings more than 9 in 10", 0.83: "fairly sure: of such readings about 8 in 10"}
    measured |= {0.41: "unsure: of such readings about 4 in 10"}
    for confidence, words in measured.items():
        [row] = shown(of, [figure_claim(of, maker=Maker("model", "1"), confidence=confidence)]).rows
        assert words in row.read


def test_what_it_says_of_checking_once_with_how_many_claims() -> None:
    of = report()
    said = Evidence(BlockKind.BODY, span("Police arrested", of), "Nobody could check this.")
    checked = {"verification": Verification.UNVERIFIED, "verification_evidence": said}
    claims = [figure_claim(of, **checked), figure_claim(of, id="cother", **checked), event_claim(of)]
    [one] = shown(of, claims).checked
    assert (one.words, one.claims, one.verification) == ("Nobody could check this.", 2, "unverified")


def test_more_of_the_story_the_newest_first() -> None:
    of = report()
    others = [report(f"o{n:02}", published=f"2022-01-{n + 1:02}") for n in range(20)]
    by = known((of, []), *((other, []) for other in others))
    page = shown(of, [], by)
    assert [one.id for one in page.story] == [other.id for other in reversed(others)][:MOST_OF_STORY]
    assert page.more_of_story == 20 - MOST_OF_STORY


def test_only_its_own_tellings_among_those_of_others() -> None:
    others = [report(name, published=day) for name, day in (("aa", "2022-01-07"), ("zz", "2022-01-07"), ("no", None))]
    of = report("mm")
    by = known((of, [figure_claim(of), event_claim(of)]), *((one, [figure_claim(one), event_claim(one)]) for one in others))
    assert [t.claim.id for t in by.tellings] == [figure_claim(of).id, event_claim(of).id]
    assert set(by.stands) == {t.claim.id for t in by.tellings}
    assert known((of, []), *((one, [figure_claim(one)]) for one in others)).tellings == ()


def test_where_a_capture_lay_is_not_told() -> None:
    def captured(address: str) -> Captured:
        return Captured(address, "2022-01-07T10:00:00+00:00", "text/html", "0" * 64, 12)

    addresses = ("/home/jane/news/one.html", "https://wire.invalid/one", "-", "https://[::1")
    page = shown(report(), [], captures=[captured(address) for address in addresses])
    assert [one.address for one in page.came] == ["one.html", "https://wire.invalid/one", "-", "[::1"]


def two_versions() -> tuple[Report, Claim, Report, Claim, History]:
    old, new = report("old", "2022-01-07"), report("new", "2022-01-07", updated="2022-01-08")
    new = replace(new, text=old.text.replace("40", "50"))
    before, after = figure_claim(old), figure_claim(report("new"))
    assert after.figure
    evidence = replace(after.evidence, text=new.text[len(TITLE) + 2 :])
    after = replace(after, figure=replace(after.figure, low=50), evidence=evidence)
    return old, before, new, after, history([(old, [before]), (new, [after])])


def test_versions_with_figures_that_lead_to_their_claims() -> None:
    old, before, new, after, page = two_versions()
    versions = shown(new, [after], page=page).versions
    assert [(v.number, v.report, v.is_shown) for v in versions.versions] == [(2, new.id, True), (1, old.id, False)]
    step = versions.versions[0].step
    assert step
    [change] = step.figures
    assert change.what == "arrested, protesters"
    assert change.before
    assert change.after
    assert (change.before.words, change.before.report, change.before.claim) == ("more than 40 protesters", old.id, before.id)
    assert (change.after.words, change.after.report, change.after.claim) == ("more than 50 protesters", new.id, after.id)
    [passage] = step.sentences.passages
    assert [(p.kind, p.text) for p in passage if p.kind] == [("del", "40"), ("ins", "50")]


def test_a_version_after_the_moment_is_counted_and_not_told_of() -> None:
    old, before, _, _, page = two_versions()
    versions = shown(old, [before], page=page, as_of="2022-01-07").versions
    assert versions
    assert [v.report for v in versions.versions] == [old.id]
    assert versions.later == 1


def test_a_page_of_one_version_has_nothing_to_tell() -> None:
    assert not shown(report(), []).versions


def test_copies_by_the_moment() -> None:
    first, copy, late = report("first", "2022-01-07"), report("copy", "2022-01-08"), report("late", "2022-01-20")
    group = Copied((first, copy, late), {copy.id: "all of its words", late.id: "most of its words"}, None)
    copies = shown(first, [], group=group, as_of="2022-01-10").copies
    assert copies
    assert [(one.report, one.because, one.is_shown) for one in copies.copies] == [
        (first.id, None, True),
        (copy.id, "all of its words", False),
    ]
    assert copies.later == 1
    assert shown(first, [], group=group, as_of="2022-01-07").copies is None
