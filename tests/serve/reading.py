"""A page as it is read: its elements, and the words in them."""

from __future__ import annotations

from typing import Any

from lxml import html
from starlette.testclient import TestClient

Tree = Any


def page(client: TestClient, address: str, status: int = 200) -> Tree:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return html.fromstring(answer.text)


def words(of: Tree) -> str:
    return " ".join(of.text_content().split())


def one(tree: Tree, path: str) -> Tree:
    """What is at `path`, and there alone."""
    [found] = tree.xpath(path)
    return found
