"""Bill and Jack barter: the example with which the Nash solution was published.

    uv run python examples/nash_1950_bill_and_jack.py

Nash, J. F. (1950). The bargaining problem. Econometrica 18, 155-162: two boys own nine things, each worth something to
both, and no money changes hands. Bill gives the book, whip, ball and bat, Jack the pen, toy and knife; Bill
gains 12 and Jack 5. The utilities are the paper's; the solution is searched among all 512 ways to share.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from treves.bargaining import nash_solution

BILLS = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACKS = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}
GOODS = {**BILLS, **JACKS}
PUBLISHED = {"Bill gains": 12, "Jack gains": 5, "Bill gives": "book, whip, ball, bat", "Jack gives": "pen, toy, knife"}


def main() -> None:
    """Try every way to share, and print what Nash printed beside what is found."""
    shares = list(product((True, False), repeat=len(GOODS)))  # whether Bill has each thing afterwards
    worth = np.array(list(GOODS.values()), dtype=float)
    is_bills = np.array(shares)
    kept = np.array([name in BILLS for name in GOODS])
    gains = np.stack([is_bills @ worth[:, 0] - kept @ worth[:, 0], ~is_bills @ worth[:, 1] - ~kept @ worth[:, 1]], 1)
    row = nash_solution(gains)
    if row is None:
        raise SystemExit("no way to share leaves both as well off")
    ends = dict(zip(GOODS, shares[row], strict=True))
    found = {
        "Bill gains": int(gains[row, 0]),
        "Jack gains": int(gains[row, 1]),
        "Bill gives": ", ".join(name for name in BILLS if not ends[name]),
        "Jack gives": ", ".join(name for name in JACKS if ends[name]),
    }
    for name, published in PUBLISHED.items():
        verdict = "as published" if found[name] == published else f"published: {published}"
        print(f"{name:12}{found[name]!s:26}{verdict}")


if __name__ == "__main__":
    main()
