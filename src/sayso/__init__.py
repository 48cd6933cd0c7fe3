"""Sayso: on whose say-so? A ledger of claims read from the news of a crisis.

For Python programs (docs/python.md): `sayso.read(text)` and `sayso.Ledger(path)`. `__init__.pyi` has their types. Both are
loaded with their first use, so that `import sayso` takes no time.
"""

__version__ = "0.1.0"
__all__ = ["Ledger", "__version__", "read"]


def __getattr__(name: str) -> object:
    from importlib import import_module  # by name: what the folders import of this file must not lead back to the library

    if name == "read":
        return import_module("sayso.read")
    if name == "Ledger":
        return import_module("sayso.library").Ledger
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
