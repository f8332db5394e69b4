"""How it ends, under different rules: votes, minority cabinets, walks and stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from treves.cabinet import Council
from treves.crisis import (
    Costs,
    Ending,
    Game,
    GameError,
    Rules,
    Walk,
    find_endings,
    most_likely_paths,
    solve,
    solve_tree,
    tell,
    value_threats,
    with_normal_vote,
    without_vote,
)

Make = Callable[..., Game]


@pytest.mark.parametrize("seed", range(5))
def test_tables_agree_with_each_other_and_with_a_walk(seed: int, random_game: Make) -> None:
    """By session, by package and by leaver add up to the kinds; so does walking every path."""
    game = random_game(seed, parties=3, types=3)
    solved = solve(game)
    endings = find_endings(solved)
    by_session = endings.by_session()
    assert by_session.sum() == pytest.approx(1.0, abs=1e-12)
    kinds = [endings.accord, endings.vote, endings.postponement, endings.fall]
    assert by_session.sum(axis=0) == pytest.approx(kinds)
    assert endings.by_package().sum(axis=0) == pytest.approx(kinds[:2])
    assert endings.by_leaver().sum() == pytest.approx(endings.fall)
    assert sum(leaving.probability for leaving in endings.exits()) == pytest.approx(endings.fall)
    walk = Walk(solved)
    walked = np.zeros_like(by_session)

    def go(spot: object) -> None:
        for option in walk.options(spot):  # type: ignore[arg-type]
            if isinstance(option.to, Ending):
                kind = ("accord", "vote", "postponement", "fall").index(option.to.kind)
                walked[spot.stage, kind] += spot.probability * option.probability  # type: ignore[attr-defined]
            else:
                go(option.to)

    go(walk.start)
    assert walked == pytest.approx(by_session, abs=1e-12)


def test_paths_are_the_likeliest_and_sum_to_one(random_game: Make) -> None:
    """All paths together make one; the first ones are those a full listing would put first."""
    solved = solve(random_game(3, parties=2, types=2, sessions=1))
    every = most_likely_paths(solved, count=10_000, least=0.0)
    probabilities = [path.probability for path in every]
    assert sum(probabilities) == pytest.approx(1.0)
    assert probabilities == sorted(probabilities, reverse=True)
    assert [p.moves for p in most_likely_paths(solved, 3)] == [p.moves for p in every[:3]]
    for path in every:
        assert path.probability == pytest.approx(np.prod([step.probability for step in path.steps]))
    falls = most_likely_paths(solved, 2, "fall")
    assert all(path.ending.kind == "fall" for path in falls)
    with pytest.raises(GameError, match="no kind of end"):
        most_likely_paths(solved, 2, "truce")  # type: ignore[arg-type]


def test_story_in_the_words_of_the_case(plain_game: Make) -> None:
    """The one way this can go, told: two sessions, a red line, a veto that is used to leave."""
    game = plain_game(
        [[0.9], [0.5]],
        [0.5, 0.4],
        [0.3, 0.9],
        red_lines=[[False], [True]],
        sessions=2,
        proposers=("Amber", "Amber"),
    )
    solved = solve(game, 200.0)
    stories = [
        tell(
            path,
            game.rules.parties,
            game.packages,
            ["Wednesday", "Thursday"],
            package_labels={"package 1": "the button"},
        )
        for path in most_likely_paths(solved, 6)
    ]
    assert (
        "Wednesday: Amber tables the button; Blue rejects it and leaves.",
        "The cabinet falls.",
    ) in stories
    assert next(story[:1] for story in stories if "adjourns" in story[0]) == (
        "Wednesday: Amber makes no proposal and adjourns.",
    )


def test_a_vote_decides_where_it_is_normal_and_breaks_where_it_is_not(plain_game: Make) -> None:
    """Two want it, one does not but prefers it to a fall: carried where votes are normal, avoided where dear."""
    game = plain_game(
        [[0.9], [0.9], [0.45]], [0.4, 0.4, 0.6], [0.2, 0.2, 0.38], votes=(3, 3, 3), sessions=1,
        costs=Costs(trust=2.0, promise=0.0),
    )  # fmt: skip
    breach, normal = find_endings(solve(game, 40.0)), find_endings(solve(with_normal_vote(game), 40.0))
    assert normal.vote > 0.95
    assert breach.vote < 0.01
    lost = next(outcome.ending for outcome in normal.outcomes if outcome.ending.kind == "vote")
    assert lost.overruled == (2,)


def test_a_red_line_makes_the_veto_the_exit(plain_game: Make) -> None:
    """Eleven of nineteen carry the vote; the two outvoted have a red line, and leave: the vote is no way out."""
    game = plain_game(
        [[0.9], [0.8], [0.5], [0.5]], [0.4, 0.4, 0.5, 0.5], [0.3, 0.3, 0.4, 0.4],
        red_lines=[[False], [False], [True], [True]], votes=(8, 3, 6, 2), sessions=1, proposers=("Amber",),
    )  # fmt: skip
    solved = solve(game, 40.0)
    walk = Walk(solved)
    vote = next(option for option in walk.options(walk.start) if option.move.verb == "call_vote")
    stays, leaves = walk.options(vote.to)  # type: ignore[arg-type]
    assert leaves.probability == pytest.approx(0.5, abs=0.01)  # each knows that the other will not bear it either
    assert walk.options(stays.to)[1].probability > 0.99  # type: ignore[arg-type]
    assert find_endings(solved).vote < 1e-3


def test_a_support_party_is_asked_though_it_has_no_minister(plain_game: Make) -> None:
    """A minority cabinet: the supporting party does not vote, answers what is tabled, and its exit is a fall."""
    game = plain_game(
        [[0.9], [0.5]], [0.4, 0.6], [0.2, 0.55], red_lines=[[False], [True]], votes=(8, 0), sessions=1,
        proposers=("Amber",),
    )  # fmt: skip
    endings = find_endings(solve(game, 40.0))
    outvoted = [leaving for leaving in endings.exits() if leaving.occasion == "outvoted"]
    assert {leaving.party for leaving in outvoted} == {"Blue"}
    agreeable = replace(
        game, types=(game.types[0], replace(game.types[1], utility=np.array([[0.9]]), breaks_red_line=None))
    )
    assert find_endings(solve(agreeable, 40.0)).accord > 0.99


def test_who_may_not_leave_does_not(random_game: Make) -> None:
    """Where nobody's exit brings the cabinet down there is no fall, and the talks end with the last session."""
    endings = find_endings(solve(random_game(3, parties=3, may_leave=False)))
    assert endings.fall == 0.0
    assert endings.by_session()[-1].sum() == 0.0
    assert endings.accord + endings.vote + endings.postponement == pytest.approx(1.0)


