"""What people said of a figure stays with it when an earlier report of it comes in late."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sayso.ledger.filters import EVERYTHING
from sayso.ledger.query import Reader
from sayso.reconcile.former_ids import called_after, claim_of
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.review_queue import left, queue
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Word
from sayso.reconcile.values import Value
from sayso.reconcile.world import load
from sayso.serve.looks import Looks
from sayso.show.page.opinions import words_that_stand
from tests.command import done
from tests.serve.conftest import Serve, serve

__all__ = ["serve"]

EARLIER = """Health Ministry counts 164 dead in Kazakhstan

Published 9 January 2022, 06:00

A total of 164 people have been killed in the unrest in Kazakhstan, the Health Ministry said on Sunday.
"""


@dataclass(frozen=True)
class Late:
    """A copy of the demo that people judged before an earlier report came in: ids of then, and of now."""

    path: Path
    figure: str
    value: str
    incident: str


@pytest.fixture
def late(judged: Late, tmp_path: Path) -> Late:
    """For writing to, too."""
    return replace(judged, path=Path(shutil.copytree(judged.path.parent, tmp_path / "late")) / judged.path.name)


@pytest.fixture(scope="module")
def judged(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Late:
    folder = tmp_path_factory.mktemp("late")
    path = Path(shutil.copy(demo_ledger, folder / "late.ledger"))
    with Reader.open(path) as reader:
        view, value = _killed(reader)
        then = Late(path, view.series.id, value.id, _incident_of(reader, value).id)
    said = {then.value: "refute", then.figure: "unverifiable", then.incident: "confirm"}
    for subject, verdict in said.items():
        done(path, "review", subject, verdict, "--why", "the list of names", "--reviewer", "Ann")
    early = folder / "early.txt"
    early.write_text(EARLIER, encoding="utf8")
    done(path, "add", str(early), "--reader", "rules")
    with Reader.open(path) as reader:
        view, value = _killed(reader)
        assert (view.series.id, value.id) != (then.figure, then.value), "the report is not the first: nothing is tested"
    return then


def test_a_verdict_stays_with_its_value_and_its_figure(late: Late) -> None:
    """Once: a report that was published earlier and came in later gave both another id, and the verdicts were gone."""
    with Reader.open(late.path) as reader:
        view, value = _killed(reader)
        for found in (knowledge(load(reader)).shown_series(), Looks(reader).at(EVERYTHING).series):
            one = next(v for v in found if v.series.id == view.series.id)
            assert one.standings[value.id].word is Word.REFUTED
            assert one.standing.word is Word.UNVERIFIABLE
            assert late.value in value.names
            assert late.figure in one.series.names


def test_what_was_judged_is_not_asked_about_again(late: Late) -> None:
    with Reader.open(late.path) as reader:
        look = Looks(reader).at(EVERYTHING)
        _, value = _killed(reader)
        said = words_that_stand(reader.opinions())
        asked = [one for one in queue(look.series, look.incidents) if one.value is not None and one.value.id == value.id]
    assert asked, "the value is in doubt: it was taken back the same day"
    assert left(asked, said) == ()


def test_the_id_of_then_is_understood_and_its_verdict_is_taken_back(late: Late) -> None:
    """By the id of then, by that of now, on the command line."""
    with Reader.open(late.path) as reader:
        _, value = _killed(reader)
    done(late.path, "review", value.id, "withdraw", "--why", "too early", "--reviewer", "Ann")
    done(late.path, "review", late.figure, "withdraw", "--why", "too early", "--reviewer", "Ann")
    with Reader.open(late.path) as reader:
        view, value = _killed(reader)
        assert view.standings[value.id].by_person == () == view.standing.by_person


def test_addresses_that_were_sent_still_lead_there(late: Late, serve: Serve) -> None:
    client = serve(late.path)
    figure = client.get(f"/figure/{late.figure}").text
    assert "Killed · Kazakhstan" in figure
    assert f'id="{late.value}"' in figure
    assert client.get(f"/incident/{late.incident}").status_code == 200
    for subject in (late.value, late.figure, late.incident):
        answer = client.get("/review", params={"subject": subject})
        assert answer.status_code == 200
        assert "the list of names" in answer.text


def test_what_a_person_joined_to_an_incident_lends_it_no_name(late: Late) -> None:
    with Reader.open(late.path) as reader:
        one = Looks(reader).at(EVERYTHING).incidents[0][0]
    link = replace(one.links[-1], by="Ann")
    joined = replace(one, links=(*one.links[:-1], link))
    assert called_after("i", link.telling.claim.id) in one.names
    assert called_after("i", link.telling.claim.id) not in joined.names


def test_an_id_and_its_claim() -> None:
    assert called_after("v", "c117ced1c6bbbfba4") == "v117ced1c6bbbfba4"
    assert claim_of("v117ced1c6bbbfba4") == "c117ced1c6bbbfba4"


def _killed(reader: Reader) -> tuple[SeriesView, Value]:
    """The figure of all killed, and the ministry's 164 in it."""
    view = next(
        v for v in knowledge(load(reader)).shown_series() if v.series.kind == "killed" and v.series.area == "Kazakhstan"
    )
    return view, next(v for v in view.values if v.figure.low == 164 and v.is_given and v.origin.name == "Health Ministry")


def _incident_of(reader: Reader, value: Value) -> Incident:
    claim = value.tellings[0].claim.id
    return next(one for one in knowledge(load(reader)).shown_incidents() if any(t.claim.id == claim for t in one.tellings))
