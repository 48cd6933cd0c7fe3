"""What a model answered, held to the schema: from a text that may be anything to words and labels that may still be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.collect.llm.strict_json import NotJsonError, found, parsed
from sayso.understand.llm.schema import fits, schema
from sayso.vocabulary import ActorKind, Manner, SourceKind, Status, Verification


class NoAnswerError(Exception):
    """Why an answer is not taken, in closed words: nothing of the answer is repeated."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class SaidSource:
    words: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class SaidActor:
    words: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as a model tells it. Every string may be of the report or made up; the labels are of the vocabularies."""

    evidence: str
    kind: str
    words: str
    figure: str | None
    sources: tuple[SaidSource, ...]
    cue: str | None
    manner: Manner
    actor: SaidActor | None
    target: SaidActor | None
    place: str | None
    time: str | None
    said: str | None
    status: Status
    verification: Verification
    verification_words: str | None
    members: tuple[str, ...]
    body: str | None
    cause: str | None
    effect: str | None


def said(text: str) -> tuple[Said, ...]:
    """The claims of an answer. Raises NoAnswerError where anything in it is not of the form."""
    whole = _json(text)
    if not fits(whole, _form()):
        raise NoAnswerError("it is not of the form that was asked for")
    return tuple(_said(one) for one in whole["claims"])


def _json(text: str) -> Any:
    try:
        return parsed(text)
    except NotJsonError:
        pass
    try:
        return found(text)
    except NotJsonError:
        raise NoAnswerError("it is no JSON") from None


@cache
def _form() -> dict[str, Any]:
    return schema()


def _said(one: dict[str, Any]) -> Said:
    return Said(
        **{
            **one,
            "sources": tuple(SaidSource(source["words"], SourceKind(source["kind"])) for source in one["sources"]),
            "manner": Manner(one["manner"]),
            "actor": _actor(one["actor"]),
            "target": _actor(one["target"]),
            "status": Status(one["status"]),
            "verification": Verification(one["verification"]),
            "members": tuple(one["members"]),
        }
    )


def _actor(one: dict[str, Any] | None) -> SaidActor | None:
    return None if one is None else SaidActor(one["words"], ActorKind(one["kind"]))
