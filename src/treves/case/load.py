"""From a folder to a case: every file read, every fault collected, one value handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from treves.case.adjust import AdjustmentsSheet, adjust
from treves.case.case import Calendar, Case, PartyValues
from treves.case.chain_levers import lever_faults
from treves.case.find import find_case
from treves.case.folder import Folder, digest_of, read_folder
from treves.case.messages import faults_of
from treves.case.overlay import read_variant, shown
from treves.case.reports import read_report
from treves.case.sheets.agenda_sheet import AgendaSheet
from treves.case.sheets.cabinet_sheet import CabinetSheet
from treves.case.sheets.case_sheet import CaseSheet
from treves.case.sheets.chain_sheet import ChainSheet
from treves.case.sheets.codebook_sheet import CodebookSheet
from treves.case.sheets.declared import Declared
from treves.case.sheets.fields import Sheet
from treves.case.sheets.tenure_sheet import crisis_since
from treves.case.sheets.values_sheet import ValuesSheet
from treves.case.statements import read_statements
from treves.case.yaml_tree import Tree, read_tree
from treves.errors import AgendaError, CabinetError, CaseError, Fault
from treves.evidence import Report, Statement

__all__ = ["load_case", "try_statements"]

S = TypeVar("S", bound=Sheet)
SHOWN_PER_FILE = 1100  # statements.csv stops by itself soon after a thousand
YAML_FILES = ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "values.yaml", "chain.yaml")
BY_HAND = "adjustments.yaml"


def load_case(where: str | Path, *, as_of: date | None = None, are_spans_checked: bool = True) -> Case:
    """Read a case from its folder, or a packaged one by name.

    Parameters
    ----------
    where : str or Path
        A folder, or the name of a packaged case; a folder of that name wins where it holds a ``case.yaml``. With
        ``/NAME`` behind it: the case with the files in its ``variants/NAME`` in place of its own.
    as_of : date, optional
        Read the case as of an earlier day: later reports, their statements and later polls are left out.

    are_spans_checked : bool
        False reads statements whose report changed under them too, for those who mend them (``treves read`` and
        ``treves review``).

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With every fault found: file, line, column, what is wrong, what would be right.

    Examples
    --------
    >>> load_case("ruritania").agenda.package_count
    18
    >>> load_case("ruritania/minority").cabinet.members
    ('RL', 'AU')
    """
    folder, name = _read(where)
    loader = _Loader(folder, is_replay=as_of is not None, are_spans_checked=are_spans_checked)
    try:
        return loader.case(name, as_of)
    except CaseError as error:
        raise CaseError(shown(folder, error.faults)) from error.__cause__


def try_statements(where: str | Path, text: str) -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """Read a table as a case's ``statements.csv`` before it is stored; nothing is written.

    Parameters
    ----------
    where : str or Path
        The case.
    text : str
        The table, as it would be stored.

    Returns
    -------
    statements : tuple of Statement
        The rows without a fault.
    faults : tuple of Fault
    """
    folder, _ = _read(where)
    folder.texts["statements.csv"] = text
    loader = _Loader(folder, is_replay=False, are_spans_checked=True)
    statements, faults = loader.read_statements()
    return statements, shown(folder, faults)


def _read(where: str | Path) -> tuple[Folder, str]:
    """Return the files of a case, and what it is called."""
    found = find_case(where)
    if found.variant:
        return read_variant(found.root, found.variant, is_packaged=found.is_packaged), found.name
    return read_folder(found.root, is_packaged=found.is_packaged), found.name


def _first_of_each_file(faults: list[Fault]) -> Iterator[Fault]:
    """Pass on the first faults of each file and count the others: nobody reads more in one go."""
    for file, of_file in groupby(sorted(faults), key=lambda fault: fault.file):
        kept = list(of_file)
        yield from kept[:SHOWN_PER_FILE]
        if len(kept) > SHOWN_PER_FILE:
            what = f"{len(kept) - SHOWN_PER_FILE} faults more than the first {SHOWN_PER_FILE} told here"
            yield Fault(file, 0, 0, what, "those mended first")


class _Loader:
    def __init__(self, folder: Folder, *, is_replay: bool, are_spans_checked: bool) -> None:
        self.folder = folder
        self.are_spans_checked = are_spans_checked
        self.faults: list[Fault] = list(folder.faults)
        self.trees: dict[str, Tree] = {}
        for file in (*YAML_FILES, BY_HAND):
            if file in folder.texts:
                tree, faults = read_tree(file, folder.texts[file])
                self.faults += faults
                if tree is not None:
                    self.trees[file] = tree
        self.declared = Declared.gather(self.trees, is_replay=is_replay)
        for file, loc, what, right in self.declared.twice:
            self.faults.append(Fault(file, *self.trees[file].spot(loc), what, right))

    def case(self, name: str, as_of: date | None) -> Case:
        """Judge every file and make the case, or raise all faults."""
        sheet = self._sheet("case.yaml", CaseSheet)
        agenda_sheet = self._sheet("agenda.yaml", AgendaSheet)
        cabinet_sheet = self._sheet("cabinet.yaml", CabinetSheet)
        codebook_sheet = self._sheet("codebook.yaml", CodebookSheet)
        chain_sheet = self._sheet("chain.yaml", ChainSheet)
        by_hand = self._sheet(BY_HAND, AdjustmentsSheet)
        if agenda_sheet and "chain.yaml" in self.trees:
            for loc, what, right in lever_faults(agenda_sheet):
                self._note("agenda.yaml", loc, what, right)
        reports = self._reports(sheet.language if sheet else "")
        statements = self._statements(reports)
        values = self._values(statements)
        if sheet and as_of is not None and as_of > sheet.as_of:
            what = f"as_of {as_of} lies after the case's own, {sheet.as_of}"
            self._note("case.yaml", ("as_of",), what, f"a day no later than {sheet.as_of}")
        tenure = cabinet_sheet.tenure if cabinet_sheet else None
        if sheet and sheet.crisis and tenure and sheet.crisis.since < tenure.formed_on:
            what = f"a crisis since {sheet.crisis.since}, before the cabinet was formed"
            self._note("case.yaml", ("crisis", "since"), what, f"a day no earlier than {tenure.formed_on}")
        if sheet and sheet.consequences and "chain.yaml" not in self.folder.texts:
            what = "consequences are worked out in a chain, and the case has none"
            self._note("case.yaml", ("consequences",), what, "a file chain.yaml, or no consequences")
        if self.faults or not (sheet and agenda_sheet and cabinet_sheet and codebook_sheet):
            raise CaseError(_first_of_each_file(self.faults))
        day = as_of or sheet.as_of
        try:
            agenda, cabinet = agenda_sheet.agenda(), cabinet_sheet.cabinet(day)
        except (AgendaError, CabinetError) as error:
            file = "agenda.yaml" if isinstance(error, AgendaError) else "cabinet.yaml"
            raise CaseError([Fault(file, 1, 1, str(error), "a file without this contradiction")]) from error
        draft = agenda.package(sheet.draft) if sheet.draft is not None else None
        if draft is not None and (broken := agenda.why_not(draft)):
            self._note("case.yaml", ("draft",), f"the draft is ruled out: {broken}", "a draft that the agenda allows")
            raise CaseError(self.faults)
        known = sorted((r for r in reports.values() if r.published_on <= day), key=lambda r: (r.published_on, r.name))
        made = Case(
            name=name,
            title=sheet.title,
            question=sheet.question,
            language=sheet.language,
            as_of=day,
            deadline=sheet.deadline,
            sessions=sheet.sessions_held(),
            seed=sheet.seed,
            draws=sheet.draws,
            worlds=sheet.worlds,
            statements_used=sheet.statements,
            draft=draft,
            agenda=agenda,
            cabinet=cabinet,
            codebook=codebook_sheet.codebook(),
            reports={report.name: report for report in known},
            statements=tuple(statement for statement in statements if statement.published_on <= day),
            assumptions=sheet.assumptions.assumptions(),
            saliences=sheet.salience_shares(),
            expert_places=tuple(expert.expert_place() for expert in sheet.experts),
            sources=tuple(sheet.sources),
            given_values=values,
            talks=sheet.talks.talks(),
            words={
                language: {entry: tuple(phrases) for entry, phrases in by_entry.items()}
                for language, by_entry in codebook_sheet.words.items()
            },
            tenure=cabinet_sheet.tenure.tenure() if cabinet_sheet.tenure else None,
            crisis_since_on=crisis_since(sheet.crisis, day),
            calendar=sheet.calendar.calendar() if sheet.calendar else Calendar(),
            chain=chain_sheet.chain_known_on(day) if chain_sheet else None,
            consequence_worths=tuple(told.worth() for told in sheet.consequences),
            digest=digest_of(self.folder.contents),
        )
        return self._adjusted(made, by_hand) if by_hand else made

    def _adjusted(self, case: Case, by_hand: AdjustmentsSheet) -> Case:
        """Lay what was changed by hand over the case; the digest stays that of the files, which hold the changes."""
        try:
            return replace(adjust(case, by_hand.adjustments, of=BY_HAND), digest=case.digest)
        except CaseError as error:
            at = self.trees[BY_HAND].spot
            found = [
                Fault(BY_HAND, *at(("adjustments", told.line - 1)), told.what, told.right) for told in error.faults
            ]
            raise CaseError(found) from error

    def _values(self, statements: list[Statement]) -> tuple[PartyValues, ...]:
        if "values.yaml" not in self.folder.texts:
            return ()
        sheet = self._sheet("values.yaml", ValuesSheet)
        if statements:
            what = "the case gives what options are worth in values.yaml, so statements have nothing to inform"
            self.faults.append(Fault("statements.csv", 2, 1, what, "no rows, or no values.yaml"))
        return sheet.given_values() if sheet else ()

    def _note(self, file: str, loc: tuple[str | int, ...], what: str, right: str) -> None:
        self.faults.append(Fault(file, *self.trees[file].spot(loc), what, right))

    def _sheet(self, file: str, kind: type[S]) -> S | None:
        tree = self.trees.get(file)
        if tree is None:
            return None
        try:
            return kind.model_validate(tree.root, context=self.declared)
        except ValidationError as error:
            self.faults += faults_of(error, file, tree, kind)
            return None

    def read_statements(self) -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
        """Read the statements alone; the language of the reports plays no part in it."""
        text = self.folder.texts["statements.csv"]
        found, faults = read_statements(text, self.folder.report_names, self._reports(""), self.declared)
        return tuple(found), tuple(faults)

    def _reports(self, language: str) -> dict[str, Report]:
        found = {}
        for name in self.folder.report_names:
            file = f"reports/{name}.txt"
            if file not in self.folder.texts:
                continue
            report, faults = read_report(file, self.folder.texts[file], self.declared, language)
            self.faults += faults
            if report is not None:
                found[name] = report
        return found

    def _statements(self, reports: dict[str, Report]) -> list[Statement]:
        text = self.folder.texts.get("statements.csv")
        if text is None:
            return []
        found, faults = read_statements(
            text, self.folder.report_names, reports, self.declared, are_spans_checked=self.are_spans_checked
        )
        self.faults += faults
        return found
