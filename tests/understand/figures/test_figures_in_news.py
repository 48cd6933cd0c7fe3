"""Layer `figures` on turns of phrase of news, by phenomenon; each case is a failure met once. No text is from a corpus."""

from __future__ import annotations

import pytest

from sayso.types import FigureMention
from sayso.understand.figures.layer import figures
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of


def found(*paragraphs: str) -> list[FigureMention]:
    return list(run((sentences, figures), report_of(*paragraphs)).figures)


def told(text: str) -> list[tuple[int | None, str]]:
    """Lower bound and kind of each figure."""
    return [(m.figure.low, m.kind) for m in found(text)]


Told = tuple[str, list[tuple[int | None, str]]]

COUNTS: dict[str, Told] = {
    "number that has reached": ("The number of people detained has reached 7,939.", [(7939, "arrested")]),
    "number of modified nouns": ("The number of detained persons is 640.", [(640, "arrested")]),
    "number of a state": ("Officials put the number of homeless at 48,000.", [(48000, "displaced")]),
    "number of things": ("The number of homes hit by the storm has reached 300.", []),
    "number that doubled": ("The number of dead more than doubled to 26.", [(26, "killed")]),
    "count after its number": ("This brings to 4,500 the number of people killed.", [(4500, "killed")]),
    "count of a participle": ("That brings to 46 the number killed this year.", [(46, "killed")]),
    "old and new toll": ("The death toll rose from 12 to 15.", [(15, "killed")]),
    "new and old toll": ("The toll was revised down to 31 from 40.", [(31, "killed")]),
    "toll that hits": ("Building collapse death toll hits 25", [(25, "killed")]),
    "toll and a time": ("The death toll stood at 46 late Friday.", [(46, "killed")]),
    "running total": ("Four deaths were recorded, taking the total to 342.", [(4, "killed"), (342, "killed")]),
    "turnout": ("Police put the turnout at 8,000.", [(8000, "gathered")]),
    "count far from its number": (
        "The number of people killed in the storms of that long and bitter winter now stands at 61.",
        [(61, "killed")],
    ),
    "another count in the next sentence": (
        "Some 640 people were detained, the mayor said. Her deputy put the number at about 700.",
        [(640, "arrested"), (700, "arrested")],
    ),
    "another count in the sentence": (
        "More than 900 people had been arrested, a broadcaster said; the ministry counted 950.",
        [(900, "arrested"), (950, "arrested")],
    ),
    "an older count": ("The number of people detained climbed to 640, up from 510.", [(640, "arrested"), (510, "arrested")]),
    "another count, of things": ("Some 640 people were detained. The firm counted 12 boats.", [(640, "arrested")]),
    "another count, much later": (
        "Some 640 people were detained. It rained. The shops were shut. The firm put the number at 700.",
        [(640, "arrested")],
    ),
    "two turnouts": (
        "The police put the turnout at 8,000, while organisers claimed 50,000.",
        [(8000, "gathered"), (50000, "gathered")],
    ),
}

NUMBERS: dict[str, Told] = {
    "trio": ("A trio of hackers was arrested.", [(3, "arrested")]),
    "quartet": ("The quartet were arrested at the airport.", [(4, "arrested")]),
    "pair": ("A pair of brothers drowned in the canal.", [(2, "killed")]),
    "no article before the scale": ("Over thousand people protested.", [(1000, "gathered")]),
    "over that belongs to the verb": ("Kyiv handed over 90 prisoners.", [(90, "freed")]),
    "feared dead": ("Six feared dead after helicopter crash", [(6, "killed")]),
    "years": ("A general from 1987 to 1990, he was arrested.", []),
}

CAPTORS: dict[str, Told] = {
    "police seize": ("Police seized two men.", [(2, "arrested")]),
    "gunmen seize": ("Gunmen seized 20 villagers.", [(20, "abducted")]),
    "army captures": ("The army captured 12 rebels.", [(12, "arrested")]),
    "captured by rebels": ("Twelve soldiers were captured by rebels.", [(12, "abducted")]),
    "held by pirates": ("Pirates are holding 18 sailors.", [(18, "abducted")]),
    "children captured": ("Nine schoolgirls captured in March are alive.", [(9, "abducted")]),
    "held after a fire": ("Two boys held after fire", [(2, "arrested")]),
}

