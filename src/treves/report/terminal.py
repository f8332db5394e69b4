"""The summary a person reads in the terminal: what was concluded, how sure, and what it hinges on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from treves.report.plain import visible
from treves.report.terminal_endings import print_endings, print_strain
from treves.report.words import joined, move_words, moved, number, percent, points, spread
from treves.study.findings import CaseFacts, Deal, Findings, Position, Stake, StatementFacts
from treves.study.scenario_facts import ScenarioFacts

__all__ = ["print_deals", "print_positions", "print_strain_summary", "print_summary"]

PLAIN_WIDTH = 112
STRIP = 31
MENTIONED = 3


def _console() -> Console:
    # a file or a pipe has no width; rich would fall back to 80 and break the tables
    return Console(highlight=False, width=None if sys.stdout and sys.stdout.isatty() else PLAIN_WIDTH)


def _say(console: Console, words: str, indent: int, style: str = "") -> None:
    console.print(Padding(Text(words, style=style), (0, 0, 0, indent), expand=False))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column)
    return table


def print_summary(findings: Findings) -> None:
    """Print what was concluded, how sure, and what it hinges on.

    Parameters
    ----------
    findings : Findings
    """
    console = _console()
    facts = findings.facts
    console.print()
    console.print(Text(facts.title, style="bold"))
    console.print(
        f"as of {findings.as_of}, deadline {facts.deadline}; {len(findings.statements)} statements from "
        f"{len(findings.reports)} reports; {facts.package_count:,} packages; seed {findings.seed}"
    )
    if findings.scenario is not None:
        _print_scenario(console, findings.scenario)
        _print_best(console, findings)
        return
    console.print(Text("\nWhat was concluded (with 80 % intervals)", style="bold"))
    for headline in findings.headlines:
        console.print(Text(f"  {spread(headline.probability):>18}  {headline.sentence}"), soft_wrap=False)
    print_endings(console, findings)
    _print_best(console, findings)
    _print_blocking(console, findings)
    _print_hinges(console, findings)


def _print_scenario(console: Console, solved: ScenarioFacts) -> None:
    console.print(Text("\nThe problem solved", style="bold"))
    _say(console, solved.verdict, 2)
    front = "exact" if not solved.front_bound else f"each point of the front matched within {solved.front_bound:.3g}"
    opposition = "" if solved.opposition is None else f"; opposition {solved.opposition:.4f}"
    _say(console, f"front: {solved.front_count:,} points, {front}{opposition}", 2)
    table = _table("solution", *solved.reservation_values, "tied with")
    table.add_row("no deal", *(f"{worth:g}" for worth in solved.reservation_values.values()), "")
    for point in solved.points:
        table.add_row(point.name, *(f"{worth:.6f}" for worth in point.utilities.values()), str(point.tied or ""))
    console.print(Padding(table, (1, 0, 0, 2)))


def print_strain_summary(findings: Findings) -> None:
    """Print how the talks may end and what moves that."""
    console = _console()
    console.print()
    console.print(Text(findings.facts.title, style="bold"))
    print_strain(console, findings)


def _print_best(console: Console, findings: Findings) -> None:
    console.print(Text("\nThe packages nearest to a deal", style="bold"))
    for deal in _listed(findings.deals)[:MENTIONED]:
        _say(console, f"{spread(deal.probability_all_accept)}  {deal.why_listed}", 2)
        _say(console, _contents(deal), 6)
        _say(console, f"In the way: {deal.obstacle}", 6, style="dim")


def _listed(deals: Sequence[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal.role in {"best", "alternative"}]


def _contents(deal: Deal) -> str:
    if deal.role == "best" or not deal.differs_from_best:
        return deal.words
    return f"as the most acceptable, but: {'; '.join(deal.differs_from_best)}"


def _print_blocking(console: Console, findings: Findings) -> None:
    console.print(Text("\nWho stands between the others and a deal", style="bold"))
    console.print("  how often the others could agree on some package, but on none that this party accepts too")
    width = max(16, *(len(findings.facts.parties[blocking.party]) for blocking in findings.blocking))
    for blocking in findings.blocking:
        label = findings.facts.parties[blocking.party]
        console.print(Text(f"  {label:<{width}} {spread(blocking.stands_alone_between)}"))


def _print_hinges(console: Console, findings: Findings) -> None:
    console.print(Text("\nWhat it hinges on", style="bold"))
    known = {statement.name: statement for statement in findings.statements}
    unit = "(percentage points; 80 % by noise alone)"
    if findings.influences:
        console.print(f"  sentences, by how much they move the chance that some deal exists {unit}")
    for influence in findings.influences[:MENTIONED]:
        _say(console, f"{moved(influence.deal_exists_change):>22}  {_sentence(known[influence.statement])}", 2)
    _print_fall_hinges(console, findings, known)
    best_moves = sorted(findings.moves, key=lambda move: -move.deal_exists_change.value)[:MENTIONED]
    if best_moves:
        console.print(f"  moves, by how much they would add to the chance that some deal exists {unit}")
        for move in best_moves:
            _say(console, f"{moved(move.deal_exists_change):>22}  {move_words(findings.facts, move)}", 2)


def _print_fall_hinges(console: Console, findings: Findings, known: Mapping[str, StatementFacts]) -> None:
    strains = findings.outcomes.strains if findings.outcomes is not None else ()
    told = [(strain.fall_change, known[strain.statement]) for strain in strains if strain.statement in known]
    told = [(change, said) for change, said in told if points(change) != "0.0"]
    if not told:
        return
    _say(
        console,
        "sentences, by how much they move the chance of a fall (percentage points in a quicker game; no interval)",
        2,
    )
    for change, said in sorted(told, key=lambda one: -abs(one[0]))[:MENTIONED]:
        _say(console, f"{points(change):>22}  {_sentence(said)}", 2)


def _sentence(statement: StatementFacts) -> str:
    who = statement.party or statement.actor
    return str(visible(f"“{statement.text}” ({who}, {statement.published_on}, {statement.certainty}; {statement.doc})"))


def print_deals(findings: Findings) -> None:
    """Print the best packages, the probability that all accept them, and what stands in the way."""
    console = _console()
    console.print(Text("\nHow likely", style="bold"))
    for headline in findings.headlines:
        console.print(Text(f"  {spread(headline.probability):>18}  {headline.sentence}"))
    console.print(Text("\nPackages", style="bold"))
    table = _table("", "all accept", "what it changes", *findings.facts.parties)
    for deal in findings.deals:
        accepts = [percent(view.accepts.p) for view in deal.parties]
        table.add_row(deal.why_listed, spread(deal.probability_all_accept), _contents(deal), *accepts)
        table.add_section()
    console.print(table)
    console.print(Text("\nWhat stands in the way", style="bold"))
    for deal in _listed(findings.deals):
        _say(console, f"{deal.why_listed}: {deal.obstacle}", 2)
    _print_blocking(console, findings)
    console.print(Text("\nSolutions of the literature", style="bold"))
    among = [findings.facts.parties[name] for name in findings.facts.veto_players or tuple(findings.facts.parties)]
    _say(console, f"Bargained among {joined(among)}: each exists where a package suits all of these.", 2)
    if findings.front_share is not None:
        front = "of the packages are on the front: no other is better for one party and worse for none"
        _say(console, f"{percent(findings.front_share)} {front} (utilities averaged over the draws).", 2)
    table = _table("solution", "exists", "picks most often", "how often")
    for solution in findings.solutions:
        table.add_row(solution.name, percent(solution.exists_share), solution.words, percent(solution.picked_share))
    console.print(table)
    if findings.moves:
        console.print(Text("\nWhat a move buys (percentage points; 80 % by noise alone)", style="bold"))
        table = _table("some deal", "best package", "move")
        for move in sorted(findings.moves, key=lambda move: -move.deal_exists_change.value)[:10]:
            change = moved(move.deal_exists_change), moved(move.best_deal_change)
            table.add_row(*change, move_words(findings.facts, move))
        console.print(table)


def print_positions(facts: CaseFacts, positions: Sequence[Position], stakes: Sequence[Stake]) -> None:
    """Print ideal position, reach, salience and stake per party and issue, as a table with a strip per cell."""
    console = _console()
    width = STRIP if console.width >= PLAIN_WIDTH else STRIP // 2
    for issue in facts.issues:
        here = [position for position in positions if position.issue == issue.name]
        if not here:
            continue
        quo = next(option for option in issue.options if option.name == issue.status_quo)
        console.print(Text(f"\n{issue.label}", style="bold"))
        console.print(Text(f"  0 = {issue.low_end or 'low'}, 100 = {issue.high_end or 'high'}; | is the status quo"))
        table = _table("", "0" + "100".rjust(width - 1), "ideal", "red line", "reach", "salience", "statements")
        for column in table.columns:
            column.no_wrap = True
        for position in here:
            count = "0: prior only" if position.is_prior_only else str(len(position.statements))
            table.add_row(
                position.party,
                _strip(position, quo.place, width),
                number(position.ideal),
                percent(position.red_line.p),
                number(position.reach),
                number(position.salience, 2),
                count,
            )
        console.print(table)
        places = ", ".join(f"{option.place:g} {option.label}" for option in issue.options)
        console.print(Text(f"  options: {places}", style="dim"))
    if stakes:
        console.print(Text("\nStake in a fall (utility units; + gives, - costs)", style="bold"))
        table = _table("", "stake", "statements")
        for stake in stakes:
            table.add_row(stake.party, number(stake.stake, 2), str(len(stake.statements)))
        console.print(table)


def _strip(position: Position, status_quo: float, width: int) -> str:
    def at(place: float) -> int:
        return round(place / 100 * (width - 1))

    cells = ["·"] * width
    for place in range(at(position.ideal.low), at(position.ideal.high) + 1):
        cells[place] = "─"
    cells[at(status_quo)] = "|"
    cells[at(position.ideal.value)] = "●"
    return "".join(cells)
