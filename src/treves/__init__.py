"""treves: a laboratory for coalition crises.

    news reports --> evidence --> positions --> bargaining --> crisis --+
    (what is said)  (statements)  (what we      (what could   (what     +--> study --> report
    case files ------------------> believe)      be agreed)    happens) |   (findings)
    chain parameters ------------------------------------> chain -------+
    past cabinets ---------------------------------------> survival ----+

Each arrow is a frozen value; no room calls back.

>>> import treves
>>> treves.load_case("ruritania").cabinet.party_names
('RL', 'AU')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treves.agenda import Agenda, Issue, Option, Package
    from treves.cabinet import Cabinet, DecisionRule, Party
    from treves.case import Case, load_case, new_case, packaged_cases
    from treves.errors import CaseError, TrevesError
    from treves.report import write_report
    from treves.store import open_store
    from treves.study import Findings, place_parties, run_study, write_findings

__all__ = [
    "Agenda",
    "Cabinet",
    "Case",
    "CaseError",
    "DecisionRule",
    "Findings",
    "Issue",
    "Option",
    "Package",
    "Party",
    "TrevesError",
    "load_case",
    "new_case",
    "open_store",
    "packaged_cases",
    "place_parties",
    "run_study",
    "write_findings",
    "write_report",
]

_ROOMS = {
    "agenda": ("Agenda", "Issue", "Option", "Package"),
    "cabinet": ("Cabinet", "DecisionRule", "Party"),
    "case": ("Case", "load_case", "new_case", "packaged_cases"),
    "errors": ("CaseError", "TrevesError"),
    "report": ("write_report",),
    "store": ("open_store",),
    "study": ("Findings", "place_parties", "run_study", "write_findings"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Open a room when one of its names is first asked for, so that ``import treves`` stays quick."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'treves' has no attribute {name!r}")
    return getattr(import_module(f"treves.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
