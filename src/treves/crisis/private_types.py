"""What a party knows about itself and the others only guess: weighted types.

A type is one possible party: what each candidate package, the status quo and a fall are worth to it, and
which packages break one of its red lines. The others know how likely each type is, not which one sits across
the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.crisis.errors import GameError

__all__ = ["PartyTypes"]

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PartyTypes:
    """The possible types of one party.

    Parameters
    ----------
    utility : array, shape (type, package)
        What each candidate package is worth, in utility units, red lines left aside.
    status_quo : array, shape (type,)
        What the status quo is worth, in the same units.
    reservation : array, shape (type,)
        What a fall is worth (MODEL: utility of the status quo plus the stake).
    breaks_red_line : array of bool, shape (type, package), optional
        Packages the type will not accept at any price. None: no red lines.
    weight : array, shape (type,), optional
        How likely each type is; made to sum to one. None: all alike.

    Raises
    ------
    GameError
        If shapes do not fit, a number is not finite, or the weights are negative or all zero.
    """

    utility: Floats
    status_quo: Floats
    reservation: Floats
    breaks_red_line: Booleans | None = None
    weight: Floats | None = None

    def __post_init__(self) -> None:
        utility = np.array(self.utility, dtype=np.float64)
        if utility.ndim != 2 or not utility.size:
            raise GameError(f"utilities have shape {utility.shape}; right would be (types, packages), both at least 1")
        types, packages = utility.shape
        weight = np.full(types, 1.0 / types) if self.weight is None else np.array(self.weight, dtype=np.float64)
        red = (
            np.zeros((types, packages), dtype=np.bool_)
            if self.breaks_red_line is None
            else np.array(self.breaks_red_line, dtype=np.bool_)
        )
        arrays = {
            "utility": utility,
            "status_quo": np.array(self.status_quo, dtype=np.float64),
            "reservation": np.array(self.reservation, dtype=np.float64),
            "breaks_red_line": red,
            "weight": weight,
        }
        for name, array in arrays.items():
            right = (types, packages) if name in {"utility", "breaks_red_line"} else (types,)
            if array.shape != right:
                raise GameError(f"{name} has shape {array.shape}; right would be {right}")
            if not np.isfinite(array).all():
                raise GameError(f"{name} holds a number that is not finite")
        if (weight < 0).any() or weight.sum() <= 0:
            raise GameError("weights of types must not be negative, and one must be above zero")
        weight /= weight.sum()
        for name, array in arrays.items():
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    @property
    def count(self) -> int:
        """Number of types."""
        return int(self.status_quo.size)

    @property
    def shares(self) -> Floats:
        """How likely each type is, shape (type,); sums to one."""
        assert self.weight is not None
        return self.weight

    @property
    def red(self) -> Booleans:
        """Packages that break a red line, shape (type, package)."""
        assert self.breaks_red_line is not None
        return self.breaks_red_line

    @property
    def spread(self) -> float:
        """Best minus worst ending at the mean over types, in utility units.

        Endings are the candidates (red lines left aside: they are not a matter of degree), the status quo and
        a fall.
        """
        means = [*(self.shares @ self.utility), self.shares @ self.status_quo, self.shares @ self.reservation]
        return float(max(means) - min(means))

    def with_stakes_spread(self, factor: float) -> PartyTypes:
        """Return the same types with stakes ``factor`` times as far from their mean.

        The stake is the reservation value less the utility of the status quo; its mean stays.
        """
        stake = self.reservation - self.status_quo
        mean = float(self.shares @ stake)
        return replace(self, reservation=self.status_quo + mean + factor * (stake - mean))

    def with_packages(self, keep: list[int]) -> PartyTypes:
        """Return the same types facing only some of the candidates."""
        return replace(self, utility=self.utility[:, keep], breaks_red_line=self.red[:, keep])
