"""Fewer seats, more power: where indices over minimal winning sets part from common sense.

    uv run python examples/holler_packel_1983_fewer_seats_more_power.py

Holler, M. J., & Packel, E. W. (1983). Power, luck and the right index. Zeitschrift für Nationalökonomie 43, 21-29.
Five parties with 35, 20, 15, 15 and 15 seats, quota 51. By Deegan-Packel and by the public good index the second party
has less power than the third, with more seats. Whether that is a fault of the indices or a fact about coalitions has
been argued over since.
"""

from __future__ import annotations

from fractions import Fraction

from treves.bargaining.power import deegan_packel, public_good, weighted_game

SEATS = {"A": 35, "B": 20, "C": 15, "D": 15, "E": 15}
QUOTA = 51
PUBLISHED = {
    "Deegan-Packel": dict(zip(SEATS, (Fraction(n, 60) for n in (18, 9, 11, 11, 11)), strict=True)),
    "public good": dict(zip(SEATS, (Fraction(n, 60) for n in (16, 8, 12, 12, 12)), strict=True)),
}


def main() -> None:
    """Compute both indices and print them beside the published fractions."""
    house = weighted_game(SEATS, QUOTA)
    for index, power in (("Deegan-Packel", deegan_packel(house)), ("public good", public_good(house))):
        for party, published in PUBLISHED[index].items():
            verdict = "as published" if power[party] == published else f"published: {published}"
            print(f"{index:16}{party}  {SEATS[party]} seats  {power[party]!s:8}{verdict}")


if __name__ == "__main__":
    main()
