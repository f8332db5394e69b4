"""The walk from end to end: a case in, findings out.

``walk`` calls the others: ``worlds`` (the same study under other assumptions), ``deals`` (which packages, and what is
found about each), ``blocking``, ``solutions``, ``influence`` (what each sentence moves), ``through_options`` (the map
seen option by option), ``facts`` and ``place`` (the case and the positions retold), ``votes``, ``rule_view``, ``paths``
and ``rules`` (what votes, chambers and law allow), ``institutions`` and ``frozen`` (how that is told), ``findings``
(what comes out), ``tables`` and ``frames`` (the same as tables and data frames) and ``write`` (onto the disk, whole or
not at all).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treves.study.findings import Findings
    from treves.study.frames import frame_of
    from treves.study.hold import held_folder
    from treves.study.place import Placed, place_parties
    from treves.study.rules import follow_package
    from treves.study.stored import load_findings
    from treves.study.votes import view_chamber, view_council
    from treves.study.walk import run_study
    from treves.study.write import findings_schema, prepare_folder, write_findings, write_text

__all__ = [
    "Findings",
    "Placed",
    "findings_schema",
    "follow_package",
    "frame_of",
    "held_folder",
    "load_findings",
    "place_parties",
    "prepare_folder",
    "run_study",
    "view_chamber",
    "view_council",
    "write_findings",
    "write_text",
]

_PLACES = {
    "findings": ("Findings",),
    "frames": ("frame_of",),
    "hold": ("held_folder",),
    "place": (
        "Placed",
        "place_parties",
    ),
    "rules": ("follow_package",),
    "stored": ("load_findings",),
    "votes": (
        "view_chamber",
        "view_council",
    ),
    "walk": ("run_study",),
    "write": (
        "findings_schema",
        "prepare_folder",
        "write_findings",
        "write_text",
    ),
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a part when one of its names is first asked for: what was found can be read before it can be found."""
    if name not in _PLACE_OF:
        raise AttributeError(f"module 'treves.study' has no attribute {name!r}")
    return getattr(import_module(f"treves.study.{_PLACE_OF[name]}"), name)
