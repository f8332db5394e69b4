"""What a run tells: the flat record table, bands, waits, cost, and the ways of single persons."""

import csv
import io
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from chain.chains import chain, q, steps
from chain.runs import run
from treves.agenda import Lever
from treves.chain import (
    KNOWN_LEVERS,
    NO_MEASURES,
    RECORD_COLUMNS,
    SERIES,
    TRACE_COLUMNS,
    Measure,
    Measures,
    Quantity,
    Reception,
    Step,
    bands,
    differences,
    records,
    simulate_packages,
    trace_persons,
)
from treves.chain import columns as c
from treves.chain.monthly import wait_quantiles
from treves.chain.scratch import Scratch, bytes_per_person

HALF = Measures("half", (Measure("a=b", "b", (Lever("family_applications_kept_share", 0.5, "", "x"),)),))


@pytest.fixture(scope="module")
def runs():
    return simulate_packages(chain(), [NO_MEASURES, HALF], draws=8, weeks=60, rng=np.random.default_rng(1))


def test_the_record_table_is_flat_and_complete(runs):
    """One row per draw and month, one column per series, readable back from CSV to the same numbers."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(RECORD_COLUMNS)
    writer.writerows(records(runs[1]))
    rows = list(csv.DictReader(io.StringIO(buffer.getvalue())))
    assert len(rows) == 8 * len(runs[1].months)
    assert rows[0]["package"] == "half"
    assert rows[13]["month"] == runs[1].months[13 % len(runs[1].months)].isoformat()
    told = np.array([[float(row[name]) for name in SERIES] for row in rows]).reshape(runs[1].values.shape)
    np.testing.assert_allclose(told, runs[1].values, rtol=1e-6)


def test_monthly_flows_are_the_weekly_ones_shared_by_days(runs):
    """Over the whole months together a flow is what the weeks in them brought."""
    found = run(chain(), weeks=53, seed=runs[0].seed)
    (again,) = simulate_packages(chain(), [NO_MEASURES], draws=1, weeks=53, rng=np.random.default_rng(1))
    assert again.months[0] == date(2024, 1, 1)
    assert len(again.months) == 12
    days = found.flows[:52, c.APPLICATIONS].sum() + found.flows[52, c.APPLICATIONS] * 2 / 7  # 2024 has 366 days
    assert again.series("applications_persons").sum() == pytest.approx(days, rel=1e-5)


def test_bands_hold_four_fifths_of_the_draws(runs):
    """A tenth of the draws lies below the band and a tenth above; the mean comes with its error."""
    found = bands(runs[0], "residents_persons")
    values = runs[0].series("residents_persons")
    assert (values < found.low).mean() <= 0.2 >= (values > found.high).mean()
    assert found.mean == pytest.approx(values.mean(axis=0), rel=1e-5)
    assert found.mean_error[-1] == pytest.approx(values[:, -1].astype(float).std(ddof=1) / np.sqrt(8), rel=1e-4)


def test_only_runs_on_common_random_numbers_are_compared(runs):
    """Runs from different seeds are not subtracted draw by draw."""
    (other,) = simulate_packages(chain(), [HALF], draws=8, weeks=60, rng=np.random.default_rng(2))
    with pytest.raises(ValueError, match="same seed"):
        differences(other, runs[0], "residents_persons")


def test_residents_fill_regular_places_first_and_everyone_costs():
    """Regular, emergency and beyond add up to residents; the cost is that of each place and each decision."""
    places = Reception(steps(2000.0), steps(500.0), q(0.9), q(100.0), q(1.0), q(1.0))
    (found,) = simulate_packages(
        replace(chain(), reception=places), [NO_MEASURES], draws=1, weeks=60, rng=np.random.default_rng(1)
    )
    last = {name: float(found.series(name)[0, -1]) for name in SERIES}
    assert (last["regular_places"], last["residents_regular_persons"]) == (2000, 2000)
    assert last["residents_emergency_persons"] == 500
    assert last["residents_beyond_persons"] == last["residents_persons"] - 2500 > 0
    flat = 2000 * 30e3 / 12 + 500 * 60e3 / 12 + last["residents_beyond_persons"] * 80e3 / 12
    work = last["decisions_persons"] * 3e3 + last["family_decisions_persons"] * 1e3
    overdue = last["backlog_overdue_persons"] * 100 * 52.18 / 12
    assert last["cost"] == pytest.approx(flat + work + overdue, rel=0.03)


def test_waits_are_quantiles_of_the_decisions_of_a_month():
    """Of ten decisions after 0 to 9 weeks the median is 4 or 5; a month without decisions tells nothing."""
    waits = np.zeros((2, 512), np.int32)
    waits[0, :10] = 1
    found = wait_quantiles(waits)
    assert found[0].tolist() == [0, 4, 8]
    assert np.isnan(found[1]).all()


def test_a_trace_tells_the_way_of_single_persons():
    """Dates come in the order of the stages, and relatives follow the one they join."""
    found = trace_persons(chain(), NO_MEASURES, persons=400, weeks=104, seed=4)
    rows = [dict(zip(TRACE_COLUMNS, row, strict=True)) for row in found.rows]
    people = [row for row in rows if row["sponsor"] is None]
    relatives = [row for row in rows if row["sponsor"] is not None]
    assert len(people) == 400
    assert len(relatives) > 20
    for row in rows:
        days = [
            row[name] for name in ("applied_on", "registered_on", "decided_on", "heard_on", "arrived_on", "housed_on")
        ]
        assert [day for day in days if day] == sorted(day for day in days if day)
        assert not (row["gone_on"] and row["housed_on"])
    known = {row["person"] for row in people}
    assert {row["sponsor"] for row in relatives} <= known
    assert Counter(row["outcome"] for row in people).keys() >= {"refused", "refugee", "subsidiary", "undecided"}
    again = trace_persons(chain(), NO_MEASURES, persons=400, weeks=104, seed=4)
    assert again.rows == found.rows


def test_a_person_takes_under_a_hundred_bytes():
    """All columns, queues and families together take less than 100 bytes a row."""
    found = run(chain(), weeks=104)
    assert bytes_per_person(found.rows, Scratch().work(found.rows, 2, 104)) < 100


def test_every_series_lever_and_field_is_in_the_reference():
    """The reference page names every series, every lever and every field of the parameters."""
    page = (Path(__file__).parents[2] / "docs/reference/chain-parameters.md").read_text(encoding="utf-8")
    names = {*SERIES, *KNOWN_LEVERS}
    todo = [chain()]
    while todo:
        value = todo.pop()
        for field in fields(value) if is_dataclass(value) and not isinstance(value, (Quantity, Step)) else ():
            names.add(field.name)
            part = getattr(value, field.name)
            todo += part if isinstance(part, tuple) else [part]
    assert not {name for name in names if name not in page}
