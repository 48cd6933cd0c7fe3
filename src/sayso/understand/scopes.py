"""Which words of its sentence a cue of doubt reaches, by the way it takes its content (`certainty_cues.txt` lists the ways).

A clause is told by the words that open it; there is no parser here. None where the cue, as it stands, is none: "claimed" of a
storm that claimed ten lives, "charged" without a deed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Sentence, Span, Token
from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.language import words
from sayso.understand.phrases import Found
from sayso.understand.word_classes import members

REACHES = {"near": 4, "noun": 2}
"""Tokens that the "not" of a verb and an adjective reach: "did not attack", "alleged fraud", and no further."""

ANTECEDENT = 5
"""Tokens before a relative pronoun that may be the noun it speaks of."""

INFINITIVES = {"headline": 1, "infinitive": 2}
"""Tokens after "to" or "to be" that hold the verb."""

NOUN_GROUP = 4

HEADLINE_SUBJECT = 5
"""Most words before the "to" of a headline."""

DEED_REACH = 12
"""Tokens from "accused", "charged" or "ordered" to the "of", "with" or "to" that brings the deed: over who it is said of."""

THAT_REACH = 7
"""Tokens from a cue to the "that" of its content: "dismissed as false the report that"."""

TELLER_REACH = 8
"""Tokens of the teller between the comma and the verb: "…, the head of the union claimed."."""

LIVES_REACH = 7
"""Tokens after "claimed" in which lives show that it is the storm's verb: "claimed at least 1,200 lives"."""

OPENING = 3
"""Tokens at the start of a sentence within which "according to unconfirmed reports" speaks of what comes after it."""

INSERTED_CUE = 2
"""Tokens from a relative pronoun after a comma to a cue that is its verb."""

RELATIVE = frozenset({"who", "which", "that"})
HARD_BREAKS = frozenset({";", ":", "—", "–"})
QUOTES = frozenset({'"', "”", "“", "''", "``"})
ENDS = frozenset({".", ",", "!", "?", *HARD_BREAKS, *QUOTES})
DEED_LINKS = {"of": "of", "with": "with", "to": "to"}


def scope(sentence: Sentence, cue: Found[str], reach: str) -> Span | None:
    """The words that the cue reaches, or None."""
    found = _reached(sentence.tokens, cue, reach)
    if found is None:
        return None
    first, last = found
    return Span(sentence.tokens[first].start, sentence.tokens[max(last, first + 1) - 1].end)


def reaches_back(sentence: Sentence, cue: Found[str], reach: str) -> bool:
    """Does the cue speak of verbs before it as well?"""
    if reach == "adverb":
        relative = sentence.tokens[_opener(sentence.tokens, cue.first)].lower in RELATIVE  # "tried three men who allegedly"
        return not relative and not _modifies_what_follows(sentence.tokens, cue)
    return reach in ("sentence", "report", "claim", "before", "noun", "passive", "whole")


def _reached(tokens: Sequence[Token], cue: Found[str], reach: str) -> tuple[int, int] | None:
    """Token range of the scope."""
    if reach == "sentence":
        return 0, len(tokens)
    if reach == "claim":
        return _claimed(tokens, cue)
    if reach in INFINITIVES:
        return _infinitive(tokens, cue, reach)
    if reach == "passive":
        return _what_was_reported(tokens, cue.first)
    if reach == "before" or (reach == "report" and _closes(tokens, cue)):
        return _unbroken(tokens, cue.first), cue.first
    if reach == "noun" and (start := _told_before(tokens, cue)) is not None:
        return start, cue.first  # "…, relatives alleged."
    if reach in DEED_LINKS:
        return _deed(tokens, cue, DEED_LINKS[reach])
    if reach == "adverb":
        reach = "after" if _modifies_what_follows(tokens, cue) else "clause"
    if reach in REACHES:
        return min(cue.last, len(tokens) - 1), min(_clause_end(tokens, cue.last), cue.last + REACHES[reach])
    if reach == "after":
        return _after(tokens, cue)
    first = _clause_start(tokens, cue.first)
    last = _clause_end(tokens, _content(tokens, cue.last, members("report_says")) if reach == "report" else cue.last)
    return first, min(last, _insertion_end(tokens, cue.first))


def _after(tokens: Sequence[Token], cue: Found[str]) -> tuple[int, int]:
    content = _content(tokens, cue.last)
    said = tokens[content - 1].lower == "that"
    last = min(_clause_end(tokens, content, participles=not said), _insertion_end(tokens, cue.first))
    return min(cue.last, len(tokens) - 1), last


def _content(tokens: Sequence[Token], at: int, verbs: frozenset[str] = frozenset()) -> int:
    """The first token of what is denied, feared or alleged: after a "that" of content, not after one that opens a relative
    clause ("denied an attack that killed six")."""
    for i in range(at, min(at + THAT_REACH, len(tokens))):
        before = tokens[i - 1].lower if i else ""
        if tokens[i].lower == "that" and (i == at or before in words("before_that") or before in verbs):
            return i + 1
        if _opens_clause(tokens, i) or tokens[i].lower == ",":
            break
    return at + (at < len(tokens) and tokens[at].lower in RELATIVE)


def _deed(tokens: Sequence[Token], cue: Found[str], link: str) -> tuple[int, int] | None:
    """As in "accused two guards of beating", "charged with the murder of": the content after the link."""
    for at in range(cue.last, min(cue.last + DEED_REACH, len(tokens))):
        if tokens[at].lower == link:
            return at, _clause_end(tokens, at + 1)
        if _opens_clause(tokens, at):
            break
    return None


