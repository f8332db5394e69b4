"""Which frame of a segment carries the statement of each group of actors, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.discourse import Discourse
from treves.evidence.rules.frames import PRIORITY, Frame, Holder, first_free, resolve_all
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["Chooser"]

_COMMENTS = {"reageren", "bevestigen", "zeggen", "toelichten", "comment", "confirm", "say"}


class Chooser:
    """Chooses frames; ``carried`` are the actors a joined clause without a subject of its own goes on with."""

    def __init__(self, language: Language, discourse: Discourse) -> None:
        self.language = language
        self.discourse = discourse
        self.carried: tuple[Holder, ...] = ()

    def choose(
        self,
        sentence: Sentence,
        segment: Segment,
        frames: Sequence[Frame],
        speaker: tuple[Holder, ...],
    ) -> list[tuple[Frame, tuple[Holder, ...]]]:
        """Choose the frame of each group of actors that carries the segment's statement."""
        position = [f for f in frames if f.act not in {"say", "differ", "undo"} and f.chunk.kind != "relative"]
        position = [f for f in position if not self._is_comment_refused(f, frames, sentence)]
        position = [f for f in position if not self._is_in_matter(f, sentence, segment)]
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
        return [(frame, speaker if speaker and not _has_same(frame.holders, speaker) else ()) for frame in groups]

    def _is_in_matter(self, frame: Frame, sentence: Sentence, segment: Segment) -> bool:
        """Whether a word of judgement belongs to what the clause is about ("de AOW wordt onbetaalbaar")."""
        if frame.act not in {"good", "bad"}:
            return False
        matters = sentence.matters(list(range(segment.start, segment.end)), self.language.index)
        return any(set(frame.hit.positions) <= set(m.positions) for m in matters)

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
        if frame.is_passive:
            # "A breach cannot be ruled out, sources say": nobody else is meant than who says it.
            is_open = frame.act in {"redline", "expect", "assume", "doubt", "reckon"}
            return frame.held_by(speaker) if speaker and is_open else None
        governing = [f for f in frames if f.holders and f.chunk.kind == "main" and not f.is_quoted]
        if governing and frame.chunk.kind != "main":
            return frame.held_by(governing[0].holders)
        if speaker:
            return frame.held_by(speaker)
        if governing:
            return frame.held_by(governing[0].holders)
        if segment.joiner and self.carried:
            return frame.held_by(self.carried)
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

    def is_fully_narrated(
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


def _has_same(holders: Sequence[Holder], speaker: Sequence[Holder]) -> bool:
    """Whether the speaker is one of the holders."""
    return any(h.actor == s.actor for h in holders for s in speaker)
