"""A ledger whose every field attacks the page that shows it.

Three ways lead there, since each fills what the others cannot:

* pages and objects, added by the real command: headline, outlet, byline, caption and credit, live-blog entry, address, the name
  of a file, the words of claims, and a file that cannot be read;
* a ledger from somebody else may hold what no reader of ours would write: one report comes again with every free field of its
  claims attacked (source, population, actor, place, words for a time, cause …);
* what people type: the name and the words of a situation, the reviewer and the reason of a verdict.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, TypeVar, cast

from playwright.sync_api import Page

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.types import Claim, Layers, Reading, Report
from tests.command import done, sayso

T = TypeVar("T")

LEDGER = "hostile.ledger"
NAME = "object <script>pwned='report name'</script>"
LONG_WORD = "Longword" * 1250
ODD = "bell\x07 zero\x00 turned\u202e separated\u2028 marked\ufeff"
HALF_PAIR = "\ud83d"
"""Half of a surrogate pair: JSON may hold it, UTF-8 cannot."""
ADDRESSES = (
    "javascript:pwned='javascript address'",
    "data:text/html,<script>opener.pwned='data address'</script>",
    "http://x.invalid/\"onmouseover=\"pwned='quoted address'",
    " JavaScript:pwned='spaced address'",
)


def attack(field: str) -> str:
    """Words that, wherever they are not escaped, set `window.pwned` to the name of the field."""
    script = f"<script>pwned='{field}'</script><img src=x onerror=\"pwned='{field}'\">"
    return f"\"'>{script}</textarea></title>{{{{7*7}}}}${{7*7}}"


def ledger(folder: Path) -> Path:
    """The ledger, made in `folder`."""
    path, reports = folder / LEDGER, folder / "reports"
    reports.mkdir()
    for name, text in _files().items():
        (reports / name).write_text(text, encoding="utf8")
    added = subprocess.run(sayso(path, "add", str(reports)), capture_output=True, text=True, check=False)
    assert "1 unreadable" in added.stderr, added.stderr
    with Reader.open(path) as reader:
        [report] = [one for one in reader.reports() if one.name == NAME]
        claims = tuple(listed.claim for listed in reader.claims() if listed.claim.report == report.id)
    with Ledger.open(path, lambda: datetime(2022, 1, 10, tzinfo=UTC)) as opened:
        opened.add(None, *forged(report, claims))
    done(path, "situation", "new", attack("situation"), "--place", "KZ")
    done(path, "situation", "new", f"words {attack('second situation')}", "--text", attack("situation words"))
    for claim in claims[:2]:
        done(path, "review", claim.id, "refute", "--why", attack("reason"), "--reviewer", attack("reviewer"))
    return path


def _files() -> Mapping[str, str]:
    objects = [_object(NAME, _sentences(), url=ADDRESSES[0])]
    objects += [_object(f"address {n}", f"Police said {30 + n} people were hurt.", url) for n, url in enumerate(ADDRESSES[1:])]
    objects.append(_object("odd", f"The ministry {ODD} said 41 people were killed in Almaty. {HALF_PAIR}", None))
    objects.append(_object("long", f"The {LONG_WORD} ministry said 42 people were killed in Almaty.", None, LONG_WORD))
    return {
        "<img src=x onerror=pwned='file name'>.html": _page(),
        "objects.jsonl": "\n".join(map(json.dumps, objects)),
        "<img src=x onerror=pwned='unreadable'>.html": "",
    }


def _object(name: str, text: str, url: str | None, title: str | None = None) -> dict[str, str | None]:
    return {
        "id": name,
        "title": title or f"Dozens killed in Almaty {attack('title')}",
        "text": text,
        "published": "2022-01-07",
        "publisher": f"Wire {attack('outlet')}",
        "byline": f"Jane {attack('byline')}",
        "url": url,
    }


def _sentences() -> str:
    """Sentences that claims are read from: two plain ones for actor, target and members, the rest with attacks."""
    hit = attack("evidence")
    return "\n\n".join(
        (
            "Gunmen attacked soldiers in Almaty on Thursday, the Interior Ministry said.",
            "Armenia, Belarus and Georgia belong to the Steppe Rescue Organisation.",
            f"The {hit} ministry said 12 people were killed in Almaty on Thursday.",
            f"Police {hit} arrested 13 protesters in Almaty on Thursday, state television reported.",
            f"The Health Ministry denied that 14 people were injured in Almaty {hit}.",
            f"A state of emergency was declared in Almaty {hit} on Wednesday.",
            f"Dozens of soldiers {hit} were killed in Shymkent because of the {hit} protests.",
            f"According to {hit}, at least 15 people were killed in Almaty.",
        )
    )


def _page() -> str:
    """A live blog with a picture."""

    def hit(field: str) -> str:
        return escape(attack(field))

    entries = "".join(
        f'<div class="entry"><h3><time datetime="2022-01-07T1{n}:00:00Z">1{n}:00</time> {hit("entry heading")}</h3>'
        f"<p>The Interior Ministry {hit('entry')} says that 5{n} people were killed in Almaty, and asks everybody to stay "
        f"at home.</p></div>"
        for n in range(4)
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{hit("page title")}</title>
<meta property="og:site_name" content="Live {hit("site name")}"><meta name="author" content="Ann {hit("author")}">
<meta property="article:published_time" content="2022-01-07T08:00:00Z">
<link rel="canonical" href="https://live.invalid/{hit("canonical address")}"></head>
<body><main><article><h1>Live from Almaty {hit("headline")}</h1>
<p>The Emergencies Ministry said that 61 people were injured in Almaty on Friday {hit("paragraph")}, and went on to say that
the streets were calm.</p>
<figure><img src="x.jpg" alt=""><figcaption>Soldiers killed 62 people {hit("caption")} in Almaty on Friday.
<span class="credit">Photo: {hit("credit")} / Reuters</span></figcaption></figure>
<section>{entries}</section></article></main></body></html>"""


