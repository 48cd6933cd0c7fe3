"""Attribution relations within one utterance: a cue with its source and what it attributes.

The order of the parts tells the pattern: X said that …; "…," said X; …, X said; …, X said, …; X …, adding that …. The
other patterns have files of their own: `passives.py`, `according_to.py`, `noun_cues.py`, `tallies.py`, `brackets.py`.
"""

from __future__ import annotations

from sayso.understand.attributions.according_to import according_to
from sayso.understand.attributions.asides import after_aside, content_around, ends_sentence, quoted_before, with_rest
from sayso.understand.attributions.brackets import bracketed
from sayso.understand.attributions.complements import complement, is_clear, with_relative
from sayso.understand.attributions.contents import COMPLEMENT, STOPS, content_before
from sayso.understand.attributions.cues import Cue, cues
from sayso.understand.attributions.finite_verbs import has_finite
from sayso.understand.attributions.noun_cues import noun_relations
from sayso.understand.attributions.passives import (
    HARMED,
    REPORTING_WORDS,
    announced_by,
    as_told_by,
    passive,
    quoted_as_saying,
    quoting,
)
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_after import phrase_after
from sayso.understand.attributions.source_kinds import kind_of
from sayso.understand.attributions.source_phrases import clause_subject, subject_before
from sayso.understand.attributions.tallies import tallies
from sayso.understand.language import table, words
from sayso.vocabulary import SourceKind

BEFORE_PARTICIPLE = frozenset({",", "and", "by", "while", "but", "—", "-", "to"})
"""What stands before "saying" or "announce that" where its subject is that of the clause before it."""
MAX_HEADLINE_TELLER = 4
"""Tokens of the teller that ends a headline without a finite verb ("Twelve dead, says the health ministry")."""


def relations(w: Words) -> list[Found]:
    """The relations of a sentence, by the place of their cue."""
    out: list[Found] = []
    for cue in cues(w):
        found = _relation(w, cue, out)
        if found is not None:
            out.append(found)
    out += according_to(w)
    out += noun_relations(w)
    out += [tally for tally in tallies(w) if not any(_told_within(tally, other) for other in out)]
    out += bracketed(w)
    return sorted(out, key=lambda found: found.cue)


def _told_within(tally: Found, other: Found) -> bool:
    """Does the clause of a count have a teller of its own ("its figure is twice that announced by the army")?"""
    return other.source is not None and any(start <= other.cue[0] < end for start, end in tally.contents)


def _relation(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    if cue.form.participle and w.at(cue.start - 1) == "as" and w.at(cue.end) == "by":
        return as_told_by(w, cue)
    if cue.passive and cue.lemma == "quote":
        return quoted_as_saying(w, cue)
    if cue.passive or (cue.form.participle and cue.lemma == "report" and w.at(cue.end) in HARMED):
        return passive(w, cue)
    if cue.form.participle and w.at(cue.end) == "by" and cue.start == cue.head:
        found = announced_by(w, cue)
        if found is not None:
            return found
    if cue.lemma in REPORTING_WORDS:
        found = quoting(w, cue)
        if found is not None:
            return found
    if (cue.form.ing and cue.start == cue.head) or w.at(cue.start - 1) == "to":
        return _participle(w, cue, earlier)
    if "q" in cue.frames and "o" not in cue.frames and _inverted(w, cue):
        return _verb_first(w, cue)
    return _subject_first(w, cue, earlier)


def _subject_first(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    source = _shared_subject(w, cue, earlier) or subject_before(w, cue.start)
    if source is None:
        return None
    after = None if ends_sentence(w, cue) else complement(w, cue)
    quoted = quoted_before(w, source[0])
    clear = after is not None and is_clear(w, after, cue)
    if "q" in cue.frames and source[1] <= cue.start and (quoted or not clear):
        before = content_around(w, source, cue)
        if before is not None:
            return Found(source, (cue.start, _statement(w, cue.end)), with_rest(w, before, cue.end), cue.lemma)
    if after is None:
        return None
    if "e" in cue.frames:
        return Found(None, (cue.start, cue.end), (source, after), cue.lemma)
    return Found(source, (cue.start, _statement(w, cue.end)), with_relative(w, source, after), cue.lemma)


def _statement(w: Words, end: int) -> int:
    """The end of a cue with "in a statement", which PolNeAR takes for a part of it."""
    return end + 3 if w.at(end) == "in" and w.at(end + 1) in {"a", "the"} and w.at(end + 2) == "statement" else end


def _shared_subject(w: Words, cue: Cue, earlier: list[Found]) -> Range | None:
    """ "X said … and added …": the verb after "and" has the subject of the relation before it."""
    if w.at(cue.start - 1) not in {"and", "but", "or", "then"}:
        return None
    if earlier and earlier[-1].source:
        return earlier[-1].source
    return clause_subject(w, cue.start - 1)


def _inverted(w: Words, cue: Cue) -> bool:
    """Is it "…," said X: a quotation or a clause with a comma stands before the verb, and a noun phrase after it?"""
    before, after = cue.start - 1, cue.end
    if before < 0 or cue.start != cue.head or w.at(after) in COMPLEMENT or w.at(after) in STOPS or not w.outside(after):
        return False
    if w.at(after) in words("source_prepositions") or w.at(after) in words("source_times"):
        return False
    if w.closes_quote(before) or (w.at(before) == "," and w.closes_quote(before - 1)):
        return w.tokens[after].text[0].isalpha()
    if w.at(before) != ",":
        return False
    phrase = phrase_after(w, after)
    if phrase is None or has_finite(w, *phrase):
        return False
    if not has_finite(w, 0, before):  # a headline ("Twelve dead, says ministry")
        return _counts(w, before) and _is_teller(w, phrase) and (phrase[1] >= len(w) - 1 or w.at(phrase[1]) == ";")
    return not any(w.lower[at] in words("finite_verbs") for at in range(phrase[1], len(w)))


def _counts(w: Words, end: int) -> bool:
    """Does a headline's content, before token `end`, tell a number or a harm ("Twelve dead", "Airport guards killed")?"""
    numbers = table("number_words")
    return any(word[0].isdigit() or word in numbers or word in HARMED for word in w.lower[:end])


def _is_teller(w: Words, phrase: Range) -> bool:
    """Is the phrase short, as in a headline, and by its words somebody who can speak?"""
    return phrase[1] - phrase[0] <= MAX_HEADLINE_TELLER and kind_of(w.text(*phrase)) is not SourceKind.OTHER


def _verb_first(w: Words, cue: Cue) -> Found | None:
    source = phrase_after(w, cue.end)
    content = content_before(w, cue.start, after_aside(w, cue.start))
    if source is None or content is None:
        return None
    return Found(source, (cue.start, cue.end), with_rest(w, content, source[1]), cue.lemma)


def _participle(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    content = complement(w, cue)
    if content is None or (cue.start > 0 and w.at(cue.start - 1) not in BEFORE_PARTICIPLE):
        return None
    source = next((f.source for f in reversed(earlier) if f.source), None) or clause_subject(w, cue.start)
    if source is None:
        return None
    return Found(source, (cue.start, cue.end), (content,), cue.lemma)
