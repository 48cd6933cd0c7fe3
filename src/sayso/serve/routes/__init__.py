"""One file a view: what its addresses ask for, and which page answers."""

from sayso.serve.routes import (
    account,
    add,
    export,
    figure,
    incident,
    login,
    origins,
    report,
    review,
    search,
    situation,
    situation_report,
    situations,
    stories,
    users,
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
OF_USERS = (login.routes, account.routes, users.routes)
"""Of a server that asks who comes."""
WITH_PASSWORDS = (login.LOGIN, account.PASSWORD, users.USERS, users.PASSWORD)
"""Where passwords are sent: little more than that is taken."""