FREE = frozenset(
    [
        *("name", "normalised", "vague", "population", "area", "words", "admin1", "verified_by", "body", "cause", "effect"),
        *("credit", "owner", "site", "byline", "url", "title", "version"),
    ]
)
"""Fields of a report and its claims that hold words as somebody wrote them."""


def forged(report: Report, claims: tuple[Claim, ...]) -> tuple[Report, Reading]:
    """The report once more, with every free field of it and of its claims attacked, also those that were empty."""
    twin = replace(_attacked(report, "report"), id="rf0" + report.id[3:])
    attacked = (replace(_attacked(c, "claim"), id="cf0" + c.id[3:], report=twin.id) for c in claims)
    told = tuple(replace(c, members=(attack("member"), attack("member")) if c.kind == "membership" else ()) for c in attacked)
    return twin, Reading(twin.id, told[0].maker, Layers(), told)


def _attacked(value: T, path: str) -> T:
    return cast(T, _changed(value, path))


def _changed(value: Any, path: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_changed(item, path) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        found, name = getattr(value, field.name), f"{path} {field.name}"
        free = field.name in FREE and (found is None or type(found) is str)
        changes[field.name] = f"{found or ''}{attack(name)}" if free else _changed(found, name)
    return replace(value, **changes)


LOOKED_FOR = """() => {
  const wrong = [];
  if (typeof window.pwned !== 'undefined') wrong.push(`script ran: ${window.pwned}`);
  for (const element of document.querySelectorAll('*')) {
    const told = element.outerHTML.slice(0, 160);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) wrong.push(`handler in the page: ${told}`);
      const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data'].includes(name);
      if (address && /^[\\s\\0-\\x1f]*(javascript|data|vbscript):/i.test(value)) wrong.push(`dangerous address: ${told}`);
    }
    if (element.localName === 'img' && element.getAttribute('src') === 'x') wrong.push(`picture of an attack: ${told}`);
    if (element.localName === 'script' && element.textContent.includes('pwned')) wrong.push(`script of an attack: ${told}`);
  }
  const text = document.documentElement.textContent;
  if (/49\\$|\\}\\}49/.test(text)) wrong.push('a template was worked out');
  if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(text)) wrong.push('a mark that turns the direction of what follows');
  return [...new Set(wrong)];
}"""


def assert_unpwned(page: Page) -> None:
    """Nothing of the attacks became part of the page: no script ran, no element, handler or address of theirs is there."""
    wrong: list[str] = page.evaluate(LOOKED_FOR)
    assert not wrong, f"attacks reached {page.url}:\n" + "\n".join(wrong)


def assert_fits(page: Page) -> None:
    """The page does not scroll sideways, whatever the length of a word."""
    wide, room = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{page.url} is {wide} px wide, in a window of {room}"
