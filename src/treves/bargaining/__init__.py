"""What could be agreed: value tables, the acceptance map, the front, solution concepts, and who must move.

The room, file by file::

    values             what every option is worth to every party, red lines, reservation values
    packages           every package the agenda allows
    consent            a decision rule as arrays: veto players, weights, quota
    utilities          utilities and gains of packages; who would accept and why not
    acceptance         the acceptance map over draws
    listed             the acceptance map of a list of packages, from however many
    sweep              the compiled loop of the acceptance map
    front              the Pareto front of listed packages
    merging            the front without listing packages, issue by issue; exact, or with a bound
    rules, nondominated
                       what merging needs: rules as bits carried along, and a fast filter
    best, branching    the best package under an objective, and whether a deal exists, by branch and bound
    vetoes             who refuses each package, in one draw
    scenario           one problem solved whole: vetoes, front, every concept; opposition
    nash, kalai_smorodinsky, egalitarian, utilitarian
                       one solution concept each, as one function of gains[package, party]
    solutions          the concepts over draws: what each picks, how often
    winset, core       what a winning set of parties prefers to the status quo; what none can improve upon
    shortfall          the package nearest to a deal: who must move, how far, on what
    blockers           who refuses what and why; who alone stands before a deal
    moves              what a move by one party on one issue buys
    price              the price of peace: which one thing, moved how far, makes a deal
    pivots             the sweep behind blockers and moves
    waiting            the packages that wait for one party, so that its change of mind is cheap to ask
    ties               individual rationality, and the one rule for ties
    halves, compiled   how it is fast: two half tables per draw; compiled loops on threads
    warm_up            whether the compiled parts are ready, and getting them ready

The folder ``predict`` holds what the literature predicts on single issues, and a forecast of outcomes.

Axes are always in the order ``[draw, package, party]``. A package is known by its number on the agenda.
"""

from treves.bargaining.acceptance import (
    AcceptanceMap,
    acceptance_blocks,
    acceptance_map,
    acceptance_memory_bytes,
)
from treves.bargaining.best import BestPackages, NearestPackages, best_packages, deals_exist, nearest_packages
from treves.bargaining.blockers import Blockers, Refusals, blockers, refusals
from treves.bargaining.consent import Consent, consent_of
from treves.bargaining.core import core
from treves.bargaining.egalitarian import egalitarian_solution
from treves.bargaining.front import pareto_front
from treves.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from treves.bargaining.listed import ListedAcceptance, acceptance_of_listed
from treves.bargaining.merging import MOST_POINTS, MergedFront, front_memory_bytes, merged_front
from treves.bargaining.moves import Move, moves
from treves.bargaining.nash import nash_solution
from treves.bargaining.packages import PACKAGE_LIMIT, Packages, allowed_packages
from treves.bargaining.pivots import Pivots, pivots
from treves.bargaining.price import Price, price_of_peace
from treves.bargaining.rules import allowed_count
from treves.bargaining.scenario import Scenario, opposition, solve_scenario
from treves.bargaining.shortfall import Lacking, Shortfalls, minimum_shortfall
from treves.bargaining.solutions import Solutions, solutions_by_draw
from treves.bargaining.utilitarian import utilitarian_solution
from treves.bargaining.utilities import Acceptability, acceptability, gains, utilities, utilities_by_draw
from treves.bargaining.values import Values, explicit_values, value_tables
from treves.bargaining.vetoes import Vetoes, vetoes
from treves.bargaining.waiting import Waiting, waiting_for
from treves.bargaining.warm_up import compiling_told, is_compiled, warm_up
from treves.bargaining.winset import winset

__all__ = [
    "MOST_POINTS",
    "PACKAGE_LIMIT",
    "Acceptability",
    "AcceptanceMap",
    "BestPackages",
    "Blockers",
    "Consent",
    "Lacking",
    "ListedAcceptance",
    "MergedFront",
    "Move",
    "NearestPackages",
    "Packages",
    "Pivots",
    "Price",
    "Refusals",
    "Scenario",
    "Shortfalls",
    "Solutions",
    "Values",
    "Vetoes",
    "Waiting",
    "acceptability",
    "acceptance_blocks",
    "acceptance_map",
    "acceptance_memory_bytes",
    "acceptance_of_listed",
    "allowed_count",
    "allowed_packages",
    "best_packages",
    "blockers",
    "compiling_told",
    "consent_of",
    "core",
    "deals_exist",
    "egalitarian_solution",
    "explicit_values",
    "front_memory_bytes",
    "gains",
    "is_compiled",
    "kalai_smorodinsky_solution",
    "merged_front",
    "minimum_shortfall",
    "moves",
    "nash_solution",
    "nearest_packages",
    "opposition",
    "pareto_front",
    "pivots",
    "price_of_peace",
    "refusals",
    "solutions_by_draw",
    "solve_scenario",
    "utilitarian_solution",
    "utilities",
    "utilities_by_draw",
    "value_tables",
    "vetoes",
    "waiting_for",
    "warm_up",
    "winset",
]