def test_threats_have_their_price(plain_game: Make) -> None:
    """A majority that gains by its vote loses without it; without a promise nobody is pressed by the deadline."""
    game = plain_game(
        [[0.9, 0.6], [0.9, 0.6], [0.35, 0.6]], [0.4, 0.4, 0.5], [0.2, 0.2, 0.2], votes=(3, 3, 3), sessions=2
    )
    threats = {threat.name: threat for threat in value_threats(game, 20.0)}
    assert set(threats) == {"no_vote", "vote_is_normal", "no_deadline", "one_more_session"}
    assert threats["no_vote"].after.vote == 0.0
    assert threats["no_vote"].gain_changes[0] < 0 < threats["no_vote"].gain_changes[2]
    assert threats["vote_is_normal"].after.vote > threats["vote_is_normal"].before.vote
    assert threats["one_more_session"].after.sessions == 3
    assert threats["no_deadline"].after.postponement >= threats["no_deadline"].before.postponement
    quiet = {threat.name for threat in value_threats(without_vote(game), 20.0)}
    assert quiet == {"no_deadline", "one_more_session"}


def test_a_large_game_values_one_more_session_on_its_likeliest_packages(random_game: Make) -> None:
    """Where a session more would not fit, before and after are of the same smaller game."""
    game = random_game(2, parties=3, types=2, packages=4, sessions=2)
    last = value_threats(game, 5.0, most_choices=3_000)[-1]
    assert last.name == "one_more_session"
    assert len(last.before.packages) < 4
    assert last.before.packages == last.after.packages


def test_outcomes_need_a_game(random_game: Make) -> None:
    """A bare tree has an equilibrium but no names for its ends."""
    bare = solve_tree(solve(random_game(1), 1.0).tree, 1.0)
    with pytest.raises(GameError, match="bare tree"):
        find_endings(bare)


def test_quorum_and_support_in_one_table() -> None:
    """Rules are read with the council's own votes: a party the council does not list has none."""
    rules = Rules(("Amber", "Blue"), ("Amber", "Blue"), ("Amber",), ("Amber", "Blue"), Council({"Amber": 3}, 2))
    assert rules.votes_of("Blue") == 0
