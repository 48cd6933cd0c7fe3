"""Layer `figures`: quote, kind and value of every number of people. No text here is from a corpus."""

from __future__ import annotations

import pytest

from sayso.types import FigureMention
from sayso.understand.figures.layer import figures
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of


def found(*paragraphs: str) -> list[FigureMention]:
    return list(run((sentences, figures), report_of(*paragraphs)).figures)


def told(*paragraphs: str) -> list[tuple[str, str]]:
    """Words and kind of each figure."""
    report = report_of(*paragraphs)
    return [(m.figure.span.of(report.text), m.kind) for m in found(*paragraphs)]


Told = tuple[str, list[tuple[str, str]]]

VERBS: dict[str, Told] = {
    "subject of a passive": ("43 marchers had already been killed.", [("43 marchers", "killed")]),
    "object of an active": ("The blast wounded 12.", [("12", "injured")]),
    "object with an article": ("Police arrested the two men.", [("two men", "arrested")]),
    "participle": ("A bomb went off, killing at least five people.", [("at least five people", "killed")]),
    "subject of an intransitive": ("Four sailors drowned.", [("Four sailors", "killed")]),
    "sent": ("The alliance sent 2,500 troops.", [("2,500 troops", "deployed")]),
    "wounded by shots": ("Three teenagers were shot in the leg.", [("Three teenagers", "injured")]),
    "shot dead": ("Three teenagers were shot dead.", [("Three teenagers", "killed")]),
    "held": ("Five men were remanded in custody.", [("Five men", "arrested")]),
    "taken away": ("Eleven villagers were kidnapped by gunmen.", [("Eleven villagers", "abducted")]),
    "let go": ("Rebels released 16 hostages.", [("16 hostages", "freed")]),
    "brought out": ("Divers rescued six boys.", [("six boys", "rescued")]),
    "cannot leave": ("Forty miners were trapped underground.", [("Forty miners", "trapped")]),
    "left home": ("Some 20,000 people fled the city.", [("Some 20,000 people", "displaced")]),
    "hospital": ("Thirty people were taken to hospital.", [("Thirty people", "hospitalised")]),
    "in hospital": ("Nine people are in hospital.", [("Nine people", "hospitalised")]),
    "marched": ("Thousands of people marched through the capital.", [("Thousands of people", "gathered")]),
    "on board": ("There were 88 people on board.", [("88 people", "exposed")]),
    "people on board who died": ("All 12 people on board were killed.", [("All 12 people", "killed")]),
    "missing": ("Seven climbers are missing.", [("Seven climbers", "missing")]),
    "wanted": ("Police are looking for three suspects.", [("three suspects", "sought")]),
    "attackers": ("Some 100 gunmen stormed the camp.", [("Some 100 gunmen", "attackers")]),
    "attackers after by": ("The judge was killed by three men.", [("three men", "attackers")]),
    "made homeless": ("The quake left 900 families and 4,000 people homeless.", [("4,000 people", "displaced")]),
    "taken and made": ("Gunmen took 30 people hostage.", [("30 people", "abducted")]),
    "beaten to death": ("A mob beat two men to death.", [("two men", "killed")]),
    "sentenced to death": ("The court sentenced 12 men to death.", [("12 men", "arrested")]),
    "of those": ("Nearly 400 of those rescued were children.", [("Nearly 400 of those", "rescued")]),
    "adjective before the number": ("Rebels freed the remaining 12 hostages.", [("12 hostages", "freed")]),
    "negated stays the kind": ("Officials denied that 40 people were killed.", [("40 people", "killed")]),
    "prospective stays the kind": ("Another 500 soldiers will be deployed.", [("Another 500 soldiers", "deployed")]),
}

