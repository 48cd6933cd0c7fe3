"""What these pages have of their own, a case for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from handbook.anchors import slug
from handbook.contents import Place
from handbook.kinds import PAGE, page
from handbook.markdown import examples, made, title
from handbook.rendering import code

ROOT = Path(__file__).resolve().parents[2]
THERE = {"docs/errors.md": "errors.html", "docs/page.md": "page.html", "MODEL_CARD.md": "model-card.html"}
TITLES = {"docs/errors.md": "Errors", "docs/page.md": "The page", "MODEL_CARD.md": "Model card"}


def body(text: str, source: str = "docs/any.md") -> html.HtmlElement:
    return html.fromstring(f"<div>{made(source, text, ROOT, THERE.get, TITLES).html}</div>")


LINKS = (
    ("[codes](errors.md)", "errors.html", "codes"),
    ("[codes](errors.md#e011)", "errors.html#e011", "codes"),
    ("docs/errors.md has them", "errors.html", "“Errors”"),
    ("(docs/page.md)", "page.html", "“The page”"),
    ("E011 is told", "errors.html#E011", "E011"),
    ("MODEL_CARD.md compares them", "model-card.html", "“Model card”"),
    ("`docs/errors.md` has them", "errors.html", "docs/errors.md"),
    ("[elsewhere](https://example.org/x.md)", "https://example.org/x.md", "elsewhere"),
)


@pytest.mark.parametrize(("text", "href", "words"), LINKS)
def test_what_leads_where(text: str, href: str, words: str) -> None:
    [link] = body(text).xpath("//a")
    assert (link.get("href"), link.text_content()) == (href, words)


@pytest.mark.parametrize("text", ["docs/none.md", "SAYSO_README.md", "NE011", "`E011`", "[docs/errors.md](page.md)"])
def test_what_leads_nowhere_by_itself(text: str) -> None:
    assert [link.get("href") for link in body(text).xpath("//a")] in ([], ["page.html"])


def test_a_page_does_not_link_to_itself() -> None:
    assert not body("E011 and docs/errors.md", "docs/errors.md").xpath("//a")


def test_lines_after_a_prompt_are_code_and_no_quotations() -> None:
    text = "Text.\n\n>>> 1 + 1\n2\n\nMore.\n\n```\n>>> kept\n```\n"
    assert examples(text) == "Text.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore.\n\n```\n>>> kept\n```\n"
    tree = body(text)
    assert not tree.xpath("//blockquote") and tree.xpath("string(//pre[@class='pycon']//b)") == "1 + 1"


def test_headings_and_named_rows_have_anchors_each_once() -> None:
    table = "| code | what |\n|---|---|\n| E011 | no date |\n| two words | b |\n| `SAYSO_A` | c |\n"
    text = f"# One\n\n## Two `x`\n\n## Two x\n\n## Words\n\n# Three\n\n{table}"
    tree = body(text)
    assert tree.xpath("//@id") == ["one", "two-x", "two-x-2", "words-2", "three", "E011", "sayso_a"]
    assert tree.xpath("count(//h1)") == 1
    parts = {part.title: part for part in made("docs/any.md", text, ROOT, THERE.get, TITLES).parts}
    assert (parts["E011"].anchor, parts["E011"].text) == ("E011", "no date")


def test_html_in_a_page_is_text() -> None:
    assert "<script>" not in made("docs/any.md", "a <script>x</script> b", ROOT, THERE.get, TITLES).html
    assert "<i>" not in code("<i>", "text")


def test_code_alone_says_how_a_command_is_typed() -> None:
    assert body("`sayso read FILE`").xpath("string(//p/@class)") == "usage"
    assert body("`sayso read FILE` reads").xpath("string(//p/@class)") == ""


NAMES = (("docs/index.md", "index.html"), ("docs/howto/editor.md", "howto/editor.html"), ("MODEL_CARD.md", "model-card.html"))


@pytest.mark.parametrize(("source", "target"), NAMES)
def test_where_a_page_goes(source: str, target: str) -> None:
    assert Place(source, "").target == target


def test_small_things() -> None:
    assert title("x\n# The `line` format\n") == "The line format" and title("none") == ""
    assert slug("What it can’t do, yet!") == "what-it-can-t-do-yet" and slug("…") == "part"


def test_the_page_of_kinds_is_made_from_the_table() -> None:
    """`python -m handbook.kinds` writes it."""
    assert (ROOT / PAGE).read_text(encoding="utf8") == page()
