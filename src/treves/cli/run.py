"""``treves run CASE``: the walk from end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import as_json, as_of_option, case_argument, output_folder, print_json, store_option
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("run")
@case_argument
@as_of_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder for findings.json and report.html.",
    show_default="./treves-CASE",
)
@click.option("--draws", type=click.IntRange(100, 100_000), default=None, help="Draws from the posterior.")
@click.option("--worlds", type=click.IntRange(2, 1000), default=None, help="Draws of the assumptions, for intervals.")
@click.option("--seed", type=click.IntRange(0), default=None, help="Seed; by default the case's own.")
@click.option("--strain/--no-strain", default=True, help="Also work out what moves the end of the talks (slower).")
@store_option
@click.option("--keep/--no-keep", default=True, help="Keep the run for treves runs and treves compare.")
@as_json
def command(
    case: str,
    as_of: date | None,
    out: Path | None,
    draws: int | None,
    worlds: int | None,
    seed: int | None,
    strain: bool,
    store_at: Path | None,
    keep: bool,
    as_json: bool,
) -> None:
    """Walk a case from end to end: what was concluded, how sure, what it hinges on.

    CASE is a folder or the name of a packaged case (see: treves cases), with /NAME behind it for a variant. Writes
    findings.json and one self-contained report.html, and names both. The run is kept (see: treves runs).
    """
    from treves.case import is_changed, load_case
    from treves.cli.keeping import Keeper
    from treves.report import print_summary, write_report
    from treves.study import held_folder, prepare_folder, run_study, write_findings

    loaded = load_case(case, as_of=as_of)
    folder = prepare_folder(out or output_folder(loaded.name))
    keeper = Keeper(case, loaded, store_at) if keep else None
    with held_folder(folder, right="another folder with --out, or to wait"), Progress() as progress:
        findings = run_study(loaded, draws=draws, worlds=worlds, seed=seed, with_strain=strain, progress=progress.step)
        progress.step("Writing findings and report", 0.98)
        written = write_findings(findings, folder / "findings.json")
        page = write_report(findings, folder / "report.html")
        kept = keeper.keep(findings, {"with_strain": strain}) if keeper else None
    has_changed = is_changed(loaded, case)
    if has_changed:
        click.echo(
            f"{case}: the case changed during the run; findings and report speak of it as it was when the run began "
            f"(digest {loaded.digest[:12]})",
            err=True,
        )
    if as_json:
        print_json(
            {
                "findings": str(written),
                "report": str(page),
                "case_changed": has_changed,
                "headlines": findings.model_dump()["headlines"],
                "run": kept.id if kept else None,
            }
        )
        return
    print_summary(findings)
    click.echo(f"\nfindings  {written}\nreport    {page}")
    if kept:
        click.echo(f"kept as   {kept.id}{'' if kept.is_new else ', as before, bit by bit'} (treves runs {kept.id})")
