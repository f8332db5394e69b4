"""The walk through a report's sentences, segment by segment, from cues to drafts of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.evidence.codebook import Entry
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.conditions import read_condition
from treves.evidence.rules.discourse import Discourse
from treves.evidence.rules.drafts import Draft
from treves.evidence.rules.frames import (
    PRIORITY,
    Frame,
    Holder,
    attributions,
    first_free,
    frames_of,
    resolve_all,
)
from treves.evidence.rules.hedging import Hedging, find_hedging, weakest
from treves.evidence.rules.hits import Hit
from treves.evidence.rules.matters import Matter
from treves.evidence.rules.narration import narrate
from treves.evidence.rules.sentence import Language, Sentence
from treves.evidence.rules.stances import read_stance

__all__ = ["Engine"]

_SILENT = {"condition"}
_COMMENTS = {"reageren", "bevestigen", "zeggen", "toelichten", "comment", "confirm", "say"}


class Engine:
    """Reads one report: feed it sentences in order, take its drafts."""

    def __init__(self, language: Language, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self.entries = entries
        self.discourse = Discourse(language.names)
        self.drafts: list[Draft] = []
        self.recent: list[tuple[int, str]] = []  # (sentence number, matter) of late
        self.conditions: list[str] = []
        self._number = 0
        self._carried: tuple[Holder, ...] = ()
        self._paragraph = -1

    def read(self, sentence: Sentence) -> list[Draft]:
        """Read one sentence and return its drafts."""
        self._number += 1
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
        self._carried = ()
        before = len(self.drafts)
        for segment in sentence.segments:
            self._read_segment(sentence, segment)
        named = [m.actor for m in sentence.mentions if m.actor is not None]
        self.discourse.hear(named)
        return self.drafts[before:]

    # -- one segment ---------------------------------------------------------------------------------------------

    def _read_segment(self, sentence: Sentence, segment: Segment) -> None:
        language = self.language
        frames = frames_of(sentence, segment, self.discourse, language)
        said, said_at = attributions(sentence, segment, self.discourse, language)
        says = [f for f in frames if f.act == "say" and not f.is_quoted and f.holders and f.chunk.kind == "main"]
        speaker: tuple[Holder, ...] = said or (says[0].holders if says else ())
        speech = said_at or (says[0].hit.positions if says else ())
        if speaker:
            self.discourse.speaker = tuple(h.actor for h in speaker)
            if any(sentence.quoted[segment.start : segment.end]):
                # "We" inside the quotation could not be resolved before the speaker was known.
                frames = frames_of(sentence, segment, self.discourse, language)
        if self._points_back(sentence, segment, frames, speaker):
            self._hand_on_source(speaker)
            self._attend(speaker)
            return
        emitted = self._relative_statements(sentence, segment, frames)
        top = self._choose(sentence, segment, frames, speaker)
        if top:
            for frame, group_speaker in top:
                emitted += self._emit(sentence, segment, frame, group_speaker, speech, frames)
        elif speaker and not self._is_fully_narrated(sentence, segment, frames, speaker):
            spoken = self._speech_frame(frames, speaker, speech, segment)
            emitted += self._emit(sentence, segment, spoken, speaker, speech, frames)
        if not emitted:
            emitted += narrate(sentence, segment, frames, speaker, self.language, self.entries, self.discourse)
        for draft in emitted:
            draft.sentence = self._number
        self.drafts.extend(emitted)
        topics = list(dict.fromkeys(d.about for d in emitted))
        if not topics:
            matters = sentence.matters(list(range(segment.start, segment.end)), language.index)
            topics = [matter.entry for matter in matters[:1]]
        self.recent.extend((self._number, about) for about in topics)
        self.conditions = [d.condition.removeprefix("NOT ") for d in emitted if d.condition] or self.conditions
        self._remember(sentence, segment, top, speaker)

    def _points_back(
        self, sentence: Sentence, segment: Segment, frames: Sequence[Frame], speaker: tuple[Holder, ...]
    ) -> bool:
        """Whether the segment only says who said the sentence before ("Dat zei partijleider X dinsdag")."""
        first = sentence.tokens[segment.start].low
        second = segment.start + 1
        return (
            bool(speaker)
            and first in {"dat", "that"}
            and any(f.act == "say" and f.chunk.kind == "main" for f in frames)
            and not any(f.act != "say" for f in frames)
            and not any(sentence.quoted[segment.start : segment.end])
            and all(c.kind == "main" for c in segment.chunks)
            and second < segment.end
        )

    def _hand_on_source(self, speaker: tuple[Holder, ...]) -> None:
        for draft in self.drafts:
            if draft.sentence == self._number - 1 and draft.source_type in {"self", "journalist"}:
                source = speaker[0].actor
                draft.source = source.name
                is_self = draft.holder is not None and draft.holder.actor == source
                draft.source_type = "self" if is_self else source.type

    def _remember(
        self,
        sentence: Sentence,
        segment: Segment,
        top: Sequence[tuple[Frame, object]],
        speaker: tuple[Holder, ...],
    ) -> None:
        self.discourse.attend([h.actor for h in speaker])
        if top:
            holders = top[0][0].holders
        elif speaker:
            holders = speaker
        else:
            mention = first_free(sentence, segment, self.language)
            holders = (
                ()
                if mention is None
                else resolve_all([mention], sentence, segment.start, self.discourse, self.language)
            )
        self._attend(holders)

    def _attend(self, holders: Sequence[Holder]) -> None:
        self._carried = tuple(holders) or self._carried
        self.discourse.attend([h.actor for h in holders])

    # -- choosing frames -----------------------------------------------------------------------------------------

    def _choose(
        self,
        sentence: Sentence,
        segment: Segment,
        frames: Sequence[Frame],
        speaker: tuple[Holder, ...],
    ) -> list[tuple[Frame, tuple[Holder, ...]]]:
        """Choose the frame of each group of actors that carries the segment's statement."""
        position = [f for f in frames if f.act not in {"say", "differ"} and f.chunk.kind != "relative"]
        position = [f for f in position if not self._is_comment_refused(f, frames, sentence)]
        main = [f for f in position if f.chunk.kind == "main" and not f.is_quoted]
        chosen: dict[tuple[str, ...], Frame] = {}
        for frame in main or position:
            held = self._held(frame, frames, speaker, segment, sentence)
            if held is None or not held.holders:
                continue
            if not main and not frame.is_explicit and speaker and frame.act in {"good", "bad"} and not frame.is_quoted:
                held = frame.held_by(speaker)
            key = tuple(sorted(actor.name for actor in held.actors))
            known = chosen.get(key)
            if known is None or PRIORITY[held.act] < PRIORITY[known.act]:
                chosen[key] = held
        groups = list(chosen.values())
        if main and len(groups) > 1:
            # A later frame in the same main clause whose actors are named inside the first one's object is no position.
            groups = [g for g in groups if g.is_explicit or g is groups[0]]
        return [(frame, speaker if speaker and not has_same(frame.holders, speaker) else ()) for frame in groups]

    def _held(
        self,
        frame: Frame,
        frames: Sequence[Frame],
        speaker: tuple[Holder, ...],
        segment: Segment,
        sentence: Sentence,
    ) -> Frame | None:
        if frame.act == "agree":
            parties = [m for m in sentence.mentions if segment.start <= m.start < segment.end]
            holders = resolve_all(parties, sentence, frame.hit.verb, self.discourse, self.language)
            return frame.held_by(tuple(h for h in holders if h.actor.type in {"party", "person"}))
        if frame.holders:
            return frame
        if frame.is_passive and frame.act != "commit":
            return None
        if frame.is_passive:
            return None
        governing = [f for f in frames if f.holders and f.chunk.kind == "main" and not f.is_quoted]
        if governing and frame.chunk.kind != "main":
            return frame.held_by(governing[0].holders)
        if speaker:
            return frame.held_by(speaker)
        if governing:
            return frame.held_by(governing[0].holders)
        if segment.joiner and self._carried:
            return frame.held_by(self._carried)
        if sentence.quoted[frame.hit.verb] and self.discourse.speaker and all(sentence.quoted):
            actor = self.discourse.speaker[0]
            mention = first_free(sentence, segment, self.language)
            return frame.held_by((Holder(actor, mention, "speaker of the sentence before"),)) if mention else None
        return None

    def _is_comment_refused(self, frame: Frame, frames: Sequence[Frame], sentence: Sentence) -> bool:
        if frame.act not in {"want", "oppose"}:
            return False
        return any(
            f.act == "say" and f.chunk == frame.chunk and f.hit.verb > frame.hit.verb
            and sentence.tokens[f.hit.verb].low in _COMMENTS
            for f in frames
        )  # fmt: skip

    def _is_fully_narrated(
        self, sentence: Sentence, segment: Segment, frames: Sequence[Frame], speaker: tuple[Holder, ...]
    ) -> bool:
        """Whether a report of someone's act is merely vouched for ("X heeft ..., bevestigen bronnen")."""
        if speaker[0].actor.type not in {"anonymous", "institution"}:
            return False
        say = next((f for f in frames if f.act == "say" and f.holders == speaker), None)
        if say is None or say.chunk.start == segment.start:
            return False
        first = first_free(sentence, segment, self.language)
        if first is None or first.start >= say.chunk.start or any(sentence.quoted[segment.start : segment.end]):
            return False
        holders = resolve_all([first], sentence, segment.start, self.discourse, self.language)
        return bool(holders) and holders[0].actor.type in {"party", "person"} and holders[0].actor != speaker[0].actor

    def _speech_frame(
        self,
        frames: Sequence[Frame],
        speaker: tuple[Holder, ...],
        speech: tuple[int, ...],
        segment: Segment,
    ) -> Frame:
        """Return the frame of the verb of speech, or one made of "volgens" or "according to"."""
        for frame in frames:
            if frame.act == "say" and frame.holders == speaker:
                return frame
        cue = next(
            c for c in self.language.cues.by_form["zegt" if self.language.code == "nl" else "says"] if c[1].act == "say"
        )[1]
        return Frame(Hit(cue, speech[0], speech), segment.chunk_at(speech[0]), speaker, True, False)

    # -- emitting ------------------------------------------------------------------------------------------------

    def _relative_statements(self, sentence: Sentence, segment: Segment, frames: Sequence[Frame]) -> list[Draft]:
        """Statements in relative clauses: "een week uitstel, waarop de staatssecretaris zinspeelde, ..."."""
        drafts: list[Draft] = []
        for frame in frames:
            if frame.chunk.kind != "relative" or frame.act == "say" or not frame.holders or not frame.is_explicit:
                continue
            places = list(range(segment.start, frame.chunk.end))
            matters = self._pick(sentence.matters(places, self.language.index), frame.act, sentence)
            for matter in matters[:1]:
                drafts += self._drafts(sentence, segment, frame, (), (), matter, frame.chunk.end)
        return drafts

    def _emit(
        self,
        sentence: Sentence,
        segment: Segment,
        frame: Frame,
        speaker: tuple[Holder, ...],
        speech: tuple[int, ...],
        frames: Sequence[Frame],
    ) -> list[Draft]:
        matters = self._matters(sentence, segment, frame, frames)
        drafts: list[Draft] = []
        for matter in matters:
            if frame.act == "agree" and self.entries[matter.entry].type == "proposition":
                return []
            drafts += self._drafts(sentence, segment, frame, speaker, speech, matter, segment.end, frames)
        return drafts

    def _matters(self, sentence: Sentence, segment: Segment, frame: Frame, frames: Sequence[Frame]) -> list[Matter]:
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
        found = self._pick(sentence.matters(places, self.language.index), frame.act, sentence)
        return found or self._inherited(sentence, segment)

    def _pick(self, matters: Sequence[Matter], act: str, sentence: Sentence) -> list[Matter]:
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

    def _inherited(self, sentence: Sentence, segment: Segment) -> list[Matter]:
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
            if is_pro and low in {"this", "these", "those", "dit", "deze"} and self._is_determiner(i, sentence):
                continue
            if is_noun or is_pro:
                late = [about for number, about in self.recent if self._number - number <= (6 if is_noun else 2)]
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
        is_verb = after.low in lexicon["auxiliaries"] or after.low in self.language.cues.finite
        others = lexicon["negators"] | lexicon["prepositions"] | lexicon["determiners"]
        return after.is_word and not is_verb and after.low not in others

    def _drafts(
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
        entry = self.entries[matter.entry]
        condition = read_condition(sentence, segment, self.language)
        main_is_past = any(
            sentence.tokens[i].low in self.language.lexicon["past"]
            for chunk in segment.chunks
            if chunk.kind == "main"
            for i in range(chunk.start, chunk.end)
        )
        is_forecast = frame.act in {"say", "expect", "assume", "doubt", "hint", "deny", "threat"} or (
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
        if actor.type == "anonymous":
            return actor.name, "anonymous", "reported"
        if speaker and actor not in {s.actor for s in speaker}:
            source = speaker[0].actor
            own = source.party and source.party == actor.party and source.role and not actor.role
            return source.name, source.type, "asserted" if own else "reported"
        if hedging.is_hearsay or (hedging.certainty == "hedged" and self._is_hearsay_word(hedging)):
            return "unspecified", "anonymous", "hedged"
        if is_named or frame.hit.cue.is_speech or any(f.hit.cue.is_speech and actor in f.actors for f in frames):
            return actor.name, "self", "asserted"
        return "journalist", "journalist", "asserted"

    def _is_hearsay_word(self, hedging: Hedging) -> bool:
        return hedging.is_hearsay


def has_same(holders: Sequence[Holder], speaker: Sequence[Holder]) -> bool:
    """Whether the speaker is one of the holders."""
    return any(h.actor == s.actor for h in holders for s in speaker)
