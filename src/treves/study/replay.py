"""Replay: what would have been concluded on each day of a case, from what was published by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from treves.bargaining import Packages, Values, acceptance_map, value_tables
from treves.case import Case
from treves.crisis import NoEquilibriumError
from treves.positions import Positions, draw_assumptions, draw_at, draw_uniforms
from treves.study.deals import choose_packages
from treves.study.frozen import Probability
from treves.study.outcomes import ReplayDay
from treves.study.play import Played, play
from treves.study.talks import sessions_left
from treves.study.worlds import estimate_case, generator

__all__ = ["REPLAY_CHOICES", "as_known_on", "days_of", "replay"]

Floats = npt.NDArray[np.float64]

REPLAY_CHOICES = 12_000  # a dozen days in seconds; the chance of a fall hardly depends on the number of candidates


def days_of(case: Case) -> tuple[date, ...]:
    """Return the days on which something was published, up to ``as_of``, oldest first."""
    return tuple(sorted({report.published_on for report in case.reports.values()}))


def as_known_on(case: Case, day: date) -> Case:
    """Return the case as it was known on a day: what had been said and polled; agenda, rules and sessions stay.

    Parameters
    ----------
    case : Case
    day : date
        No later than the case's own.
    """
    known = tuple(poll for poll in case.cabinet.polls if poll.published_on <= day)
    return replace(case, as_of=day, sessions=sessions_left(case), cabinet=replace(case.cabinet, polls=known))


def replay(
    case: Case,
    packages: Packages,
    *,
    draws: int,
    worlds: int,
    seed: int,
    added: Sequence[Floats] = (),
    days: Sequence[date] = (),
    progress: Callable[[float], None] = lambda _share: None,
) -> tuple[ReplayDay, ...]:
    """Play the talks as they stood on every day of a case.

    The agenda, the rules and the sessions are those of the case; what changes is what had been said, and the
    packages that then seemed worth tabling.

    Parameters
    ----------
    case : Case
    packages : Packages
        Allowed packages.
    draws, worlds, seed : int
        As in a study; the game has fewer candidates, so the last day may differ a little from the main result.
    added : sequence of array, shape (party, option)
        What consequences make options worth beyond their places.
    days : sequence of date, optional
        By default every day on which a report was published.
    progress : callable
        Called with the share done.

    Returns
    -------
    tuple of ReplayDay
        Oldest first; days on which the sweeps do not settle are left out.
    """
    asked = tuple(days) or days_of(case)
    told = []
    for done, day in enumerate(asked):
        try:
            played = _play_on(as_known_on(case, day), packages, draws, worlds, seed, added)
        except NoEquilibriumError:
            continue
        finally:
            progress((done + 1) / len(asked))
        ends: dict[str, Probability] = {kind: played.of(kind) for kind in ("accord", "vote", "postponement", "fall")}
        published = tuple(name for name, report in case.reports.items() if report.published_on == day)
        told.append(ReplayDay(on=day, reports=published, **ends))
    return tuple(told)


def _play_on(case: Case, packages: Packages, draws: int, worlds: int, seed: int, added: Sequence[Floats]) -> Played:
    posterior = estimate_case(case)
    uniforms = draw_uniforms(posterior, draws, generator(seed, "draws"))

    def valued(positions: Positions) -> Values:
        return value_tables(draw_at(positions, uniforms), case.agenda, positions.parties, added=added)

    values = valued(posterior)
    listed = choose_packages(case, acceptance_map(values, packages, case.cabinet.rule), values)
    assumed = draw_assumptions(case.assumptions, worlds, generator(seed, "worlds"))
    elsewhere = [valued(estimate_case(case, each)) for each in assumed]
    return play(case, listed, values, elsewhere, seed, most_choices=REPLAY_CHOICES)
