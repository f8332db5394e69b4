"""A case with given values as GENIUS XML, as GENIUS and NegMAS read it: one domain, one profile per party."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from treves.agenda import Agenda
from treves.case.case import Case, PartyValues
from treves.case.imports.imported import short_names
from treves.errors import TrevesError

__all__ = ["genius_files"]

HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"


def genius_files(case: Case) -> dict[str, str]:
    """Write a case as a domain and one profile per party.

    Within an issue the least evaluation is 0 and weights add up to 1, because readers of the format disagree about
    anything else: GENIUS divides evaluations by their highest and weights by their sum, NegMAS does neither. So each
    party's utilities are shifted and stretched to 0-1, its reservation value with them; nothing a party would choose
    or accept is changed by that.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict of str to str
        File name to content; the domain first.

    Raises
    ------
    TrevesError
        If the case has beliefs instead of given values, or exclusions, requirements or red lines, which the format
        cannot tell.
    """
    agenda = case.agenda
    if not case.given_values:
        raise TrevesError(
            f"{case.name} holds beliefs, not one table of utilities per party; only a case with values.yaml can be "
            "written as GENIUS XML"
        )
    if agenda.exclusions or agenda.requirements or any(given.red_lines for given in case.given_values):
        raise TrevesError(
            "exclusions, requirements and red lines cannot be told in GENIUS XML; a file without them would be of "
            "another problem"
        )
    files = {"domain.xml": _domain(case.name, agenda)}
    names = short_names(_file_name(given.party) for given in case.given_values)
    for name, given in zip(names, case.given_values, strict=True):
        files[f"{name}.xml"] = _profile(case.name, agenda, given)
    return files


def _file_name(party: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "-_. " else "_" for letter in party).strip(". ") or "party"
    return kept if kept.lower() != "domain" else "domain-party"


def _domain(name: str, agenda: Agenda) -> str:
    lines = [f"{HEAD}<negotiation_template>", f'<utility_space number_of_issues="{len(agenda.issues)}">']
    lines.append(f'<objective index="0" name={quoteattr(name)} description="" type="objective" etype="objective">')
    for j, issue in enumerate(agenda.issues, start=1):
        lines.append(_open_issue(j, issue.name))
        lines += [f'<item index="{k}" value={quoteattr(o.name)}/>' for k, o in enumerate(issue.options, start=1)]
        lines.append("</issue>")
    return "\n".join([*lines, "</objective>", "</utility_space>", "</negotiation_template>", ""])


def _profile(name: str, agenda: Agenda, given: PartyValues) -> str:
    least = {issue: min(table.values()) for issue, table in given.utilities.items()}
    spread = {issue: max(table.values()) - least[issue] for issue, table in given.utilities.items()}
    total = sum(spread.values())
    reservation = given.reservation
    if reservation is None:
        reservation = sum(given.utilities[issue.name][issue.status_quo] for issue in agenda.issues)
    lines = [f'{HEAD}<utility_space number_of_issues="{len(agenda.issues)}">']
    lines.append(f'<objective index="0" name={quoteattr(name)} description="" type="objective" etype="objective">')
    for j, issue in enumerate(agenda.issues, start=1):
        lines.append(_open_issue(j, issue.name))
        for k, option in enumerate(issue.options, start=1):
            above = given.utilities[issue.name][option.name] - least[issue.name]
            evaluation = above / spread[issue.name] if spread[issue.name] else 1.0
            lines.append(f'<item index="{k}" value={quoteattr(option.name)} evaluation="{evaluation!r}"/>')
        lines.append("</issue>")
    for j, issue in enumerate(agenda.issues, start=1):
        weight = spread[issue.name] / total if total else 1.0 / len(agenda.issues)
        lines.append(f'<weight index="{j}" value="{weight!r}"/>')
    lines.append("</objective>")
    if given.discount is not None:
        lines.append(f'<discount_factor value="{given.discount!r}"/>')
    stretched = (reservation - sum(least.values())) / total if total else reservation - sum(least.values()) + 1.0
    lines.append(f'<reservation value="{stretched!r}"/>')
    return "\n".join([*lines, "</utility_space>", ""])


def _open_issue(index: int, name: str) -> str:
    return f'<issue index="{index}" name={quoteattr(name)} type="discrete" etype="discrete" vtype="discrete">'
