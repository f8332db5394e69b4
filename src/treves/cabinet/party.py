"""Parties at the table, and the people who speak for them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Party", "Person"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: name, role, and other ways the reports call them."""

    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party at the table.

    Parameters
    ----------
    name : str
        Short name, unique ("CU").
    label : str
        Full name ("ChristenUnie").
    aliases : tuple of str
        Other ways the reports call it.
    people : tuple of Person
    is_in_cabinet : bool
        False for a support party that keeps a minority cabinet in office.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    is_in_cabinet: bool = True

    @property
    def called(self) -> frozenset[str]:
        """Every name under which this party or one of its people is known."""
        names = {self.name, self.label, *self.aliases}
        for person in self.people:
            names.update((person.name, *person.aliases))
        return frozenset(names)
