"""Charts: whatever they are given, they are sound; and what they show is what was told."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile.judgement import Word
from sayso.show.charts import (
    BandStep,
    Bar,
    Dot,
    Edge,
    Line,
    Node,
    Place,
    Point,
    chain_graph,
    chain_table,
    goes_on,
    shape,
    spark,
    step_chart,
    step_table,
    timeline,
    timeline_table,
)
from sayso.show.charts.days import days, short, stretch, ticks
from sayso.show.charts.drawing import apart, own, plain, width_of, wrapped
from sayso.show.charts.shapes import SHAPES
from tests.show.drawn import HOSTILE, SVG, box_of, day, href, marks, parsed, sound, text, texts

numbers = st.one_of(st.none(), st.integers(0, 300), st.integers(-5, 10**24))
how = st.sampled_from([None, "retracted", "refuted", "corrected", "superseded", HOSTILE])
points = st.builds(Point, day, numbers, numbers, text, text, text, href, day, how)
lines = st.lists(st.builds(Line, text, st.lists(points, max_size=6).map(tuple), st.booleans()), max_size=11)
bands = st.lists(st.builds(BandStep, st.dates().map(str), numbers, numbers), max_size=5)
widths = st.floats(0, 2000)
bars = st.lists(st.builds(Bar, text, day, day, day, text, st.booleans(), href, text), max_size=5)
dots = st.lists(st.builds(Dot, st.sampled_from(["unrest", "attack", "people", HOSTILE]), text, day, href, text), max_size=20)
keys = st.sampled_from("abcdefgh")
nodes = st.lists(
    st.builds(Node, keys, text, st.sampled_from(Place), st.booleans(), st.lists(text, max_size=3).map(tuple), href, text),
    max_size=12,
)
edges = st.lists(st.builds(Edge, keys, keys, st.integers(0, 500)), max_size=30)


# --- whatever they are given ----------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(lines, bands, widths, widths, day)
def test_a_step_chart_is_sound(of: list[Line], band: list[BandStep], width: float, height: float, until: str | None) -> None:
    root = sound(step_chart(of, band, id="c", title=HOSTILE, width=width, height=height, until=until))
    for a, b in combinations([box_of(one) for one in texts(root, "end")], 2):
        assert not a.meets(b)


@settings(max_examples=80, deadline=None)
@given(st.lists(points, max_size=8), bands, widths, widths, day)
def test_a_spark_is_sound(of: list[Point], band: list[BandStep], width: float, height: float, until: str | None) -> None:
    sound(spark(of, band, id="c", title=HOSTILE, width=width, height=height, until=until))


@settings(max_examples=100, deadline=None)
@given(bars, dots, widths, day, day)
def test_a_timeline_is_sound(of: list[Bar], happened: list[Dot], width: float, first: str | None, at: str | None) -> None:
    root = sound(timeline(of, happened, id="c", title=HOSTILE, width=width, first=first, at=at))
    for a, b in combinations([box_of(one) for one in (*texts(root, "bar-label"), *texts(root, "lane"))], 2):
        assert not a.meets(b)


@settings(max_examples=100, deadline=None)
@given(nodes, edges, widths)
def test_a_chain_is_sound_and_no_box_lies_over_another(of: list[Node], joined: list[Edge], width: float) -> None:
    chart = chain_graph(of, joined, id="c", title=HOSTILE, width=width)
    root = sound(chart)
    boxes = [
        (float(r.attrib["x"]), float(r.attrib["y"]), float(r.attrib["width"]), float(r.attrib["height"]))
        for r in root.iter(f"{SVG}rect")
    ]
    assert len(boxes) == len({n.key for n in of})
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    assert chart == chain_graph(of, joined, id="c", title=HOSTILE, width=width)


@given(st.lists(st.floats(0, 500), max_size=8), st.floats(0, 50))
def test_boxes_moved_apart_lie_apart(wanted: list[float], height: float) -> None:
    tops = apart(sorted(wanted), [height] * len(wanted), 0, 500)
    assert all(b - a >= height - 1e-6 for a, b in pairwise(tops))
    assert all(-1e-6 <= top <= 500 - height + 1e-6 for top in tops)


@given(text, st.floats(20, 300))
def test_wrapped_words_fit_and_are_all_there(words: str, room: float) -> None:
    rows = wrapped(words, room)
    assert all(width_of(row) <= room for row in rows)
    assert "".join("".join(rows).split()) == "".join(words.split())


@given(st.lists(day, min_size=1, max_size=12), st.floats(200, 1200))
def test_the_axis_of_days_goes_forward_and_its_words_lie_apart(told: list[str | None], width: float) -> None:
    known = [of for of in map(stretch, told) if of]
    if not known:
        return
    axis = days(known, 0, width)
    xs = [axis.x(of.start) for of in sorted(known, key=lambda of: of.start)]
    assert xs == sorted(xs) and all(0 <= x <= width for x in xs)
    spread = [(tick.x - width_of(tick.text) / 2, tick.x + width_of(tick.text) / 2) for tick in ticks(axis)]
    assert all(a[1] <= b[0] for a, b in pairwise(spread))


# --- named cases ----------------------------------------------------------------------------------------------------


def point(when: str | None, low: int | None, high: int | None = None, label: str = "", **more: str) -> Point:
    return Point(when, low, high, label or f"{low}", more.pop("word", "single"), **more)


def exact(when: str | None, number: int, **more: str) -> Point:
    return point(when, number, number, **more)


def drawn(*of: Line, **more: str) -> str:
    return str(step_chart(of, id="c", title="Killed", **more))  # type: ignore[arg-type]  # only strings come here


def line(*of: Point, name: str = "Ministry") -> Line:
    return Line(name, of)


def test_no_number_says_so() -> None:
    assert "no number" in "".join(parsed(drawn()).itertext())
    assert "no number with a day" in drawn(line(exact(None, 4)))


def test_a_single_point() -> None:
    root = sound(drawn(line(exact("2022-01-05", 7))))
    [mark] = marks(root)
    assert texts(mark) == [], "its number stands once, at the end of its line"
    [end] = texts(root, "end")
    assert "".join(end.itertext()) == "7 Ministry"


def test_three_hundred_points_of_many_origins() -> None:
    many = [line(*(exact(str(d)[:10], n) for n, d in enumerate(_january(30))), name=f"Origin {o}") for o in range(10)]
    root = sound(drawn(*many))
    assert len(texts(root, "end")) == 8
    assert "and 2 more in the table" in texts(root, "note")[0].text  # type: ignore[operator]


def _january(most: int) -> list[str]:
    return [f"2022-01-{n:02}" for n in range(1, most + 1)]


def test_what_was_taken_back_is_struck_through_and_its_step_ends_there() -> None:
    back = exact("2022-01-09", 164, ended_at="2022-01-12", ended_how="retracted", word="retracted")
    root = sound(drawn(line(back), until="2022-01-20"))
    [one] = marks(root, "retracted")
    crosses = [g for g in one.iter(f"{SVG}g") if len(g.findall(f"{SVG}line")) == 2]
    assert len(crosses) == 2  # at the number, and where it was taken back
    [struck] = [p for p in root.iter(f"{SVG}path") if p.get("class") == "struck"]
    assert struck.get("stroke-dasharray") and not [p for p in root.iter(f"{SVG}path") if p.get("class") == "whole"]
    [end] = texts(root, "end")
    assert "".join(end.itertext()) == "164 Ministry, taken back 12 Jan 2022"
    assert next(iter(end)).get("text-decoration") == "line-through"


def test_a_number_taken_back_ends_nothing() -> None:
    """26 officers, the page's own slip of the same day, had cut the step of the 18 short."""
    slip = exact("2022-01-07", 26, ended_at="2022-01-08", ended_how="corrected")
    root = parsed(drawn(line(exact("2022-01-07", 18), slip), until="2022-01-20"))
    [whole] = [p.attrib["d"] for p in root.iter(f"{SVG}path") if p.get("class") == "whole"]
    start, end = whole.removeprefix("M").split("H")
    assert float(end) - float(start.split()[0]) > 100
    assert "26 corrected 8 Jan 2022" in ["".join(one.itertext()) for one in texts(root, "end")]


