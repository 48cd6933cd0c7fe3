"""Sentences like those of news, from a grammar of our own, and what happens to them: no text of anybody else."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from tests.prove.mutated import ODD_LETTERS
from tests.read.test_invariants import PIECES

WHO = (
    "the Interior Ministry",
    "police",
    "state television",
    "Colonel Aidar Bekov",
    "a spokesman for the army",
    "two witnesses",
    "the UN",
    "Steppe Wire, citing the mayor",
    "“a source close to the President”",
    "the group’s leader, Nurlan Abaev,",
    "hospital officials",
    "he",
)
SAID = (
    "said",
    "told reporters",
    "reported",
    "confirmed",
    "denied that",
    "could not verify that",
    "claimed",
    "tweeted that",
    "according to",
)
COUNT = (
    "12",
    "at least 18",
    "3,700",
    "dozens of",
    "between 5 and 7",
    "two hundred and fifty",
    "no",
    "as many as 95",
    "up to 32",
    "1.2 million",
    "a further 12",
    "more than half of the 40",
    "some",
    "hundreds",
    "5-6,000",
    "a dozen",
)
PEOPLE = (
    "people",
    "protesters",
    "soldiers",
    "police officers",
    "children",
    "civilians, including 3 children,",
    "members of the security forces",
    "bodies",
    "militants",
    "journalists",
    "of them",
)
DONE = (
    "were killed",
    "have been arrested",
    "were wounded in an explosion",
    "were injured when troops opened fire",
    "fled",
    "are missing",
    "may have died",
    "had been detained by the army",
    "were freed",
    "are believed dead",
    "were hanged",
    "clashed with riot police",
)
WHERE = (
    "in Almaty",
    "in the western town of Zhanaozen",
    "near the airport",
    "across Kazakhstan",
    "at City Hall",
    "outside Kyiv, Ukraine",
    "there",
    "in the U.S. state of Georgia",
    "on the Kazakh-Kyrgyz border",
    "in the country’s largest city",
)
WHEN = (
    "on Friday",
    "on 6 January 2022",
    "overnight",
    "since the unrest began",
    "last week",
    "at 14:05",
    "in the 1990s",
    "between Monday and Thursday",
    "two days ago",
    "by Sunday evening",
    "as of 9 January",
)
OTHER = (
    "The government declared a state of emergency until 19 January.",
    "The curfew was lifted in Aktau after three days.",
    "The protests were caused by a rise in fuel prices.",
    "The bloc’s members are Norland, Sudland and Ostland.",
    "The ministry withdrew its earlier toll of 164, calling it a mistake.",
    "None of these figures could be independently verified.",
    "“We will not talk to terrorists,” the President said. “There will be no talks.”",
    "Read more: What we know so far",
    "(Reporting by Jane Doe; editing by John Roe)",
    "14:05 The mayor speaks.",
    "• Two counts differ",
)


def sentence(dice: random.Random) -> str:
    if dice.random() < 0.2:
        return dice.choice(OTHER)
    core = " ".join((dice.choice(COUNT), dice.choice(PEOPLE), dice.choice(DONE)))
    parts = [core, *(dice.choice(some) for some in (WHERE, WHEN) if dice.random() < 0.7)]
    dice.shuffle(parts)
    told = " ".join(parts)
    who, said = dice.choice(WHO), dice.choice(SAID)
    whole = dice.choice((f"{who} {said} {told}.", f"{told}, {who} {said}.", f"“{told},” {who} {said}.", f"{told}."))
    return whole[:1].upper() + whole[1:]


def report(dice: random.Random) -> str:
    """Two to ten sentences in paragraphs, with a title and a dateline in some."""
    sentences = [sentence(dice) for _ in range(dice.randrange(2, 11))]
    opening = dice.choice(("", "", "ALMATY, Jan 7 (Steppe Wire) — ", "By Jane Doe\n7 January 2022\n\n"))
    return opening + "".join(one + dice.choice((" ", " ", "\n\n", "\n")) for one in sentences)


def samples(count: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    return [report(dice) for _ in range(count)]


ANY = st.lists(
    PIECES
    | st.text(st.characters(), max_size=10)
    | st.sampled_from([*ODD_LETTERS, *(f" {one} " for one in (*WHO, *SAID, *COUNT, *PEOPLE, *DONE, *WHERE, *WHEN))]),
    max_size=40,
).map("".join)
