"""What a sweep costs: studies a second, overhead of ledger and crew, two workers against one, beside plain pools.

Run ``uv run python benchmarks/sweep.py`` on a machine with nothing else to do; ``--studies 200`` for a rough look,
``--dask`` to measure a Dask cluster of one and of two local workers as well. The peers are a bare
``multiprocessing.Pool`` and, where it is installed, joblib: the same studies in the same run, without a ledger, so what
they found is lost when they are stopped. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import treves
from treves.store.tasks import TaskLedger
from treves.sweep.crew import Crew, Here, Work
from treves.sweep.processes import Processes
from treves.sweep.run import Plan, plan_sweep
from treves.sweep.studies import ask, follow
from treves.sweep.threads import one_thread_each, use_one_thread
from treves.sweep.work_through import work_through

WORKERS = 2
CHEAP = (100, 1_000, 10_000, 100_000)
EXTRAPOLATED = 10_000_000
SETTLED = 10_000  # fewer cheap studies are done before the pace after the start of the workers can be told


class Cheap:
    """A study that costs next to nothing and returns as many numbers as a real one."""

    names = ("deal_exists", "best_accepted", "draft_accepted", "accord", "vote", "postponement", "fall", "lambda_share")

    def __call__(self, point: Sequence[float], /) -> dict[str, float | None]:
        """Return a sum of the point under every name."""
        total = sum(point) / 3.0
        return dict.fromkeys(self.names, total)


class Clock:
    """Notes when the first results were kept, so that starting workers can be told apart from working."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.first: tuple[float, float] | None = None

    def __call__(self, _told: str, share: float) -> None:
        """Note the time of the first results; this is called as progress."""
        if self.first is None and share > 0.0:
            self.first = (time.perf_counter(), share)

    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.began

    def pace_seconds(self) -> float:
        """Seconds the whole would take at the pace since the first results."""
        if self.first is None or self.first[1] >= 1.0:
            return self.seconds()
        return (time.perf_counter() - self.first[0]) / (1.0 - self.first[1])


