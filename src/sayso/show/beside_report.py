"""Below a report: what changed from one version of its page to the next, above all which figures, and who has its text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from sayso.printable import clean
from sayso.read.outlets_in_use import name_of
from sayso.reconcile.copies.changes import Changes, Sentences, changes
from sayso.reconcile.copies.versions import History, Version
from sayso.reconcile.keep.beside import Copied

IN = (0, 0, 0, 2)


def versions_of(page: History, shown: str) -> Iterator[Text | Padding]:
    """Nothing for a page of one version. `shown` is the id of the report above."""
    if len(page) < 2:
        return
    yield Text(f"{len(page)} versions of this page", "bold")
    for number, version in enumerate(page):
        here = " (shown above)" if version.report.id == shown else ""
        yield Padding(Text(clean(f"{version.at or 'no date'}  {version.report.id[:9]}{here}")), IN)
        if number:
            yield from (Padding(Text(clean(line)), (0, 0, 0, 4)) for line in _changed(page[number - 1], version))
    yield Text("")


def copies_of(group: Copied | None, shown: str) -> Iterator[Text | Padding]:
    """Nothing where nobody else has the text."""
    if group is None:
        return
    whose = f": the text of {group.credit.agency} ({group.credit.because})" if group.credit else ", and none says whose"
    yield Text(clean(f"{len(group.reports)} reports have this text{whose}"), "bold")
    for report in group.reports:
        outlet = name_of(report.outlet) or report.name
        here = " (shown above)" if report.id == shown else ""
        why = group.because.get(report.id)
        told = Text(clean(f"{report.published or 'no date'}  {outlet}  {report.id[:9]}{here}"))
        yield Padding(told.append(f"\n{clean(why)}", "dim") if why else told, IN)
    yield Text("")


def _changed(before: Version, after: Version) -> Iterator[str]:
    """The figures first, then what the page says that it had wrong, then sentences."""
    found = changes(before, after)
    yield from (change.line for change in found.figures)
    yield from (f"it says: “{correction.words}”" for correction in found.corrections)
    yield from _sentences("added", found.added)
    yield from _sentences("removed", found.removed)
    if found == _NOTHING:
        yield "nothing changed in its words"


def _sentences(what: str, sentences: Sentences) -> Iterator[str]:
    if sentences.count:
        more = f", of which {len(sentences.first)}" if sentences.count > len(sentences.first) else ""
        yield f"{sentences.count} sentence{'s' if sentences.count > 1 else ''} {what}{more}:"
        yield from (f"  “{' '.join(sentence.split())}”" for sentence in sentences.first)


_NOTHING = Changes((), Sentences(0, ()), Sentences(0, ()), ())
