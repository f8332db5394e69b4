"""The schemas are current, are JSON Schema, and agree with the loader."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml

from treves.case import case_schemas, packaged_cases, write_schemas
from treves.case.sheets.case_sheet import AssumptionsSheet
from treves.positions import Assumptions

PACKAGE = Path(__file__).parents[2] / "src" / "treves"
COMMITTED = PACKAGE / "case" / "schemas"
FOLDERS = [*(PACKAGE / "cases" / name for name in packaged_cases()), PACKAGE / "case" / "template"]
BROKEN_IN_ONE_FILE = [
    "impossible-chain",
    "not-a-finite-number",
    "numbers-of-the-case",
    "place-off-the-scale",
    "too-few-options",
    "unknown-key",
    "wrong-shapes",
]
FILES = ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "chain.yaml")
OPTIONAL = "chain.yaml"


class _Yaml12(yaml.SafeLoader):
    """YAML as an editor reads it, by the core schema of YAML 1.2: no dates, and NO and on are words."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


for _kind, _pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
}.items():
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_pattern})$"), None)


def as_json(path: Path):
    return yaml.load(path.read_text(), Loader=_Yaml12)


def test_the_committed_schemas_are_current(tmp_path):
    """If not: python -c "from pathlib import Path; from treves.case import write_schemas as w; w(Path('...'))"."""
    written = write_schemas(tmp_path / "schemas")
    assert sorted(path.name for path in written) == sorted(path.name for path in COMMITTED.iterdir())
    for path in written:
        assert path.read_text() == (COMMITTED / path.name).read_text()


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_a_schema_and_describes_every_key(file):
    """Draft 2020-12, with words for every key a person can write."""
    schema = case_schemas()[file]
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, node in part.get("properties", {}).items():
            assert node.get("description"), f"{file}: {name} has no description"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_packaged_cases_and_template_fit_the_schemas(folder, file):
    """What the loader accepts an editor accepts too."""
    if file == OPTIONAL and not (folder / file).exists():
        assert folder.name != "rutte4-asylum"
        return
    jsonschema.validate(as_json(folder / file), case_schemas()[file], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", BROKEN_IN_ONE_FILE)
def test_a_schema_refuses_what_the_loader_refuses(name):
    """Faults inside one file are seen while one types."""
    broken = Path(__file__).parents[1] / "broken" / name
    refused = 0
    for path in sorted(broken.glob("*.yaml")):
        text = path.read_text()
        if "? [" in text:  # a key that is not a word has no counterpart in JSON
            continue
        validator = jsonschema.Draft202012Validator(case_schemas()[path.name])
        refused += not validator.is_valid(json.loads(json.dumps(as_json(path), default=str)))
    assert refused


def test_every_assumption_can_be_set_in_a_case():
    """The sheet and the value name the same numbers."""
    assert set(AssumptionsSheet.model_fields) == {field.name for field in fields(Assumptions)}
