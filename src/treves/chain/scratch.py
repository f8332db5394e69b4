"""The columns a run writes, kept from run to run: a thread asks for memory once, not once per package and draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from treves.chain.columns import (
    CHUNK,
    FAMILY,
    FLOWS,
    LONGEST_WAIT,
    Q_COURT,
    Q_FAMILY,
    Q_GATE,
    Q_HOUSING,
    Q_TRACKS,
    S_STOCKS,
    Rows,
    Weekly,
    Work,
)  # fmt: skip

__all__ = ["Scratch", "bytes_per_person", "new_weekly"]

Kind = Any


class Scratch:
    """Room for a run, grown as needed."""

    def __init__(self) -> None:
        self._kept: dict[str, npt.NDArray[Any]] = {}

    def _room(self, name: str, size: int, kind: Kind) -> npt.NDArray[Any]:
        if name not in self._kept or self._kept[name].size < size:
            self._kept[name] = np.empty(size + size // 8 + 16, kind)
        return self._kept[name][:size]

    def work(self, rows: Rows, tracks: int, weeks: int) -> Work:
        """Return columns for a run on these rows; what stood in them before is still there.

        Parameters
        ----------
        rows : Rows
        tracks, weeks : int

        Returns
        -------
        Work
        """
        people, members = rows.luck.size, rows.kin.size
        families = max(members, rows.families.size)  # a family can be cut in as many parts as it has members
        oldest = max(0, -int(rows.applied.min())) if people else 0
        sizes = {Q_COURT: 2 * people, Q_FAMILY: families, Q_HOUSING: people + families}
        sizes |= dict.fromkeys(range(Q_GATE, Q_HOUSING), families)
        chunks = 2 * families // (CHUNK - 2) + weeks + 2  # a family is in one list, and may be passed over in another
        begins = np.cumsum([0, *(sizes.get(q, people) for q in range(Q_TRACKS + tracks))])

        def short(name: str) -> npt.NDArray[np.int16]:
            return self._room(name, people, np.int16)

        def level(name: str, size: int) -> npt.NDArray[np.int32]:
            return self._room(name, size, np.int32)

        def number(name: str, size: int) -> npt.NDArray[np.int64]:
            return self._room(name, size, np.int64)

        return Work(
            outcome=self._room("outcome", people, np.uint8),
            track=self._room("track", people, np.uint8),
            applied=short("applied"),
            registered=short("registered"),
            decided=short("decided"),
            heard=short("heard"),
            gone=short("gone"),
            housed=short("housed"),
            household=short("household"),
            follows=level("follows", people),
            queue=level("queue", int(begins[-1])),
            begins=begins[:-1].copy(),
            head=number("head", begins.size - 1),
            tail=number("tail", begins.size - 1),
            issued=level("issued", people + 1),
            issued_weeks=number("issued_weeks", weeks + 1),
            refused=level("refused", people + 1),
            turned=level("turned", people),
            court_weeks=level("court_weeks", weeks + 1),
            cohorts=level("cohorts", oldest + weeks),
            leaving=number("leaving", weeks + 1),
            leaving_residents=number("leaving_residents", weeks + 1),
            renewals=number("renewals", weeks + 1),
            front_residents=number("front_residents", weeks + 1),
            was_full=self._room("was_full", weeks, np.bool_),
            families=self._room("families", families, FAMILY),
            excluded=level("excluded", families),
            lists=self._room("lists", chunks * CHUNK, np.int32).reshape(chunks, CHUNK),
            weeks=level("weeks", weeks + 1),
            now=number("now", 16),
            credit=self._room("credit", 8, np.float64),
            opening=self._room("opening", 3, np.float64),
        )


def new_weekly(weeks: int, months: int) -> Weekly:
    """Return room for what a run tells."""
    return Weekly(
        flows=np.zeros((weeks, FLOWS)),
        stocks=np.zeros((weeks, S_STOCKS)),
        waits=np.zeros((months + 1, LONGEST_WAIT + 1), np.int32),
        waited=np.zeros(months + 1),
    )


def bytes_per_person(rows: Rows, work: Work) -> float:
    """Return the memory one row takes, drawn columns, written columns, queues and families together."""
    columns: list[npt.NDArray[Any]] = [*rows, *work]
    total = sum(column.nbytes for column in columns)
    return total / max(1, rows.luck.size + rows.kin.size)
