"""A case: a folder that a person can read, edit and keep under version control, and the one room that reads it.

``find`` (where it lies) -> ``folder``, ``overlay`` (bytes and text, a variant's over those of its case) ->
``yaml_tree``, ``csv_rows`` (plain values with positions) -> ``sheets`` (what each file may hold), ``reports``,
``statements`` -> ``load`` (the case). ``messages`` turns what was refused into faults.
"""

from treves.case.adjust import adjust
from treves.case.case import Case, ConsequenceWorth, ExpertPlace, PartyValues, Session, Talks
from treves.case.chain_file import load_chain
from treves.case.changed import is_changed
from treves.case.digests import file_digests
from treves.case.find import find_own_table, packaged_cases, packaged_variants
from treves.case.load import load_case, try_statements
from treves.case.new import new_case
from treves.case.schema import case_schemas, write_schemas

__all__ = [
    "Case",
    "ConsequenceWorth",
    "ExpertPlace",
    "PartyValues",
    "Session",
    "Talks",
    "adjust",
    "case_schemas",
    "file_digests",
    "find_own_table",
    "is_changed",
    "load_case",
    "load_chain",
    "new_case",
    "packaged_cases",
    "packaged_variants",
    "try_statements",
    "write_schemas",
]
