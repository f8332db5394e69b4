"""Domains and profiles of GENIUS, as the ANAC competitions used them: linear additive utilities over listed options.

A discrete option is worth its evaluation divided by the highest evaluation of its issue; a whole number of an integer
issue ``offset + slope * (number - lowest)``, kept between 0 and 1; both times the issue's weight, weights divided by
their sum. The reservation value is kept as it stands, whether or not there is a discount: a discount says what delay
costs, not what no deal is worth (the format: Lin, Kraus, Baarslag, Tykhonov, Hindriks & Jonker 2014, Computational
Intelligence 30, 48-70).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from treves.case.imports.safe_xml import Element, parse_xml
from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["GeniusIssue", "GeniusProfile", "GeniusScenario", "is_genius", "read_genius"]

MOST_WHOLE_NUMBERS = 1000
NOT_ADDITIVE = {
    "utility_function": "a utility function over several issues at once",
    "ufun": "a utility function over several issues at once",
    "hyperRectangle": "utilities of hyper-rectangles, which span several issues",
    "constraint": "constraints between issues",
}


@dataclass(frozen=True)
class GeniusIssue:
    """An issue and its options in the order of the domain."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class GeniusProfile:
    """One party's utilities.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    tables : tuple of tuple of float
        Per issue and option, what the option adds; the best package is worth at most 1.
    reservation : float
        Utility of no deal; 0 where the file tells none.
    discount : float or None
        What a utility is multiplied by over the whole time of a negotiation; None where the file tells none.
    """

    name: str
    tables: tuple[tuple[float, ...], ...]
    reservation: float
    discount: float | None


@dataclass(frozen=True)
class GeniusScenario:
    """A domain with the profiles that go with it."""

    name: str
    issues: tuple[GeniusIssue, ...]
    profiles: tuple[GeniusProfile, ...]


def is_genius(root: Element) -> bool:
    """Say whether an XML document is a GENIUS domain or profile."""
    return root.tag in {"negotiation_template", "utility_space"}


def read_genius(files: Mapping[str, bytes]) -> GeniusScenario:
    """Read one domain and its profiles.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by name; exactly one has no weights and is the domain. Profiles keep this order.

    Returns
    -------
    GeniusScenario

    Raises
    ------
    CaseError
        With every fault: no safe XML, no domain or two, not linear additive, continuous, or profiles that do not fit.
    """
    roots, faults = {}, list[Fault]()
    for file, content in files.items():
        try:
            roots[file] = parse_xml(file, content)
        except CaseError as error:
            faults += error.faults
    if faults:
        raise CaseError(faults)
    profiles = {file: root for file, root in roots.items() if _is_profile(root)}
    domains = [file for file in roots if file not in profiles]
    if len(domains) != 1 or not profiles:
        what = f"{len(domains)} domains and {len(profiles)} profiles among {len(files)} files"
        raise CaseError([Fault(next(iter(files), ""), 0, 0, what, "one domain and at least one profile")])
    reader = _Reader()
    issues = reader.issues(domains[0], roots[domains[0]])
    found = [reader.profile(file, root, issues) for file, root in profiles.items()]
    if reader.faults:
        raise CaseError(reader.faults)
    return GeniusScenario(_stem(domains[0]), tuple(issues), tuple(profile for profile in found if profile is not None))


def _stem(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2].removesuffix(".xml")


