"""Layer `checks`: what a report says of its own verification, and which claims the words reach.

"cannot be verified" = nobody can at present (unverifiable); "Reuters could not verify", "not yet confirmed" = it has not been
done (unverified); "verified by" = done, and by whom. Where the sentence names what it speaks of ("the shootings") it reaches
claims of those kinds; else, the sentence just before it.
"""

from __future__ import annotations

import re

from sayso.types import Checked, Layers, Report, Sentence, Span
from sayso.understand.pipeline import layer
from sayso.vocabulary import BlockKind, Verification

ADVERBS = r"(?:(?:currently|yet|immediately|independently|still|be|easily|fully|also|always|not) ){0,4}"
VERIFY = r"(?:verif(?:y|ied|iable)|confirm(?:ed)?|check(?:ed)?|corroborated?|authenticated?)"

UNVERIFIABLE = re.compile(
    rf"\b(?:(?:can ?not|can[’']t|could not|couldn[’']t|can no longer) (?=(?:\w+ ){{0,4}}?be )(?:\w+ ){{0,4}}?{VERIFY}"
    rf"|(?:difficult|impossible|hard|unable|no way) to {ADVERBS}{VERIFY}"
    rf"|unverifiable)\b",
    re.IGNORECASE,
)
UNVERIFIED = re.compile(
    rf"\b(?:(?:can ?not|can[’']t|could not|couldn[’']t|did not|was not able to|were not able to|has not|have not|had not"
    rf"|is not|was not|were not|not yet|unable to) {ADVERBS}(?:been )?{ADVERBS}{VERIFY}"
    rf"|no independent (?:confirmation|verification)|unverified|without independent (?:confirmation|verification)"
    rf"|(?:none|neither)\b[^.;]{{0,60}}? (?:could|can|has|have) {ADVERBS}(?:been )?{ADVERBS}{VERIFY})\b",
    re.IGNORECASE,
)
NAME = r"[A-Z][\w.&-]{0,60}(?: [A-Z][\w.&-]{0,60}){0,4}"
VERIFIED = re.compile(
    rf"\b(?:(?:has|have|was|were|been|is|are) (?:independently )?(?:verified|authenticated)(?: by (?P<by>(?:the )?{NAME}))?"
    rf"|(?P<who>{NAME}) (?:has |have )?(?:independently )?(?:verified|authenticated))\b"
)
STEMS = ("verif", "confirm", "check", "corroborat", "authentic")
"""One of these is in every match, so that most sentences cost no pattern."""

ALL_FIGURES = re.compile(
    r"\b(?:none|all|any|neither|both|each) of (?:the|these|those|its|their) (?:\w+ )?(?:figures|numbers|tolls|counts)\b"
    r"|\b(?:the|these|those) (?:casualty |death |official )?(?:figures|numbers|tolls|counts)\b",
    re.IGNORECASE,
)
"""Words for every figure of the report, not for one."""

READ_OVER = frozenset({BlockKind.CAPTION, BlockKind.HEADING, BlockKind.TITLE})


@layer(gives="checks", needs=("sentences", "events", "figures"))
def checks(report: Report, found: Layers) -> tuple[Checked, ...]:
    """One entry for each sentence that speaks of verification."""
    return tuple(
        check
        for number, sentence in enumerate(found.sentences)
        if (check := _check(report.text, sentence, number, found)) is not None
    )


def check_of(report: Report, found: Layers, sentence: int, kind: str) -> Checked | None:
    """What reaches a claim of `kind` on that sentence: its own sentence, a sentence on that kind, or the next sentence."""
    by_distance = sorted(found.checks, key=lambda c: abs(c.sentence - sentence))
    own = (c for c in by_distance if c.sentence == sentence)
    same_kind = (c for c in by_distance if kind in c.topics)
    next_one = (c for c in by_distance if not c.topics and sentence == sentence_before(report, found, c.sentence))
    return next(own, None) or next(same_kind, None) or next(next_one, None)


def sentence_before(report: Report, found: Layers, number: int) -> int | None:
    """The running text's sentence before this one; captions and headings between are read over."""
    before = (n for n in range(number - 1, -1, -1) if report.blocks[found.sentences[n].block].kind not in READ_OVER)
    return next(before, None)


def _check(text: str, sentence: Sentence, number: int, found: Layers) -> Checked | None:
    words = sentence.span.of(text)
    lower = words.lower()
    if not any(stem in lower for stem in STEMS):
        return None
    for pattern, verification in (
        (UNVERIFIABLE, Verification.UNVERIFIABLE),
        (UNVERIFIED, Verification.UNVERIFIED),
        (VERIFIED, Verification.VERIFIED),
    ):
        match = pattern.search(words)
        if match:
            named = match.groupdict()
            return Checked(
                verification=verification,
                sentence=number,
                cue=Span(sentence.span.start + match.start(), sentence.span.start + match.end()),
                by=named.get("by") or named.get("who"),
                topics=_figure_kinds(found) if ALL_FIGURES.search(words) else _topics(found, number),
            )
    return None


def _figure_kinds(found: Layers) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.kind for f in found.figures))


def _topics(found: Layers, sentence: int) -> tuple[str, ...]:
    kinds = [e.kind for e in found.events if e.sentence == sentence] + [f.kind for f in found.figures if f.sentence == sentence]
    return tuple(dict.fromkeys(kinds))
