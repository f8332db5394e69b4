"""Votes, chambers and legal paths made by hand for the tests of the page."""

from datetime import date
from typing import Any

TURNS = ("votes_against", "abstains", "walks_out")


def power(weights: dict[str, int]) -> list[dict[str, Any]]:
    total = sum(weights.values())
    indices = ("weight_share", "banzhaf", "shapley_shubik", "deegan_packel", "public_good")
    return [{"party": p, "weight": w, **dict.fromkeys(indices, w / total)} for p, w in weights.items()]


def ballot(votes: dict[str, int], supporters: list[str]) -> dict[str, Any]:
    counts = {
        "votes_for": sum(votes[party] for party in supporters),
        "votes_against": sum(votes[party] for party in votes if party not in supporters),
        "present": sum(votes.values()),
    }
    turns = [
        {
            **counts,
            "party": p,
            "turn": turn,
            "is_passed": p not in supporters,
            "is_decisive": p in supporters,
            "why": "so",
        }
        for p in votes
        for turn in TURNS
        if p in supporters or turn != "votes_against"
    ]
    told = {**counts, "is_passed": True, "is_valid": True, "is_held_over": False, "why": "more for than against"}
    return {**told, "supporters": supporters, "turns": turns}


def chance(p: float) -> dict[str, float]:
    return {"p": p, "low": max(0.0, p - 0.1), "high": min(1.0, p + 0.1)}


def quantity(value: float, spread: float) -> dict[str, float]:
    return {"value": value, "low": value - spread, "high": value + spread}


def institutions(names: list[str], choices: list[tuple[str, str]], package: dict[str, str]) -> dict[str, Any]:
    votes = {name: 3 + p for p, name in enumerate(names)}
    seats = {**{name: 10 + p for p, name in enumerate(names)}, "Opera League": 30, "Clockmakers": 25}
    sets = [names[:2], names[1:]] if len(names) > 2 else [names]
    held = sum(seats[name] for name in names)
    size = sum(seats.values())
    short = max(size // 2 + 1 - held, 0)
    return {
        "horizon_months": 48,
        "council": {
            "votes": votes,
            "size": sum(votes.values()),
            "quorum": 4,
            "rule": "more votes for than against",
            "source": "standing orders",
            "carried_by": sets,
            "quorum_broken_by": sets,
            "ballots": [ballot(votes, told) for told in sets],
            "power": power(votes),
        },
        "chambers": [
            {
                "name": "diet",
                "label": "The Diet",
                "counted_on": date(1897, 6, 1),
                "source": "an almanac",
                "size": size,
                "majority": size // 2 + 1,
                "seats": seats,
                "members": names,
                "left": [
                    {"leaving": [], "seats": held, "short_seats": short, "is_majority": not short},
                    *(
                        {"leaving": [name], "seats": held - seats[name], "short_seats": 20, "is_majority": False}
                        for name in names
                    ),
                ],
                "filled_by": [["Opera League"], ["Clockmakers"]] if short else [],
                "majority_count": 12,
                "majorities": [["Opera League", "Clockmakers"]],
                "connected": [["Opera League", "Clockmakers"]],
                "places_source": "an almanac, by how long they would let the King wait",
                "power": power(seats),
            }
        ],
        "measures": [
            {
                "issue": issue,
                "option": way,
                "label": f"{way} on {issue}",
                "instrument": "none" if j % 9 == 8 else "statute",
                "source": "assumption",
                "delay_months": quantity(12, 6),
                "struck_down_share": 0.2,
                "stages": [
                    {"name": "drafting", "start_months": 0, "end_months": 5, "kind": "drafting"},
                    {"name": "advice", "start_months": 5, "end_months": 7, "kind": "advice"},
                    {"name": "The Diet", "start_months": 7, "end_months": 11, "kind": "chamber"},
                    {"name": "publication", "start_months": 11, "end_months": 12, "kind": "publication"},
                ],
                "months": [12.0 * k for k in range(5)],
                "in_force": [chance(0.2 * k) for k in range(5)],
                "months_in_force": quantity(24, 11),
                "in_force_share": 0.5,
            }
            for j, (issue, way) in enumerate(choices)
        ],
        "paths": [
            {
                "role": role,
                "why_listed": f"listed as {role}",
                "package": package,
                "unknown": [],
                "parties": [
                    {"party": name, "on_paper": quantity(0.2 - 0.1 * p, 0.1), "in_law": quantity(0.1 - 0.05 * p, 0.05)}
                    for p, name in enumerate(names)
                ],
            }
            for role in ("best", "draft")
        ],
        "legal_assumptions": {
            "delay_factor": {"value": 1.0, "low": 0.8, "high": 1.25, "source": "assumption"},
            "struck_down_odds_factor": {"value": 1.0, "low": 0.5, "high": 2.0, "source": "assumption"},
            "court_months": {"value": 12.0, "low": None, "high": None, "source": "assumption"},
            "horizon": {"value": 48, "low": None, "high": None, "source": "assumption"},
        },
    }
