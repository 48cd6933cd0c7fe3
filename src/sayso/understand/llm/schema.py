"""The one form that an answer may have, as JSON Schema and as the check that every answer is held to.

All fields are always there and nothing else is, since endpoints that enforce a schema ask for that. There is no number in it:
how many is read from the words.
"""

from __future__ import annotations

from typing import Any

from sayso import limits
from sayso.vocabulary import ActorKind, Manner, SourceKind, Status, Verification, kinds

WORDS: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
MOST_LISTED = 40
"""Sources or members of one claim. It is no part of the schema, which not every endpoint would take with a bound in it."""


def _one_of(words: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(word) for word in words]}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _named(words: Any) -> dict[str, Any]:
    return _object({"words": WORDS, "kind": _one_of(words)})


def claim_fields() -> dict[str, Any]:
    """The fields of one claim, in the order in which a model writes them: first the words, then what they amount to."""
    actor = {"anyOf": [_named(ActorKind), {"type": "null"}]}
    return {
        "evidence": WORDS,
        "kind": _one_of(kinds()),
        "words": WORDS,
        "figure": MAYBE,
        "sources": {"type": "array", "items": _named(SourceKind)},
        "cue": MAYBE,
        "manner": _one_of(Manner),
        "actor": actor,
        "target": actor,
        "place": MAYBE,
        "time": MAYBE,
        "said": MAYBE,
        "status": _one_of(Status),
        "verification": _one_of(Verification),
        "verification_words": MAYBE,
        "members": {"type": "array", "items": WORDS},
        "body": MAYBE,
        "cause": MAYBE,
        "effect": MAYBE,
    }


def schema() -> dict[str, Any]:
    """What an answer has to fit, for endpoints that enforce it."""
    return _object({"claims": {"type": "array", "items": _object(claim_fields())}})


def fits(value: Any, form: dict[str, Any]) -> bool:
    """Is a parsed answer of this form? For the part of JSON Schema that stands above, and no more of it."""
    if "anyOf" in form:
        return any(fits(value, one) for one in form["anyOf"])
    match form["type"]:
        case "object":
            fields = form["properties"]
            return type(value) is dict and value.keys() == fields.keys() and all(fits(value[k], fields[k]) for k in fields)
        case "array":
            most = limits.MAX_LLM_CLAIMS if "evidence" in form["items"].get("properties", ()) else MOST_LISTED
            return type(value) is list and len(value) <= most and all(fits(v, form["items"]) for v in value)
        case "null":
            return value is None
        case "string":
            return type(value) is str and value in form.get("enum", (value,))
        case _:  # a string or null
            return value is None or type(value) is str
