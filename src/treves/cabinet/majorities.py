"""Majorities in a chamber: what is left when a member leaves, who could fill the gap, and which others exist.

A *minimal winning* set of parties loses its majority with every single member it loses (Riker 1962, von Neumann and
Morgenstern 1944). A *connected* one leaves out no party that stands between two of its members (Axelrod 1970).

Minimal winning sets are found without walking through all sets: with the parties in falling order of seats, a set is
complete exactly when its last party carries it over the quota, and a branch that cannot reach the quota is not entered.
The work grows with the number of sets found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from treves.cabinet.chamber import Chamber
from treves.errors import CabinetError

__all__ = [
    "Remainder",
    "connected_majorities",
    "minimal_winning",
    "minimal_winning_count",
    "partners",
    "seats_left",
]


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a group of parties holds in a chamber once some have left it.

    Parameters
    ----------
    leaving : tuple of str
        Who left; empty for the group as it is.
    seats, majority : int
    """

    leaving: tuple[str, ...]
    seats: int
    majority: int

    @property
    def short_seats(self) -> int:
        """Seats missing to a majority; 0 where there is one."""
        return max(self.majority - self.seats, 0)

    @property
    def is_majority(self) -> bool:
        """Whether what is left still has more than half of the seats."""
        return self.seats >= self.majority


def seats_left(chamber: Chamber, members: Collection[str], leaving: Collection[str] = ()) -> Remainder:
    """Count what is left of a group of parties in a chamber when some leave it.

    Raises
    ------
    CabinetError
        If someone leaves who is not a member.
    """
    if strangers := [party for party in leaving if party not in members]:
        raise CabinetError(f"{', '.join(strangers)} cannot leave: the members are {', '.join(members)}")
    left = chamber.seats_of(party for party in members if party not in leaving)
    return Remainder(tuple(leaving), left, chamber.majority)


def _in_falling_order(weights: Mapping[str, int], quota: int) -> list[tuple[str, int]]:
    if any(weight < 0 for weight in weights.values()):
        raise CabinetError("seats and votes cannot be negative")
    # a party that carries the quota alone comes first, one with nothing never belongs to a minimal set
    held = [(party, min(weight, max(quota, 0))) for party, weight in weights.items() if weight > 0]
    return sorted(held, key=lambda told: -told[1])


def minimal_winning(
    weights: Mapping[str, int], quota: int, *, at_most_parties: int | None = None
) -> Iterator[tuple[str, ...]]:
    """Find every set of parties that reaches the quota and would miss it without any one of them.

    Parameters
    ----------
    weights : mapping of str to int
        Seats or votes, none negative; a party with nothing is in no set.
    quota : int
        Seats or votes needed.
    at_most_parties : int, optional
        Only sets of at most so many parties.

    Yields
    ------
    tuple of str
        Parties in the order of ``weights``.

    Examples
    --------
    >>> list(minimal_winning({"VVD": 7, "D66": 6, "CDA": 4, "CU": 2}, 10))
    [('VVD', 'D66'), ('VVD', 'CDA'), ('D66', 'CDA')]
    """
    if quota <= 0:
        yield ()
        return
    order = _in_falling_order(weights, quota)
    place = {party: k for k, party in enumerate(weights)}
    most = len(order) if at_most_parties is None else at_most_parties
    reach = [0]
    for _, weight in order:
        reach.append(reach[-1] + weight)

    def extend(start: int, taken: list[str], total: int) -> Iterator[tuple[str, ...]]:
        room = most - len(taken)
        for k in range(start, len(order)):
            if room <= 0 or total + reach[min(k + room, len(order))] - reach[k] < quota:
                return  # the heaviest that are left do not suffice, so no later ones do
            party, weight = order[k]
            if total + weight >= quota:
                yield tuple(sorted([*taken, party], key=place.__getitem__))
            else:
                yield from extend(k + 1, [*taken, party], total + weight)

    yield from extend(0, [], 0)


def minimal_winning_count(weights: Mapping[str, int], quota: int) -> int:
    """Count the minimal winning sets without listing them.

    Examples
    --------
    >>> minimal_winning_count({"VVD": 7, "D66": 6, "CDA": 4, "CU": 2}, 10)
    3
    """
    if quota <= 0:
        return 1
    sets_of_weight: dict[int, int] = {0: 1}  # among the heavier parties, short of the quota
    found = 0
    for _, weight in _in_falling_order(weights, quota):
        grown: dict[int, int] = defaultdict(int, sets_of_weight)
        for total, count in sets_of_weight.items():
            if total + weight >= quota:
                found += count
            else:
                grown[total + weight] += count
        sets_of_weight = grown
    return found


def partners(chamber: Chamber, members: Collection[str], *, at_most: int = 20) -> list[tuple[str, ...]]:
    """Find which other parties could fill up a group to a majority: smallest numbers of parties first.

    Parameters
    ----------
    chamber : Chamber
    members : collection of str
        The group as it is.
    at_most : int
        How many sets to return.

    Returns
    -------
    list of tuple of str
        Minimal sets of parties outside the group; ``[()]`` where the group has a majority already.
    """
    others = {party: seats for party, seats in chamber.seats.items() if party not in members}
    needed = chamber.majority - chamber.seats_of(members)
    if needed <= 0:
        return [()]
    found: list[tuple[str, ...]] = []
    for parties in range(1, len(others) + 1):
        sized = [told for told in minimal_winning(others, needed, at_most_parties=parties) if len(told) == parties]
        found.extend(sorted(sized, key=lambda told: -chamber.seats_of(told)))
        if len(found) >= at_most:
            break
    return found[:at_most]


def connected_majorities(chamber: Chamber, places: Mapping[str, float]) -> list[tuple[str, ...]]:
    """Find the minimal connected winning sets: no seated party between two members is left out, none at an end is idle.

    Parameters
    ----------
    chamber : Chamber
    places : mapping of str to float
        Place of each party on one scale; a party without a place is left out of account.

    Returns
    -------
    list of tuple of str
        From low to high places.

    Examples
    --------
    >>> from datetime import date
    >>> chamber = Chamber("d", "Diet", {"A": 2, "B": 1, "C": 2}, date(1897, 6, 1))
    >>> connected_majorities(chamber, {"A": 0, "B": 5, "C": 9})
    [('A', 'B'), ('B', 'C')]
    """
    at: dict[float, list[str]] = defaultdict(list)
    for party, place in places.items():
        if chamber.seats.get(party, 0):
            at[place].append(party)
    stops = sorted(at)
    found: list[tuple[str, ...]] = []
    for first in range(len(stops)):
        for last in range(first, len(stops)):
            inner = [party for stop in stops[first + 1 : last] for party in at[stop]]
            ends = [at[stops[first]]] if first == last else [at[stops[first]], at[stops[last]]]
            found.extend(_closed(chamber, inner, ends))
    return found


def _closed(chamber: Chamber, inner: list[str], ends: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the sets with all inner parties and some at each end, that need every party taken at an end."""
    subsets = [[told for size in range(1, len(end) + 1) for told in combinations(end, size)] for end in ends]
    for low in subsets[0]:
        for high in subsets[1] if len(subsets) > 1 else [()]:
            chosen = (*low, *inner, *high)
            total = chamber.seats_of(chosen)
            outer = (*low, *high)
            if total >= chamber.majority and all(total - chamber.seats[party] < chamber.majority for party in outer):
                yield chosen
