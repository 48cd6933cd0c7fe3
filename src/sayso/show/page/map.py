"""The map as a figure of a page: `map.html` filled."""

from __future__ import annotations

from markupsafe import Markup

from sayso.show.page.places import Places
from sayso.show.page.rendering import templates

SCRIPTS = ("vendored/leaflet.js", "map.js")
STYLES = ("vendored/leaflet.css", "map.css")
"""Files that a page with a map loads, in this order."""
BASE = "vendored/countries.json"


def map_figure(places: Places, base: str) -> Markup:
    """`base`: the address of the file `BASE`. Without script its table is all there is, and says the same."""
    return Markup(templates().get_template("map.html").module.map(places, base))  # type: ignore[attr-defined]