def timed(work: Work, points: Any, crew: Crew) -> tuple[float, float]:
    """Work through points in a new ledger; return seconds with and without the start of the workers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        TaskLedger.open(Path(folder) / "ledger.sqlite", {"for": "times"}) as ledger,
    ):
        clock = Clock()
        work_through(work, points, ledger, crew, tell=clock)
        return clock.seconds(), clock.pace_seconds()


def cost_table() -> list[dict[str, float]]:
    """Measure a cheap study through the real ledger, in this process and with two workers; tell 10^7 from the last."""
    rows: list[dict[str, float]] = []
    rng = np.random.default_rng(1)
    for count in CHEAP:
        points = rng.random((count, 6))
        work = Cheap()
        began = time.perf_counter()
        for point in points:
            work(tuple(point.tolist()))
        bare = time.perf_counter() - began
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "ledger.sqlite"
            with TaskLedger.open(place, {"for": "times"}) as ledger:
                began = time.perf_counter()
                work_through(work, points, ledger, Here(), tell=lambda _told, _share: None)
                here = time.perf_counter() - began
                began = time.perf_counter()
                work_through(work, points, ledger, Here(), tell=lambda _told, _share: None)
                again = time.perf_counter() - began
            size = place.stat().st_size
        two, two_pace = timed(work, points, Processes(WORKERS))
        rows.append(
            {
                "studies": count,
                "seconds_here": here,
                "overhead_ms_here": (here - bare) / count * 1e3,
                "seconds_two_workers": two,
                "overhead_ms_two_workers": two_pace / count * 1e3 if count >= SETTLED else float("nan"),
                "seconds_to_resume_a_finished_one": again,
                "ledger_megabytes": size / 1e6,
            }
        )
        print(
            f"{count:>12,}  {here:>9.2f} s  {rows[-1]['overhead_ms_here']:>7.3f} ms  {two:>9.2f} s  "
            f"{rows[-1]['overhead_ms_two_workers']:>7.3f} ms  {again:>8.2f} s  {size / 1e6:>9.1f} MB",
            flush=True,
        )
    last, factor = rows[-1], EXTRAPOLATED / rows[-1]["studies"]
    print(
        f"{EXTRAPOLATED:>12,}  {last['seconds_here'] * factor:>9,.0f} s  {last['overhead_ms_here']:>7.3f} ms  "
        f"{last['seconds_two_workers'] * factor:>9,.0f} s  {last['overhead_ms_two_workers']:>7.3f} ms  "
        f"{last['seconds_to_resume_a_finished_one'] * factor:>8,.0f} s  {last['ledger_megabytes'] * factor:>9,.0f} MB  "
        "(extrapolated from the row above, not measured)"
    )
    return rows


def peers(plan: Plan) -> dict[str, float]:
    """Time the same studies in a bare pool, and in joblib where it is installed."""
    points = [tuple(point) for point in plan.design.points.tolist()]
    found: dict[str, float] = {}
    with one_thread_each(), multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        pool.map(plan.work, points[:WORKERS], chunksize=1)  # workers are up
        began = time.perf_counter()
        list(pool.imap_unordered(plan.work, points, chunksize=1))
        found["multiprocessing.Pool"] = time.perf_counter() - began
    try:
        import joblib
    except ImportError:
        return found
    with one_thread_each(), joblib.Parallel(n_jobs=WORKERS, batch_size=1) as parallel:
        parallel(joblib.delayed(plan.work)(point) for point in points[:WORKERS])
        began = time.perf_counter()
        parallel(joblib.delayed(plan.work)(point) for point in points)
        found["joblib"] = time.perf_counter() - began
    return found


def on_dask(plan: Plan) -> dict[str, float]:
    """Time a Dask cluster of one and of two local workers."""
    from distributed import LocalCluster

    from treves.sweep.cluster import Cluster

    found = {}
    for count in (1, WORKERS):
        with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster:
            address = cluster.scheduler_address
            timed(plan.work, plan.design.points[: 4 * count], Cluster(address))  # kernels are loaded
            found[f"dask_{count}"] = timed(plan.work, plan.design.points, Cluster(address))[1]
    return found


def main() -> None:
    """Measure and print."""
    use_one_thread()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--no-table", action="store_true")
    asked = parser.parse_args()
    case = treves.load_case("ruritania")
    measured = ask(case, ("deals", "talks"), follow(case, []))
    plan = plan_sweep(case, ["talks", "stakes"], "lhs", measured, size=asked.studies, seed=1)
    plan.work(plan.design.points[0].tolist())  # kernels are compiled and kept
    count = plan.design.count
    inputs = len(plan.design.inputs)
    print(f"{os.cpu_count()} processors; {count:,} studies of ruritania, {inputs} inputs, {measured.draws:,} draws")

    sample = plan.design.points[: max(20, count // 20)].tolist()
    began = time.perf_counter()
    for point in sample:
        plan.work(point)
    print(f"one study alone: {(time.perf_counter() - began) / len(sample) * 1e3:.1f} ms")
    one, one_pace = timed(plan.work, plan.design.points, Processes(1))
    two, two_pace = timed(plan.work, plan.design.points, Processes(WORKERS))
    found: dict[str, Any] = {
        "studies": count,
        "studies_per_second": count / two,
        "seconds_1000_ruritania": 1000 * two / count,
        "seconds_one_worker": one,
        "speedup_two_workers": one_pace / two_pace,
        "speedup_two_workers_with_start": one / two,
    }
    print(f"one worker: {one:.1f} s ({one_pace:.1f} without its start); two: {two:.1f} s ({two_pace:.1f})")
    print(f"studies_per_second {found['studies_per_second']:.1f}")
    print(f"seconds_1000_ruritania {found['seconds_1000_ruritania']:.1f}")
    print(f"speedup_two_workers {found['speedup_two_workers']:.2f} (with the start {one / two:.2f})")
    for name, seconds in peers(plan).items():
        found[f"{name}_seconds"] = seconds
        found[f"ratio_to_{name}"] = two_pace / seconds
        print(f"{name}: {seconds:.1f} s; treves with ledger takes {two_pace / seconds:.2f} times as long")
    if asked.dask:
        times = on_dask(plan)
        found["speedup_two_dask_workers"] = times["dask_1"] / times[f"dask_{WORKERS}"]
        print(f"Dask, one worker {times['dask_1']:.1f} s, two {times[f'dask_{WORKERS}']:.1f} s")
        print(f"speedup_two_dask_workers {found['speedup_two_dask_workers']:.2f}")
    if not asked.no_table:
        print("\nA study that costs nothing, through the real ledger (measured, but for the last row):")
        print("     studies     in here   overhead   two workers  overhead     resume     ledger")
        rows = cost_table()
        found["overhead_ms_per_study"] = rows[-2]["overhead_ms_here"]
        found["overhead_ms_per_study_two_workers"] = rows[-2]["overhead_ms_two_workers"]
        found["costs"] = rows
        print(f"overhead_ms_per_study {found['overhead_ms_per_study']:.3f}")
    print(json.dumps(found).replace("NaN", "null"))


if __name__ == "__main__":
    main()
