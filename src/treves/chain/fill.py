"""The compiled loops that give every row its columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.chain.columns import FULL_SHARE, HOUSING, Bytes, Levels, Luck, Numbers, Records, Shorts, Tables, push
from treves.chain.compiled import compiled
from treves.chain.luck import (
    F2_STOCK,
    L3_GROUP,
    L3_RECEPTION,
    L3_SIZE,
    L3_SPONSOR,
    L_APPEAL,
    L_COURT,
    L_GROUND,
    L_TRACK,
    bits,
    scramble,
)  # fmt: skip

__all__ = ["fill_families", "fill_people", "fill_stock_families"]

Kin = npt.NDArray[np.uint16]


@compiled(push, bits)
def fill_people(
    seed: np.uint64,
    sizes: Numbers,
    ages: npt.NDArray[np.float64],
    stages: Numbers,
    tracks: Numbers,
    group_shares: Numbers,
    ground_shares: Numbers,
    inside: Numbers,
    arrivals: Numbers,
    tables: Tables,
    sponsors: Numbers,
    family_sizes: Shorts,
    applied: Shorts,
    group: Bytes,
    resident: Bytes,
    ground: Bytes,
    luck: Luck,
    count: Bytes,
) -> None:
    """Fill the rows of those who ask for protection: the stocks block by block, oldest first, then week by week.

    ``ground`` gets the ground of those who wait for a house and the track of the others of a stock; ``count`` the
    number of relatives who follow should a permit be given (0 where it cannot be).
    """
    p = 0
    groups = arrivals.shape[1]
    tracks_of, appeals, wins = tables.tracks, tables.appeal.max(), tables.appeal_granted.max()
    highest = np.array([tables.ground[:, g, 2].max() for g in range(groups)])
    for block in range(sizes.size):
        for k in range(sizes[block]):
            word = scramble(seed ^ scramble(np.uint64(p + 1)))
            u = bits(scramble(scramble(word)), L3_GROUP)
            g = 0
            while g < groups - 1 and u >= group_shares[block, g]:
                g += 1
            luck[p], group[p] = word, g
            applied[p] = -int(np.round(2.0 * ages[block] * (1.0 - (k + 0.5) / sizes[block])))
            resident[p] = bits(scramble(scramble(word)), L3_RECEPTION) < inside[block]
            if stages[block] == HOUSING:
                u = bits(word, L_GROUND)
                ground[p] = min(2, (u >= ground_shares[block, g, 0]) + (u >= ground_shares[block, g, 1]))
            elif tracks[block] >= 0:
                ground[p] = tracks[block]
            else:
                ground[p] = _track_of(bits(word, L_TRACK), g, tracks_of)
            third, count[p] = scramble(scramble(word)), 0
            if bits(third, L3_SPONSOR) < sponsors[g] and (
                stages[block] == HOUSING or _may_get_permit(word, highest[g], appeals, wins)
            ):
                count[p] = family_sizes[g, bits(third, L3_SIZE) >> 6]
            p += 1
    for w in range(arrivals.shape[0]):
        for turn in range(groups):
            g = (turn + w) % groups  # nobody's group is always first in its week
            for _ in range(arrivals[w, g]):
                word = scramble(seed ^ scramble(np.uint64(p + 1)))
                luck[p], group[p], applied[p], ground[p] = word, g, w, 0
                third, count[p] = scramble(scramble(word)), 0
                resident[p] = bits(third, L3_RECEPTION) < inside[inside.size - 1]
                if bits(third, L3_SPONSOR) < sponsors[g] and _may_get_permit(word, highest[g], appeals, wins):
                    count[p] = family_sizes[g, bits(third, L3_SIZE) >> 6]
                p += 1


@compiled(push, bits, inline=True)
def _track_of(number: int, group: int, tracks: npt.NDArray[np.float64]) -> int:
    u, track = number / FULL_SHARE - tracks[group, 0], 0
    while u >= 0.0 and track < tracks.shape[1] - 1:
        track += 1
        u -= tracks[group, track]
    return track


@compiled(push, bits, inline=True)
def _may_get_permit(word: np.uint64, highest: int, appeals: int, wins: int) -> bool:
    """Say whether one can get a permit at all, from the first instance in any year or from a court on any track."""
    return bits(word, L_GROUND) < highest or (bits(word, L_APPEAL) < appeals and bits(word, L_COURT) < wins)


@compiled(push, bits)
def _kin(word: np.uint64, first: int, size: int, kin: Kin) -> None:
    """Draw how close the relatives are, closest (lowest) first."""
    for m in range(size):
        word = scramble(word)
        u = np.uint16(bits(word, 2))
        j = first + m
        while j > first and kin[j - 1] > u:
            kin[j] = kin[j - 1]
            j -= 1
        kin[j] = u


@compiled(push, bits)
def fill_families(
    luck: Luck,
    count: Bytes,
    family: Levels,
    kin: Kin,
    families: Records,
) -> None:
    """Give everyone with relatives a family."""
    at = row = 0
    for p in range(luck.size):
        if count[p] > 0:
            family[p] = at
            record = families[at]
            record.sponsor, record.first, record.size = p, row, count[p]
            record.luck = scramble(luck[p] ^ np.uint64(0xA5A5A5A5A5A5A5A5))
            record.granted = 0
            _kin(record.luck, row, count[p], kin)
            row += count[p]
            at += 1


@compiled(push, bits)
def fill_stock_families(
    seed: np.uint64,
    at: int,
    row: int,
    persons: int,
    oldest: float,
    group_shares: Numbers,
    ground_shares: Numbers,
    housed: int,
    hosts: Numbers,
    family: Levels,
    family_sizes: Shorts,
    kin: Kin,
    families: Records,
) -> tuple[int, int]:
    """Fill the records of a stock of relatives abroad, oldest first, until there are so many persons.

    Those whose sponsor has no house are tied, one by one, to people who wait for a house and have no family yet.
    """
    left, host = persons, 0
    while left > 0:
        word = scramble(seed ^ scramble(np.uint64(at + 1)))
        second = scramble(word)
        u, g = bits(second, F2_STOCK), 0
        while g < group_shares.size - 1 and u >= group_shares[g]:
            g += 1
        third = scramble(second)
        number = min(left, int(family_sizes[g, bits(third, 0) >> 6]))
        record = families[at]
        record.sponsor = -1
        if bits(third, 1) >= housed:
            while host < hosts.size and family[hosts[host]] >= 0:
                host += 1
            if host < hosts.size:
                record.sponsor = hosts[host]
                family[hosts[host]] = at
        u = bits(third, 2)
        record.ground = min(2, (u >= ground_shares[g, 0]) + (u >= ground_shares[g, 1]))
        record.granted = -max(1, int(np.round(oldest * left / persons)))
        record.first, record.size, record.luck = row, number, word
        _kin(word, row, number, kin)
        row += number
        left -= number
        at += 1
    return at, row
