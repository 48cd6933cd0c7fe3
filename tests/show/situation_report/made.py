"""What tests of situation reports begin with: the contents of a ledger's report, and its page taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.looks.choosing import SHOWN, Bound
from sayso.reconcile.looks.knowing import Remembered
from sayso.show.situation_report.contents import Contents, contents

TITLE = "Unrest"


def made(ledger: Path, bound: Bound = SHOWN, title: str = TITLE, **asked: str) -> Contents:
    with Reader.open(ledger) as reader:
        look = Remembered(reader, bound.whole).look(Filters(**asked), bound=bound)  # type: ignore[arg-type]
        return contents(look, title)


def spaced(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Page:
    """A report as HTML."""

    text: str

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @cached_property
    def ids(self) -> list[str]:
        return [str(one) for one in self.tree.xpath("//@id")]

    def evidence(self, number: str) -> str:
        """All words of an item of evidence. ValueError where there is not just one."""
        (found,) = self.tree.xpath(f"//li[@id='e{number}']")
        return spaced(found.text_content())

    def numbers(self) -> list[tuple[str, str]]:
        """Each number that is a link: its words without the mark of the evidence, and the item that it leads to."""
        return [
            (spaced(link.text_content().replace("evidence ", "").split("[")[0]), str(link.get("href")).removeprefix("#e"))
            for link in self.tree.xpath("//a[contains(concat(' ', @class, ' '), ' n ')]")
        ]

    @property
    def style(self) -> str:
        return str(self.tree.xpath("string(//style)"))

    @property
    def words(self) -> str:
        return spaced(re.sub(r"<style>.*?</style>", "", self.tree.text_content(), flags=re.DOTALL))
