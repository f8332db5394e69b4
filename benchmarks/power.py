"""Power indices against a package from PyPI, on the same councils, in one process.

usage: uv run --with powerindices==1.0.2 python benchmarks/power.py

The council of the European Union by the rule of 2014 (27 states; 55 % of them with 65 % of the population, persons
rounded to 10,000) and a parliament of 150 seats and seventeen parties (Tweede Kamer, March 2021). The peer has no
Deegan-Packel or public good index, nor the clause "or all but three states"; so it is given the double majority alone,
and treves is timed on both. Values must agree to nine digits. Seconds are the best of three runs; every run counts from
nothing. Without the peer only the figures of treves are printed. The last line is JSON.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from treves.bargaining.power import (
    Game,
    banzhaf,
    deegan_packel,
    intersection,
    public_good,
    shapley_shubik,
    union,
    weighted_game,
)
from treves.bargaining.power.counting import swing_counts
from treves.bargaining.power.minimal import minimal_winning_counts, minimal_winning_weight

# Eurostat, persons on 1 January 2017 in tens of thousands
POPULATION = {
    "BE": 1135, "BG": 710, "CZ": 1058, "DK": 575, "DE": 8252, "EE": 132, "IE": 478, "EL": 1077, "ES": 4653, "FR": 6699,
    "HR": 415, "IT": 6059, "CY": 85, "LV": 195, "LT": 285, "LU": 59, "HU": 980, "MT": 46, "NL": 1708, "AT": 877,
    "PL": 3797, "PT": 1031, "RO": 1964, "SI": 207, "SK": 544, "FI": 550, "SE": 1000,
}  # fmt: skip
# Election of 17 March 2021
SEATS = {
    "VVD": 34, "D66": 24, "PVV": 17, "CDA": 15, "SP": 9, "PvdA": 9, "GL": 8, "FvD": 8, "PvdD": 6, "CU": 5, "Volt": 3,
    "JA21": 3, "SGP": 3, "Denk": 3, "50PLUS": 1, "BBB": 1, "BIJ1": 1,
}  # fmt: skip
QUOTA, STATES = math.ceil(0.65 * sum(POPULATION.values())), 15
RUNS = 3
Found = TypeVar("Found")


def best_of(work: Callable[[], Found]) -> tuple[float, Found]:
    """Return the shortest time and the last result, counted from nothing each time."""
    seconds = []
    for _ in range(RUNS):
        for known in (swing_counts, minimal_winning_counts, minimal_winning_weight):
            known.cache_clear()
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def peer_of(weights: dict[str, int], quota: int, least: int) -> Callable[[], tuple[list[float], list[float]]] | None:
    """Return the peer's two indices as a call, or None where it is not installed."""
    if find_spec("powerindices") is None:
        return None
    peer = import_module("powerindices")
    extra = {"minimalWinningCoalitionSize": least} if least else {}
    held = list(weights.values())

    def work() -> tuple[list[float], list[float]]:
        turns = [float(value) for value in peer.compute_pbi(quota, held, **extra)]
        orders = [float(value) for value in peer.compute_ssi(quota, held, **extra)]
        return [value / sum(turns) for value in turns], orders

    return work


def compare(name: str, game: Game, weights: dict[str, int], quota: int, least: int) -> dict[str, float]:
    """Time both on the same council, check that they agree, and return the figures."""
    seconds_two, (mine_banzhaf, mine_shapley) = best_of(lambda: (banzhaf(game), shapley_shubik(game)))
    seconds_four, _ = best_of(lambda: (banzhaf(game), shapley_shubik(game), deegan_packel(game), public_good(game)))
    figures = {"seconds_two": round(seconds_two, 4), "seconds_four": round(seconds_four, 4)}
    told = f"{name}: treves {seconds_two:.3f} s for two indices, {seconds_four:.3f} s for four"
    work = peer_of(weights, quota, least)
    if work is None:
        print(f"{told}; powerindices is not installed", flush=True)
        return figures
    seconds_peer, (peer_banzhaf, peer_shapley) = best_of(work)
    pairs = [(mine_banzhaf, peer_banzhaf), (mine_shapley, peer_shapley)]
    gap = max(abs(float(a) - b) for mine, theirs in pairs for a, b in zip(mine.values(), theirs, strict=True))
    if gap > 1e-9:
        raise SystemExit(f"{name}: treves and powerindices differ by {gap}")
    ratio = seconds_peer / seconds_two
    print(f"{told}; powerindices {seconds_peer:.3f} s for two, ratio {ratio:.1f}; largest gap {gap:.1e}", flush=True)
    return {**figures, "seconds_peer": round(seconds_peer, 4), "ratio_peer": round(ratio, 2), "largest_gap": gap}


def main() -> None:
    """Compare on both councils, time the whole rule of 2014, and print the figures as JSON."""
    one = dict.fromkeys(POPULATION, 1)
    double = intersection(weighted_game(POPULATION, QUOTA), weighted_game(one, STATES))
    figures = {
        "union_27": compare("27 states, double majority", double, POPULATION, QUOTA, STATES),
        "parliament_17": compare("17 parties, 76 of 150", weighted_game(SEATS, 76), SEATS, 76, 0),
    }
    whole = union(double, weighted_game(one, len(one) - 3))
    seconds, _ = best_of(lambda: (banzhaf(whole), shapley_shubik(whole), deegan_packel(whole), public_good(whole)))
    print(f"27 states, with the clause of four: treves {seconds:.3f} s for four indices", flush=True)
    print(json.dumps({**figures, "seconds_union_27_with_clause": round(seconds, 4)}))


if __name__ == "__main__":
    main()
