"""Which role may ask for which route: this table, and nothing else. A route that is not in it is refused to everybody.

A test holds it to the routes of the application, both ways; `tests/prove/test_r11_access.py` asks for each as each role.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.routing import Match, Mount, compile_path
from starlette.types import ASGIApp, Scope

from sayso.commands.people.roles import Role
from sayso.serve.api.problems import PREFIX

EXPORT = "/export/{name}"


@dataclass(frozen=True, slots=True)
class Rule:
    """`least`: the role that it takes; None = nobody has to log in. `limited`: also who sees some situations alone, who then
    gets it from a ledger that holds nothing else. `token`: a token may be sent in place of a session."""

    method: str
    path: str
    least: Role | None
    limited: bool = True
    token: bool = False


def _api(path: str) -> Rule:
    return Rule("GET", PREFIX + path, Role.READER, token=True)


OPEN = (
    Rule("GET", "/login", None),
    Rule("POST", "/login", None),
    Rule("GET", "/static/{at}/{name:path}", None),
    Rule("GET", f"{PREFIX}/health", None),
    Rule("GET", f"{PREFIX}/openapi.json", None),
    Rule("GET", f"{PREFIX}/docs", None),
)
FOR_READERS = (
    Rule("GET", "/", Role.READER),
    Rule("GET", "/situation-report", Role.READER),
    Rule("GET", "/figure/{id}", Role.READER),
    Rule("GET", "/incident/{id}", Role.READER),
    Rule("GET", "/reports", Role.READER),
    Rule("GET", "/report/{id}", Role.READER),
    Rule("GET", "/claim/{id}", Role.READER),
    Rule("GET", "/origins", Role.READER),
    Rule("GET", "/review/log", Role.READER),
    Rule("GET", "/search", Role.READER),
    Rule("GET", "/situations", Role.READER),
    Rule("GET", "/stories", Role.READER),
    Rule("GET", EXPORT, Role.READER, token=True),
    Rule("POST", "/logout", Role.READER),
    Rule("GET", "/account", Role.READER),
    Rule("POST", "/account/password", Role.READER),
    Rule("POST", "/account/sessions", Role.READER),
)
OF_THE_API = tuple(
    map(
        _api,
        (
            "/head",
            "/situations",
            "/situations/{name}",
            "/kinds",
            "/claims",
            "/claims/{id}",
            "/claims/{id}/evidence",
            "/reports",
            "/reports/{id}",
            "/reports/{id}/claims",
            "/figures",
            "/figures/{id}",
            "/disagreements",
            "/incidents",
            "/incidents/{id}",
            "/measures",
            "/stories",
            "/stories/{id}",
            "/origins",
            "/sources",
        ),
    )
)
FOR_REVIEWERS = (
    Rule("GET", "/review", Role.REVIEWER),
    Rule("POST", "/review", Role.REVIEWER),
    Rule("POST", "/review/undo", Role.REVIEWER),
)
FOR_EDITORS = (
    Rule("GET", "/add", Role.EDITOR, limited=False),
    Rule("POST", "/add", Role.EDITOR, limited=False),
    Rule("GET", "/add/{number}", Role.EDITOR, limited=False),
    Rule("POST", "/add/{number}/stop", Role.EDITOR, limited=False),
    Rule("POST", "/situations", Role.EDITOR, limited=False),
)
FOR_ADMINISTRATORS = tuple(
    Rule(method, path, Role.ADMINISTRATOR, limited=False)
    for method, path in (
        ("GET", "/users"),
        ("POST", "/users"),
        ("POST", "/users/access"),
        ("POST", "/users/password"),
        ("POST", "/users/remove"),
        ("POST", "/users/sessions"),
        ("POST", "/users/tokens"),
        ("POST", "/users/tokens/revoke"),
        ("GET", "/users/log"),
    )
)
RULES = (*OPEN, *FOR_READERS, *OF_THE_API, *FOR_REVIEWERS, *FOR_EDITORS, *FOR_ADMINISTRATORS)
_PATTERNS = tuple((rule, compile_path(rule.path)[0]) for rule in RULES)


def rule_of(method: str, path: str) -> Rule | None:
    """The first that fits, as the router looks through its routes; None where the table names none."""
    return next((rule for rule, pattern in _PATTERNS if rule.method == method and pattern.match(path)), None)


def leads_somewhere(app: ASGIApp, scope: Scope) -> bool:
    """Has the application a route for this method and path? Where it has none, its own answer says so and shows nothing."""
    for route in getattr(getattr(app, "router", None), "routes", ()):
        match, child = route.matches(scope)
        if match is not Match.FULL:
            continue
        if not isinstance(route, Mount):
            return True
        inner = getattr(route.app, "app", route.app)  # the API is behind its gate
        if leads_somewhere(inner, {**scope, **child}):
            return True
    return False
