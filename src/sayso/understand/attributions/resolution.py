"""Who a source is that is named by a pronoun, a description or a surname: the fullest name in this report, if certain.

Certain means that nothing else fits. A wrong name puts a number into a mouth that never said it, so whatever is in doubt is
left as it is written: a second person of the same surname, a second ministry named since, a description with a word that the
name lacks, a "he" after somebody whom the report calls "she".
"""

from __future__ import annotations

from dataclasses import replace

from sayso.types import Source, Span
from sayso.understand.attributions.name_runs import NAME_PARTICLES, TITLES, NameRun
from sayso.understand.attributions.named_before import Named
from sayso.understand.attributions.source_kinds import HEAD_END, kind_of
from sayso.understand.language import table, words
from sayso.vocabulary import SourceKind

HE = frozenset({"he", "his", "him"})
SHE = frozenset({"she", "her"})
IT = frozenset({"it", "its"})
ARTICLES = frozenset({"the", "this", "that"})
REACH = 400
"""Characters back from a pronoun to the source that it may stand for: two sentences of news."""
PEOPLE = frozenset({SourceKind.WITNESS, SourceKind.FAMILY})
NAMED_IN_PLURAL = frozenset({SourceKind.AGENCY, SourceKind.MEDIA, SourceKind.INTERNATIONAL_ORG})
"""Kinds of bodies whose name may end in s and still be one thing ("Reuters", "the United Nations")."""
PLURAL = frozenset({"police", "people", "media", "military"})
PRONOUNS = words("source_pronouns") | HE | SHE | IT


def resolve(name: str, span: Span, named: Named) -> str | None:
    """The fullest name of the source written as `name` at `span`; None where it is that already, or not certain."""
    said = _plain(name).split()
    near = Span(max(0, span.start - REACH), span.start)
    if len(said) == 1 and said[0] in PRONOUNS:
        return _pronoun(said[0], near, named)
    if len(said) > 1 and said[0] in ARTICLES:
        found = _person(said[1:], near, named) or _body(said[1:], near, named)
        return None if found is not None and _plain(found) == " ".join(said[1:]) else found
    return _surname(name, named)


def called(source: Source, named: Named) -> str | None:
    """The name of a source met before: what it resolved to, the person that its phrase names, or the phrase."""
    if source.normalised is not None:
        return source.normalised
    person = _named_person(source, named)
    if person is not None:
        return named.fullest(person.name)
    name = source.name.split(",")[0]
    bare = name[4:] if name[:4].lower() == "the " else name
    return bare if bare[:1].isupper() else name


def _plain(name: str) -> str:
    return name.lower().replace("’", "'").rstrip(",")


def _pronoun(word: str, near: Span, named: Named) -> str | None:
    if word in HE | SHE:
        return _one_person(near, named, word in SHE)
    sources = named.last_sources(near)
    if word == "they":
        return called(sources[0], named) if sources and _is_plural(sources[0].name) else None
    if word in IT:
        return _one_body(next((source for source in sources if _is_body(source, named)), None), near, named)
    return None


def _one_body(last: Source | None, near: Span, named: Named) -> str | None:
    """The name of the body that spoke last, unless another one has been named since."""
    if last is None or last.span is None:
        return None
    name = called(last, named)
    since = named.other_bodies(Span(last.span.end, max(near.end, last.span.end)))
    return name if name is not None and all(other in name for other in since) else None


def _one_person(near: Span, named: Named, she: bool) -> str | None:
    """Who "he" or "she" is: the person who spoke last, or the one person with a title that has been named."""
    for source in named.last_sources(near):
        if _is_person(source, named):
            return _agreeing(called(source, named), named, she)
    titled = [run.name for run in named.people(near) if run.title]
    alone = len({name.split()[-1] for name in titled}) == 1
    return _agreeing(named.fullest(titled[-1]), named, she) if alone else None