def test_a_number_lasts_until_its_origins_next() -> None:
    root = parsed(drawn(line(exact("2022-01-05", 10), exact("2022-01-10", 20)), until="2022-01-15"))
    [whole] = [p.attrib["d"] for p in root.iter(f"{SVG}path") if p.get("class") == "whole"]
    assert whole.count("M") == 3 and whole.count("H") == 2 and whole.count("V") == 1


@pytest.mark.parametrize(("low", "high", "up"), [(18, None, True), (None, 32, False)])
def test_an_open_end_has_an_arrow(low: int | None, high: int | None, up: bool) -> None:
    root = sound(drawn(line(point("2022-01-05", low, high), exact("2022-01-08", 25))))
    first = marks(root, "mark")[0]
    y = float(next(c for c in first.iter(f"{SVG}circle") if c.get("pointer-events") is None).attrib["cy"])
    [arrow] = [p.attrib["d"] for p in first.iter(f"{SVG}path")]
    tip = float(arrow.split("V")[1].split("M")[0])
    assert (tip < y) is up


def test_a_range_is_a_thick_bar() -> None:
    root = sound(drawn(line(point("2022-01-05", 50, 90))))
    [bar] = [one for one in root.iter(f"{SVG}line") if one.get("class") == "range"]
    assert float(bar.attrib["y1"]) > float(bar.attrib["y2"])


