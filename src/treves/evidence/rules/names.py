"""The names of a case, ready to be met in a text: parties, people, surnames, roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from treves.cabinet import Cabinet
from treves.evidence.lexicon import load_lexicon
from treves.evidence.rules.tokens import Token, cut_tokens

__all__ = ["Actor", "Names", "index_names", "role_key"]

_SAME_ROLE = (
    (
        "premier",
        "minister-president",
        "prime minister",
        "eerste minister",
        "taoiseach",
        "pm",
        "bondskanselier",
        "chancellor",
    ),
    (
        "fractievoorzitter",
        "fractieleider",
        "parliamentary leader",
        "floor leader",
        "fractieleidster",
        "leader of the parliamentary group",
    ),
    (
        "partijleider",
        "party leader",
        "leader",
        "leider",
        "lijsttrekker",
        "partijvoorzitter",
        "voorzitter",
        "chair",
    ),
    ("vicepremier", "vice-premier", "deputy prime minister", "vice prime minister"),
    ("staatssecretaris", "state secretary", "secretary of state"),
    ("kamerlid", "tweede kamerlid", "member of parliament", "mp", "parlementslid"),
    ("wethouder", "alderman"),
    ("burgemeester", "mayor"),
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a stance: canonical name, type, and the party whose position it informs."""

    name: str
    type: str
    party: str = ""
    role: str = ""


@lru_cache(maxsize=512)
def role_key(role: str) -> str:
    """Return one word for roles that are the same office in two languages."""
    low = role.lower().strip()
    for family in _SAME_ROLE:
        if low in family:
            return family[0]
    for family in _SAME_ROLE:
        if any(re.match(rf"{re.escape(name)}\b", low) for name in family):
            return family[0]
    return low


class Names:
    """Aliases of a cabinet by their first token, longest first."""

    def __init__(self, cabinet: Cabinet) -> None:
        self.members = cabinet.members or cabinet.party_names
        self.parties = {party.name: Actor(party.label or party.name, "party", party.name) for party in cabinet.parties}
        self.people: tuple[Actor, ...] = tuple(
            Actor(person.name, "person", party.name, person.role)
            for party in cabinet.parties
            for person in party.people
        )
        self._by_first: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
        self._lower: set[tuple[str, ...]] = set()  # aliases that are written in lower case ("christendemocraten")
        for party in cabinet.parties:
            for alias in (party.name, party.label, *party.aliases):
                self._add(alias, self.parties[party.name])
        surnames: dict[str, list[Actor]] = {}
        for actor in self.people:
            self._add(actor.name, actor)
            surnames.setdefault(_surname(actor.name), []).append(actor)
        for party in cabinet.parties:
            for person in party.people:
                for alias in person.aliases:
                    self._add(alias, next(a for a in self.people if a.name == person.name))
        for surname, bearers in surnames.items():
            if surname and len(bearers) == 1:
                self._add(surname, bearers[0])
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, alias: str, actor: Actor) -> None:
        lows = tuple(token.low for token in cut_tokens(alias, 0, len(alias)))
        if lows:
            self._by_first.setdefault(lows[0], []).append((lows, actor))
            if alias[0].islower():
                self._lower.add(lows)

    def meet(self, tokens: list[Token], i: int) -> tuple[int, Actor, str] | None:
        """Return ``(end, actor, tail)`` of the alias that begins at token ``i``, or None.

        ``tail`` is what is joined to its last token by a hyphen: "leider" in "VVD-leider".
        """
        token = tokens[i]
        if not (token.text[0].isupper() or token.text[0].isdigit()):
            for lows, actor in self._by_first.get(token.low, ()):
                if lows in self._lower and tuple(t.low for t in tokens[i : i + len(lows)]) == lows:
                    return i + len(lows), actor, ""
            return None
        head, _, tail = token.low.partition("-")
        for lows, actor in self._by_first.get(token.low, ()):
            if all(i + k < len(tokens) and tokens[i + k].low == low for k, low in enumerate(lows[1:], 1)):
                return i + len(lows), actor, ""
        for lows, actor in self._by_first.get(token.low, ()) if len(token.low) > 2 else ():
            stop = i + len(lows) - 1
            if len(lows) > 1 and stop < len(tokens) and tokens[stop].low.startswith(lows[-1] + "-"):
                middle = all(tokens[i + k].low == low for k, low in enumerate(lows[1:-1], 1))
                if middle:
                    return stop + 1, actor, tokens[stop].low[len(lows[-1]) + 1 :]
        if tail:
            for lows, actor in self._by_first.get(head, ()):
                if len(lows) == 1:
                    return i + 1, actor, tail
        if "'" in token.low:
            head, _, tail = token.low.partition("'")
            if tail in {"er", "ers"}:
                for lows, actor in self._by_first.get(head, ()):
                    if len(lows) == 1:
                        return i + 1, actor, "leden" if tail == "ers" else "lid"
        return None

    def with_role(self, role: str, party: str = "") -> list[Actor]:
        """Return the people of the case who hold a role, in one party or in all."""
        key = role_key(role)
        pool = [a for a in self.people if a.role and (not party or a.party == party)]
        exact = [a for a in pool if role_key(a.role) == key]
        return exact or [a for a in pool if _is_same(key, role, a.role)]


def _is_same(key: str, role: str, held: str) -> bool:
    held_key = role_key(held)
    if key == held_key:
        return True
    words = held.lower().split()
    return role.lower() in words and key not in {"premier"}


def _surname(name: str) -> str:
    particles = load_lexicon("nl")["name_particles"] | load_lexicon("en")["name_particles"]
    parts = name.split()
    if len(parts) < 2:
        return ""
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in particles:
        at -= 1
    surname = " ".join(parts[at:])
    return surname[0].upper() + surname[1:]


def index_names(cabinet: Cabinet) -> Names:
    """Index the names of a cabinet."""
    return Names(cabinet)
