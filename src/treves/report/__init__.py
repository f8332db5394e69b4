"""What we tell: tables for the terminal, figures, prose, and one self-contained page."""

from treves.report.chain_terminal import (
    print_chain_fit,
    print_consequences,
    print_inflow_skill,
    print_occupancy_skill,
)
from treves.report.page import outlook_svg, paths_svg, positions_svg, report_html, write_report
from treves.report.terminal import print_deals, print_positions, print_strain_summary, print_summary
from treves.report.terminal_comparison import print_comparison
from treves.report.terminal_outlook import print_outlook
from treves.report.terminal_rules import print_council, print_path

__all__ = [
    "outlook_svg",
    "paths_svg",
    "positions_svg",
    "print_chain_fit",
    "print_comparison",
    "print_consequences",
    "print_council",
    "print_deals",
    "print_inflow_skill",
    "print_occupancy_skill",
    "print_outlook",
    "print_path",
    "print_positions",
    "print_strain_summary",
    "print_summary",
    "report_html",
    "write_report",
]
