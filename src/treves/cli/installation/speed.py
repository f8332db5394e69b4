"""How fast this machine is: three short measurements on the kernels themselves, in seconds of one processor.

Processor seconds, not seconds of the clock, so that what else the machine does matters little. Nothing that is not
compiled yet is measured: that would measure the compiler.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from treves.cli.installation.finding import Finding

if TYPE_CHECKING:
    from treves.crisis import Game

__all__ = ["REFERENCE", "speed"]

REFERENCE = {"bargaining": 2.1e10, "chain": 9.0e6, "crisis": 300.0}
"""The same on one core of the reference machine (AVX-512, Python 3.11; docs/how-to-check-an-installation.md)."""

UNITS = {
    "bargaining": "evaluations of a package by a party in a draw, per second",
    "chain": "asylum seekers of the reference case followed through five years, per second",
    "crisis": "games of 3 parties, 8 types, 4 packages and 2 sessions solved, per second",
}
NAMES = {"bargaining": "acceptance map", "chain": "chain", "crisis": "talks"}
SECONDS = 1.0
FIVE_YEARS_WEEKS = 261


def speed() -> Iterator[Finding]:
    """Measure what is compiled, a second each."""
    from treves.study.compiling import parts_to_compile

    waiting = parts_to_compile(REFERENCE)
    measures = {"bargaining": _evaluations, "crisis": _games, "chain": _persons}
    for part, measure in measures.items():
        if part in waiting:
            to_do = "not compiled yet: treves doctor --compile, then ask again"
            yield Finding(NAMES[part], "absent", "not measured", to_do)
            continue
        rate = measure()
        ratio = rate / REFERENCE[part]
        told = f"{_short(rate)} {UNITS[part]}: {ratio:.2f} times the reference machine's {_short(REFERENCE[part])}"
        figures: dict[str, float | int | str | bool | None] = {
            "per_second": rate,
            "reference_per_second": REFERENCE[part],
            "ratio": ratio,
        }
        yield Finding(NAMES[part], "there", told, figures=figures)


def _best_rate(work: Callable[[int], float]) -> float:
    """Return the best of as many runs as fit; ``work`` takes the number of the run and tells how much it did."""
    begun, best = time.process_time(), 0.0
    for run in count():
        start = time.process_time()
        done = work(run)
        best = max(best, done / max(time.process_time() - start, 1e-9))
        if time.process_time() - begun > SECONDS:
            return best
    raise AssertionError


def _evaluations() -> float:
    """Count evaluations of 10^6 packages by four parties."""
    import numpy as np

    from treves.agenda import Agenda, Issue, Option
    from treves.bargaining import acceptance_map, allowed_packages, value_tables
    from treves.cabinet import DecisionRule
    from treves.positions import Draws

    issues, parties, draws = 6, ("A", "B", "C", "D"), 1000
    rng = np.random.default_rng(1)
    options = tuple(Option(f"o{k}", f"option {k}", 100.0 * k / 9) for k in range(10))
    agenda = Agenda(tuple(Issue(f"i{j}", f"issue {j}", "", options, "o0") for j in range(issues)))
    size = (draws, len(parties), issues)
    drawn = Draws(
        ideal=rng.uniform(0.0, 100.0, size),
        reach=np.where(rng.random(size) < 0.05, rng.uniform(10.0, 60.0, size), np.inf),
        salience=rng.dirichlet(np.ones(issues), size[:2]),
        stake=rng.normal(-0.05, 0.05, size[:2]),
    )
    values, packages, rule = value_tables(drawn, agenda, parties), allowed_packages(agenda), DecisionRule(parties)

    def work(_run: int) -> float:
        acceptance_map(values, packages, rule, threads=1)
        return float(packages.count * len(parties) * draws)

    return _best_rate(work)


def _games() -> float:
    """Count games solved; the same small game each time."""
    from treves.crisis import solve

    game = small_game()

    def work(_run: int) -> float:
        solve(game, threads=1).require_converged()
        return 1.0

    return _best_rate(work)


def small_game() -> Game:
    """Lay out talks of three parties on one line."""
    import numpy as np

    from treves.cabinet import Council
    from treves.crisis import Game, PartyTypes, Rules

    rng, names = np.random.default_rng(7), ("A", "B", "C")
    places = np.linspace(5.0, 95.0, 4)
    known = []
    for centre in (85.0, 50.0, 15.0):
        ideal = rng.normal(centre, 10.0, (8, 1))
        status_quo = 1.0 - np.abs(40.0 - ideal[:, 0]) / 100.0
        stake = rng.normal(-0.05, 0.05, 8)
        known.append(PartyTypes(1.0 - np.abs(places - ideal) / 100.0, status_quo, status_quo + stake))
    rules = Rules(names, names, names[:2], names, Council(dict(zip(names, (8, 6, 3), strict=True)), quorum=9))
    return Game(rules, tuple(f"package {k}" for k in range(len(places))), tuple(known))


def _persons() -> float:
    """Count asylum seekers of the reference case, drawn anew each time and followed through five years."""
    from treves.case import load_case
    from treves.chain import NO_MEASURES
    from treves.chain.scratch import Scratch
    from treves.chain.simulate import make_setting, make_world, run_draw

    chain = load_case("rutte4-asylum").chain
    if chain is None:
        raise RuntimeError("the reference case came without its chain")
    draws = 64
    setting = make_setting(chain, [NO_MEASURES], draws=draws, weeks=FIVE_YEARS_WEEKS, seed=1)
    scratch = Scratch()

    def work(run: int) -> float:
        world = make_world(setting, run % draws)
        for _ in run_draw(setting, world, run % draws, scratch):
            pass
        return float(world.people.rows.luck.size)

    return _best_rate(work)


def _short(number: float) -> str:
    """Return a number in words: 2.1e10 is 21 billion."""
    for size, word in ((1e9, " billion"), (1e6, " million"), (1e3, " thousand")):
        if number >= size:
            return f"{number / size:.3g}{word}"
    return f"{number:.3g}"
