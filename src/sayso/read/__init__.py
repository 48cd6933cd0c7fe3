"""From a capture to reports. The folder itself can be called, for Python programs: `sayso.read(text)`.

A function and a folder of one name would each hide the other, whichever was imported last. So there is one thing of that name,
which is both (docs/decisions/0022).
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Read(ModuleType):
    def __call__(self, text: str, **told: Any) -> Any:
        """The claims of a text: docs/python.md."""
        return import_module("sayso.library").read(text, **told)  # by name, and late: this folder knows nothing of those above


sys.modules[__name__].__class__ = _Read
