"""JSON Schemas of the YAML files of a case, for editors that check and complete while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from treves.case.adjust import AdjustmentsSheet
from treves.case.sheets.agenda_sheet import AgendaSheet
from treves.case.sheets.cabinet_sheet import CabinetSheet
from treves.case.sheets.case_sheet import CaseSheet
from treves.case.sheets.chain_sheet import ChainSheet
from treves.case.sheets.codebook_sheet import CodebookSheet
from treves.case.sheets.values_sheet import ValuesSheet
from treves.errors import CaseError, Fault
from treves.evidence.intake.store import write_text_safely

__all__ = ["case_schemas", "write_schemas"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHEETS: dict[str, type[BaseModel]] = {
    "case.yaml": CaseSheet,
    "agenda.yaml": AgendaSheet,
    "cabinet.yaml": CabinetSheet,
    "codebook.yaml": CodebookSheet,
    "chain.yaml": ChainSheet,
    "values.yaml": ValuesSheet,
    "adjustments.yaml": AdjustmentsSheet,
}


def case_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (draft 2020-12) of every YAML file of a case, by file name.

    What a schema cannot say (that a name is declared in another file, that low is not above high) is checked
    by :func:`treves.case.load_case` alone.
    """
    return {file: {"$schema": DRAFT, **sheet.model_json_schema()} for file, sheet in SHEETS.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas into a folder, as ``case.schema.json`` and so on, each under a temporary name first.

    Parameters
    ----------
    folder : Path
        Made where it is not there.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    CaseError
        If the folder cannot be written to.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, schema in case_schemas().items():
            target = folder / f"{file.removesuffix('.yaml')}.schema.json"
            write_text_safely(target, json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
            written.append(target)
    except OSError as error:
        what = f"the schemas cannot be written ({error.strerror or error})"
        raise CaseError([Fault(str(folder), 0, 0, what, "a folder that can be written to")]) from error
    return tuple(written)
