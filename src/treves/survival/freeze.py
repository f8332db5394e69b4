"""The world as it was known on a day: nothing later is seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from treves.survival.spell import Ends, Spell

__all__ = ["known_by"]


def known_by(spells: Iterable[Spell], day: date) -> tuple[Spell, ...]:
    """Return the spells as known on the morning of a day: later cabinets left out, later ends not yet seen.

    Parameters
    ----------
    spells : iterable of Spell
    day : date

    Returns
    -------
    tuple of Spell
        A spell whose end lies on or after the day is standing.

    Examples
    --------
    >>> spell = Spell("RUR", "Krantz I", date(1890, 1, 1), date(1891, 1, 1), "replacement")
    >>> [(told.cause, told.days) for told in known_by([spell], date(1890, 2, 1))]
    [('standing', 31)]
    """
    return tuple(_frozen(spell, day) for spell in spells if spell.began_on < day)


def _frozen(spell: Spell, day: date) -> Spell:
    if spell.seen_until_on < day:
        ends = Ends(
            **{
                name: told if (told := getattr(spell.ends, name)) is not None and told < day else None
                for name in Ends.__dataclass_fields__
            }
        )
        return replace(spell, ends=ends)
    return replace(spell, seen_until_on=day, cause="standing", ends=Ends(), is_cause_certain=True, doubt="")
