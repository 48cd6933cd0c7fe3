"""Layer `causes`: one thing is said to have led to another, both ends verbatim.

A signal (`cause_signals.txt`) joins an effect and a cause. What its line says:

    because     effect                the effect stands before the signal, the cause after it
    led to      cause                 the other way round
    demanding   effect within         the signal is itself part of the cause (a purpose: what the effect is for)
    following   effect fronts         it may also begin the sentence: "Following the raid, residents marched"
    over        effect contention     a condition on its surroundings, see traits.py
    after       effect time           it joins in time first, and only suggests the cause; `purpose` likewise names the sense

`Cause.rule` is the sense (cause, purpose or time) and the signal, so that a reader of this layer can take the plain ones only.

An end is the clause on its side of the signal: up to a stop, a comma before a new clause, or words of attribution. "The
trigger for X was Y" is a rule of its own. Ends without a word of meaning or longer than `LONGEST` tokens are not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.types import Cause, Layers, Report, Sentence, Span, Token
from sayso.understand.causes.traits import fits
from sayso.understand.events.verb_signs import word_class
from sayso.understand.language import table, words
from sayso.understand.phrases import Found, Phrases
from sayso.understand.pipeline import layer

LONGEST = 60
SPEECH_REACH = 5
"""Words after a comma in which a verb of saying shows that attribution begins."""
ADVERBIAL = 7
"""Words of an adverbial that stands before the subject."""
OPENING = frozenset(';!?—“"')
CLOSING = frozenset(";!?—”")
"""Marks at which a clause ends. A full stop inside a sentence belongs to an abbreviation."""


@layer(gives="causes", needs=("sentences",))
def causes(report: Report, found: Layers) -> tuple[Cause, ...]:
    """Causes of every sentence: of one sentence first the plain ones, then those that join by purpose or in time."""
    return tuple(
        c for number, sentence in enumerate(found.sentences) for c in sorted(_causes(sentence, number), key=_suggested)
    )


def _causes(sentence: Sentence, number: int) -> Iterator[Cause]:
    tokens = sentence.tokens
    reason = _named_reason(tokens, number)
    if reason:
        yield reason
    for signal in _signals().find(tokens):
        if reason is None or not reason.effect.overlaps(signal.span(tokens)):
            cause = _joined(tokens, signal, number)
            if cause:
                yield cause


def _suggested(cause: Cause) -> bool:
    return not cause.rule.startswith("cause:")


def _joined(tokens: Sequence[Token], signal: Found[str], number: int) -> Cause | None:
    order, *traits = signal.value.split()
    if signal.first and tokens[signal.first - 1].lower in words("cause_asked"):
        return None
    if not all(fits(trait, tokens, signal.first, signal.last) for trait in traits):
        return None
    if signal.first == 0 or _opens_after(tokens, signal.first - 1):
        ends = _fronted(tokens, signal) if "fronts" in traits else None
    else:
        start = signal.first if "within" in traits else signal.last
        ends = _before(tokens, signal.first), _after(tokens, start, signal.last)
    if ends is None:
        return None
    effect, cause = ends if order == "effect" else (ends[1], ends[0])
    if effect is None or cause is None:
        return None
    sense = next((trait for trait in traits if trait in ("purpose", "time")), "cause")
    rule = f"{sense}: {' '.join(t.lower for t in tokens[signal.first : signal.last])}"
    return Cause(cause, effect, signal.span(tokens), number, rule)


def _fronted(tokens: Sequence[Token], signal: Found[str]) -> tuple[Span | None, Span | None] | None:
    """Effect and cause of "Following the raid, residents marched"."""
    comma = next((at for at in range(signal.last, len(tokens)) if tokens[at].text == ","), None)
    if comma is None:
        return None
    return _after(tokens, comma + 1, comma + 1), _span(tokens, signal.last, comma)


def _named_reason(tokens: Sequence[Token], number: int) -> Cause | None:
    """ "The trigger for the unrest was anger at prices": the noun, of or for, the effect, a form of "be", the cause."""
    for at, token in enumerate(tokens[:-3]):
        if token.lower not in words("cause_nouns") or tokens[at + 1].lower not in ("for", "of", "behind"):
            continue
        link = next((i for i in range(at + 2, len(tokens) - 1) if tokens[i].lower in words("actor_be")), None)
        if link is None:
            return None
        effect, cause = _span(tokens, at + 2, link), _after(tokens, link + 1, link + 1)
        if effect and cause and tokens[link + 1].lower not in words("cause_unknown"):
            return Cause(
                cause, effect, Span(token.start, tokens[at + 1].end), number, f"cause: {token.lower} {tokens[at + 1].lower}"
            )
    return None


def _before(tokens: Sequence[Token], last: int) -> Span | None:
    """The clause that ends before token `last`, without an adverbial before its subject ("On Tuesday, …")."""
    first = last
    while first > 0 and not _opens_after(tokens, first - 1):
        first -= 1
    if first < last and word_class(tokens[first]) in ("prep", "time"):
        comma = next((at for at in range(first, min(first + ADVERBIAL, last - 2)) if tokens[at].text == ","), None)
        first = first if comma is None else comma + 1
    return _span(tokens, first, last)


def _opens_after(tokens: Sequence[Token], at: int) -> bool:
    """Does a clause begin after token `at`?"""
    token = tokens[at]
    if token.text == ":":
        return not (at and tokens[at - 1].text[-1].isdigit() and tokens[at + 1].text[0].isdigit())
    if token.text in OPENING or token.lower in words("cause_openers"):
        return True
    if token.lower in words("cause_speech"):
        return at + 1 < len(tokens) and word_class(tokens[at + 1]) in ("det", "pron", "num", "poss")
    return token.lower == "that" and at > 0 and tokens[at - 1].lower in words("cause_speech")


def _after(tokens: Sequence[Token], first: int, search: int) -> Span | None:
    """The clause from token `first`; its end is looked for from `search` on."""
    last = search
    while last < len(tokens) and not _closes_at(tokens, last):
        last += 1
    return _span(tokens, first, last)


def _closes_at(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text in CLOSING or token.lower in words("cause_closers"):
        return True
    if token.text != "," or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1 : at + 1 + SPEECH_REACH]
    return following[0].lower in words("cause_breaks") or any(t.lower in words("cause_speech") for t in following)


def _span(tokens: Sequence[Token], first: int, last: int) -> Span | None:
    """Tokens `first` up to `last` without the marks and linking words at their edges."""
    while first < last and (tokens[first].text in ",“”\"'-–" or tokens[first].lower in words("cause_trimmed_left")):
        first += 1
    while first < last and (tokens[last - 1].text in ',“”"-–' or _loose(tokens[last - 1])):
        last -= 1
    while first < last and last == len(tokens) and tokens[last - 1].text == ".":
        last -= 1
    meaning = any(word_class(t) in ("", "pron") and t.text[0].isalnum() for t in tokens[first:last])
    if not meaning or last - first > LONGEST:
        return None
    return Span(tokens[first].start, tokens[last - 1].end)


def _loose(token: Token) -> bool:
    return token.lower in words("cause_trimmed_right") or word_class(token) in ("adv", "aux")


@cache
def _signals() -> Phrases[str]:
    return Phrases(table("cause_signals"))
