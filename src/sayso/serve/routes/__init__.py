"""One file a view: what its addresses ask for, and which page answers."""

from sayso.serve.routes import figure, incident, report, situation

ROUTES = (situation.routes, figure.routes, incident.routes, report.routes)