def test_a_month_is_a_stretch_and_no_day() -> None:
    root = sound(drawn(line(exact("2022-03", 230), exact("2022-05-01", 240))))
    first = marks(root, "mark")[0]
    [along] = [one for one in first.iter(f"{SVG}line") if one.get("stroke-width") == "3"]
    assert float(along.attrib["x2"]) - float(along.attrib["x1"]) > 50
    assert short("2022-03") == "Mar 2022" and short("2022-03-14") == "14 Mar 2022" and short("2022") == "2022"


def test_vague_words_stand_on_their_strip_and_have_no_height() -> None:
    root = sound(drawn(line(point("2022-01-05", None, None, "dozens"), exact("2022-01-08", 25))))
    [word] = texts(root, "vague")
    assert word.text == "“dozens” Ministry"
    [only] = texts(sound(drawn(line(point("2022-01-05", None, None, "dozens")))), "vague")
    assert only.text == "“dozens” Ministry"


def test_long_empty_time_is_cut_out_and_the_cut_is_marked() -> None:
    told = [exact(d, n) for d, n in (("2022-01-09", 1), ("2022-01-10", 2), ("2022-03-14", 3), ("2022-08-31", 4))]
    cuts = texts(sound(drawn(line(*told))), "cut")
    assert [cut.text for cut in cuts] == ["2 mo", "6 mo"]


def test_even_time_is_not_cut() -> None:
    yearly = [exact(f"{year}-06-01", year) for year in range(2014, 2022)]
    assert not texts(sound(drawn(line(*yearly))), "cut")


def test_a_high_axis_says_where_it_begins() -> None:
    [note] = texts(parsed(drawn(line(exact("2022-01-05", 900), exact("2022-01-06", 1000)))), "note")
    assert note.text == "axis begins at 880"
    assert not texts(parsed(drawn(line(exact("2022-01-05", 400), exact("2022-01-06", 1000)))), "note")


def test_what_a_chart_says_of_its_axis_is_as_large_as_the_words_on_it() -> None:
    root = parsed(drawn(line(exact("2022-01-05", 900), exact("2022-01-06", 1000))))
    [note], tick = texts(root, "note"), texts(root, "tick")[0]
    assert note.get("font-size") == tick.get("font-size") is None


def test_the_column_of_names_is_as_wide_as_those_in_it_need() -> None:
    """A third of the chart was empty beside one short name, because of a long one that stands elsewhere."""
    short_ = line(exact("2022-01-03", 100), exact("2022-01-20", 120), name="Ministry")
    long = line(
        exact("2022-01-05", 20, ended_at="2022-01-05", ended_how="retracted"), name="The Long-Named Gazette of the North"
    )
    root = sound(str(step_chart([short_, long], id="c", title="Killed", width=1120, until="2022-01-20")))
    axis = max(float(one.attrib["x2"]) for one in root.iter(f"{SVG}line"))
    assert axis > 1120 - 120
    assert ["".join(one.itertext()) for one in texts(root, "end")] == [
        "20 The Long-Named Gazette of the North, taken back 5 Jan 2022",
        "120 Ministry",
    ]


def test_a_band_without_an_upper_end_is_hatched() -> None:
    chart = str(
        step_chart([line(exact("2022-01-05", 7))], [BandStep("2022-01-05", 5, None)], id="c", title="x", until="2022-01-08")
    )
    assert 'fill="url(#c-open)"' in chart and 'id="c-open"' in chart


