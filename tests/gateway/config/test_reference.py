"""The reference and the schema say what the model accepts."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from annotated_types import Ge, Le
from pydantic import BaseModel

from gateway.config import Configuration, example, parse, reference, schema_json
from gateway.config.reference import SECTION_EXAMPLES
from gateway.config.shape import model_of

ROOT = Path(__file__).parents[3]


def _fields(model: type[BaseModel]):
    for name, field in model.model_fields.items():
        yield name, field
        nested = model_of(field.annotation)
        if nested is not None:
            yield from _fields(nested)


def test_documentation_says_what_the_model_says():
    written = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    remedy = ".venv/bin/ciro config schema --markdown > docs/configuration.md"
    assert written == reference(), f"docs/configuration.md has drifted: {remedy}"


def test_every_key_is_in_the_reference_and_has_a_meaning():
    text = reference()
    for name, field in _fields(Configuration):
        assert field.description, f"{name} has no description"
        assert any(f"{name}{end}" in text for end in ("`", "]", ".NAME]"))


def test_reference_says_the_bounds_that_the_model_holds():
    text = reference()
    checked = 0
    for name, field in _fields(Configuration):
        for bound in field.metadata:
            value = bound.ge if isinstance(bound, Ge) else bound.le if isinstance(bound, Le) else None
            if value is not None:
                assert re.search(rf"^\| `{name}` \| [^|]*\b{re.escape(str(value))}\b", text, re.MULTILINE), name
                checked += 1
    assert checked > 20


@pytest.mark.parametrize("name", Configuration.model_fields)
def test_every_section_has_an_example_that_parses(name):
    text = SECTION_EXAMPLES[name]
    assert set(tomllib.loads(text)) == {name}
    assert parse(text) != Configuration()


def test_no_example_is_about_a_section_that_does_not_exist():
    assert set(SECTION_EXAMPLES) == set(Configuration.model_fields)


def test_schema_is_json_schema_whose_references_resolve():
    schema = json.loads(schema_json())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False

    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].removeprefix("#/$defs/") in schema["$defs"]
            if "type" in node and isinstance(node["type"], str):
                assert node["type"] in {"object", "array", "string", "integer", "number", "boolean", "null"}
            for key in ("minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "minItems", "maxItems"):
                assert isinstance(node.get(key, 0), int | float)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema)


def test_schema_knows_every_key_of_the_example():
    schema = json.loads(schema_json())

    def known(node, data):
        node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")] if "$ref" in node else node
        for key, value in data.items():
            assert key in node["properties"]
            if isinstance(value, dict):
                known(node["properties"][key], value)

    known(schema, tomllib.loads(example()))
