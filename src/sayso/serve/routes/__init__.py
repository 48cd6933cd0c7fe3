"""One file a view: what its addresses ask for, and which page answers."""

from sayso.serve.routes import figure, incident, origins, report, review, situation

ROUTES = (situation.routes, figure.routes, incident.routes, report.routes, origins.routes, review.routes)
