"""The skill of the outside view, told as it is: tables for the terminal, and the calibration as a picture."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from treves.report.figures.calibration import calibration_panel
from treves.report.page import BLANK_LINES, environment
from treves.survival import Score, Skill

__all__ = ["calibration_svg", "print_survival_skill", "survival_skill_rows"]

PLAIN_WIDTH = 112


def _told(score: Score, scale: float = 1.0, digits: int = 3) -> str:
    low, value, high = (number * scale for number in (score.low, score.value, score.high))
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def print_survival_skill(skills: Sequence[Skill], source: str, *, has_peers: bool) -> None:
    """Print every score with its interval.

    Parameters
    ----------
    skills : sequence of Skill
    source : str
        The table scored.
    has_peers : bool
        Whether Cox's and the Weibull model could be fitted.
    """
    console = Console(highlight=False, width=None if sys.stdout and sys.stdout.isatty() else PLAIN_WIDTH)
    console.print(f"{source}; caretakers are learned from and not scored; 80 % intervals, whole countries drawn anew")
    if not has_peers:
        console.print("Cox's and the Weibull model need lifelines: install treves[skill]")
    for skill in skills:
        console.print(Text(f"\n{skill.split.capitalize()}", style="bold"))
        console.print(f"{skill.spells:,} cabinets of {skill.countries} countries, {skill.falls} falls")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in ("model", "C-index", "integrated Brier skill, %"):
            table.add_column(column)
        for name, score in skill.c_index.items():
            table.add_row(name, _told(score), _told(skill.integrated_brier_skill[name], 100, 1))
        console.print(table)
        if skill.gain_over_cox is not None:
            console.print(f"C-index of the hazards over Cox without the own record: {_told(skill.gain_over_cox)}")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in (
            "fall within",
            "base rate",
            "Brier skill, %",
            "forecast / observed, by tenths of the forecasts, %",
        ):
            table.add_column(column)
        for days, score in skill.brier_skill.items():
            groups = "  ".join(f"{p * 100:.0f}/{seen * 100:.0f}" for p, seen, _ in skill.calibration[days])
            table.add_row(f"{days} days", f"{skill.base_rate[days] * 100:.1f} %", _told(score, 100, 1), groups)
        console.print(table)
        for days, score in skill.brier_skill.items():
            if score.low <= 0.0:
                console.print(f"No sure skill at {days} days: the interval reaches zero.")


def survival_skill_rows(skills: Sequence[Skill]) -> list[dict[str, object]]:
    """Return the scores as plain values, for JSON."""

    def plain(score: Score | None) -> dict[str, float] | None:
        return (
            None if score is None else {"value": score.value, "low": score.low, "high": score.high, "rows": score.rows}
        )

    return [
        {
            "split": skill.split,
            "spells": skill.spells,
            "falls": skill.falls,
            "countries": skill.countries,
            "c_index": {name: plain(score) for name, score in skill.c_index.items()},
            "integrated_brier_skill": {name: plain(score) for name, score in skill.integrated_brier_skill.items()},
            "c_index_gain_over_cox": plain(skill.gain_over_cox),
            "brier_skill": {str(days): plain(score) for days, score in skill.brier_skill.items()},
            "base_rate": {str(days): rate for days, rate in skill.base_rate.items()},
            "calibration": {
                str(days): [{"forecast": p, "observed": seen, "rows": rows} for p, seen, rows in groups]
                for days, groups in skill.calibration.items()
            },
        }
        for skill in skills
    ]


def calibration_svg(skill: Skill) -> str:
    """Draw the calibration of one split as an SVG file that stands alone."""
    panels = [
        calibration_panel(f"Within {days} days", f"skill {_told(skill.brier_skill[days], 100, 1)} %", groups)
        for days, groups in skill.calibration.items()
    ]
    words = "; ".join(
        f"within {days} days: "
        + ", ".join(f"forecast {p * 100:.0f} %, fell {seen * 100:.0f} %" for p, seen, _ in groups)
        for days, groups in skill.calibration.items()
    )
    template = environment().get_template("figures/calibration_file.svg")
    title = f"Forecast falls against observed ones, {skill.split}"
    return BLANK_LINES.sub("\n", template.render(title=title, words=words, panels=panels))
