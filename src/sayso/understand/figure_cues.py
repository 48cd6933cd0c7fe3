"""Which cues reach a figure: those that govern the words that tell what befell the people.

The number alone does not tell. "Three men arrested on Friday will appear in court" plans an appearance, not an arrest; "the
toll, now at 61, could rise to 100" doubts the 100. So a cue counts where it reaches `FigureMention.teller`: "will be sent".
"""

from __future__ import annotations

from sayso.types import Certainty, FigureMention, Sentence, Span
from sayso.understand.certainty import is_networks, is_presupposed
from sayso.understand.language import table
from sayso.understand.word_classes import members
from sayso.vocabulary import Status

GOVERNING = frozenset({Status.PLANNED, Status.ORDERED, Status.POSSIBLE, Status.HYPOTHETICAL})
"""Statuses that a cue gives to the verb after it alone; what is taken as known stays so."""

HEDGES = frozenset({Status.FEARED, Status.ALLEGED})

NAMED_BY_NOUN = frozenset({"phrase-before", "counted-noun"})
"""Rules by which a noun tells: "the deaths of the 21 victims" are known, though "could explain" stands before them."""

PARTS = frozenset({"part-played", "modifier"})
"""Rules by which people are called something: hostages are held, whatever else is alleged of them."""

HARM = frozenset({"killed", "injured", "missing", "trapped", "hospitalised"})

PREDICATES = frozenset({"predicate", "accused"})

COMPLEMENTED = (".after", ".of", ".with", ".to")
"""Ways to take content that end before the main verb: "accused of theft", "who planned to attack a church"."""

ALLEGING_CLAUSE = "certainty.alleged.clause"
"""The rule of "believed to" and its like."""


def reaches(cue: Certainty, mention: FigureMention, sentence: Sentence) -> bool:
    """Does the cue make what is told of the people less than asserted?"""
    teller, people = mention.teller, mention.figure.span
    if is_networks(cue):
        return False
    called = cue.status in HEDGES and _called_so(mention, cue)
    if teller is None:
        return cue.scope.overlaps(people) and cue.status not in GOVERNING and not called
    if mention.rule in PREDICATES and _goes_on_after(sentence, people, cue, teller):
        return False
    if _beside(sentence, people, cue) and not called:
        return True
    if called or not cue.scope.overlaps(teller) or (cue.status in GOVERNING and _is_past(sentence, mention, teller)):
        return False
    if mention.rule == "phrase-before" and cue.rule == ALLEGING_CLAUSE and _is_known_harm(sentence, mention, teller):
        return False
    if cue.rule.endswith((".clause", ".adverb")) and mention.rule in PREDICATES and _own_clause(sentence, people, cue, teller):
        return False
    fears_the_noun = mention.rule == "counted-noun" and cue.status not in GOVERNING  # "50 deaths are feared"
    return cue.reaches_back or fears_the_noun or teller.start >= cue.cue.start


def _called_so(mention: FigureMention, cue: Certainty) -> bool:
    """Does a noun tell the kind, so that the cue doubts something else of the people? Attackers are what they did: "gunmen
    allegedly stormed"; but nothing is in doubt of them in "is said to have angered a mob"."""
    if mention.kind != "attackers":
        return mention.rule in PARTS
    subject = mention.figure.span.end <= cue.cue.start
    return mention.rule in PARTS | {"phrase-before"} and cue.rule.endswith(".clause") and not subject


def _own_clause(sentence: Sentence, people: Span, cue: Certainty, teller: Span) -> bool:
    """Do the people begin a clause after that of the cue: "60 are believed dead, another 6,000 have fled"?"""
    before = _before(sentence, people)
    verb = [t.lower for t in sentence.tokens if people.end <= t.start and t.end <= teller.start]
    joined = before[-1:] != [] and before[-1] in members("clause_joint")
    if not joined or cue.status is Status.HYPOTHETICAL or cue.cue.end > people.start:
        return False
    return not members("finite_auxiliary").isdisjoint(verb)


def _beside(sentence: Sentence, people: Span, cue: Certainty) -> bool:
    """Is the cue a participle right after the people: "the names of 12 people thought to have died"?"""
    if cue.status not in HEDGES or not cue.rule.endswith(".clause") or not 0 <= cue.cue.start - people.end <= 1:
        return False
    return next(t.lower for t in sentence.tokens if t.start >= cue.cue.start) not in members("be")


def _goes_on_after(sentence: Sentence, people: Span, cue: Certainty, teller: Span) -> bool:
    """Is the cue only said in passing of people whose own verb comes later: "five men accused of theft were arrested"?"""
    if not (people.end <= cue.cue.start and (cue.rule.endswith(COMPLEMENTED) or _beside(sentence, people, cue))):
        return False
    between = [t.lower for t in sentence.tokens if cue.cue.end <= t.start and t.end <= teller.start]
    return "that" not in between and not members("finite_auxiliary").isdisjoint(between[-3:])


def _is_past(sentence: Sentence, mention: FigureMention, teller: Span) -> bool:
    """Has it happened already, whatever may come of it: "will stand trial for killing four", "may free the 12 detained men"?"""
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
    """As in "will look into the murder of six", "thought to explain the deaths of two", not "could result in the deaths of"."""
    before = _before(sentence, teller)
    if mention.kind not in HARM or mention.rule != "phrase-before" or before[-1:] != ["the"]:
        return False
    return before[-2:-1] == [] or before[-2] not in members("causing")


def _before(sentence: Sentence, words: Span) -> list[str]:
    return [t.lower for t in sentence.tokens if t.end <= words.start]
