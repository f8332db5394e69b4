"""findings.json: documented field by field, valid against its own schema, finite, and whole or not there."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

import treves
from treves.study import findings_schema, write_findings, write_text

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "findings.md"


@pytest.fixture(scope="module")
def findings():
    return treves.run_study(treves.load_case("ruritania"), draws=400, worlds=5)


@pytest.fixture(scope="module")
def document(findings, tmp_path_factory):
    path = write_findings(findings, tmp_path_factory.mktemp("f") / "findings.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_findings_hold_to_their_published_schema(document):
    """The file validates against the JSON Schema that `treves schema` prints."""
    jsonschema.Draft202012Validator(findings_schema()).validate(document)


def test_every_field_is_documented():
    """Each field of every record of the schema stands in docs/reference/findings.md."""
    schema = findings_schema()
    fields = set(schema["properties"])
    for definition in schema["$defs"].values():
        fields.update(definition["properties"])
    told = set(re.findall(r"`([a-z_]+)`", DOCS.read_text(encoding="utf-8"))) | {
        "p",
        "low",
        "high",
        "value",
        "monte_carlo_error",
    }
    assert fields - told == set()


def test_every_probability_lies_in_its_interval(document):
    """low <= p <= high, all within 0 and 1, wherever a probability stands."""
    found = 0

    def walk(value):
        nonlocal found
        if isinstance(value, dict):
            if {"p", "low", "high"} <= set(value):
                assert 0.0 <= value["low"] <= value["p"] <= value["high"] <= 1.0
                found += 1
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(document)
    assert found > 20


def test_the_rooms_not_built_yet_are_empty(document):
    """Consequences have their place and say nothing."""
    assert document["consequences"] is None


def test_every_statement_slices_to_its_report(document):
    """Offsets in the findings slice to the words they show."""
    case = treves.load_case("ruritania")
    for statement in document["statements"]:
        assert case.reports[statement["doc"]].text[statement["start"] : statement["end"]] == statement["text"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    """If the disk gives out in the middle, the old file stays whole and no temporary file is left."""
    target = tmp_path / "findings.json"
    write_text(target, "old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(target, "new" * 100_000)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["findings.json"]
