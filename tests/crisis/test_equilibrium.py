"""The fixed point itself: probabilities, beliefs, payoffs recomputed by hand, limits, and what cannot be solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treves.crisis import (
    Costs,
    Ending,
    Equilibrium,
    Game,
    GameError,
    NoEquilibriumError,
    Rules,
    Spot,
    Walk,
    find_endings,
    solve,
)
from treves.errors import SizeError

Make = Callable[..., Game]
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def every_spot(equilibrium: Equilibrium) -> Iterator[tuple[Walk, Spot]]:
    """Walk through every public decision point."""
    walk = Walk(equilibrium)
    waiting = [walk.start]
    while waiting:
        spot = waiting.pop()
        yield walk, spot
        waiting += [option.to for option in walk.options(spot) if isinstance(option.to, Spot)]


def payoff_of(game: Game, ending: Ending) -> np.ndarray:
    """Work out what an end is worth by the words of MODEL, shape (party, type), costs on the way left aside."""
    parties, types = game.weights().shape
    cost = {name: game.costs.of(name, parties) for name in ("trust", "promise", "blame")}
    if ending.kind == "accord":
        return game.gains()[ending.package]
    if ending.kind == "vote":
        lost = np.isin(np.arange(parties), ending.overruled) * cost["trust"]
        return game.gains()[ending.package] - lost[:, None]
    if ending.kind == "postponement":
        return game.status_quo_gain() - cost["promise"][:, None]
    left = np.zeros((parties, types))
    left[ending.party] -= cost["blame"][ending.party] * (ending.occasion != "outvoted")
    return left


def worth_by_hand(game: Game, walk: Walk, spot: Spot, found: list[tuple[Spot, list[np.ndarray]]]) -> np.ndarray:
    """Return what a spot is worth, shape (party, type), from choice probabilities and ends alone."""
    parties, _ = game.weights().shape
    worths = []
    for option in walk.options(spot):
        if isinstance(option.to, Ending):
            worth = payoff_of(game, option.to)
        else:
            worth = worth_by_hand(game, walk, option.to, found)
            if option.to.stage != spot.stage:
                worth = worth - game.costs.of("session", parties)[:, None]
                if option.move.verb in {"call_vote", "vote_for", "vote_against"}:
                    caller = game.rules.parties.index(game.rules.proposers[spot.stage])
                    worth[caller] -= game.costs.of("credibility", parties)[caller]
        if option.move.verb == "call_vote":  # whatever comes of it
            breach = np.zeros(parties)
            breach[spot.party] = game.costs.of("breach", parties)[spot.party]
            worth = worth - breach[:, None]
        worths.append(worth)
    found.append((spot, [worth[spot.party] for worth in worths]))
    total = np.zeros_like(worths[0])
    for option, worth in zip(walk.options(spot), worths, strict=True):
        total += option.probability * worth
    total[spot.party] = sum(
        option.by_type * worth[spot.party] for option, worth in zip(walk.options(spot), worths, strict=True)
    )
    return total


@FEW
@given(seed=st.integers(0, 10_000), parties=st.integers(2, 3), precision=st.sampled_from([0.0, 0.5, 6.0, 40.0]))
def test_probabilities_and_beliefs(seed: int, parties: int, precision: float, random_game: Make) -> None:
    """At every choice probabilities sum to one, for every type, and beliefs stay probability vectors."""
    game = random_game(seed, parties=parties, types=3, sessions=2)
    solved = solve(game, precision, max_sweeps=4000)
    if not solved.is_converged:
        return
    for walk, spot in every_spot(solved):
        options = walk.options(spot)
        assert sum(option.probability for option in options) == pytest.approx(1.0, abs=1e-12)
        assert sum(option.by_type for option in options) == pytest.approx(1.0, abs=1e-12)
        assert (spot.beliefs >= 0).all()
        assert spot.beliefs.sum(axis=1) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_choices_are_logit_in_payoffs_worked_out_by_hand(seed: int, random_game: Make) -> None:
    """From the ends back, by the definition of expected payoff: every choice is softmax(lambda * payoff)."""
    game = random_game(seed, parties=3, types=3, sessions=2)
    solved = solve(game, 8.0, exit_factor=2.0, tolerance=1e-11)
    walk = Walk(solved)
    found: list[tuple[Spot, list[np.ndarray]]] = []
    worth = worth_by_hand(game, walk, walk.start, found)
    assert worth == pytest.approx(solved.worth, abs=1e-9)
    for spot, worths in found:
        options = walk.options(spot)
        if options[0].move.verb.startswith("vote_"):
            continue
        precision = 8.0 * (2.0 if options[-1].move.verb == "leave" else 1.0)
        odds = np.exp(precision * (np.array(worths) - np.max(worths, axis=0)))
        chosen = np.array([option.by_type for option in options])
        assert chosen == pytest.approx(odds / odds.sum(axis=0), abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_no_single_deviation_pays_at_high_precision(seed: int, random_game: Make) -> None:
    """At the highest lambda that settles, at least 25, no type gains more than log(moves) / lambda by another move.

    That is the bound of logit. Sweeps need not settle at every lambda; where they do not, no number is given.
    """
    game = random_game(seed, parties=3, types=2, sessions=2)
    precision = 400.0
    solved = solve(game, precision, exit_factor=1.0, max_sweeps=4_000)
    while not solved.is_converged and precision > 25.0:
        with pytest.raises(NoEquilibriumError, match="no equilibrium at lambda"):
            solved.require_converged()
        precision /= 2.0
        solved = solve(game, precision, exit_factor=1.0, max_sweeps=4_000)
    walk = Walk(solved)
    found: list[tuple[Spot, list[np.ndarray]]] = []
    worth_by_hand(game, walk, walk.start, found)
    for spot, worths in found:
        options = walk.options(spot)
        if options[0].move.verb.startswith("vote_"):
            continue
        expected = sum(option.by_type * worth for option, worth in zip(options, worths, strict=True))
        assert (np.max(worths, axis=0) - expected).max() <= np.log(len(options)) / precision + 1e-9


def backward_induction(game: Game, session: int = 0) -> np.ndarray:
    """Solve a game of one type a party from its end; ties are split evenly, as logit does in the limit."""
    parties = len(game.rules.parties)
    gains, names = game.gains()[:, :, 0], game.rules.parties
    order = [names.index(name) for name in game.rules.order]
    blame = game.costs.of("blame", parties)

    def best(party: int, worths: list[np.ndarray]) -> np.ndarray:
        top = max(worth[party] for worth in worths)
        return np.mean([worth for worth in worths if worth[party] > top - 1e-9], axis=0)

    def or_leave(party: int, stay: np.ndarray) -> np.ndarray:
        return best(party, [stay, -blame * (np.arange(parties) == party)])

    if session == game.rules.sessions:
        worth = game.status_quo_gain()[:, 0] - game.costs.of("promise", parties)
        for party in reversed(order):
            worth = or_leave(party, worth)
        return worth
    on = backward_induction(game, session + 1) - game.costs.of("session", parties)
    proposer = names.index(game.rules.proposers[session])
    choices = [or_leave(proposer, on)]
    for worth in gains:
        answer = worth
        for party in reversed([party for party in order if party != proposer]):
            answer = best(party, [answer, or_leave(party, on)])
        choices.append(answer)
    return best(proposer, choices)


@pytest.mark.parametrize("seed", range(12))
def test_backward_induction_as_lambda_grows(seed: int, random_game: Make) -> None:
    """With one type a party, lambda 10^4 gives what backward induction gives, and lambda 300 comes near."""
    game = random_game(seed, parties=2 + seed % 3, types=1, sessions=1 + seed % 3, has_council=False)
    expected = backward_induction(game)
    near = np.abs(solve(game, 300.0).worth[:, 0] - expected).max()
    assert solve(game, 1e4).worth[:, 0] == pytest.approx(expected, abs=2e-3)
    assert near < 0.1


def test_ultimatum_game(plain_game: Make) -> None:
    """Whoever proposes last takes all but the least the other accepts; a proposer who may not, gets nothing."""
    shares = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9]
    game = plain_game(
        [[1.0 - share for share in shares], shares],
        [0.0, 0.0],
        [0.0, 0.05],
        sessions=1,
        costs=Costs(promise=1.0, blame=0.0),
    )
    endings = find_endings(solve(game, 2000.0))
    assert endings.by_package()[1, 0] == pytest.approx(1.0, abs=1e-3)


def test_ultimatum_game_in_closed_form(plain_game: Make) -> None:
    """At a moderate lambda acceptance and offers are the logit formulas of McKelvey & Palfrey, typed in here."""
    shares = np.array([0.2, 0.4, 0.6])
    game = plain_game(
        [(1 - shares).tolist(), shares.tolist()], [0.0, 0.0], [0.0, 0.0], sessions=1, costs=Costs(blame=0.0)
    )
    game = replace(game, rules=replace(game.rules, may_leave=()))
    lam = 3.0
    spread = np.array(game.spreads)
    promise = 0.1
    accepts = 1 / (1 + np.exp(-lam * (shares / spread[1] + promise)))
    worth = accepts * (1 - shares) / spread[0] - (1 - accepts) * promise
    odds = np.exp(lam * np.append(worth, -promise))
    walk = Walk(solve(game, lam, tolerance=1e-12))
    offers = [option.probability for option in walk.options(walk.start)]
    assert offers == pytest.approx(odds / odds.sum(), abs=1e-12)


@FEW
@given(seed=st.integers(0, 10_000), shift=st.integers(1, 5))
def test_names_and_numbers_do_not_matter(seed: int, shift: int, random_game: Make) -> None:
    """Parties, packages and types listed in another order: the same ends with the same probabilities."""
    game = random_game(seed, parties=3, types=3, sessions=2)
    rng = np.random.default_rng(shift)
    parties, packages = rng.permutation(3).tolist(), rng.permutation(2).tolist()
    kinds = rng.permutation(3)
    moved = []
    for party in parties:
        types = game.types[party].with_packages(packages)
        moved.append(
            replace(
                types,
                utility=types.utility[kinds],
                status_quo=types.status_quo[kinds],
                reservation=types.reservation[kinds],
                breaks_red_line=types.red[kinds],
                weight=types.shares[kinds],
            )
        )
    names = tuple(game.rules.parties[party] for party in parties)
    again = replace(
        game,
        rules=replace(game.rules, parties=names),
        packages=tuple(game.packages[package] for package in packages),
        types=tuple(moved),
    )
    one, other = (find_endings(solve(each, 6.0, tolerance=1e-10)) for each in (game, again))
    assert other.by_session() == pytest.approx(one.by_session(), abs=1e-8)
    assert other.by_package() == pytest.approx(one.by_package()[packages], abs=1e-8)
    assert other.by_leaver() == pytest.approx(one.by_leaver()[parties], abs=1e-8)


@pytest.mark.parametrize("precision", [0.0, 1e-300, 10.0, 1e4])
@pytest.mark.parametrize("size", [1.0, 1e-12, 1e9])
def test_extreme_numbers_do_not_overflow(precision: float, size: float, random_game: Make) -> None:
    """Lambda from 0 to 10^4 and payoffs from 10^-12 to 10^9: every number stays finite; what is given sums to one."""
    game = random_game(7, parties=3, types=2, sessions=2)
    types = tuple(
        replace(t, utility=t.utility * size, status_quo=t.status_quo * size, reservation=t.reservation * size)
        for t in game.types
    )
    huge = replace(game, types=types, costs=Costs(trust=1e6, red_line=1e12), least_spread=1e-13)
    solved = solve(huge, precision, max_sweeps=500)
    assert np.isfinite(solved.state).all()
    assert np.isfinite(solved.worth).all()
    if solved.is_converged:
        assert sum(o.probability for o in find_endings(solved).outcomes) == pytest.approx(1.0, abs=1e-9)


def test_lambda_zero_is_a_coin(random_game: Make) -> None:
    """At lambda 0 every choice is even, whatever it is worth."""
    for walk, spot in every_spot(solve(random_game(3, parties=3, sessions=2), 0.0)):
        options = walk.options(spot)
        if not options[0].move.verb.startswith("vote_"):
            assert [option.probability for option in options] == pytest.approx([1 / len(options)] * len(options))


def test_no_number_without_convergence(random_game: Make) -> None:
    """A run that is stopped early says so, and neither outcomes nor paths can be had from it."""
    stopped = solve(random_game(5, parties=3, types=3, sessions=2), 10.0, max_sweeps=2)
    assert not stopped.is_converged
    with pytest.raises(NoEquilibriumError, match="no equilibrium at lambda 10"):
        find_endings(stopped)
    with pytest.raises(NoEquilibriumError):
        Walk(stopped)


def test_warm_start_reaches_the_same_point_sooner(random_game: Make) -> None:
    """From the solution of a neighbour, fewer sweeps and the same probabilities; also where votes have changed."""
    game = random_game(11, parties=3, types=4, sessions=2, packages=3)
    first = solve(game, 10.0, tolerance=1e-9)
    moved = replace(game.types[0], utility=game.types[0].utility + 0.02, status_quo=game.types[0].status_quo + 0.03)
    near = replace(game, types=(moved, *game.types[1:]))
    cold, warm = solve(near, 10.0, tolerance=1e-9), solve(near, 10.0, tolerance=1e-9, start=first)
    assert warm.sweeps < cold.sweeps
    assert find_endings(warm).by_session() == pytest.approx(find_endings(cold).by_session(), abs=1e-7)
    other = random_game(12, parties=3, types=4, sessions=2, packages=2)
    assert solve(other, 10.0, start=first).is_converged


def test_threads_do_not_change_the_result(random_game: Make) -> None:
    """One thread or three: the same state, bit for bit."""
    game = random_game(2, parties=3, types=5, sessions=2, packages=3)
    one, three = solve(game, 10.0, threads=1), solve(game, 10.0, threads=3)
    assert (one.state == three.state).all()


def test_refusals(random_game: Make) -> None:
    """What cannot be solved is refused in words: a lambda that is none, a game too large."""
    game = random_game(1)
    for precision in (-1.0, float("nan"), float("inf")):
        with pytest.raises(GameError, match="lambda"):
            solve(game, precision)
    with pytest.raises(GameError, match="exits"):
        solve(game, 1.0, exit_factor=0.0)
    long = Rules(game.rules.parties, game.rules.parties, ("Amber",) * 40, game.rules.parties)
    with pytest.raises(SizeError, match="fewer sessions"):
        solve(replace(game, rules=long), 1.0)
