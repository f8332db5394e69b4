"""The reference case: whole, frozen on 6 July 2023, and free of what came after."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from treves.case import Case, load_case

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "treves" / "cases" / "rutte4-asylum"
SHARED = ROOT.parent / "shared"
FREEZE, DEADLINE = date(2023, 7, 6), date(2023, 7, 7)

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the material beside the repository is not here")


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case("rutte4-asylum")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FOLDER / "statements.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def stored(name: str) -> str:
    return (FOLDER / "reports" / f"{name}.txt").read_bytes().decode("utf-8")


def files() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.suffix in {".yaml", ".txt", ".csv"})


def test_the_case_is_frozen_on_the_eve_of_the_deadline(case: Case) -> None:
    """Freeze date, deadline and sessions are those of 6 July 2023, and Wednesday evening is not a session left."""
    assert (case.as_of, case.deadline) == (FREEZE, DEADLINE)
    assert [session.on for session in case.sessions] == [FREEZE, DEADLINE, DEADLINE]


def test_nothing_is_dated_after_the_freeze(case: Case) -> None:
    """No report, poll or seat count is later than 6 July, and no statement speaks of a time after the deadline."""
    assert all(report.published_on <= FREEZE for report in case.reports.values())
    assert all(poll.published_on <= FREEZE for poll in case.cabinet.polls)
    assert all(chamber.counted_on <= FREEZE for chamber in case.cabinet.chambers)
    times = [time for row in case.statements for time in (row.time_from, row.time_to) if time]
    assert times
    assert all(date.fromisoformat(time[:10]) <= DEADLINE for time in times)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_no_text_tells_what_came_after(path: Path) -> None:
    """No file names the outcome, the night's offers and apologies, the button of the 7th, or a later date."""
    text = path.read_text(encoding="utf-8")
    if (
        path.name == "codebook.yaml"
    ):  # the phrases that point to a matter are words to look for, not words that were said
        text = text.split("\nwords:")[0]
    after = (
        r"demissionair|caretaker|pauzeknop|stopknop|noodrem|aan-?/uitknop|initiatiefwet|excuses|apolog|onoverbrugba"
        r"|kabinet (?:is )?gevallen|kabinet viel|kabinetsval|het ontslag|resign|collapse|22 november 2023|"
        r"\b(?:[89]|[12]\d|3[01]) juli\b"
    )
    assert re.findall(after, text, flags=re.IGNORECASE) == []
    if path.name == "statements.csv":  # the day of coding is no date of the case
        text = text.replace(",2026-11-22,", ",,")
    dates = [date.fromisoformat(found) for found in re.findall(r"\b20\d\d-[01]\d-[0-3]\d\b", text)]
    scheduled = {date(2025, 3, 19), date(2023, 9, 4)}  # next election, end of recess: fixed ahead
    assert [day for day in dates if day > DEADLINE and day not in scheduled] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_no_source_is_younger_than_the_freeze(path: Path) -> None:
    """Items whose id tells their day (nieuws.nl, nltimes, dutchnews) or order (nhnieuws, nrc) end on 6 July 2023."""
    text = path.read_text(encoding="utf-8")
    assert all(int(found) <= 20230706 for found in re.findall(r"nieuws\.nl (\d{8})", text))
    assert all(int(found) < 120052 for found in re.findall(r"nhnieuws\.nl n(\d+)", text))
    assert all(int(found) <= 4169094 for found in re.findall(r"nrc\.nl a(\d+)", text))


def test_no_report_has_a_source_younger_than_itself(case: Case) -> None:
    """A report names no source with a date after its own, so that a replay of an earlier day stays honest."""
    for report in case.reports.values():
        assert report.sources, report.name
        told = re.findall(r"\b(20\d\d)-?([01]\d)-?([0-3]\d)\b", " | ".join(report.sources))
        assert all(date(int(y), int(m), int(d)) <= report.published_on for y, m, d in told), report.name


def test_reports_do_not_pretend_to_be_a_newspaper(case: Case) -> None:
    """Every report says it was written for the case, and puts no words into quotation marks."""
    for report in case.reports.values():
        assert "geschreven voor deze casus" in report.outlet
        assert not re.search(r'["“”„‘«»]', report.body), report.name
        assert 120 <= len(report.body.split()) <= 350, report.name


def test_a_vote_passes_with_vvd_and_cda(case: Case) -> None:
    """Of 19 ministers VVD and CDA have 11, enough; D66 and ChristenUnie have 8."""
    council = case.cabinet.council
    assert council is not None
    assert council.size == 19
    passed, failed = council.vote(["VVD", "CDA"]), council.vote(["D66", "CU"])
    assert (passed.votes_for, passed.is_passed) == (11, True)
    assert (failed.votes_for, failed.is_passed) == (8, False)


def test_the_chambers_are_complete(case: Case) -> None:
    """The Tweede Kamer has 150 seats, 77 of them the coalition's; the Eerste Kamer 75, of which 24."""
    lower, upper = case.cabinet.chambers
    together = case.cabinet.party_names
    assert (lower.size, lower.seats_of(together)) == (150, 77)
    assert (upper.size, upper.seats_of(together)) == (75, 24)


def test_polls_are_the_peilingwijzer_of_28_june(case: Case) -> None:
    """One poll per party, all of one day, with the published ranges of the four parties."""
    polls = {poll.party: poll for poll in case.cabinet.polls}
    assert len(polls) == len(case.cabinet.polls)
    assert {poll.published_on for poll in polls.values()} == {date(2023, 6, 28)}
    ranges = [(polls[name].low, polls[name].high) for name in ("VVD", "D66", "CDA", "CU")]
    assert ranges == [(23, 29), (9, 13), (5, 9), (4, 6)]


