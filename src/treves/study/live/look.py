"""A look at a changed case: what could be agreed at once, then how the talks end, then every interval."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Literal

from treves.bargaining import PACKAGE_LIMIT
from treves.case import Case
from treves.case.adjust import Adjustment, Lever, adjust, levers_of
from treves.errors import SizeError, TrevesError
from treves.study.consequences import find_quick_consequences
from treves.study.live.beliefs import CHOSEN, believe
from treves.study.live.parts import LiveChain, LiveDeals, LivePart, LiveTalks
from treves.study.live.table import Table, lay_table, quick_deals, whole_deals
from treves.study.live.talks import Solved, play_talks
from treves.study.replay import as_known_on

__all__ = ["LiveStudy"]

Want = Literal["deals", "talks", "chain"]

MOST_PACKAGES = 200_000  # more take longer than a hand on a slider waits
MOST_DAYS = 6  # days kept ready; each holds the draws of every world


@dataclass(eq=False)
class _Base:
    """The case as it is on one day: its table, and its talks once somebody asked for them."""

    table: Table
    solved: Solved | None = None
    talks: LiveTalks | None = None
    whole: LiveDeals | None = None


class LiveStudy:
    """A case at hand, looked at again and again with other changes laid over it.

    Parameters
    ----------
    case : Case
    draws, worlds, seed : int, optional
        By default the case's own; with them, the bargaining is that of a full study.

    Raises
    ------
    SizeError
        If the case has more packages than can be tried while somebody waits.
    TrevesError
        If the case gives utilities as numbers: there are no beliefs to move.

    Notes
    -----
    May be used from several threads. The same changes give the same numbers, whatever was looked at before.
    """

    def __init__(
        self, case: Case, *, draws: int | None = None, worlds: int | None = None, seed: int | None = None
    ) -> None:
        if case.given_values:
            raise TrevesError("a case with values.yaml has no beliefs to move; right would be: treves run")
        if case.agenda.package_count > min(MOST_PACKAGES, PACKAGE_LIMIT):
            raise SizeError(
                f"{case.agenda.package_count:,} packages, the limit for a live look is {MOST_PACKAGES:,}; "
                "right would be: treves run"
            )
        self.case = case
        self.draws = case.draws if draws is None else draws
        self.worlds = case.worlds if worlds is None else worlds
        self.seed = case.seed if seed is None else seed
        self._bases: OrderedDict[date, _Base] = OrderedDict()
        self._lock = Lock()

    def levers(self) -> tuple[Lever, ...]:
        """List everything about the case that can be moved."""
        return levers_of(self.case)

    def look(
        self,
        adjustments: Sequence[Adjustment] = (),
        *,
        as_of: date | None = None,
        want: Collection[Want] = ("deals", "talks"),
        is_stale: Callable[[], bool] = lambda: False,
    ) -> Iterator[LivePart]:
        """Look at the case with changes laid over it.

        Parameters
        ----------
        adjustments : sequence of Adjustment
        as_of : date, optional
            As known on an earlier day.
        want : collection of {'deals', 'talks', 'chain'}
        is_stale : callable
            Whether nobody waits any more; asked often, and then the look ends.

        Yields
        ------
        LivePart
            Deals without intervals; talks as they are played; deals with intervals; the chain.

        Raises
        ------
        CaseError
            If a change cannot be made to this case.
        TrevesError
            If ``as_of`` lies after the case's own day.
        """
        began = time.perf_counter()

        def clock() -> float:
            return (time.perf_counter() - began) * 1000.0

        base = self._base(as_of or self.case.as_of)
        table = base.table
        if adjustments:
            before = base.table.beliefs
            changed = adjust(before.case, adjustments)
            beliefs = believe(changed, draws=self.draws, worlds=self.worlds, seed=self.seed, before=before)
            table = lay_table(beliefs, base.table)
        if "deals" in want:
            yield quick_deals(table, base.table, clock())
        if is_stale():
            return
        if "talks" in want:
            yield from self._talks(base, table, clock, is_stale)
        if is_stale():
            return
        if "deals" in want:
            yield self._whole(base, table, clock)
        if "chain" in want and not is_stale():
            found = find_quick_consequences(table.case, table.listed, self.seed, lambda _told, _share: None)
            yield LiveChain(as_of=table.case.as_of, milliseconds=clock(), consequences=found)

    def _base(self, day: date) -> _Base:
        """Return the case as it is on a day, made once."""
        if day > self.case.as_of:
            raise TrevesError(
                f"as_of {day} lies after the case's own, {self.case.as_of}; right would be that or earlier"
            )
        with self._lock:
            if day not in self._bases:
                then = self.case if day == self.case.as_of else as_known_on(self.case, day)
                beliefs = believe(then, draws=self.draws, worlds=self.worlds, seed=self.seed)
                self._bases[day] = _Base(lay_table(beliefs))
                stale = [known for known in self._bases if known not in {day, self.case.as_of}]
                if len(self._bases) > MOST_DAYS:
                    del self._bases[stale[0]]
            self._bases.move_to_end(day)
            return self._bases[day]

    def _talks(
        self, base: _Base, table: Table, clock: Callable[[], float], is_stale: Callable[[], bool]
    ) -> Iterator[LiveTalks]:
        """Play the talks of the case as it is, once, and then those of the changed case from there."""
        if base.talks is None:
            for told in play_talks(base.table, self.seed, None, clock, is_stale):
                if isinstance(told, Solved):
                    base.solved = told
                    continue
                if told.is_final:
                    base.talks = told
                if table is base.table:
                    yield told
            if table is base.table or is_stale():
                return
        elif table is base.table:
            yield base.talks.model_copy(update={"milliseconds": clock()})
            return
        for told in play_talks(table, self.seed, base.solved, clock, is_stale):
            if isinstance(told, LiveTalks):
                yield told

    def _whole(self, base: _Base, table: Table, clock: Callable[[], float]) -> LiveDeals:
        if table is base.table and base.whole is not None:
            return base.whole.model_copy(update={"milliseconds": clock()})
        beliefs = table.beliefs
        worlds = [beliefs.values(at, CHOSEN) for at in range(1, len(beliefs.worlds))]
        told = whole_deals(table, base.table, worlds, clock())
        told = told.model_copy(update={"milliseconds": clock()})
        if table is base.table:
            base.whole = told
        return told
