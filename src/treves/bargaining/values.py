"""What every option is worth to every party: additive value tables, red lines and reservation values, draw by draw.

Everything later in this room needs only these tables. They come from positions (:func:`value_tables`) or
from given numbers (:func:`explicit_values`), so that any additive utility comes in unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Choice
from treves.errors import AgendaError, CabinetError
from treves.positions import Draws

__all__ = ["LEAST_EXCESS", "TOLERANCE", "Shape", "Values", "explicit_values", "issue_values", "value_tables"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Shape = Literal["linear", "quadratic"]
Number = TypeVar("Number", bound=np.generic)

TOLERANCE = 1e-9
"""Utilities closer than this are the same: who gains no more and no less than nothing accepts."""

LEAST_EXCESS = 1e-6
"""A broken red line is never closer to repair than this, however little the issue weighs."""


@dataclass(frozen=True)
class Values:
    """What every option is worth to every party, in every draw.

    Parameters
    ----------
    agenda : Agenda
    parties : tuple of str
        Short names, in the order of the case.
    tables : tuple of array, shape (draw, party, option)
        Per issue, the utility an option adds. A package's utility is the sum over issues.
    red_line : tuple of array of bool, shape (draw, party, option)
        Per issue, the options a party will not accept at any price.
    excess : tuple of array, shape (draw, party, option)
        Per issue, how far beyond the red line an option lies, in utility units; 0 where no line is broken.
    reservation : array, shape (draw, party)
        Utility of no deal.
    shape : str
        ``linear``, ``quadratic`` or ``explicit``: where the tables come from.
    added : tuple of array, shape (party, option)
        Per issue, the part of the tables that does not come from positions and that no move changes; empty where
        there is none.

    Raises
    ------
    AgendaError
        If an array does not fit the agenda or holds a number that is not finite.
    CabinetError
        If parties are missing or named twice.
    """

    agenda: Agenda
    parties: tuple[str, ...]
    tables: tuple[Floats, ...]
    red_line: tuple[Bools, ...]
    excess: tuple[Floats, ...]
    reservation: Floats
    shape: str
    added: tuple[Floats, ...] = ()

    def __post_init__(self) -> None:
        if not self.parties or len(set(self.parties)) != len(self.parties):
            raise CabinetError("values need at least one party, each named once")
        if self.reservation.ndim != 2 or self.reservation.shape[1] != len(self.parties):
            wrong = self.reservation.shape
            raise CabinetError(f"reservation values have shape {wrong}, not (draws, {len(self.parties)} parties)")
        if not self.reservation.shape[0]:
            raise CabinetError("values need at least one draw")
        if not np.isfinite(self.reservation).all():
            raise CabinetError("a reservation value is not a finite number")
        for kind in ("tables", "red_line", "excess"):
            self._check_arrays(kind, getattr(self, kind))
        for issue, broken, excess in zip(self.agenda.issues, self.red_line, self.excess, strict=True):
            if not np.array_equal(broken, excess > 0.0):
                raise AgendaError(f"issue {issue.name!r}: the excess must be above 0 on red lines and 0 elsewhere")

    def _check_arrays(self, kind: str, arrays: tuple[npt.NDArray[np.generic], ...]) -> None:
        if len(arrays) != len(self.agenda.issues):
            raise AgendaError(f"{kind}: {len(arrays)} arrays for {len(self.agenda.issues)} issues")
        for issue, array in zip(self.agenda.issues, arrays, strict=True):
            right = (*self.reservation.shape, len(issue.options))
            if array.shape != right:
                raise AgendaError(f"{kind} of issue {issue.name!r} has shape {array.shape}, not {right}")
            if not np.isfinite(array.astype(float)).all():
                raise AgendaError(f"{kind} of issue {issue.name!r} holds a number that is not finite")

    @property
    def count(self) -> int:
        """Number of draws."""
        return int(self.reservation.shape[0])

    def in_draws(self, rows: slice | npt.NDArray[np.intp]) -> Values:
        """Return the values in some draws only."""
        return Values(
            self.agenda,
            self.parties,
            tuple(table[rows] for table in self.tables),
            tuple(broken[rows] for broken in self.red_line),
            tuple(excess[rows] for excess in self.excess),
            self.reservation[rows],
            self.shape,
        )

    def with_party(self, party: int, alone: Values) -> Values:
        """Return the values with those of one party replaced by others of it, in the same draws."""
        if alone.parties != (self.parties[party],) or alone.count != self.count:
            raise CabinetError(f"needed are values of {self.parties[party]} alone in {self.count} draws")

        def put(held: npt.NDArray[Number], own: npt.NDArray[Number]) -> npt.NDArray[Number]:
            changed = held.copy()
            changed[:, party] = own[:, 0]
            return changed

        return Values(
            self.agenda,
            self.parties,
            tuple(put(*pair) for pair in zip(self.tables, alone.tables, strict=True)),
            tuple(put(*pair) for pair in zip(self.red_line, alone.red_line, strict=True)),
            tuple(put(*pair) for pair in zip(self.excess, alone.excess, strict=True)),
            put(self.reservation, alone.reservation),
            self.shape,
        )

    def willing(self, party: int) -> Values:
        """Return the values of one party made such that it would sign anything, all else as it is."""
        alone = (np.arange(len(self.parties)) == party)[:, None]
        least = self.reservation.copy()
        least[:, party] = sum(table[:, party].min(axis=1) for table in self.tables)
        return Values(
            self.agenda,
            self.parties,
            self.tables,
            tuple(broken & ~alone for broken in self.red_line),
            tuple(np.where(alone, 0.0, excess) for excess in self.excess),
            least,
            self.shape,
        )

    def of(self, parties: Sequence[str]) -> Values:
        """Return the values of some parties only, in the order given.

        Raises
        ------
        CabinetError
            If a party is not among them.
        """
        if unknown := [name for name in parties if name not in self.parties]:
            raise CabinetError(f"no values of {', '.join(unknown)}; there are {', '.join(self.parties)}")
        at = [self.parties.index(name) for name in parties]
        return Values(
            self.agenda,
            tuple(parties),
            tuple(table[:, at] for table in self.tables),
            tuple(broken[:, at] for broken in self.red_line),
            tuple(excess[:, at] for excess in self.excess),
            self.reservation[:, at],
            self.shape,
            tuple(part[at] for part in self.added),
        )


def value_tables(
    draws: Draws,
    agenda: Agenda,
    parties: Sequence[str],
    *,
    shape: Shape = "linear",
    added: Sequence[Floats] = (),
) -> Values:
    """Turn drawn positions into value tables (the spatial model of Downs 1957 and Enelow & Hinich 1984).

    A party's utility of a package is the sum over issues of salience times ``1 - |place - ideal| / 100`` (linear)
    or ``1 - ((place - ideal) / 100) ** 2`` (quadratic). An option further from the ideal than the reach is a red
    line. The reservation value is the utility of the status quo plus the stake.

    Parameters
    ----------
    draws : Draws
    agenda : Agenda
    parties : sequence of str
        Names along the party axis of the draws.
    shape : {'linear', 'quadratic'}
    added : sequence of array, shape (party, option), optional
        Per issue, what an option is worth to a party beyond its place, such as for what it leads to; utility units, 0
        at the status quo.

    Returns
    -------
    Values
        Utilities between 0 and 1 where saliences sum to one and nothing is added.

    Raises
    ------
    AgendaError, CabinetError
        If the draws do not fit the agenda or the parties.
    """
    right = (draws.count, len(parties), len(agenda.issues))
    for kind in ("ideal", "reach", "salience"):
        found = getattr(draws, kind).shape
        if found != right:
            raise AgendaError(f"draws of {kind} have shape {found}, not {right} (draws, parties, issues)")
    if draws.stake.shape != right[:2]:
        raise CabinetError(f"draws of stake have shape {draws.stake.shape}, not {right[:2]} (draws, parties)")
    _check_added(added, agenda, len(parties))
    tables, red_lines, excesses = [], [], []
    reservation = draws.stake.astype(np.float64)
    for j, issue in enumerate(agenda.issues):
        at = (draws.ideal[:, :, j], draws.reach[:, :, j], draws.salience[:, :, j])
        table, is_broken, excess = issue_values(*at, issue.places, shape=shape)
        if added:
            table = table + added[j]
        tables.append(table)
        red_lines.append(is_broken)
        excesses.append(excess)
        reservation = reservation + table[:, :, issue.position_of(issue.status_quo)]
    return Values(
        agenda, tuple(parties), tuple(tables), tuple(red_lines), tuple(excesses), reservation, shape, tuple(added)
    )


def _check_added(added: Sequence[Floats], agenda: Agenda, parties: int) -> None:
    if added and len(added) != len(agenda.issues):
        raise AgendaError(f"added: {len(added)} arrays for {len(agenda.issues)} issues")
    for issue, part in zip(agenda.issues, added, strict=False):
        if part.shape != (parties, len(issue.options)) or not np.isfinite(part).all():
            right = (parties, len(issue.options))
            raise AgendaError(f"added to issue {issue.name!r}: shape {part.shape}, not finite numbers of shape {right}")


def issue_values(
    ideal: Floats, reach: Floats, salience: Floats, places: Sequence[float], *, shape: str
) -> tuple[Floats, Bools, Floats]:
    """Return utility, red line and excess of every option of one issue.

    Parameters
    ----------
    ideal, reach, salience : array, shape (...)
        Scale points, scale points, share.
    places : sequence of float
        Of the options, 0-100.
    shape : {'linear', 'quadratic'}

    Returns
    -------
    table, is_broken, excess : array, shape (..., option)
    """
    distance = np.abs(np.asarray(places, dtype=np.float64) - ideal[..., None])
    if shape == "linear":
        loss = distance / 100.0
    elif shape == "quadratic":
        loss = (distance / 100.0) ** 2
    else:
        raise AgendaError(f"shape {shape!r} is not known; right would be 'linear' or 'quadratic'")
    is_broken = distance > reach[..., None]
    # An infinite reach means no red line; it must not get into the product.
    beyond = np.where(is_broken, distance - np.where(np.isfinite(reach), reach, 0.0)[..., None], 0.0)
    excess = np.where(is_broken, np.maximum(salience[..., None] * beyond / 100.0, LEAST_EXCESS), 0.0)
    return salience[..., None] * (1.0 - loss), is_broken, excess


def explicit_values(
    agenda: Agenda,
    tables: Mapping[str, Mapping[str, Sequence[float]]],
    *,
    reservation: Mapping[str, float] | None = None,
    red_lines: Mapping[str, Collection[Choice]] | None = None,
) -> Values:
    """Take given utilities as they are: one number per party, issue and option, as one draw.

    Parameters
    ----------
    agenda : Agenda
    tables : mapping of party to mapping of issue to sequence of float
        Utility each option adds, options in agenda order, in any unit in which 1e-9 is nothing.
    reservation : mapping of party to float, optional
        Utility of no deal; by default that of the status quo.
    red_lines : mapping of party to choices, optional
        Options a party will not accept at any price. How far beyond the line they lie is not told, so each
        counts as the party's whole range on that issue.

    Returns
    -------
    Values
        With one draw.

    Raises
    ------
    AgendaError
        If an issue is missing or unknown, or a table is not as long as its issue has options.
    CabinetError
        If a reservation value or red line names a party without a table.
    """
    parties = tuple(tables)
    if not parties:
        raise CabinetError("values need at least one party, each named once")
    for kind, given in (("reservation value", reservation), ("red line", red_lines)):
        if given and (unknown := [name for name in given if name not in tables]):
            raise CabinetError(f"a {kind} is given for {', '.join(unknown)}, who has no table of utilities")
    arrays = []
    for issue in agenda.issues:
        for party in parties:
            if issue.name not in tables[party]:
                raise AgendaError(f"{party} has no utilities for issue {issue.name!r}")
            if len(tables[party][issue.name]) != len(issue.options):
                found, right = len(tables[party][issue.name]), len(issue.options)
                raise AgendaError(f"{party} has {found} utilities for the {right} options of {issue.name!r}")
        arrays.append(np.array([[tables[party][issue.name] for party in parties]], dtype=np.float64))
    for party in parties:
        for name in tables[party]:
            agenda.issue(name)
    broken = tuple(np.zeros(array.shape, dtype=np.bool_) for array in arrays)
    for party, choices in (red_lines or {}).items():
        for choice in choices:
            j = agenda.position_of(choice.issue)
            broken[j][0, parties.index(party), agenda.issues[j].position_of(choice.option)] = True
    excess = tuple(
        np.where(line, np.maximum(np.ptp(array, axis=2, keepdims=True), LEAST_EXCESS), 0.0)
        for array, line in zip(arrays, broken, strict=True)
    )
    at_status_quo = sum(
        array[0, :, issue.position_of(issue.status_quo)] for issue, array in zip(agenda.issues, arrays, strict=True)
    )
    worth = dict(zip(parties, np.broadcast_to(at_status_quo, len(parties)).tolist(), strict=True))
    worth.update(reservation or {})
    floor = np.array([[worth[party] for party in parties]], dtype=np.float64)
    return Values(agenda, parties, tuple(arrays), broken, excess, floor, "explicit")