VERBS: dict[str, Told] = {
    "worst outcome": ("Two men were shot and killed.", [(2, "killed")]),
    "worst of two": ("Nineteen inmates were stabbed or burned to death.", [(19, "killed")]),
    "two groups": ("Twelve were injured and two killed.", [(12, "injured"), (2, "killed")]),
    "burns": ("Two firefighters suffered minor burns.", [(2, "injured")]),
    "ordered": ("The army ordered 300 residents of the town to leave their homes.", [(300, "displaced")]),
    "doubled consonant": ("The court acquitted nine defendants.", [(9, "freed")]),
    "recaptured": ("45 have been recaptured.", [(45, "arrested")]),
    "bail": ("The court granted bail to 17 accused.", [(17, "freed")]),
    "accused who appear": ("Three men accused of fraud spoke.", []),
    "brought up": ("Three had been brought to the surface.", [(3, "rescued")]),
    "left stranded": ("The strike left 90 passengers stranded.", [(90, "trapped")]),
    "under debris": ("Up to 15 labourers may be under the debris.", [(None, "trapped")]),
    "hungry": ("3.8 million people in the region face acute hunger.", [(3800000, "exposed")]),
    "a set of": ("Police arrested a group of 12 men.", [(12, "arrested")]),
    "among without a verb": ("Among the perished three children.", [(3, "killed")]),
    "those hit": ("Four of those murdered belong to the union.", [(4, "killed")]),
    "verb of another": ("Guards stopped the two young people and beat up a man.", []),
    "a clause inside": (
        "Four were killed and eleven injured in a battle in which six rebels died.",
        [(4, "killed"), (11, "injured"), (6, "killed")],
    ),
    "hanged": ("The state hanged 21 men.", [(21, "killed")]),
    "arms laid down": ("In the north 13 rebels laid down arms.", [(13, "arrested")]),
    "adverb before the state": ("The blast left one dead and five critically wounded.", [(1, "killed"), (5, "injured")]),
    "left with": ("The crash left 20 with serious injuries.", [(20, "injured")]),
    "left homeless": ("Thousands were left homeless.", [(None, "displaced")]),
    "a part of the rescued": ("Troops rescued 300 hostages including 200 children.", [(300, "rescued"), (200, "rescued")]),
    "fatally": ("Police fatally shot three men.", [(3, "killed")]),
    "two of them fatally": ("Police shot five men, two of them fatally.", [(5, "injured"), (2, "killed")]),
    "of those": ("Five people were killed. Of those, three were children.", [(5, "killed"), (3, "killed")]),
    "search for the missing": ("Crews are searching for eight missing workers.", [(8, "missing")]),
    "sentences to": ("The court handed death sentences to 20 students.", [(20, "arrested")]),
    "car into": ("He drove his car into 12 pedestrians.", [(12, "injured")]),
}

NOTHING = {
    "deaths a year": "Smoking is linked to 8 million deaths a year.",
    "yearly deaths": "Bad roads claim about 150,000 lives annually.",
    "each year": "Each year some 400 climbers die.",
    "per 100,000": "There are 60 homicides per 100,000 inhabitants.",
    "room": "The boat was built to carry 25 passengers.",
    "capacity": "Each train has a capacity of 400 passengers.",
    "vehicles of the police": "Some 400 vehicles were destroyed, of which 346 belonged to the police.",
    "bodies that are offices": "He met 15 national bodies.",
    "animals": "Two lions were killed at the zoo.",
    "attacks": "There were more than 3,300 attacks involving migrants.",
    "peaceful taking part": "Only 80 employers participate in the scheme.",
    "a team led": "She leads a team of four analysts.",
    "a state that modifies": "He changed one critical factor.",
    "somebody's life": "It means giving one's life for a cause.",
    "things handed over": "The charity handed over several wheelchairs.",
    "an age of victims": "It is not known whether the victims were under 16.",
    "an age after them": "He spoke of the town, half of them under 18.",
    "March": "It was a survey in March of more than 72,000 adults.",
}

CASES = {**COUNTS, **NUMBERS, **CAPTORS, **VERBS}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_phrases_of_news(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_no_figure(text: str) -> None:
    assert told(text) == []


POPULATIONS = {
    "the one before": ("164 people were killed, 103 of them in the north.", "people", "people", "subset"),
    "an apposition": ("Troops killed 12 militants, 3 of them foreigners.", "foreigners", "foreigners", "subset"),
    "a complement": ("The ministry said the 26 killed were rioters.", "rioters", "demonstrators", "total"),
    "the whole before": ("Of the 27 passengers, five were hurt.", "passengers", "passengers", "subset"),
    "a whole with a complement": ("Of the 200 injured, 50 were rescue officials.", "rescue officials", "officials", "subset"),
    "belong to": ("530 were injured, 210 of whom belong to the security forces.", "security forces", "security", "subset"),
    "those of": ("It cost 40 lives, 7 of them those of members of the police.", "police", "security", "subset"),
    "from": ("Some 61 people, including 9 from the security forces, had died.", "security forces", "security", "subset"),
    "of whom were": ("51 killed, of whom 8 were security forces.", "security forces", "security", "subset"),
    "members": ("Eleven members of the army command died.", "members of the army command", "security", "total"),
    "members of anything": ("Two members of the club were killed.", "members", "people", "total"),
    "a complement of a part": ("Four of the dead are children.", "children", "children", "subset"),
    "number of": ("They put the number of police officers killed at 12.", "police officers", "security", "total"),
    "not counted before": ("They fought the children, killing several of them.", "children", "children", "subset"),
}


@pytest.mark.parametrize(("text", "words", "kind", "scope"), POPULATIONS.values(), ids=POPULATIONS.keys())
def test_who_is_counted(text: str, words: str, kind: str, scope: str) -> None:
    figure = found(text)[-1].figure
    assert (figure.population, str(figure.population_kind), str(figure.scope)) == (words, kind, scope)


def test_those_counted_in_the_sentence_before() -> None:
    [_, later] = found("Police questioned 30 suspects.", "Nine of them were detained.")
    assert later.figure.population == "suspects"


def test_from_them_is_a_part_of_them() -> None:
    [_, part] = found("Across the land 2,300 people have been injured, from them 103 in the capital.")
    assert (part.figure.low, part.kind, str(part.figure.scope)) == (103, "injured", "subset")


def test_a_verb_before_a_colon_does_not_take_what_has_its_own_verb() -> None:
    dead, hurt = found("Market shooting: 14 killed, and 35 injured by a gunman.")
    assert [(one.figure.low, one.kind) for one in (dead, hurt)] == [(14, "killed"), (35, "injured")]
