"""The JSON Schema of a dialog file, so that editors explain every key and tell a slip while it is typed.

It is made from the models; how a condition is written is said here, because it is written shorter than it is held.
What only a whole dialog can be wrong about, such as a condition on a later question, is left to `dialog check`.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from inspect import cleandoc
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import BeforeValidatorFunctionSchema

from s11chat.dialog.condition import FACTS, AllOf, AnyOf, Model, Not, Test
from s11chat.dialog.hint import HINTS
from s11chat.dialog.model import Dialog

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CONDITION = {"$ref": "#/$defs/Condition"}
_PARTS = (AllOf, AnyOf, Not, Test)
_NOISE = ("title", "discriminator")
"""What the models say that no editor shows."""


def schema() -> dict[str, Any]:
    """The schema, a description at every key."""
    made = Dialog.model_json_schema(mode="validation", schema_generator=_Written)
    parts: dict[str, Any] = made["$defs"]
    tested = parts["Test"]
    for part in _PARTS:
        del parts[part.__name__]
    plain = _plain(made)
    parts = plain.pop("$defs")
    parts["Condition"], parts["Held"] = _condition(), _held(_plain(tested))
    for name, part in (("Dialog", plain), *parts.items()):
        _describe(name, part)
    return {"$schema": DIALECT, "title": "A dialog of s11chat", **plain, "$defs": dict(sorted(parts.items()))}


class _Written(GenerateJsonSchema):
    """Models that a single word may stand for are shown as that word, too."""

    def function_before_schema(self, schema: BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """A validator before a model, if it says nothing of what it takes, makes the model of a word."""
        made = super().function_before_schema(schema)
        whole = schema["schema"]["type"] in ("model", "definition-ref")
        own = getattr(schema["function"]["function"], "__module__", "") == Test.__module__
        if own or not whole or "json_schema_input_schema" in schema:
            return made
        return {"anyOf": [{"type": "string", "minLength": 1}, made]}


def _plain(node: Any) -> Any:
    """`node` without noise, and with conditions as they are written."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if {"$ref": "#/$defs/Test"} in node.get("oneOf", ()):
        return dict(_CONDITION)
    kept = {
        key: _plain(value)
        for key, value in node.items()
        if not (key in _NOISE and (isinstance(value, str) or "mapping" in value))
    }
    # Names that do not fit the pattern of names would be passed over in silence.
    return {**kept, "additionalProperties": False} if "patternProperties" in kept else kept


def _condition() -> dict[str, Any]:
    several = {"type": "array", "minItems": 1, "items": dict(_CONDITION)}
    return {
        "description": "When something is asked: a question or a fact with what its answer must be. "
        "Several keys must all hold.",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "all": {**several, "description": "Every one of these holds."},
            "any": {**several, "description": "At least one of these holds."},
            "not": {**_CONDITION, "description": "This does not hold."},
            **{fact: {"$ref": "#/$defs/Held", "description": HINTS[fact]} for fact in FACTS if fact in HINTS},
        },
        "additionalProperties": {"$ref": "#/$defs/Held"},
    }


def _held(tested: dict[str, Any]) -> dict[str, Any]:
    """What may stand after the id of a question: codes, or what its answer must be."""
    said = {key: value for key, value in tested["properties"].items() if key != "subject"}
    codes = [form for form in said["one_of"]["anyOf"] if form.get("type") != "null"]
    return {
        "description": "The codes it must be one of, or what is said about the answer.",
        "anyOf": [
            *codes,
            {"type": "object", "minProperties": 1, "properties": said, "additionalProperties": False},
        ],
    }


def _describe(name: str, part: dict[str, Any]) -> None:
    """Puts a description at every key of the model called `name`; what the model says of itself comes first."""
    own = {key: said for kind in _models() if kind.__name__ == name for key, said in _docstrings(kind)}
    for form in (part, *part.get("anyOf", ())):
        for key, value in form.get("properties", {}).items():
            if said := own.get(key) or HINTS.get(f"{name}.{key}") or HINTS.get(key):
                value.setdefault("description", said)


def _models(base: type[BaseModel] = Model) -> Iterator[type[BaseModel]]:
    """Every model that part of a dialog is read into."""
    for kind in base.__subclasses__():
        yield kind
        yield from _models(kind)


def _docstrings(kind: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """What stands below the fields of a model and of those it is made from, by the key of the field."""
    for each in reversed(kind.__mro__[: kind.__mro__.index(Model)]):
        (made,) = ast.parse(inspect.getsource(each)).body
        lines = made.body if isinstance(made, ast.ClassDef) else []
        for line, below in pairwise(lines):
            match line, below:
                case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(said))):
                    yield kind.model_fields[field].alias or field, cleandoc(said)
