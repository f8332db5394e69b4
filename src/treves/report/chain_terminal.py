"""What the terminal shows of the chain: packages against no deal, back-tests as they come, and the fit."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from treves.report.terminal import _console, _say, _table
from treves.report.typeset import NO_BREAK, number_of
from treves.study.chain_fit import ChainFit
from treves.study.chain_measures import GRANT_WORDS, INFLOW_WORDS
from treves.study.consequence_facts import Consequence, Consequences, Course, Difference, Simulation
from treves.study.findings import Quantity
from treves.study.skill_inflow import InflowSkill, OfficialRow
from treves.study.skill_occupancy import OccupancyRow, OccupancySkill

__all__ = ["print_chain_fit", "print_consequences", "print_inflow_skill", "print_occupancy_skill"]


def print_consequences(told: Simulation) -> None:
    """Print the course without a deal, and what each package changes.

    Parameters
    ----------
    told : Simulation
    """
    console = _console()
    console.print(Text(f"\n{told.country} from {told.start_on}, {len(told.months)} months", style="bold"))
    console.print(
        f"{told.replications} replications, {told.persons:,} persons simulated, seed {told.seed}; "
        "median and 80 % band, differences on common random numbers"
    )
    if told.set_by_hand:
        console.print(Text("Not the case as it was reported; changed by hand:", style="bold"))
    for words in told.set_by_hand:
        _say(console, words, 2)
    console.print(f"inflow: {INFLOW_WORDS[told.inflow_definition]}; grant rate: {GRANT_WORDS[told.grant_definition]}")
    console.print(Text("\nWithout a deal", style="bold"))
    chosen = [0, len(told.months) // 2, len(told.months) - 1]
    table = _table("at month's end, or in the month", *(f"{told.months[k]:%Y-%m}" for k in chosen))
    for course in told.baseline.courses:
        table.add_row(told.series[course.name].split(",")[0], *(_cell(course, k) for k in chosen))
    console.print(table)
    _say(console, f"three of {len(told.months)} months; --out FOLDER writes every month and band (courses.csv)", 2)
    for package in told.packages:
        _print_package(told, package)
    assumed = sum(number.is_assumed for number in told.assumptions)
    console.print(
        f"\n{len(told.assumptions)} numbers behind it, {assumed} of them assumed at least in part; --json lists each"
    )
    console.print(f"Which of them matters most: treves sweep {told.case} --over chain --measure chain --out FOLDER")


def _print_package(told: Consequences, package: Consequence) -> None:
    console = _console()
    console.print(Text(f"\n{package.words}", style="bold"))
    console.print(f"  chance that no court strikes any of it down: {package.tenable_share:.0%}")
    for label in package.without_instrument:
        _say(console, f"“{label}” has no instrument in the chain: it changes nothing there", 2, style="dim")
    money = "the chain's currency"
    table = _table("against no deal", "difference", "80 % band", "over")
    found = {difference.measure: difference for difference in package.differences}
    for measure in told.measures:
        if (difference := found.get(measure.name)) is not None:
            table.add_row(
                f"{measure.words}, {measure.unit.replace(money, told.currency)}",
                _signed(difference.value),
                f"{_signed(difference.low)} to {_signed(difference.high)}",
                measure.over,
            )
    console.print(table)
    if hint := _why_nothing_moves(found):
        _say(console, hint, 2)


def _why_nothing_moves(found: Mapping[str, Difference]) -> str:
    """Say how to read a measure that moves nothing, or that refuses many while as many arrive."""
    if not found:
        return ""
    if all(told.low == told.high == 0.0 for told in found.values()):
        return (
            "Nothing differs in at least eight of ten replications: in these months the measure is not in force, was "
            "struck down, or limits what a queue already limits. treves path says when it could be in force."
        )
    refused, arrivals = found.get("family_refused"), found.get("family_arrivals")
    if refused is None or arrivals is None or not refused.low > 0.0 or not arrivals.low <= 0.0 <= arrivals.high:
        return ""
    return (
        "More relatives are refused, and yet it is not clear that fewer arrive in these months: where decisions on "
        "relatives are the bottleneck, the queue gets shorter first."
    )


def _cell(course: Course, k: int) -> str:
    low, middle, high = course.low[k], course.middle[k], course.high[k]
    if low is None or middle is None or high is None:
        return "unknown"
    return f"{_short(middle)} ({_short(low)}-{_short(high)})"


def _short(value: float) -> str:
    return f"{value / 1e6:,.0f} m" if abs(value) >= 1e7 else number_of(value)


def _signed(value: float) -> str:
    told = number_of(abs(value)).replace(NO_BREAK, " ")
    return told if told == "0" else f"{'+' if value > 0 else '-'}{told}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:+.0%}"


def print_inflow_skill(told: InflowSkill) -> None:
    """Print every year's forecast beside its rivals, and the sums, whatever they are."""
    console = _console()
    console.print(Text(f"\nInflow of a year, forecast from its start: {told.words}", style="bold"))
    console.print(f"{told.draws} draws, seed {told.seed}; bands hold 80 %; errors are forecast over what came, less 1")
    table = _table(
        "year",
        "came",
        "forecast",
        "error",
        "in band",
        "last year",
        "error",
        "official (made: middle, low-high)",
        "error",
    )
    for row in told.rows:
        table.add_row(
            str(row.year),
            f"{row.realised:,.0f}",
            f"{row.middle:,.0f} ({row.low:,.0f}-{row.high:,.0f})",
            _share(row.error_share),
            "yes" if row.is_inside else "no",
            f"{row.last_year:,.0f}",
            _share(row.last_year_error_share),
            "\n".join(_official(official) for official in row.official),
            "\n".join(_share(official.error_share) for official in row.official),
        )
    console.print(table)
    official = told.official_median_absolute_error_share
    console.print(f"  median absolute error: {told.median_absolute_error_share:.0%}")
    console.print(f"  the same as last year: {told.last_year_median_absolute_error_share:.0%}")
    if official is not None:
        console.print(
            f"  official forecasts:    {official:.0%} ({told.official_count} with a middle, made at other times)"
        )
    console.print(f"  years in the 80 % band: {told.covered_years} of {len(told.rows)}")
    console.print(f"  nearer than last year:  {told.better_than_last_year} of {len(told.rows)} years")
    console.print(f"  upper end of the band over the lower, median: {told.band_width_ratio:.1f}")
    if told.median_absolute_error_share >= told.last_year_median_absolute_error_share:
        console.print("  The middle of the forecast has no skill against last year's value; its worth is the band.")


