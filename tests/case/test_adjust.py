"""Changes made by hand: each does what it says and no more, is told, and is refused where it cannot be."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import treves
from treves.case import Case, new_case
from treves.case.adjust import adjust, adjustments_text, levers_of, parse_adjustments
from treves.errors import CaseError
from treves.positions import draw_at, draw_uniforms, summarise_cell, summarise_stake, without_statement
from treves.study.worlds import estimate_case, generator


@pytest.fixture(scope="module")
def ruritania() -> Case:
    return treves.load_case("ruritania")


def changed(case: Case, **told: object) -> Case:
    return adjust(case, parse_adjustments([told]))


def test_an_ideal_position_moves_by_as_many_points_and_keeps_its_width(ruritania: Case) -> None:
    before = estimate_case(ruritania)
    after = estimate_case(changed(ruritania, set="ideal", party="RL", issue="goose_tax", shift=-12))
    grid = before.ideal_grid
    p, j = 0, ruritania.agenda.position_of("goose_tax")
    old, new = before.belief[p, j].sum(axis=1), after.belief[p, j].sum(axis=1)
    assert new.sum() == pytest.approx(1.0)
    inside = slice(0, grid.size - 6)  # twelve points are six steps of the grid
    np.testing.assert_allclose(new[1:][inside][: grid.size - 7], old[7:], atol=1e-12)
    assert new[0] == pytest.approx(old[:7].sum())  # what would leave the scale stays at its end
    others = np.delete(after.belief.reshape(-1, *after.belief.shape[2:]), j, axis=0)
    np.testing.assert_array_equal(others, np.delete(before.belief.reshape(-1, *before.belief.shape[2:]), j, axis=0))


@given(shift=st.floats(-40, 40), reach=st.floats(-30, 30), line=st.sampled_from([None, "held", "given_up"]))
@settings(max_examples=30, deadline=None)
def test_a_moved_belief_is_still_a_belief(shift: float, reach: float, line: str | None) -> None:
    case = treves.load_case("ruritania")
    told: list[dict[str, object]] = [
        {"set": "ideal", "party": "AU", "issue": "anthem", "shift": shift},
        {"set": "reach", "party": "AU", "issue": "anthem", "shift": reach},
    ]
    if line:
        told.append({"set": "red_line", "party": "AU", "issue": "anthem", "held": line == "held"})
    cell = estimate_case(adjust(case, parse_adjustments(told))).belief[1, case.agenda.position_of("anthem")]
    assert cell.min() >= 0.0
    assert cell.sum() == pytest.approx(1.0)


def test_a_red_line_given_up_is_in_no_draw_and_one_held_is_in_all(ruritania: Case) -> None:
    for is_held, share in ((False, 0.0), (True, 1.0)):
        case = changed(ruritania, set="red_line", party="RL", issue="anthem", held=is_held)
        believed = estimate_case(case)
        assert summarise_cell(believed, "RL", "anthem").red_line_share == pytest.approx(share)
        drawn = draw_at(believed, draw_uniforms(believed, 200, generator(1, "draws")))
        has = np.isfinite(drawn.reach[:, 0, ruritania.agenda.position_of("anthem")])
        assert has.mean() == share


def test_a_salience_factor_multiplies_the_odds_and_leaves_the_doubt(ruritania: Case) -> None:
    before = estimate_case(ruritania).salience[0]
    after = estimate_case(changed(ruritania, set="salience", party="RL", issue="anthem", factor=3)).salience[0]
    j = ruritania.agenda.position_of("anthem")

    def odds(weights: np.ndarray) -> float:
        return float(weights[j] / (weights.sum() - weights[j]))

    assert odds(after) == pytest.approx(3 * odds(before))
    assert after.sum() == pytest.approx(before.sum())


def test_a_stake_shift_moves_the_mean(ruritania: Case) -> None:
    before = summarise_stake(estimate_case(ruritania), "AU").stake.value
    after = summarise_stake(estimate_case(changed(ruritania, set="stake", party="AU", shift=0.08)), "AU").stake.value
    assert after - before == pytest.approx(0.08, abs=1e-6)


def test_a_statement_can_be_divided_out_of_a_moved_belief(ruritania: Case) -> None:
    """Without a sentence, then moved, is the same as moved, then without the sentence."""
    move = {"set": "salience", "party": "RL", "issue": "goose_tax", "factor": 0.2}
    shift = {"set": "ideal", "party": "RL", "issue": "goose_tax", "shift": 7}
    moved = estimate_case(adjust(ruritania, parse_adjustments([move, shift])))
    testimony = next(told for told in moved.testimonies if told.statement.party == "RL")
    one = without_statement(moved, testimony)
    out = {"set": "statement", "statement": testimony.statement.name, "used": False}
    other = estimate_case(adjust(ruritania, parse_adjustments([move, shift, out])))
    np.testing.assert_allclose(one.belief, other.belief, atol=1e-12)
    np.testing.assert_allclose(one.salience, other.salience)


def test_an_option_off_the_table_is_in_no_package(ruritania: Case) -> None:
    case = changed(ruritania, set="option", issue="goose_tax", option="half", offered=False)
    with_half = ruritania.agenda.package({"goose_tax": "half"})
    assert not ruritania.agenda.why_not(with_half)
    assert "by hand" in case.agenda.why_not(with_half)
    back = changed(case, set="option", issue="goose_tax", option="half", offered=True)
    assert back.agenda == ruritania.agenda


def test_what_holds_without_a_deal_cannot_leave_the_table(ruritania: Case) -> None:
    with pytest.raises(CaseError, match="holds where nothing is agreed"):
        changed(ruritania, set="option", issue="goose_tax", option="full", offered=False)


def test_places_votes_sessions_rules_and_numbers_of_the_talks_are_those_asked(ruritania: Case) -> None:
    told = [
        {"set": "place", "issue": "goose_tax", "option": "half", "value": 41},
        {"set": "votes", "party": "AU", "value": 9},
        {"set": "sessions", "count": 5},
        {"set": "rule", "name": "is_vote_normal", "held": True},
        {"set": "talks", "name": "precision", "value": 20},
        {"set": "assumption", "name": "stake_mean", "value": 0.01},
    ]
    case = adjust(ruritania, parse_adjustments(told))
    assert case.agenda.issue("goose_tax").option("half").place == 41
    assert case.cabinet.council is not None
    assert case.cabinet.council.votes["AU"] == 9
    assert len([session for session in case.sessions if session.on >= case.as_of]) == 5
    assert case.talks.is_vote_normal
    lam = case.talks.priors["precision"]
    assert (lam.value, lam.low, lam.high) == pytest.approx((20.0, 8.0, 50.0))  # the range moves along
    assert lam.source.startswith("set by hand")
    mean = case.assumptions.stake_mean
    assert (mean.low, mean.value, mean.high) == pytest.approx((-0.02, 0.01, 0.04))
    assert len(case.set_by_hand) == len(told)
    assert case.digest != ruritania.digest


def test_fewer_sessions_leave_the_last_before_the_deadline(ruritania: Case) -> None:
    case = changed(ruritania, set="sessions", count=1)
    assert case.sessions[-1] == ruritania.sessions[-1]
    assert sum(session.on >= case.as_of for session in case.sessions) == 1


def test_a_number_of_the_chain_moves_with_its_range_and_says_what_it_was() -> None:
    reference = treves.load_case("rutte4-asylum")
    case = changed(reference, set="chain", name="decisions.term_weeks", value=52)
    assert reference.chain is not None
    assert case.chain is not None
    was, now = reference.chain.decisions.term_weeks, case.chain.decisions.term_weeks
    assert now.value == 52
    assert now.high / now.value == pytest.approx(was.high / was.value)
    assert f"was {was.value:g}" in now.source
    assert replace(case.chain, decisions=reference.chain.decisions) == reference.chain


def test_a_number_of_the_chain_is_told_by_its_label_and_found_by_its_name() -> None:
    reference = treves.load_case("rutte4-asylum")
    words = {lever.key: lever.words for lever in levers_of(reference) if lever.set == "chain"}
    assert words["chain:inflow.groups[0].grant_share"] == "inflow: Syria: grant share"
    assert words["chain:decisions.term_weeks"] == "decisions: term weeks"
    assert len(set(words.values())) == len(words)
    assert not any("[" in told for told in words.values())
    (told,) = changed(reference, set="chain", name="inflow.groups[0].grant_share", value=0.5).set_by_hand
    assert told == "inflow: Syria: grant share (inflow.groups[0].grant_share): 0.5"


@pytest.mark.parametrize("name", ["ruritania", "rutte4-asylum"])
def test_every_lever_moves_what_it_names_and_nothing_twice(name: str) -> None:
    case = treves.load_case(name)
    levers = levers_of(case)
    assert len({lever.key for lever in levers}) == len(levers)
    for lever in levers:
        if lever.kind == "flag":
            change = lever.adjustment(not lever.value)
        else:
            assert lever.low is not None
            assert lever.high is not None
            assert lever.step is not None
            assert lever.step > 0
            assert lever.low < lever.high
            change = lever.adjustment(float(lever.value) if lever.value else 0.0)
        assert change.key == lever.key
        assert adjust(case, [change]).set_by_hand


def test_all_faults_are_told_at_once_with_what_would_be_right(ruritania: Case) -> None:
    with pytest.raises(CaseError) as caught:
        parse_adjustments([
            {"set": "ideal", "party": "RL"},
            {"set": "votes", "party": "RL", "value": 1.5, "colour": "blue"},
            {"set": "place", "issue": "anthem", "option": "x", "value": float("nan")},
        ])  # fmt: skip
    told = str(caught.value)
    for words in ("adjustments:1", "no issue", "no shift", "adjustments:2", "'colour'", "adjustments:3", "nan"):
        assert words in told
    with pytest.raises(CaseError) as caught:
        adjust(ruritania, parse_adjustments([
            {"set": "ideal", "party": "RLX", "issue": "anthem", "shift": 1},
            {"set": "talks", "name": "lambda", "value": 1},
            {"set": "chain", "name": "decisions.term_weeks", "value": 1},
            {"set": "statement", "statement": "nowhere", "used": False},
        ]))  # fmt: skip
    assert [fault.line for fault in caught.value.faults] == [1, 2, 3, 4]
    assert "'RL'" in str(caught.value)


def test_a_file_of_changes_is_read_with_the_case_and_a_fault_has_its_line(tmp_path: Path) -> None:
    folder = new_case("mine", tmp_path)
    case = treves.load_case(folder)
    asked = [lever.adjustment(lever.high or 1.0) for lever in levers_of(case) if lever.set in {"ideal", "stake"}][:3]
    (folder / "adjustments.yaml").write_text(adjustments_text(asked, remark="tried"), encoding="utf-8")
    read = treves.load_case(folder)
    assert read.by_hand == adjust(case, asked).by_hand
    assert read.set_by_hand == adjust(case, asked).set_by_hand
    assert read.digest != case.digest
    text = adjustments_text(asked) + "- set: sessions\n  count: many\n- set: stake\n  party: nobody\n  shift: 1\n"
    (folder / "adjustments.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        treves.load_case(folder)
    lines = text.splitlines()
    told = [(fault.file, lines[fault.line - 1].strip()) for fault in caught.value.faults]
    assert told == [("adjustments.yaml", "count: many"), ("adjustments.yaml", "party: nobody")]


def test_a_variant_may_be_changes_alone(tmp_path: Path) -> None:
    folder = new_case("mine", tmp_path)
    variant = folder / "variants" / "bolder"
    variant.mkdir(parents=True)
    case = treves.load_case(folder)
    stake = next(lever for lever in levers_of(case) if lever.set == "stake").adjustment(0.1)
    (variant / "adjustments.yaml").write_text(adjustments_text([stake]), encoding="utf-8")
    bolder = treves.load_case(folder / "variants" / "bolder")
    assert bolder.set_by_hand
    assert not case.set_by_hand
