"""Statements in and out: CSV and JSONL without loss, brat standoff, W3C Web Annotation, DNA."""

from treves.evidence.interchange.brat import read_brat, write_brat
from treves.evidence.interchange.dna import DnaLoss, dna_event_list, read_dna_database
from treves.evidence.interchange.files import FORMATS, Format, format_of, read_statement_file, write_findings
from treves.evidence.interchange.jsonl import findings_from_jsonl, findings_to_jsonl
from treves.evidence.interchange.table import (
    STATEMENT_COLUMNS,
    TRACE_COLUMNS,
    findings_to_csv,
    statements_from_csv,
    statements_to_csv,
)
from treves.evidence.interchange.webannotation import from_web_annotations, to_web_annotations

__all__ = [
    "FORMATS",
    "STATEMENT_COLUMNS",
    "TRACE_COLUMNS",
    "DnaLoss",
    "Format",
    "dna_event_list",
    "findings_from_jsonl",
    "findings_to_csv",
    "findings_to_jsonl",
    "format_of",
    "from_web_annotations",
    "read_brat",
    "read_dna_database",
    "read_statement_file",
    "statements_from_csv",
    "statements_to_csv",
    "to_web_annotations",
    "write_brat",
    "write_findings",
]
