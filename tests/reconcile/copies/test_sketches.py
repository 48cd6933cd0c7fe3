"""Sketches: what is the reporter's own goes in, nothing else; small, fast, and the same on every machine."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import islice

import pytest

from bench.texts import bench_reports
from sayso.reconcile.copies.own_sentences import SHORTEST, own_sentences
from sayso.reconcile.copies.sketches import BANDS, MOST_WORDS, RUN, sketch
from sayso.vocabulary import BlockKind
from tests.reconcile.copies.made import FERRY, STATEMENT, report

KEYS_OF_THE_FIRST = (876137231181724056, 2057202797502824505)


def share_a_key(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not set(sketch(report(*one)).keys).isdisjoint(sketch(report(*other)).keys)


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.QUOTE])
def test_what_is_not_the_reporters_own_is_left_out(kind: BlockKind) -> None:
    assert list(own_sentences(report(*FERRY, kind=kind))) == []
    assert sketch(report(*FERRY, kind=kind)).keys == ()


def test_furniture_is_outside_every_block() -> None:
    assert list(own_sentences(report(*FERRY, blocks=()))) == []


def test_quoted_words_are_left_out_and_labels_stay() -> None:
    [words] = own_sentences(report(f"{STATEMENT} the minister told reporters, and spoke of “bandits” on the coast."))
    assert " ".join(words) == "the minister told reporters and spoke of bandits on the coast"


def test_what_is_left_around_a_quotation_is_no_sentence() -> None:
    assert list(own_sentences(report(f"{STATEMENT} he said."))) == []


def test_headlines_listed_below_the_text_are_no_sentences() -> None:
    """Two reports of one site that list the same five other stories, in lines that no markup tells from the text."""
    listed = ("Harbour office says no to a second ferry", "Divers find an anchor older than the town")
    assert list(own_sentences(report(FERRY[0], *listed))) == list(own_sentences(report(FERRY[0])))


@pytest.mark.parametrize("end", [".", "!", "?", "…", ".”", '."', ".)", ":"])
def test_a_sentence_ends_with_a_stop(end: str) -> None:
    assert len(list(own_sentences(report(FERRY[0].rstrip(".") + end)))) == 1


def test_marks_of_a_typewriter_change_nothing() -> None:
    curly, plain = f"{STATEMENT} the captain’s brother told us here.", f"{STATEMENT} the captain’s brother told us here."
    assert sketch(report(curly)) == sketch(report(plain.translate(str.maketrans("“”’", '""\''))))


def test_how_paragraphs_are_cut_changes_nothing() -> None:
    assert sketch(report(*FERRY)) == sketch(report(" ".join(FERRY)))


def test_headline_and_outlet_change_nothing() -> None:
    assert sketch(report(*FERRY)) == sketch(report(*FERRY, name="two", title="Another headline", published="2022-01-01"))


def test_a_sketch_holds_what_it_says() -> None:
    made = sketch(report(*FERRY))
    assert (made.sentences, len(made.keys)) == (len(FERRY), BANDS)
    assert all(-(2**63) <= key < 2**63 for key in made.keys)


def test_the_same_text_has_the_same_keys_on_every_machine() -> None:
    """Stored keys are compared with those of later reports: what changes them must make all sketches anew."""
    assert sketch(report(FERRY[0])).keys[:2] == KEYS_OF_THE_FIRST


def test_a_copy_cut_to_a_fifth_is_a_candidate() -> None:
    assert all(share_a_key(FERRY, (sentence,)) for sentence in FERRY)


def test_a_long_text_is_looked_at_up_to_a_point() -> None:
    assert len(sketch(report(*(FERRY * 300))).runs) < 4 * MOST_WORDS


def test_datasketch_is_imported_only_when_needed() -> None:
    code = "import sys, sayso.reconcile.copies.sketches; sys.exit('datasketch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_report_of_3000_characters_takes_no_2_ms() -> None:
    reports = [made for _, made in islice(bench_reports(20), 20)]
    sketch(reports[0])
    start = time.process_time()
    for made in reports:
        sketch(made)
    assert (time.process_time() - start) / len(reports) < 0.002


def test_every_own_sentence_has_a_run() -> None:
    """`Sketch.lengths` counts runs, and the number of words follows from it."""
    assert SHORTEST >= RUN
