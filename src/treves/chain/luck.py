"""Random bits of a person, made from who they are and not from when they are asked: common random numbers.

Every row has 64 bits of luck, a scrambled count (splitmix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
Each question a stage asks takes its own 16 bits, so that the answer is the same in every package.
"""

from __future__ import annotations

import numpy as np

from treves.chain.compiled import compiled

__all__ = ["bits", "scramble"]

# Which 16 bits of a person's luck answer what.
L_TRACK, L_GROUND, L_APPEAL, L_COURT = range(4)
# Of the luck scrambled once (L2) and twice (L3).
L2_DEPARTURE, L2_DURATION, L2_STATUS, L2_KEPT = range(4)
L3_SPONSOR, L3_SIZE, L3_RECEPTION, L3_GROUP = range(4)
# Of a family's luck, and of that scrambled once.
F_APPLIES, F_GRANTED, F_VISA, F_KEPT = range(4)
F2_REBOUND, F2_WHEN, F2_SMALL, F2_STOCK = range(4)


@compiled(inline=True)
def scramble(word: np.uint64) -> np.uint64:
    """Return 64 bits that look unrelated to those given (splitmix64)."""
    word = word + np.uint64(0x9E3779B97F4A7C15)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@compiled(inline=True)
def bits(word: np.uint64, place: int) -> int:
    """Return 16 of the 64 bits as a number from 0 to 65535."""
    return int(np.int64((word >> np.uint64(16 * place)) & np.uint64(0xFFFF)))
