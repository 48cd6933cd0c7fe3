"""The description of the API (OpenAPI 3.1): what FastAPI makes of the routes, with the errors, headers and tokens around it.

https://spec.openapis.org/oas/v3.1.1
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from sayso import __version__
from sayso.serve.api.gate import OPEN
from sayso.serve.api.problems import MEDIA, PREFIX
from sayso.serve.api.shapes.parts import Problem
from sayso.serve.api.shapes.words import MEANING

TOKEN = "token"
ABOUT = """What a Sayso ledger holds: claims, the figures and incidents that they amount to, who told them, where they disagree.

For reading only. Every answer has an `ETag`: send it back as `If-None-Match`, and an answer that is still the same costs
nothing. Lists come in pages: follow `next` (or the header `Link`) until it is null. `as_of` asks what was known by a day,
`recorded_by` what this ledger held by then. What is wrong is told as `application/problem+json` with Sayso's code. Without any
token the API is open to the machine that it runs on; as soon as one was made (`sayso token new NAME`), it asks for
`Authorization: Bearer TOKEN`."""
SAID = {
    304: "The answer of this `ETag` is still the same.",
    401: "No token was sent, or one that does not hold.",
    404: "Nothing has this id, situation or story, or nobody had told it by then; or there is no such page.",
    409: "Several things may be meant: give a whole id.",
    422: "The question does not fit: a parameter is none of this route, or no value for it.",
    429: "Too many wrong tokens.",
    500: "What nobody foresaw.",
    503: "It is being worked out and soon there, or the ledger cannot be read now.",
}
AROUND = {
    "Listed_": "One page of a list.",
    "ListedOfPart_": "One page of a list that is made across stories.",
    "One_": "One thing.",
}
"""What the shapes around a thing are, by how their names begin."""
TAG = {"description": "Of exactly these bytes.", "schema": {"type": "string"}}
NEXT = {"description": 'The next page: `<…>; rel="next"` (RFC 8288); not on the last.', "schema": {"type": "string"}}
AGAIN = {"description": "Seconds after which to ask again.", "schema": {"type": "integer"}}


def told(shape: Any, part: str, *errors: int) -> dict[str, Any]:
    """What a route answers, for its decorator. `part`: under which heading it stands; `errors`: besides what any may say."""
    ok = {"model": shape, "description": "The answer.", "headers": {"ETag": TAG, **({"Link": NEXT} if _is_list(shape) else {})}}
    wrong = {status: _problem(status) for status in sorted({401, 422, 429, 500, 503, *errors})}
    return {
        "response_model": None,
        "tags": [part],
        "responses": {200: ok, 304: {"description": SAID[304], "headers": {"ETag": TAG}}, **wrong},
    }


@lru_cache(maxsize=4)
def description(app: FastAPI, needs_token: bool) -> bytes:
    """As it is served; `needs_token`: does the API ask for one now? The first time takes a second."""
    made = get_openapi(
        title="Sayso",
        version=__version__,
        summary="On whose say-so? A ledger of claims from news of a crisis.",
        description=ABOUT,
        routes=app.routes,
        servers=[{"url": PREFIX}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        separate_input_output_schemas=False,
    )
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = Problem.model_json_schema()
    for of, schema in schemas.items():
        around = next((said for begins, said in AROUND.items() if of.startswith(begins)), None)
        if around:
            schema["description"] = around
        for name, one in schema.get("properties", {}).items():
            if "description" not in one and name in MEANING:
                one["description"] = MEANING[name]
    for name, example in examples().items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    components["securitySchemes"] = {TOKEN: {"type": "http", "scheme": "bearer", "description": "`sayso token new NAME`"}}
    made["security"] = [{TOKEN: []}] if needs_token else [{TOKEN: []}, {}]
    for path in OPEN & made["paths"].keys():
        made["paths"][path]["get"]["security"] = []
    for operation in _operations(made):
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _without_null(parameter["schema"])
    return json.dumps(made, ensure_ascii=False).encode()


def examples() -> dict[str, Any]:
    """By the name of the shape: what the demo answers, lists cut short."""
    text = resources.files("sayso.serve.api").joinpath("examples.json").read_text(encoding="utf8")
    found: dict[str, Any] = json.loads(text)
    return found


def _is_list(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel) and "next" in shape.model_fields


def _problem(status: int) -> dict[str, Any]:
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    headers = {"Retry-After": AGAIN} if status in (429, 503) else {}
    return {"description": SAID[status], "content": content, **({"headers": headers} if headers else {})}


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in made["paths"].values():
        yield from path.values()


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An address has no null: what is not asked for is left out."""
    kept = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(kept) != 1:
        return schema
    return {**{name: value for name, value in schema.items() if name not in ("anyOf", "default")}, **kept[0]}
