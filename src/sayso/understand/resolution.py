"""Who a source is that is named by a pronoun, a description or a surname: the fullest name in this report, if certain.

Certain means one candidate: a second person of the same surname, a second president, or two people in the sentence before a
"he" leave the source unresolved.
"""

from __future__ import annotations

from sayso.types import Source, Span
from sayso.understand.language import table, words
from sayso.understand.name_runs import NAME_PARTICLES, TITLES
from sayso.understand.named_before import Named
from sayso.vocabulary import SourceKind

PERSONAL = frozenset({"he", "she", "his", "her"})
ARTICLES = frozenset({"the", "this", "that"})
REACH = 400
"""Characters back from a pronoun to the source that it may stand for: two sentences of news."""
PEOPLE = frozenset({SourceKind.WITNESS, SourceKind.FAMILY})


def resolve(name: str, span: Span, named: Named) -> str | None:
    """The fullest name of the source written as `name` at `span`; None where it is that already, or not certain."""
    said = name.lower().replace("’", "'").rstrip(",").split()
    near = Span(max(0, span.start - REACH), span.start)
    if len(said) == 1 and said[0] in words("source_pronouns") | PERSONAL:
        return _pronoun(said[0], near, named)
    if len(said) > 1 and said[0] in ARTICLES:
        return _description(" ".join(said[1:]), near, named)
    return _surname(name, named)


def _pronoun(word: str, near: Span, named: Named) -> str | None:
    if word in PERSONAL:
        return _one_person(near, named)
    last = named.last_source(near)
    if last is None:
        return None
    plural = last.name.lower().endswith("s")
    if (word == "they" and plural) or (word == "it" and _is_body(last, named)):
        return called(last, named)
    return None


def _one_person(near: Span, named: Named) -> str | None:
    """Who "he" or "she" is: the person who spoke last, or the one person with a title that has been named."""
    for source in named.last_sources(near):
        if _is_person(source, named):
            return called(source, named)
    titled = [run.name for run in named.people(near) if run.title]
    return named.fullest(titled[-1]) if len({name.split()[-1] for name in titled}) == 1 else None


def called(source: Source, named: Named) -> str | None:
    """The name of a source met before: what it resolved to, the person named in its phrase, or the phrase."""
    if source.normalised is not None:
        return source.normalised
    people = named.people(source.span) if source.span is not None else []
    if people:
        return named.fullest(people[0].name)
    return source.name.rstrip(",").removeprefix("The ").removeprefix("the ")


def _is_person(source: Source, named: Named) -> bool:
    if source.normalised is not None:
        return named.is_full_name(source.normalised)
    return source.span is not None and bool(named.people(source.span))


def _is_body(source: Source, named: Named) -> bool:
    return source.kind not in PEOPLE and not source.name.lower().endswith("s") and not _is_person(source, named)


def _description(said: str, near: Span, named: Named) -> str | None:
    """ "The president": the one who has been called so; "the ministry": the one body with that word in its name."""
    title = table("source_same").get(said, said)
    titled = named.titled(title, near.end)
    if titled:
        surnames = {run.name.split()[-1] for run in titled}
        return named.fullest(titled[-1].name) if len(surnames) == 1 else None
    head = said.rsplit(maxsplit=1)[-1]
    bodies = named.bodies(head, near.end)
    if bodies:
        return bodies.pop() if len(bodies) == 1 else None
    if head in words("source_titles"):
        return _person_near(near, named)
    return _body_near(near, named) if head in words("source_bodies") else None


def _body_near(near: Span, named: Named) -> str | None:
    """The body that the last source was, for "the agency" or "the group" that shares no word with its name."""
    last = named.last_source(near)
    if last is None or not _is_body(last, named):
        return None
    name = called(last, named)
    return name if name is not None and any(c.isupper() for c in name) else None


def _person_near(near: Span, named: Named) -> str | None:
    """The one person that the text just before names in full."""
    names = {named.fullest(run.name) for run in named.people(near) if " " in run.name}
    return names.pop() if len(names) == 1 else None


def _surname(name: str, named: Named) -> str | None:
    parts = name.rstrip(",").split()
    while parts and (parts[0].lower().rstrip(".") in TITLES or parts[0] in NAME_PARTICLES):
        parts = parts[1:]
    if len(parts) != 1 or not parts[0][0].isupper():
        return None
    full = named.fullest(parts[0])
    return full if full != name else None
