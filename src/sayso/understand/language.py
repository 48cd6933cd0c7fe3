"""Word lists: languages are data. `understand/languages/en/NAME.txt` holds one entry a line; `#` begins a comment.

A line may carry a value after a tab ("spokesman<TAB>official"). Entries are lower case with straight apostrophes; spaces
inside an entry stand for any white space in the text.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

CODE = 2
"""Letters of a language's code."""


def _lines(name: str, language: str) -> list[str]:
    file = resources.files("sayso.understand").joinpath("languages", language, f"{name}.txt")
    lines = (line.split("#", 1)[0].strip() for line in file.read_text(encoding="utf8").splitlines())
    return [line for line in lines if line]


@cache
def languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages that can be read: each has a folder."""
    folders = resources.files("sayso.understand").joinpath("languages").iterdir()
    return frozenset(folder.name for folder in folders if folder.is_dir() and len(folder.name) == CODE)


def is_read(code: str | None) -> bool:
    """Is there a reader for the language? What is in no known language is read as English."""
    return code is None or code in languages()


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list without values."""
    return frozenset(_lines(name, language))


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    """The entries of a list with values: entry → value. ValueError for a line without a tab or an entry given twice."""
    out: dict[str, str] = {}
    for line in _lines(name, language):
        entry, tab, value = line.partition("\t")
        if not tab or entry in out:
            raise ValueError(f"{language}/{name}.txt: {line!r} has no value, or stands twice")
        out[entry] = value.strip()
    return out
