"""What a segment is about: the codebook's matter it names, or the one of late that it points back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.evidence.codebook import Entry
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.frames import Frame
from treves.evidence.rules.matters import Matter
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["Topics"]

_SILENT = {"condition"}
_STANDS = {"want", "demand", "oppose", "accept"}


class Topics:
    """Matters of one report, with the memory that "daar", "die eis" or "the plan" point into."""

    def __init__(self, language: Language, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self.entries = entries
        self.recent: list[tuple[int, str]] = []  # (sentence number, matter) of late
        self.conditions: list[str] = []
        self.number = 0

    def remember(self, abouts: Sequence[str]) -> None:
        """Remember what a segment was about."""
        self.recent.extend((self.number, about) for about in abouts)

    def of_segment(self, sentence: Sentence, segment: Segment, frame: Frame, frames: Sequence[Frame]) -> list[Matter]:
        """Return the matters of a frame within its segment."""
        cut = {
            i for f in frames if f.chunk.kind == "relative" and f.is_explicit for i in range(f.chunk.start, f.chunk.end)
        }
        places = [
            i
            for chunk in segment.chunks
            if chunk.kind not in _SILENT
            for i in range(chunk.start, chunk.end)
            if i not in cut
        ]
        found = self.pick(sentence.matters(places, self.language.index), frame.act, sentence)
        return found or self._inherited(sentence, segment, frame.act) or self._implied(frame, segment)

    def _implied(self, frame: Frame, segment: Segment) -> list[Matter]:
        """Take the measure of late for a short stand on what is left unsaid ("De VVD is tegen", "stuit op een nee")."""
        is_short = segment.end - segment.start <= 10 and frame.act in {"want", "oppose", "accept", "redline"}
        knows = frame.is_explicit and any(h.actor.type in {"party", "person", "institution"} for h in frame.holders)
        if not knows or not (is_short or frame.hit.cue.of):
            return []
        late = [about for number, about in self.recent if self.number - number <= 1]
        late = [about for about in late if self.entries[about].type == "measure"]
        return [Matter(late[-1], (), 1, 0.0)] if late else []

    def pick(self, matters: Sequence[Matter], act: str, sentence: Sentence) -> list[Matter]:
        """Keep the best matter, and others that rest on other words and on at least two of them."""
        wants = act in {"want", "demand", "oppose", "redline", "insist", "accept", "commit", "threat"}

        def rank(matter: Matter) -> float:
            is_measure = self.entries[matter.entry].type == "measure"
            adjunct = 0.7 if matter.positions and self._is_adjunct(matter.positions[0], sentence) else 0.0
            return matter.weight + (0.6 if is_measure == wants else 0.0) - adjunct

        kept: list[Matter] = []
        for matter in sorted(matters, key=rank, reverse=True):
            taken = {i for other in kept for i in other.positions}
            if not kept:
                kept.append(matter)
            elif len(matter.positions) >= 2 and not taken.intersection(matter.positions) and act != "say":
                same_type = self.entries[matter.entry].type == self.entries[kept[0].entry].type
                if same_type and len(kept) < 3:
                    kept.append(matter)
        return kept

    def _is_adjunct(self, place: int, sentence: Sentence) -> bool:
        """Whether a matter stands in a phrase of time ("tijdens een nieuw overleg") rather than in what is said."""
        lexicon = self.language.lexicon
        i = place - 1
        while i >= 0 and place - i <= 3:
            if sentence.tokens[i].low in lexicon["adjuncts"]:
                return True
            if sentence.tokens[i].low not in lexicon["determiners"] and not sentence.tokens[i].low.endswith("e"):
                return False
            i -= 1
        return False

    def _inherited(self, sentence: Sentence, segment: Segment, act: str) -> list[Matter]:
        """Take the matter of late where the segment points back to it ("daar", "die eis", "the plan")."""
        lexicon = self.language.lexicon
        for i in range(segment.start, segment.end):
            low = sentence.tokens[i].low
            is_noun = (
                low in lexicon["anaphoric_nouns"] and i > 0 and sentence.tokens[i - 1].low in lexicon["determiners"]
            )
            is_pro = low in lexicon["pro_forms"] and not (
                low in {"dat", "die", "that", "het", "this", "er"}
                and segment.chunk_at(i).opener == low
                and segment.chunk_at(i).start == i
            )
            if is_pro and i + 1 < segment.end and sentence.tokens[i + 1].low in lexicon["anaphoric_nouns"]:
                continue
            if is_pro and low in {"this", "these", "those", "dit", "deze", "het"} and self._is_determiner(i, sentence):
                continue
            if is_noun or is_pro:
                late = [about for number, about in self.recent if self.number - number <= (6 if is_noun else 2)]
                if act in _STANDS:
                    late = [about for about in late if self.entries[about].type == "measure"] or late
                if is_noun:
                    late = [about for about in late if self.entries[about].type == "measure"] or late
                    if low in lexicon["condition_nouns"] and self.conditions and self.conditions[-1] in self.entries:
                        return [Matter(self.conditions[-1], (), 1, 0.0)]
                return [Matter(late[-1], (), 1, 0.0)] if late else []
        return []

    def _is_determiner(self, i: int, sentence: Sentence) -> bool:
        """Whether "this" or "deze" stands before its noun ("this month") rather than alone."""
        if i + 1 >= len(sentence.tokens):
            return False
        after = sentence.tokens[i + 1]
        lexicon = self.language.lexicon
        is_verb = after.low in lexicon["auxiliaries"] or after.low in self.language.cues.by_form
        others = lexicon["negators"] | lexicon["prepositions"] | lexicon["determiners"]
        return after.is_word and not is_verb and after.low not in others