def _claimed(tokens: Sequence[Token], cue: Found[str]) -> tuple[int, int] | None:
    """As in "Six men died, the rebels claimed.", "the rebels claimed six men had died"; but "the flood claimed six lives"."""
    if (start := _told_before(tokens, cue)) is not None:
        return start, cue.first
    willed = cue.last < len(tokens) and tokens[cue.last].lower == "to"
    content = cue.last if willed else _content(tokens, cue.last)
    end = _clause_end(tokens, content)
    if willed or content > cue.last:
        return content, end
    inside = [token.lower for token in tokens[content:end]]
    if not any(is_finite(word) for word in inside) or members("lives").intersection(inside[:LIVES_REACH]):
        return None
    return content, end


def _told_before(tokens: Sequence[Token], cue: Found[str]) -> int | None:
    """The start of what a closing "…, the rebels claimed." speaks of; None where the verb closes nothing."""
    if cue.last < len(tokens) and not (tokens[cue.last].lower in ENDS or tokens[cue.last].lower in members("saying_when")):
        return None
    for at in range(cue.first - 1, max(0, cue.first - 1 - TELLER_REACH), -1):
        word = tokens[at].lower
        if word == "," or word in QUOTES:
            return _unbroken(tokens, at)
        if word in words("clause_openers") or is_finite(word):
            return None
    return None


def _infinitive(tokens: Sequence[Token], cue: Found[str], reach: str) -> tuple[int, int] | None:
    """As in the headline "Army to send 500", and in "50 more to be sent": the verb after "to", where no other governs it."""
    before = [token.lower for token in tokens[: cue.first]]
    if not before or not before[-1][0].isalnum() or is_finite(before[-1]):
        return None
    if not members("before_to_be").isdisjoint(before[-NOUN_GROUP:]):  # "had to be moved", "the first 20 hostages to be freed"
        return None
    if reach == "headline" and (len(before) > HEADLINE_SUBJECT or tokens[-1].lower in ENDS or any(map(is_finite, before))):
        return None
    return cue.first, min(cue.last + INFINITIVES[reach], len(tokens))


def _closes(tokens: Sequence[Token], cue: Found[str]) -> bool:
    """Does the cue end the sentence as in "Nine people died, according to unconfirmed reports."?"""
    return cue.first > OPENING and tokens[cue.first - 1].lower in members("per_report")


def _what_was_reported(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """From the noun of what "was denied" to that verb: "reports of 50 dead were denied"; None where it is no report."""
    nouns = (at for at in range(end - 1, _unbroken(tokens, end) - 1, -1) if tokens[at].lower in members("reported_things"))
    first = next(nouns, None)
    return None if first is None else (first, end)


def _unbroken(tokens: Sequence[Token], at: int) -> int:
    """The first token from which no dash, colon or semicolon comes before `at`."""
    return next((i + 1 for i in range(at - 1, -1, -1) if tokens[i].lower in HARD_BREAKS), 0)


def _clause_start(tokens: Sequence[Token], at: int) -> int:
    """The first token of the clause. A relative clause speaks of the noun before it: "12 people who may have died"."""
    opener = _opener(tokens, at)
    return max(0, opener - ANTECEDENT) if tokens[opener].lower in RELATIVE else opener


def _opener(tokens: Sequence[Token], at: int) -> int:
    """The token that opens the clause of token `at`, the first of the sentence if none does."""
    return next((i for i in range(at, -1, -1) if _opens_clause(tokens, i)), 0)


def _clause_end(tokens: Sequence[Token], at: int, participles: bool = True) -> int:
    """The first token at or after `at` that belongs to another clause. `participles` end it too: "will fail, leaving six dead";
    what is alleged or denied holds them: "alleged that police fired, killing two"."""
    return next((i for i in range(at, len(tokens)) if _opens_clause(tokens, i, participles)), len(tokens))


def _insertion_end(tokens: Sequence[Token], at: int) -> int:
    """Where the cue stands in a relative clause ("the army, which denies it, …"): the comma after which the main verb comes."""
    opener = _opener(tokens, at)
    if tokens[opener].lower not in members("relative_openers"):
        return len(tokens)
    inserted = opener > 0 and tokens[opener - 1].lower == "," and at - opener <= INSERTED_CUE
    for i in range(at, len(tokens) - 1):
        if tokens[i].lower == "," and (inserted or tokens[i + 1].lower in members("finite_auxiliary")):
            return i
    return len(tokens)


def _modifies_what_follows(tokens: Sequence[Token], cue: Found[str]) -> bool:
    """ "for allegedly taking bribes", "killed, allegedly by a gang": the act before the adverb is plain."""
    before = tokens[cue.first - 1].lower if cue.first else ""
    after = tokens[cue.last].lower if cue.last < len(tokens) else ""
    return before in words("before_gerund") or after in members("preposition") or after.endswith("ing")


def _opens_clause(tokens: Sequence[Token], at: int, participles: bool = True) -> bool:
    """Does a new clause begin at this token? After a comma only with a word that opens one, or a participle."""
    token = tokens[at].lower
    if token in HARD_BREAKS or token in words("clause_openers") or token in members("clause_inside"):
        return True
    if at == 0 or tokens[at - 1].lower != ",":
        return False
    return token in words("clause_breaks") or (participles and token.endswith("ing") and token not in members("including"))
