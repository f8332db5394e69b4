"""Power in the Security Council as it was in 1954: the paper that gave the index its name.

    uv run python examples/shapley_shubik_1954_security_council.py

Shapley, L. S., & Shubik, M. (1954). A method for evaluating the distribution of power in a committee system. American
Political Science Review 48, 787-792: with five vetoes and seven votes of eleven needed, the Big Five together hold
98.7 % of the power, the six others 1.3 %. A veto is a rule of its own: the council is the majority of seven *and* the
five of five.
"""

from __future__ import annotations

from treves.bargaining.power import intersection, shapley_shubik, weighted_game

FIVE = [f"permanent {n}" for n in range(1, 6)]
SIX = [f"elected {n}" for n in range(1, 7)]
PUBLISHED_PERCENT = {"the five permanent members": 98.7, "the six others": 1.3}


def main() -> None:
    """Compute the index and print it beside the published shares."""
    everyone = dict.fromkeys([*FIVE, *SIX], 1)
    vetoes = {member: int(member in FIVE) for member in everyone}
    power = shapley_shubik(intersection(weighted_game(everyone, 7), weighted_game(vetoes, 5)))
    for (name, published), members in zip(PUBLISHED_PERCENT.items(), (FIVE, SIX), strict=True):
        together = sum(power[member] for member in members)
        verdict = "as published" if round(100 * float(together), 1) == published else f"published: {published} %"
        print(f"{name:28}{together!s:8}{100 * float(together):6.2f} %   {verdict}")


if __name__ == "__main__":
    main()
