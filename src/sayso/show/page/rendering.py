"""Templates to HTML. Everything that comes from outside is escaped: no template marks a text of a report as safe."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from sayso import __version__
from sayso.printable import clean
from sayso.reconcile.days import DAY, MINUTE, on, when
from sayso.reconcile.judgement import Standing
from sayso.show.charts import shape
from sayso.show.listing import several
from sayso.show.words import begun, plain

NO_BREAK = "\u00a0"
BEFORE_DIGIT = re.compile(r" (?=\d)")
ZONE = re.compile(r"(?:Z|([+-])(\d\d):?(\d\d)?)$")


@lru_cache(maxsize=1)
def templates() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader("sayso.show", "page/templates"), PackageLoader("sayso.show", "situation_report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        auto_reload=False,
    )
    made.filters |= {
        "plain": plain,
        "begun": begun,
        "day": day,
        "moment": moment,
        "several": several,
        "unbroken": unbroken,
        "counted": counted,
        "on": on,
        "on_moment": on_moment,
        "reason": reason,
    }
    made.globals |= {"shape": shape, "version": __version__}
    return made


def render(template: str, **context: Any) -> str:
    """TemplateNotFound for a name that is none; UndefinedError where the context lacks what the template names."""
    return templates().get_template(template).render(context)


def day(prefix: str | None) -> str:
    """ "9 January 2022"; of a moment its day."""
    return when(prefix[:DAY]) if prefix else "no date"


def moment(prefix: str | None) -> str:
    """ "9 January 2022, 14:00"; of a day that. With the zone where one is told, "14:00 UTC+6": outlets tell the time of where
    they are, and beside others it would seem to be earlier or later than it was."""
    if not prefix or len(prefix) < MINUTE:
        return day(prefix)
    zone = ZONE.search(prefix, MINUTE)
    return f"{day(prefix)}, {prefix[11:MINUTE]}{_zone(*zone.groups()) if zone else ''}"


def on_moment(prefix: str | None) -> str:
    """ "on 9 January 2022, 14:00", "on 9 January 2022", "in January 2022"."""
    return on(prefix) if prefix is None or len(prefix) < MINUTE else f"on {moment(prefix)}"


def _zone(sign: str | None, hours: str | None, minutes: str | None) -> str:
    """ " UTC", " UTC+6", " UTC−3:30"."""
    past = f":{minutes}" if minutes and int(minutes) else ""
    if not sign or not hours or not (int(hours) or past):
        return " UTC"
    return f" UTC{sign.replace('-', '−')}{int(hours)}{past}"


def reason(standing: Standing) -> str:
    """The sentence of a standing without its word, where the word stands beside it: "Only the ministry says so."."""
    said = standing.sentence.removeprefix(f"{standing.word}: ").rstrip(".")
    return f"{begun(said)}." if said != str(standing.word) else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "2,312 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unbroken(text: str) -> str:
    """A number on one line with the word before it: "5,135 to" may end a line, "about 5,800" is never two."""
    return BEFORE_DIGIT.sub(NO_BREAK, text)


def _printable(value: Any) -> Any:
    """Control and direction characters that came with a text could make a page lie: they are shown as what they are.

    What is markup already (a chart, a macro) stays.
    """
    return clean(value) if type(value) is str else value
