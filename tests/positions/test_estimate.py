"""Exact discrete Bayes: equal to enumeration in plain Python, indifferent to order, never perverse."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import agendas, cabinet_of, codebook_of, coded_cases, issue_of, statement_of
from treves.agenda import Agenda
from treves.positions import Assumptions, Range, estimate_positions, summarise_cell, without_statement

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def enumerate_cell(prior, issue, facts, width=8.0):
    """Brute force over every ideal and reach, straight from the definitions, with no arrays."""
    grid = [(x, d) for x in range(0, 101, 2) for d in [*range(5, 56, 5), math.inf]]
    before = {(x, d): prior[i // 12][i % 12] for i, (x, d) in enumerate(grid)}

    def can_sign(place, x, d):
        return abs(place - x) <= d

    def f(form, y, x, d):
        quo = issue.status_quo_place
        pull = math.exp(-abs(x - y) / width)
        if form == "wants":
            return pull
        if form == "demands":
            return pull * (0.5 if can_sign(quo, x, d) and y != quo else 1.0)
        if form == "accepts":
            return 1.0 if can_sign(y, x, d) else 0.0
        if form == "rejects":
            alone = 0.2 if y != quo and not can_sign(quo, x, d) else 1.0
            return 0.0 if can_sign(y, x, d) else alone
        if form == "at_most":
            beyond = [place for place in issue.places if place > y]
            return (1.0 if x <= y else 0.0) * (0.5 if beyond and can_sign(min(beyond), x, d) else 1.0)
        raise AssertionError(form)

    after = dict(before)
    for form, option, rho in facts:
        y = issue.options[option].place
        mean = sum(before[c] * f(form, y, *c) for c in grid)
        for cell in grid:
            after[cell] *= rho * f(form, y, *cell) + (1 - rho) * mean
    total = sum(after.values())
    return np.array([after[c] / total for c in grid]).reshape(51, 12)


KIND = {
    "wants": ("support", "+1"),
    "demands": ("demand", "+1"),
    "accepts": ("accept", "+1"),
    "rejects": ("red_line", "-1"),
    "at_most": ("at_most", "+1"),
}


@QUICK
@given(
    agenda=agendas(max_issues=1),
    told=st.lists(
        st.tuples(
            st.sampled_from(sorted(KIND)), st.integers(0, 1), st.sampled_from(["asserted", "hedged", "possible"])
        ),
        max_size=4,
    ),
)
def test_posterior_equals_enumeration(agenda, told):
    """Every cell of the posterior is what plain enumeration of the definitions gives."""
    issue = agenda.issues[0]
    codebook = codebook_of(agenda)
    statements, facts = [], []
    for i, (form, option, certainty) in enumerate(told):
        kind, stance = KIND[form]
        name = f"{issue.name}:{issue.options[option].name}"
        statements.append(statement_of(f"s{i}", about=name, kind=kind, stance=stance, certainty=certainty))
        facts.append((form, option, codebook.certainty_weights[certainty]))
    positions = estimate_positions(agenda, cabinet_of(1), statements, codebook)
    expected = enumerate_cell(positions.prior[0, 0].tolist(), issue, facts)
    np.testing.assert_allclose(positions.belief[0, 0], expected, atol=1e-12)


@QUICK
@given(case=coded_cases(), data=st.data())
def test_order_of_statements_never_matters(case, data):
    """Any order of the rows gives the very same bits."""
    agenda, cabinet, codebook, statements = case
    shuffled = data.draw(st.permutations(statements))
    first = estimate_positions(agenda, cabinet, statements, codebook)
    second = estimate_positions(agenda, cabinet, shuffled, codebook)
    assert np.array_equal(first.log_belief, second.log_belief)
    assert np.array_equal(first.salience_weights, second.salience_weights)
    assert np.array_equal(first.stake_means, second.stake_means)


@QUICK
@given(case=coded_cases())
def test_leave_one_out_equals_estimating_anew(case):
    """Dividing a statement out gives what estimation without its rows gives."""
    agenda, cabinet, codebook, statements = case
    positions = estimate_positions(agenda, cabinet, statements, codebook)
    for testimony in positions.testimonies:
        divided = without_statement(positions, testimony)
        rest = [s for s in statements if s not in testimony.carriers]
        anew = estimate_positions(agenda, cabinet, rest, codebook)
        np.testing.assert_allclose(divided.belief, anew.belief, atol=1e-10)
        np.testing.assert_allclose(divided.salience_weights, anew.salience_weights, atol=1e-12)
        if np.abs(positions.stake_means).max() < 0.5:
            np.testing.assert_allclose(divided.stake_means, anew.stake_means, atol=1e-12)


@QUICK
@given(
    case=coded_cases(max_statements=5), certainty=st.sampled_from(["asserted", "hedged", "possible"]), data=st.data()
)
def test_support_never_moves_the_ideal_away(case, certainty, data):
    """Whatever is believed already, support for an option cannot raise the expected distance of the ideal to it."""
    agenda, cabinet, codebook, statements = case
    issue = data.draw(st.sampled_from(agenda.issues))
    option = data.draw(st.sampled_from(issue.options))
    new = statement_of("new", about=f"{issue.name}:{option.name}", certainty=certainty, text="new words")
    before = estimate_positions(agenda, cabinet, statements, codebook)
    after = estimate_positions(agenda, cabinet, [*statements, new], codebook)
    j = agenda.position_of(issue.name)
    distance = np.abs(before.ideal_grid - option.place)
    gaps = [float((p.belief[0, j].sum(axis=1) * distance).sum()) for p in (before, after)]
    assert gaps[1] <= gaps[0] + 1e-9


@QUICK
@given(agenda=agendas(max_issues=2), data=st.data())
def test_a_demand_alone_moves_the_ideal_towards_it(agenda, data):
    """From the prior, a demand for an option brings the expected ideal no further from it."""
    issue = data.draw(st.sampled_from(agenda.issues))
    option = data.draw(st.sampled_from(issue.options))
    demand = statement_of(about=f"{issue.name}:{option.name}", kind="demand")
    before = estimate_positions(agenda, cabinet_of(1), [], codebook_of(agenda))
    after = estimate_positions(agenda, cabinet_of(1), [demand], codebook_of(agenda))
    j = agenda.position_of(issue.name)
    distance = np.abs(before.ideal_grid - option.place)
    gaps = [float((p.belief[0, j].sum(axis=1) * distance).sum()) for p in (before, after)]
    assert gaps[1] <= gaps[0] + 1e-9


ONE_ISSUE = Agenda((issue_of("x", [0, 40, 100]),))


def test_one_statement_is_a_mixture_of_true_and_untold():
    """A red line told with reliability rho is there with probability rho, plus what was believed before."""
    rejected = statement_of(kind="red_line", stance="-1", certainty="hedged", source_type="anonymous", about="x:x2")
    positions = estimate_positions(ONE_ISSUE, cabinet_of(1), [rejected], codebook_of(ONE_ISSUE))
    rho = 0.70 * 0.85
    finite = np.isfinite(positions.reach_grid)
    prior_red = positions.prior[0, 0][:, finite].sum()
    assert positions.belief[0, 0][:, finite].sum() == pytest.approx(rho + (1 - rho) * prior_red)


def test_who_rejects_a_change_can_usually_live_with_what_is():
    """A red line against the far option leaves the status quo signable with high probability, unlike the far option."""
    rejected = statement_of(kind="red_line", stance="-1", about="x:x2")
    cell = summarise_cell(estimate_positions(ONE_ISSUE, cabinet_of(1), [rejected], codebook_of(ONE_ISSUE)), "A", "x")
    assert cell.acceptable_shares[2] < 0.1
    assert cell.acceptable_shares[0] > 0.75


def test_no_statement_leaves_the_prior():
    """Without evidence the ideal is uniform and red lines are as few as assumed."""
    positions = estimate_positions(ONE_ISSUE, cabinet_of(2), [], codebook_of(ONE_ISSUE))
    np.testing.assert_allclose(positions.belief, positions.prior)
    assert positions.belief[0, 0][:, :-1].sum() == pytest.approx(0.3)


def test_red_lines_are_spread_by_prior_salience():
    """An issue told to weigh three times as much carries three times the red lines."""
    two = Agenda((issue_of("x", [0, 100]), issue_of("y", [0, 100])))
    positions = estimate_positions(two, cabinet_of(1), [], codebook_of(two), saliences={"A": {"x": 0.75, "y": 0.25}})
    red = positions.prior[0][:, :, :-1].sum(axis=(1, 2))
    assert red == pytest.approx([0.225, 0.075])


def test_the_same_news_twice_counts_once_and_the_surest_row_leads():
    """Two reports of one press event weigh as much as the more reliable of the two."""
    rows = [
        statement_of("s1", doc="r1", event="press", certainty="hedged"),
        statement_of("s2", doc="r2", event="press", certainty="asserted", text="other words"),
    ]
    both = estimate_positions(ONE_ISSUE, cabinet_of(1), rows, codebook_of(ONE_ISSUE))
    one = estimate_positions(ONE_ISSUE, cabinet_of(1), rows[1:], codebook_of(ONE_ISSUE))
    assert np.array_equal(both.belief, one.belief)
    assert [s.name for s in both.testimonies[0].carriers] == ["s2", "s1"]


def test_a_denial_turns_the_stance_round():
    """To deny support moves the ideal away; to deny a red line makes the option one to live with."""
    wanted = estimate_positions(ONE_ISSUE, cabinet_of(1), [statement_of(certainty="denied")], codebook_of(ONE_ISSUE))
    distance = np.abs(wanted.ideal_grid - 40)
    before = float((wanted.prior[0, 0].sum(axis=1) * distance).sum())
    assert float((wanted.belief[0, 0].sum(axis=1) * distance).sum()) > before
    denied = statement_of(kind="red_line", stance="-1", certainty="denied", about="x:x2")
    cell = estimate_positions(ONE_ISSUE, cabinet_of(1), [denied], codebook_of(ONE_ISSUE))
    assert cell.belief[0, 0][:, :-1].sum() < cell.prior[0, 0][:, :-1].sum()


def test_a_threat_to_leave_raises_the_stake_and_its_denial_lowers_it():
    """A would-leave statement moves the stake by its shift times its reliability."""
    known = Assumptions(stake_mean=Range(-0.05, -0.05, -0.05))
    told = statement_of(about="would_leave", kind="prediction", certainty="possible")
    positions = estimate_positions(ONE_ISSUE, cabinet_of(1), [told], codebook_of(ONE_ISSUE), assumptions=known)
    assert positions.stake_means[0] == pytest.approx(-0.05 + 0.04 * 0.6)
    denied = statement_of(about="would_leave", kind="prediction", certainty="denied")
    lower = estimate_positions(ONE_ISSUE, cabinet_of(1), [denied], codebook_of(ONE_ISSUE), assumptions=known)
    assert lower.stake_means[0] == pytest.approx(-0.05 - 0.04 * 0.95)


def test_expert_scores_are_a_normal_prior():
    """An expert score of 70 with sd 20 gives a prior mean near 70 pulled in by the ends of the scale."""
    positions = estimate_positions(
        ONE_ISSUE, cabinet_of(1), [], codebook_of(ONE_ISSUE), experts={("A", "x"): (50.0, 10.0)}
    )
    ideal = positions.belief[0, 0].sum(axis=1)
    assert float((ideal * positions.ideal_grid).sum()) == pytest.approx(50.0)
    assert float((ideal * (positions.ideal_grid - 50) ** 2).sum()) == pytest.approx(100.0, rel=0.01)


def test_mentions_move_salience_alone():
    """An expectation about an option says nothing of a wish for it, only that it matters."""
    mention = statement_of(kind="prediction")
    positions = estimate_positions(ONE_ISSUE, cabinet_of(1), [mention], codebook_of(ONE_ISSUE))
    np.testing.assert_allclose(positions.belief, positions.prior)
    assert positions.salience_weights[0, 0] == pytest.approx(1.5)