def _agreeing(name: str | None, named: Named, she: bool) -> str | None:
    """`name`, unless the report has called that person by the other pronoun."""
    if name is None or not named.agrees(name, she):
        return None
    named.gender(name, she)
    return name


def _named_person(source: Source, named: Named) -> NameRun | None:
    """The person whose name a phrase ends in ("President Roe") or begins with ("Ana Diaz of the camp", "Ana Diaz, a nurse")."""
    runs = named.people(source.span) if source.span is not None else []
    if source.span is None or not runs or kind_of(runs[0].name) is not SourceKind.OTHER:
        return None
    run, start = runs[0], source.span.start
    after = source.name[run.span.end - start :].lstrip()
    first = after.split(maxsplit=1)[0].lower() if after else ","
    ends_head = first[0] in ",(" or first in HEAD_END
    single = " " not in run.name and run.title is None and not run.office
    alone = run.span.start == start and not after
    return run if ends_head and (not single or alone or _plain(source.name).startswith("mr")) else None


def _is_person(source: Source, named: Named) -> bool:
    if source.normalised is not None:
        return named.is_person(source.normalised) or _is_person(replace(source, name=source.normalised, normalised=None), named)
    if source.kind in PEOPLE or _head(source.name) in words("source_titles"):
        return not _is_plural(source.name)
    return _named_person(source, named) is not None


def _is_body(source: Source, named: Named) -> bool:
    """May "it" stand for the source: one thing, and no person?"""
    name = source.normalised or source.name
    known = source.kind is not SourceKind.OTHER or name[:1].isupper()
    one = source.kind in NAMED_IN_PLURAL or not _is_plural(name)
    counted = _head(name) in words("cue_tallies") | words("source_documents")
    return known and one and not counted and not _is_person(source, named) and _plain(name) not in PRONOUNS


def _head(name: str) -> str:
    """The last word of a phrase before its first comma or preposition ("spokesman" of "a police spokesman for the city")."""
    head = ""
    for word in _plain(name).split():
        if head and word in HEAD_END:
            break
        head = word.rstrip(",")
        if word != head:
            break
    return head


def _is_plural(name: str) -> bool:
    head = _head(name)
    return head in PLURAL or (head.endswith("s") and not head.endswith(("ss", "'s")))


def _person(described: list[str], near: Span, named: Named) -> str | None:
    """ "The interior minister": the one person in that office."""
    office = table("source_same").get(" ".join(described), " ".join(described)).split()
    if office[-1] not in words("source_titles"):
        return None
    people = named.holding(office, near.end)
    return named.fullest(people[-1].name) if len({run.name.split()[-1] for run in people}) == 1 else None


def _body(described: list[str], near: Span, named: Named) -> str | None:
    """ "The ministry": the one body with that word in its name, or the one of several that spoke last and was named last."""
    if described[-1] in words("source_titles"):
        return None
    bodies = named.bodies(described, near.end)
    if len(set(bodies)) > 1:
        last = next((called(source, named) for source in named.last_sources(near) if _is_body(source, named)), None)
        return last if last == bodies[-1] else None
    if bodies:
        return bodies[-1]
    return _body_near(near, named) if len(described) == 1 and described[0] in words("source_bodies") else None


def _body_near(near: Span, named: Named) -> str | None:
    """The body that the last source was, for "the agency" or "the group" that shares no word with its name."""
    last = next(iter(named.last_sources(near)), None)
    if last is None or not _is_body(last, named):
        return None
    name = called(last, named)
    return name if name is not None and any(c.isupper() for c in name) else None


def _surname(name: str, named: Named) -> str | None:
    parts = name.rstrip(",").split()
    while parts and (parts[0].lower().rstrip(".") in TITLES or parts[0] in NAME_PARTICLES):
        parts = parts[1:]
    if len(parts) != 1 or not parts[0][0].isupper() or kind_of(parts[0]) is not SourceKind.OTHER:
        return None
    full = named.fullest(parts[0])
    return full if full != name else None
