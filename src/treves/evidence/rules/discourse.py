"""Who was spoken of: the memory that pronouns and phrases such as "De partij" or "de laatste twee" point into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from treves.evidence.rules.mention import Mention
from treves.evidence.rules.names import Actor, Names, role_key

__all__ = ["Discourse", "Resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors a mention means, and the rule that says so; ``negates`` for "geen van de partijen"."""

    actors: tuple[Actor, ...]
    rule: str
    negates: bool = False


@dataclass
class Discourse:
    """Memory of one report, fed sentence by sentence.

    ``subjects`` holds the actors of recent statements, newest last; ``named`` everyone named; ``lists`` the
    last enumeration ("VVD en CDA ... D66 en ChristenUnie" keeps all four in order).
    """

    names: Names
    subjects: list[tuple[Actor, ...]] = field(default_factory=list)
    named: list[Actor] = field(default_factory=list)
    listed: list[Actor] = field(default_factory=list)
    speaker: tuple[Actor, ...] = ()
    genders: dict[str, str] = field(default_factory=dict)

    def hear(self, actors: Sequence[Actor]) -> None:
        """Remember everyone a sentence names, in order; parties also as the latest enumeration."""
        self.named.extend(actors)
        del self.named[:-40]
        parties = list(dict.fromkeys(actor for actor in actors if actor == self.names.parties.get(actor.party)))
        if len(parties) >= 2:
            self.listed = parties

    def attend(self, actors: Sequence[Actor]) -> None:
        """Remember whose statement was just read."""
        if actors:
            self.subjects.append(tuple(actors))
            del self.subjects[:-20]

    def resolve(self, mention: Mention, *, is_plural: bool, in_quote: bool, before: Sequence[Actor] = ()) -> Resolved:
        """Say whom a mention means; no actors where no rule knows."""
        if mention.actor is not None:
            if mention.actor.type == "journalist":
                return Resolved((mention.actor,), "nobody and many = the narrator's word", mention.pointer == "none")
            return Resolved((mention.actor,), "name")
        pointer = mention.pointer
        if pointer == "we":
            return Resolved(self.speaker if in_quote else (), "first person = speaker")
        if pointer in {"everyone", "none", "both", "last", "first", "others"}:
            return self._collective(mention, before)
        if pointer == "party":
            return Resolved(self._party(before), "the party = party last spoken of")
        if pointer == "own_party":
            person = self._person("", before)
            parties = tuple(self.names.parties[p.party] for p in person if p.party in self.names.parties)
            return Resolved(parties or self._party(before), "own party = party of the person last spoken of")
        if pointer == "role":
            return self._role(mention.role)
        if is_plural and pointer in {"they", "she"}:
            return Resolved(self._group(before), "plural pronoun = group last spoken of")
        return Resolved(
            self._person("m" if pointer == "he" else "f" if pointer == "she" else "", before),
            "pronoun = person last spoken of",
        )

    def _collective(self, mention: Mention, before: Sequence[Actor]) -> Resolved:
        everyone = tuple(self.names.parties[name] for name in self.names.members)
        negates = mention.pointer == "none"
        if mention.pointer in {"last", "first"}:
            count = mention.count or 1
            listed = [a for a in before if a.type == "party"] or self.listed
            chosen = listed[-count:] if mention.pointer == "last" else listed[:count]
            return Resolved(tuple(chosen) if len(chosen) == count else (), f"the {mention.pointer} {count} of the list")
        if mention.pointer == "others":
            last = self._party(before)
            chosen = [a for a in everyone if a not in last]
            fits = not mention.count or mention.count == len(chosen)
            return Resolved(tuple(chosen) if fits else (), "the others = all but the party last spoken of")
        if mention.count and mention.count != len(everyone):
            recent = self._recent_parties(mention.count, before)
            return Resolved(recent, f"{mention.count} parties last spoken of", negates)
        return Resolved(everyone, "all parties of the cabinet", negates)

    def _recent_parties(self, count: int, before: Sequence[Actor]) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for actor in [*reversed(before), *reversed(self.named)]:
            party = self.names.parties.get(actor.party)
            if party is not None and party not in found:
                found.append(party)
            if len(found) == count:
                return tuple(reversed(found))
        return ()

    def _party(self, before: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        for actor in reversed(before):
            if actor.type == "party" and actor.party in self.names.parties:
                return (self.names.parties[actor.party],)
        recent = [a for a in self.subjects[-1] if a.party] if self.subjects else []
        if len(recent) == 1 and recent[0].party in self.names.parties:
            return (self.names.parties[recent[0].party],)
        for actor in reversed(self.named):
            if actor.type == "party" and actor.party in self.names.parties:
                return (self.names.parties[actor.party],)
        return ()

    def _person(self, gender: str, before: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        pool = [a for a in before if a.type == "person"][:1]
        for group in reversed(self.subjects):
            pool.extend(a for a in group if a.type == "person")
        pool.extend(a for a in reversed(self.named) if a.type == "person")
        for actor in pool:
            known = self.genders.get(actor.name, "")
            if not gender or not known or known == gender:
                if gender:
                    self.genders[actor.name] = gender
                return (actor,)
        return ()

    def _group(self, before: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        parties = [a for a in before if a.type == "party"]
        if len(parties) >= 2:
            return tuple(parties)
        for group in reversed(self.subjects):
            if len(group) >= 2 or any(a.type in {"anonymous", "institution"} for a in group):
                return group
        return ()

    def _role(self, role: str) -> Resolved:
        if role.startswith("?"):
            return Resolved((), "someone in a role the case does not name")
        role, _, party = role.partition("@")
        holders = self.names.with_role(role, party)
        for actor in reversed(self.named):
            fits = actor.type == "person" and actor.role and role_key(actor.role) == role_key(role)
            if actor in holders or (fits and (not party or actor.party == party)):
                return Resolved((actor,), "role = person last spoken of in it")
        if len(holders) == 1:
            return Resolved((holders[0],), "role = only person who holds it")
        if party and not holders:
            return Resolved((Actor(f"{party}-{role}", "person", party),), "role in a party")
        return Resolved((), "role held by several")
