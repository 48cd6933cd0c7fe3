"""What a test sees of a chart: its elements, where they lie, and its words with the room that they take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from hypothesis import strategies as st

from sayso.show.charts.drawing import SMALL, width_of

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"-?\d+(?:\.\d+)?"
SLACK = 1.0
"""Pixels by which rounding, or half a stroke, may reach over the edge."""

HOSTILE = "</text><script>alert(1)</script>\" onload='x' & \x00\x1b[31m\u202e\ud800 <b>"
text = st.one_of(st.text(max_size=30), st.sampled_from([HOSTILE, "", "x" * 300, "國" * 80, "نص عربي", "a b " * 60]))
day = st.one_of(
    st.none(),
    st.dates().map(str),
    st.dates().map(lambda d: str(d)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
    st.sampled_from(
        ["2022-01-05", "2022-01-06", "2022-01", "2022-03", "2022-08-31", "so far", "", "9999999999", "0000-00", "9999-12-31"]
    ),
)
href = st.one_of(
    st.none(), st.sampled_from(["/claim/c1", "#v1", "javascript:alert(1)", "//evil.invalid/", "https://evil.invalid/"])
)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def parsed(chart: str) -> ElementTree.Element:
    """ElementTree.ParseError where it is not well-formed."""
    return ElementTree.fromstring(str(chart))


def places(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Every place at which anything is drawn; of words where they begin or end."""
    for one in root.iter():
        name, a = one.tag.removeprefix(SVG), one.attrib
        if name == "line":
            yield from ((float(a["x1"]), float(a["y1"])), (float(a["x2"]), float(a["y2"])))
        elif name == "rect":
            x, y = float(a["x"]), float(a["y"])
            yield from ((x, y), (x + float(a["width"]), y + float(a["height"])))
        elif name == "circle" and a.get("pointer-events") is None:
            x, y, r = float(a["cx"]), float(a["cy"]), float(a["r"])
            yield from ((x - r, y - r), (x + r, y + r))
        elif name == "text":
            box = box_of(one)
            yield from ((box.left, box.bottom), (box.right, box.bottom))
        elif name == "path" and "l" not in a["d"]:
            yield from _along(a["d"])


def _along(d: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, given in re.findall(r"([MLHVCZ])([^MLHVCZ]*)", d):
        numbers = [float(n) for n in re.findall(NUMBER, given)]
        if command == "H":
            x = numbers[-1]
        elif command == "V":
            y = numbers[-1]
        elif numbers:
            x, y = numbers[-2:]
        yield x, y


def box_of(one: ElementTree.Element) -> Box:
    size = float(one.get("font-size", SMALL))
    width = width_of("".join(one.itertext()), size)
    x, y = float(one.attrib["x"]), float(one.attrib["y"])
    left = {"middle": x - width / 2, "end": x - width}.get(one.get("text-anchor", ""), x)
    return Box(left, y - size * 0.8, left + width, y + size * 0.2)


def texts(root: ElementTree.Element, class_: str = "label") -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}text") if class_ in one.get("class", "").split()]


def marks(root: ElementTree.Element, class_: str = "mark") -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}g") if class_ in one.get("class", "").split()]


def sound(chart: str) -> ElementTree.Element:
    """The chart, which is well-formed, named, within its view box, and has nothing in it that a page may not hold."""
    root = parsed(chart)
    assert "nan" not in chart.lower().split("<desc")[0] and not re.search(r'="-?(?:nan|inf)"', chart)
    assert root.get("role") in ("img", "group")
    by_id = [one.get("id") for one in root.iter() if one.get("id")]
    assert (
        len(by_id) == len(set(by_id)) and root.attrib["aria-labelledby"] in by_id and root.attrib["aria-describedby"] in by_id
    )
    assert (root.get("role") == "group") == any(one.tag == f"{SVG}a" for one in root.iter())
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for x, y in places(root):
        assert -SLACK <= x <= width + SLACK and -SLACK <= y <= height + SLACK, (x, y, width, height)
    for one in root.iter():
        assert one.tag.removeprefix(SVG) not in ("script", "style", "b", "foreignObject")
        assert not any(name == "style" or name.startswith("on") for name in one.attrib)
        link = one.get("href")
        assert link is None or link in ("/claim/c1", "#v1"), link
    for one in marks(root):
        title = one.find(f"{SVG}title")
        assert title is not None and (title.text or "") == one.attrib["data-hover"]
    return root
