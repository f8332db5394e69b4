"""Generators of bargaining problems: small, exact where ties matter, and of every shape the room takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from strategies import issue_of
from treves.agenda import Agenda, Choice, Exclusion, Requirement
from treves.bargaining import Packages, Values, allowed_packages, value_tables
from treves.cabinet import DecisionRule
from treves.errors import AgendaError
from treves.positions import Draws

# The first call of a compiled part on a machine takes seconds.
unhurried = settings(deadline=None)


@dataclass(frozen=True)
class Problem:
    """Everything a sweep takes."""

    agenda: Agenda
    parties: tuple[str, ...]
    draws: Draws
    values: Values
    packages: Packages
    rule: DecisionRule


def spatial_agenda(shape: tuple[int, ...], status_quo: int = 0) -> Agenda:
    """Options at equal distances from 0 to 100."""
    return Agenda(
        tuple(
            issue_of(f"i{j}", np.linspace(0.0, 100.0, count).tolist(), status_quo % count)
            for j, count in enumerate(shape)
        )
    )


def drawn(rng: np.random.Generator, draws: int, parties: int, issues: int, red_line_share: float = 0.15) -> Draws:
    """Positions on the grids the positions room uses, so that places and ideals coincide now and then."""
    size = (draws, parties, issues)
    has_line = rng.random(size) < red_line_share
    return Draws(
        ideal=rng.integers(0, 51, size) * 2.0,
        reach=np.where(has_line, rng.integers(0, 12, size) * 5.0, np.inf),
        salience=rng.dirichlet(np.ones(issues), (draws, parties)),
        # A stake of exactly nothing puts the status quo exactly on the edge.
        stake=np.where(rng.random((draws, parties)) < 0.3, 0.0, rng.normal(-0.05, 0.1, (draws, parties))),
    )


@st.composite
def decision_rules(draw: st.DrawFn, parties: tuple[str, ...]) -> DecisionRule:
    """Unanimity, a few veto players, a quota, or both."""
    vetoes = tuple(name for name in parties if draw(st.booleans()))
    weights = {name: draw(st.integers(0, 9)) for name in parties}
    quota = draw(st.integers(0, sum(weights.values())))
    return draw(st.sampled_from([DecisionRule(parties), DecisionRule(vetoes, weights, quota)]))


@st.composite
def ruled_agendas(draw: st.DrawFn, max_issues: int = 4, max_options: int = 4) -> Agenda:
    """Agendas with exclusions and requirements that leave the status quo in place."""
    shape = tuple(draw(st.lists(st.integers(2, max_options), min_size=1, max_size=max_issues)))
    plain = spatial_agenda(shape, draw(st.integers(0, max_options)))
    choices = st.builds(
        lambda j, o: Choice(plain.issues[j].name, plain.issues[j].options[o % shape[j]].name),
        st.integers(0, len(shape) - 1),
        st.integers(0, max_options),
    )
    several = st.lists(choices, min_size=1, max_size=3).map(tuple)
    exclusions = tuple(draw(st.lists(st.builds(Exclusion, several), max_size=2)))
    requirements = tuple(draw(st.lists(st.builds(Requirement, choices, several), max_size=2)))
    try:
        return Agenda(plain.issues, exclusions, requirements)
    except AgendaError:  # a rule hit the status quo
        return plain


@st.composite
def problems(draw: st.DrawFn, max_parties: int = 5, max_draws: int = 70) -> Problem:
    """Agenda with rules, spatial values in several draws, and a decision rule."""
    agenda = draw(ruled_agendas())
    parties = tuple("ABCDEFGH"[: draw(st.integers(1, max_parties))])
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    found = drawn(rng, draw(st.integers(1, max_draws)), len(parties), len(agenda.issues))
    values = value_tables(found, agenda, parties, shape=draw(st.sampled_from(["linear", "quadratic"])))
    return Problem(agenda, parties, found, values, allowed_packages(agenda), draw(decision_rules(parties)))


def problem_of(
    shape: tuple[int, ...], parties: int, draws: int, seed: int = 0, rule: DecisionRule | None = None
) -> Problem:
    """Return one problem of a given size; unanimity unless told otherwise."""
    agenda = spatial_agenda(shape)
    names = tuple("ABCDEFGHIJ"[:parties])
    found = drawn(np.random.default_rng(seed), draws, parties, len(shape), red_line_share=0.05)
    values = value_tables(found, agenda, names)
    return Problem(agenda, names, found, values, allowed_packages(agenda), rule or DecisionRule(names))


def whole_gains(min_value: int = -4, max_value: int = 6, max_parties: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Gains in whole numbers, so that ties are exact and frequent; a broken red line now and then."""
    shapes = st.tuples(st.integers(1, 12), st.integers(1, max_parties))
    values = st.one_of(st.integers(min_value, max_value).map(float), st.just(-np.inf))
    return shapes.flatmap(lambda shape: hnp.arrays(np.float64, shape, elements=values))
