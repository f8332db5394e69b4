"""From a frame and a matter to drafts: certainty, stance, source, one draft per actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.evidence.codebook import Entry
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.conditions import read_condition
from treves.evidence.rules.drafts import Draft
from treves.evidence.rules.frames import Frame, Holder
from treves.evidence.rules.hedging import Hedging, find_hedging, weakest
from treves.evidence.rules.matters import Matter
from treves.evidence.rules.sentence import Language, Sentence
from treves.evidence.rules.stances import read_stance

__all__ = ["Drafter"]


class Drafter:
    """Writes drafts for one language and codebook."""

    def __init__(self, language: Language, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self.entries = entries

    def draft(
        self,
        sentence: Sentence,
        segment: Segment,
        frame: Frame,
        speaker: tuple[Holder, ...],
        speech: tuple[int, ...],
        matter: Matter,
        end: int,
        frames: Sequence[Frame] = (),
    ) -> list[Draft]:
        """Draft a frame's statements about a matter, the span ending before token ``end``."""
        entry = self.entries[matter.entry]
        condition = read_condition(sentence, segment, self.language)
        main_is_past = any(
            sentence.tokens[i].low in self.language.lexicon["past"]
            for chunk in segment.chunks
            if chunk.kind == "main"
            for i in range(chunk.start, chunk.end)
        )
        is_forecast = frame.act in {"say", "expect", "assume", "doubt", "hint", "deny", "threat", "reckon"} or (
            frame.act == "redline" and entry.type == "proposition"
        )
        taken = set(frame.hit.positions) | set(matter.positions)
        hedging = find_hedging(
            sentence.tokens,
            segment,
            self.language.lexicon,
            taken,
            is_forecast=is_forecast,
            main_is_past=main_is_past,
        )
        reading = read_stance(sentence, segment, frame, matter, entry, self.language, condition, frames)
        drafts = []
        for holder in frame.holders:
            stance, kind = reading.stance, reading.kind
            if holder.negates:
                stance = {"+1": "-1", "-1": "+1"}.get(stance, stance)
                kind = {"support": "oppose", "accept": "oppose"}.get(kind, kind)
            source, source_type, vouched = self._source(
                holder, frame, frames, speaker, hedging, is_named=self._is_attributed(sentence, speech)
            )
            certainty = "denied" if frame.act == "deny" else weakest(reading.certainty, hedging.certainty, vouched)
            quoted = [sentence.quoted[i] for i in range(segment.start, min(end, segment.end))]
            quote_type = "direct" if quoted and quoted[0] else "mixed" if any(quoted) else "paraphrase"
            drafts.append(
                Draft(
                    holder, matter.entry, stance, kind, certainty, source, source_type, frame.act, segment.start, end,
                    condition=reading.condition, cues=tuple(sorted({*frame.hit.positions, *speech})),
                    hedges=tuple(sorted({*hedging.positions, *reading.hedges})), quote_type=quote_type,
                    rule=holder.rule,
                )
            )  # fmt: skip
        return drafts

    def _is_attributed(self, sentence: Sentence, speech: tuple[int, ...]) -> bool:
        """Whether the words are given to someone by "volgens", "aldus" or "according to"."""
        heads = {phrase[0] for phrase in self.language.lexicon.phrases["attribution_before"]}
        return bool(speech) and sentence.tokens[speech[0]].low in heads

    def _source(
        self,
        holder: Holder,
        frame: Frame,
        frames: Sequence[Frame],
        speaker: tuple[Holder, ...],
        hedging: Hedging,
        *,
        is_named: bool,
    ) -> tuple[str, str, str]:
        """Return source, source type and the certainty that follows from who vouches."""
        actor = holder.actor
        if actor.type == "journalist":
            return "journalist", "journalist", "asserted"
        if actor.type == "anonymous":
            return actor.name, "anonymous", "reported"
        if speaker and actor not in {s.actor for s in speaker}:
            source = speaker[0].actor
            own = source.party and source.party == actor.party and source.role and not actor.role
            return source.name, source.type, "asserted" if own else "reported"
        if hedging.is_hearsay or (hedging.certainty == "hedged" and hedging.is_hearsay):
            return "unspecified", "anonymous", "hedged"
        if is_named or frame.hit.cue.is_speech or any(f.hit.cue.is_speech and actor in f.actors for f in frames):
            return actor.name, "self", "asserted"
        return "journalist", "journalist", "asserted"
