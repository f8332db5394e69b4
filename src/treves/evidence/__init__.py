"""What was said: reports, statements with offsets, the codebook that says what they are about."""

from treves.evidence.codebook import Codebook, Entry, Meaning, StakeShift
from treves.evidence.find import Reader, Words, find_statements
from treves.evidence.finding import RULES_VERSION, Finding
from treves.evidence.masks import Mask, find_masks
from treves.evidence.report import Report
from treves.evidence.statement import Statement
from treves.evidence.unique import Testimony, unite_statements

__all__ = [
    "RULES_VERSION",
    "Codebook",
    "Entry",
    "Finding",
    "Mask",
    "Meaning",
    "Reader",
    "Report",
    "StakeShift",
    "Statement",
    "Testimony",
    "Words",
    "find_masks",
    "find_statements",
    "unite_statements",
]
