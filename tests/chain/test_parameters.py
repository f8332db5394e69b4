"""Impossible parameters and levers are refused, all at once, each with the path that leads to it."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from chain.chains import START, chain, group, q, steps, track
from treves.agenda import Agenda, Issue, LegalPath, Lever, Option
from treves.chain import (
    KNOWN_LEVERS,
    NO_MEASURES,
    Appeals,
    Capacities,
    Decisions,
    HousingTarget,
    HousingTask,
    Inflow,
    Measure,
    Measures,
    Quantity,
    Step,
    Stock,
    assumptions_of,
    find_faults,
    measures_of,
    simulate_packages,
)
from treves.chain.plan import EFFECTS
from treves.errors import ChainError


def of_groups(*groups, season=(1.0,) * 12):
    return {"inflow": Inflow(groups, season, "assumption", q(0.9), q(0.0), q(0.0))}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"capacities": Capacities(steps(1.0), steps(-5.0), steps(1.0))}, "capacities.decision[0].quantity.value"),
        (of_groups(group(grant_share=q(1.2))), "inflow.groups[0].grant_share.value"),
        (of_groups(group(family_size_persons=q(math.nan))), "inflow.groups[0].family_size_persons.value"),
        (of_groups(group(family_size_persons=q(0.4))), "inflow.groups[0].family_size_persons.value"),
        (of_groups(group(per_year=math.inf)), "inflow.groups[0].applications_persons_per_year.value"),
        (of_groups(group(track_shares={"short": q(0.7), "long": q(0.7)})), "inflow.groups[0].track_shares"),
        (of_groups(group(track_shares={"sideways": q(0.1)})), "inflow.groups[0].track_shares"),
        (of_groups(group(subsidiary_share=q(0.95))), "inflow.groups[0].humanitarian_share"),
        (of_groups(group(), group()), "inflow.groups"),
        (of_groups(), "inflow.groups"),
        (of_groups(group(), season=(2.0,) * 12), "inflow.season"),
        ({"decisions": Decisions((), q(26.0))}, "decisions.tracks"),
        ({"appeals": Appeals((Step(date(2030, 1, 1), q(1.0)),), q(2.0))}, "appeals.cases_at_a_time"),
        ({"stocks": (Stock("limbo", q(1.0), q(1.0)),)}, "stocks[0].stage"),
        ({"stocks": (Stock("decision", q(1.0), q(1.0), group_shares={"island": 0.5}),)}, "stocks[0].group_shares"),
        ({"lever_grounds": {"family_wait_min_months": ("moon",)}}, "lever_grounds.family_wait_min_months"),
        (
            {"housing": HousingTask((HousingTarget(date(2021, 1, 1), q(5.0)),), q(1.0), q(0.0), q(1.0), q(0.0))},
            "housing.targets[0].from_on",
        ),
        (of_groups(group(grant_share=Quantity(0.5, 0.6, 0.7, "share", "x"))), "inflow.groups[0].grant_share"),
        (of_groups(group(grant_share=Quantity(0.5, 0.5, 0.5, "share", " "))), "inflow.groups[0].grant_share.source"),
        (of_groups(group(grant_share=Quantity(0.5, 0.5, 0.5, "", "x"))), "inflow.groups[0].grant_share.unit"),
    ],
)
def test_what_cannot_be_is_found_where_it_stands(change, path):
    """Negative capacities, shares above 1, sizes that are no number, targets before the start: each with its place."""
    made = chain(**change)
    assert any(str(fault).startswith(f"{path}:") for fault in find_faults(made))
    with pytest.raises(ChainError, match="right would be"):
        simulate_packages(made, [NO_MEASURES], draws=1, weeks=10, rng=np.random.default_rng(1))


def test_all_faults_come_at_once():
    """Three faults in three places are told in one go."""
    made = chain(
        capacities=Capacities(steps(-1.0), steps(1.0), steps(1.0)), **of_groups(group(grant_share=q(2.0))),
        stocks=(Stock("housing", q(-3.0), q(1.0)),),
    )  # fmt: skip
    assert len({fault.path[0] for fault in find_faults(made)}) == 3


def test_a_sound_chain_has_no_fault():
    """The chain the tests are made of can be."""
    assert find_faults(chain()) == ()


ENDS = (Option("no", "no", 0.0), Option("yes", "yes", 100.0))


def agenda_of(*levers):
    path = LegalPath("statute", 12.0, 6.0, 24.0, 0.3, "assumption")
    return Agenda(
        (
            Issue("family", "family", "?", (ENDS[0], Option("yes", "less family", 90.0, path, levers)), "no"),
            Issue("target", "target", "?", (ENDS[0], Option("yes", "a target number", 80.0)), "no"),
        )
    )


def test_a_target_number_has_no_instrument_of_its_own():
    """What differs from the status quo and has no lever is told apart: in the chain it does nothing."""
    agenda = agenda_of(Lever("family_applications_kept_share", 0.8, "share (0-1)", "assumption"))
    found = measures_of(agenda, agenda.package({"family": "yes", "target": "yes"}))
    assert [measure.name for measure in found.measures] == ["family=yes"]
    assert found.without_instrument == ("target=yes",)
    only = measures_of(agenda, agenda.package({"target": "yes"}))
    base, target = simulate_packages(chain(), [NO_MEASURES, only], draws=2, weeks=40, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(base.values, target.values)
    assert measures_of(agenda, agenda.status_quo).name == "baseline"


def test_unknown_levers_and_impossible_values_are_refused_together():
    """A lever the chain does not have and a share of two are both named."""
    agenda = agenda_of(Lever("magic", 1.0, "?", "x"), Lever("family_applications_kept_share", 2.0, "?", "x"))
    with pytest.raises(ChainError, match=r"no lever 'magic'[\s\S]*kept_share is 2.0"):
        measures_of(agenda, agenda.package({"family": "yes"}))
    wrong = Measure("a=b", "b", (Lever("decision_term_weeks", math.nan, "weeks", "x"),))
    with pytest.raises(ChainError, match="is nan"):
        simulate_packages(chain(), [Measures("x", (wrong,))], draws=1, weeks=10, rng=np.random.default_rng(1))


def test_every_lever_that_is_offered_works():
    """No lever is offered that the plan does not know, and none is known in secret."""
    assert set(EFFECTS) | {"dispersal_places_delay_months"} == set(KNOWN_LEVERS)


def test_everything_a_run_rests_on_is_listed():
    """Every quantity, lever and legal path stands in the list of assumptions, with unit and source."""
    agenda = agenda_of(Lever("family_applications_kept_share", 0.8, "share (0-1)", "a report"))
    listed = assumptions_of(chain(), [measures_of(agenda, agenda.package({"family": "yes"}))])
    named = {one.name: one for one in listed}
    assert named["capacities.decision[0]"].value == 95.0
    assert named["decisions.renewal_effort"].is_assumption
    assert not named["family=yes: family_applications_kept_share"].is_assumption
    assert (named["family=yes: delay"].low, named["family=yes: struck down"].value) == (6.0, 0.3)
    assert all(one.unit and one.source for one in listed)


def test_another_country_is_another_set_of_values():
    """One track, no appeals, no family: the same code runs a chain that looks nothing like the first."""
    made = replace(
        chain(),
        country="Elsewhere",
        start_on=date(2031, 5, 12),
        decisions=Decisions((track("only", 7, appeal_share=q(0.0)),), q(8.0)),
        **of_groups(
            group("a", track_shares={}, sponsor_share=q(0.0)), group("b", 300.0, track_shares={}, sponsor_share=q(0.0))
        ),
        stocks=(),
    )
    (found,) = simulate_packages(made, [NO_MEASURES], draws=2, weeks=60, rng=np.random.default_rng(1))
    assert found.series("decisions_persons").sum() > 0
    assert found.series("family_applications_persons").sum() == 0
    assert found.months[0] == date(2031, 6, 1)
    assert START.year == 2024


def test_every_public_name_of_the_room_can_be_had():
    """Names loaded on first use are the names that are announced, each from one file."""
    import treves.chain as room

    assert all(getattr(room, name) is not None for name in room.__all__)
    with pytest.raises(AttributeError, match="no attribute 'magic'"):
        _ = room.magic
