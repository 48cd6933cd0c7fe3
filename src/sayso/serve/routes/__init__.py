"""One file a view: what its addresses ask for, and which page answers."""

from sayso.serve.routes import (
    add,
    export,
    figure,
    incident,
    origins,
    report,
    review,
    search,
    situation,
    situation_report,
    situations,
    stories,
)

ROUTES = (
    situation.routes,
    situation_report.routes,
    figure.routes,
    incident.routes,
    report.routes,
    origins.routes,
    review.routes,
    add.routes,
    search.routes,
    situations.routes,
    stories.routes,
    export.routes,
)
