"""What we tell: tables for the terminal, figures, prose, and one self-contained page."""

from treves.report.terminal import print_deals, print_positions, print_summary

__all__ = ["print_deals", "print_positions", "print_summary"]
