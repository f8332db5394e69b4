"""``treves sweep CASE``: many studies at once, and which unknown is worth finding out."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

if TYPE_CHECKING:
    from treves.sweep.crew import Crew

__all__ = ["command"]

INTERRUPTED = 130
PLAIN_SECONDS = 10.0  # between lines where there is no bar
SIZES = {"grid": 0, "lhs": 256, "sobol": 64}


@click.command("sweep")
@case_argument
@as_of_option
@click.option(
    "--over",
    multiple=True,
    metavar="LEVER[=LOW..HIGH[:LEVELS]]",
    help="What to vary: talks:trust, stake:D66=-0.1..0.1:5, option:x:y, a group (talks, positions, stakes, "
    "assumptions, ...) or all; repeat it for more. --levers lists them.",
)
@click.option(
    "--design",
    type=click.Choice(["grid", "lhs", "sobol"]),
    default="lhs",
    show_default=True,
    help="Every combination, a Latin hypercube, or what Sobol indices need.",
)
@click.option(
    "--n",
    "size",
    type=click.IntRange(2, 10_000_000),
    default=None,
    help="Studies (lhs, by default 256), or base points, a power of two (sobol, by default 64; studies are n times "
    "inputs + 2).",
)
@click.option("--seed", type=click.IntRange(0), default=None, help="Seed of design and studies; by default the case's.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder of the sweep.")
@click.option(
    "--measure",
    "measures",
    type=click.Choice(["deals", "talks", "chain"]),
    multiple=True,
    default=("deals", "talks"),
    show_default=True,
    help="What every study works out; deals always.",
)
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME:ISSUE=OPTION,...",
    help="A package to follow beside the best and the draft; repeat it for more.",
)
@click.option("--draws", type=click.IntRange(100, 100_000), default=None, help="Draws of a study; default: the case's.")
@click.option("--worlds", type=click.IntRange(0, 1000), default=0, show_default=True, help="Worlds of the talks.")
@click.option("--workers", type=click.IntRange(0, 1024), default=None, help="Processes here; 0: this one alone.")
@click.option("--dask", metavar="ADDRESS", default=None, help="Work on a Dask cluster: tcp://HOST:8786 (treves[dask]).")
@click.option("--memory", metavar="SIZE", default=None, help="What one study may take on top of its process: 500M.")
@click.option("--levers", "is_list", is_flag=True, help="List what can be varied, and do nothing else.")
@click.option("--retry-failed", is_flag=True, help="Do studies that failed before again.")
@as_json
def command(
    case: str,
    as_of: date | None,
    over: tuple[str, ...],
    design: str,
    size: int | None,
    seed: int | None,
    out: Path | None,
    measures: tuple[str, ...],
    packages: tuple[str, ...],
    draws: int | None,
    worlds: int,
    workers: int | None,
    dask: str | None,
    memory: str | None,
    is_list: bool,
    retry_failed: bool,
    as_json: bool,
) -> None:
    """Study a case many times with what is not known moved, and tell what matters how much.

    Writes results.csv, results.parquet, sweep.json and sweep.html into the folder, beside a ledger of finished
    studies. Stopped for whatever reason, the same command goes on where it was.
    """
    from treves.sweep.threads import one_thread_each

    click.get_current_context().with_resource(one_thread_each())  # before anything with threads of its own is loaded
    from treves.case import load_case
    from treves.case.adjust import levers_of
    from treves.errors import TrevesError
    from treves.report.sweep_page import write_sweep_page
    from treves.report.sweep_terminal import print_levers, print_sweep
    from treves.study import prepare_folder
    from treves.sweep.design import known_kind
    from treves.sweep.run import plan_sweep, run_sweep
    from treves.sweep.studies import ask, follow

    crew = _crew(workers, dask, memory)
    loaded = load_case(case, as_of=as_of)
    if is_list:
        levers = levers_of(loaded)
        if as_json:
            print_json([lever.model_dump(mode="json") for lever in levers])
        else:
            print_levers(levers)
        return
    if out is None or not over:
        raise TrevesError("a sweep needs --over, what to vary (--levers lists it), and --out, a folder to keep it in")
    seed = loaded.seed if seed is None else seed
    asked = ask(loaded, measures, follow(loaded, packages), draws=draws, seed=seed, worlds=worlds)
    size = SIZES[design] if size is None else size
    plan = plan_sweep(loaded, over, known_kind(design), asked, size=size, seed=seed)
    folder = prepare_folder(out)
    try:
        with Progress() as progress:
            found = run_sweep(plan, folder, crew, do_failed_again=retry_failed, progress=_now_and_then(progress))
    except KeyboardInterrupt:
        click.echo(f"stopped; what is finished is kept in {folder}, and the same command goes on from there", err=True)
        raise SystemExit(INTERRUPTED) from None
    page = write_sweep_page(found, folder / "sweep.html")
    if as_json:
        print_json({"sweep": found.model_dump(mode="json"), "page": str(page)})
        return
    print_sweep(found)
    click.echo(f"\ntable  {folder / 'results.csv'}, {folder / 'results.parquet'}")
    click.echo(f"sweep  {folder / 'sweep.json'}\npage   {page}")


def _crew(workers: int | None, dask: str | None, memory: str | None) -> Crew:
    """Choose who works: a cluster, some processes (by default one for each processor), or this process."""
    from treves.errors import TrevesError
    from treves.sweep.crew import Here
    from treves.sweep.memory import read_bytes

    room = None if memory is None else read_bytes(memory)
    if dask is not None:
        from treves.sweep.cluster import Cluster

        if workers is not None:
            raise TrevesError(
                "--workers is for processes of this machine; right would be --dask alone, or --workers alone"
            )
        return Cluster(dask, room)
    if workers == 0:
        return Here(room)
    from treves.sweep.processes import Processes, processors

    return Processes(workers or processors(), room)


class _now_and_then:  # noqa: N801 - used as a function
    """Hands progress on: all of it to a bar, a line now and then elsewhere."""

    def __init__(self, progress: Progress) -> None:
        import sys

        self._progress, self._is_bar, self._told_at = progress, sys.stderr.isatty(), 0.0

    def __call__(self, told: str, share: float) -> None:
        now = time.monotonic()
        if self._is_bar or share in {0.0, 1.0} or now - self._told_at >= PLAIN_SECONDS:
            self._told_at = now
            self._progress.step(told, share)
