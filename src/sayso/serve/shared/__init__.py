"""A server that a team shares (`sayso serve --auth`): every request passes here, before any route.

proxied (who really asks) → guard → access: whose session or token it is, `rules` (route → least role), and for who is limited
to situations a ledger of these alone (`limited`, `part`) → the routes, which know nothing of all this but the desk they get
"""
