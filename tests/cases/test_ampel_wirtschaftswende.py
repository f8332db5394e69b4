"""The German case: SPD, Greens and FDP on the evening of 5 November 2024, and nothing of the days after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cases import frozen_case
from treves.case import Case

FROZEN = frozen_case.Frozen(
    "ampel-wirtschaftswende",
    freeze_on=date(2024, 11, 5),
    deadline_on=date(2024, 11, 14),
    coded_on="2026-11-29",
    ahead=(date(2024, 11, 15), date(2025, 9, 28)),  # a congress and the next election, fixed ahead
    after=r"vertrauensfrage|entlass|dismiss|neuwahl(?:en)? (?:am|im)|d-day|kukies|minderheitsregierung|ampel-bruch"
    r"|koalitionsbruch|zerbrach|geplatzt|offene feldschlacht|23\. februar|trump",
)


@pytest.fixture(scope="module")
def case() -> Case:
    return FROZEN.load()


def test_it_is_frozen_on_the_eve_of_the_committee(case: Case) -> None:
    """Nothing in it is later than 5 November 2024, and the talks of Monday and Tuesday are no sessions left."""
    frozen_case.holds_nothing_later(FROZEN, case)
    assert [session.on.day for session in case.sessions] == [6, 6, 13]


@pytest.mark.parametrize("path", FROZEN.files(), ids=lambda path: path.name)
def test_no_text_tells_what_came_after(path: Path) -> None:
    """No file knows of a dismissal, a question of confidence or the result of the American election."""
    frozen_case.tells_no_end(FROZEN, path)


def test_every_report_is_sourced_written_for_the_case_and_sliced_exactly(case: Case) -> None:
    """Sources stand in the head and are no younger than their report, spans are those of the text."""
    frozen_case.names_its_sources(case)
    frozen_case.is_no_newspaper(case)
    frozen_case.slices(FROZEN)


def test_seats_and_votes_add_up(case: Case) -> None:
    """733 seats, 415 of them the coalition's and 324 without the FDP; 17 in the cabinet, 13 of them SPD and Greens."""
    (bundestag,) = case.cabinet.chambers
    assert (bundestag.size, bundestag.majority) == (733, 367)
    assert bundestag.seats_of(("SPD", "Grüne", "FDP")) == 415
    assert bundestag.seats_of(("SPD", "Grüne")) == 324
    council = case.cabinet.council
    assert council is not None
    assert council.size == 17
    assert council.vote(["SPD", "Grüne"]).votes_for == 13
    assert council.vote(["SPD", "Grüne"]).is_passed
    assert not council.vote(["SPD"]).is_passed


def test_any_of_the_three_can_stop_a_package(case: Case) -> None:
    """By coalition practice a package needs all three, whatever a vote in the cabinet could carry."""
    assert case.cabinet.veto_players() == ("SPD", "Grüne", "FDP")


def test_the_draft_is_what_one_side_offered_and_another_welcomed(case: Case) -> None:
    """It has part of the Intel money, the supply-chain act, the pension package and stricter duties, and no more."""
    frozen_case.has_a_possible_draft(case)
    assert case.draft is not None
    pairs = zip(case.agenda.issues, case.draft.options, strict=True)
    changed = {issue.name for issue, option in pairs if option != issue.status_quo}
    assert changed == {"intel_money", "regulation", "pensions", "citizens_income"}


def test_taxes_do_not_fall_without_money_to_pay_for_them(case: Case) -> None:
    """With the brake kept and the Intel money in its fund the surcharge cannot end."""
    broke = case.agenda.package({"company_tax": "surcharge_and_tax_cut"})
    paid = case.agenda.package({"company_tax": "surcharge_and_tax_cut", "intel_money": "all_to_budget"})
    assert case.agenda.why_not(broke)
    assert not case.agenda.why_not(paid)


def test_a_run_with_few_draws_works(case: Case) -> None:
    """Every room opens: positions, deals, talks and the outside view."""
    frozen_case.runs(case)
