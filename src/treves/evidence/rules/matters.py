"""What a clause is about: the codebook's own words, matched on light stems.

How a phrase of the codebook is read:

- ``strengere regels gezinshereniging``: all its words but the smallest, in any order, near each other;
- ``"in stemming brengen"`` in double quotes: exactly these words, next to each other;
- ``asiel*`` and ``*instroom``: any ending, any beginning;
- ``!spoed``: not where this word stands near;
- a leading ``~``: says the contrary of the entry ("~ onderhandelingen voortslepen" under progress).

A separable verb meets its parted form ("aanscherpen" and "scherpen ... aan"). An entry without words falls back on
the words of its description.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from treves.evidence.codebook import Codebook
from treves.evidence.lexicon import load_lexicon
from treves.evidence.rules.stems import stem_of
from treves.evidence.rules.tokens import Token, cut_tokens

__all__ = ["Matter", "Phrase", "WordIndex", "index_words"]

NEAR = 12
"""Tokens a loose phrase may spread over, beyond its own words."""

_PREFIXES = {
    "nl": ("samen", "terug", "onder", "tegen", "voor", "door", "over", "vast", "neer", "mee", "aan", "uit", "weg",
           "los", "toe", "bij", "eruit", "af", "op", "in", "om"),
    "en": (),
}  # fmt: skip
_ARTICLES = {"de", "het", "een", "the", "a", "an"}


@dataclass(frozen=True, slots=True)
class _Term:
    """One word of a phrase: its stem, or what it begins or ends with; or the parts of a separable verb."""

    stem: str
    begins: str = ""
    ends: str = ""
    prefix: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the codebook, ready to match."""

    entry: str
    terms: tuple[_Term, ...]
    absent: tuple[_Term, ...]
    is_exact: bool
    is_contrary: bool
    weight: float


class Matter(NamedTuple):
    """A codebook entry found in a stretch of tokens.

    ``positions`` are the indices of the tokens that matched; ``sign`` is -1 where the phrase says the contrary;
    ``weight`` grows with the number and the length of the words that matched.
    """

    entry: str
    positions: tuple[int, ...]
    sign: int
    weight: float


class WordIndex:
    """The phrases of a codebook for one language."""

    def __init__(self, phrases: Sequence[Phrase], language: str) -> None:
        self.phrases = tuple(phrases)
        self.language = language
        self._by_stem: dict[str, list[int]] = {}
        self._wild: list[int] = []
        for i, phrase in enumerate(self.phrases):
            keys = [term for term in phrase.terms if term.stem and not term.prefix]
            if keys:
                self._by_stem.setdefault(max(keys, key=lambda term: len(term.stem)).stem, []).append(i)
            else:
                self._wild.append(i)

    def find(self, tokens: Sequence[Token], stems: Sequence[str]) -> list[Matter]:
        """Find the entries that a stretch of tokens is about, the best match of each entry."""
        places: dict[str, list[int]] = {}
        for i, stem in enumerate(stems):
            places.setdefault(stem, []).append(i)
        candidates = list(self._wild)
        for stem in places:
            candidates.extend(self._by_stem.get(stem, ()))
        best: dict[str, Matter] = {}
        for i in candidates:
            phrase = self.phrases[i]
            positions = _match(phrase, tokens, places)
            if positions is None:
                continue
            matter = Matter(phrase.entry, positions, -1 if phrase.is_contrary else 1, phrase.weight)
            known = best.get(phrase.entry)
            if known is None or matter.weight > known.weight:
                best[phrase.entry] = matter
        return sorted(best.values(), key=lambda matter: (-matter.weight, matter.positions))


def index_words(codebook: Codebook, words: Mapping[str, Mapping[str, Sequence[str]]], language: str) -> WordIndex:
    """Compile the words of a codebook for one language.

    Parameters
    ----------
    codebook : Codebook
    words : mapping of language to mapping of entry name to phrases
    language : str
    """
    given = words.get(language, {})
    phrases: list[Phrase] = []
    for name, entry in codebook.entries.items():
        lines = list(given.get(name, ()))
        if not lines:
            lines = [entry.description] if entry.description else [name.replace("_", " ")]
        phrases.extend(phrase for line in lines if (phrase := _compile(name, line, language)) is not None)
    return WordIndex(phrases, language)


