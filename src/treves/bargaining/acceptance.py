"""The acceptance map: for every package, in how many draws all whose consent is needed accept it.

The sweep adds two half tables in float32, in blocks of draws and packages that stay in the processor's cache. Whatever
lies within float32 rounding of the edge is decided again in float64 and counted, so the map is exact.

Memory: 4 bytes per package of the product for the counts and 1 for the mask, and per block of 64 draws the two half
tables in both precisions, ``64 x parties x (first + second) x 12`` bytes: 110 MB in all at 2^24 packages and 4 parties.
Up to 2^18 packages every thread has up to four counts of its own, of at most 1 MB each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import over_ranges, thread_count
from treves.bargaining.consent import Consent, consent_of
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.packages import Packages
from treves.bargaining.sweep import sweep_deals
from treves.bargaining.utilities import check_fit
from treves.bargaining.values import TOLERANCE, Values
from treves.cabinet import DecisionRule

__all__ = [
    "AcceptanceMap",
    "acceptance_blocks",
    "acceptance_map",
    "acceptance_memory_bytes",
    "count_acceptances",
    "scaled_margins",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]
Progress = Callable[[int, int], None]
Sweep = Callable[[int, int], tuple[Integers, int]]

DRAWS_PER_BLOCK = 64
BROKEN = -4.0  # a red line in a table whose honest sums lie within -1 and 1: finite, and never made up for
FEW_PACKAGES = 2**18  # up to here every thread can have counts of its own


@dataclass(frozen=True, eq=False)
class AcceptanceMap:
    """How often each package is a deal, and how many deals each draw has.

    Parameters
    ----------
    packages : Packages
    rule : DecisionRule
        Whose acceptance makes a deal.
    counts : array of int, shape (package,)
        Draws in which the package is a deal, in the order of ``packages.numbers``.
    deal_counts : array of int, shape (draw,)
        Number of allowed packages that are a deal.
    recomputed : int
        Decisions (one package in one draw) that float32 could not tell and float64 decided.
    """

    packages: Packages
    rule: DecisionRule
    counts: Counts
    deal_counts: Integers
    recomputed: int

    @property
    def probability(self) -> Floats:
        """Share of draws in which each package is a deal; shape (package,)."""
        return self.counts / self.deal_counts.size

    @property
    def has_deal(self) -> Bools:
        """Whether any allowed package is a deal; shape (draw,)."""
        return self.deal_counts > 0

    @property
    def deal_share(self) -> float:
        """Share of draws in which some package is a deal."""
        return float(self.has_deal.mean())

    def most_acceptable(self, count: int = 1) -> npt.NDArray[np.int32]:
        """Return the numbers of the packages that are a deal most often; ties go to the lower number."""
        order = np.argsort(-self.counts, kind="stable")[:count]
        return self.packages.numbers[order]


def acceptance_map(
    values: Values,
    packages: Packages,
    rule: DecisionRule,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> AcceptanceMap:
    """Count for every allowed package the draws in which it is a deal under the decision rule.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional
        By default one per processor.
    progress : callable, optional
        Called with the draws done and the draws in all: after every block of 64 draws, or once at the end where there
        are at most 2^18 packages.

    Returns
    -------
    AcceptanceMap

    Raises
    ------
    AgendaError, CabinetError
        If values, packages and rule are not about the same agenda and parties.
    """
    consent = consent_of(rule, values.parties)
    counts, deals, recomputed = count_acceptances(values, packages, consent, threads=threads, progress=progress)
    return AcceptanceMap(packages, rule, counts, deals, recomputed)


def acceptance_blocks(
    values: Values, packages: Packages, rule: DecisionRule, *, threads: int | None = None
) -> Iterator[AcceptanceMap]:
    """Make the acceptance map block by block: after every 64 draws, the map of all draws so far.

    Stop asking whenever enough is known; each map is whole by itself, and the last is the one of all draws. The draws
    so far are the size of its ``deal_counts``.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional

    Yields
    ------
    AcceptanceMap
        With counts of its own, 4 bytes per allowed package.
    """
    consent = consent_of(rule, values.parties)
    total, deals, recomputed = np.zeros(packages.count, dtype=np.int32), np.zeros(0, dtype=np.int64), 0
    for start in range(0, values.count, DRAWS_PER_BLOCK):
        block = values.in_draws(slice(start, start + DRAWS_PER_BLOCK))
        counts, made, again = count_acceptances(block, packages, consent, threads=threads)
        total = total + counts
        deals, recomputed = np.concatenate([deals, made]), recomputed + again
        yield AcceptanceMap(packages, rule, total, deals, recomputed)


def acceptance_memory_bytes(values: Values, packages: Packages, *, threads: int | None = None) -> int:
    """Return the most memory an acceptance map takes beyond its arguments, in bytes, known before it is made.

    Counts of 4 bytes per package of the product, once more for the answer, and scaled copies of the value tables; per
    block of 64 draws two half tables, in float64 twice while they are made and in float32. Up to 2^18 packages every
    thread has counts and half tables of its own, up to four times.
    """
    shape = packages.agenda.shape
    product, cut = math.prod(shape), split_at(shape)
    halves = math.prod(shape[:cut]) + math.prod(shape[cut:])
    parties = -(-len(values.parties) // 4) * 4
    block = min(DRAWS_PER_BLOCK, values.count) * parties * halves * 20
    tables = values.count * parties * sum(shape) * 9
    copies = 1
    if product <= FEW_PACKAGES:
        copies = min(4 * (threads or thread_count()), -(-values.count // DRAWS_PER_BLOCK))
    return tables + 8 * product + copies * (4 * product + block)


def count_acceptances(
    values: Values,
    packages: Packages,
    consent: Consent,
    *,
    red_lines_only: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Counts, Integers, int]:
    """Sweep all packages and draws; with ``red_lines_only``, as if every package were worth signing.

    Returns
    -------
    counts : array of int, shape (package,)
    deals : array of int, shape (draw,)
    recomputed : int
    """
    check_fit(values, packages)
    vetoes = np.flatnonzero(consent.is_veto)
    weighers = np.flatnonzero(consent.needed & ~consent.is_veto)
    # Veto players come first, in fours (the last one repeated), then whoever has weight.
    order = np.concatenate([vetoes, np.repeat(vetoes[-1:], -len(vetoes) % 4), weighers])
    cut = split_at(packages.agenda.shape)
    is_allowed = packages.is_allowed.reshape(math.prod(packages.agenda.shape[:cut]), -1)
    tables, base = scaled_margins(values, order, red_lines_only=red_lines_only)
    blocks = [slice(start, start + DRAWS_PER_BLOCK) for start in range(0, values.count, DRAWS_PER_BLOCK)]

    def sweep_of(block: slice, counts: Counts) -> Sweep:
        first, second = half_sums([table[block] for table in tables], cut)
        first += base[block, :, None]
        return partial(
            sweep_deals, first.astype(np.float32), second.astype(np.float32), first, second, is_allowed,
            order.size - weighers.size, consent.weights[weighers], consent.quota, counts,
        )  # fmt: skip

    deals = np.zeros(values.count, dtype=np.int64)
    run = _share_draws if is_allowed.size <= FEW_PACKAGES else _share_packages
    counts, recomputed = run(sweep_of, blocks, is_allowed.shape, deals, threads, progress)
    return counts.reshape(-1)[packages.is_allowed], deals, recomputed


def _share_draws(
    sweep_of: Callable[[slice, Counts], Sweep],
    blocks: Sequence[slice],
    shape: tuple[int, ...],
    deals: Integers,
    threads: int | None,
    progress: Progress | None,
) -> tuple[Counts, int]:
    # Threads take different draws, each with its own counts: nobody waits for the others after every block.
    def work(low: int, high: int) -> tuple[Counts, int]:
        own, recomputed = np.zeros(shape, dtype=np.int32), 0
        for block in blocks[low:high]:
            deals[block], again = sweep_of(block, own)(0, shape[0])
            recomputed += again
        return own, recomputed

    pieces = over_ranges(work, len(blocks), threads=threads)
    if progress is not None:
        progress(deals.size, deals.size)
    return np.sum([own for own, _ in pieces], axis=0, dtype=np.int32), sum(again for _, again in pieces)


def _share_packages(
    sweep_of: Callable[[slice, Counts], Sweep],
    blocks: Sequence[slice],
    shape: tuple[int, ...],
    deals: Integers,
    threads: int | None,
    progress: Progress | None,
) -> tuple[Counts, int]:
    # Threads take different packages of the same draws, so that the counts are held only once.
    counts, recomputed = np.zeros(shape, dtype=np.int32), 0
    for block in blocks:
        for made, again in over_ranges(sweep_of(block, counts), shape[0], threads=threads):
            deals[block] += made
            recomputed += again
        if progress is not None:
            progress(min(block.stop, deals.size), deals.size)
    return counts, recomputed


def scaled_margins(
    values: Values, order: npt.NDArray[np.intp], *, red_lines_only: bool = False
) -> tuple[list[Floats], Floats]:
    """Return value tables and what is added to them, for parties in some order, scaled so that the edge is 0.

    A party's margin is its utility less its reservation value, divided by the most the parts can add up to: its sign
    stays, and every partial sum lies between -1 and 1. The tolerance goes into the margin, so the edge is 0.

    Returns
    -------
    tables : list of array, shape (draw, party, option)
    base : array, shape (draw, party)
    """
    broken = [line[:, order] for line in values.red_line]
    if red_lines_only:
        return [np.where(line, BROKEN, 0.0) for line in broken], np.full((values.count, order.size), 0.5)
    base = TOLERANCE - values.reservation[:, order]
    scale = np.maximum(np.abs(base).max(axis=0), TOLERANCE)
    for table in values.tables:
        scale = scale + np.abs(table[:, order]).max(axis=(0, 2))
    pairs = zip(values.tables, broken, strict=True)
    return [np.where(line, BROKEN, table[:, order] / scale[:, None]) for table, line in pairs], base / scale
