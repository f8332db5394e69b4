"""Everything a run assumes, as one list: every quantity, every lever and legal path, and what the model leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.chain.draw import quantities
from treves.chain.levers import Measures
from treves.chain.named import name_of
from treves.chain.parameters import ChainParameters

__all__ = ["LEFT_OUT", "Assumption", "assumptions_of"]

LEFT_OUT: tuple[str, ...] = (
    "Inflow does not answer to policy: no lever deters or attracts but one that says so (applications_kept_share).",
    "Families of a permit holder are alike in every respect but nationality; who applies is drawn once and for all.",
    "A family is decided on, and travels, together; a measure on who counts as family can divide it.",
    "Municipalities are one: houses go to the oldest permit, wherever they are; ages within a stock are evenly spread.",
    "Grounds of permits follow nationality and year; courts grant in the proportions of the first instance.",
    "Reception takes everyone; beyond capacity people are counted and paid for, not turned away.",
    "A measure is in force for all from one week; rulings end it for all, and nobody appeals against the ruling.",
)
"""What the model leaves out, in words a reader of results should see."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number a run rests on.

    Parameters
    ----------
    name : str
        Path of field names, or ``issue=option: lever``.
    value, low, high : float
    unit, source : str
    is_assumption : bool
        Whether the source says it is one, and not counted or published.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    is_assumption: bool


def assumptions_of(parameters: ChainParameters, packages: Sequence[Measures] = ()) -> tuple[Assumption, ...]:
    """List every number a run rests on, in the order of the parameters, then levers and legal paths by measure.

    Parameters
    ----------
    parameters : ChainParameters
    packages : sequence of Measures

    Returns
    -------
    tuple of Assumption
    """
    listed = []
    for path, _, quantity, _ in quantities(parameters):
        listed.append(
            _assumption(name_of(path), (quantity.value, quantity.low, quantity.high), quantity.unit, quantity.source)
        )
    for measure in {m.name: m for package in packages for m in package.measures}.values():
        for lever in measure.levers:
            name = f"{measure.name}: {lever.parameter}"
            listed.append(_assumption(name, (lever.value,) * 3, lever.unit, lever.source))
        path_of_law = measure.path
        if path_of_law is not None:
            delay = (path_of_law.delay_months, path_of_law.delay_months_low, path_of_law.delay_months_high)
            source, struck = path_of_law.source, path_of_law.struck_down_share
            listed.append(_assumption(f"{measure.name}: delay", delay, "months", source))
            listed.append(_assumption(f"{measure.name}: struck down", (struck,) * 3, "share (0-1)", source))
    return tuple(listed)


def _assumption(name: str, numbers: tuple[float, float, float], unit: str, source: str) -> Assumption:
    return Assumption(name, *numbers, unit, source, source.strip().lower().startswith("assumption"))
