"""What solving the talks costs, as they grow, and beside Gambit's logit branch in the same process.

Run ``uv run python benchmarks/crisis.py``. All times are wall seconds, the quietest of several runs, after compilation.
The last line is one JSON object.
"""

from __future__ import annotations

import itertools
import json
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.cabinet import Council
from treves.crisis import (
    Branch,
    Choice,
    End,
    Ending,
    Game,
    Move,
    PartyTypes,
    PublicTree,
    Rules,
    Walk,
    find_endings,
    flatten,
    solve,
    solve_tree,
)

Floats = npt.NDArray[np.float64]

LAMBDA_ROW = 2.0
SEED = 7


def quietest(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest wall time of several runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result


def row_payoffs(parties: int, types: int) -> Floats:
    """Draw payoffs [type, party, kind]: accord, vote, fall; whole numbers from 0 to 9."""
    return np.random.default_rng(SEED).integers(0, 10, size=(types, parties, 3)).astype(float)


def row_game(parties: int, types: int) -> PublicTree:
    """Lay out parties in a row: each accepts, forces a vote or leaves, at once an end unless it accepts."""
    pay = row_payoffs(parties, types)

    def end(kind: int, leaver: int | None = None) -> End:
        payoff = pay[:, :, kind].T.copy()
        if leaver is not None:
            payoff[leaver] -= 2.0
        return End(Ending(("accord", "vote", "fall")[kind], party=leaver), payoff)  # type: ignore[arg-type]

    def ask(party: int) -> Choice | End:
        if party == parties:
            return end(0)
        branches = (
            Branch(Move(party, "accept"), ask(party + 1)),
            Branch(Move(party, "force_vote"), end(1)),
            Branch(Move(party, "leave"), end(2, party)),
        )
        return Choice(party, branches)

    first = ask(0)
    assert isinstance(first, Choice)
    return flatten([first], np.full((parties, types), 1.0 / types))


def row_game_in_gambit(parties: int, types: int) -> tuple[Any, dict[tuple[int, int], Any]]:
    """Build the same game for Gambit: chance draws the types, each party sees its own."""
    import pygambit as gbt

    pay = row_payoffs(parties, types)
    game = gbt.Game.new_tree(players=[f"party {party}" for party in range(parties)])
    profiles = list(itertools.product(range(types), repeat=parties))
    game.append_move(game.root, game.players.chance, [str(at) for at in range(len(profiles))])
    game.set_chance_probs(game.root.infoset, [gbt.Rational(1, len(profiles))] * len(profiles))
    number = itertools.count()
    sets: dict[tuple[int, int], Any] = {}
    for profile, head in zip(profiles, list(game.root.children), strict=True):
        node = head
        worth = np.array([pay[kind, party] for party, kind in enumerate(profile)])
        for party, kind in enumerate(profile):
            if (party, kind) in sets:
                game.append_infoset(node, sets[party, kind])
            else:
                game.append_move(node, f"party {party}", ["accept", "vote", "leave"])
                sets[party, kind] = node.infoset
            node, vote, gone = list(node.children)
            fall = worth[:, 2] - 2.0 * (np.arange(parties) == party)
            for leaf, payoff in ((vote, worth[:, 1]), (gone, fall)):
                game.set_outcome(leaf, game.add_outcome(f"end {next(number)}", [int(each) for each in payoff]))
        game.set_outcome(node, game.add_outcome(f"end {next(number)}", [int(each) for each in worth[:, 0]]))
    return game, sets


def difference_to_gambit(tree: PublicTree, sets: dict[tuple[int, int], Any], game: Any, branch: Any) -> float:
    """Return the largest difference of a choice probability."""
    actions = [action for action in game.actions if not action.infoset.is_chance]
    theirs = {action: float(branch[at]) for at, action in enumerate(actions)}
    walk = Walk(solve_tree(tree, LAMBDA_ROW))
    spot, worst = walk.start, 0.0
    while True:
        options = walk.options(spot)
        for (party, kind), infoset in sets.items():
            if party == spot.party:
                for option, action in zip(options, infoset.actions, strict=True):
                    worst = max(worst, abs(theirs[action] - option.by_type[kind]))
        if isinstance(options[0].to, Ending):
            return worst
        spot = options[0].to


def spatial_game(parties: int, types: int, packages: int, sessions: int) -> Game:
    """Draw talks on one line: ideals, a few red lines, stakes; no country's, but of an ordinary shape."""
    rng = np.random.default_rng(SEED)
    names = ("Amber", "Blue", "Coral", "Dune", "Ecru")[:parties]
    votes = (8, 6, 3, 2, 4)[:parties]
    places = np.linspace(5.0, 95.0, packages)
    known = []
    for centre in np.linspace(85.0, 15.0, parties):
        ideal = rng.normal(centre, 10.0, (types, 1))
        utility = 1.0 - np.abs(places - ideal) / 100.0
        status_quo = 1.0 - np.abs(40.0 - ideal[:, 0]) / 100.0
        reach = np.where(rng.random(types) < 0.4, rng.triangular(20.0, 40.0, 70.0, types), np.inf)
        is_red = np.abs(places - ideal) > reach[:, None]
        known.append(PartyTypes(utility, status_quo, status_quo + rng.normal(-0.05, 0.05, types), is_red))
    council = Council(dict(zip(names, votes, strict=True)), quorum=sum(votes) // 2 + 1)
    turns = tuple(names[session % parties] for session in range(sessions))
    rules = Rules(names, names, turns, names, council)
    return Game(rules, tuple(f"package {at + 1}" for at in range(packages)), tuple(known))


def reference_game() -> Game:
    """Lay out the talks of the reference case with all candidates and 48 types a party."""
    from treves.bargaining import acceptance_map, allowed_packages, value_tables
    from treves.case import load_case
    from treves.positions import draw_at, draw_uniforms
    from treves.study.deals import choose_packages
    from treves.study.talks import lay_out
    from treves.study.worlds import estimate_case

    case = load_case("rutte4-asylum")
    posterior = estimate_case(case)
    drawn = draw_at(posterior, draw_uniforms(posterior, case.draws, np.random.default_rng(case.seed)))
    values = value_tables(drawn, case.agenda, posterior.parties)
    listed = choose_packages(case, acceptance_map(values, allowed_packages(case.agenda), case.cabinet.rule), values)
    return lay_out(case, listed, values, types=48, seed=case.seed, most_choices=10**6).game


def main() -> None:
    """Print the tables, then one JSON line."""
    import pygambit as gbt

    start = time.perf_counter()
    find_endings(solve(spatial_game(3, 2, 2, 2)))
    print(f"first solution in this process (compiled or from cache): {time.perf_counter() - start:.1f} s\n")

    print("one session in a row: accept, force a vote, leave (lambda 2 per payoff unit)")
    rows = {}
    for parties, types in ((3, 3), (4, 4), (5, 8)):

        def whole(parties: int = parties, types: int = types) -> PublicTree:
            tree = row_game(parties, types)
            assert solve_tree(tree, LAMBDA_ROW).is_converged
            return tree

        seconds, _tree = quietest(whole, 20)
        rows[parties, types] = seconds
        print(f"  treves {parties} x {types}: {seconds * 1e3:8.2f} ms")
    game, sets = row_game_in_gambit(3, 3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        seconds_branch, branch = quietest(lambda: gbt.qre.logit_solve_lambda(game, LAMBDA_ROW), 1)
        seconds_nash, _ = quietest(lambda: gbt.nash.logit_solve(game), 1)
    branch = branch[0] if isinstance(branch, list) else branch
    difference = difference_to_gambit(row_game(3, 3), sets, game, branch)
    print(f"  Gambit 3 x 3, logit branch to the same lambda: {seconds_branch:.2f} s (differs by {difference:.0e})")
    print(f"  Gambit 3 x 3, logit branch to its end (another task, for orientation): {seconds_nash:.2f} s\n")

    print("sessions (lambda 10): tabling, answers, votes, adjourning, leaving, the reckoning")
    print("  parties  types  packages  sessions     choices  sweeps  residual  seconds")
    sizes = [
        *((4, types, 8, 3) for types in (6, 12, 24, 48, 96)),
        *((4, 48, packages, 3) for packages in (2, 4, 6, 10)),
        *((4, 48, 8, sessions) for sessions in (1, 2)),
        *((parties, 48, 8, 3) for parties in (2, 3)),
        (5, 48, 4, 3),
        (4, 12, 3, 4),
    ]
    measured = {}
    for size in sizes:
        made = spatial_game(*size)
        seconds, solved = quietest(lambda made=made: solve(made), 3 if size == (4, 48, 8, 3) else 1)
        solved.require_converged()
        measured[size] = seconds
        parties, types, packages, sessions = size
        print(
            f"  {parties:7d}  {types:5d}  {packages:8d}  {sessions:8d}  {solved.tree.node_count:10,d}"
            f"  {solved.sweeps:6d}  {solved.residual:8.0e}  {seconds:7.2f}"
        )
    game_of_case = reference_game()
    seconds_case, solved = quietest(lambda: solve(game_of_case), 3)
    solved.require_converged()
    print(
        f"\nreference case: {len(game_of_case.packages)} candidates, {game_of_case.type_count} types, "
        f"{game_of_case.rules.sessions} sessions, {solved.tree.node_count:,} choices: {seconds_case:.2f} s, "
        f"{solved.sweeps} sweeps, residual {solved.residual:.0e}\n"
    )
    print(
        json.dumps(
            {
                "seconds_treves_4x4": rows[4, 4],
                "seconds_reference_case": seconds_case,
                "seconds_reference_size": measured[4, 48, 8, 3],
                "ratio_pygambit": seconds_branch / rows[3, 3],
                "seconds_treves_3x3": rows[3, 3],
                "seconds_pygambit_3x3": seconds_branch,
                "seconds_pygambit_3x3_to_the_end": seconds_nash,
                "largest_difference_to_pygambit": difference,
                "sizes": [
                    {"parties": size[0], "types": size[1], "packages": size[2], "sessions": size[3], "seconds": took}
                    for size, took in measured.items()
                ],
            }
        )
    )


if __name__ == "__main__":
    main()
