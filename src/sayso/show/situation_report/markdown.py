"""A situation report as Markdown: the same contents as the page, with tables where that has drawings.

Evidence is in footnotes (`[^3]`), which GitHub, Pandoc and most editors make links there and back of; as plain text they are
numbers of the list at the end. Words from outside are escaped, so that none of them is markup, a link or a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso import __version__
from sayso.printable import clean
from sayso.reconcile.days import on
from sayso.reconcile.judgement import Standing
from sayso.show.page.highlights import FIGURE, Segment
from sayso.show.page.original import Original
from sayso.show.page.rendering import counted, day, moment, on_moment
from sayso.show.situation_report.appendix import Words
from sayso.show.situation_report.contents import Contents
from sayso.show.situation_report.figures import Difference, FigureShown
from sayso.show.situation_report.items import EvidenceShown
from sayso.show.situation_report.withdrawn import UndoneShown
from sayso.show.words import begun

MARKUP = re.compile(r"([\\`*_\[\]#|~<>&!$^])")
"""Letters that Markdown reads as more than themselves within a line; `$` and `^` in the dialects that know formulas."""
ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
"""What makes a link of bare words, as GitHub does: "https://…", "www.…"."""
BEGINS = re.compile(r"^(\d+)([.)])|^([-+=:])")
"""What a line may begin with that makes it a list, a rule or a heading."""
Lines = Iterator[str]


def markdown(of: Contents) -> str:
    """The file, in UTF-8, with a line's end at its end."""
    return "\n".join(_lines(of)) + "\n"


def _lines(of: Contents) -> Lines:
    yield from _head(of)
    yield from _known(of)
    yield from _differs(of)
    yield from _through_time(of)
    yield from _where(of)
    yield from _happened(of)
    yield from _measures(of)
    yield from _tellers(of)
    yield from _undone(of)
    yield from _method(of)
    yield from _evidence(of)
    yield from _reports(of)


# --- words ----------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """On one line, as the words that they are."""
    inner = _inner(text)
    return BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", inner)


def linked(pieces: Words) -> str:
    return "".join(f"{escaped_part(one.text)}{f'[^{one.to.number}]' if one.to else ''}" for one in pieces)


def escaped_part(text: str) -> str:
    """The same within a line, with the blanks at its ends."""
    if not text.strip():
        return " " if text else ""
    inner = _inner(text)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}"


def _inner(text: str) -> str:
    return ADDRESS.sub(r"\\\g<0>", MARKUP.sub(r"\\\1", " ".join(clean(text).split())))


def _quote(words: Sequence[Segment]) -> str:
    """A sentence, its number in bold."""
    parts = ((escaped_part(one.text), FIGURE in one.kinds) for one in words)
    told = "".join(f"**{part.strip()}**" if is_number and part.strip() else part for part, is_number in parts)
    return f"“{told.strip()}”"


def _standing(standing: Standing) -> str:
    return str(standing.word)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    yield ""
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(cell or '–' for cell in row)} |"


def _section(of: Contents, key: str) -> Lines:
    yield ""
    yield f"## {of.sections[key]}"


def _left(number: int, one: str, many: str | None = None) -> Lines:
    if number:
        yield ""
        yield f"Left out: {counted(number, one, many)}."


def _address(one: Original | None) -> str:
    """Between angles it is a link and nothing in it is markup; what is none is words."""
    if one is None:
        return ""
    return f"<{one.href}>" if one.href else escaped(one.shown)


# --- sections -------------------------------------------------------------------------------------------------------


def _head(of: Contents) -> Lines:
    yield f"# {escaped(of.title)}"
    yield ""
    as_of = f"; **as of {moment(of.filters.as_of or of.day)}**" if of.day else ""
    held = f"; as this ledger held it {on_moment(of.filters.recorded_by)}" if of.filters.recorded_by else ""
    yield f"{begun(escaped(of.view))}{as_of}{held}."
    made = of.material
    if made.claims:
        texts = counted(made.texts, "different text")
        undated = f"; {made.undated} without a date" if made.undated else ""
        outlets = counted(made.outlets, "outlet")
        yield f"From {counted(made.reports, 'report')} ({texts}) of {outlets}{undated}. Read by machine."
    if made.demonstration:
        yield ""
        yield "Some or all of these reports were written for demonstration."
    if of.shown.is_part:
        yield ""
        yield (
            f"This ledger holds more than one report can tell. Shown: the largest {of.shown.number:,} of "
            f"{of.shown.of_number:,} stories, {of.shown.claims:,} of {counted(of.shown.of_claims, 'claim')}."
        )
    for one in of.silences:
        yield ""
        yield f"> **Could not report.** {escaped(one.text)}. {linked(one.evidence)}"


