"""One claim of an answer, with the report's own words in the place of the model's; or why it is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.types import Actor, Attribution, FigureMention, Sentence, Source, Span
from sayso.understand.llm import slots
from sayso.understand.llm.answer import Said, SaidActor, SaidSource
from sayso.understand.llm.pointing import Pointing
from sayso.vocabulary import Group, Manner, kinds


class Dropped(StrEnum):
    """Why a claim is dropped, as the account says it."""

    WORDS = "whose words are not in the report"
    NUMBER = "whose words are no one count of people"
    MISFIT = "without what their kind needs"
    CROWDED = "beyond four on one sentence"
    TWICE = "that say the same twice"


class DroppedError(Exception):
    def __init__(self, why: Dropped) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Pointed:
    """Spans of the report, ready to become a claim. `trigger`: the words that a claim's id is made of, as for other readers."""

    kind: str
    number: int
    """Of its sentence."""
    trigger: Span
    said: Said
    attribution: Attribution
    figure: FigureMention | None
    actor: Actor | None
    target: Actor | None
    place: Span | None
    time: Span | None
    said_at: Span | None
    checked: int | None
    """The number of the sentence that speaks of verification; None where none is pointed at, and then nothing is said of it."""
    members: tuple[Span, ...]
    body: Span | None
    cause: Span | None
    effect: Span | None


def pointed(pointing: Pointing, said: Said) -> Pointed:
    """Raises DroppedError where a slot has words that the report does not have, or the kind needs what is not there."""
    return _One(pointing, said).pointed()


class _One:
    """The look-ups of one claim share its sentence, and the words that stand for it."""

    def __init__(self, pointing: Pointing, said: Said) -> None:
        self.pointing, self.said = pointing, said
        at = pointing.sentence(said.evidence)
        if at is None:
            raise DroppedError(Dropped.WORDS)
        self.number, quoted = at
        self.sentence: Sentence = pointing.found.sentences[self.number]
        self.near = quoted
        self.near = self._here(said.words)

    def pointed(self) -> Pointed:
        said, group = self.said, kinds()[self.said.kind].group
        figure = self._figure() if group is Group.PEOPLE else None
        if (said.figure is not None) is not (group is Group.PEOPLE):
            raise DroppedError(Dropped.MISFIT)
        members, body = tuple(map(self._anywhere, said.members)), self._maybe(said.body, self._anywhere)
        cause, effect = self._maybe(said.cause, self._here), self._maybe(said.effect, self._here)
        if said.kind != "membership":
            members, body = (), None
        elif not (members and body):
            raise DroppedError(Dropped.MISFIT)
        if said.kind != "cause":
            cause = effect = None
        elif not (cause and effect):
            raise DroppedError(Dropped.MISFIT)
        return Pointed(
            kind=said.kind,
            number=self.number,
            trigger=self._trigger(figure, [*members, body] if body else [cause, effect] if cause else []),
            said=said,
            attribution=self._attribution(),
            figure=figure,
            actor=self._actor(said.actor),
            target=self._actor(said.target),
            place=self._maybe(said.place, self._anywhere),
            time=self._maybe(said.time, self._anywhere),
            said_at=self._maybe(said.said, self._anywhere),
            checked=self._checked(),
            members=members,
            body=body,
            cause=cause,
            effect=effect,
        )

    def _here(self, words: str) -> Span:
        return _sure(self.pointing.within(words, self.sentence, self.near))

    def _anywhere(self, words: str) -> Span:
        return _sure(self.pointing.anywhere(words, self.sentence, self.near))

    @staticmethod
    def _maybe(words: str | None, find: Callable[[str], Span]) -> Span | None:
        return None if words is None else find(words)

    def _figure(self) -> FigureMention:
        if self.said.figure is None:
            raise DroppedError(Dropped.MISFIT)
        self.near = self._here(self.said.figure)
        found = slots.figure(self.pointing, self.number, self.near, self.said.kind)
        if found is None:
            raise DroppedError(Dropped.NUMBER)
        return found

    def _trigger(self, figure: FigureMention | None, parts: Sequence[Span | None]) -> Span:
        """As the other readers have it: the figure's span, or from the first to the last word of a membership or cause."""
        if figure is not None:
            return figure.figure.span
        here = [part for part in parts if part is not None and self.sentence.span.holds(part)]
        return Span(min(p.start for p in here), max(p.end for p in here)) if here else self.near

    def _attribution(self) -> Attribution:
        said = self.said
        chain = tuple(map(self._source, said.sources))
        cue = self._maybe(said.cue, self._here)
        if not chain:
            return Attribution()
        manner = Manner.INDIRECT if said.manner is Manner.OWN_VOICE else said.manner
        spans = tuple(link.span for link in chain[:1] if link.span)
        return Attribution(chain, manner, spans, (cue,) if cue else (), (self.near,))

    def _source(self, said: SaidSource) -> Source:
        return slots.source(self.pointing, said, self._anywhere(said.words))

    def _actor(self, said: SaidActor | None) -> Actor | None:
        return None if said is None else slots.actor(self.pointing, said, self._anywhere(said.words))

    def _checked(self) -> int | None:
        words = self.said.verification_words
        at = None if words is None else self.pointing.sentence(words)
        if words is not None and at is None:
            raise DroppedError(Dropped.WORDS)
        return at[0] if at else None


def _sure(span: Span | None) -> Span:
    if span is None:
        raise DroppedError(Dropped.WORDS)
    return span
