"""The section on how the talks may end: bands that add up, words that are true, text that stays text."""

from __future__ import annotations

import re
from datetime import date

import pytest

from treves.report import print_summary, report_html
from treves.report.anchors import anchors_of
from treves.report.ending_prose import ending_words, exit_words, solver_words, story_share
from treves.report.figures.endings import ENDS, ROW, endings_figure, flow_figure
from treves.report.figures.replay import replay_figure
from treves.report.figures.strains import sentences_figure, steps_figure
from treves.report.figures.threats import threats_figure
from treves.study.findings import Findings, Probability
from treves.study.outcomes import ReplayDay


@pytest.fixture
def played(findings: Findings) -> Findings:
    """Findings in which the talks were played."""
    if findings.outcomes is None:
        pytest.skip("the talks were not played in these findings")
    return findings


def edges(points: str) -> dict[int, list[float]]:
    """Return the places across at every height of a band."""
    found: dict[int, list[float]] = {}
    for point in points.split():
        x, y = point.split(",")
        found.setdefault(int(y), []).append(float(x))
    return found


def test_the_four_ends_add_up(played: Findings) -> None:
    """Accord, vote, postponement and fall sum to one, in all and over the sessions, as the table tells them."""
    outcomes = played.outcomes
    assert outcomes is not None
    assert sum(getattr(outcomes, kind).p for kind in ENDS) == pytest.approx(1.0, abs=1e-6)
    for kind in ENDS:
        by_session = sum(getattr(row, kind).p for row in outcomes.by_session)
        assert by_session == pytest.approx(getattr(outcomes, kind).p, abs=1e-9)
    figure = endings_figure(played)
    assert figure is not None
    assert len(figure.table.rows) == len(ENDS)


def test_the_bands_of_the_flow_meet(played: Findings) -> None:
    """After every session accord, vote and what goes on lie side by side; what they leave free has fallen."""
    figure, outcomes = flow_figure(played), played.outcomes
    assert figure is not None
    assert outcomes is not None
    flow = figure.picture
    accord, vote, middle = edges(flow.accord), edges(flow.vote), edges(flow.going_on)  # type: ignore[attr-defined]
    fallen = 0.0
    for at, row in enumerate(outcomes.by_session, 1):
        y = ROW * at
        fallen += row.fall.p
        assert max(accord[y]) == pytest.approx(min(vote[y]), abs=0.02)
        assert max(vote[y]) == pytest.approx(min(middle[y]), abs=0.02)
        assert max(middle[y]) == pytest.approx(100 * (1.0 - fallen), abs=0.02)


def test_the_words_tell_the_numbers_of_the_findings(played: Findings) -> None:
    """The lead names the chance of a fall; the words on the council count votes as the case does."""
    outcomes = played.outcomes
    assert outcomes is not None
    assert f"{round(outcomes.fall.p * 100)}" in ending_words(played)
    assert f"{outcomes.solver.choices:,} choices" in solver_words(played)
    if played.case == "rutte4-asylum":
        assert "VVD and CDA (11 of 19)" in exit_words(played)
        assert "its veto is the exit" in exit_words(played)


def test_a_game_that_did_not_settle_gives_no_number(played: Findings) -> None:
    """Where no equilibrium was found the page says why and shows no figure of an end."""
    unsettled = played.model_copy(update={"outcomes": None, "outcomes_missing": "no equilibrium at lambda 10"})
    page = report_html(unsettled)
    assert "No number is given: no equilibrium at lambda 10." in page
    assert 'id="flow"' not in page
    assert endings_figure(unsettled) is flow_figure(unsettled) is threats_figure(unsettled) is None
    assert steps_figure(unsettled) is sentences_figure(unsettled, anchors_of(unsettled)) is None


def test_text_of_a_story_stays_text(played: Findings) -> None:
    """A package or party called by a tag does not become one."""
    outcomes = played.outcomes
    assert outcomes is not None
    story = outcomes.stories[0].model_copy(update={"lines": ("<script>alert(1)</script> leaves.",)})
    page = report_html(played.model_copy(update={"outcomes": outcomes.model_copy(update={"stories": (story,)})}))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; leaves." in page


def test_replay_marks_the_days_that_moved_it(played: Findings) -> None:
    """A day on which the chance moves by three points is marked and linked to its reports; one that does not is not."""
    outcomes, doc = played.outcomes, played.reports[0].name
    assert outcomes is not None

    def on(number: int, fall: float) -> ReplayDay:
        rest = Probability(p=1 - fall, low=1 - fall, high=1 - fall)
        none, p = Probability(p=0, low=0, high=0), Probability(p=fall, low=fall, high=fall)
        return ReplayDay(on=date(2023, 7, number), reports=(doc,), accord=none, vote=none, postponement=rest, fall=p)

    days = (on(1, 0.2), on(2, 0.21), on(3, 0.5), on(4, 0.5), on(5, 0.5))
    shown = played.model_copy(update={"outcomes": outcomes.model_copy(update={"replay": days})})
    figure = replay_figure(shown, anchors_of(shown))
    assert figure is not None
    assert [day.is_telling for day in figure.picture.days] == [True, False, True, False, True]  # type: ignore[attr-defined]
    page = report_html(shown)
    days_listed = re.findall(r'<ol class="days">(.*?)</ol>', page, re.S)[0]
    assert days_listed.count("<li>") == 3
    assert f'href="#{anchors_of(shown).reports[doc]}"' in days_listed


@pytest.mark.parametrize(("value", "told"), [(0.25, "25 %"), (0.0092, "0.9 %"), (0.0001, "less than 0.1 %")])
def test_small_shares_keep_a_digit(value: float, told: str) -> None:
    """The probability of a single story is small; it is not rounded to nothing."""
    assert story_share(value).replace("\u00a0", " ") == told


def test_the_summary_names_the_sentences_that_move_a_fall(played: Findings, capsys: pytest.CaptureFixture[str]) -> None:
    """What moves the chance of a fall most stands in the terminal as well, each sentence once and by its size."""
    print_summary(played)
    told = " ".join(capsys.readouterr().out.split())
    assert played.outcomes is not None
    known = {said.name: said.text for said in played.statements}
    moving = [one for one in played.outcomes.strains if one.statement in known and abs(one.fall_change) >= 0.0005]
    assert ("move the chance of a fall" in told) == bool(moving)
    section = told.partition("move the chance of a fall")[2].partition("moves, by how much")[0]
    for one in sorted(moving, key=lambda one: -abs(one.fall_change))[:1]:
        assert f"{one.fall_change * 100:+.1f} “{' '.join(known[one.statement].split())}”" in section
