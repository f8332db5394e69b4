"""treves: a laboratory for coalition crises.

    news reports --> evidence --> positions --> bargaining --> crisis --+
    (what is said)  (statements)  (what we      (what could   (what     +--> study --> report
    case files ------------------> believe)      be agreed)    happens) |   (findings)
    chain parameters ------------------------------------> chain -------+
    past cabinets ---------------------------------------> survival ----+

Each arrow is a frozen value; no room calls back.

>>> import treves
>>> case = treves.load_case("ruritania")
>>> case.cabinet.party_names
('RL', 'AU')

The public names, in the order in which one meets them:

- ``packaged_cases``, ``load_case``, ``new_case``: what cases there are, one of them, one of your own; a :class:`Case`
  holds an :class:`Agenda` (of :class:`Issue`, each with :class:`Option`; one option for every issue is a
  :class:`Package`) and a :class:`Cabinet` (of :class:`Party`, with a :class:`DecisionRule`).
- ``adjust``: the same case with something moved by hand.
- ``place_parties``: what is believed about every party; ``run_study``: everything, as :class:`Findings`.
- ``write_findings``, ``write_report``, ``frame_of``: findings as a file, as a page, as data frames.
- :class:`TrevesError`: whatever treves refuses; :class:`CaseError`: a case with faults, all of them.

Rooms have more: ``help(treves.bargaining)``, ``help(treves.chain)`` and so on begin with what to read first.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treves.agenda import Agenda, Issue, Option, Package
    from treves.cabinet import Cabinet, DecisionRule, Party
    from treves.case import Case, adjust, load_case, new_case, packaged_cases
    from treves.errors import CaseError, TrevesError
    from treves.report import write_report
    from treves.study import Findings, frame_of, place_parties, run_study, write_findings

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
    "adjust",
    "frame_of",
    "load_case",
    "new_case",
    "packaged_cases",
    "place_parties",
    "run_study",
    "write_findings",
    "write_report",
]

_ROOMS = {
    "agenda": ("Agenda", "Issue", "Option", "Package"),
    "cabinet": ("Cabinet", "DecisionRule", "Party"),
    "case": ("Case", "adjust", "load_case", "new_case", "packaged_cases"),
    "errors": ("CaseError", "TrevesError"),
    "report": ("write_report",),
    "study": ("Findings", "frame_of", "place_parties", "run_study", "write_findings"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Open a room when one of its names is first asked for, so that ``import treves`` stays quick."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'treves' has no attribute {name!r}")
    return getattr(import_module(f"treves.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
