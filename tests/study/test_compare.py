"""Two runs side by side: what went in, what came out, and what is no more than noise."""

import itertools
import math

import pytest

import treves
from treves.store import StoreError, open_store
from treves.study.compare import Compared, compare_findings, open_side
from treves.study.keep import Stopwatch, keep_findings
from treves.study.write import findings_text

QUICK = {"with_strain": False, "with_moves": False, "with_influences": False, "with_consequences": False}


@pytest.fixture(scope="module")
def by_seed():
    case = treves.load_case("ruritania")
    return [
        Compared(f"seed {seed}", treves.run_study(case, draws=150, worlds=5, seed=seed, **QUICK)) for seed in range(5)
    ]


@pytest.fixture(scope="module")
def minority():
    return Compared(
        "minority", treves.run_study(treves.load_case("ruritania/minority"), draws=150, worlds=5, seed=0, **QUICK)
    )


def test_a_run_compared_with_itself_differs_in_nothing(by_seed):
    """Same findings: no input changed, every difference is 0 and no more than noise."""
    told = compare_findings(by_seed[0], by_seed[0])
    assert told.is_same
    assert told.inputs == ()
    assert {row.difference for row in told.results} == {0.0}
    assert not any(row.is_larger_than_noise for row in told.results)


def test_another_seed_alone_is_hardly_ever_more_than_noise(by_seed):
    """Over pairs of seeds the share of differences called larger than noise is that of a 99 % band, give or take."""
    called = [
        row.is_larger_than_noise
        for first, second in itertools.combinations(by_seed, 2)
        for row in compare_findings(first, second).results
        if row.is_larger_than_noise is not None
    ]
    assert len(called) > 100
    assert sum(called) / len(called) < 0.06  # rows of one pair hang together


def test_only_the_seed_is_named_where_only_the_seed_differs(by_seed):
    """What went in differently is one line."""
    told = compare_findings(*by_seed[:2])
    assert [(change.what, change.first, change.second) for change in told.inputs] == [("seed", "0", "1")]
    assert not told.is_same
    assert "other random numbers" in told.words


def test_a_real_difference_is_larger_than_noise(by_seed):
    """A probability moved by half is told as more than noise, with the sign of second minus first."""
    first = by_seed[0]
    moved = first.findings.headlines[0].probability.model_copy(update={"p": 0.01, "low": 0.0, "high": 0.02})
    headline = first.findings.headlines[0].model_copy(update={"probability": moved})
    second = Compared("x", first.findings.model_copy(update={"headlines": (headline, *first.findings.headlines[1:])}))
    row = next(row for row in compare_findings(first, second).results if row.name == headline.name)
    assert row.is_larger_than_noise
    assert not row.do_intervals_overlap
    assert math.isclose(row.difference, 0.01 - first.findings.headlines[0].probability.p)


def test_a_change_of_rules_names_reports_statements_and_packages_that_only_one_has(by_seed, minority):
    """The variant with a support party: another case, other statements, a leaver more, packages in one list alone."""
    told = compare_findings(by_seed[0], minority)
    whats = {change.what for change in told.inputs}
    assert {"case", "files of the case", "report", "statement"} <= whats
    assert all(change.first != change.second for change in told.inputs)
    assert any(row.first is None for row in told.results if row.group == "leavers")
    assert {row.difference for row in told.results if row.first is None or row.second is None} == {None}


def test_turned_around_every_difference_changes_its_sign_and_nothing_else(by_seed, minority):
    """The order of two runs decides nothing but signs."""
    there = {(row.group, row.name): row for row in compare_findings(by_seed[0], minority).results}
    back = {(row.group, row.name): row for row in compare_findings(minority, by_seed[0]).results}
    assert set(there) == set(back)
    for key, row in there.items():
        assert (row.first, row.second) == (back[key].second, back[key].first)
        assert row.noise == back[key].noise
        assert row.difference is None or row.difference == -back[key].difference


def test_runs_of_a_store_tell_which_files_changed_and_files_are_read_too(by_seed, tmp_path):
    """A kept run beside findings.json; two kept runs name the file that differs and the option that was set."""
    first, second = by_seed[:2]
    with open_store(tmp_path / "kept") as store:
        ids = [
            keep_findings(store, side.findings, watch=Stopwatch.start(), options=options, files=files).id
            for side, options, files in (
                (first, {}, {"case.yaml": "aa" * 32, "agenda.yaml": "cc" * 32}),
                (Compared("", second.findings.model_copy(update={"case_digest": "0" * 64})), QUICK,
                 {"case.yaml": "bb" * 32, "agenda.yaml": "cc" * 32}),
            )
        ]  # fmt: skip
        told = compare_findings(*(open_side(id_, store) for id_ in ids))
        changes = {change.what: (change.first, change.second) for change in told.inputs}
        assert changes["file case.yaml"] == ("aa" * 6, "bb" * 6)
        assert changes["with strain"] == ("yes", "no")
        assert "file agenda.yaml" not in changes
        path = tmp_path / "findings.json"
        path.write_text(findings_text(first.findings), "utf-8")
        assert compare_findings(open_side(str(path), None), open_side("1", store)).is_same
    for name, text, why in (
        ("gone.json", None, "no such file"),
        ("list.json", "[]", "holds no findings"),
        ("half.json", findings_text(first.findings)[:500], "holds no findings"),
    ):
        if text is not None:
            (tmp_path / name).write_text(text, "utf-8")
        with pytest.raises(StoreError, match=why):
            open_side(str(tmp_path / name), None)
    with pytest.raises(StoreError, match="no store here"):
        open_side("latest", None)
