"""Who says what, quoted by whom: origins at the left, who passes it on in the middle, outlets at the right.

The boxes stand in columns. Within a column they are ordered so that few lines cross (by the mean place of their neighbours,
swept to and fro), and the same nodes and edges always give the same picture. What goes from one box past a column goes past it
as one line, and parts only behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from markupsafe import Markup

from sayso.show.charts.drawing import MOST_STOPS, Table, element, group, mark, number, path, svg, words, wrapped

LEAST_WIDTH = 260.0
MOST_NODES = 40
MOST_ROWS = 4
TEXT = 15.0
PAD = 7.0
GAP = 10.0
SWEEPS = 6
MOST_NAMES = 8
"""Of those who printed one text; the rest are counted."""
PASSAGE = 12.0
"""Height that what passes a column takes."""
THICKEST = 4.0
MORE = "\x00more"


class Place(StrEnum):
    ORIGIN = "origin"
    CARRIER = "carrier"
    """Passes on what it did not tell first, and is quoted itself."""
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Node:
    key: str
    label: str
    place: Place
    identified: bool = True
    copies: tuple[str, ...] = ()
    """Names of those who printed the same text, where the box stands for them."""
    href: str | None = None
    hover: str = ""

    @property
    def text(self) -> str:
        if not self.copies:
            return self.label
        more = f" and {len(self.copies) - MOST_NAMES} more" if len(self.copies) > MOST_NAMES else ""
        return f"{len(self.copies)} copies: {', '.join(self.copies[:MOST_NAMES])}{more}"


@dataclass(frozen=True, slots=True)
class Edge:
    """`to` has it from `of`, in so many claims."""

    of: str
    to: str
    claims: int = 1


@dataclass(frozen=True, slots=True)
class _Box:
    key: str
    left: float
    top: float
    width: float
    height: float
    rows: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def chain_graph(nodes: Sequence[Node], edges: Sequence[Edge], *, id: str, title: str, width: float = 720) -> Markup:
    """Edges to what is no node, and of a node to itself, are left out."""
    if not nodes:
        return svg(id, LEAST_WIDTH, 24, words(0, 16, "nobody"), title=title, desc="nobody", class_="chain empty")
    width = max(width, LEAST_WIDTH)
    shown, joined = _fewer(list({n.key: n for n in reversed(nodes)}.values())[::-1], edges)
    by_key = {n.key: n for n in shown}
    column = _columns(shown, joined)
    joined = {(a, b): claims for (a, b), claims in joined.items() if column[a] < column[b]}
    laid, legs = _ordered(shown, joined, column)
    boxes, height = _boxes(laid, by_key, width)
    stop = len(shown) <= MOST_STOPS
    names = {node.key: n for n, node in enumerate(shown)}
    parts = [
        group(*_curves(joined, legs, boxes, by_key, names), class_="edges"),
        *(_box(by_key[box.key], box, stop, names) for box in boxes.values() if box.key in by_key),
    ]
    return svg(id, width, height, *parts, title=title, desc=_in_words(by_key, joined), class_="chain")


def chain_table(nodes: Sequence[Node], edges: Sequence[Edge]) -> Table:
    """What is behind the chart, the most claims first."""
    name = {n.key: n.text for n in nodes}
    known = [e for e in edges if e.of in name and e.to in name]
    known.sort(key=lambda e: (-e.claims, name[e.of], name[e.to]))
    return Table(("who says so", "passed on by", "claims"), tuple((name[e.of], name[e.to], f"{e.claims:,}") for e in known))


Joined = dict[tuple[str, str], int]


def _fewer(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[list[Node], Joined]:
    """The nodes with the most claims; all others as one that counts them."""
    keys = {n.key for n in nodes}
    claims: Joined = defaultdict(int)
    for e in edges:
        if e.of in keys and e.to in keys and e.of != e.to:
            claims[e.of, e.to] += max(0, e.claims)
    if len(nodes) <= MOST_NODES:
        return list(nodes), dict(claims)
    weight: Counter[str] = Counter()
    for (a, b), n in claims.items():
        weight[a] += n
        weight[b] += n
    ranked = sorted(range(len(nodes)), key=lambda i: (-weight[nodes[i].key], i))
    kept = sorted(ranked[: MOST_NODES - 1])
    shown = [nodes[i] for i in kept]
    names = {n.key for n in shown}
    folded: Joined = defaultdict(int)
    for (a, b), n in claims.items():
        if a in names:
            folded[a, b if b in names else MORE] += n
    more = Node(MORE, f"and {len(nodes) - len(shown)} more", Place.OUTLET, identified=False)
    return [*shown, more], dict(folded)


def _columns(nodes: Sequence[Node], joined: Joined) -> dict[str, int]:
    """Origins first, outlets last; between them each that passes on right of those that it has it from. Columns that would stay
    empty are left out."""
    carriers = [n.key for n in nodes if n.place is Place.CARRIER]
    depth = dict.fromkeys(carriers, 1)
    for _ in range(min(len(carriers), 3)):  # who quotes each other in a circle stands no further right than that
        for a, b in sorted(joined):
            if a in depth and b in depth:
                depth[b] = min(max(depth[b], depth[a] + 1), 3)
    at = {n.key: 0 if n.place is Place.ORIGIN else depth.get(n.key, 4) for n in nodes}
    used = {place: n for n, place in enumerate(sorted(set(at.values())))}
    return {key: used[place] for key, place in at.items()}


def _ordered(
    nodes: Sequence[Node], joined: Joined, column: Mapping[str, int]
) -> tuple[list[list[str]], dict[tuple[str, str], list[str]]]:
    """Each column from top to bottom, with a passage for each box of which edges go by; and each edge as the boxes it goes
    through."""
    laid: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for node in nodes:
        laid[column[node.key]].append(node.key)
    legs: dict[tuple[str, str], list[str]] = {}
    names = {node.key: n for n, node in enumerate(nodes)}
    for a, b in sorted(joined):
        through = [f"\x00{names[a]}/{at}" for at in range(column[a] + 1, column[b])]
        for at, key in enumerate(through, column[a] + 1):
            if key not in laid[at]:
                laid[at].append(key)
        legs[a, b] = [a, *through, b]
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in dict.fromkeys(hop for leg in legs.values() for hop in pairwise(leg)):
        after[a].append(b)
        before[b].append(a)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for at in range(1, len(laid)) if forth else reversed(range(len(laid) - 1)):
            place = {
                key: n / max(1, len(laid[near])) for near in (at - 1 if forth else at + 1,) for n, key in enumerate(laid[near])
            }
            laid[at] = _by_neighbours(laid[at], before if forth else after, place)
    return laid, legs


def _by_neighbours(keys: Sequence[str], near: Mapping[str, Sequence[str]], place: Mapping[str, float]) -> list[str]:
    def mean(item: tuple[int, str]) -> tuple[float, int]:
        at, key = item
        known = [place[k] for k in near.get(key, ()) if k in place]
        return (sum(known) / len(known) if known else at / len(keys), at)

    return [key for _, key in sorted(enumerate(keys), key=mean)]


def _boxes(laid: Sequence[Sequence[str]], by_key: Mapping[str, Node], width: float) -> tuple[dict[str, _Box], float]:
    between = min(64.0, width * 0.09)
    wide = min(220.0, (width - 2 - between * (len(laid) - 1)) / len(laid))
    between = (width - 2 - wide * len(laid)) / (len(laid) - 1) if len(laid) > 1 else 0.0
    boxes: dict[str, _Box] = {}
    heights = []
    for at, keys in enumerate(laid):
        top = 2.0
        for key in keys:
            rows = _text(by_key[key], wide - 2 * PAD) if key in by_key else ()
            height = TEXT * len(rows) + PAD * 2 if rows else PASSAGE
            boxes[key] = _Box(key, 1 + at * (wide + between), top, wide, height, rows)
            top += height + (GAP if rows else 0.0)
        heights.append(top)
    tallest = max(heights)
    for keys, height in zip(laid, heights, strict=True):
        for key in keys:  # each column in the middle of the whole
            boxes[key] = replace(boxes[key], top=boxes[key].top + (tallest - height) / 2)
    return boxes, tallest + 4


def _text(node: Node, room: float) -> tuple[str, ...]:
    bold = 1.15 if node.place is Place.ORIGIN else 1.0
    return wrapped(node.text, room / bold, MOST_ROWS) or ("",)


def _curves(
    joined: Joined,
    legs: Mapping[tuple[str, str], Sequence[str]],
    boxes: Mapping[str, _Box],
    by_key: Mapping[str, Node],
    names: Mapping[str, int],
) -> Iterator[Markup]:
    """Each line leaves and enters at a place of its own, in the order of where it goes; what edges share is one line."""
    sharing: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for edge in sorted(joined):
        for hop in pairwise(legs[edge]):
            sharing[hop].append(edge)
    out: dict[str, list[tuple[float, str]]] = defaultdict(list)
    in_: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one, other in sharing:
        out[one].append((boxes[other].middle, other))
        in_[other].append((boxes[one].middle, one))
    for ends in (*out.values(), *in_.values()):
        ends.sort()
    most = max(joined.values(), default=1) or 1
    for (one, other), edges in sharing.items():
        x1, x2 = boxes[one].left + boxes[one].width, boxes[other].left
        y1, y2 = _port(boxes[one], out[one], other), _port(boxes[other], in_[other], one)
        bend = (x2 - x1) / 2
        knots = ((x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2))
        start, *to = (f"{number(x)} {number(y)}" for x, y in knots)
        d = f"M{start}C{' '.join(to)}" + ("" if boxes[other].rows else f"H{number(x2 + boxes[other].width)}")
        line_ = path(d, stroke_width=_thickness(sum(joined[edge] for edge in edges), most), stroke_opacity=0.26)
        joins = sorted({names[key] for edge in edges for key in edge})
        yield mark(line_, hover=_hover(edges, joined, by_key), class_="edge", data_joins=" ".join(map(str, joins)))


def _thickness(claims: int, most: int) -> float:
    """Of claims and of the most that one passes on to another; what is shared may be more, and is no thicker."""
    return 0.7 + (THICKEST - 0.7) * min(1.0, claims / most) ** 0.5 if most > 1 else 1.0


def _hover(edges: Sequence[tuple[str, str]], joined: Joined, by_key: Mapping[str, Node]) -> str:
    claims = sum(joined[edge] for edge in edges)
    to = by_key[edges[0][1]].text if len(edges) == 1 else f"{len(edges)} others"
    return f"{by_key[edges[0][0]].text} → {to}: {claims:,} {'claim' if claims == 1 else 'claims'}"


def _port(box: _Box, ends: Sequence[tuple[float, str]], to: str) -> float:
    if not box.rows:
        return box.middle
    at = next(n for n, (_, key) in enumerate(ends) if key == to)
    return box.top + box.height * (at + 1) / (len(ends) + 1)


def _box(node: Node, box: _Box, stop: bool, names: Mapping[str, int]) -> Markup:
    frame = element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=2,
        fill="none",
        pointer_events="all",
        stroke="currentColor",
        stroke_width=1.4 if node.place is Place.ORIGIN and node.identified else 0.9,
        stroke_dasharray=None if node.identified else "3 3",
    )
    rows = [
        words(
            box.left + PAD, box.top + PAD + TEXT * (n + 1) - 3.5, row, font_weight="600" if node.place is Place.ORIGIN else None
        )
        for n, row in enumerate(box.rows)
    ]
    class_ = f"node {node.place}" + ("" if node.identified else " untold") + (" copies" if node.copies else "")
    hover = node.hover or node.text
    return mark(frame, *rows, hover=hover, href=node.href, stop=stop, class_=class_, data_box=f"{names[node.key]}")


def _in_words(by_key: Mapping[str, Node], joined: Joined, most: int = 12) -> str:
    ranked = sorted(joined.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{by_key[a].text} to {by_key[b].text}, {n:,}" for (a, b), n in ranked[:most]]
    more = f"; and {len(ranked) - most} more" if len(ranked) > most else ""
    return f"Claims from whom to whom: {'; '.join(said)}{more}." if said else "Nobody passes anything on."
