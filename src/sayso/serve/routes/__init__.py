"""One file a view: what its addresses ask for, and which page answers."""

from sayso.serve.routes import add, figure, incident, report, search, situation, situations

ROUTES = (
    situation.routes,
    figure.routes,
    incident.routes,
    report.routes,
    add.routes,
    search.routes,
    situations.routes,
)
