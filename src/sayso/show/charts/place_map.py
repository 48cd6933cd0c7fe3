"""A map of the places that claims tell of, readable without script and on paper.

    place_map(pins, tinted, world(), id="map", title="Where it is told to have happened")

How exactly a place is told shows in its shape: a site is a dot, a town a ring with a dot, a region a dashed ring without one
(somewhere in it), a whole country its tinted outline and no point at all. Areas grow with the number of claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from markupsafe import Markup

from sayso.show.charts.clipping import Frame, area_path, line_path, lines_within, ring_within
from sayso.show.charts.drawing import MOST_STOPS, SMALL, element, group, mark, number, path, svg, width_of, words
from sayso.show.charts.world import Outline, Point, Projection, World, middle_of, projection, turned, turns

LEAST_WIDTH = 240.0
SHAPE = 0.62
"""Height of the frame by its width, where what is shown is not flatter."""
FLATTEST = 0.42
PADDING = 34.0
NARROWEST = 3.0
"""Degrees of latitude that are shown at least: the base map is no finer."""
NAMED = 14
"""Places whose names are written, where there is room."""
MOST_FARTHER = 4.0
"""A country is shown whole where it is at most so many times as wide as its points lie apart."""
EARTH = 6371.0
"""Kilometres; the mean radius."""
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with a point. `shape`: site, town or region."""

    name: str
    longitude: float
    latitude: float
    shape: str
    claims: int
    country: str | None = None
    href: str | None = None
    hover: str = ""


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to pixels. `scale`: pixels a radian."""

    projection: Projection
    scale: float
    x0: float
    y0: float
    frame: Frame

    def at(self, longitude: float, latitude: float) -> Point:
        near = longitude + 360 * round((self.projection.middle - longitude) / 360)
        return self.placed(self.projection.at(near, latitude))

    def placed(self, at: Point) -> Point:
        return at[0] * self.scale + self.x0, at[1] * self.scale + self.y0

    def drawn(self, outline: Outline) -> Iterator[list[Point]]:
        for turn in turns(outline, self.projection.middle):
            yield [self.placed(at) for at in self.projection.line(turned(outline.line, turn))]


def place_map(pins: Sequence[Pin], tinted: Collection[str], world: World, *, id: str, title: str, width: float = 720) -> Markup:
    """`tinted`: codes of the countries that claims tell of as a whole."""
    width = max(width, LEAST_WIDTH)
    view = _view(pins, tinted, world, width)
    frame = view.frame
    parts = [
        element("rect", width=frame.right, height=frame.bottom, fill="none", class_="sea"),
        *_countries(view, tinted, world),
        *_pins(pins, view),
        _scale_bar(view),
    ]
    return svg(id, width, frame.bottom, *parts, title=title, desc=_in_words(pins, tinted), class_="places")


def _countries(view: _View, tinted: Collection[str], world: World) -> Iterator[Markup]:
    plain = [ring for code, rings in world.countries if code not in tinted for ring in rings]
    told = [ring for code, rings in world.countries if code in tinted for ring in rings]
    yield _area(view, plain, class_="land", fill="currentColor", fill_opacity=0.07)
    yield _area(view, told, class_="land", fill="currentColor", fill_opacity=0.07)
    yield _area(view, told, class_="tint", fill="currentColor", fill_opacity=0.1)
    yield _lines(view, world.borders, class_="border", stroke_width=1.1, stroke_opacity=0.35)
    yield _lines(view, told, class_="outline", stroke_width=1.1, stroke_opacity=0.6)


def _area(view: _View, rings: Sequence[Outline], **looks: str | float) -> Markup:
    d = area_path(ring_within(drawn, view.frame) for one in rings for drawn in view.drawn(one))
    return path(d, **({"stroke": "none", "fill_rule": "evenodd"} | looks)) if d else Markup("")


def _lines(view: _View, outlines: Sequence[Outline], **looks: str | float) -> Markup:
    d = line_path(run for one in outlines for drawn in view.drawn(one) for run in lines_within(drawn, view.frame))
    return path(d, stroke_linejoin="round", **looks) if d else Markup("")


# --- what is shown --------------------------------------------------------------------------------------------------


def _view(pins: Sequence[Pin], tinted: Collection[str], world: World, width: float) -> _View:
    """To the points; if they lie close together, so near that their country is still seen."""
    homes = _homes(pins, tinted, world)
    ends = [pin.longitude for pin in pins] or [(h.box[0] + h.box[2]) / 2 for h in homes]
    middle = middle_of(ends) if ends else 10.0
    boxes = [_near(home.box, middle) for home in homes]
    points = [(p.longitude + 360 * round((middle - p.longitude) / 360), p.latitude) for p in pins]
    west, south, east, north = _shown(points, boxes)
    middle = (west + east) / 2
    chosen = projection(middle, south, north, east - west)
    corners = [chosen.at(x, y) for x, y in _around(west, south, east, north, middle)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    wide, high = right - left, bottom - top
    height = round(width * min(SHAPE, max(FLATTEST, high / wide)))
    padding = min(PADDING, width / 12)
    scale = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
    x0, y0 = width / 2 - (left + right) / 2 * scale, height / 2 - (top + bottom) / 2 * scale
    return _View(chosen, scale, x0, y0, Frame(0, 0, width, height))


Box = tuple[float, float, float, float]


def _shown(points: Sequence[Point], homes: Sequence[Box]) -> Box:
    if not points and not homes:
        return (-170.0, -56.0, 170.0, 78.0)
    own = _joined([(x, y, x, y) for x, y in points]) if points else None
    home = _joined(homes) if homes else None
    if own is None or home is None:
        return _widened(own or home or (0, 0, 0, 0))
    spread = max(own[2] - own[0], own[3] - own[1])
    whole = max(home[2] - home[0], home[3] - home[1])
    is_near = len(points) < 3 or whole <= MOST_FARTHER * max(spread, NARROWEST)
    return _widened(_joined([own, home]) if is_near and whole < 90 else own)


def _homes(pins: Sequence[Pin], tinted: Collection[str], world: World) -> list[Outline]:
    """Of the countries that are told of the largest part, so that an island far away does not make all small."""
    codes = set(tinted) or {pin.country for pin in pins if pin.country}
    return [max(rings, key=lambda ring: ring.extent) for code, rings in world.countries if code in codes]


def _near(box: Box, middle: float) -> Box:
    turn = 360 * round((middle - (box[0] + box[2]) / 2) / 360)
    return (box[0] + turn, box[1], box[2] + turn, box[3])


def _joined(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _widened(box: Box) -> Box:
    """So that it is no point, and ends before the poles."""
    west, south, east, north = box
    more = max(0.0, NARROWEST - (north - south)) / 2
    aside = max(0.0, NARROWEST / max(0.2, cos(radians((south + north) / 2))) - (east - west)) / 2
    return (west - aside, max(south - more, -85.0), east + aside, min(north + more, 88.0))


def _around(west: float, south: float, east: float, north: float, middle: float) -> Iterator[Point]:
    """The corners, and where a bent edge reaches farthest."""
    for latitude in (south, north):
        for longitude in (west, middle, east):
            yield longitude, latitude


# --- marks ----------------------------------------------------------------------------------------------------------


def _pins(pins: Sequence[Pin], view: _View) -> Iterator[Markup]:
    """The large ones first, so that the small ones lie on top; names last, so that none lies under a ring."""
    most = max((pin.claims for pin in pins), default=1)
    crowd = max(0.6, min(1.0, 1.1 - len(pins) / 100))
    ranked = sorted(pins, key=lambda pin: (-pin.claims, pin.name))
    placed = [(pin, view.at(pin.longitude, pin.latitude), _radius(pin, most, crowd)) for pin in ranked]
    seen = [one for one in placed if view.frame.holds(*one[1])]
    stop = len(seen) <= MOST_STOPS
    for pin, (x, y), radius in seen:
        yield mark(*_form(pin.shape, x, y, radius), hover=pin.hover or pin.name, href=pin.href, stop=stop, class_="mark pin")
    yield group(*_names(seen, view.frame), class_="names")


def _radius(pin: Pin, most: int, crowd: float) -> float:
    least, largest = {"region": (12.0, 26.0), "town": (6.0, 21.0)}.get(pin.shape, (3.2, 6.0))
    return least + (max(least, largest * crowd) - least) * sqrt(pin.claims / most)


def _form(shape: str, x: float, y: float, radius: float) -> Iterator[Markup]:
    if shape == "region":
        yield _ring(x, y, radius, fill_opacity=0.05, stroke_dasharray="4 4")
    elif shape == "town":
        yield _ring(x, y, radius, fill_opacity=0.13)
        yield element("circle", cx=x, cy=y, r=2.2, fill="currentColor")
    else:
        yield element("circle", cx=x, cy=y, r=radius, fill="currentColor")


def _ring(x: float, y: float, radius: float, **looks: str | float) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, fill="currentColor", stroke="currentColor", stroke_width=1.4, **looks)


def _names(placed: Sequence[tuple[Pin, Point, float]], frame: Frame) -> Iterator[Markup]:
    """A name that would cover another, or a point, is tried on four sides, and else not written."""
    taken = [(x - 3, y - 4, x + 3, y + 4) for _, (x, y), _ in placed]
    for pin, (x, y), radius in placed[:NAMED]:
        room = width_of(pin.name)
        for left, base, anchor in _sides(x, y, radius, room):
            box = (left, base - SMALL * 0.8, left + room, base + SMALL * 0.25)
            inside = (
                frame.left + 2 <= box[0]
                and box[2] <= frame.right - 2
                and frame.top + 2 <= box[1]
                and box[3] <= frame.bottom - 2
            )
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                at = {"start": left, "middle": left + room / 2, "end": left + room}[anchor]
                yield words(at, base, pin.name, text_anchor=anchor, class_="label name")
                break


def _sides(x: float, y: float, radius: float, room: float) -> Iterator[tuple[float, float, str]]:
    yield x + radius + 4, y + 4, "start"
    yield x - radius - 4 - room, y + 4, "end"
    yield x - room / 2, y - radius - 5, "middle"
    yield x - room / 2, y + radius + 13, "middle"


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] + 2 and a[2] > b[0] - 2 and a[1] < b[3] + 1 and a[3] > b[1] - 1


def _scale_bar(view: _View) -> Markup:
    """Along a meridian, where the projection is true everywhere."""
    kilometre = view.scale / EARTH
    length = max((n for n in SCALES if n * kilometre <= view.frame.right / 5), default=SCALES[0])
    x, y = view.frame.left + 12, view.frame.bottom - 12
    ends = path(f"M{number(x)} {number(y - 4)}v4h{number(length * kilometre)}v-4", stroke_width=1, stroke_opacity=0.7)
    label = words(x + length * kilometre + 6, y + 1, f"{length:,} km", font_size=11, class_="label scale")
    return group(ends, label, class_="scale")


def _in_words(pins: Sequence[Pin], tinted: Collection[str]) -> str:
    told = sorted(pins, key=lambda pin: (-pin.claims, pin.name))[:NAMED]
    said = [f"{pin.name}: {pin.claims} claim{'' if pin.claims == 1 else 's'}." for pin in told]
    more = [f"And {len(pins) - len(told)} more in the table."] if len(pins) > len(told) else []
    whole = [f"Told of whole countries: {', '.join(sorted(tinted))}."] if tinted else []
    return " ".join([*said, *more, *whole]) or "no place"
