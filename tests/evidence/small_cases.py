"""Reads the small invented cases, their reports and their coding; used by the tests of this room."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from treves.cabinet import Cabinet, DecisionRule, Party, Person
from treves.evidence import Codebook, Entry, Finding, Reader, Report
from treves.evidence.interchange import findings_to_csv
from treves.evidence.scoring import Row, row_of

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
CASE_OF = {
    "d": "duinland",
    "s": "scheldeland",
    "h": "haverdam",
    "n": "northmark",
    "k": "kilcarra",
    "0": "rutte4",
    "b": "belgie",
    "m": "vechtmonde",
    "z": "landsbode",
    "p": "binnenhof",
    "e": "denmark",
    "i": "dublin",
    "g": "catshuis",
    "f": "glenmoor",
}


def load_small_case(name: str) -> tuple[Cabinet, Codebook, dict[str, dict[str, list[str]]]]:
    raw: dict[str, Any] = yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    parties = tuple(
        Party(
            entry["name"],
            entry["label"],
            tuple(entry.get("aliases", ())),
            tuple(Person(p["name"], p.get("role", ""), tuple(p.get("aliases", ()))) for p in entry.get("people", ())),
            is_in_cabinet=entry.get("is_in_cabinet", True),
        )
        for entry in raw["parties"]
    )
    veto_players = tuple(p.name for p in parties if p.is_in_cabinet)
    cabinet = Cabinet(name, name, parties, DecisionRule(veto_players=veto_players))
    entries = {key: Entry(key, value["type"], value["description"]) for key, value in raw["entries"].items()}
    words = {raw["language"]: {key: list(map(str, value["words"])) for key, value in raw["entries"].items()}}
    return cabinet, Codebook(entries), words


def load_own_report(name: str, folder: str = "reports") -> Report:
    text = (HERE / folder / f"{name}.txt").read_bytes().decode("utf-8")
    start = text.index("\n\n") + 2
    head = dict(line.split(": ", 1) for line in text[:start].strip().splitlines())
    return Report(name, head["outlet"], date.fromisoformat(head["date"]), head["title"], text, start, head["language"])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def reports_in(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (HERE / folder).glob("*.txt")))


OWN_REPORTS = tuple(sorted(path.stem for path in (HERE / "reports").glob("*.txt")))
OWN_GOLD = HERE / "gold" / "claims.csv"
OWN_MASKS = HERE / "gold" / "boilerplate.csv"


def load_reference_report(name: str) -> Report:
    day = {"000_7460ecf653daab89": date(2023, 7, 6), "002_03ef3f40b2be7c74": date(2023, 7, 5)}[name]
    text = (SHARED / "reports" / f"{name}.txt").read_bytes().decode("utf-8")
    return Report(name, "", day, "", text, 0, "nl")


def rows_of_findings(findings: Iterable[Finding]) -> list[Row]:
    records = csv.DictReader(io.StringIO(findings_to_csv(findings), newline=""))
    return [row_of(r | {"time_from": r["time_froms"], "time_to": r["time_tos"]}) for r in records]


def read_sentence(
    text: str, case: str = "duinland", language: str = "nl", day: str = "2024-03-13"
) -> tuple[Finding, ...]:
    report = Report("sentence", "", date.fromisoformat(day), "", text, 0, language)
    return Reader(*load_small_case(case)).read(report)