NOUNS: dict[str, Told] = {
    "arrests": ("There were more than 4,100 arrests.", [("more than 4,100 arrests", "arrested")]),
    "dozens of arrests": ("Dozens of arrests were reported.", [("Dozens of arrests", "arrested")]),
    "civilian deaths": ("Many more civilian deaths are feared.", [("Many more civilian deaths", "killed")]),
    "deaths of": ("The deaths of 12 miners shook the town.", [("12 miners", "killed")]),
    "lives": ("The floods claimed 51 lives.", [("51 lives", "killed")]),
    "release of": ("He welcomed the release of 17 of the girls.", [("17 of the girls", "freed")]),
    "crowd of": ("A crowd of 5,000 filled the square.", [("5,000", "gathered")]),
    "strong crowd": ("A 300-strong crowd filled the square.", [("300-strong crowd", "gathered")]),
    "striking": ("He spoke to 200 striking miners.", [("200 striking miners", "gathered")]),
    "toll": ("That brought the death toll to 31.", [("31", "killed")]),
    "toll stands": ("The death toll stands at 26.", [("26", "killed")]),
    "number that rose": ("The number of people killed in the floods rose to 85.", [("85", "killed")]),
    "quoted label": ("A total of 800 “bandits” had attacked the fort.", [("A total of 800 “bandits”", "attackers")]),
    "dead as a noun": ("Five of the dead were tourists.", [("Five of the dead", "killed")]),
}

JOINED: dict[str, Told] = {
    "two participles": ("3 killed and 12 wounded in blast", [("3 killed", "killed"), ("12 wounded", "injured")]),
    "gapping": ("Two were killed and 15 injured.", [("Two", "killed"), ("15 injured", "injured")]),
    "shared predicate": ("Six men and one woman were killed.", [("Six men", "killed"), ("one woman", "killed")]),
    "shared verb": ("It killed two pilots and 10 passengers.", [("two pilots", "killed"), ("10 passengers", "killed")]),
    "including": (
        "At least 20 people were killed, including 10 children.",
        [("At least 20 people", "killed"), ("10 children", "killed")],
    ),
    "insertion": (
        "Three were killed and over 100, including 50 officers, injured.",
        [("Three", "killed"), ("over 100", "injured"), ("50 officers", "injured")],
    ),
    "insertion between dashes": ("Three guards — all from the north — were shot dead.", [("Three guards", "killed")]),
    "seriously": ("Nine were hurt, two of them seriously.", [("Nine", "injured"), ("two of them", "injured")]),
    "part that died": ("Soldiers held 40 men, nine of whom died.", [("40 men", "arrested"), ("nine of whom", "killed")]),
    "verb with a name": ("They killed the mayor and two councillors.", [("two councillors", "killed")]),
    "along with": ("The mayor was arrested along with three others.", [("three others", "arrested")]),
    "whole and part": (
        "The group freed 17 of the more than 90 girls kidnapped in June.",
        [("17", "freed"), ("more than 90 girls", "abducted")],
    ),
    "among": ("Three Peruvians were among the nine people killed.", [("Three Peruvians", "killed"), ("nine people", "killed")]),
    "clause in the subject": ("Twelve boys kidnapped in May have been freed.", [("Twelve boys", "freed")]),
    "inverted": ("Aboard the boat were nine tourists.", [("nine tourists", "exposed")]),
    "the dead included": ("The dead included two doctors.", [("two doctors", "killed")]),
}

HEADLINES: dict[str, Told] = {
    "dead": ("30 dead in blast", [("30 dead", "killed")]),
    "kills": ("Blast kills 30", [("30", "killed")]),
    "held": ("Five held after raid", [("Five held", "arrested")]),
    "die": ("Two die in fire", [("Two", "killed")]),
    "flee": ("Thousands flee floods", [("Thousands", "displaced")]),
    "a name and a verb": ("Rebel Front free 12 hostages", [("12 hostages", "freed")]),
}

