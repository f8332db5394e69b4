"""Every number of a chain by one name, and a chain with one of them replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from treves.chain.draw import Path, quantities
from treves.chain.parameters import ChainParameters
from treves.chain.quantity import Quantity

__all__ = ["NamedQuantity", "name_of", "named_quantities", "with_quantity"]


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """A number of a chain, where it stands, and on what scale it is drawn.

    Parameters
    ----------
    name : str
        Field names from the top: ``inflow.groups[0].grant_share``.
    path : tuple of str and int
    quantity : Quantity
    scale : {'share', 'signed', 'size', 'amount'}
    """

    name: str
    path: Path
    quantity: Quantity
    scale: str


def name_of(path: Path) -> str:
    """Return the name of a path of field names.

    Examples
    --------
    >>> name_of(("capacities", "decision", 0, "quantity"))
    'capacities.decision[0]'
    """
    told = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return told.removesuffix(".quantity")


def named_quantities(parameters: ChainParameters) -> dict[str, NamedQuantity]:
    """Return every number of a chain by its name, in the order of the parameters."""
    listed = (NamedQuantity(name_of(path), path, told, scale) for path, _, told, scale in quantities(parameters))
    return {each.name: each for each in listed}


def with_quantity(parameters: ChainParameters, path: Path, quantity: Quantity) -> ChainParameters:
    """Return the chain with one number replaced."""
    made: ChainParameters = _replaced(parameters, path, quantity)
    return made


def _replaced(value: Any, path: Path, quantity: Quantity) -> Any:
    if not path:
        return quantity
    step, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return tuple(_replaced(part, rest, quantity) if k == step else part for k, part in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _replaced(part, rest, quantity) if key == step else part for key, part in value.items()}
    return replace(value, **{str(step): _replaced(getattr(value, str(step)), rest, quantity)})
