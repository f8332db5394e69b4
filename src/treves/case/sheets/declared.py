"""What the files of a case declare, gathered before any is judged, so that names can be checked across files.

Gathering is forgiving: a file with faults still declares its issues, options, parties and entries, and the other
files are checked against them. A file that could not be read at all declares nothing, and no name is checked
against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo

from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.fields import Day, Name, day_of, refuse
from treves.case.yaml_tree import Loc, Plain, Tree

__all__ = ["Declared", "EntryName", "IssueName", "KnownDay", "PartyName", "declared_in", "known_option"]


@dataclass
class Declared:
    """Names by which the files of a case refer to one another; None where the declaring file could not be read.

    Parameters
    ----------
    options : dict of str to tuple of str, optional
        Options by issue.
    parties : tuple of str, optional
        Short names of the parties at the table.
    seated : set of str
        Parties that have seats in a chamber, at the table or not.
    called : dict of str to str
        Party by every name of the party and its people.
    entries : tuple of str, optional
        Matters of the codebook.
    as_of : date, optional
    is_replay : bool
        Whether the case is read as of an earlier day than its own.
    twice : list
        Names declared twice: file, path, what, right.
    """

    options: dict[str, tuple[str, ...]] | None = None
    parties: tuple[str, ...] | None = None
    seated: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)
    entries: tuple[str, ...] | None = None
    as_of: date | None = None
    is_replay: bool = False
    twice: list[tuple[str, Loc, str, str]] = field(default_factory=list)

    @classmethod
    def gather(cls, trees: Mapping[str, Tree], *, is_replay: bool = False) -> Declared:
        """Collect the names that the trees of case, agenda, cabinet and codebook declare."""
        found = cls(is_replay=is_replay)
        if "case.yaml" in trees:
            found.as_of = day_of(_get(trees["case.yaml"].root, "as_of"))
        roots = {file: tree.root for file, tree in trees.items()}
        issues = _get(roots.get("agenda.yaml"), "issues")
        if isinstance(issues, list):
            found._read_issues(issues)
        parties = _get(roots.get("cabinet.yaml"), "parties")
        if isinstance(parties, list):
            found._read_parties(parties)
        for chamber in _items(roots.get("cabinet.yaml"), "chambers"):
            seats = _get(chamber, "seats")
            found.seated.update(seats if isinstance(seats, dict) else ())
        entries = _get(roots.get("codebook.yaml"), "entries")
        if isinstance(entries, list):
            named = found._named("codebook.yaml", "matter", entries, ("entries",))
            found.entries = tuple(name for name, _, _ in named)
        return found

    def _named(self, file: str, kind: str, items: list[Plain], at: Loc) -> list[tuple[str, Plain, Loc]]:
        """Return names, items and paths of a list of mappings; a name that stands twice is noted and left out."""
        named: dict[str, tuple[Plain, Loc]] = {}
        for i, item in enumerate(items):
            name = _get(item, "name")
            if not isinstance(name, str):
                continue
            if name in named:
                what = f"{kind} {quoted(name)} is declared twice"
                self.twice.append((file, (*at, i, "name"), what, f"a name that no other {kind} has"))
            else:
                named[name] = (item, (*at, i))
        return [(name, item, loc) for name, (item, loc) in named.items()]

    def _read_issues(self, issues: list[Plain]) -> None:
        self.options = {}
        for name, issue, at in self._named("agenda.yaml", "issue", issues, ("issues",)):
            options = self._named("agenda.yaml", "option", _items(issue, "options"), (*at, "options"))
            self.options[name] = tuple(option for option, _, _ in options)

    def _read_parties(self, parties: list[Plain]) -> None:
        named = self._named("cabinet.yaml", "party", parties, ("parties",))
        self.parties = tuple(name for name, _, _ in named)
        for name, party, at in named:
            self._call(name, name, (*at, "name"))
            self._call(name, _get(party, "label"), (*at, "label"))
            self._call_aliases(name, party, at)
            for i, person in enumerate(_items(party, "people")):
                self._call(name, _get(person, "name"), (*at, "people", i, "name"))
                self._call_aliases(name, person, (*at, "people", i))

    def _call_aliases(self, party: str, holder: Plain, at: Loc) -> None:
        for i, alias in enumerate(_items(holder, "aliases")):
            self._call(party, alias, (*at, "aliases", i))

    def _call(self, party: str, name: Plain, at: Loc) -> None:
        if not isinstance(name, str):
            return
        owner = self.called.setdefault(name, party)
        if owner != party:
            what = f"{quoted(name)} also names {quoted(owner)} or one of its people"
            self.twice.append(("cabinet.yaml", at, what, "a name or alias that belongs to one party only"))


def _items(held: Plain, key: str) -> list[Plain]:
    items = _get(held, key)
    return items if isinstance(items, list) else []


def _get(held: Plain, key: str) -> Plain:
    return held.get(key) if isinstance(held, dict) else None


def declared_in(info: ValidationInfo[Any]) -> Declared:
    """Return what the case declares, from the context of a validation; nothing where a sheet is read alone."""
    return info.context if isinstance(info.context, Declared) else Declared()


def _known_issue(name: str, info: ValidationInfo[Any]) -> str:
    known = declared_in(info).options
    if known is not None and name not in known:
        raise refuse(f"no issue {quoted(name)} on the agenda", one_of(name, known))
    return name


def _known_party(name: str, info: ValidationInfo[Any]) -> str:
    known = declared_in(info).parties
    if known is not None and name not in known:
        raise refuse(f"no party {quoted(name)} at the table", one_of(name, known))
    return name


def _known_entry(name: str, info: ValidationInfo[Any]) -> str:
    known = declared_in(info).entries
    if known is not None and name not in known:
        raise refuse(f"no matter {quoted(name)} in the codebook", one_of(name, known))
    return name


def _published_by_then(day: date, info: ValidationInfo[Any]) -> date:
    declared = declared_in(info)
    if declared.as_of is not None and day > declared.as_of and not declared.is_replay:
        what = f"{day} lies after the case's as_of, {declared.as_of}"
        raise refuse(what, f"a day no later than {declared.as_of}")
    return day


def known_option(issue: str | None, option: str, declared: Declared) -> tuple[str, str] | None:
    """Say what is wrong with an option of an issue, and what would be right; None where it is declared."""
    known = (declared.options or {}).get(issue) if issue is not None else None
    if issue is None or known is None or option in known:
        return None
    return f"issue {quoted(issue)} has no option {quoted(option)}", one_of(option, known)


IssueName = Annotated[Name, AfterValidator(_known_issue)]
PartyName = Annotated[Name, AfterValidator(_known_party)]
EntryName = Annotated[Name, AfterValidator(_known_entry)]
KnownDay = Annotated[Day, AfterValidator(_published_by_then)]
