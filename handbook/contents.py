"""Which pages there are, in which chapter and order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REFERENCE, DECISIONS = "Reference", "Decisions"

CHAPTERS: dict[str, tuple[str, ...]] = {
    "Begin": ("docs/index.md", "docs/tour.md"),
    "How to": (
        "docs/howto/editor.md",
        "docs/howto/monitor.md",
        "docs/howto/researcher.md",
        "docs/howto/administrator.md",
        "docs/sharing.md",
    ),
    "Doors": (
        "docs/page.md",
        "docs/report.md",
        "docs/exports.md",
        "docs/api.md",
        "docs/python.md",
        "docs/mcp.md",
        "docs/alerts.md",
    ),
    REFERENCE: (
        "docs/commands.md",
        "docs/settings.md",
        "docs/kinds.md",
        "docs/line-format.md",
        "docs/errors.md",
        "docs/collecting.md",
        "docs/fetching.md",
        "docs/watch.md",
        "docs/outlets.md",
        "docs/llm.md",
        "docs/postgresql.md",
        "docs/backup.md",
        "docs/security.md",
        "docs/bulk.md",
        "docs/scale.md",
    ),
    "How well": ("docs/reliability.md", "docs/measurements.md", "MODEL_CARD.md"),
    "The project": ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
    DECISIONS: (),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page's file, seen from the root of the project, and where it goes."""

    source: str
    chapter: str

    @property
    def target(self) -> str:
        """In the site: `docs/howto/editor.md` is `howto/editor.html`, `MODEL_CARD.md` is `model-card.html`."""
        name = self.source.removeprefix("docs/").removesuffix(".md")
        return (name if "/" in name or self.source.startswith("docs/") else name.lower().replace("_", "-")) + ".html"


def contents(root: Path) -> list[Place]:
    """Every page that is there: those that are named in their order, the others by name."""
    named = {source: chapter for chapter, sources in CHAPTERS.items() for source in sources}
    there = [path.relative_to(root).as_posix() for path in sorted((root / "docs").rglob("*.md"))]
    chapters = {source: named.get(source) or _chapter(source) for source in [*named, *there]}
    return [Place(source, chapters[source]) for source in _in_order(chapters) if (root / source).is_file()]


def _in_order(chapters: dict[str, str]) -> Iterator[str]:
    for chapter in CHAPTERS:
        yield from (source for source, of in chapters.items() if of == chapter)


def _chapter(source: str) -> str:
    if source.startswith("docs/decisions/"):
        return DECISIONS
    return "How to" if source.startswith("docs/howto/") else REFERENCE
