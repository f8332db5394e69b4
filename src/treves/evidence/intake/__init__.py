"""Reading in: files and web pages become reports, with what was odd about them named."""

from treves.evidence.intake.limits import LARGEST_BYTES, LARGEST_TEXT, ReadingError
from treves.evidence.intake.read import Intake, Metadata, read_report_file, report_from_bytes
from treves.evidence.intake.web import fetch_report

__all__ = [
    "LARGEST_BYTES",
    "LARGEST_TEXT",
    "Intake",
    "Metadata",
    "ReadingError",
    "fetch_report",
    "read_report_file",
    "report_from_bytes",
]