NOTHING = {
    "no crisis role": "Two men played chess.",
    "one of the": "One of the passengers spoke to us.",
    "one who shouts": "One protester shouted a slogan.",
    "a most": "It is one of the most dangerous roads.",
    "an age before died": "The singer, who was 82, died at home.",
    "votes": "He won with 4,000 votes.",
    "things seized": "Three seized firms were sold.",
    "bombs": "Police said 16 bombs went off.",
    "protests": "We held two protests in May.",
    "blocked sites": "There are 68 blocked domains.",
    "things hit": "Two bridges were hit.",
    "a share": "One in five people was affected.",
    "a rate": "The rate is 12 per 100,000 people.",
    "wounds": "She had 22 stab wounds.",
}


@pytest.mark.parametrize(("text", "expected"), VERBS.values(), ids=VERBS.keys())
def test_verbs(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOUNS.values(), ids=NOUNS.keys())
def test_nouns(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), JOINED.values(), ids=JOINED.keys())
def test_joined(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), HEADLINES.values(), ids=HEADLINES.keys())
def test_headlines(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing(text: str) -> None:
    assert told(text) == []


POPULATIONS = {
    "noun": ("At least 14 security guards died.", "security guards", "security"),
    "modifier": ("Twelve unarmed men were killed.", "unarmed men", "civilians"),
    "label that a side gives": ("Troops killed 12 “terrorists”.", "terrorists", "militants"),
    "nationality": ("Three Peruvians died.", "Peruvians", "foreigners"),
    "citizens": ("10 U.S. citizens died.", "U.S. citizens", "foreigners"),
    "citizens of no country": ("Ten citizens died.", "citizens", "people"),
    "children": ("Ten schoolgirls were abducted.", "schoolgirls", "children"),
    "officials": ("Two ministers were arrested.", "ministers", "officials"),
    "journalists": ("Two journalists were arrested.", "journalists", "journalists"),
    "medics": ("Two nurses died.", "nurses", "medics"),
    "passengers": ("Two passengers died.", "passengers", "passengers"),
    "demonstrators": ("Two protesters died.", "protesters", "demonstrators"),
    "workers at a protest": ("Some 300 miners marched in protest.", "miners", "demonstrators"),
    "what happened is no population": ("There were 12 deaths.", None, "people"),
    "what happened to whom": ("There were 12 civilian deaths.", "civilian", "civilians"),
}


@pytest.mark.parametrize(("text", "words", "kind"), POPULATIONS.values(), ids=POPULATIONS.keys())
def test_populations(text: str, words: str | None, kind: str) -> None:
    [mention] = found(text)
    assert (mention.figure.population, str(mention.figure.population_kind)) == (words, kind)


SCOPES = [
    ("26 people were killed.", "total"),
    ("A further 12 people were killed.", "new"),
    ("Twelve more were injured.", "new"),
    ("Nine of them were killed.", "subset"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_scopes(text: str, scope: str) -> None:
    [mention] = found(text)
    assert str(mention.figure.scope) == scope


def test_area_and_as_of_are_kept_as_words() -> None:
    [mention] = found("Police made more than 4,100 arrests across the country so far.")
    assert (mention.figure.area, mention.figure.as_of) == ("across the country", "so far")
    [mention] = found("As of Monday 31 people had died.")
    assert (mention.figure.area, mention.figure.as_of) == (None, "As of Monday")


def test_the_same_people_later_in_the_report_keep_their_kind() -> None:
    assert told("Rebels freed 17 girls.", "The 17 girls met the president.")[1] == ("17 girls", "freed")
    assert told("Rebels freed 17 girls.", "Later 17 girls met the president.")[1:] == []


def test_victims_are_dead_where_the_report_tells_of_death() -> None:
    assert told("The crash killed 12 people.", "Ten victims were tourists.")[1] == ("Ten victims", "killed")
    assert told("Ten victims were tourists.") == [("Ten victims", "injured")]


def test_each_figure_names_its_rule_and_sentence() -> None:
    [mention] = found("It rained. The blast killed 12 people.")
    assert (mention.rule, mention.sentence) == ("object", 1)
    assert 0 < mention.confidence <= 1
