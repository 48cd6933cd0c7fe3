"""Attribution relations within one sentence: a cue with its source and what it attributes.

The order of the parts tells the pattern: X said that …; "…," said X; …, X said; …, X said, …; according to X, …; it was
announced that …; … was announced by X; X …, adding that ….
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.understand.contents import COMPLEMENT, STOPS, clause_end, content_after, content_before, is_telling
from sayso.understand.cues import Cue, cue_forms, cues
from sayso.understand.finite_verbs import is_finite
from sayso.understand.language import words
from sayso.understand.noun_cues import noun_relations
from sayso.understand.quoted_words import Words
from sayso.understand.ranges import Found, Range
from sayso.understand.source_phrases import before_clause, clause_subject, phrase_after, subject_before

LIVES = frozenset({"life", "lives", "victim", "victims"})
"""What a flood or a war claims, without saying anything."""
MAX_QUOTED_BY = 12
"""Tokens between "was quoted" and "as saying"."""
MAX_MEASURED = 10
"""Tokens between "put" and "at" in "put the number of dead at 12"."""


def relations(w: Words) -> list[Found]:
    """The relations of a sentence, by the place of their cue."""
    out: list[Found] = []
    for cue in cues(w):
        found = _relation(w, cue, out)
        if found is not None:
            out.append(found)
    out += _according(w)
    out += noun_relations(w)
    return sorted(out, key=lambda found: found.cue)


def _relation(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    if cue.form.participle and w.at(cue.start - 1) == "as" and w.at(cue.end) == "by":
        return _as_told_by(w, cue)
    if cue.passive and cue.lemma == "quote":
        return _quoted_as_saying(w, cue)
    if cue.passive:
        return _passive(w, cue)
    if cue.form.ing and cue.start == cue.head:
        return _participle(w, cue, earlier)
    if "q" in cue.frames and "o" not in cue.frames and _inverted(w, cue):
        return _verb_first(w, cue)
    return _subject_first(w, cue, earlier)


def _inverted(w: Words, cue: Cue) -> bool:
    """ "…," said X — a quotation or a clause with a comma stands before the verb and a noun phrase after it."""
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
    if phrase is None or _has_verb(w, *phrase) or not _has_verb(w, 0, before):
        return False
    return not any(w.lower[at] in words("finite_verbs") for at in range(phrase[1], len(w)))


def _has_verb(w: Words, start: int, end: int) -> bool:
    """Is there a finite verb that can be told without a parser?"""
    return any(is_finite(w.lower[at]) for at in range(start, end))


def _verb_first(w: Words, cue: Cue) -> Found | None:
    source = phrase_after(w, cue.end)
    content = content_before(w, cue.start, _after_aside(w, cue.start))
    if source is None or content is None:
        return None
    return Found(source, (cue.start, cue.end), _with_rest(w, content, source[1]), cue.lemma)


def _with_rest(w: Words, content: Range, at: int) -> tuple[Range, ...]:
    """`content`, and the rest of it after an aside ("…, X said, …")."""
    if w.at(at) != ",":
        at = _to_quotation(w, at)
    if w.at(at) == "," and (w.opens_quote(at + 1) or w.outside(content[1] - 1)):
        end = len(w)
        while end > at and w.at(end - 1) in STOPS and w.outside(end - 1):
            end -= 1
        following = cue_forms().get(w.at(at + 1))
        if end > at + 1 and not (following and (following.ing or w.at(at + 2) == "by")) and not _new_clause(w, at + 1, end):
            return content, (at + 1, end)
    return (content,)


def _new_clause(w: Words, start: int, end: int) -> bool:
    """Does what follows the aside begin a clause with a teller of its own ("…, police said, and …, the hospital said")?"""
    if w.at(start) not in {"and", "but", "while", "though", "although"}:
        return False
    return any(w.outside(at) and is_telling(w.at(at)) for at in range(start, end))


def _to_quotation(w: Words, start: int) -> int:
    """The comma before a quotation that goes on after an adverbial ("…," X said in the city, "and …"); else `start`."""
    for at in range(start, min(len(w), start + MAX_MEASURED)):
        if not w.outside(at) or w.at(at) in cue_forms():
            return start
        if w.at(at) == "," and w.opens_quote(at + 1):
            return at
    return start


def _subject_first(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    source = _shared_subject(w, cue, earlier) or subject_before(w, cue.start)
    if source is None:
        return None
    after = _complement(w, cue)
    quoted = _quoted_before(w, source[0])
    clear = after is not None and _clear(w, after, cue)
    if "q" in cue.frames and source[1] <= cue.start and (quoted or not clear):
        before = _content_of_aside(w, source, cue)
        if before is not None:
            return Found(source, (cue.start, _statement(w, cue.end)), _with_rest(w, before, cue.end), cue.lemma)
    if after is None:
        return None
    if "e" in cue.frames:
        return Found(None, (cue.start, cue.end), (source, after), cue.lemma)
    return Found(source, (cue.start, _statement(w, cue.end)), _with_relative(w, source, after), cue.lemma)


def _with_relative(w: Words, source: Range, after: Range) -> tuple[Range, ...]:
    """The content after a cue, and the "what" or "which" before its source that is part of it ("what X called …")."""
    at = source[0] - 1
    relative = w.at(at) in {"what", "which", "whom"} or (w.at(at) in {"that", "who"} and is_finite(w.at(after[0])))
    return ((at, at + 1), after) if relative and at >= 0 else (after,)


def _quoted_before(w: Words, at: int) -> bool:
    """Does a quotation end just before token `at`, other than a title in an opening phrase (In "Title," X said …)?"""
    if not w.closes_quote(at - 1) and not (w.at(at - 1) == "," and w.closes_quote(at - 2)):
        return False
    last = at - 1 if w.closes_quote(at - 1) else at - 2
    if w.at(last - 1) in {",", "?", "!", "-", "—"}:
        return w.at(0) not in words("source_prepositions") or not w.outside(0)
    return not w.outside(0)


def _statement(w: Words, end: int) -> int:
    return end + 3 if w.at(end) == "in" and w.at(end + 1) in {"a", "the"} and w.at(end + 2) == "statement" else end


def _clear(w: Words, after: Range, cue: Cue) -> bool:
    """Does what follows the cue leave no doubt that it is its content?"""
    if "o" in cue.frames:
        return w.at(after[0]) in COMPLEMENT | {"to"} or w.opens_quote(after[0]) or w.at(after[0]) in words("source_openers")
    if w.at(after[0]) == "that" or (w.opens_quote(after[0]) and w.at(cue.end) != ","):
        return True
    return (
        not _ends(w, cue)
        and w.at(cue.end) not in {",", ".", "in", "on", "at", "of", "during", "to", "after"}
        and w.at(cue.end) not in words("source_times")
    )


def _content_of_aside(w: Words, source: Range, cue: Cue) -> Range | None:
    at = source[0]
    if w.at(at - 1) == "as":
        if w.at(cue.end) == ",":
            return None
        at -= 1
    if at > 1 and w.at(at - 1) == "," and w.at(cue.end) == ",":
        return content_before(w, at, _after_aside(w, at))
    if at > 1 and (
        w.closes_quote(at - 1) or (w.at(at - 1) == "," and (w.closes_quote(at - 2) or _ends(w, cue) or _has_verb(w, 0, at - 1)))
    ):
        return content_before(w, at, _after_aside(w, at))
    return None


def _after_aside(w: Words, end: int) -> int:
    """Where the clause begins that a joined clause with its own teller stands before; 0 where there is none."""
    for at in range(end - 1, 1, -1):
        if w.lower[at] in {"and", "but", "while"} and w.lower[at - 1] == "," and w.outside(at):
            told = any(w.outside(i) and is_telling(w.lower[i]) for i in range(at))
            return at + 1 if told else 0
    return 0


def _ends(w: Words, cue: Cue) -> bool:
    """Is the cue the end of its sentence, so that its content must stand before it?"""
    at = cue.end
    while w.at(at) in words("source_times") or w.at(at) in {"on", "late", "early"}:
        at += 1
    return w.at(at) in STOPS or at >= len(w)


def _shared_subject(w: Words, cue: Cue, earlier: list[Found]) -> Range | None:
    """ "X said … and added …": the verb after "and" has the subject of the relation before it."""
    if w.at(cue.start - 1) not in {"and", "but", "or", "then"}:
        return None
    if earlier and earlier[-1].source:
        return earlier[-1].source
    return clause_subject(w, cue.start - 1)


def _complement(w: Words, cue: Cue) -> Range | None:
    """What follows the cue, if the verb can take it."""
    content = content_after(w, cue)
    if content is None:
        return None
    first = w.at(content[0])
    if cue.particle is not None:
        return content
    if cue.lemma == "claim" and LIVES & set(w.lower[content[0] : content[0] + MAX_MEASURED]):
        return None
    quoted = not w.outside(content[0])
    clause = first in COMPLEMENT or first in words("source_openers") or w.capital(content[0])
    if first == "to":
        return content if cue.frames & {"i", "o", "e"} else None
    if "q" in cue.frames or (quoted and "h" in cue.frames):
        return content
    if "a" in cue.frames:
        return content if "at" in w.lower[content[0] : content[0] + MAX_MEASURED] else None
    if "n" in cue.frames:
        return content if first not in {"in", "on", "at", "by", "from"} else None
    if "h" in cue.frames or "o" in cue.frames:
        return content if clause or quoted else None
    return None


def _participle(w: Words, cue: Cue, earlier: list[Found]) -> Found | None:
    content = _complement(w, cue)
    if content is None or (cue.start > 0 and w.at(cue.start - 1) not in {",", "and", "by", "while", "but", "—", "-"}):
        return None
    source = next((f.source for f in reversed(earlier) if f.source), None) or clause_subject(w, cue.start)
    if source is None:
        return None
    return Found(source, (cue.start, cue.end), (content,), cue.lemma)


def _quoted_as_saying(w: Words, cue: Cue) -> Found | None:
    """ "X was quoted by Y as saying …" and "“…,” X was quoted as saying by Y"."""
    saying = next((at for at in range(cue.end, min(len(w), cue.end + MAX_QUOTED_BY)) if w.at(at) == "saying"), None)
    source = subject_before(w, cue.start)
    if saying is None or source is None:
        return None
    end = saying + 1
    medium = phrase_after(w, cue.end + 1) if w.at(cue.end) == "by" else phrase_after(w, end + 1) if w.at(end) == "by" else None
    before = content_before(w, source[0]) if _quoted_before(w, source[0]) or w.at(end) in {"by", "."} else None
    content = before or ((end, clause_end(w, end)) if end < len(w) else None)
    if content is None or content[0] >= content[1]:
        return None
    return Found(source, (cue.start, end), (content,), cue.lemma, _until_as(w, medium))


def _as_told_by(w: Words, cue: Cue) -> Found | None:
    """ "…, as reported by X"."""
    source, content = phrase_after(w, cue.end + 1), content_before(w, cue.start - 1)
    return Found(source, (cue.start, cue.end), (content,), cue.lemma) if source and content else None


def _until_as(w: Words, medium: Range | None) -> Range | None:
    if medium is None:
        return None
    end = next((at for at in range(*medium) if w.at(at) == "as"), medium[1])
    return (medium[0], end) if end > medium[0] else None


def _passive(w: Words, cue: Cue) -> Found | None:
    """ "It was announced that …", "X was announced by Y", "X is said to …", "was reported killed"."""
    if w.at(cue.end) == "by":
        source = phrase_after(w, cue.end + 1)
        subject = subject_before(w, cue.start)
        if source is None or subject is None:
            return None
        rest = (source[1], clause_end(w, source[1])) if w.at(source[1]) in {"as", "that", "to"} else None
        return Found(source, (cue.start, cue.end), (subject,) if rest is None else (subject, rest), cue.lemma)
    content = content_after(w, cue)
    if content is None or w.at(content[0]) not in {"that", "to", "dead", "killed", "missing", "wounded", "injured"}:
        return None
    subject = subject_before(w, cue.start)
    contents = (content,) if subject is None or w.lower[subject[0]] == "it" else (subject, content)
    return Found(None, (cue.start, cue.end), contents, cue.lemma)


def _according(w: Words) -> Iterator[Found]:
    """ "According to X, …", "…, according to X" and "…, according to X, …"."""
    for at in range(len(w) - 2):
        if w.lower[at] == "according" and w.lower[at + 1] == "to" and w.outside(at):
            source = phrase_after(w, at + 2)
            if source is None:
                continue
            source = before_clause(w, source)
            contents = _according_content(w, at, source)
            if contents:
                yield Found(source, (at, at + 2), contents, "according to")


def _according_content(w: Words, at: int, source: Range) -> tuple[Range, ...]:
    if at < 2:
        start = source[1] + (w.at(source[1]) == ",")
        end = len(w)
        while end > start and w.at(end - 1) in STOPS and w.outside(end - 1):
            end -= 1
        return ((start, end),) if end > start else ()
    before = content_before(w, at)
    return () if before is None else _with_rest(w, before, source[1])
