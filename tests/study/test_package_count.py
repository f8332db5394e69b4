"""Packages counted group by group are those of the whole list."""

from hypothesis import given, settings
from hypothesis import strategies as st

import treves
from treves.agenda import Agenda, Choice, Exclusion, Issue, Option, Requirement
from treves.bargaining import allowed_packages
from treves.study.package_count import count_packages


@st.composite
def agendas(draw):
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=5))
    issues = tuple(
        Issue(f"i{at}", "", "", tuple(Option(f"o{k}", "", float(k)) for k in range(size)), "o0")
        for at, size in enumerate(sizes)
    )
    choices = st.builds(
        lambda at, k: Choice(f"i{at % len(sizes)}", f"o{k % sizes[at % len(sizes)]}"),
        st.integers(0, 4),
        st.integers(0, 3),
    )
    status_quo = {Choice(issue.name, "o0") for issue in issues}
    exclusions, requirements = [], []
    chosen = draw(st.lists(st.lists(choices, min_size=2, max_size=3, unique_by=lambda c: c.issue), max_size=4))
    exclusions += [Exclusion(tuple(rule), "") for rule in chosen if not set(rule) <= status_quo]
    for first, *others in draw(
        st.lists(st.lists(choices, min_size=2, max_size=3, unique_by=lambda c: c.issue), max_size=3)
    ):
        if first not in status_quo or set(others) & status_quo:
            requirements.append(Requirement(first, tuple(others), ""))
    return Agenda(issues, tuple(exclusions), tuple(requirements))


@settings(max_examples=200, deadline=None)
@given(agendas())
def test_what_is_counted_is_what_is_listed(agenda):
    assert count_packages(agenda) == allowed_packages(agenda).count


def test_the_packaged_cases_are_counted_as_they_are_listed():
    for name in ("ruritania", "rutte4-asylum"):
        agenda = treves.load_case(name).agenda
        assert count_packages(agenda) == allowed_packages(agenda).count
