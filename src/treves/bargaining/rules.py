"""Exclusions and requirements as bits that a half-made package carries along, issue by issue.

Both kinds of rule say the same: as long as none of certain options is chosen, the rule is open, and no package may end
with it open. An exclusion is closed by any other option on one of its issues; a requirement by one of the options it
asks for, or by any other option on the issue it is about. Two half-made packages may then be held against each other:
the one with fewer open rules can be completed in every way the other can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Choice
from treves.errors import SizeError

__all__ = ["Rules", "allowed_count", "rules_of"]

Words = npt.NDArray[np.int64]
MOST_STATES = 2**18
BITS = 62  # per word; the sign bit and one more stay free


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules of an agenda, for issues taken in a given order.

    Parameters
    ----------
    order : tuple of int
        Issues in the order in which they are settled.
    words : int
        Whole numbers needed to hold one bit per rule; 0 where there is no rule.
    at_start : array of int, shape (word,)
        All rules open.
    closes : tuple of array of int, shape (option, word)
        Per issue, in agenda order: the rules that an option closes.
    due : array of int, shape (step, word)
        Rules that must be closed once the step's issue is settled.
    """

    order: tuple[int, ...]
    words: int
    at_start: Words
    closes: tuple[Words, ...]
    due: Words

    def after(self, is_open: Words, issue: int, option: npt.ArrayLike) -> Words:
        """Return the rules left open once options of an issue are chosen; shape (..., word)."""
        return np.asarray(is_open & ~self.closes[issue][np.asarray(option)])

    def is_kept(self, is_open: Words, step: int) -> npt.NDArray[np.bool_]:
        """Say where no rule that is due at a step is still open; shape (...)."""
        return np.asarray(~(is_open & self.due[step]).any(axis=-1))


def rules_of(agenda: Agenda, order: Sequence[int] | None = None) -> Rules:
    """Read an agenda's exclusions and requirements as bits.

    Parameters
    ----------
    agenda : Agenda
    order : sequence of int, optional
        Issues in the order in which they will be settled; by default that of the agenda.

    Returns
    -------
    Rules

    Examples
    --------
    >>> from treves.agenda import Exclusion, Issue, Option
    >>> ends = (Option("no", "no", 0), Option("yes", "yes", 100))
    >>> agenda = Agenda(
    ...     (Issue("tea", "Tea", "Tea?", ends, "no"), Issue("cake", "Cake", "Cake?", ends, "no")),
    ...     (Exclusion((Choice("tea", "yes"), Choice("cake", "yes")), "one treat"),),
    ... )
    >>> rules = rules_of(agenda)
    >>> after_tea = rules.after(rules.at_start, 0, 1)
    >>> [bool(rules.is_kept(rules.after(after_tea, 1, option), 1)) for option in (0, 1)]
    [True, False]
    """
    order = tuple(range(len(agenda.issues))) if order is None else tuple(order)
    step_of = {issue: step for step, issue in enumerate(order)}
    closing = [_closers(agenda, choices, ()) for choices in (rule.choices for rule in agenda.exclusions)]
    closing += [_closers(agenda, (rule.choice,), rule.any_of) for rule in agenda.requirements]
    words = -(-len(closing) // BITS)
    at_start = np.zeros(words, dtype=np.int64)
    closes = tuple(np.zeros((count, words), dtype=np.int64) for count in agenda.shape)
    due = np.zeros((len(order), words), dtype=np.int64)
    for r, closers in enumerate(closing):
        word, bit = r // BITS, np.int64(1 << (r % BITS))
        at_start[word] |= bit
        for j, o in closers:
            closes[j][o, word] |= bit
        due[max(step_of[j] for j in _issues_of(agenda, r)), word] |= bit
    return Rules(order, words, at_start, closes, due)


def _issues_of(agenda: Agenda, r: int) -> set[int]:
    if r < len(agenda.exclusions):
        choices: tuple[Choice, ...] = agenda.exclusions[r].choices
    else:
        rule = agenda.requirements[r - len(agenda.exclusions)]
        choices = (rule.choice, *rule.any_of)
    return {agenda.position_of(choice.issue) for choice in choices}


def _closers(agenda: Agenda, together: Iterable[Choice], any_of: Iterable[Choice]) -> set[tuple[int, int]]:
    """Return the (issue, option) pairs that settle a rule: a way out of ``together``, or one of ``any_of``."""
    at = [_at(agenda, choice) for choice in together]
    others = {(j, k) for j, o in at for k in range(agenda.shape[j]) if k != o}
    return others | {_at(agenda, choice) for choice in any_of}


def _at(agenda: Agenda, choice: Choice) -> tuple[int, int]:
    j = agenda.position_of(choice.issue)
    return j, agenda.issues[j].position_of(choice.option)


def allowed_count(agenda: Agenda) -> int:
    """Count the packages that no exclusion and no requirement rules out, without listing them.

    Beginnings of packages that leave the same rules open are counted together.

    Parameters
    ----------
    agenda : Agenda

    Returns
    -------
    int
        Exact, however large.

    Raises
    ------
    SizeError
        If the rules leave more than 2^18 different sets of rules open half-way.
    """
    rules = rules_of(agenda)
    counts: dict[tuple[int, ...], int] = {tuple(rules.at_start.tolist()): 1}
    for step, j in enumerate(rules.order):
        closes, due = rules.closes[j].tolist(), rules.due[step].tolist()
        after: dict[tuple[int, ...], int] = {}
        for is_open, count in counts.items():
            for closed in closes:
                left = tuple(word & ~bits for word, bits in zip(is_open, closed, strict=True))
                if not any(word & bits for word, bits in zip(left, due, strict=True)):
                    after[left] = after.get(left, 0) + count
        if len(after) > MOST_STATES:
            raise SizeError("the exclusions and requirements are too entangled for packages to be counted")
        counts = after
    return sum(counts.values())
