"""The origin behind each claim, and the office-holders that a report names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sayso.ledger import canonical
from sayso.ledger.views import row_number
from sayso.reconcile.keep.schema import holders, origins
from sayso.reconcile.origins.holders import Holder, holders_of
from sayso.reconcile.origins.resolve import origins_of
from sayso.reconcile.telling import Origin
from sayso.types import Claim, Entry, Report
from sayso.vocabulary import SourceKind