def _is_profile(root: Element) -> bool:
    tags = {element.tag for element in root.walk()}
    return "weight" in tags or (
        root.tag == "utility_space" and bool(tags & {"reservation", "discount_factor"} | (tags & NOT_ADDITIVE.keys()))
    )


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def issues(self, file: str, root: Element) -> list[GeniusIssue]:
        """Read the issues of a domain, in the order of their indices."""
        self._is_additive(file, root)
        numbered = [(self._index(file, node), node) for node in root.walk() if node.tag == "issue"]
        if not numbered:
            self.faults.append(root.fault(file, "no issues", "a domain with at least one issue"))
        numbered.sort(key=lambda pair: pair[0])
        if [index for index, _ in numbered] != list(range(1, len(numbered) + 1)):
            self.faults.append(root.fault(file, "issue indices are not 1, 2, 3 and so on", "each index once"))
        found = [self._issue(file, node) for _, node in numbered]
        names = [issue.name for issue in found]
        for name in {name for name in names if names.count(name) > 1}:
            self.faults.append(root.fault(file, f"issue {quoted(name)} stands twice", "each name once"))
        return found

    def _issue(self, file: str, node: Element) -> GeniusIssue:
        name = (node.get("name") or "").strip() or f"issue {node.get('index')}"
        kind = node.get("type") or node.get("etype") or "discrete"
        options: list[str] = []
        if kind == "discrete":
            options = list(dict.fromkeys((item.get("value") or "").strip() for item in node.all("item")))
        elif kind == "integer":
            low, high = self._range(file, node)
            if high - low >= MOST_WHOLE_NUMBERS:
                what = f"issue {quoted(name)} has {high - low + 1:,} whole numbers"
                self.faults.append(node.fault(file, what, f"at most {MOST_WHOLE_NUMBERS:,} options"))
                high = low + 1
            options = [str(number) for number in range(low, high + 1)]
        else:
            what = f"issue {quoted(name)} is {quoted(kind)}: its options cannot be listed"
            self.faults.append(node.fault(file, what, "an issue of type discrete or integer"))
            return GeniusIssue(name, ())
        if len(options) < 2 or "" in options:
            what = f"issue {quoted(name)} has {len(options)} options, or one without a value"
            self.faults.append(node.fault(file, what, "two options or more, each with a value"))
        return GeniusIssue(name, tuple(options))

    def _range(self, file: str, node: Element) -> tuple[int, int]:
        holder = next(iter(node.all("range")), node)
        try:
            low, high = (int(float(holder.get(end) or "")) for end in ("lowerbound", "upperbound"))
        except (ValueError, OverflowError):
            self.faults.append(holder.fault(file, "no whole numbers as bounds", "lowerbound and upperbound"))
            return 0, 1
        if high <= low:
            self.faults.append(holder.fault(file, f"bounds {low} to {high}", "an upper bound above the lower"))
            return 0, 1
        return low, high

    def profile(self, file: str, root: Element, issues: Sequence[GeniusIssue]) -> GeniusProfile | None:
        """Read one party's utilities over the issues of the domain."""
        before = len(self.faults)
        if not self._is_additive(file, root):
            return None
        weights = {
            self._index(file, node): self._number(file, node, "value") for node in root.walk() if node.tag == "weight"
        }
        nodes = {self._index(file, node): node for node in root.walk() if node.tag == "issue"}
        wanted = set(range(1, len(issues) + 1))
        for kind, known in (("weight", weights.keys()), ("issue", nodes.keys())):
            for index in sorted(wanted ^ set(known)):
                state = "is missing" if index in wanted else "is not in the domain"
                self.faults.append(root.fault(file, f"{kind} {index} {state}", f"one {kind} per issue of the domain"))
        if any(weight < 0 for weight in weights.values()) or not sum(weights.values()) > 0:
            self.faults.append(root.fault(file, "weights are negative or all 0", "weights of 0 or more, not all 0"))
        if len(self.faults) > before:
            return None
        total = sum(weights.values())
        tables = []
        for index, issue in enumerate(issues, start=1):
            worth = self._evaluations(file, nodes[index], issue)
            tables.append(tuple(value * weights[index] / total for value in worth))
        ends = [self._last(file, root, tag) for tag in ("reservation", "discount_factor")]
        return GeniusProfile(_stem(file), tuple(tables), ends[0] or 0.0, ends[1])

    def _evaluations(self, file: str, node: Element, issue: GeniusIssue) -> list[float]:
        items = node.all("item")
        evaluator = next(iter(node.all("evaluator")), None)
        if items:
            given = {(item.get("value") or "").strip(): self._number(file, item, "evaluation") for item in items}
            for absent in [option for option in issue.options if option not in given]:
                what = f"issue {quoted(issue.name)} has no evaluation of {quoted(absent)}"
                self.faults.append(node.fault(file, what, "an item per option of the domain"))
            worth = [given.get(option, 0.0) for option in issue.options]
            if min(worth, default=0.0) < 0:
                self.faults.append(node.fault(file, "a negative evaluation", "evaluations of 0 or more"))
            best = max(worth, default=0.0)
            return [value / best if best > 0 else 0.0 for value in worth]
        if evaluator is None:
            what = f"issue {quoted(issue.name)} has neither items nor an evaluator"
            self.faults.append(node.fault(file, what, "an evaluation per option"))
            return [0.0] * len(issue.options)
        return self._line(file, evaluator, issue)

    def _line(self, file: str, evaluator: Element, issue: GeniusIssue) -> list[float]:
        if (evaluator.get("ftype") or "linear") != "linear":
            what = f"an evaluator of type {quoted(evaluator.get('ftype') or '')}"
            self.faults.append(evaluator.fault(file, what, "a linear evaluator, or an evaluation per option"))
            return [0.0] * len(issue.options)
        try:
            numbers = [float(option) for option in issue.options]
        except ValueError:
            numbers = []
        if not numbers:
            what = f"a line over {quoted(issue.name)}, whose options are not numbers"
            self.faults.append(evaluator.fault(file, what, "an evaluation per option"))
            return [0.0] * len(issue.options)
        if evaluator.get("parameter1") is not None:  # NegMAS writes it so, from zero and not from the lowest number
            offset, slope = (self._number(file, evaluator, name, 0.0) for name in ("parameter0", "parameter1"))
        else:
            slope = self._number(file, evaluator, "slope")
            offset = self._number(file, evaluator, "offset", 0.0) - slope * numbers[0]
        return [min(max(offset + slope * number, 0.0), 1.0) for number in numbers]

    def _is_additive(self, file: str, root: Element) -> bool:
        for element in root.walk():
            if reason := NOT_ADDITIVE.get(element.tag):
                what = f"not linear additive: <{element.tag}> holds {reason}"
                self.faults.append(element.fault(file, what, "utilities that add up over issues, one weight per issue"))
                return False
        return True

    def _last(self, file: str, root: Element, tag: str) -> float | None:
        found = [element for element in root.walk() if element.tag == tag]
        return self._number(file, found[0], "value") if found else None

    def _index(self, file: str, node: Element) -> int:
        text = node.get("index") or ""
        if text.isascii() and text.isdigit() and len(text) < 7:
            return int(text)
        self.faults.append(node.fault(file, f"{node.tag} has index {quoted(text)}", "a whole number from 1"))
        return 0

    def _number(self, file: str, node: Element, name: str, default: float | None = None) -> float:
        text = node.get(name)
        if text is None and default is not None:
            return default
        try:
            number = float(text or "")
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.faults.append(node.fault(file, f"{name} of {node.tag} is {quoted(text or '')}", "a finite number"))
            return 0.0
        return number
