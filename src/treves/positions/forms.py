"""What a statement says about a party, as one of eight forms.

The kind and stance a coder writes down become a *form*: the shape of the likelihood over ideal position and reach.
A denial turns the form round; where the turned form would say next to nothing, there is none.
"""

from __future__ import annotations

from enum import Enum

from treves.evidence import Statement

__all__ = ["SALIENCE_WEIGHTS", "Form", "form_of", "strength_of"]


class Form(Enum):
    """What a statement says about an option y."""

    WANTS = "wants"
    DEMANDS = "demands"
    INSISTS = "insists on"
    OPPOSES = "opposes"
    ACCEPTS = "can live with"
    REJECTS = "rejects"
    AT_MOST = "goes no further than"
    AT_LEAST = "wants at least"


_FORMS: dict[tuple[str, str], Form] = {
    ("support", "+1"): Form.WANTS,
    ("support", "-1"): Form.OPPOSES,
    ("support", "conditional"): Form.ACCEPTS,
    ("demand", "+1"): Form.DEMANDS,
    ("demand", "-1"): Form.OPPOSES,
    ("demand", "conditional"): Form.ACCEPTS,
    ("oppose", "-1"): Form.OPPOSES,
    ("oppose", "conditional"): Form.OPPOSES,
    ("red_line", "+1"): Form.INSISTS,
    ("red_line", "-1"): Form.REJECTS,
    ("red_line", "conditional"): Form.OPPOSES,
    ("accept", "+1"): Form.ACCEPTS,
    ("accept", "conditional"): Form.ACCEPTS,
    ("accept", "-1"): Form.OPPOSES,
    ("conditional", "+1"): Form.ACCEPTS,
    ("conditional", "conditional"): Form.ACCEPTS,
    ("conditional", "-1"): Form.OPPOSES,
    ("at_most", "+1"): Form.AT_MOST,
    ("at_most", "conditional"): Form.AT_MOST,
    ("at_least", "+1"): Form.AT_LEAST,
    ("at_least", "conditional"): Form.AT_LEAST,
    ("commitment", "+1"): Form.WANTS,
    ("commitment", "-1"): Form.OPPOSES,
    ("commitment", "conditional"): Form.ACCEPTS,
    ("evaluation", "+1"): Form.WANTS,
    ("evaluation", "-1"): Form.OPPOSES,
}

_DENIED: dict[Form, Form] = {
    Form.WANTS: Form.OPPOSES,
    Form.DEMANDS: Form.OPPOSES,
    Form.OPPOSES: Form.ACCEPTS,
    Form.REJECTS: Form.ACCEPTS,
    Form.ACCEPTS: Form.OPPOSES,
}

SALIENCE_WEIGHTS: dict[str, float] = {
    "red_line": 3.0,
    "demand": 2.0,
    "support": 1.0,
    "oppose": 1.0,
    "accept": 1.0,
    "conditional": 1.0,
    "at_most": 1.0,
    "at_least": 1.0,
    "commitment": 1.0,
    "evaluation": 0.5,
    "prediction": 0.5,
    "event": 0.5,
    "background": 0.5,
}
"""How much a statement of each kind adds to the Dirichlet weight of its issue; the last four are mere mentions."""

EVALUATION_STRENGTH = 0.5  # assumption: an opinion about a measure is half as telling as a wish for it


def form_of(statement: Statement) -> Form | None:
    """Return the form of a statement, or None where it says nothing about a position.

    Examples
    --------
    A denied red line leaves an option that can be lived with; an expectation says nothing of a wish.

    >>> from treves.positions.forms import _DENIED
    >>> _DENIED[Form.REJECTS].value
    'can live with'
    """
    form = _FORMS.get((statement.kind, statement.stance))
    if form is not None and statement.certainty == "denied":
        return _DENIED.get(form)
    return form


def strength_of(statement: Statement) -> float:
    """Return the factor (0-1) on a statement's reliability that its kind asks for."""
    return EVALUATION_STRENGTH if statement.kind == "evaluation" else 1.0
