"""A case with changes laid over it, one after the other; what cannot be changed so is a fault."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from treves.agenda import Agenda, Choice, Exclusion
from treves.case.adjust.adjustment import Adjustment, parse_adjustments
from treves.case.adjust.moving import moved_quantity, moved_range
from treves.case.adjust.words import TALKS_WORDS, adjustment_words
from treves.case.case import Case
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.chain import find_faults, named_quantities, with_quantity
from treves.crisis import Priors
from treves.errors import CaseError, Fault, TrevesError
from treves.evidence import unite_statements
from treves.evidence.statement import Review
from treves.positions.assumptions import SIGNED, Assumptions
from treves.positions.by_hand import ByHand

__all__ = ["adjust"]

OFF = "off the table by hand"


class _WrongError(TrevesError):
    """What is wrong with a change in this case, and what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(f"{what}; right would be: {right}")
        self.what, self.right = what, right


def adjust(case: Case, adjustments: Sequence[Adjustment | Mapping[str, Any]], *, of: str = "adjustments") -> Case:
    """Lay changes over a case, in their order.

    Parameters
    ----------
    case : Case
    adjustments : sequence of Adjustment or mapping
        Plain data is read as in ``adjustments.yaml``: ``{"set": "votes", "party": "RL", "value": 8}``.
    of : str
        What faults call the place they came from; the line is the number of the adjustment.

    Returns
    -------
    Case
        The case itself where there are none; else with another digest, and with every change told in ``set_by_hand``.

    Raises
    ------
    CaseError
        With every change that this case does not know or cannot have.

    Examples
    --------
    >>> from treves.case import load_case
    >>> moved = adjust(load_case("ruritania"), [{"set": "sessions", "count": 1}])
    >>> len(moved.sessions), moved.set_by_hand
    (1, ('sessions left: 1',))
    """
    read = _read(adjustments, of)
    made, faults = case, []
    for at, change in enumerate(read, start=1):
        try:
            _know(made, change)
            made = _CHANGES[change.set](made, change)
            made = replace(made, set_by_hand=(*made.set_by_hand, adjustment_words(made, change)))
        except _WrongError as wrong:
            faults.append(Fault(of, at, 1, wrong.what, wrong.right))
        except TrevesError as error:
            faults.append(Fault(of, at, 1, str(error), "a change without this contradiction"))
    if faults:
        raise CaseError(faults)
    if not read:
        return case
    told = json.dumps([change.plain() for change in read], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{case.digest}\n{told}".encode()).hexdigest()
    return replace(made, digest=digest)


def _read(given: Sequence[Adjustment | Mapping[str, Any]], of: str) -> tuple[Adjustment, ...]:
    """Read what is plain data; all of it at once, so that every fault is told."""
    if not any(isinstance(change, Mapping) for change in given):
        return tuple(change for change in given if isinstance(change, Adjustment))
    return parse_adjustments([change.plain() if isinstance(change, Adjustment) else change for change in given], of=of)


def _know(case: Case, change: Adjustment) -> None:
    """Refuse names that this case does not have."""
    if change.party is not None and change.party not in case.cabinet.party_names:
        what = f"no party {quoted(change.party)} at the table"
        raise _WrongError(what, one_of(change.party, case.cabinet.party_names))
    if change.issue is None:
        return
    issues = {issue.name: issue for issue in case.agenda.issues}
    if change.issue not in issues:
        raise _WrongError(f"no issue {quoted(change.issue)} on the agenda", one_of(change.issue, issues))
    options = [option.name for option in issues[change.issue].options]
    if change.option is not None and change.option not in options:
        what = f"issue {quoted(change.issue)} has no option {quoted(change.option)}"
        raise _WrongError(what, one_of(change.option, options))


def _belief(field: str, value: Callable[[Adjustment], object]) -> Callable[[Case, Adjustment], Case]:
    def change(case: Case, asked: Adjustment) -> Case:
        if case.given_values:
            raise _WrongError(
                "the case gives utilities as numbers: there are no beliefs to change", "another values.yaml"
            )
        at = asked.party if asked.set == "stake" else (asked.party, asked.issue)
        held = (*getattr(case.by_hand, field), (at, value(asked)))
        by_hand: ByHand = replace(case.by_hand, **{field: held})
        return replace(case, by_hand=by_hand)

    return change


def _red_line(asked: Adjustment) -> object:
    return "held" if asked.held else "given_up"


def _option(case: Case, asked: Adjustment) -> Case:
    agenda = case.agenda
    choice = Choice(asked.issue or "", asked.option or "")
    if agenda.issue(choice.issue).status_quo == choice.option and not asked.offered:
        raise _WrongError("this option holds where nothing is agreed, so it cannot leave the table", "another option")
    off = Exclusion((choice,), OFF)
    kept = tuple(rule for rule in agenda.exclusions if rule != off)
    made = replace(agenda, exclusions=kept if asked.offered else (*kept, off))
    return _on(case, made)


def _place(case: Case, asked: Adjustment) -> Case:
    assert asked.value is not None
    issue = case.agenda.issue(asked.issue or "")
    options = tuple(
        replace(option, place=asked.value) if option.name == asked.option else option for option in issue.options
    )
    moved = replace(issue, options=options)
    issues = tuple(moved if each is issue else each for each in case.agenda.issues)
    return _on(case, replace(case.agenda, issues=issues))


def _on(case: Case, agenda: Agenda) -> Case:
    """Return the case with another agenda; a draft that it rules out is no longer on the table."""
    draft = case.draft if case.draft is not None and not agenda.why_not(case.draft) else None
    return replace(case, agenda=agenda, draft=draft)


def _sessions(case: Case, asked: Adjustment) -> Case:
    assert asked.count is not None
    left = [session for session in case.sessions if session.on >= case.as_of] or list(case.sessions[-1:])
    over = [session for session in case.sessions if session not in left]
    more = [
        replace(left[-1], name=f"{left[-1].name} (added {k + 1})", note="added by hand")
        for k in range(asked.count - len(left))
    ]
    return replace(case, sessions=(*over, *(left + more)[-asked.count :]))


def _votes(case: Case, asked: Adjustment) -> Case:
    council = case.cabinet.council
    if council is None:
        raise _WrongError("the cabinet has no council that votes", "a case with a council in cabinet.yaml")
    votes = {**council.votes, asked.party or "": int(asked.value or 0)}
    made = replace(council, votes=votes, quorum=min(council.quorum, sum(votes.values())))
    return replace(case, cabinet=replace(case.cabinet, council=made))


def _talks(case: Case, asked: Adjustment) -> Case:
    assert asked.value is not None
    if asked.name not in TALKS_WORDS:
        raise _WrongError(f"no number {quoted(asked.name or '')} of the talks", one_of(asked.name or "", TALKS_WORDS))
    known = case.talks.priors.get(asked.name) or getattr(Priors(), asked.name)
    priors = {**case.talks.priors, asked.name: moved_range(known, asked.value, is_signed=False)}
    return replace(case, talks=replace(case.talks, priors=priors))


def _assumption(case: Case, asked: Adjustment) -> Case:
    assert asked.value is not None
    names = [field.name for field in fields(Assumptions)]
    if asked.name not in names:
        raise _WrongError(f"no assumption {quoted(asked.name or '')}", one_of(asked.name or "", names))
    is_signed = asked.name in SIGNED
    if not is_signed and asked.value <= 0.0:
        raise _WrongError(f"{asked.name} {asked.value:g} is out of range", "a number above 0")
    known = getattr(case.assumptions, asked.name)
    moved = moved_range(known, asked.value, is_signed=is_signed)
    return replace(case, assumptions=replace(case.assumptions, **{asked.name: moved}))


def _rule(case: Case, asked: Adjustment) -> Case:
    changed: dict[str, Any] = {asked.name or "": bool(asked.held)}
    return replace(case, talks=replace(case.talks, **changed))


def _chain(case: Case, asked: Adjustment) -> Case:
    assert asked.value is not None
    if case.chain is None:
        raise _WrongError("the case has no chain on that day", "a case with chain.yaml")
    known = named_quantities(case.chain)
    told = known.get(asked.name or "")
    if told is None:
        raise _WrongError(f"the chain has no number {quoted(asked.name or '')}", one_of(asked.name or "", known))
    made = with_quantity(case.chain, told.path, moved_quantity(told.quantity, asked.value, told.scale))
    if faults := find_faults(made):
        raise _WrongError(f"{asked.name} {asked.value:g}: {faults[0].what}", faults[0].right)
    return replace(case, chain=made)


def _statement(case: Case, asked: Adjustment) -> Case:
    names = [row.name for row in case.statements]
    if asked.statement not in names:
        raise _WrongError(f"no statement {quoted(asked.statement or '')}", one_of(asked.statement or "", names))
    meant = {asked.statement}
    if not asked.used:  # the same news in another report is the same sentence
        for testimony in unite_statements(case.evidence, case.codebook):
            carriers = {row.name for row in testimony.carriers}
            meant |= carriers if asked.statement in carriers else set()
    review: Review = "accepted" if asked.used else "rejected"
    rows = tuple(replace(row, review=review) if row.name in meant else row for row in case.statements)
    return replace(case, statements=rows)


_CHANGES: Mapping[str, Callable[[Case, Adjustment], Case]] = {
    "ideal": _belief("ideal_points", lambda asked: asked.shift),
    "reach": _belief("reach_points", lambda asked: asked.shift),
    "red_line": _belief("red_lines", _red_line),
    "salience": _belief("salience_factors", lambda asked: asked.factor),
    "stake": _belief("stake_shifts", lambda asked: asked.shift),
    "option": _option,
    "place": _place,
    "sessions": _sessions,
    "votes": _votes,
    "talks": _talks,
    "assumption": _assumption,
    "rule": _rule,
    "chain": _chain,
    "statement": _statement,
}