def _official(told: OfficialRow) -> str:
    middle = f"{told.middle:,.0f}" if told.middle is not None else "-"
    if told.low is None and told.high is None:
        return f"{told.made}: {middle}"
    low, high = (f"{end:,.0f}" if end is not None else "?" for end in (told.low, told.high))
    inside = {True: ", in", False: ", out", None: ""}[told.is_inside]
    return f"{told.made}: {middle}, {low}-{high}{inside}"


def print_occupancy_skill(told: OccupancySkill) -> None:
    """Print every count of two years beside the chain's, under inflow as drawn and as it came."""
    console = _console()
    console.print(Text(f"\nReception and queues from the stocks of {told.start_on}", style="bold"))
    console.print(
        f"{told.replications} replications, seed {told.seed}; parameters as known then, by a coder who knows what came"
    )
    table = _table("day", "who", "counted", "inflow drawn", "gap", "in band", "inflow as it came", "gap", "in band")
    pairs = zip(told.with_inflow_drawn, told.with_inflow_as_it_came, strict=True)
    for drawn, came in pairs:
        table.add_row(drawn.on, drawn.words, f"{drawn.counted:,.0f}", *_cells(drawn), *_cells(came))
    console.print(table)
    for kind, words in (("drawn", "inflow drawn"), ("as_it_came", "inflow as it came")):
        gap = told.residents_median_absolute_gap_share["drawn" if kind == "drawn" else "as_it_came"]
        covered = told.residents_covered["drawn" if kind == "drawn" else "as_it_came"]
        console.print(
            f"  residents, {words}: median absolute gap {gap:.1%}, {covered} of {told.residents_counts} in the band"
        )
    console.print("  Where inflow as it came does worse than inflow drawn, two errors cancelled.")


def _cells(row: OccupancyRow) -> tuple[str, str, str]:
    band = f"{row.middle:,.0f} ({row.low:,.0f}-{row.high:,.0f})"
    return band, _share(row.gap_share), "yes" if row.is_inside else "no"


def print_chain_fit(told: ChainFit) -> None:
    """Print the fitted numbers, and for every year what was counted and what the fit gives."""
    console = _console()
    console.print(Text(f"\nFitted on months up to {told.last_month}", style="bold"))
    rows: tuple[tuple[str, Quantity], ...] = (
        ("first applications of the listed nationalities, a year, at the end", told.level),
        ("share of the random level left a month later", told.persistence),
        ("monthly shock to the whole, log units", told.total_volatility),
        ("monthly shock to one nationality, log units", told.own_volatility),
        ("relatives who arrive per grant", told.relatives_per_grant),
        ("months from grant to arrival", told.family_lag_months),
    )
    for words, found in rows:
        console.print(f"  {words}: {number_of(found.value)} ({number_of(found.low)}-{number_of(found.high)})")
    console.print("  season, January first: " + " ".join(f"{factor.value:.2f}" for factor in told.season))
    console.print(
        f"  yearly drift of the log-odds of a grant {told.grant_drift_per_year:.2f}, "
        f"of subsidiary protection {told.subsidiary_drift_per_year:.2f}"
    )
    table = _table("year", "relatives counted", "fitted", "error")
    for year in told.years:
        table.add_row(
            str(year.year), f"{year.counted:,.0f}", f"{year.fitted:,.0f}", _share(year.fitted / year.counted - 1)
        )
    console.print(table)
