"""One file a view: which addresses it has, and which lines answer."""

from sayso.serve.api.routes import claims, described, figures, happened, kept, reports, stories, tellers

ROUTES = (
    figures.routes,
    happened.routes,
    claims.routes,
    reports.routes,
    stories.routes,
    tellers.routes,
    kept.routes,
    described.routes,
)
