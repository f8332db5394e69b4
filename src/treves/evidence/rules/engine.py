"""The walk through a report's sentences, segment by segment, from cues to drafts of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.evidence.codebook import Entry
from treves.evidence.rules.choosing import Chooser
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.discourse import Discourse
from treves.evidence.rules.drafting import Drafter
from treves.evidence.rules.drafts import Draft
from treves.evidence.rules.frames import Frame, Holder, attributions, first_free, frames_of, resolve_all
from treves.evidence.rules.hits import Hit
from treves.evidence.rules.narration import narrate
from treves.evidence.rules.sentence import Language, Sentence
from treves.evidence.rules.topics import Topics

__all__ = ["Engine"]


class Engine:
    """Reads one report: feed it sentences in order, take its drafts."""

    def __init__(self, language: Language, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self.entries = entries
        self.discourse = Discourse(language.names)
        self.drafts: list[Draft] = []
        self.topics = Topics(language, entries)
        self.drafter = Drafter(language, entries)
        self.chooser = Chooser(language, self.discourse)

    def read(self, sentence: Sentence) -> list[Draft]:
        """Read one sentence and return its drafts."""
        self.topics.number += 1
        self.chooser.carried = ()
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
        if self._is_no_comment(sentence, segment):
            self._attend(speaker)
            return
        emitted = self._relative_statements(sentence, segment, frames)
        top = self.chooser.choose(sentence, segment, frames, speaker)
        if top:
            for frame, group_speaker in top:
                emitted += self._emit(sentence, segment, frame, group_speaker, speech, frames)
        elif speaker and not self.chooser.is_fully_narrated(sentence, segment, frames, speaker):
            spoken = self._speech_frame(frames, speaker, speech, segment)
            emitted += self._emit(sentence, segment, spoken, speaker, speech, frames)
        if not emitted:
            emitted += narrate(sentence, segment, frames, speaker, self.language, self.entries, self.discourse)
        for draft in emitted:
            draft.sentence = self.topics.number
        self.drafts.extend(emitted)
        topics = list(dict.fromkeys(d.about for d in emitted))
        if not topics:
            matters = sentence.matters(list(range(segment.start, segment.end)), language.index)
            topics = [matter.entry for matter in matters[:1]]
        self.topics.remember(topics)
        hung_on = [d.condition.removeprefix("NOT ") for d in emitted if d.condition]
        self.topics.conditions = hung_on or self.topics.conditions
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

    def _is_no_comment(self, sentence: Sentence, segment: Segment) -> bool:
        """Whether someone only refuses to comment ("wil daar niet op reageren")."""
        lexicon = self.language.lexicon
        lows = {token.low for token in sentence.tokens[segment.start : segment.end]}
        refuses = lows & (lexicon["negators"] | {"weigert", "weigerde", "declined", "declines", "refused"})
        places = list(range(segment.start, segment.end))
        return bool(refuses and lows & {"reageren", "commentaar", "comment"}) and not sentence.matters(
            places, self.language.index
        )

    def _hand_on_source(self, speaker: tuple[Holder, ...]) -> None:
        for draft in self.drafts:
            if draft.sentence == self.topics.number - 1 and draft.source_type in {"self", "journalist"}:
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
        self.chooser.carried = tuple(holders) or self.chooser.carried
        self.discourse.attend([h.actor for h in holders])

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
            matters = self.topics.pick(sentence.matters(places, self.language.index), frame.act, sentence)
            for matter in matters[:1]:
                drafts += self.drafter.draft(sentence, segment, frame, (), (), matter, frame.chunk.end)
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
        matters = self.topics.of_segment(sentence, segment, frame, frames)
        drafts: list[Draft] = []
        for matter in matters:
            if frame.act == "agree" and self.entries[matter.entry].type == "proposition":
                return []
            drafts += self.drafter.draft(sentence, segment, frame, speaker, speech, matter, segment.end, frames)
        return drafts
