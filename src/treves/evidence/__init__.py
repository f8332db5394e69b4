"""What was said: reports, statements with offsets, the codebook that says what they are about."""

from treves.evidence.codebook import Codebook, Entry, Meaning, StakeShift
from treves.evidence.report import Report
from treves.evidence.statement import Statement
from treves.evidence.unique import Testimony, unite_statements

__all__ = [
    "Codebook",
    "Entry",
    "Meaning",
    "Report",
    "StakeShift",
    "Statement",
    "Testimony",
    "unite_statements",
]
