"""The acceptance map of a list of packages, from however many: no product is spread out, only what is listed is asked.

Issues are cut in runs of at most 4,096 combinations; per draw and party one table per run holds their sums, small
enough to stay in the cache nearest to the processor, and a package is one look-up per run. Sums are in float32; what
float32 cannot tell from the edge is decided again in float64 and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Package
from treves.bargaining.acceptance import scaled_margins
from treves.bargaining.compiled import compiled, over_ranges
from treves.bargaining.consent import consent_of
from treves.bargaining.packages import option_indices
from treves.bargaining.values import Values
from treves.cabinet import DecisionRule

__all__ = ["ListedAcceptance", "acceptance_of_listed"]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint32]

RUN = 4096
DRAWS_PER_BLOCK = 64
BLOCK = 512


@dataclass(frozen=True, eq=False)
class ListedAcceptance:
    """How often each package of a list is a deal.

    Parameters
    ----------
    agenda : Agenda
    options : array of int, shape (package, issue)
    rule : DecisionRule
    counts : array of int, shape (package,)
        Draws in which the package is a deal; 0 where a rule of the agenda rules it out.
    deal_counts : array of int, shape (draw,)
        Number of listed packages that are a deal.
    recomputed : int
        Decisions that float32 could not tell and float64 decided.
    """

    agenda: Agenda
    options: npt.NDArray[np.int16]
    rule: DecisionRule
    counts: Counts
    deal_counts: npt.NDArray[np.int64]
    recomputed: int

    @property
    def probability(self) -> Floats:
        """Share of draws in which each package is a deal; shape (package,)."""
        return self.counts / self.deal_counts.size

    def package(self, row: int) -> Package:
        """Return a package of the list."""
        issues = zip(self.agenda.issues, self.options[row].tolist(), strict=True)
        return Package(tuple(issue.options[o].name for issue, o in issues))


def acceptance_of_listed(
    values: Values,
    listed: Iterable[Package] | npt.NDArray[np.integer],
    rule: DecisionRule,
    *,
    threads: int | None = None,
) -> ListedAcceptance:
    """Count for every listed package the draws in which it is a deal under the decision rule.

    Parameters
    ----------
    values : Values
    listed : iterable of Package, or array of int, shape (package, issue)
        Option indices where an array is given. Exclusions and requirements of the agenda are minded.
    rule : DecisionRule
    threads : int, optional

    Returns
    -------
    ListedAcceptance
        Memory: 4 bytes per package and run of issues, and per block of 64 draws 12 bytes per party and combination.
    """
    agenda = values.agenda
    given = listed if isinstance(listed, np.ndarray) else option_indices(agenda, listed)
    options = np.asarray(given, dtype=np.int16).reshape(-1, len(agenda.issues))
    consent = consent_of(rule, values.parties)
    vetoes = np.flatnonzero(consent.is_veto)
    weighers = np.flatnonzero(consent.needed & ~consent.is_veto)
    tables, base = scaled_margins(values, np.concatenate([vetoes, weighers]))
    runs = _runs(agenda.shape)
    starts = np.cumsum([0, *(int(np.prod([agenda.shape[j] for j in run])) for run in runs)])
    codes = np.stack(
        [
            starts[k] + np.ravel_multi_index(options[:, run].T, [agenda.shape[j] for j in run])
            for k, run in enumerate(runs)
        ],
    ).astype(np.uint32)  # unsigned: an index that cannot be negative can be looked up eight at a time
    is_allowed = _allowed(agenda, options)
    counts, deals, recomputed = np.zeros(len(options), dtype=np.int32), np.zeros(values.count, dtype=np.int64), 0
    near = np.float32((len(runs) + 3) * 2.0**-23)
    for start in range(0, values.count, DRAWS_PER_BLOCK):
        block = slice(start, min(start + DRAWS_PER_BLOCK, values.count))
        exact = np.concatenate([_sums([tables[j][block] for j in run]) for run in runs], axis=2)
        exact[:, :, : starts[1]] += base[block, :, None]
        rough = exact.astype(np.float32)

        def work(
            low: int, high: int, rough: Singles = rough, exact: Floats = exact
        ) -> tuple[npt.NDArray[np.int64], int]:
            return _count(rough, exact, codes, is_allowed, vetoes.size, consent.weights[weighers], consent.quota, near,
                          counts, low, high)  # fmt: skip

        for made, again in over_ranges(work, len(options), threads=threads):
            deals[block] += made
            recomputed += again
    return ListedAcceptance(agenda, options, rule, counts, deals, recomputed)


def _runs(shape: tuple[int, ...]) -> list[list[int]]:
    runs, size = [[0]], shape[0]
    for j in range(1, len(shape)):
        if size * shape[j] <= RUN:
            runs[-1].append(j)
            size *= shape[j]
        else:
            runs.append([j])
            size = shape[j]
    return runs


def _sums(tables: list[Floats]) -> Floats:
    total = tables[0]
    for table in tables[1:]:
        size = total.shape[2] * table.shape[2]  # told, not -1: there may be no parties at all
        total = (total[..., :, None] + table[..., None, :]).reshape(*total.shape[:2], size)
    return total


def _allowed(agenda: Agenda, options: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    def has(issue: str, option: str) -> npt.NDArray[np.bool_]:
        j = agenda.position_of(issue)
        return np.asarray(options[:, j] == agenda.issues[j].position_of(option))

    is_allowed = np.ones(len(options), dtype=np.bool_)
    for exclusion in agenda.exclusions:
        is_allowed &= ~np.all([has(choice.issue, choice.option) for choice in exclusion.choices], axis=0)
    for rule in agenda.requirements:
        is_met = np.any([has(choice.issue, choice.option) for choice in rule.any_of], axis=0)
        is_allowed &= is_met | ~has(rule.choice.issue, rule.choice.option)
    return is_allowed


@compiled(is_finite=True)
def _count(  # noqa: PLR0912 - what is compiled stands together
    rough: Singles,
    exact: Floats,
    codes: Codes,
    is_allowed: npt.NDArray[np.bool_],
    vetoes: int,
    weights: Counts,
    quota: int,
    near: np.float32,
    counts: Counts,
    low: int,
    high: int,
) -> tuple[npt.NDArray[np.int64], int]:
    """Count the packages from low to high; tables ``[draw, party, run and combination]``."""
    draws, parties, _ = rough.shape
    deals = np.zeros(draws, np.int64)
    recomputed = 0
    margin, own = np.empty(BLOCK, np.float32), np.empty(BLOCK, np.float32)
    weight, is_near = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.bool_)
    for left in range(low, high, BLOCK):
        size = min(BLOCK, high - left)
        for d in range(draws):
            for n in range(size):
                margin[n], weight[n], is_near[n] = 1.0, 0, False
            for p in range(parties):
                table = rough[d, p]
                for n in range(size):
                    own[n] = table[codes[0, left + n]]
                for c in range(1, codes.shape[0]):
                    row = codes[c, left : left + size]
                    for n in range(size):
                        own[n] += table[row[n]]
                if p < vetoes:
                    for n in range(size):
                        margin[n] = min(margin[n], own[n])
                else:
                    for n in range(size):
                        weight[n] += weights[p - vetoes] if own[n] >= 0 else np.int32(0)
                        is_near[n] |= abs(own[n]) <= near
            for n in range(size):
                if not is_allowed[left + n] or margin[n] < -near:
                    continue
                if margin[n] <= near or is_near[n]:
                    is_deal = _is_deal(exact[d], codes[:, left + n], vetoes, weights, quota)
                    recomputed += 1
                else:
                    is_deal = np.int32(weight[n] >= quota)
                counts[left + n] += is_deal
                deals[d] += is_deal
    return deals, recomputed


@compiled(is_finite=True)
def _is_deal(exact: Floats, code: Codes, vetoes: int, weights: Counts, quota: int) -> np.int32:
    """Decide one package in one draw in float64: 1 for a deal, 0 for none."""
    weight = 0
    for p in range(exact.shape[0]):
        total = 0.0
        for c in range(code.size):
            total += exact[p, code[c]]
        if p < vetoes and total < 0.0:
            return np.int32(0)
        if p >= vetoes and total >= 0.0:
            weight += weights[p - vetoes]
    return np.int32(1 if weight >= quota else 0)