def _known(of: Contents) -> Lines:
    yield from _section(of, "known")
    if not of.known:
        yield ""
        yield "No number of people is told." if of.material.claims else "Nothing in this ledger fits."
    for kind in of.known:
        yield ""
        yield f"### {kind.label}"
        yield ""
        yield from (_figure(one) for one in kind.figures)
    yield from _left(of.left.figures, "figure")


def _figure(one: FigureShown) -> str:
    reviewed = f", {escaped('; '.join(one.reviewed))}" if one.reviewed else ", unreviewed"
    sums = "".join(f" {linked(words)}." for words in one.sums)
    sentence = f" {linked(one.sentence)}" if one.sentence else ""
    whom = escaped(begun(one.of or "all"))
    return f"- **{linked(one.number)}** · {whom} · {_standing(one.standing)}{reviewed} · {one.origins}.{sentence}{sums}"


def _differs(of: Contents) -> Lines:
    yield from _section(of, "differs")
    yield ""
    if not of.differences:
        yield "No two origins give numbers of one day that cannot both be right."
    for one in of.differences:
        yield from _difference(one)
    yield from _left(of.left.differences, "pair that differs", "pairs that differ")


def _difference(one: Difference) -> Lines:
    settled = f" Settled: {escaped(one.settled)}." if one.settled else ""
    yield f"- **{escaped(one.heading)}.** {linked(one.sentence)}{settled}"
    for side in one.sides:
        yield f"  - {linked(side.number)} · {escaped(side.who)} ‹ {escaped(side.outlet)}: {_quote(side.words)}"


def _through_time(of: Contents) -> Lines:
    if of.charts:
        yield from _section(of, "time")
    for one in of.charts:
        yield ""
        yield f"### {escaped(one.heading)}"
        yield from _table(
            ("for the day", "number", "who says so", "standing", "reports"),
            (
                (
                    day(row.day),
                    f"~~{linked(row.number)}~~" if row.struck else linked(row.number),
                    escaped(row.who),
                    f"{_standing(row.standing)} {row.ending}".strip(),
                    str(row.reports),
                )
                for row in one.rows
            ),
        )
        yield from _left(one.more, "earlier number")
    yield from _left(of.left.charts, "chart")


def _where(of: Contents) -> Lines:
    if of.map is None:
        return
    yield from _section(of, "where")
    rows = ((escaped(r.name), r.exactness, f"{r.claims:,}", f"{r.reports:,}", linked(r.evidence)) for r in of.map.rows)
    yield from _table(("place", "how exactly", "claims", "reports", "such as"), rows)
    yield from _left(of.map.more, "place of fewer claims", "places of fewer claims")


def _happened(of: Contents) -> Lines:
    if not of.incidents:
        return
    yield from _section(of, "incidents")
    rows = (
        (
            r.day,
            escaped(r.where),
            f"{r.what}{f' by {escaped(r.doers)}' if r.doers else ''}",
            _standing(r.standing),
            r.origins,
            linked(r.evidence),
        )
        for r in of.incidents
    )
    yield from _table(("when", "where", "what", "standing", "origins", "evidence"), rows)
    yield from _left(of.left.incidents, "incident that fewer reports tell of", "incidents that fewer reports tell of")


def _measures(of: Contents) -> Lines:
    if not of.measures and not of.silences:
        return
    yield from _section(of, "measures")
    rows = (
        (
            f"{r.what}{'; silence is not zero' if r.hides else ''}",
            escaped(r.where),
            r.begun,
            r.until,
            r.state,
            escaped(r.says),
            linked(r.evidence),
        )
        for r in of.measures
    )
    if of.measures:
        yield from _table(("measure", "where", "from", "until", "state", "who says so", "evidence"), rows)
    yield ""
    yield "A planned end that has passed is no end until somebody says so."
    yield from _left(of.left.measures, "measure")


