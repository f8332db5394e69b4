"""``treves run CASE``: the walk from end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import as_json, as_of_option, case_argument, output_folder, print_json
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
@as_json
def command(
    case: str,
    as_of: date | None,
    out: Path | None,
    draws: int | None,
    worlds: int | None,
    seed: int | None,
    strain: bool,
    as_json: bool,
) -> None:
    """Walk a case from end to end: what was concluded, how sure, what it hinges on.

    CASE is a folder or the name of a packaged case (see: treves cases), with /NAME behind it for a variant. Writes
    findings.json and one self-contained report.html, and names both.
    """
    from treves.case import is_changed, load_case
    from treves.report import print_summary, write_report
    from treves.study import held_folder, prepare_folder, run_study, write_findings

    loaded = load_case(case, as_of=as_of)
    folder = prepare_folder(out or output_folder(loaded.name))
    with held_folder(folder, right="another folder with --out, or to wait"), Progress() as progress:
        findings = run_study(loaded, draws=draws, worlds=worlds, seed=seed, with_strain=strain, progress=progress.step)
        progress.step("Writing findings and report", 0.98)
        written = write_findings(findings, folder / "findings.json")
        page = write_report(findings, folder / "report.html")
    has_changed = is_changed(loaded, case)
    if has_changed:
        click.echo(
            f"{case}: the case changed during the run; findings and report speak of it as it was when the run began "
            f"(digest {loaded.digest[:12]})",
            err=True,
        )
    if as_json:
        told = {"findings": str(written), "report": str(page), "case_changed": has_changed}
        print_json(told | {"headlines": findings.model_dump()["headlines"]})
        return
    print_summary(findings)
    click.echo(f"\nfindings  {written}\nreport    {page}")