def test_every_statement_slices(rows: list[dict[str, str]]) -> None:
    """Each span is the text at its offsets, counted in code points from the start of the file as stored."""
    assert rows
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        assert stored(row["doc"])[start:end] == row["text"], row["id"]
        assert not row["text"].endswith((".", ",", ";")), row["id"]


def test_cues_and_hedges_stand_in_the_report(rows: list[dict[str, str]]) -> None:
    """The words a coder gives as cue or hedge are words of the report the statement stands in."""
    for row in rows:
        for part in filter(None, f"{row['cue']}|{row['hedge']}".split("|")):
            assert part in stored(row["doc"]), (row["id"], part)


def test_review_is_told(rows: list[dict[str, str]]) -> None:
    """Reviewed rows say who and when; doubtful ones stay open or are rejected with a note that says why."""
    for row in rows:
        assert bool(row["reviewer"]) == bool(row["reviewed_on"]) == (row["review"] != "open"), row["id"]
        assert row["review"] == "accepted" or row["note"], row["id"]
    reviews = [row["review"] for row in rows]
    assert 2 <= reviews.count("open") <= 4
    assert reviews.count("rejected") == 1


def test_packages_are_few_and_possible(case: Case) -> None:
    """At most 60,000 packages; the draft is one that no rule forbids, and differs from what holds without a deal."""
    assert case.agenda.package_count <= 60_000
    assert case.draft is not None
    assert case.agenda.why_not(case.draft) == ""
    assert case.draft != case.agenda.status_quo


@pytest.mark.parametrize(
    ("choices", "forbidden"),
    [
        ({"monthly_quota": "quota_200", "timing": "on_friday"}, True),
        ({"monthly_quota": "quota_200", "status_system": "two_statuses", "timing": "on_friday"}, False),
        (
            {"waiting_time": "two_years", "status_system": "two_statuses_no_family", "timing": "on_friday"},
            True,
        ),
        ({"permanent_permit": "abolished"}, True),
        ({"permanent_permit": "abolished", "timing": "week_later"}, False),
        ({"timing": "on_friday"}, True),
        ({"timing": "week_later"}, False),
    ],
)
def test_logic_rules_out_what_makes_no_sense(case: Case, choices: dict[str, str], forbidden: bool) -> None:
    """A quota needs war refugees as a group with relatives, a change needs a day, a Friday decision needs a change."""
    assert bool(case.agenda.why_not(case.agenda.package(choices))) is forbidden


def test_places_run_from_open_to_restrictive(case: Case) -> None:
    """Within an issue the options stand in order of their places, all different."""
    for issue in case.agenda.issues:
        assert list(issue.places) == sorted(set(issue.places)), issue.name


def test_every_legal_path_and_lever_names_where_it_comes_from(case: Case) -> None:
    """Each says a source (host and item) or the word assumption, and levers bear their unit in their name."""
    for issue in case.agenda.issues:
        for option in issue.options:
            assert option.legal_path is not None, option.name
            for source in (option.legal_path.source, *(lever.source for lever in option.levers)):
                assert "assumption" in source or re.search(r"\w\.(?:nl|com)\b", source), (option.name, source)
            for lever in option.levers:
                assert lever.parameter.endswith(("_share", "_months", "_persons_per_month")), lever.parameter


def test_a_target_number_moves_nobody_by_itself(case: Case) -> None:
    """The target number has no lever of its own, and its labels say so."""
    for option in case.agenda.issue("target_number").options:
        assert option.levers == ()
        assert option.name == "no_number" or "no instrument of its own" in option.label.replace("without an", "no")


def test_no_statement_tells_of_the_brake(case: Case) -> None:
    """Every source on a brake is of 7 July or later, so the cells of that issue rest on the prior alone."""
    entries = case.codebook.entries
    touched = {meaning.issue for row in case.statements for meaning in entries[row.about].meanings}
    assert touched == {issue.name for issue in case.agenda.issues} - {"emergency_brake"}


@needs_shared
def test_cells_that_are_our_inference_have_no_statement(case: Case) -> None:
    """Where the positions are 'our inference', no row is about the measure and none that enters touches its issue."""
    cells = read_table(SHARED / "data" / "rutte4-2023" / "positions.csv")
    inferred = [(cell["measure"], cell["party"]) for cell in cells if cell["source"] == "our inference"]
    assert inferred
    entries = case.codebook.entries
    for measure, party in inferred:
        assert not [row.name for row in case.statements if (row.about, row.party) == (measure, party)]
        issues = {meaning.issue for meaning in entries[measure].meanings}
        assert issues, measure
        entering = [row for row in case.evidence if row.party == party]
        assert not [row.name for row in entering for m in entries[row.about].meanings if m.issue in issues]


@needs_shared
def test_codebook_knows_every_shared_id(case: Case) -> None:
    """All ids of the shared list of measures are in the codebook, and so are those its neighbour adds."""
    shared = {row["id"] for row in read_table(SHARED / "data" / "gold" / "measures.csv")}
    added = {
        "nareis_quota_200",
        "nareis_wait_2y",
        "nareis_brake",
        "no_permanent_permit",
        "safe_country_legal_aid",
    }
    assert shared | added <= set(case.codebook.entries)


@needs_shared
def test_no_sentence_is_taken_from_the_press(case: Case) -> None:
    """No eight words in a row of a report stand in the press texts beside the repository."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

    press = set().union(*(runs(path.read_text(encoding="utf-8")) for path in (SHARED / "reports").glob("*.txt")))
    assert press
    for report in case.reports.values():
        assert runs(report.body).isdisjoint(press), report.name
