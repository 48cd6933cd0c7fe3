"""How sure a figure is: whether a cue reaches the words that tell what befell the people, and what it makes of that.

The number alone does not tell. "Three men arrested on Friday will appear in court" plans an appearance, not an arrest; "the
toll, now at 61, could rise to 100" doubts the 100. So a cue counts where it reaches `FigureMention.teller`: "will be sent".
A figure is asserted, denied, feared, planned, alleged or retracted; the finer statuses of events become one of these.
"""

from __future__ import annotations

from collections.abc import Collection

from sayso.types import Certainty, FigureMention, Layers, Sentence, Span
from sayso.understand.certainty import in_sentence, is_presupposed, strongest
from sayso.understand.language import table
from sayso.understand.word_classes import members
from sayso.vocabulary import Status

GOVERNING = frozenset({Status.PLANNED, Status.ORDERED, Status.POSSIBLE, Status.HYPOTHETICAL})
"""Statuses that a cue gives to the verb after it alone; what is taken as known stays so."""

NAMED_BY_NOUN = frozenset({"phrase-before", "counted-noun"})
"""Rules by which a noun tells: "the deaths of the 21 victims" are known, though "could explain" stands before them."""

PARTS = frozenset({"part-played", "modifier"})
"""Rules by which people are called something: hostages are held, whatever else is alleged of them. Attackers are what they did."""

HEDGES = frozenset({Status.FEARED, Status.ALLEGED})

HARM = frozenset({"killed", "injured", "missing", "trapped", "hospitalised"})
"""Kinds that are feared, not planned, where a plain "will" foretells them."""

BEFALLING = HARM | {"abducted", "exposed", "displaced"}
"""Kinds that befall people: what may befall them is feared. What people or offices do is planned."""

COMPLEMENTED = (".after", ".of", ".with", ".to")
"""Ways to take content that end before the main verb: "accused of theft", "who planned to attack a church"."""

ALLEGING_CLAUSE = "certainty.alleged.clause"
"""The rule of "believed to" and its like."""

PREDICTING = "certainty.planned.clause"
"""The rule of "will" and its like, which foretell as well as promise."""


def status_of_figure(found: Layers, mention: FigureMention) -> tuple[Status, Certainty | None]:
    """The status of a figure, and the cue that gives it."""
    sentence = found.sentences[mention.sentence]
    reaching = [c for c in in_sentence(found, mention.sentence) if _reaches(c, mention, sentence)]
    cue = strongest(reaching)
    if cue is None or (mention.kind == "sought" and cue.status is Status.ALLEGED):  # to be suspected is what "sought" tells
        return Status.ASSERTED, None
    return _of_people(cue, mention.kind, mention.rule, {c.status for c in reaching}), cue


def _reaches(cue: Certainty, mention: FigureMention, sentence: Sentence) -> bool:
    teller, people = mention.teller, mention.figure.span
    called = mention.rule in PARTS and cue.status in HEDGES and not _did_it(mention, cue)
    if teller is None:
        return cue.scope.overlaps(people) and cue.status not in GOVERNING and not called
    if mention.rule == "predicate" and _goes_on_after(sentence, people, cue, teller):
        return False
    if _beside(people, cue):
        return not called
    if not cue.scope.overlaps(teller) or (cue.status in GOVERNING and _is_past(sentence, mention, teller)):
        return False
    if mention.rule == "phrase-before" and cue.rule == ALLEGING_CLAUSE and _is_known_harm(sentence, mention, teller):
        return False
    if cue.rule.endswith((".clause", ".adverb")) and mention.rule == "predicate" and _own_clause(sentence, people, cue, teller):
        return False
    fears_the_noun = mention.rule == "counted-noun" and cue.status not in GOVERNING  # "50 deaths are feared"
    return cue.reaches_back or fears_the_noun or teller.start >= cue.cue.start


