"""The site is whole by itself: every page is in it, every link and anchor leads somewhere, and nothing comes from elsewhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html

from handbook.building import Site, build
from handbook.contents import contents
from handbook.rendering import size

ROOT = Path(__file__).resolve().parents[2]
LOADING = "//@src | //@srcset | //link/@href | //@poster | //@data | //@action | //@style"
"""Whatever a browser asks for without being told by a person."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("handbook") / "site").index.parent


@pytest.fixture(scope="module")
def trees(site: Path) -> dict[str, html.HtmlElement]:
    """By address within the site."""
    return {page.relative_to(site).as_posix(): html.parse(str(page)).getroot() for page in site.rglob("*.html")}


def test_every_page_is_in_it(trees: dict[str, html.HtmlElement]) -> None:
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    there = {place.source: place.target for place in contents(ROOT)}
    assert written <= there.keys() and "MODEL_CARD.md" in there
    assert set(there.values()) == trees.keys()
    for address, tree in trees.items():
        linked = {posixpath.normpath(posixpath.join(posixpath.dirname(address), to)) for to in tree.xpath("//nav[1]//a/@href")}
        assert linked == trees.keys(), address
        assert tree.xpath("string(//h1)") and tree.xpath("count(//h1)") == 1, address
        assert len(tree.xpath("//nav[1]//a[@aria-current]")) == 1


def test_every_link_leads_to_a_page_and_every_anchor_into_it(trees: dict[str, html.HtmlElement]) -> None:
    anchors = {address: set(tree.xpath("//@id")) for address, tree in trees.items()}
    lost = []
    for address, tree in trees.items():
        assert len(tree.xpath("//@id")) == len(anchors[address]), f"{address}: an anchor twice"
        for href in tree.xpath("//a/@href"):
            to, anchor = urldefrag(href)
            if urlsplit(href).scheme in ("http", "https"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), to)) if to else address
            if target not in trees or (anchor and unquote(anchor) not in anchors[target]):
                lost.append(f"{address}: {href}")
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(site: Path, trees: dict[str, html.HtmlElement]) -> None:
    for address, tree in trees.items():
        for wanted in tree.xpath(LOADING):
            assert re.match(r"[\w./-]+$", wanted) and (site / posixpath.dirname(address) / wanted).is_file(), (address, wanted)
        assert not tree.xpath("//iframe | //object | //embed | //base | //script[not(@src)] | //meta[@http-equiv]")
    for sheet in site.glob("*.css"):
        text = sheet.read_text(encoding="utf8")
        assert "@import" not in text and "://" not in text
        assert all((site / font).is_file() for font in re.findall(r'url\("?([^")]+)', text)), sheet.name
    script = (site / "handbook.js").read_text(encoding="utf8")
    assert not re.search(r"://|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|eval\(|innerHTML", script)


def test_pictures_say_what_they_show_and_how_large_they_are(site: Path, trees: dict[str, html.HtmlElement]) -> None:
    seen = [(address, picture) for address, tree in trees.items() for picture in tree.xpath("//article//img")]
    assert seen
    for address, picture in seen:
        file = site / posixpath.dirname(address) / picture.get("src")
        assert (int(picture.get("width")), int(picture.get("height"))) == size(file)
        assert len(picture.get("alt")) > 20


def test_it_is_the_same_each_time_and_takes_the_place_of_the_one_before(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(ROOT, out)
    (out / "gone.html").touch()
    again = build(ROOT, out)
    assert isinstance(again, Site) and not (out / "gone.html").exists()
    for file in site.rglob("*"):
        assert file.is_dir() or (out / file.relative_to(site)).read_bytes() == file.read_bytes(), file.name


def test_no_folder_of_others_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    with pytest.raises(FileExistsError):
        build(ROOT, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letters.txt"]


def test_the_search_has_every_code_and_setting(site: Path) -> None:
    from sayso.errors import CODES
    from sayso.settings import Settings

    index = (site / "pages.js").read_text(encoding="utf8")
    assert [code for code in CODES if f'["{code}","{code}","' not in index] == []
    assert [name for name in Settings.model_fields if f'["SAYSO_{name.upper()}","' not in index] == []