def _tellers(of: Contents) -> Lines:
    told = of.tellers
    if "origins" not in of.sections:
        return
    yield from _section(of, "origins")
    if told.figures:
        rows = (
            (
                escaped(one.heading),
                one.count,
                "; ".join(f"{escaped(who.name)}{linked(who.evidence)} ({escaped(who.outlets)})" for who in one.known)
                + (f"; and {one.more} more" if one.more else ""),
            )
            for one in told.figures
        )
        yield from _table(("figure", "origins through time", "who, and the last that they said"), rows)
    known = (
        (escaped(one.row.name), f"{one.row.claims:,}", f"{one.row.reports:,}", escaped(one.outlets), linked(one.evidence))
        for one in (*told.known, *told.untold)
    )
    roles = ((f"{role.name} (a role; never who)", f"{role.claims:,}", f"{role.reports:,}", "", "") for role in told.roles)
    yield from _table(("origin", "claims", "reports", "published by", "such as"), (*known, *roles))
    yield from _left(told.more_known + told.more_untold, "origin")


def _undone(of: Contents) -> Lines:
    if of.undone:
        yield from _section(of, "undone")
        yield ""
        yield from (_one_undone(one) for one in of.undone)
        yield from _left(of.left.undone, "number")
    if of.decisions:
        yield from _section(of, "decided")
        rows = (
            (moment(d.at.isoformat()), linked(d.what), d.verdict, f"{escaped(d.reviewer)}: {escaped(d.reason)}")
            for d in of.decisions
        )
        yield from _table(("when", "on", "decision", "who, and why"), rows)
        yield from _left(of.left.decisions, "decision")


def _one_undone(one: UndoneShown) -> str:
    by = f" by {escaped(one.by)}" if one.by else ""
    for_day = f" for {day(one.day)}" if one.day else ""
    at = f" {on(one.on)}" if one.on else ""
    told = f"- **{escaped(one.heading)}:** ~~{linked(one.number)}~~, told by {escaped(one.who)}{for_day}, was {one.how}{by}{at}"
    return f"{told}: {_quote(one.words)} {escaped(one.outlet)}{linked(one.evidence)}"


def _method(of: Contents) -> Lines:
    yield from _section(of, "method")
    yield ""
    yield "- No sentence here was written by a model: each comes from a value, a count or a rule of Sayso."
    yield "- “Unreviewed” means that a machine read it and no person has looked. Check the sentence before you publish."
    yield "- An origin is the first teller that can be identified; copies count once. Different origins need not have counted"
    yield "  independently."
    yield "- What no report in this ledger says is not here; that nothing is told of a place is no sign that nothing happened."
    yield "- Private persons are shown by their role. The sentences are quoted as they were published."
    makers = ", ".join(f"{escaped(name)} ({counted(number, 'claim')})" for name, number in of.material.makers)
    if makers:
        yield f"- Read by {makers}."
    recorded = f", the last recorded {moment(of.head.recorded_at)}" if of.head.recorded_at else ""
    yield f"- Ledger: {counted(of.head.seq, 'entry', 'entries')}{recorded}. Head `{of.head.hash}`."
    yield f"  `sayso verify --head {of.head.hash}` on the ledger says whether all that this rests on is still there, unchanged."
    yield f"- Made by Sayso {__version__}{f', {moment(of.made)}' if of.made else ''}."


def _evidence(of: Contents) -> Lines:
    yield from _section(of, "evidence")
    for one in of.evidence:
        yield ""
        yield f"[^{one.number}]: {_item(one)}"


def _item(one: EvidenceShown) -> str:
    reading = f" · {escaped_part(one.reading)}" if one.reading else ""
    sure = f" · {one.sure}" if one.sure else ""
    origin = f" · origin: {escaped_part(one.origin)}" if one.origin else ""
    copies = f" · same text: {escaped_part(one.copies)}" if one.copies else ""
    where = f" · {_address(one.address)}" if one.address else ""
    block = f" · {one.block}" if one.block else ""
    said = f"{escaped_part(one.chain)}, {moment(one.published)}"
    return f"{one.kind}{reading}{sure}{block}. {_quote(one.words)} {said}{origin}{copies} · claim {one.claim}{where}"


def _reports(of: Contents) -> Lines:
    yield from _section(of, "reports")
    yield ""
    for one in of.reports:
        title = f": “{escaped_part(one.title)}”" if one.title else ""
        where = f" {_address(one.address)}" if one.address else ""
        yield f"{one.number}. {escaped(one.outlet)}, {moment(one.published)}{title}{where}"
    yield from _left(of.left.reports, "report that is not cited", "reports that are not cited")