def _did_it(mention: FigureMention, cue: Certainty) -> bool:
    """Are the people those whose deed is in doubt: "gunmen allegedly stormed", but not "is said to have angered a mob"?"""
    subject = mention.figure.span.end <= cue.cue.start or not cue.rule.endswith(".clause")
    return mention.kind == "attackers" and subject


def _own_clause(sentence: Sentence, people: Span, cue: Certainty, teller: Span) -> bool:
    """Do the people begin a clause after that of the cue: "60 are believed dead, another 6,000 have fled"?"""
    before = _before(sentence, people)
    verb = [t.lower for t in sentence.tokens if people.end <= t.start and t.end <= teller.start]
    joined = before[-1:] != [] and before[-1] in members("clause_joint")
    return joined and cue.status is not Status.HYPOTHETICAL and cue.cue.end <= people.start and not members("finite_auxiliary").isdisjoint(verb)


def _beside(people: Span, cue: Certainty) -> bool:
    """Is the cue a participle right after the people: "the names of 12 people thought to have died"?"""
    return cue.status in HEDGES and cue.rule.endswith(".clause") and 0 <= cue.cue.start - people.end <= 1


def _goes_on_after(sentence: Sentence, people: Span, cue: Certainty, teller: Span) -> bool:
    """Is the cue only said in passing of people whose own verb comes later: "five men accused of theft were arrested"?"""
    if not (people.end <= cue.cue.start and (cue.rule.endswith(COMPLEMENTED) or _beside(people, cue))):
        return False
    between = [t.lower for t in sentence.tokens if cue.cue.end <= t.start and t.end <= teller.start]
    return "that" not in between and not members("finite_auxiliary").isdisjoint(between[-3:])


def _is_past(sentence: Sentence, mention: FigureMention, teller: Span) -> bool:
    """Has it happened already, whatever may follow from it: "will stand trial for killing four", "the 12 detained activists may"?"""
    people = mention.figure.span
    if mention.rule in NAMED_BY_NOUN and is_presupposed(sentence, people):
        return True
    inside = (t.lower for t in sentence.tokens if people.start <= t.start and t.end <= people.end)
    if any(table("figure_kind_premodifiers").get(word) == mention.kind for word in inside):
        return True
    before = _before(sentence, teller)
    while before and before[-1] in members("article"):
        before.pop()
    return before[-1:] != [] and (before[-1] in members("past_deed") or _is_known_harm(sentence, mention, teller))


def _is_known_harm(sentence: Sentence, mention: FigureMention, teller: Span) -> bool:
    """As in "will look into the murder of six", "thought to explain the deaths of two"; but "could result in the deaths of two"."""
    before = _before(sentence, teller)
    if mention.kind not in HARM or mention.rule != "phrase-before" or before[-1:] != ["the"]:
        return False
    return before[-2:-1] == [] or before[-2] not in members("causing")


def _before(sentence: Sentence, words: Span) -> list[str]:
    return [t.lower for t in sentence.tokens if t.end <= words.start]


def _of_people(cue: Certainty, kind: str, rule: str, reaching: Collection[Status]) -> Status:
    """The status among those of figures that a cue amounts to for a kind."""
    uncertain = cue.status in (Status.POSSIBLE, Status.HYPOTHETICAL)
    if uncertain or (cue.status is Status.PLANNED and Status.HYPOTHETICAL in reaching):
        return Status.FEARED if kind in BEFALLING else Status.PLANNED
    if kind in HARM and (cue.rule == PREDICTING or (cue.status is Status.PLANNED and rule in NAMED_BY_NOUN)):
        return Status.FEARED  # "700 will die", "preparing for 48,000 deaths"
    if kind == "trapped" and cue.rule == ALLEGING_CLAUSE:
        return Status.FEARED  # "60 people are thought to be under the rubble"
    if cue.status is Status.ORDERED:
        return Status.ALLEGED if Status.ALLEGED in reaching else Status.PLANNED  # "accused of ordering the killing of 17"
    return cue.status
