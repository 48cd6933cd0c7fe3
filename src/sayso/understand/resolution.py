"""Who a source is that is named by a pronoun, a description or a surname: the fullest name in this report, if certain.

Certain means one candidate: a second person of the same surname, a second president, or two people in the sentence before a
"he" leave the source unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.types import Source, Span
from sayso.understand.language import table, words
from sayso.understand.name_runs import NAME_PARTICLES, TITLES, NameRun
from sayso.vocabulary import SourceKind

PERSONAL = frozenset({"he", "she", "his", "her"})
ARTICLES = frozenset({"the", "this", "that"})
REACH = 400
"""Characters back from a pronoun to the source that it may stand for: two sentences of news."""
PERSON_KINDS = frozenset(
    {SourceKind.OTHER, SourceKind.OFFICIAL_UNNAMED, SourceKind.WITNESS, SourceKind.FAMILY, SourceKind.EXPERT}
)


@dataclass(frozen=True, slots=True)
class Named:
    """What has been named so far: `runs` of the whole report, `earlier` sources in text order."""

    runs: Sequence[NameRun]
    earlier: Sequence[Source]

    def before(self, at: int) -> list[NameRun]:
        return [run for run in self.runs if run.span.end <= at]


def resolve(name: str, span: Span, named: Named) -> str | None:
    """The fullest name of the source written as `name` at `span`; None where it is that already, or not certain."""
    said = name.lower().replace("’", "'").rstrip(",").split()
    if not said:
        return None
    if len(said) == 1 and said[0] in words("source_pronouns") | PERSONAL:
        return _pronoun(said[0], span, named)
    if said[0] in ARTICLES:
        return _description(" ".join(said[1:]), span, named)
    return _surname(name, named)


def _pronoun(word: str, span: Span, named: Named) -> str | None:
    near = [s for s in named.earlier if s.span is not None and span.start - REACH <= s.span.start < span.start]
    if word in PERSONAL:
        return _one_person(near, span, named)
    if word == "it" and near:
        last = near[-1]
        return _best(last) if _is_body(last, named) else None
    if word == "they" and near and near[-1].name.lower().endswith("s"):
        return _best(near[-1])
    return None


def _one_person(near: Sequence[Source], span: Span, named: Named) -> str | None:
    people = [s for s in near if _is_person(s, named)]
    if people:
        return _best(people[-1])
    runs = [r for r in named.before(span.start) if r.person and r.title and span.start - REACH <= r.span.start]
    names = {r.name.split()[-1] for r in runs}
    return _fullest(runs[-1].name, named) if len(names) == 1 else None


def _best(source: Source) -> str:
    return source.normalised or _plain(source.name)


def _plain(name: str) -> str:
    return name.rstrip(",").removeprefix("The ").removeprefix("the ")


def _is_person(source: Source, named: Named) -> bool:
    name = source.normalised or source.name
    return any(run.person and run.span.overlaps(source.span) for run in named.runs if source.span) or any(
        r.name == name and r.person for r in named.runs
    )


def _is_body(source: Source, named: Named) -> bool:
    return (
        not _is_person(source, named)
        and source.kind not in {SourceKind.WITNESS, SourceKind.FAMILY}
        and not source.name.lower().endswith("s")
    )


def _description(words_said: str, span: Span, named: Named) -> str | None:
    before = named.before(span.start)
    title = table("source_same").get(words_said, words_said)
    titled = [run for run in before if run.title == title and run.person]
    surnames = {run.name.split()[-1] for run in titled}
    if len(surnames) == 1:
        return _fullest(titled[-1].name, named)
    if titled or not words_said:
        return None
    head = words_said.rsplit(maxsplit=1)[-1]
    bodies = {run.name for run in before if not run.person or len(run.name.split()) > 2 if head in run.name.lower().split()}
    if len(bodies) == 1:
        return bodies.pop()
    if head in words("source_titles") and not bodies:
        return _subject_before(span, named)
    if head in words("source_bodies") and not bodies:
        return _body_before(span, named)
    return None


def _body_before(span: Span, named: Named) -> str | None:
    """The body that the last source was, for "the agency" or "the group" that shares no word with its name."""
    near = [s for s in named.earlier if s.span is not None and span.start - REACH <= s.span.start < span.start]
    if not near or not _is_body(near[-1], named) or not any(c.isupper() for c in _best(near[-1])):
        return None
    return _best(near[-1])


def _subject_before(span: Span, named: Named) -> str | None:
    """The one person that the sentences just before name, or that the last source was."""
    near = [r for r in named.before(span.start) if r.person and span.start - REACH <= r.span.start and len(r.name.split()) > 1]
    names = {_fullest(r.name, named) for r in near}
    return names.pop() if len(names) == 1 else None


def _surname(name: str, named: Named) -> str | None:
    parts = name.rstrip(",").split()
    while parts and (parts[0].lower().rstrip(".") in TITLES or parts[0] in NAME_PARTICLES):
        parts = parts[1:]
    if len(parts) != 1 or not parts[0][0].isupper():
        return None
    full = _fullest(parts[0], named)
    return full if full != name else None


def _fullest(name: str, named: Named) -> str | None:
    """The longest name in the report that ends in the same surname; None where two people share it."""
    last = name.rsplit(maxsplit=1)[-1]
    full = {run.name for run in named.runs if run.person and run.name.split()[-1] == last and len(run.name.split()) > 1}
    firsts = {n.split()[0] for n in full}
    if not full:
        return name
    return max(full, key=len) if len(firsts) == 1 else None