def test_a_spark_fills_its_width_and_its_line_runs_from_the_first_day_to_the_last() -> None:
    """Its base line, and its last dot, ended short of the card."""
    told = [exact("2022-01-05", 10), exact("2022-01-08", 20)]
    root = sound(spark(told, id="s", title="t", width=280, height=40, until="2022-01-09"))
    [zero] = [one for one in root.iter(f"{SVG}line") if one.get("class") == "zero"]
    assert (zero.get("x1"), zero.get("x2")) == ("0", "280")
    [step] = [one.attrib["d"] for one in root.iter(f"{SVG}path") if one.get("class") == "line"]
    assert step.startswith("M4 ") and step.endswith("H276")


@pytest.mark.parametrize(
    ("told", "is_so"),
    [
        ([], False),
        ([exact("2022-01-05", 10)], False),
        ([exact("2022-01-05", 10), exact("2022-01-05", 12)], False),
        ([exact("2022-01-05", 10), exact(None, 12)], False),
        ([exact("2022-01-05", 10), point("2022-01-06", None, None, "dozens")], False),
        ([exact("2022-01-05", 10), exact("2022-01-06", 10)], True),
    ],
)
def test_only_numbers_of_two_days_are_drawn_through_time(told: list[Point], is_so: bool) -> None:
    assert goes_on(told) is is_so


def test_links_lead_nowhere_else() -> None:
    assert own("/claim/c1") and own("#v1")
    for elsewhere in ("//evil.invalid", "/\\evil.invalid", "javascript:alert(1)", "https://evil.invalid", "", "/a b", "/a\nb"):
        assert own(elsewhere) is None


def test_outside_words_stay_words() -> None:
    assert "\x00" not in plain(HOSTILE) and "\u202e" not in plain(HOSTILE)
    chart = drawn(line(exact("2022-01-05", 7, hover=HOSTILE), name=HOSTILE))
    assert "<script" not in chart and "alert(1)" in chart


def test_the_table_behind_the_steps() -> None:
    told = step_table(
        [line(exact("2022-01-09", 164, ended_at="2022-01-09", ended_how="retracted")), line(exact(None, 4), name="B")]
    )
    assert told.header == ("day", "number", "who says so", "standing", "until")
    assert told.rows == (
        ("no day", "4", "B", "single", ""),
        ("9 Jan 2022", "164", "Ministry", "single", "taken back 9 Jan 2022"),
    )


# --- timeline -------------------------------------------------------------------------------------------------------


def only_bar(**more: object) -> str:
    given_ = {"label": "curfew", "start": "2022-01-05", "end": None, "planned_end": None, "state": "open"}
    return str(timeline([Bar(**(given_ | more))], [], id="t", title="t", at="2022-01-10"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "class_"),
    [({}, "open"), ({"end": "2022-01-08"}, "closed"), ({"planned_end": "2022-01-19"}, "planned")],
)
def test_how_a_bar_ends(more: dict[str, object], class_: str) -> None:
    assert len(marks(sound(only_bar(**more)), class_)) == 1


def test_a_start_that_is_not_told_is_not_drawn_solid() -> None:
    known, by_then, untold = only_bar(), only_bar(start_stated=False), only_bar(start=None)
    assert "stroke-dasharray" not in known
    assert "stroke-dasharray" in by_then and "stroke-dasharray" in untold
    assert timeline_table([Bar("curfew", "2022-01-05", None, None, "open", False)], []).rows == (
        ("curfew", "by 5 Jan 2022", "not told", "open"),
    )


def test_no_letter_of_a_name_touches_its_bar() -> None:
    root = sound(only_bar(end="2022-01-08"))
    [name] = texts(root, "bar-label")
    bar = next(p for p in root.iter(f"{SVG}path") if p.get("stroke-width") == "7")
    top = float(bar.attrib["d"].split()[1].split("H")[0]) - 3.5
    assert top - float(name.attrib["y"]) >= 5


