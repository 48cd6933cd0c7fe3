"""Alerts on a changed figure, not on a keyword: what a rule watches, and what changed in it between two moments of the ledger.

two looks → `paired.py` (each figure then and now) → `news.py` (what of it is news to a rule) → `comparing.py` (alerts)
"""

from sayso.reconcile.alerts.alert import Alert, State
from sayso.reconcile.alerts.comparing import Found, alerts
from sayso.reconcile.alerts.rule import On, Rule, Threshold

__all__ = ["Alert", "Found", "On", "Rule", "State", "Threshold", "alerts"]
