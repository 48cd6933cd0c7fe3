"""The files that the pages load: scripts, styles, fonts, the base map. All from the package, packed once, kept by browsers.

Their address holds a hash over all of them, so a browser keeps them for good and an upgrade is seen at once.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from mimetypes import guess_type

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

FOLDERS = {"": "static", "vendored/": "vendored"}
"""Where the part of the address before the name leads, in `show/page`."""
PACKED_ALREADY = frozenset({".woff2", ".png"})
SERVED = frozenset({".css", ".js", ".json", ".woff2", ".svg", ".png", ".txt"})
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".json": "application/json"}
FOREVER = "public, max-age=31536000, immutable"

routes = APIRouter()


@lru_cache(maxsize=1)
def served() -> dict[str, bytes]:
    """Every file by its name in the address."""
    root = files("sayso.show") / "page"
    found = {f"{prefix}{name}": item.read_bytes() for prefix, folder in FOLDERS.items() for name, item in _walk(root / folder)}
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def version() -> str:
    whole = hashlib.sha256()
    for name, body in served().items():
        whole.update(f"{name}\0{len(body)}\0".encode())
        whole.update(body)
    return whole.hexdigest()[:12]


def address(name: str) -> str:
    """Where a page finds the file; KeyError where the package has none of that name."""
    if name not in served():
        raise KeyError(name)
    return f"/static/{version()}/{name}"


@lru_cache(maxsize=64)
def packed(name: str) -> bytes:
    return gzip.compress(served()[name], 9, mtime=0)


@routes.get("/static/{at}/{name:path}", include_in_schema=False)
def file(at: str, name: str, request: Request) -> Response:
    """404 for what is not there; an address of another version still finds the file, but is not to be kept."""
    if name not in served():
        raise HTTPException(404)
    ending = f".{name.rpartition('.')[2]}"
    headers = {"Cache-Control": FOREVER if at == version() else "no-cache", "Vary": "Accept-Encoding"}
    kind = TYPES.get(ending) or guess_type(name)[0] or "application/octet-stream"
    if ending in PACKED_ALREADY or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(served()[name], media_type=kind, headers=headers)
    return Response(packed(name), media_type=kind, headers={**headers, "Content-Encoding": "gzip"})


def _walk(folder: Traversable, before: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _walk(item, f"{before}{item.name}/")
        elif f".{item.name.rpartition('.')[2]}" in SERVED:
            found.append((f"{before}{item.name}", item))
    return found
