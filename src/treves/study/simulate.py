"""One question of a policy analyst: what would these packages do? The chain alone, without the talks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from treves.case import Case
from treves.chain import ChainRun, is_compiled, warm_up
from treves.errors import AgendaError, TrevesError
from treves.study.chain_measures import GRANT_WORDS, INFLOW_WORDS, GrantDefinition, InflowDefinition
from treves.study.consequence_facts import Consequences, Simulation
from treves.study.consequences import find_consequences
from treves.study.deals import Listed
from treves.study.write import write_text

__all__ = ["packages_to_run", "simulate_case", "write_courses"]

Progress = Callable[[str, float], None]


def packages_to_run(case: Case, choices: Sequence[str]) -> tuple[Listed, ...]:
    """Turn ``issue=option`` words into a package; without any, list the draft and each option with an instrument.

    Raises
    ------
    TrevesError
        If the case has no chain, or a word is no choice on its agenda. What may go together at the table is not asked:
        the chain can run an option alone that the agenda allows in company only.
    """
    if case.chain is None:
        raise TrevesError(
            f"case {case.name} has no chain to simulate, or not as of {case.as_of}; right would be a file chain.yaml "
            "whose numbers were published by then"
        )
    agenda = case.agenda
    if choices:
        chosen: dict[str, str] = {}
        for words in choices:
            issue, sign, option = words.partition("=")
            if not sign:
                raise AgendaError(f"{words!r} is no choice; right would be issue=option, as status_system=two_statuses")
            if chosen.get(issue, option) != option:
                raise AgendaError(f"{issue} is given twice: {chosen[issue]} and {option}")
            chosen[issue] = option
        package = agenda.package(chosen)
        return (Listed("asked", "asked for", package),)
    alone = [
        Listed("alone", f"“{option.label}” alone", agenda.package({issue.name: option.name}))
        for issue in agenda.issues
        for option in issue.options
        if option.levers and option.name != issue.status_quo
    ]
    draft = [Listed("draft", "the draft on the table", case.draft)] if case.draft is not None else []
    return (*draft, *alone)


def simulate_case(
    case: Case,
    listed: Sequence[Listed],
    *,
    replications: int,
    months: int,
    inflow: str = "all",
    grants: str = "of_decisions",
    seed: int | None = None,
    progress: Progress | None = None,
    on_runs: Callable[[tuple[ChainRun, ...]], None] | None = None,
) -> Simulation:
    """Run packages through a case's chain.

    Parameters
    ----------
    case : Case
        With a chain.
    listed : sequence of Listed
        From :func:`packages_to_run`.
    replications, months : int
    inflow, grants : str
        Definitions, see :mod:`treves.study.chain_measures`.
    seed : int, optional
    progress : callable, optional
    on_runs : callable, optional
        Given the runs themselves.

    Returns
    -------
    Simulation

    Raises
    ------
    TrevesError
        If the case has no chain or a definition is not known.
    """
    tell = progress or (lambda _told, _share: None)
    if not is_compiled():
        tell("Compiling, once on this machine (up to a minute)", 0.0)
        warm_up()
    how_many = f"{len(listed)} package{'s' if len(listed) > 1 else ''}"
    running = f"Running {how_many} and no deal through the chain"
    tell(running, 0.0)
    told = find_consequences(
        case,
        listed,
        replications=replications,
        months=months,
        seed=seed,
        inflow=_known_inflow(inflow),
        grants=_known_grants(grants),
        progress=lambda share: tell(running, share),
        on_runs=on_runs,
    )
    if told is None:
        raise TrevesError(f"case {case.name} has no chain to simulate; right would be a file chain.yaml")
    return Simulation(
        **dict(told),
        case=case.name,
        case_digest=case.digest,
        as_of=case.as_of,
        version=version("treves"),
        set_by_hand=case.set_by_hand,
    )


def _known_inflow(name: str) -> InflowDefinition:
    if name == "all":
        return "all"
    if name == "without_family":
        return "without_family"
    raise TrevesError(f"no definition {name!r} of inflow; right would be {' or '.join(INFLOW_WORDS)}")


def _known_grants(name: str) -> GrantDefinition:
    if name == "of_decisions":
        return "of_decisions"
    if name == "of_applications":
        return "of_applications"
    raise TrevesError(f"no definition {name!r} of the grant rate; right would be {' or '.join(GRANT_WORDS)}")


def write_courses(told: Consequences, folder: Path) -> tuple[Path, ...]:
    """Write ``consequences.json``, and every band by month as ``courses.csv``, whole or not at all.

    Returns
    -------
    tuple of Path
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(["package", "role", "words", "series", "unit", "month", "low_80", "median", "high_80"])
    for number, held in enumerate((told.baseline, *told.packages)):
        for course in held.courses:
            for k, month in enumerate(told.months):
                ends = (course.low[k], course.middle[k], course.high[k])
                head = (number, held.role, held.words, course.name, told.series[course.name], month.isoformat())
                writer.writerow([*head, *("" if end is None else end for end in ends)])
    document = json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1, allow_nan=False)
    return (
        write_text(folder / "consequences.json", document + "\n"),
        write_text(folder / "courses.csv", sheet.getvalue()),
    )
