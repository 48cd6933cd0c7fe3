"""The files of the site. It is made anew each time: what was in the folder before is gone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook.contents import contents
from handbook.finding import index
from handbook.pages import FRONT, Page, pages
from sayso import __version__

HERE = Path(__file__).resolve().parent
MARK = ".handbook"
"""Lies in a folder that was made here: no other is emptied."""
FONTS = "src/sayso/show/page/vendored"
STATIC = "src/sayso/show/page/static"


@dataclass(frozen=True, slots=True)
class Site:
    index: Path
    pages: int


def build(root: Path, out: Path) -> Site:
    """FileExistsError where `out` holds something that was not made here."""
    made = pages(root, contents(root))
    _emptied(out)
    template = _environment().get_template("template.html")
    for n, page in enumerate(made):
        target = out / page.place.target
        target.parent.mkdir(parents=True, exist_ok=True)
        around = {"before": made[n - 1] if n else None, "after": made[n + 1] if n + 1 < len(made) else None}
        html = template.render(page=page, chapters=_chapters(made), version=__version__, **around)
        target.write_text(html, encoding="utf8")
    _beside(root, out, made)
    return Site(out / FRONT, len(made))


def _chapters(made: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    return [(chapter, list(of)) for chapter, of in groupby(made, lambda page: page.place.chapter)]


def _emptied(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise FileExistsError(f"{out} holds something that is no handbook")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()


def _beside(root: Path, out: Path, made: Sequence[Page]) -> None:
    """Pictures, fonts, style and search: all from here, nothing from elsewhere."""
    for picture in {picture for page in made for picture in page.made.pictures}:
        target = out / picture.removeprefix("docs/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / picture, target)
    (out / "vendored").mkdir()
    for font in [*(root / FONTS).glob("*.woff2"), *(root / FONTS).glob("*LICENSE.txt")]:
        if font.name.startswith(("inter", "source-serif")):
            shutil.copyfile(font, out / "vendored" / font.name)
    for file in (root / STATIC / "fonts.css", root / STATIC / "sayso.svg", HERE / "handbook.css", HERE / "handbook.js"):
        shutil.copyfile(file, out / file.name)
    (out / "pages.js").write_text(index(made), encoding="utf8")


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
