"""Who does what in a clause, without a parser: noun phrases by their edges, and the subject, object and agent of a verb.

English news keeps its order (subject, auxiliaries, verb, object, "by" agent), so the edges of phrases, which are marked by
closed classes of words (`actor_function_words.txt`), are enough for the plain cases. Every function takes token positions and
returns a `Phrase`, or None where the structure is not one of those; none guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sayso.types import Span, Token
from sayso.understand.language import table, words

REACH = 30
"""Words that a subject may stand before its verb."""
CLOSING_QUOTES = frozenset('”»"')
AGENT_REACH = 6
"""Words between a passive verb and its "by"."""


class Phrase(NamedTuple):
    """Tokens `first` up to and including `last`."""

    first: int
    last: int

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last].end)


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
    return Phrase(partner.first, phrase.last) if before < 0 or _closes(tokens[before]) else phrase


def pronoun_subject(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the pronoun stands that is the subject of the verb at `verb`, if it is one."""
    at = verb - 1
    while at >= 0 and word_class(tokens[at]) in ("aux", "adv"):
        at -= 1
    return at if at >= 0 and tokens[at].lower in words("actor_pronouns") else None


def object_(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The noun phrase right after a verb, past "at least" and the like, if one stands there."""
    return phrase_after(tokens, _past_quantifier(tokens, verb + 1))


def _past_quantifier(tokens: Sequence[Token], at: int) -> int:
    """Where the number stands before which "at least", "more than" or "up to" begins at `at`; else `at`."""
    end = at
    while end < len(tokens) and tokens[end].lower in words("actor_quantifiers"):
        end += 1
    return end if end < len(tokens) and word_class(tokens[end]) == "num" else at


def agent(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The doer after "by", near to a passive verb or a noun of action."""
    for at in range(verb + 1, min(verb + AGENT_REACH, len(tokens) - 1)):
        if tokens[at].lower == "by":
            return phrase_after(tokens, at + 1)
        claimed = tokens[at].text == "," and tokens[at + 1].lower in words("actor_claiming")  # "the attack, claimed by …"
        if (_closes(tokens[at]) and not claimed) or word_class(tokens[at]) in ("rel", "conj"):
            return None
    return None


def passive(tokens: Sequence[Token], verb: int) -> bool:
    """Is the participle at `verb` passive: after a form of "be", or bare before a preposition as headlines have it?"""
    if not _participle(tokens[verb]):
        return False
    at = verb - 1
    while at >= 0 and word_class(tokens[at]) in ("aux", "adv"):
        if tokens[at].lower in words("actor_be"):
            return True
        at -= 1
    after = tokens[verb + 1].lower if verb + 1 < len(tokens) else "."
    return after == "by" or (tokens[verb].lower in words("actor_headline_passives") and _no_object(tokens, verb))


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """A finite verb or participle by its form, or a bare form between a doer and an object ("Soldiers control the airport")."""
    token = tokens[at]
    if token.lower in words("actor_adjectives"):
        return False
    before = word_class(tokens[at - 1]) if at else ""
    if token.lower in words("actor_verbs"):
        return True
    if before == "num" and token.lower in words("actor_headline_passives"):
        return _no_object(tokens, at)  # "26 killed", not "26 injured miners"
    if token.lower.endswith("ed") and len(token.lower) > 3:
        return before not in ("det", "prep", "poss", "num") and not (at and tokens[at - 1].text in '“"')
    if token.lower.endswith("ing"):
        return before in ("aux", "adv")
    if token.text[0].islower() and not word_class(token) and at and _after_modal(tokens, at):
        return True
    return (
        token.text[0].islower()
        and at > 0
        and not word_class(token)
        and _doer(tokens, at - 1)
        and _begins_phrase(tokens, at + 1)
    )


def _after_modal(tokens: Sequence[Token], at: int) -> bool:
    """ "will withdraw", "did not attack"."""
    before = at - 1
    while before > 0 and word_class(tokens[before]) == "adv":
        before -= 1
    return tokens[before].lower in words("actor_modals")


def _doer(tokens: Sequence[Token], at: int) -> bool:
    """Can this word end a subject right before its verb: "soldiers", or a name?"""
    kinds = table("actor_kinds")
    named = tokens[at].text[0].isupper() and tokens[at + 1].lower.endswith("s")
    return tokens[at + 1].lower not in kinds and (named or tokens[at].lower in kinds)


def phrase_after(tokens: Sequence[Token], first: int) -> Phrase | None:
    """The noun phrase that begins at `first`, without its determiner; "of" and "'s" carry it on, "of doing" does not."""
    while first < len(tokens) and (_determines(tokens[first]) or tokens[first].lower in words("actor_predicates")):
        first += 1
    last = first - 1
    while last + 1 < len(tokens) and _goes_on(tokens, first, last + 1):
        last += 1
    while last > first and (tokens[last].lower in words("actor_predicates") or word_class(tokens[last])):
        last -= 1
    return Phrase(first, last) if first <= last else None


def _determines(token: Token) -> bool:
    return word_class(token) in ("det", "num", "adv") or token.text in '“"' or token.lower in words("definite")


def _goes_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Does a noun phrase that began at `first` reach over token `at`?"""
    token, kind = tokens[at], word_class(tokens[at])
    if token.lower == "of":
        return at > first and at + 1 < len(tokens) and not tokens[at + 1].lower.endswith("ing")
    if kind in ("det", "num", "poss") and at > first:
        return token.lower == "'s" or tokens[at - 1].lower == "of"
    return not kind and not _closes(token) and not (at > first and is_verb(tokens, at))


def word_class(token: Token) -> str:
    """det, num, prep, conj, rel, to, aux, adv, pron, poss, time, or "" for an open-class word."""
    listed = _function_words().get(token.lower, "")
    if listed:
        return "" if listed == "pron" and token.text.isupper() and len(token.text) > 1 else listed  # the US is no pronoun
    if token.text[0].isdigit():
        return "num"
    adverb = token.lower.endswith("ly") and token.text[0].islower() and token.lower not in words("actor_not_adverbs")
    return "adv" if adverb else ""


def phrase_before(tokens: Sequence[Token], last: int) -> Phrase | None:
    """The noun phrase that ends at `last`; "X in Y" and "X at Y" give X, "X of Y" the whole."""
    first = last + 1
    for at in range(last, max(-1, last - REACH), -1):
        if word_class(tokens[at]) == "prep" and tokens[at].lower != "of":
            if first > last or _fronted(tokens, at):
                break
            return phrase_before(tokens, at - 1) if not _spokesman(tokens, at) else _joined(phrase_before(tokens, at - 1), last)
        if _bounds(tokens, at) or (first <= last and is_verb(tokens, at)):
            break
        first = at
        if _opens(tokens, at):
            break
    while first < last and word_class(tokens[first]) in ("det", "num", "adv", "prep", "poss"):
        first += 1
    return Phrase(first, last) if first <= last and not _empty(tokens, last) else None


def _bounds(tokens: Sequence[Token], at: int) -> bool:
    """Is this a word or mark that no noun phrase holds?"""
    return _closes(tokens[at]) or word_class(tokens[at]) in ("conj", "rel", "to", "aux", "pron", "time")


def _fronted(tokens: Sequence[Token], at: int) -> bool:
    """Does the preposition at `at` open the clause, or a clause of its own ("as crowds stormed …")?"""
    before = tokens[at - 1] if at else None
    return before is None or _closes(before) or word_class(before) == "conj" or tokens[at].lower in words("actor_subordinators")


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Is this the first word of its phrase: a determiner, number or adverb with no word before it that belongs to them?"""
    kind = word_class(tokens[at])
    if kind not in ("det", "num", "adv", "poss") or tokens[at].lower in ("'s", "'") or at == 0:
        return False
    return tokens[at - 1].lower != "of" and word_class(tokens[at - 1]) not in ("det", "num", "adv", "poss", "prep")


def _empty(tokens: Sequence[Token], last: int) -> bool:
    """A number or determiner alone names nobody, but "thousands" do."""
    return bool(word_class(tokens[last])) and tokens[last].lower not in words("actor_crowds")


def _joined(head: Phrase | None, last: int) -> Phrase | None:
    return Phrase(head.first, last) if head else None


def _spokesman(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].lower == "for" and tokens[at - 1].lower.startswith("spokes")


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


def _participle(token: Token) -> bool:
    return token.lower.endswith("ed") or token.lower in words("actor_participles")


def _no_object(tokens: Sequence[Token], verb: int) -> bool:
    """Does no object follow the verb, nor another verb that shares one ("shot and killed the driver")?"""
    after = verb + 1
    if after >= len(tokens) or _closes(tokens[after]):
        return True
    if word_class(tokens[after]) == "conj" and after + 1 < len(tokens) and _participle(tokens[after + 1]):
        return _no_object(tokens, after + 1)
    return word_class(tokens[after]) in ("prep", "conj", "to", "time", "aux") and _past_quantifier(tokens, after) == after


def _begins_phrase(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens):
        return False
    opens = word_class(tokens[at]) in ("det", "num", "poss") or tokens[at].text[0].isupper()
    return opens or tokens[at].lower in table("actor_kinds")


def _closes(token: Token) -> bool:
    return not token.text[0].isalnum() and token.lower not in words("actor_inside") and token.lower != "'s"


@cache
def _function_words() -> dict[str, str]:
    return table("actor_function_words")
