"""Where cues stand in a sentence, parted verbs included."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from treves.evidence.lexicon import Cue, Lexicon, load_cues
from treves.evidence.rules.tokens import Token

__all__ = ["CueIndex", "Hit", "index_cues"]

REACH = 28
"""Tokens between a finite verb and its parted particle, at most."""


class Hit(NamedTuple):
    """A cue met in a text: ``verb`` is the token that decides on subject and clause, ``positions`` all its tokens."""

    cue: Cue
    verb: int
    positions: tuple[int, ...]


class CueIndex:
    """The cues of a language by their first word."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.by_form: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        self.by_split: dict[str, list[Cue]] = {}
        self.by_need: list[Cue] = []
        self.first_person: set[tuple[str, str]] = set()
        for cue in load_cues(language):
            for form in cue.forms:
                self.by_form.setdefault(form[0], []).append((form, cue))
            for word in cue.split:
                self.by_split.setdefault(word, []).append(cue)
            if not cue.forms and not cue.split:
                self.by_need.append(cue)
            words = [form[0] for form in cue.forms if len(form) == 1]
            if language == "nl" and len(words) > 1 and words[1] == words[0] + "t":
                self.first_person.add((words[0], cue.name))
        singles = {form[0] for forms in self.by_form.values() for form, cue in forms if len(form) == 1 and cue.is_verb}
        self.finite = frozenset({*singles, *self.by_split})

    def find(self, tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> list[Hit]:
        """Find the cues in tokens ``[start, end)``; a cue within a larger one gives way to it."""
        hits: list[Hit] = []
        for i in range(start, end):
            low = tokens[i].low
            for form, cue in self.by_form.get(low, ()):
                if len(form) > 1:
                    stop = i + len(form)
                    if stop <= end and all(tokens[i + k].low == word for k, word in enumerate(form)):
                        hits.append(
                            Hit(
                                cue,
                                stop - 1 if form[-2:-1] == ("te",) or form[-1].startswith("ge") else i,
                                tuple(range(i, stop)),
                            )
                        )
                elif not self._is_noun(tokens, i, cue, lexicon):
                    hits.append(Hit(cue, i, (i,)))
            for cue in self.by_split.get(low, ()):
                if not self._is_noun(tokens, i, cue, lexicon):
                    needed = _needed(cue, tokens, i, start, end, lexicon)
                    if needed is not None:
                        hits.append(Hit(cue, i, tuple(sorted({i, *needed}))))
        for cue in self.by_need:
            needed = _needed(cue, tokens, -1, start, end, lexicon)
            if needed is not None:
                hits.append(Hit(cue, max(needed), tuple(sorted(needed))))
        return _keep_largest(hits)

    def _is_english_noun(self, tokens: Sequence[Token], i: int, before: str) -> bool:
        """Whether the word opens the sentence ("Plans to ..."), follows a verbal -ing, or is "said to"."""
        after = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if before in {"is", "are", "was", "were"} and after == "to":
            return tokens[i].low in {"said", "thought", "believed", "reported"}
        return i == 0 or (before.endswith("ing") and tokens[i].low.endswith("s"))

    def _is_noun(self, tokens: Sequence[Token], i: int, cue: Cue, lexicon: Lexicon) -> bool:
        """Whether the word is rather a noun ("die eis", "the demand") or an adverb ("bring back")."""
        if (
            cue.act in {"good", "bad", "redline", "insist", "accept"}
            and tokens[i].low not in cue.split
            and self.language == "nl"
        ):
            return False
        before = tokens[i - 1].low if i else ""
        if (
            before in {",", *lexicon["joiners"]}
            and i + 1 < len(tokens)
            and tokens[i + 1].low in {",", *lexicon["joiners"]}
        ):
            return True
        if not cue.is_verb:
            return False
        if self.language == "en" and self._is_english_noun(tokens, i, before):
            return True
        if cue.name == "vinden" and before == "te":
            return True
        if (tokens[i].low, cue.name) in self.first_person:
            after = tokens[i + 1].low if i + 1 < len(tokens) else ""
            return "ik" not in {before, after}
        if cue.act in {"good", "bad", "agree"}:
            return False
        if before in lexicon["determiners"] and before not in {"die", "dat", "dit", "this", "zijn"}:
            return before not in {"that"} or (self.language == "en" and not tokens[i].low.endswith("ed"))
        if self.language == "en":
            if tokens[i].low == "back" and before in {
                "bring",
                "come",
                "go",
                "get",
                "turn",
                "walk",
                "hold",
                "going",
                "brought",
                "came",
            }:
                return True
            if before in {"of", "in", "for", "with", "by", "under", "any", "new", "more", "public"}:
                return not tokens[i].low.endswith("ing")
        return False


def _needed(cue: Cue, tokens: Sequence[Token], verb: int, start: int, end: int, lexicon: Lexicon) -> set[int] | None:
    found: set[int] = set()
    low, high = (start, end) if verb < 0 else (max(start, verb - 8), min(end, verb + REACH))
    for group in cue.needs:
        at = -1
        for word in group:
            for i in range(low, high):
                if i == verb or i in found:
                    continue
                parts = word.lstrip("-").split("_")
                if tokens[i].low != parts[0]:
                    continue
                if word.startswith("-"):
                    if i > verb and _is_stranded(tokens, i, end, lexicon):
                        at = i
                elif len(parts) == 1 or [t.low for t in tokens[i : i + len(parts)]] == parts:
                    at = i
                if at >= 0:
                    break
            if at >= 0:
                found.update(range(at, at + max(1, len(word.lstrip("-").split("_")))))
                break
        if at < 0:
            return None
    if verb < 0 and found and max(found) - min(found) > 8:
        return None
    return found


def _is_stranded(tokens: Sequence[Token], i: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a particle stands alone rather than before its own noun phrase."""
    if i + 1 >= end or not tokens[i + 1].is_word or tokens[i - 1].low in {"op", "erop"}:
        return True
    after = tokens[i + 1]
    if after.low in lexicon["complementizers"] or after.low in lexicon["conditionals"]:
        return True
    is_noun_phrase = after.low in lexicon["determiners"] or after.low in lexicon.numbers or after.text[0].isupper()
    return not (is_noun_phrase or after.text[0].isdigit())


def _keep_largest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(
        hits,
        key=lambda hit: (
            -len(hit.positions),
            hit.positions[-1] - hit.positions[0],
            hit.cue.act == "say",
            hit.positions,
        ),
    ):
        mine = set(hit.positions)
        if any(mine <= set(other.positions) or (hit.verb == other.verb and len(other.positions) > 1) for other in kept):
            continue
        kept.append(hit)
    return sorted(kept, key=lambda hit: hit.positions)


@lru_cache(maxsize=8)
def index_cues(language: str) -> CueIndex:
    """Index the cues of a language."""
    return CueIndex(language)
