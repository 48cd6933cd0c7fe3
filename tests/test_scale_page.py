"""docs/scale.md reckons with the unit costs that it tells."""

from __future__ import annotations

from bench.scale import PAGE, table, units


def test_the_table_is_made_of_the_unit_costs() -> None:
    page = PAGE.read_text(encoding="utf8")
    assert table(units(page)) in page


def test_a_page_of_twice_the_cost_takes_twice_the_hours() -> None:
    page = PAGE.read_text(encoding="utf8")
    dearer = {name: 2 * value for name, value in units(page).items()}
    assert table(dearer) != table(units(page))
    assert units("| a step | 1,250 µs of CPU | linear |\n| size | 2,000 bytes | linear |") == {
        "a step": 0.00125,
        "size": 2000.0,
    }
