"""``treves score GOLD FOUND``: how well found statements agree with coded ones."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import as_json, print_json

if TYPE_CHECKING:
    from treves.evidence.scoring import Row

__all__ = ["command"]


LARGEST_BYTES = 50_000_000


@click.command("score")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("found", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tier", type=click.Choice(["core", "all"]), default="core", help="Coded rows to score against.")
@click.option("--overlap", type=click.FloatRange(0.01, 1.0), default=0.5, help="Share of the shorter span in common.")
@click.option("--draws", type=click.IntRange(0, 100_000), default=1000, help="Bootstrap draws.")
@click.option("--seed", type=click.IntRange(0), default=1)
@click.option(
    "--agreement", is_flag=True, help="Treat both as coders: Krippendorff's alpha, span overlap, disagreements."
)
@as_json
def command(
    gold: Path, found: Path, tier: str, overlap: float, draws: int, seed: int, agreement: bool, as_json: bool
) -> None:
    """Score FOUND against GOLD (CSV tables of statements): span, actor, about, stance, certainty, source type, time.

    F1 and accuracies come with 95 % bootstrap intervals.
    """
    import numpy as np

    from treves.evidence.agreement import compare_coders
    from treves.evidence.scoring import score_rows

    coded, rows = _rows(gold), _rows(found)
    if agreement:
        result = compare_coders(coded, rows, overlap)
        if as_json:
            alphas = {k: _number(v) for k, v in result.alphas.items()}
            print_json({"alpha": alphas, "span_overlap": _number(result.span_overlap),
                        "unit_f1": _number(result.unit_f1), "units": result.units,
                        "disagreements": [{n: getattr(d, n) for n in d.__slots__}
                                          for d in result.disagreements]})  # fmt: skip
            return
        click.echo(
            f"{result.units} units coded by both (F1 {result.unit_f1:.2f}), mean span overlap {result.span_overlap:.2f}"
        )
        for name, alpha in result.alphas.items():
            click.echo(f"  alpha {name:12} {'cannot be told' if math.isnan(alpha) else f'{alpha:.2f}'}")
        for d in result.disagreements:
            click.echo(f"  {d.doc} {d.start}-{d.end} {d.variable}: {d.first or '-'} | {d.second or '-'}")
        return
    score = score_rows(coded, rows, rng=np.random.default_rng(seed), tier=tier, least_overlap=overlap, draws=draws)
    if as_json:
        measures = {
            m.name: {n: _number(getattr(m, n)) for n in ("value", "low", "high", "rows")} for m in score.measures
        }
        print_json(
            {"tier": tier, "coded": score.coded, "found": score.found, "least_overlap": overlap, "measures": measures}
        )
        return
    click.echo(
        f"{score.coded} coded rows ({tier}), {score.found} found; "
        f"spans count from {overlap:.0%} in common; 95 % intervals"
    )
    for m in score.measures:
        value = "cannot be told" if math.isnan(m.value) else f"{m.value:.3f}  [{m.low:.3f}, {m.high:.3f}]"
        click.echo(f"  {m.name:24} {value}  ({m.rows} rows)")


def _number(value: float) -> float | None:
    """Return what JSON can hold: null for a measure that rests on no row."""
    return None if math.isnan(value) else value


def _rows(path: Path) -> list[Row]:
    from treves.errors import TrevesError
    from treves.evidence.intake.ordinary import read_ordinary_file
    from treves.evidence.scoring import row_of

    found: list[Row] = []
    try:
        text = read_ordinary_file(path, LARGEST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrevesError(f"{path}: byte {error.start} is not UTF-8; right would be a table in UTF-8") from None
    with io.StringIO(text, newline="") as handle:
        reader = csv.DictReader(handle)
        try:
            missing = {"doc", "start", "end", "actor", "about", "stance"} - set(reader.fieldnames or ())
            if missing:
                raise TrevesError(
                    f"{path}: no column {', '.join(sorted(missing))}; right would be a table of statements"
                )
            for record in reader:
                record = {name: value or "" for name, value in record.items() if name is not None}  # noqa: PLW2901
                if record.get("time_froms"):
                    record["time_from"], record["time_to"] = record["time_froms"], record.get("time_tos", "")
                found.append(row_of(record))
        except csv.Error as error:
            raise TrevesError(f"{path}:{reader.line_num}: {error}; right would be a table of statements") from None
        except ValueError:
            raise TrevesError(f"{path}:{reader.line_num}: start and end must be whole numbers") from None
    return found
