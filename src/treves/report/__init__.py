"""What we tell: tables for the terminal, figures, prose, and one self-contained page."""

from treves.report.page import positions_svg, report_html, write_report
from treves.report.terminal import print_deals, print_positions, print_strain_summary, print_summary

__all__ = [
    "positions_svg",
    "print_deals",
    "print_positions",
    "print_strain_summary",
    "print_summary",
    "report_html",
    "write_report",
]
