"""Names in a report: runs of capitalised words, with the title before them ("President Kassym-Jomart Tokayev")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.types import Sentence, Span, Token
from sayso.understand.language import table, words
from sayso.understand.source_kinds import kind_of
from sayso.vocabulary import SourceKind

PARTICLES = frozenset(
    {"von", "van", "der", "den", "de", "la", "le", "bin", "ibn", "al", "el", "da", "di", "du", "of", "for", "the", "and"}
)
NAME_PARTICLES = PARTICLES - {"of", "for", "the", "and"}
TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "gov", "gen", "col", "lt", "rep", "sir", "capt", "maj", "sgt", "prof"})


@dataclass(frozen=True, slots=True)
class NameRun:
    """`name` without title; `title` is the last title word before it, lower case. `person` = it may be one's name."""

    span: Span
    name: str
    title: str | None
    sentence: int
    person: bool


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
                yield run
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


def _may_be_person(name: str, title: str | None) -> bool:
    if title is not None:
        return True
    return (
        name.lower() not in table("source_countries")
        and name.lower() not in table("source_capitals")
        and kind_of(name) is SourceKind.OTHER
    )
