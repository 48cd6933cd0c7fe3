"""Names in a report: runs of capitalised words, with the office around them.

"President Jane Roe", "police spokesman Ali Khan", "the mayor, Jon Vik, …", "Ana Diaz, a nurse at the camp, …"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.types import Sentence, Span, Token
from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.source_kinds import HEAD_END, kind_of
from sayso.understand.language import table, words
from sayso.vocabulary import SourceKind

NAME_PARTICLES = frozenset({"von", "van", "der", "den", "de", "la", "le", "bin", "ibn", "al", "el", "da", "di", "du"})
TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "gov", "gen", "col", "lt", "rep", "sir", "capt", "maj", "sgt", "prof"})
PLACED = frozenset({"in", "at", "from", "near"})
"""Before one of these a name is a place ("In Port Ellery, the mayor …")."""
MAX_OFFICE = 8
"""Tokens beside a name in which its office is looked for."""


@dataclass(frozen=True, slots=True)
class NameRun:
    """`name` without title; `title` is the last title word before it, lower case. `person` = it may be one's name.

    `office`: the words, lower case, of every title and apposition beside the name.
    """

    span: Span
    name: str
    title: str | None
    sentence: int
    person: bool
    office: frozenset[str] = frozenset()


def name_runs(text: str, sentences: Iterable[Sentence]) -> tuple[NameRun, ...]:
    """Every run of capitalised words, in text order; a word that only opens its sentence counts if others follow it."""
    return tuple(run for number, s in enumerate(sentences) for run in _runs(text, s.tokens, number))


def _runs(text: str, tokens: tuple[Token, ...], sentence: int) -> Iterator[NameRun]:
    at = 0
    while at < len(tokens):
        end = _end(tokens, at) if tokens[at].text[0].isupper() else at
        if end > at:
            run = _run(text, tokens[at:end], sentence, at == 0)
            if run is not None:
                yield replace(run, office=_office(tokens, at, end, run)) if run.person else run
        at = max(end, at + 1)


def _end(tokens: tuple[Token, ...], start: int) -> int:
    end = at = start
    while at < len(tokens):
        if tokens[at].text[0].isupper():
            end = at = at + 1
        elif (end > start and tokens[at].lower in NAME_PARTICLES and at - end < 2) or (
            end > start and tokens[at].lower == "." and tokens[at - 1].lower in TITLES
        ):
            at += 1
        else:
            break
    return end


def _run(text: str, run: tuple[Token, ...], sentence: int, opens: bool) -> NameRun | None:
    title, first = None, 0
    for i, token in enumerate(run):
        if token.lower in words("source_titles") or token.lower in TITLES:
            title, first = token.lower, i + 1
            if i + 1 < len(run) and run[i + 1].lower == "minister" and token.lower == "prime":
                continue
        elif i == first and (token.lower in table("source_countries") or token.lower in words("openers")):
            first = i + 1
    while first < len(run) and run[first].lower == ".":
        first += 1
    if first >= len(run) or (opens and len(run) == 1):
        return None
    if title == "minister" and any(t.lower == "prime" for t in run[:first]):
        title = "prime minister"
    span = Span(run[first].start, run[-1].end)
    name = span.of(text)
    return NameRun(span, name, title, sentence, _may_be_person(name, title))


def _office(tokens: Sequence[Token], start: int, end: int, run: NameRun) -> frozenset[str]:
    """The words of the offices beside a name that runs over tokens start … end-1, titles in the run included."""
    inside = [t.lower for t in tokens[start:end] if t.start < run.span.start]
    before = _lower_case_before(tokens, start)
    if start > 1 and tokens[start - 1].lower == "," and end < len(tokens) and tokens[end].lower == ",":
        before += _described_before(tokens, start - 1)
    if " " in run.name and tokens[start - 1].lower not in PLACED:
        before += _described_after(tokens, end)
    return frozenset(inside + before)


def _lower_case_before(tokens: Sequence[Token], start: int) -> list[str]:
    """ "police spokesman" of "police spokesman Ali Khan": what stands before the name and ends in a title."""
    if start == 0 or tokens[start - 1].lower not in words("source_titles"):
        return []
    return _described_before(tokens, start)


def _described_before(tokens: Sequence[Token], end: int) -> list[str]:
    """The words of a description that ends before token `end`, back to its article; empty if a mark stands in it."""
    out: list[str] = []
    for token in reversed(tokens[max(0, end - MAX_OFFICE) : end]):
        if not token.text[0].isalpha() or token.lower in words("source_articles"):
            break
        out.append(token.lower)
    return out if words("source_titles") & set(out) else []


def _described_after(tokens: Sequence[Token], end: int) -> list[str]:
    """ "nurse" of "Ana Diaz, a nurse at the camp": the words of an apposition up to its first preposition."""
    if end + 1 >= len(tokens) or tokens[end].lower != ",":
        return []
    out: list[str] = []
    for token in tokens[end + 1 : end + 1 + MAX_OFFICE]:
        if token.lower in HEAD_END or token.lower in {",", "."}:
            return out
        if is_finite(token.lower):
            break
        out.append(token.lower)
    return []


def _may_be_person(name: str, title: str | None) -> bool:
    if title is not None:
        return True
    return (
        name.lower() not in words("source_times")
        and name.lower() not in table("source_countries")
        and name.lower() not in table("source_capitals")
        and kind_of(name) is SourceKind.OTHER
    )
