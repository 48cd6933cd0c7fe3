"""Charts as SVG, made here for the page, later for the report that is sent too: pure functions, readable without script.

step_chart    a figure through time          step.py, with its table in told.py
spark         the same in the size of a word spark.py
timeline      measures and incidents         timeline.py
chain_graph   who says what, quoted by whom  graph.py
shape         a standing word as a shape     shapes.py
"""

from sayso.show.charts.drawing import Table
from sayso.show.charts.graph import Edge, Node, Place, chain_graph, chain_table
from sayso.show.charts.shapes import shape
from sayso.show.charts.spark import goes_on, spark
from sayso.show.charts.step import step_chart
from sayso.show.charts.timeline import Bar, Dot, timeline, timeline_table
from sayso.show.charts.told import Band, BandStep, Line, Point
from sayso.show.charts.told import table as step_table

__all__ = [
    "Band",
    "BandStep",
    "Bar",
    "Dot",
    "Edge",
    "Line",
    "Node",
    "Place",
    "Point",
    "Table",
    "chain_graph",
    "chain_table",
    "goes_on",
    "shape",
    "spark",
    "step_chart",
    "step_table",
    "timeline",
    "timeline_table",
]