def _compile(entry: str, line: str, language: str) -> Phrase | None:
    line = line.strip()
    is_contrary = line.startswith("~")
    line = line.lstrip("~ ")
    is_exact = len(line) > 2 and line[0] == line[-1] == '"'
    line = line.strip('"')
    stopwords = load_lexicon(language)["stopwords"]
    wanted: list[_Term] = []
    absent: list[_Term] = []
    dropped: list[tuple[int, _Term]] = []
    for piece in line.split():
        is_absent, bare = piece.startswith("!"), piece.lstrip("!")
        core = bare.strip("*")
        lows = [token.low for token in cut_tokens(core, 0, len(core)) if token.is_word]
        if not lows:
            continue
        low = lows[0].rstrip("-") if len(lows) == 1 else " ".join(lows)
        term = _term(low, bare, language)
        if is_absent:
            absent.append(term)
        elif low in _ARTICLES and not is_exact:
            continue
        elif low in stopwords and not is_exact:
            dropped.append((len(wanted), term))
        else:
            wanted.append(term)
    if len(wanted) <= 1 and dropped and not is_exact:
        # "op te stappen", "over de index": without its small words nothing of the phrase would be left.
        for place, term in reversed(dropped):
            wanted.insert(place, term)
        is_exact = True
    if not wanted:
        return None
    weight = sum(1.0 + len(term.stem or term.begins or term.ends) / 20 for term in wanted)
    return Phrase(entry, tuple(wanted), tuple(absent), is_exact, is_contrary, weight + (0.2 if is_exact else 0.0))


def _term(low: str, bare: str, language: str) -> _Term:
    if bare.endswith("*") and bare.startswith("*"):
        return _Term("", begins="", ends="", rest=low)
    if bare.endswith("*"):
        return _Term("", begins=low)
    if bare.startswith("*"):
        return _Term("", ends=low)
    for prefix in _PREFIXES.get(language, ()):
        if low.startswith(prefix) and len(low) - len(prefix) >= 4:
            return _Term(stem_of(low, language), prefix=prefix, rest=stem_of(low[len(prefix) :], language))
    return _Term(stem_of(low, language))


def _places(term: _Term, tokens: Sequence[Token], places: Mapping[str, list[int]]) -> list[tuple[int, ...]]:
    if term.stem:
        found: list[tuple[int, ...]] = [(i,) for i in places.get(term.stem, ())]
        if not found and term.prefix:
            verbs, particles = places.get(term.rest, ()), places.get(term.prefix, ())
            found = [(v, p) for v in verbs for p in particles if abs(v - p) <= NEAR]
        return found
    if term.begins:
        return [(i,) for i, token in enumerate(tokens) if token.low.startswith(term.begins)]
    if term.ends:
        return [(i,) for i, token in enumerate(tokens) if token.low.endswith(term.ends)]
    return [(i,) for i, token in enumerate(tokens) if term.rest in token.low]


def _match(phrase: Phrase, tokens: Sequence[Token], places: Mapping[str, list[int]]) -> tuple[int, ...] | None:
    options = []
    for term in phrase.terms:
        here = _places(term, tokens, places)
        if not here:
            return None
        options.append(here[:8])
    positions = _in_order(options) if phrase.is_exact else _near(options)
    if positions is None:
        return None
    first = positions[0]
    for term in phrase.absent:
        if any(abs(place[0] - first) <= NEAR for place in _places(term, tokens, places)):
            return None
    return positions


def _near(options: Sequence[list[tuple[int, ...]]]) -> tuple[int, ...] | None:
    """Pick one place per word so that all lie near the rarest one."""
    anchor_of = min(range(len(options)), key=lambda i: len(options[i]))
    best: tuple[int, tuple[int, ...]] | None = None
    for anchor in options[anchor_of]:
        taken: set[int] = set(anchor)
        for i, choices in enumerate(options):
            if i == anchor_of:
                continue
            free = [choice for choice in choices if not taken.intersection(choice)]
            if not free:
                break
            taken.update(_nearest(free, anchor[0]))
        else:
            spread = max(taken) - min(taken)
            if spread <= NEAR + 2 * len(options) and (best is None or spread < best[0]):
                best = (spread, tuple(sorted(taken)))
    return best[1] if best else None


def _nearest(choices: Sequence[tuple[int, ...]], place: int) -> tuple[int, ...]:
    return min(choices, key=lambda choice: abs(choice[0] - place))


def _in_order(options: Sequence[list[tuple[int, ...]]]) -> tuple[int, ...] | None:
    """Pick places that follow each other with at most one token between two of them."""
    for first in options[0]:
        chosen = list(first)
        for choices in options[1:]:
            after = [choice for choice in choices if 0 < choice[0] - chosen[-1] <= 4]
            if not after:
                break
            chosen.extend(after[0])
        else:
            return tuple(sorted(chosen))
    return None
