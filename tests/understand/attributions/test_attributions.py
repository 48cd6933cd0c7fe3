"""Source, cue and content of each relation: a table a phenomenon."""

from __future__ import annotations

import pytest

from sayso.vocabulary import Manner
from tests.understand.attributions.attributions_for_tests import Row, read, rows

DIRECT: list[tuple[str, list[Row]]] = [
    ("“We saw smoke,” a farmer said.", [("a farmer", "said", ("“We saw smoke,”",))]),
    ("“We saw smoke,” said Lena Brandt, a farmer.", [("Lena Brandt, a farmer", "said", ("“We saw smoke,”",))]),
    ("''We saw smoke,'' said Lena Brandt.", [("Lena Brandt", "said", ("''We saw smoke,''",))]),
    ('A farmer said: "We saw smoke."', [("A farmer", "said:", ('"We saw smoke."',))]),
    ("“We saw smoke,” she said, “and then fire.”", [("she", "said", ("“We saw smoke,”", "“and then fire.”"))]),
    ("“Where is the bridge?” Brandt asked.", [("Brandt", "asked", ("“Where is the bridge?”",))]),
    ("The mayor’s answer: “No.”", [("The mayor", "’s answer:", ("“No.”",))]),
]
INDIRECT: list[tuple[str, list[Row]]] = [
    ("Police said that two men fled.", [("Police", "said", ("that two men fled",))]),
    ("Two men fled, police said.", [("police", "said", ("Two men fled",))]),
    ("Two men fled, police said on Friday.", [("police", "said", ("Two men fled",))]),
    ("Two men fled, said Norway's ministry of justice.", [("Norway's ministry of justice", "said", ("Two men fled",))]),
    ("The bridge, police said, will stay shut.", [("police", "said", ("The bridge", "will stay shut"))]),
    ("On Friday the army reported that a post fell.", [("the army", "reported", ("that a post fell",))]),
    ("A clerk, 45, said he ran.", [("A clerk, 45,", "said", ("he ran",))]),
    (
        "Ana Diaz, a nurse at the camp, said the tents burned.",
        [("Ana Diaz, a nurse at the camp,", "said", ("the tents burned",))],
    ),
    ("Sen. Jane Roe (D-Ohio) said it rained.", [("Sen. Jane Roe (D-Ohio)", "said", ("it rained",))]),
    ("US President Jane Roe said it rained.", [("US President Jane Roe", "said", ("it rained",))]),
    (
        "A study that appeared in a journal found that rents rose.",
        [("A study that appeared in a journal", "found", ("that rents rose",))],
    ),
    (
        "Two men fled, police said, adding that one was armed.",
        [("police", "said", ("Two men fled",)), ("police", "adding", ("that one was armed",))],
    ),
    (
        "Five died, police said, and another nine were hurt, the hospital said.",
        [("police", "said", ("Five died",)), ("the hospital", "said", ("another nine were hurt",))],
    ),
    (
        "Police said two men fled and added that one was armed.",
        [("Police", "said", ("two men fled",)), ("Police", "added", ("that one was armed",))],
    ),
    ("The mayor spoke of forty homeless.", [("The mayor", "spoke of", ("forty homeless",))]),
    ("The ministry put the toll at 31.", [("The ministry", "put", ("the toll at 31",))]),
    ("The clinic confirmed the deaths of four people.", [("The clinic", "confirmed", ("the deaths of four people",))]),
    ("The mayor has called for calm.", [("The mayor", "has called for", ("calm",))]),
    ("Ten homes burned, state radio reports.", [("state radio", "reports", ("Ten homes burned",))]),
    ("Ten homes burned, the board said later that week.", [("the board", "said", ("Ten homes burned",))]),
    ("The flood cost ten lives, Governor Roe told parliament.", [("Governor Roe", "told", ("The flood cost ten lives",))]),
    (
        "The union spoke on Monday of dozens, and of nine dead.",
        [("The union", "spoke on Monday of", ("dozens, and of nine dead",))],
    ),
    ("On 9 May 2020 the army said it rained.", [("the army", "said", ("it rained",))]),
    ("On its website the board said it rained.", [("the board", "said", ("it rained",))]),
    ("In the office of the mayor said it rained.", [("the office of the mayor", "said", ("it rained",))]),
    ("Early results of the count show a tie.", []),
    ("The mayor went on air to announce that ten died.", [("The mayor", "announce", ("that ten died",))]),
    ("The mayor declined to say that ten died.", [("The mayor", "declined", ("to say that ten died",))]),
    ("The mayor, as quoted by Kyodo, said ten died.", [("The mayor", "said", ("ten died",))]),
    ("Kyodo quoted the mayor as saying ten died.", [("Kyodo", "quoted", ("the mayor as saying ten died",))]),
    ("The clinic published a total of ten dead.", [("The clinic", "published", ("a total of ten dead",))]),
    ("The clinic documented ten deaths.", [("The clinic", "documented", ("ten deaths",))]),
    ("The clinic released ten patients.", []),
    ("Here are details of the fire.", []),
    (
        "But Ana Diaz, a nurse at the camp, said parents still want tents.",
        [("Ana Diaz, a nurse at the camp,", "said", ("parents still want tents",))],
    ),
    ("Given its size, the figure is low.", []),
    ("Ten permits were released to the clinic.", []),
    (
        "A clerk said ten died, while police put the toll at nine.",
        [("A clerk", "said", ("ten died",)), ("police", "put", ("the toll at nine",))],
    ),
    ("What the mayor called a miracle ended.", [("the mayor", "called", ("What", "a miracle ended"))]),
]
ACCORDING: list[tuple[str, list[Row]]] = [
    ("According to the mayor, ten homes burned.", [("the mayor", "According to", ("ten homes burned",))]),
    ("Ten homes burned, according to the mayor.", [("the mayor", "according to", ("Ten homes burned",))]),
    ("Ten homes, according to the mayor, burned.", [("the mayor", "according to", ("Ten homes", "burned"))]),
    ("Ten homes burned, as reported by local radio.", [("local radio", "reported", ("Ten homes burned",))]),
]
NOBODY: list[tuple[str, list[Row]]] = [
    ("It was announced that schools would close.", [(None, "was announced", ("that schools would close",))]),
    ("Twelve hikers reported missing.", [(None, "reported", ("Twelve hikers", "missing"))]),
    ("Thirty people were reported killed.", [(None, "were reported", ("Thirty people", "killed"))]),
    ("The driver is said to have fled.", [(None, "is said", ("The driver", "to have fled"))]),
    ("He allegedly fired twice.", [(None, "allegedly", ("He", "fired twice"))]),
]
PASSIVE: list[tuple[str, list[Row]]] = [
    ("The toll announced by the army was high.", [("the army", "announced", ("The toll",))]),
    ("The order was announced by the minister.", [("the minister", "was announced", ("The order",))]),
    (
        "The move was seen by analysts as proof of fear.",
        [("analysts", "was seen", ("The move", "as proof of fear"))],
    ),
    ("The mayor was quoted by Kyodo as saying ten died.", [("The mayor", "was quoted by Kyodo as saying", ("ten died",))]),
]
HEADLINES: list[tuple[str, list[Row]]] = [
    ("Toll rises to 30: ministry", [("ministry", ":", ("Toll rises to 30",))]),
    ("Twelve dead so far, adds the news agency", [("the news agency", "adds", ("Twelve dead so far",))]),
    ("Forty hurt in blast, say medics.", [("medics", "say", ("Forty hurt in blast",))]),
    (
        "Ten, says the army; more than twelve, say police",
        [("the army", "says", ("Ten",)), ("police", "say", ("more than twelve",))],
    ),
    ("09:10 - Red Cross: 12 wounded so far", [("Red Cross", ":", ("12 wounded so far",))]),
    ("Karlow army base: 13 dead", []),
    ("Six soldiers killed in ambush - army", [("army", "-", ("Six soldiers killed in ambush",))]),
    ("Six soldiers killed in ambush - State Television", []),
    ("He has two jobs — she is in the army.", []),
    ("He has two jobs - police.", []),
    ("Ministry: 30 dead in flood", [("Ministry", ":", ("30 dead in flood",))]),
    ("Media report shots in Oslo – News", [("Media", "report", ("shots in Oslo",))]),
    ("Norway Says 12 Hikers Freed", [("Norway", "Says", ("12 Hikers Freed",))]),
    ("12 Hikers Freed, Norway Says", [("Norway", "Says", ("12 Hikers Freed",))]),
]
NOUNS: list[tuple[str, list[Row]]] = [
    (
        "There was concern in the north that fighting would spread.",
        [("the north", "concern in", ("that fighting would spread",))],
    ),
    ("Roe's claim that she won is untrue.", [("Roe", "'s claim", ("that she won is untrue",))]),
]
ALL = DIRECT + INDIRECT + ACCORDING + NOBODY + PASSIVE + HEADLINES + NOUNS


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text[:50] for text, _ in ALL])
def test_relations(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


NOT_ATTRIBUTED = [
    "The flood has claimed twelve lives.",
    "The United States sent planes.",
    "The reports of the commission filled a shelf.",
    "The shop opened in May and sold bread.",
    "A proposed law failed.",
    "Two suspects, most of them armed, fled.",
    "The meeting began at 06:50 (Kyodo).",
    "The train left at noon.",
    "OSLO: A bridge fell on Monday.",
    "Oslo: A bridge fell on Monday.",
    "The key points that were missed filled a page.",
    "Roe was wanted by police.",
]


@pytest.mark.parametrize("text", NOT_ATTRIBUTED)
def test_nothing_is_attributed(text: str) -> None:
    assert rows(text) == []


def test_a_quotation_runs_on_over_sentences() -> None:
    assert rows("“It was loud. We ran,” Brandt said. “Nobody came. We waited.” The road is shut.") == [
        ("Brandt", "said", ("“It was loud. We ran,”", "“Nobody came. We waited.”"))
    ]


def test_a_speakers_turn_runs_to_the_next_speaker() -> None:
    assert rows("JANE ROE, HOST: Good evening. It rained. ANA DIAZ: It did.", "ROE: Much?", "DIAZ: Yes.") == [
        ("JANE ROE, HOST", ":", ("Good evening.", "It rained.")),
        ("ANA DIAZ", ":", ("It did.",)),
        ("ROE", ":", ("Much?",)),
        ("DIAZ", ":", ("Yes.",)),
    ]


MANNERS = [
    ("“We saw smoke,” a farmer said.", Manner.DIRECT),
    ("A farmer said the village was “gone”.", Manner.MIXED),
    ("A farmer said the village was gone.", Manner.INDIRECT),
]


@pytest.mark.parametrize(("text", "manner"), MANNERS)
def test_manner(text: str, manner: Manner) -> None:
    assert [a.manner for a in read(text)[1].attributions] == [manner]
