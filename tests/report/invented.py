"""Findings made by hand for the tests of the page: small, whole, and free of any run."""

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from report.invented_institutions import institutions
from treves.study.findings import Findings

STRUCTURE = {"best", "alternative", "draft", "status_quo", "deal_exists", "best_deal"}
STRUCTURE |= {
    "votes_against",
    "abstains",
    "walks_out",
    "statute",
    "none",
    "drafting",
    "advice",
    "chamber",
    "publication",
}
MOVES = ("ideal_down_10", "ideal_up_10", "reach_wider_5", "red_line_given_up")


def probability(p: float, spread: float = 0.08) -> dict[str, float]:
    return {"p": p, "low": max(0.0, p - spread), "high": min(1.0, p + spread), "monte_carlo_error": 0.011}


def quantity(value: float, spread: float) -> dict[str, float]:
    return {"value": value, "low": value - spread, "high": value + spread}


def density(middle: float, sd: float) -> list[float]:
    weights = [math.exp(-(((2 * k - middle) / sd) ** 2) / 2) for k in range(51)]
    return [round(weight / sum(weights), 6) for weight in weights]


def document(parties: int = 3, issues: int = 3, options: int = 3, statements: int = 9) -> dict[str, Any]:
    """Return findings as a document, before validation."""
    names = [f"P{p}" for p in range(parties)]
    topics = [f"issue{j}" for j in range(issues)]
    ways = [f"way{k}" for k in range(options)]
    choices = [(issue, way) for issue in topics for way in ways]
    package = dict.fromkeys(topics, ways[-1])
    told = [
        {
            "name": f"st{n}",
            "doc": f"report{n % 3}",
            "start": 10 * n,
            "end": 10 * n + 9,
            "text": f"{names[n % parties]} asks for way {n % options} on issue {n % issues}",
            "before": "Nothing was said about geese.\n\nAt supper it was told that ",
            "after": ", and the train had left by then. Nobody at the table would say more than that ab",
            "actor": f"Speaker {n}",
            "party": names[n % parties],
            "about": f"matter{n}",
            "description": "A matter of some weight.",
            "stance": "+1",
            "kind": "demand",
            "certainty": "reported",
            "source": "a cook",
            "source_type": "anonymous",
            "published_on": date(1897, 6, 1) + timedelta(days=n),
            "reliability": 0.77,
            "says": f"demands “way {n % options}”",
            "also_in": ["report0"] if n % 3 == 1 else [],
        }
        for n in range(statements)
    ]
    behind = {
        (party, issue): [s["name"] for n, s in enumerate(told) if s["party"] == party and topics[n % issues] == issue]
        for party in names
        for issue in topics
    }
    return {
        "version": "0.1.0",
        "case": "strelsau",
        "as_of": date(1897, 6, 21),
        "seed": 7,
        "draws": 1000,
        "worlds": 20,
        "case_digest": "ab" * 32,
        "method": {"positions": "exact discrete Bayes", "intervals": "80 % of the worlds"},
        "assumptions": {"doubt": {"value": 1.0, "low": 0.6, "high": 1.6, "source": "assumption"}},
        "facts": {
            "name": "strelsau",
            "title": "The supper at Strelsau",
            "question": "Will they agree before the train leaves?",
            "language": "en",
            "deadline": date(1897, 6, 24),
            "parties": {name: f"Party of {name}" for name in names},
            "veto_players": names,
            "issues": [
                {
                    "name": issue,
                    "label": f"Issue {j}",
                    "question": f"What about issue {j}?",
                    "low_end": "nothing",
                    "high_end": "everything",
                    "status_quo": ways[0],
                    "options": [
                        {
                            "name": way,
                            "label": f"way {k} on issue {j}",
                            "place": round(100 * k / max(options - 1, 1), 1),
                            "legal_path": "statute, about 4 months (2-9), 5% chance of being struck down (assumption)",
                        }
                        for k, way in enumerate(ways)
                    ],
                }
                for j, issue in enumerate(topics)
            ],
            "package_count": options**issues,
            "council": {
                "votes": {name: 3 + p for p, name in enumerate(names)},
                "size": sum(3 + p for p in range(parties)),
                "majority": sum(3 + p for p in range(parties)) // 2 + 1,
                "quorum": 4,
                "tie": "fails",
                "carried_by": [names[:2], names[1:]] if parties > 2 else [names],
            },
            "sources": ["https://strelsau.example/geese", "An almanac"],
        },
        "headlines": [
            {
                "name": "deal_exists",
                "sentence": "some package exists that all could accept",
                "probability": probability(0.31),
            },
            {
                "name": "best_deal",
                "sentence": "all accept the most acceptable package",
                "probability": probability(0.12, 0.05),
            },
        ],
        "positions": [
            {
                "party": party,
                "issue": issue,
                "ideal": quantity(50 + 10 * ((p + j) % 4), 15),
                "red_line": probability(0.2 * ((p + j) % 4)),
                "reach": quantity(25, 10),
                "salience": quantity(1 / issues, 0.1),
                "acceptable": {way: max(0.0, 1 - 0.45 * k) for k, way in enumerate(ways)},
                "ideal_density": density(50 + 10 * ((p + j) % 4), 12),
                "statements": behind[party, issue],
                "is_prior_only": not behind[party, issue],
            }
            for p, party in enumerate(names)
            for j, issue in enumerate(topics)
        ],
        "stakes": [
            {
                "party": party,
                "stake": quantity(-0.05 + 0.03 * p, 0.06),
                "statements": [told[0]["name"]] if p == 0 and told else [],
            }
            for p, party in enumerate(names)
        ],
        "deals": [
            {
                "role": role,
                "why_listed": f"listed as {role}",
                "package": dict.fromkeys(topics, ways[0]) if role == "status_quo" else package,
                "words": "a few things change",
                "differs_from_best": [],
                "probability_all_accept": probability(0.12, 0.05),
                "parties": [
                    {
                        "party": party,
                        "utility": quantity(0.6, 0.1),
                        "reservation_value": quantity(0.5, 0.1),
                        "accepts": probability(0.4),
                        "refuses_by_red_line_share": 0.45,
                        "refuses_as_not_worth_it_share": 0.15,
                        "red_lines": {topics[0]: 0.4},
                    }
                    for party in names
                ],
                "blocked_by": names[:1],
                "obstacle": f"{names[0]} refuses it in 60 % of draws.",
            }
            for role in ("best", "alternative", "draft", "status_quo")
        ],
        "solutions": [
            {
                "name": "Nash solution",
                "source": "Nash 1950",
                "exists_share": 0.3,
                "package": package,
                "words": "a few things change",
                "picked_share": 0.2,
            },
            {
                "name": "core",
                "source": "Gillies 1959",
                "exists_share": 0.0,
                "package": None,
                "words": "",
                "picked_share": 0.0,
            },
        ],
        "blocking": [
            {"party": party, "stands_alone_between": probability(0.1 * (p + 1)), "red_line_share": 0.5}
            for p, party in enumerate(names)
        ],
        "moves": [
            {
                "party": party,
                "issue": issue,
                "move": move,
                "deal_exists_change": quantity(0.05 * m - 0.02, 0.01),
                "best_deal_change": quantity(0.02 * m - 0.01, 0.01),
            }
            for party in names
            for issue in topics
            for m, move in enumerate(MOVES)
        ],
        "shortfalls": [
            {"party": party, "must_move_share": 0.5, "utility": quantity(0.02, 0.01), "over": {topics[0]: 0.4}}
            for party in names
        ],
        "no_deal_share": 0.69,
        "influences": [
            {
                "statement": s["name"],
                "deal_exists_change": quantity(0.1 - 0.02 * n, 0.01),
                "best_deal_change": quantity(0.05 - 0.01 * n, 0.01),
            }
            for n, s in enumerate(told)
        ],
        "acceptance_map": {
            "options": choices,
            "best": [
                [
                    None if a != b and row[0] == column[0] else round(0.12 - 0.005 * abs(a - b) / len(choices), 4)
                    for b, column in enumerate(choices)
                ]
                for a, row in enumerate(choices)
            ],
        },
        "front_share": 0.2,
        "institutions": institutions(names, choices, package),
        "reports": [
            {
                "name": f"report{n}",
                "outlet": ("The Zenda Gazette", "The Courier", "The Almanac")[n],
                "title": f"Supper, day {n}",
                "published_on": date(1897, 6, 1 + n),
                "address": f"https://zenda.example/{n}",
                "sources": ["a cook", "https://zenda.example/cook"],
                "digest": "cd" * 32,
            }
            for n in range(3)
        ],
        "statements": told,
    }


def invented(**size: int) -> Findings:
    """Return findings of a given size."""
    return Findings.model_validate(document(**size))


def retold(held: Any, change: Callable[[str], str]) -> Any:
    """Change every text and every key that names something of the case, the same everywhere."""
    if isinstance(held, str):
        return held if held in MOVES or held in STRUCTURE else change(held)
    if isinstance(held, dict):
        fields = Findings.model_fields.keys() | _FIELDS
        return {key if key in fields else change(key): retold(value, change) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [retold(value, change) for value in held]
    return held


def _field_names() -> set[str]:
    defined = Findings.model_json_schema()["$defs"]
    return {name for schema in defined.values() for name in schema.get("properties", {})}


_FIELDS = _field_names() | {"value", "low", "high", "source"}
