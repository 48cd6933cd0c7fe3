"""Claims whose place has a point within a distance of another: great circles on a sphere, by functions that every store has.

A box of degrees finds the rows by the index over (latitude, longitude); of these, the haversine formula decides (R. W. Sinnott,
Virtues of the haversine, Sky and Telescope 68, 1984). The box goes around the date line as two, and around a pole as a cap.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, or_

from sayso.errors import SaysoError
from sayso.ledger import schema

EARTH_KM = 6371.0088
"""Mean radius (IUGG); a distance on the sphere is within 0.6 % of that on the ellipsoid."""
WITHIN_KM = 25.0
"""Where nothing else is said: a city with its surroundings."""
FARTHEST_KM = math.pi * EARTH_KM
RIM = 1e-9
"""Degrees by which the box is wider, for the rounding of its sides; a tenth of a millimetre."""

CLAIMS = schema.claims.c


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees, and kilometres around it."""

    latitude: float
    longitude: float
    within_km: float = WITHIN_KM


def near(point: str | None, within: str | None) -> Near | None:
    """As typed: `point` is latitude and longitude in degrees, with a comma between, `within` a number of kilometres. SaysoError
    E033 for what is none."""
    if point is None:
        if within is not None:
            raise _wrong("--within says how near: it goes with --near LAT,LON")
        return None
    latitude, longitude = _numbers(point) if point.count(",") == 1 else (math.nan, math.nan)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _wrong(f"“{point}” is no point: give latitude and longitude in degrees, such as 43.25,76.95")
    (distance,) = (WITHIN_KM,) if within is None else _numbers(within) if "," not in within else (math.nan,)
    if not (distance > 0 and math.isfinite(distance)):
        raise _wrong(f"“{within}” is no distance: give kilometres, more than 0")
    return Near(latitude, longitude, distance)


def _numbers(text: str) -> list[float]:
    """Not a number where one is none."""
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return [math.nan] * (text.count(",") + 1)


def _wrong(detail: str) -> SaysoError:
    return SaysoError("E033", detail=detail, command="sayso claims")


def conditions(of: Near) -> Iterator[ColumnElement[bool]]:
    """That a row of `claims` has a point that near."""
    angle = of.within_km / EARTH_KM
    yield CLAIMS.latitude.is_not(None)
    yield CLAIMS.longitude.is_not(None)
    if angle >= math.pi:
        return  # the whole Earth
    yield from _box(of, angle)
    up, along = _haversine(CLAIMS.latitude - of.latitude), _haversine(CLAIMS.longitude - of.longitude)
    across = literal(math.cos(math.radians(of.latitude))) * _cosine(CLAIMS.latitude)
    yield up + across * along <= math.sin(angle / 2) ** 2


def _haversine(degrees: ColumnElement[float]) -> ColumnElement[float]:
    """From the cosine, which is true to some decimetres. A sine squared is truer, but of next to nothing PostgreSQL says that
    it is out of range."""
    return (literal(1.0) - _cosine(degrees)) / literal(2.0)


def _cosine(degrees: ColumnElement[float]) -> ColumnElement[float]:
    """Once around more, so that no angle is next to nothing."""
    return func.cos((degrees + literal(360.0)) * literal(math.radians(1)))


def _box(of: Near, angle: float) -> Iterator[ColumnElement[bool]]:
    lowest, highest = of.latitude - math.degrees(angle) - RIM, of.latitude + math.degrees(angle) + RIM
    yield CLAIMS.latitude.between(max(lowest, -90.0), min(highest, 90.0))
    if lowest <= -90 or highest >= 90:
        return  # a pole is within: every longitude may be
    wide = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(of.latitude))))) + RIM
    west, east = of.longitude - wide, of.longitude + wide
    if west < -180:
        yield or_(CLAIMS.longitude <= east, CLAIMS.longitude >= west + 360)
    elif east > 180:
        yield or_(CLAIMS.longitude >= west, CLAIMS.longitude <= east - 360)
    else:
        yield CLAIMS.longitude.between(west, east)
