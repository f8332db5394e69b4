"""Cases made of a table of positions: one per proposal, distinct positions as options, actors as parties."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.bargaining.consent import consent_of
from treves.bargaining.predict import PositionTable, compromise
from treves.cabinet import DecisionRule
from treves.case.imports.imported import Imported, short_names
from treves.case.imports.thinning import blocs, thinned

__all__ = ["import_position_table"]

Floats = npt.NDArray[np.float64]
Groups = list[tuple[int, ...]]

MORE = 1e-6  # share beyond one half that makes it more than half
SD_POINTS = 10.0
MOST_PACKAGES = 2**14
MOST_VOTERS = 16
MOST_COALITIONS = 1000
DRAWS, WORLDS = 300, 10  # many parties make a run long; a case's owner may ask for more
SAME_POINTS = 0.5


def import_position_table(table: PositionTable, file: str, *, as_of: date) -> dict[str, Imported]:
    """Make a case of every proposal on which at least two positions are held.

    Parameters
    ----------
    table : PositionTable
    file : str
        Named as the source.
    as_of : date
        The day the cases speak of; tables tell none.

    Returns
    -------
    dict of str to Imported
        By proposal.
    """
    made = {}
    for proposal in dict.fromkeys(table.proposals):
        talks = _Talks(table, proposal, file)
        if talks.issues:
            made[proposal] = talks.imported(as_of)
    return made


class _Talks:
    """One proposal: who takes part, on which issues, under which rule."""

    def __init__(self, table: PositionTable, proposal: str, file: str) -> None:
        self.table, self.proposal, self.file = table, proposal, file
        self.notes: list[str] = list(table.notes)
        self.without_reference: list[str] = []
        rows = [int(row) for row in table.issues_of(proposal)]
        places = {row: self._places(row) for row in rows}
        agreed = [table.issues[row] for row in rows if len(places[row]) < 2]
        if agreed:
            self.notes.append(f"Left out, as everybody has one position: {', '.join(agreed)}.")
        self.rows = [row for row in rows if len(places[row]) > 1]
        self.places = [places[row] for row in self.rows]
        if self.rows:
            weights = [table.issue(row).weights for row in self.rows]
            held = [table.issue(row).positions for row in self.rows]
            self.places, told = thinned(self.places, held, weights, most=MOST_PACKAGES)
            self.notes += told
        self.issues = short_names(table.issues[row] for row in self.rows)
        self.actors = [at for at in range(len(table.actors)) if np.isfinite(table.positions[self.rows, at]).any()]

    def _places(self, row: int) -> list[float]:
        held = self.table.positions[row]
        known = [*held[np.isfinite(held)], *self._reference(row)]
        kept: list[float] = []
        for place in sorted(set(map(float, known))):
            if not kept or place - kept[-1] >= SAME_POINTS:
                kept.append(place)
        return kept

    def _reference(self, row: int) -> list[float]:
        point = float(self.table.reference_points[row])
        return [] if math.isnan(point) else [point]

    def imported(self, as_of: date) -> Imported:
        """Return the case."""
        table, day = self.table, as_of.isoformat()
        members, rule = self._rule()
        parties = short_names("+".join(table.actors[at] for at in group) for group in members)
        title = short_names([f"{table.name} {self.proposal}" if self.proposal != table.name else table.name])[0]
        agenda = [self._issue(k) for k in range(len(self.rows))]
        if self.without_reference:
            self.notes.append(
                f"No reference point is told on {', '.join(self.without_reference)}: the position furthest from the "
                "compromise stands in for the status quo (assumption)."
            )
        self.notes.append(
            f"Positions are beliefs: normal around the place in the table, sd {SD_POINTS:g} points (assumption); "
            "without a place, anywhere, and the issue has no weight for that party."
        )
        self.notes.append(
            "Saliences are beliefs too: each party's shares are drawn around the table's, and spread widely (Dirichlet "
            "with weights that sum to the number of issues; assumption). treves place shows them."
        )
        self.notes.append(
            "How the talks end is played as in a cabinet: an accord needs every veto player, or every party where "
            "there is none, and any of these can leave (assumption). Where nobody can leave, read treves bargain, "
            "and not the chance of a fall."
        )
        case = {
            "schema": 1, "title": title, "question": f"Which packages could be adopted on {title}?", "language": "en",
            "as_of": day, "deadline": day, "sessions": [{"name": "the decision", "on": day}], "seed": 1,
            "draws": DRAWS, "worlds": WORLDS,
            "saliences": dict(zip(parties, map(self._saliences, members), strict=True)),
            "experts": [e for name, group in zip(parties, members, strict=True) for e in self._experts(name, group)],
            "sources": [f"{self.file}, proposal {self.proposal}", *self.notes],
        }  # fmt: skip
        cabinet: dict[str, Any] = {
            "name": title,
            "country": "none told",
            "parties": [{"name": name, "label": name} for name in parties],
        }
        if rule is not None:
            veto, weights, quota = rule
            cabinet["rule"] = {
                "veto_players": [parties[k] for k in veto],
                "weights": {parties[k]: weight for k, weight in weights.items() if weight > 0},
                "quota": quota,
            }
        sheets: Mapping[str, Any] = {"case.yaml": case, "agenda.yaml": {"issues": agenda}, "cabinet.yaml": cabinet}
        return Imported(sheets, tuple(self.notes))

    def _issue(self, k: int) -> dict[str, Any]:
        row, places, name = self.rows[k], self.places[k], self.issues[k]
        issue = self.table.issue(row)
        names = [f"at {place:g}" for place in places]
        if self._reference(row):
            quo = min(range(len(places)), key=lambda at: abs(places[at] - issue.reference_point))
        else:
            center = compromise(issue.positions, issue.weights)
            quo = max(range(len(places)), key=lambda at: abs(places[at] - center))
            self.without_reference.append(name)
        return {
            "name": name,
            "label": name,
            "question": f"Where does {name} end on its scale?",
            "low_end": "0 in the table",
            "high_end": "100 in the table",
            "status_quo": names[quo],
            "options": [
                {"name": words, "label": f"{name} {words}", "place": round(place, 6)}
                for words, place in zip(names, places, strict=True)
            ],
        }

    def _saliences(self, group: Sequence[int]) -> dict[str, float]:
        told = np.array([self.table.saliences[row, list(group)] for row in self.rows])
        has = np.isfinite(self.table.positions[np.ix_(self.rows, list(group))])
        known = np.where(np.isfinite(told), told, 0.5)
        shares = [float(s[h].mean()) if h.any() else 0.0 for s, h in zip(known, has, strict=True)]
        floor = 0.0 if sum(shares) > 0 else 1.0
        return {name: round(share + floor, 6) for name, share in zip(self.issues, shares, strict=True)}

    def _experts(self, party: str, group: Sequence[int]) -> list[dict[str, Any]]:
        found = []
        for row, name in zip(self.rows, self.issues, strict=True):
            held = self.table.positions[row, list(group)]
            if np.isfinite(held).any():
                place = round(float(np.nanmean(held)), 6)
                source = f"{self.file}; sd: assumption"
                found.append({"party": party, "issue": name, "place": place, "sd": SD_POINTS, "source": source})
        return found

    def _rule(self) -> tuple[Groups, tuple[list[int], dict[int, float], float] | None]:
        """Return the parties as groups of actors, and veto players, weights and quota by number of the party."""
        table = self.table
        votes, quotas = table.votes[self.rows][:, self.actors], table.quotas[self.rows]
        with_votes = [at for k, at in enumerate(self.actors) if np.nan_to_num(votes[:, k]).max(initial=0.0) > 0]
        if with_votes and np.isfinite(quotas).any():
            weights = {at: float(np.nanmax(table.votes[self.rows, at])) for at in with_votes}
            share, what = float(np.nanmax(quotas)), "votes"
        elif np.isfinite(table.capabilities[self.rows][:, self.actors]).any():
            weights = {at: float(table.issue(self.rows[0]).capabilities.mean()) for at in self.actors}
            weights |= {
                at: float(np.nanmax(table.capabilities[self.rows, at]))
                for at in self.actors
                if np.isfinite(table.capabilities[self.rows, at]).any()
            }
            share, what = 0.5, "capability"
        else:
            told = "votes but no quota (the share of them needed, from 0.5 to 1)" if with_votes else ""
            told = told or "neither votes nor capabilities"
            self.notes.append(f"The table tells {told}: every actor is a veto player (assumption).")
            return [(at,) for at in self.actors], None
        second = table.actors.index(table.co_legislator) if table.co_legislator in table.actors else -1
        vetoes = [second] if second in self.actors and self._can_block() else []
        for at in vetoes:
            weights.pop(at, None)
        if what == "votes" and share >= 1:
            self.notes.append("Unanimity: every actor with a vote is a veto player.")
            everyone: Groups = [(at,) for at in self.actors]
            veto = [k for k, (at,) in enumerate(everyone) if at in weights or at in vetoes]
            return everyone, (veto, {}, 0.0)
        voters = [at for at in self.actors if at in weights]
        groups, told = _few_enough(voters, table.positions[self.rows], weights, share)
        self.notes += [told] if told else []
        heard: Groups = [(at,) for at in self.actors if at not in weights]
        total = sum(weights.values())
        summed = {k: round(sum(weights[at] for at in group), 6) for k, group in enumerate(groups)}
        quota = math.ceil(round(share * total, 6)) if what == "votes" else round(total * (0.5 + MORE), 6)
        parties: Groups = [*groups, *heard]
        self.notes.append(
            f"A package passes with {quota:g} of {total:g} votes"
            + (f" and the consent of {table.co_legislator}." if vetoes else ".")
            if what == "votes"
            else f"A package passes with more than half of the {total:g} in capability (assumption)."
        )
        return parties, ([k for k, group in enumerate(parties) if group[0] in vetoes], summed, float(quota))

    def _can_block(self) -> bool:
        needed = self.table.is_consent_needed
        return not needed or any(needed[row] for row in self.rows)


def _few_enough(
    voters: Sequence[int], positions: Floats, weights: Mapping[int, float], share: float
) -> tuple[Groups, str]:
    """Put voters into blocs until the coalitions that can carry a package can all be looked at."""
    for most in range(min(len(voters), MOST_VOTERS), 1, -1):
        groups, told = blocs(voters, positions, weights, most=most)
        summed = {str(k): sum(weights[at] for at in group) for k, group in enumerate(groups)}
        rule = DecisionRule((), summed, share * sum(summed.values()))
        if len(consent_of(rule, tuple(summed)).minimal_winning_coalitions()) <= MOST_COALITIONS:
            return groups, told
    return blocs(voters, positions, weights, most=1)
