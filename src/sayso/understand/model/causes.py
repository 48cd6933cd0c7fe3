"""Layer `causes` from the network: in which sentences one thing led to another, and the spans of the two.

A cause and an effect of one sentence that stand next to each other belong together, with the signal between or before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import Cause, Sentence, Span
from sayso.understand.language import table
from sayso.understand.model.labels import CAUSES
from sayso.understand.model.network import Answers, pooled, sentence_rows
from sayso.understand.model.viterbi import best, legal_moves, runs

MOVES = legal_moves(CAUSES)
Part = tuple[str, Span]


def causes(text: str, sentences: Sequence[Sentence], answers: Answers, settings: Mapping[str, Any]) -> tuple[Cause, ...]:
    """Causes of every sentence that is likely causal, in the order of the text.

    `causal_least`: the least share of a causal sentence. `causal_lean` is added there to the scores of all tags but O, so
    that a causal sentence shows its ends.
    """
    least, forced = settings["causal_least"], settings["causal_lean"]
    rows = sentence_rows(answers, len(sentences))
    causal = 1 / (1 + np.exp(-pooled(answers.of("causal"), answers.of("gate")[:, 2], rows)[:, 0]))
    told = [n for n, share in enumerate(causal) if share >= least and rows[n].stop > rows[n].start]
    lean = np.array([0.0 if tag == "O" else forced for tag in CAUSES], np.float32)
    paths = best([answers.of("cause")[rows[n]] + lean for n in told], CAUSES, MOVES)
    out: list[Cause] = []
    for n, path in zip(told, paths, strict=True):
        at = rows[n].start
        parts = [(name, answers.span(at + a, at + b)) for name, a, b in runs(path, CAUSES)]
        out += _paired(text, parts, n)
    return tuple(out)


def _paired(text: str, parts: Sequence[Part], sentence: int) -> list[Cause]:
    ends = [p for p in parts if p[0] != "signal"]
    signals = [span for name, span in parts if name == "signal"]
    out: list[Cause] = []
    at = 0
    while at + 1 < len(ends):
        (one, first), (other, second) = ends[at], ends[at + 1]
        if one == other:
            at += 1
            continue
        cause, effect = (first, second) if one == "cause" else (second, first)
        signal = _nearest(signals, first, second)
        out.append(Cause(cause, effect, signal, sentence, _rule(text, signal)))
        at += 2
    return out


def _rule(text: str, signal: Span | None) -> str:
    """The rule's name; "cause: …" only where the signal is one that says why, as the rules name it."""
    words = " ".join(signal.of(text).lower().split()) if signal else "-"
    traits = table("cause_signals").get(words, "time").split()
    plain = not {"time", "purpose"} & set(traits)
    return f"cause: {words} (model)" if plain else f"model: {words}"


def with_rules(seen: Sequence[Cause], ruled: Sequence[Cause]) -> tuple[Cause, ...]:
    """The network's causes and the rules' plain ones ("because of"), in the order of the text.

    A rule that reads the same two ends gives its name to the network's cause, whose ends are the better ones; where the
    network sees nothing in a sentence, the rule's cause stands.
    """
    plain = [cause for cause in ruled if cause.rule.startswith("cause:")]
    named = [replace(c, rule=same.rule) if (same := _same(c, plain)) else c for c in seen]
    known = {cause.sentence for cause in seen}
    return tuple(sorted([*named, *(c for c in plain if c.sentence not in known)], key=lambda cause: cause.sentence))


def _same(cause: Cause, plain: Sequence[Cause]) -> Cause | None:
    here = (c for c in plain if c.sentence == cause.sentence)
    return next((c for c in here if c.cause.overlaps(cause.cause) and c.effect.overlaps(cause.effect)), None)


def _nearest(signals: Sequence[Span], first: Span, second: Span) -> Span | None:
    """The signal between the two ends, else the one before them."""
    between = [s for s in signals if first.start <= s.start <= second.end]
    return between[0] if between else next((s for s in reversed(signals) if s.end <= first.start), None)
