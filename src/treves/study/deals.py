"""Which packages to show, and what is found about each: who accepts it, who refuses it and over what.

Packages are chosen on one set of draws and judged on another, so that the chosen ones are not flattered by the noise
they were chosen on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Package
from treves.bargaining import AcceptanceMap, Values, acceptability, consent_of, utilities_by_draw
from treves.cabinet import Cabinet
from treves.case import Case
from treves.positions import Estimate
from treves.study.findings import Deal, PartyView, Probability
from treves.study.worlds import probability, quantity

__all__ = ["Listed", "choose_packages", "describe_deals", "package_words", "share_accepting"]

ALTERNATIVES = 4
WORTH_NAMING = 0.1
WITHIN_REACH = 0.5  # a party's own best is looked for among packages at least half as acceptable as the best

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Listed:
    """A package, its role in the list, and why it is listed, in words."""

    role: str
    why: str
    package: Package


def choose_packages(case: Case, chosen_on: AcceptanceMap, values: Values) -> tuple[Listed, ...]:
    """Choose the packages worth showing.

    The most acceptable one. Then the issues on which red lines bite most: for each of their other options, the most
    acceptable package that has it, up to four. For each party, the package it likes best among those at least half as
    acceptable as the best. The draft on the table, and the status quo.

    Parameters
    ----------
    case : Case
    chosen_on : AcceptanceMap
        Under the central assumptions.
    values : Values
        Those the map was made from.

    Returns
    -------
    tuple of Listed
        The best first; no package twice but for the draft and the status quo, which keep their own role.
    """
    agenda = case.agenda
    best = agenda.package_at(int(chosen_on.most_acceptable(1)[0]))
    listed = [Listed("best", "most acceptable of all", best)]
    for entry in (*_alternatives(agenda, chosen_on, values, best), *_favourites(case, chosen_on, values)):
        if entry.package not in {other.package for other in listed}:
            listed.append(entry)
    if case.draft is not None:
        listed.append(Listed("draft", "the draft on the table", case.draft))
    listed.append(Listed("status_quo", "no change at all", agenda.status_quo))
    return tuple(listed)


def _alternatives(agenda: Agenda, chosen_on: AcceptanceMap, values: Values, best: Package) -> list[Listed]:
    """Return the best package with each other option of the issues where red lines bite most."""
    options, counts = chosen_on.packages.options, chosen_on.counts
    biting = np.array([line.any(axis=2).mean() for line in values.red_line])
    found: list[Listed] = []
    for j in np.argsort(-biting, kind="stable").tolist():
        issue = agenda.issues[j]
        for o, option in enumerate(issue.options):
            rows = np.flatnonzero(options[:, j] == o)
            if option.name == best.options[j] or not rows.size or len(found) == ALTERNATIVES:
                continue
            number = chosen_on.packages.numbers[rows[int(np.argmax(counts[rows]))]]
            why = f"most acceptable with “{option.label}”"
            found.append(Listed("alternative", why, agenda.package_at(int(number))))
    return found


def _favourites(case: Case, chosen_on: AcceptanceMap, values: Values) -> Iterable[Listed]:
    packages = chosen_on.packages
    near = np.flatnonzero(chosen_on.counts >= WITHIN_REACH * int(chosen_on.counts.max()))  # all, if nobody accepts any
    options = packages.options[near]
    for p, party in enumerate(values.parties):
        liking = sum(table[:, p].mean(axis=0)[options[:, j]] for j, table in enumerate(values.tables))
        package = case.agenda.package_at(int(packages.numbers[near[int(np.argmax(liking))]]))
        label = case.cabinet.party(party).label
        yield Listed(f"favourite of {party}", f"liked best by {label} among the more acceptable", package)


def share_accepting(values: Values, cabinet: Cabinet, listed: Sequence[Package]) -> npt.NDArray[np.float64]:
    """Return the share of draws in which all whose consent is needed accept each package; shape (package,)."""
    accepts = acceptability(values, listed).accepts
    shares: npt.NDArray[np.float64] = consent_of(cabinet.rule, values.parties).is_enough(accepts).mean(axis=0)
    return shares


def describe_deals(
    case: Case, listed: Sequence[Listed], values: Values, worlds: Sequence[Values], *, draws: int | None = None
) -> tuple[Deal, ...]:
    """Tell of every listed package who accepts it, how surely, and what stands in the way.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
    values : Values
        Fresh draws under the central assumptions.
    worlds : sequence of Values
        The same draws under other assumptions.
    draws : int, optional
        Draws to take the noise from; by default those of the values, 0 where nothing was drawn.

    Returns
    -------
    tuple of Deal
        In the order of ``listed``.
    """
    noisy = values.count if draws is None else draws
    packages = [entry.package for entry in listed]
    judged = acceptability(values, packages)
    accepted = [acceptability(world, packages).accepts for world in worlds]
    consent = consent_of(case.cabinet.rule, values.parties)
    utility = utilities_by_draw(values, packages)
    all_accept = consent.is_enough(judged.accepts).mean(axis=0)
    in_worlds = np.array([consent.is_enough(accepts).mean(axis=0) for accepts in accepted]).reshape(-1, len(packages))
    told = []
    for k, entry in enumerate(listed):
        views = tuple(
            PartyView(
                party=party,
                utility=quantity(_estimate(utility[:, k, p])),
                reservation_value=quantity(_estimate(values.reservation[:, p])),
                accepts=probability(
                    float(judged.accepts[:, k, p].mean()),
                    [float(accepts[:, k, p].mean()) for accepts in accepted],
                    noisy,
                ),
                refuses_by_red_line_share=float(judged.breaks_red_line[:, k, p].mean()),
                refuses_as_not_worth_it_share=float(judged.is_not_worth_it[:, k, p].mean()),
                red_lines=_red_lines(case.agenda, values, entry.package, p),
            )
            for p, party in enumerate(values.parties)
        )
        blocking = sorted(
            (view for view in views if 1.0 - view.accepts.p >= WORTH_NAMING), key=lambda view: view.accepts.p
        )
        told.append(
            Deal(
                role=entry.role,
                why_listed=entry.why,
                package=dict(zip((issue.name for issue in case.agenda.issues), entry.package.options, strict=True)),
                words=package_words(case.agenda, entry.package),
                differs_from_best=_differences(case.agenda, entry.package, listed[0].package),
                probability_all_accept=probability(float(all_accept[k]), in_worlds[:, k].tolist(), noisy),
                parties=views,
                blocked_by=tuple(view.party for view in blocking),
                obstacle=_obstacle(case, entry.package, blocking),
            )
        )
    return tuple(told)


def _estimate(values: npt.NDArray[np.float64]) -> Estimate:
    middle, low, high = np.quantile(values, [0.5, 0.1, 0.9]).tolist()
    return Estimate(middle, low, high)


def _red_lines(agenda: Agenda, values: Values, package: Package, p: int) -> dict[str, float]:
    shares = {
        issue.name: float(values.red_line[j][:, p, issue.position_of(name)].mean())
        for j, (issue, name) in enumerate(zip(agenda.issues, package.options, strict=True))
    }
    return {issue: share for issue, share in shares.items() if share >= WORTH_NAMING / 2}


def package_words(agenda: Agenda, package: Package) -> str:
    """Tell what a package changes against the status quo, in the words of the case."""
    changed = [
        issue.option(name).label
        for issue, name in zip(agenda.issues, package.options, strict=True)
        if name != issue.status_quo
    ]
    return "; ".join(changed) if changed else "everything stays as it is"


def _differences(agenda: Agenda, package: Package, best: Package) -> tuple[str, ...]:
    trios = zip(agenda.issues, package.options, best.options, strict=True)
    return tuple(issue.option(name).label for issue, name, other in trios if name != other)


def _obstacle(case: Case, package: Package, blocking: Sequence[PartyView]) -> str:
    if not blocking:
        return "No party refuses it in more than one draw in ten."
    return " ".join(_refusal(case, package, view) for view in blocking[:3])


def _refusal(case: Case, package: Package, view: PartyView) -> str:
    label = case.cabinet.party(view.party).label
    told = f"{label} refuses it in {_percent(view.accepts)} of draws"
    if view.refuses_by_red_line_share < view.refuses_as_not_worth_it_share or not view.red_lines:
        return f"{told}, mostly as worth less to it than no deal."
    issue = max(view.red_lines, key=lambda name: view.red_lines[name])
    at = case.agenda.position_of(issue)
    option = case.agenda.issues[at].option(package.options[at]).label
    return f"{told}, mostly over a red line that it may have: “{option}”."


def _percent(accepts: Probability) -> str:
    return f"{(1.0 - accepts.p) * 100:.0f} %"
