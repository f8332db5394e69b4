"""One verb per room, and a few that list and describe.

Heavy rooms are imported inside the verbs, so that ``treves --help`` stays quick. Every verb takes ``--json``.
"""

from treves.cli.group import main

__all__ = ["main"]