def test_what_was_cut_out_is_told_apart_from_the_days_beside_it() -> None:
    """ "29 d" ran into "1 Aug"."""
    days_ = ("2022-01-02", "2022-01-05", "2022-01-19", "2022-03-14", "2022-08-01", "2022-08-31")
    root = sound(str(timeline([], [Dot("attack", "a", at) for at in days_], id="t", title="t", width=358, at="2022-08-31")))
    cuts = texts(root, "cut")
    assert {one.text for one in cuts} == {"53 d", "5 mo", "29 d"}
    for cut, tick in product(cuts, texts(root, "tick")):
        assert not box_of(cut).meets(box_of(tick))
        assert cut.get("y") != tick.get("y") or abs(float(cut.attrib["x"]) - float(tick.attrib["x"])) > 24


def test_incidents_of_one_day_stand_on_each_other_and_more_are_counted() -> None:
    root = sound(str(timeline([], [Dot("attack", "a", "2022-01-05")] * 7, id="t", title="t")))
    heights = [g.find(f"{SVG}circle").attrib["cy"] for g in marks(root, "dot")]  # type: ignore[union-attr]
    assert len(heights) == len(set(heights)) == 5
    assert [one.text for one in texts(root, "more")] == ["+2"]
    assert [one.text for one in texts(root, "lane")] == ["attack · 7"]


# --- chain ----------------------------------------------------------------------------------------------------------


def test_a_chain_runs_from_left_to_right() -> None:
    of = [Node("c", "Herald", Place.OUTLET), Node("a", "Ministry", Place.ORIGIN), Node("b", "TASS", Place.CARRIER)]
    root = sound(str(chain_graph(of, [Edge("a", "b"), Edge("b", "c", 3), Edge("a", "c")], id="g", title="g")))
    left = {"".join(g.attrib["data-hover"]): float(g.find(f"{SVG}rect").attrib["x"]) for g in marks(root, "node")}  # type: ignore[union-attr]
    assert left["Ministry"] < left["TASS"] < left["Herald"]
    assert chain_table(of, [Edge("b", "c", 3)]).rows == (("TASS", "Herald", "3"),)


def test_what_passes_a_column_passes_it_as_one_line_and_says_which_boxes_it_joins() -> None:
    """The graph was a tangle: each edge went past the column in the middle by itself."""
    of = [Node("a", "Ministry", Place.ORIGIN), Node("b", "TASS", Place.CARRIER)]
    of += [Node(f"o{n}", f"Outlet {n}", Place.OUTLET) for n in range(6)]
    root = sound(str(chain_graph(of, [Edge("a", "b"), *(Edge("a", f"o{n}", n + 1) for n in range(6))], id="g", title="g")))
    told = {g.attrib["data-hover"]: g for g in marks(root, "edge")}
    assert len(told) == 1 + 1 + 6
    assert told["Ministry → 6 others: 21 claims"].get("data-joins") == "0 2 3 4 5 6 7"
    assert told["Ministry → Outlet 5: 6 claims"].get("data-joins") == "0 7"
    assert {g.attrib["data-hover"]: g.get("data-box") for g in marks(root, "node")}["Outlet 5"] == "7"


def test_a_name_that_is_too_long_for_its_box_is_broken_at_its_dot() -> None:
    assert wrapped("plaincount.invalid", 80) == ("plaincount.", "invalid")


def test_who_is_not_identified_is_dashed_and_copies_are_one_box() -> None:
    of = [Node("a", "officials", Place.ORIGIN, identified=False), Node("c", "x", Place.OUTLET, copies=("A", "B", "C"))]
    chart = str(chain_graph(of, [Edge("a", "c")], id="g", title="g"))
    assert chart.count('stroke-dasharray="3 3"') == 1 and "3 copies: A, B, C" in chart


def test_beyond_forty_the_rest_is_counted() -> None:
    of = [Node(str(n), f"outlet {n}", Place.OUTLET) for n in range(60)] + [Node("o", "Ministry", Place.ORIGIN)]
    root = sound(str(chain_graph(of, [Edge("o", str(n), n) for n in range(60)], id="g", title="g")))
    assert len(marks(root, "node")) == 40
    assert any(one.text == "and 22 more" for one in texts(root))


# --- shapes ---------------------------------------------------------------------------------------------------------


def test_each_standing_word_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == {str(word) for word in Word}
    drawn_ = [str(shape(word)).split(">", 1)[1] for word in Word]
    assert len(set(drawn_)) == len(drawn_)
    assert 'aria-hidden="true"' in shape("single") and 'class="shape single"' in shape("single")
    assert "<script" not in shape(HOSTILE)
