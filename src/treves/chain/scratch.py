"""The columns a run writes, kept from run to run: a thread asks for memory once, not once per package and draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from treves.chain.columns import FLOWS, LONGEST_WAIT, Q_TRACKS, S_STOCKS, Rows, Weekly, Work

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
        everyone, entries = people + members, max(members, rows.family_size.size)
        oldest = max(0, -int(rows.applied.min())) if people else 0
        queue_sizes = {0: people, 1: 2 * people, 2: entries, 3: entries, 4: entries, 5: entries, 6: people + entries}
        queues = tuple(
            self._room(f"queue {q}", queue_sizes.get(q, people), np.int32) for q in range(Q_TRACKS + tracks)
        )
        numbers = len(queues)

        def short(name: str, size: int) -> npt.NDArray[np.int16]:
            return self._room(name, size, np.int16)

        def level(name: str, size: int) -> npt.NDArray[np.int32]:
            return self._room(name, size, np.int32)

        return Work(
            stage=self._room("stage", everyone, np.uint8),
            ground=self._room("ground", people, np.uint8),
            track=self._room("track", people, np.uint8),
            applied=short("applied", people),
            first=short("first", everyone),
            second=short("second", everyone),
            third=short("third", everyone),
            fourth=short("fourth", everyone),
            household=short("household", people),
            follows=level("follows", people),
            queues=queues,
            head=np.zeros(numbers, np.int64),
            tail=np.zeros(numbers, np.int64),
            granted=level("granted", people),
            refused=level("refused", people),
            turned=level("turned", people),
            court_weeks=np.empty(weeks + 1, np.int32),
            cohorts=np.zeros(oldest + weeks, np.int32),
            leaving=np.zeros(weeks + 1, np.int64),
            leaving_residents=np.zeros(weeks + 1, np.int64),
            renewals=np.zeros(weeks + 1, np.int64),
            sponsor=level("sponsor", entries),
            entry_first=level("entry_first", entries),
            entry_size=short("entry_size", entries),
            entry_luck=self._room("entry_luck", entries, np.uint64),
            entry_ground=self._room("entry_ground", entries, np.uint8),
            entry_granted=short("entry_granted", entries),
            entry_decided=short("entry_decided", entries),
            entry_state=self._room("entry_state", entries, np.uint8),
            entry_week=short("entry_week", entries),
            entry_next=level("entry_next", entries),
            entry_before=level("entry_before", entries),
            sibling=level("sibling", entries),
            excluded=level("excluded", entries),
            weeks=np.empty(weeks + 1, np.int32),
            now=np.zeros(16, np.int64),
            credit=np.zeros(8),
            opening=np.zeros(3),
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
    total = sum(column.nbytes for column in rows if isinstance(column, np.ndarray))
    for column in work:
        total += sum(queue.nbytes for queue in column) if isinstance(column, tuple) else column.nbytes
    return total / max(1, rows.luck.size + rows.kin.size)
