"""Power in the council of the Six, 1958-1972: a vote without power, to the last fraction.

    uv run python examples/felsenthal_machover_1998_eec_1958.py

Felsenthal, D. S., & Machover, M. (1998). The Measurement of Voting Power. Edward Elgar. Weights 4 for France, Germany
and Italy, 2 for Belgium and the Netherlands, 1 for Luxembourg, quota 12: Luxembourg's vote could never decide anything.
"""

from __future__ import annotations

from fractions import Fraction

from treves.bargaining.power import banzhaf, shapley_shubik, weighted_game

SIX = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
QUOTA = 12
LARGE, MIDDLE, SMALL = ("Germany", "France", "Italy"), ("Belgium", "Netherlands"), ("Luxembourg",)
PUBLISHED = {
    "Banzhaf": {LARGE: Fraction(5, 21), MIDDLE: Fraction(1, 7), SMALL: Fraction(0)},
    "Shapley-Shubik": {LARGE: Fraction(7, 30), MIDDLE: Fraction(3, 20), SMALL: Fraction(0)},
}


def main() -> None:
    """Compute both indices and print them beside the published fractions."""
    council = weighted_game(SIX, QUOTA)
    for index, power in (("Banzhaf", banzhaf(council)), ("Shapley-Shubik", shapley_shubik(council))):
        for states, published in PUBLISHED[index].items():
            for state in states:
                verdict = "as published" if power[state] == published else f"published: {published}"
                print(f"{index:16}{state:14}{power[state]!s:8}{verdict}")


if __name__ == "__main__":
    main()
