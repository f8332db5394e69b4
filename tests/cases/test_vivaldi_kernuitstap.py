"""The Belgian case: seven parties on the evening of 17 March 2022, and nothing of the days after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cases import frozen_case
from treves.case import Case
from treves.study.talks import rules_of_case

FROZEN = frozen_case.Frozen(
    "vivaldi-kernuitstap",
    freeze_on=date(2022, 3, 17),
    deadline_on=date(2022, 3, 18),
    coded_on="2026-11-29",
    ahead=(date(2024, 5, 25),),  # end of the term, fixed ahead
    after=r"\b2035\b|1,[12] miljard euro in hernieuwbare|persconferentie|na urenlange|saegeman|niet meer dicht"
    r"|letter of intent|lettre d.intention|joint venture|50-50|halve? eigenaar",
)
TABLE = ("PS", "MR", "Ecolo", "CD&V", "Open Vld", "Vooruit", "Groen")


@pytest.fixture(scope="module")
def case() -> Case:
    return FROZEN.load()


def test_it_is_frozen_on_the_eve_of_the_day_the_government_set_itself(case: Case) -> None:
    """Nothing in it is later than 17 March 2022; the sessions left are those of Friday."""
    frozen_case.holds_nothing_later(FROZEN, case)
    assert {session.on for session in case.sessions} == {date(2022, 3, 18)}


@pytest.mark.parametrize("path", FROZEN.files(), ids=lambda path: path.name)
def test_no_text_tells_what_came_after(path: Path) -> None:
    """No file knows of the decision of Friday, of its sums, or of what the operator said of it."""
    frozen_case.tells_no_end(FROZEN, path)


def test_every_report_is_sourced_written_for_the_case_and_sliced_exactly(case: Case) -> None:
    """Sources stand in the head and are no younger than their report, spans are those of the text."""
    frozen_case.names_its_sources(case)
    frozen_case.is_no_newspaper(case)
    frozen_case.slices(FROZEN)


def test_reports_are_in_two_languages(case: Case) -> None:
    """Most are in Dutch and two in French, and each says which."""
    spoken = [report.language for report in case.reports.values()]
    assert (spoken.count("nl"), spoken.count("fr")) == (10, 2)


def test_seats_and_ministers_add_up(case: Case) -> None:
    """88 of 150 seats; fifteen ministers, seven of each language and the prime minister."""
    (kamer,) = case.cabinet.chambers
    assert (kamer.size, kamer.seats_of(TABLE)) == (150, 88)
    council = case.cabinet.council
    assert council is not None
    assert council.size == 15
    assert sum(council.votes[party] for party in ("PS", "MR", "Ecolo")) == 7
    assert sum(council.votes[party] for party in ("CD&V", "Open Vld", "Vooruit", "Groen")) == 8


def test_the_council_decides_by_consensus_and_no_vote_is_a_move(case: Case) -> None:
    """Six of the seven cannot decide against the smallest, and in the talks nobody can call a vote."""
    council = case.cabinet.council
    assert council is not None
    assert not council.vote([party for party in TABLE if party != "Groen"]).is_passed
    assert council.vote(TABLE).is_passed
    assert rules_of_case(case).council is None
    assert rules_of_case(case).proposers == ("Open Vld", "Vooruit")


def test_reactors_stay_open_for_a_number_of_years_or_not_at_all(case: Case) -> None:
    """An extension needs years and a day; without one there are no years and no risks to share."""
    agenda = case.agenda
    open_two = {"reactors": "two_stay", "years": "ten_years", "timing": "on_18_march"}
    assert not agenda.why_not(agenda.package(open_two))
    assert agenda.why_not(agenda.package(open_two | {"years": "no_years"}))
    assert agenda.why_not(agenda.package(open_two | {"timing": "no_day"}))
    assert agenda.why_not(agenda.package({"years": "ten_years", "timing": "on_18_march"}))
    assert agenda.why_not(agenda.package({"who_pays": "risks_shared"}))


def test_the_draft_is_the_working_note_of_16_march(case: Case) -> None:
    """Two reactors, ten years, more for renewables, on Friday."""
    frozen_case.has_a_possible_draft(case)
    assert case.draft is not None
    pairs = zip(case.agenda.issues, case.draft.options, strict=True)
    changed = {issue.name: option for issue, option in pairs if option != issue.status_quo}
    assert changed == {
        "reactors": "two_stay",
        "years": "ten_years",
        "renewables": "more_money",
        "timing": "on_18_march",
    }


def test_a_run_with_few_draws_works(case: Case) -> None:
    """Seven veto players are not too many: positions, deals, talks and the outside view."""
    frozen_case.runs(case)
