"""What no chain can be: negative capacities, shares above 1, targets before the start, sizes that are no number.

Faults come with the path of field names that leads to them (the same in ``chain.yaml``), so that a reader of files can
name the line; all faults come at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from treves.chain.parameters import GROUNDS, STOCK_STAGES, ChainParameters
from treves.chain.quantity import Quantity, Step
from treves.errors import ChainError

__all__ = ["ParameterFault", "find_faults", "refuse_faults", "scale_of"]

Path = tuple[str | int, ...]

HALF_YEAR = timedelta(days=190)
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, order=True)
class ParameterFault:
    """One fault: the fields and positions that lead to it, what is wrong, and what would be right."""

    path: Path
    what: str
    right: str

    def __str__(self) -> str:
        """Return ``inflow.groups[0].grant_share: what; right would be: right``."""
        told = ""
        for part in self.path:
            told += f"[{part}]" if isinstance(part, int) else f".{part}" if told else str(part)
        return f"{told}: {self.what}; right would be: {self.right}"


def scale_of(name: str) -> str:
    """Say what values a quantity of this field name can take: ``share``, ``signed``, ``size`` (1 or more), ``amount``.

    The scale also says how the range is read when a value is drawn: logit, plain, or log.
    """
    if name.endswith("_share") or name in {"persistence", "track_shares"}:
        return "share"
    if name.endswith("_drift_per_year") or name == "arrears_persons":
        return "signed"
    return "size" if name == "family_size_persons" else "amount"


BOUNDS = {
    "share": (0.0, 1.0, "a share from 0 to 1"),
    "signed": (-math.inf, math.inf, "a finite number"),
    "size": (1.0, math.inf, "a finite number of 1 or more"),
    "amount": (0.0, math.inf, "a finite number, not negative"),
}


def find_faults(parameters: ChainParameters) -> tuple[ParameterFault, ...]:
    """Return everything that is wrong with these parameters, in the order of their paths; empty where nothing is.

    Parameters
    ----------
    parameters : ChainParameters

    Returns
    -------
    tuple of ParameterFault
    """
    faults = list(_quantities(parameters, (), ""))
    faults += _dates(parameters)
    faults += _shares(parameters)
    faults += _names(parameters)
    return tuple(sorted(faults, key=lambda fault: tuple(map(str, fault.path))))


def refuse_faults(parameters: ChainParameters) -> None:
    """Raise :class:`treves.errors.ChainError` with one line per fault, if there is any."""
    faults = find_faults(parameters)
    if faults:
        raise ChainError("\n".join(map(str, faults)))


def _quantities(value: Any, path: Path, name: str) -> Iterator[ParameterFault]:
    if isinstance(value, Quantity):
        yield from _range(value, path, name)
    elif isinstance(value, Step):
        yield from _range(value.quantity, (*path, "quantity"), name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _quantities(getattr(value, field.name), (*path, field.name), field.name)
    elif isinstance(value, tuple):
        for k, part in enumerate(value):
            yield from _quantities(part, (*path, k), name)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _quantities(part, (*path, key), name)


def _range(quantity: Quantity, path: Path, name: str) -> Iterator[ParameterFault]:
    lowest, highest, right = BOUNDS[scale_of(name)]
    sound = True
    for part in ("value", "low", "high"):
        number = getattr(quantity, part)
        if not (math.isfinite(number) and lowest <= number <= highest):
            sound = False
            yield ParameterFault((*path, part), f"{number} is impossible", right)
    if sound and not quantity.low <= quantity.value <= quantity.high:
        yield ParameterFault(
            path, f"{quantity.value:g} lies outside {quantity.low:g} to {quantity.high:g}", "low <= value <= high"
        )
    if not quantity.source.strip():
        yield ParameterFault((*path, "source"), "no source", "where the number is from, or the word assumption")
    if not quantity.unit.strip():
        yield ParameterFault((*path, "unit"), "no unit", "such as: persons per week")


def _dates(parameters: ChainParameters) -> Iterator[ParameterFault]:
    start = parameters.start_on
    rows: list[tuple[Path, list[date]]] = [
        (("capacities", name), [step.from_on for step in getattr(parameters.capacities, name)])
        for name in ("registration", "decision", "family_decision")
    ]
    rows.append((("appeals", "cases_at_a_time"), [step.from_on for step in parameters.appeals.cases_at_a_time]))
    rows += [
        (("reception", name), [step.from_on for step in getattr(parameters.reception, name)])
        for name in ("regular_places", "emergency_places")
    ]
    for path, days in rows:
        if not days or days[0] > start:
            yield ParameterFault(path, f"nothing is given for {start}", "a first step at or before start_on")
        yield from _order(path, days)
    targets = [target.from_on for target in parameters.housing.targets]
    yield from _order(("housing", "targets"), targets)
    for k, day in enumerate(targets):
        if start - day > HALF_YEAR:
            yield ParameterFault(
                ("housing", "targets", k, "from_on"),
                f"the target of {day} is over before the start on {start}",
                "half-years that end after start_on; what was missed before belongs in arrears_persons",
            )


def _order(path: Path, days: list[date]) -> Iterator[ParameterFault]:
    for k in range(1, len(days)):
        if days[k] <= days[k - 1]:
            yield ParameterFault((*path, k, "from_on"), f"{days[k]} does not come after {days[k - 1]}", "rising dates")


def _shares(parameters: ChainParameters) -> Iterator[ParameterFault]:
    inflow = parameters.inflow
    for k, group in enumerate(inflow.groups):
        path: Path = ("inflow", "groups", k)
        if sum(share.value for share in group.track_shares.values()) > 1 + TOLERANCE:
            yield ParameterFault(
                (*path, "track_shares"), "the shares sum to more than 1", "shares that sum to 1 or less"
            )
        if group.subsidiary_share.value + group.humanitarian_share.value > 1 + TOLERANCE:
            yield ParameterFault(
                (*path, "humanitarian_share"),
                "with subsidiary_share it is more than 1",
                "shares of grants that sum to 1 or less",
            )
    season = inflow.season
    if len(season) != 12 or not all(math.isfinite(f) and f >= 0 for f in season) or abs(sum(season) / 12 - 1) > 0.01:
        yield ParameterFault(("inflow", "season"), "not a season", "twelve factors, not negative, with mean 1")
    for k, stock in enumerate(parameters.stocks):
        for name in ("group_shares", "ground_shares"):
            shares = getattr(stock, name)
            if shares is not None and (
                not all(math.isfinite(s) and s >= 0 for s in shares.values()) or abs(sum(shares.values()) - 1) > 0.01
            ):
                yield ParameterFault(("stocks", k, name), "not shares", "shares that sum to 1")


def _names(parameters: ChainParameters) -> Iterator[ParameterFault]:
    groups = [group.name for group in parameters.inflow.groups]
    tracks = [track.name for track in parameters.decisions.tracks]
    if not groups:
        yield ParameterFault(("inflow", "groups"), "no group", "at least one")
    if not tracks:
        yield ParameterFault(("decisions", "tracks"), "no track", "at least one")
    for path, names in ((("inflow", "groups"), groups), (("decisions", "tracks"), tracks)):
        if len(set(names)) < len(names):
            yield ParameterFault(path, "a name stands twice", "a name of its own for each")
    for k, group in enumerate(parameters.inflow.groups):
        yield from _known(("inflow", "groups", k, "track_shares"), group.track_shares, tracks)
    for k, stock in enumerate(parameters.stocks):
        yield from _known(("stocks", k, "stage"), [stock.stage], STOCK_STAGES)
        yield from _known(("stocks", k, "track"), [stock.track] if stock.track else [], tracks)
        yield from _known(("stocks", k, "group_shares"), stock.group_shares or (), groups)
        yield from _known(("stocks", k, "ground_shares"), stock.ground_shares or (), GROUNDS)
    for lever, grounds in parameters.lever_grounds.items():
        yield from _known(("lever_grounds", lever), grounds, GROUNDS)


def _known(path: Path, names: Any, known: Any) -> Iterator[ParameterFault]:
    for name in names:
        if name not in known:
            yield ParameterFault(path, f"{name!r} is unknown", f"one of {', '.join(known)}")
