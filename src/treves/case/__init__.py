"""A case: a folder that a person can read, edit and keep under version control, and the one room that reads it.

``folder`` (bytes and text) -> ``yaml_tree``, ``csv_rows`` (plain values with positions) -> ``sheets`` (what each file
may hold), ``reports``, ``statements`` -> ``load`` (the case). ``messages`` turns what was refused into faults.
"""

from treves.case.case import Case, ExpertPlace, PartyValues, Session, Talks
from treves.case.load import load_case, packaged_cases, try_statements
from treves.case.new import new_case
from treves.case.schema import case_schemas, write_schemas

__all__ = [
    "Case",
    "ExpertPlace",
    "PartyValues",
    "Session",
    "Talks",
    "case_schemas",
    "load_case",
    "new_case",
    "packaged_cases",
    "try_statements",
    "write_schemas",
]
