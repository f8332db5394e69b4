"""How many packages the rules of an agenda allow, counted without listing them, before the models are in memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

from treves.agenda import Agenda, Issue

__all__ = ["count_packages"]

MOST_TRIED = 200_000  # combinations tried one by one, most cut short; more go faster through the array of all packages


def count_packages(agenda: Agenda) -> int:
    """Count the packages that no exclusion and no requirement rules out.

    Issues that no rule ties together are free of each other: the combinations of each group that hangs together are
    tried, and their numbers multiplied.

    Parameters
    ----------
    agenda : Agenda

    Returns
    -------
    int
        For an agenda too large to list whose rules tie too many issues together: before its rules.
    """
    groups = _tied_issues(agenda)
    if any(math.prod(len(issue.options) for issue in group) > MOST_TRIED for group in groups):
        from treves.bargaining import PACKAGE_LIMIT, allowed_packages  # noqa: PLC0415 - brings the compiler along

        return allowed_packages(agenda).count if agenda.package_count <= PACKAGE_LIMIT else agenda.package_count
    return math.prod(_count_allowed(agenda, group) for group in groups)


def _tied_issues(agenda: Agenda) -> list[list[Issue]]:
    """Return the issues in groups that rules tie together; most issues stand alone."""
    group_of = {issue.name: {issue.name} for issue in agenda.issues}
    rules = [rule.choices for rule in agenda.exclusions] + [(rule.choice, *rule.any_of) for rule in agenda.requirements]
    for choices in rules:
        together = set().union(*(group_of[choice.issue] for choice in choices))
        for name in together:
            group_of[name] = together
    groups = {id(group): group for group in group_of.values()}.values()
    return [[issue for issue in agenda.issues if issue.name in group] for group in groups]


def _count_allowed(agenda: Agenda, group: list[Issue]) -> int:
    """Count the combinations of a group's options that break none of its rules, issue by issue."""
    at = {issue.name: k for k, issue in enumerate(group)}
    closing: list[list[_Rule]] = [[] for _ in group]  # by the issue that settles whether a rule is broken
    for exclusion in agenda.exclusions:
        if exclusion.choices[0].issue in at:
            rule = _Rule([(at[one.issue], one.option) for one in exclusion.choices], [])
            closing[max(k for k, _ in rule.all_of)].append(rule)
    for requirement in agenda.requirements:
        if requirement.choice.issue in at:
            first = (at[requirement.choice.issue], requirement.choice.option)
            rule = _Rule([first], [(at[one.issue], one.option) for one in requirement.any_of])
            closing[max(k for k, _ in (*rule.all_of, *rule.unless))].append(rule)
    chosen = [""] * len(group)

    def count_from(k: int) -> int:
        if k == len(group):
            return 1
        found = 0
        for option in group[k].options:
            chosen[k] = option.name
            if not any(rule.is_broken(chosen) for rule in closing[k]):
                found += count_from(k + 1)
        return found

    return count_from(0)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Broken where all of some options are chosen, unless one of others is too."""

    all_of: list[tuple[int, str]]
    unless: list[tuple[int, str]]

    def is_broken(self, chosen: list[str]) -> bool:
        return all(chosen[k] == name for k, name in self.all_of) and not any(chosen[k] == n for k, n in self.unless)
