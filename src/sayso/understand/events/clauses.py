"""Who does what in a clause, without a parser: the subject, object and agent of a verb.

English news keeps its order (subject, auxiliaries, verb, object, "by" agent), so the edges of phrases (`noun_phrases.py`) are
enough for the plain cases. Every function takes token positions and returns a `Phrase`, or None where the structure is not
one of those; none guesses.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Token
from sayso.understand.events.noun_phrases import REACH, Phrase, phrase_after, phrase_before
from sayso.understand.events.verb_signs import closes, is_verb, no_object, participle, past_quantifier, word_class
from sayso.understand.language import table, words

CLOSING_QUOTES = frozenset('”»"')
AGENT_REACH = 6
"""Words between a passive verb and its "by"."""


def subject(tokens: Sequence[Token], verb: int, depth: int = 3) -> Phrase | None:
    """The subject of the verb at `verb`, past auxiliaries, relative pronouns, appositions; "X did A and B" shares one."""
    at = verb - 1
    while at >= 0 and (word_class(tokens[at]) in ("aux", "adv") or tokens[at].text in CLOSING_QUOTES):
        at -= 1
    if at < 0 or depth == 0:
        return None
    kind = word_class(tokens[at])
    if kind == "to" and passive(tokens, verb) and not is_verb(tokens, at - 1):
        return phrase_before(tokens, at - 1)  # "ordered the residents to be evacuated"
    if kind in ("conj", "to"):
        shared = _verb_before(tokens, at)
        return subject(tokens, shared, depth - 1) if shared is not None else None
    if kind == "rel":
        return phrase_before(tokens, at - 2 if at and tokens[at - 1].text == "," else at - 1)
    if tokens[at].text == ",":
        return _past_apposition(tokens, at)
    return _with_partner(tokens, phrase_before(tokens, at))


def _with_partner(tokens: Sequence[Token], phrase: Phrase | None) -> Phrase | None:
    """ "the government and the rebels", where both stand before the verb and nothing but an opening stands before them."""
    joint = phrase.first - 1 if phrase else 0
    while joint > 0 and word_class(tokens[joint]) in ("det", "num"):
        joint -= 1
    if phrase is None or joint < 1 or tokens[joint].lower != "and":
        return phrase
    partner = phrase_before(tokens, joint - 1)
    if partner is None or partner.last != joint - 1 or not _heads(tokens, partner) or not _heads(tokens, phrase):
        return phrase
    before = partner.first - 1
    while before >= 0 and word_class(tokens[before]) in ("det", "num", "time", "prep"):
        before -= 1
    return Phrase(partner.first, phrase.last) if before < 0 or closes(tokens[before]) else phrase


def pronoun_subject(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the pronoun stands that is the subject of the verb at `verb`, if it is one."""
    at = verb - 1
    while at >= 0 and word_class(tokens[at]) in ("aux", "adv"):
        at -= 1
    return at if at >= 0 and tokens[at].lower in words("actor_pronouns") else None


def object_(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The noun phrase right after a verb, past "at least" and the like, if one stands there."""
    return phrase_after(tokens, past_quantifier(tokens, verb + 1))


def agent(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The doer after "by", near to a passive verb or a noun of action."""
    for at in range(verb + 1, min(verb + AGENT_REACH, len(tokens) - 1)):
        if tokens[at].lower == "by":
            return phrase_after(tokens, at + 1)
        claimed = tokens[at].text == "," and tokens[at + 1].lower in words("actor_claiming")  # "the attack, claimed by …"
        if (closes(tokens[at]) and not claimed) or word_class(tokens[at]) in ("rel", "conj"):
            return None
    return None


def passive(tokens: Sequence[Token], verb: int) -> bool:
    """Is the participle at `verb` passive: after a form of "be", or bare before a preposition as headlines have it?"""
    if not participle(tokens[verb]):
        return False
    at = verb - 1
    while at >= 0 and word_class(tokens[at]) in ("aux", "adv"):
        if tokens[at].lower in words("actor_be"):
            return True
        at -= 1
    after = next((t.lower for t in tokens[verb + 1 :] if t.lower not in words("actor_predicates")), ".")
    return after == "by" or (tokens[verb].lower in words("actor_headline_passives") and no_object(tokens, verb))


def _past_apposition(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """The subject before ", … ," and a verb: a name in between ("the president, Ana Lopez, said"), else what precedes."""
    for at in range(comma - 1, max(-1, comma - REACH), -1):
        if tokens[at].text == ",":
            within = tokens[at + 1 : comma]
            before = phrase_before(tokens, at - 1)
            named = all(t.text[0].isupper() or word_class(t) == "prep" for t in within)
            return Phrase(at + 1, comma - 1) if within and named and _heads(tokens, before) else before
    return None


def _heads(tokens: Sequence[Token], phrase: Phrase | None) -> bool:
    """Does the phrase say who somebody is, so that a name may follow: "the president of the republic", not "clashes"?"""
    if phrase is None:
        return False
    head = next((at for at in range(phrase.first, phrase.last) if tokens[at + 1].lower == "of"), phrase.last)
    return tokens[head].lower in table("actor_kinds")


def _verb_before(tokens: Sequence[Token], at: int) -> int | None:
    """The nearest verb before `at` in the same stretch between stops."""
    for step in range(at - 1, max(-1, at - REACH), -1):
        if tokens[step].text in '.;:!?”"':
            return None
        if is_verb(tokens, step):
            return step
    return None
