"""A look at a changed case tells what a full study of that case would, quickly and whatever was looked at before."""

from itertools import takewhile

import pytest

import treves
from treves.bargaining import allowed_packages
from treves.case import Case
from treves.case.adjust import Adjustment, adjust, levers_of, parse_adjustments
from treves.errors import CaseError, TrevesError
from treves.study.live import LiveDeals, LiveStudy, LiveTalks
from treves.study.replay import days_of, replay

FEW = {"draws": 200, "worlds": 4}


@pytest.fixture(scope="module")
def case() -> Case:
    return treves.load_case("ruritania")


@pytest.fixture(scope="module")
def live(case: Case) -> LiveStudy:
    return LiveStudy(case, **FEW)


def last_deals(live: LiveStudy, *changes: Adjustment) -> LiveDeals:
    (*_, told) = live.look(changes, want=["deals"])
    assert isinstance(told, LiveDeals)
    assert told.is_final
    return told


def last_talks(live: LiveStudy, *changes: Adjustment, **how: object) -> LiveTalks:
    (*_, told) = live.look(changes, want=["talks"], **how)  # type: ignore[arg-type]
    assert isinstance(told, LiveTalks)
    assert told.is_final
    return told


def moves(case: Case) -> list[Adjustment]:
    return parse_adjustments([
        {"set": "ideal", "party": "RL", "issue": "goose_tax", "shift": -14},
        {"set": "red_line", "party": "AU", "issue": "goose_tax", "held": False},
        {"set": "stake", "party": "AU", "shift": 0.1},
    ])  # type: ignore[return-value]  # fmt: skip


def test_deals_are_those_of_a_full_study(case: Case, live: LiveStudy) -> None:
    findings = treves.run_study(
        case, **FEW, with_talks=False, with_influences=False, with_moves=False, with_consequences=False
    )  # type: ignore[arg-type]
    told = last_deals(live)
    exists = findings.headlines[0].probability
    assert (told.exists.p, told.exists.low, told.exists.high) == (exists.p, exists.low, exists.high)
    assert told.blocking == findings.blocking
    assert told.acceptance_map == findings.acceptance_map
    for deal, full in zip(told.deals, findings.deals, strict=True):
        whole = full.probability_all_accept
        assert (deal.role, deal.package, deal.words) == (full.role, full.package, full.words)
        assert (deal.p.p, deal.p.low, deal.p.high) == (whole.p, whole.low, whole.high)
        assert deal.base_p == deal.p.p


@pytest.mark.parametrize("only", [0, 1, 2, None])
def test_a_changed_look_equals_a_look_at_the_changed_case(case: Case, live: LiveStudy, only: int | None) -> None:
    """What a change does not reach is taken over, and that must not show."""
    changes = moves(case) if only is None else [moves(case)[only]]
    quick = last_deals(live, *changes)
    anew = last_deals(LiveStudy(adjust(case, changes), **FEW))
    assert quick.exists == anew.exists
    assert quick.positions == anew.positions
    assert quick.stakes == anew.stakes
    assert quick.acceptance_map == anew.acceptance_map
    kept = [deal for deal in quick.deals if deal.role != "base_best"]
    assert [(deal.package, deal.p) for deal in kept] == [(deal.package, deal.p) for deal in anew.deals]


@pytest.mark.parametrize("kind", ["place", "option", "votes", "talks", "assumption", "statement", "rule"])
def test_every_kind_of_change_gives_what_the_changed_case_gives(case: Case, live: LiveStudy, kind: str) -> None:
    lever = [lever for lever in levers_of(case) if lever.set == kind][1]
    change = lever.adjustment(not lever.value if lever.kind == "flag" else (lever.high or 1.0))
    quick, anew = last_deals(live, change), last_deals(LiveStudy(adjust(case, [change]), **FEW))
    assert quick.exists == anew.exists
    assert quick.positions == anew.positions


def test_talks_from_the_solution_before_end_as_talks_from_nothing(case: Case, live: LiveStudy) -> None:
    change = moves(case)[2]
    quick, anew = last_talks(live, change), last_talks(LiveStudy(adjust(case, [change]), **FEW))
    for kind in ("accord", "vote", "postponement", "fall"):
        assert getattr(quick, kind).p == pytest.approx(getattr(anew, kind).p, abs=0.01)
    assert quick.base is not None
    assert quick.base["fall"] == last_talks(live).fall


def test_a_look_does_not_depend_on_the_looks_before(case: Case, live: LiveStudy) -> None:
    change = moves(case)[2]
    first = last_talks(live, change)
    last_talks(live, *moves(case)[:2])
    again = last_talks(live, change)
    assert again.model_copy(update={"milliseconds": 0.0}) == first.model_copy(update={"milliseconds": 0.0})


def test_a_day_before_is_that_of_the_replay(case: Case, live: LiveStudy) -> None:
    day = days_of(case)[0]
    told = last_talks(live, as_of=day)
    (then,) = replay(case, allowed_packages(case.agenda), **FEW, seed=case.seed, days=[day])
    assert told.fall is not None
    assert (told.fall.p, told.fall.low, told.fall.high) == (then.fall.p, then.fall.low, then.fall.high)
    assert told.as_of == day


def test_intervals_are_null_until_they_are_known_and_parts_come_in_order(live: LiveStudy) -> None:
    parts = list(live.look([live.levers()[0].adjustment(-5)]))
    told = [(part.part, getattr(part, "is_final", True)) for part in parts]
    assert told[0] == ("deals", False)
    assert told[-1] == ("deals", True)
    assert all(name == "talks" for name, _ in told[1:-1])
    first = parts[0]
    assert isinstance(first, LiveDeals)
    assert first.exists.low is None
    assert all(deal.p.high is None for deal in first.deals)
    talks = [part for part in parts if isinstance(part, LiveTalks)]
    assert [part.worlds_done for part in talks] == sorted(part.worlds_done for part in talks)
    ends = talks[-1]
    total = sum(getattr(ends, kind).p for kind in ("accord", "vote", "postponement", "fall"))
    assert total == pytest.approx(1.0)
    assert all(part.fall is None or part.fall.low is None for part in talks[:-1])


def test_nobody_waiting_ends_a_look(live: LiveStudy) -> None:
    parts = list(takewhile(lambda _: True, live.look([live.levers()[0].adjustment(-3)], is_stale=lambda: True)))
    assert [part.part for part in parts] == ["deals"]


def test_what_cannot_be_looked_at_is_refused_with_what_would_be_right(case: Case, live: LiveStudy) -> None:
    with pytest.raises(CaseError, match="no party"):
        list(live.look(parse_adjustments([{"set": "stake", "party": "X", "shift": 0.1}])))
    with pytest.raises(TrevesError, match="lies after"):
        list(live.look(as_of=case.deadline))


def test_the_best_of_the_case_as_it_is_stays_on_show(case: Case, live: LiveStudy) -> None:
    best = last_deals(live).deals[0]
    there = moves(case)[0]
    told = last_deals(live, there)
    assert best.package in [deal.package for deal in told.deals]
