"""The walk from end to end: a case in, findings out.

``walk`` calls the others: ``worlds`` (the same study under other assumptions), ``deals`` (which packages, and what is
found about each), ``blocking``, ``solutions``, ``influence`` (what each sentence moves), ``through_options`` (the map
seen option by option), ``facts`` and ``place`` (the case and the positions retold), ``votes``, ``paths`` and
``rules`` (what votes, chambers and law allow), ``institutions`` and ``frozen`` (how that is told), ``findings`` (what
comes out) and ``write`` (onto the disk, whole or not at all).
"""

from treves.study.findings import Findings
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
