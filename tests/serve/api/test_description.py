"""The description of the API: valid, complete, and true where it gives examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR
from starlette.testclient import TestClient

from sayso.serve.api.described import examples
from sayso.serve.api.shapes import figure, kept, known, told
from sayso.serve.api.shapes.words import MEANING
from tests.serve.api.conftest import API, Json, got

SHAPES = {name: shape for part in (figure, kept, known, told) for name, shape in vars(part).items()}
EVERYWHERE = {"401", "422", "429", "500", "503"}


@pytest.fixture(scope="module")
def described(demo_client: TestClient) -> Json:
    return got(demo_client, "/openapi.json")


def operations(of: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in of["paths"].items():
        assert list(methods) == ["get"]
        yield path, methods["get"]


def test_it_is_a_valid_document_of_openapi_3_1(described: Json) -> None:
    assert described["openapi"].startswith("3.1")
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(described)] == []


def test_every_reference_leads_somewhere(described: Json) -> None:
    names = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(_refs(described)) <= names


def _refs(of: Any) -> Iterator[str]:
    if isinstance(of, dict):
        yield from ([of["$ref"]] if "$ref" in of else [])
        for one in of.values():
            yield from _refs(one)
    elif isinstance(of, list):
        for one in of:
            yield from _refs(one)


def test_every_route_says_what_it_does_and_all_that_it_may_answer(described: Json) -> None:
    for path, one in operations(described):
        assert one["summary"] and one["description"] and one["tags"], path
        assert {"200", "304"} | EVERYWHERE <= set(one["responses"]), path
        if "{" in path or "cursor" in {p["name"] for p in one.get("parameters", ())}:
            assert "404" in one["responses"], path
        for status, said in one["responses"].items():
            assert said["description"], (path, status)
            if status not in ("200", "304"):
                assert list(said["content"]) == ["application/problem+json"], (path, status)


def test_every_route_but_health_takes_both_moments(described: Json) -> None:
    for path, one in operations(described):
        names = {p["name"] for p in one.get("parameters", ())}
        assert ({"as_of", "recorded_by"} <= names) is (path != "/health"), path


def test_every_parameter_says_what_it_means_and_is_never_null(described: Json) -> None:
    for path, one in operations(described):
        for asked in one.get("parameters", ()):
            assert asked.get("description"), (path, asked["name"])
            assert "null" not in str(asked["schema"]), (path, asked["name"])


def test_every_shape_is_closed_and_says_what_it_is(described: Json) -> None:
    for name, schema in described["components"]["schemas"].items():
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, name
            assert schema.get("description"), name


def test_every_field_says_what_it_means(described: Json) -> None:
    schemas = described["components"]["schemas"]
    silent = [
        (name, field)
        for name in schemas
        for field, of in schemas[name].get("properties", {}).items()
        if not of.get("description")
    ]
    assert silent == []
    fields = {field for schema in schemas.values() for field in schema.get("properties", {})}
    assert MEANING.keys() <= fields


def test_every_thing_of_a_list_has_an_example_that_has_its_shape(described: Json) -> None:
    schemas = described["components"]["schemas"]
    shown = {name for name in SHAPES if f"Listed_{name}_" in schemas or f"One_{name}_" in schemas}
    shown |= {name for name in SHAPES if f"ListedOfPart_{name}_" in schemas}
    assert shown == set(examples())
    for name, example in examples().items():
        SHAPES[name].model_validate(example)
        assert schemas[name]["examples"] == [example]


def test_tokens_are_told_of(described: Json) -> None:
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert described["security"] == [{"token": []}, {}]
    assert described["paths"]["/health"]["get"]["security"] == []


def test_for_people_it_is_a_page_without_anything_from_elsewhere(demo_client: TestClient, described: Json) -> None:
    shown = demo_client.get(f"{API}/docs")
    assert shown.status_code == 200
    tree = html.fromstring(shown.text)
    told_of = [" ".join(one.text_content().split()) for one in tree.xpath("//h3/code")]
    assert sorted(told_of) == sorted(f"GET {API}{path}" for path in described["paths"])
    assert not [at for at in tree.xpath("//@src | //@href") if "//" in at]
