"""Frames: a cue with the actors it belongs to, and the choice of the frame that carries a clause's statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from treves.evidence.rules.bystanders import bystanders
from treves.evidence.rules.clauses import Chunk, Segment
from treves.evidence.rules.discourse import Discourse
from treves.evidence.rules.hits import Hit
from treves.evidence.rules.mention import Mention
from treves.evidence.rules.names import Actor
from treves.evidence.rules.sentence import Language, Sentence
from treves.evidence.rules.speech import implied_speech
from treves.evidence.rules.subjects import agent_of, finite_of, hanging_on, is_governed, subject_of

__all__ = ["PRIORITY", "Frame", "Holder", "attributions", "frames_of", "resolve_all"]

PRIORITY = {
    "threat": 0, "redline": 1, "insist": 1, "deny": 2, "differ": 12, "demand": 3, "commit": 4, "oppose": 5,
    "accept": 6, "agree": 6,
    "hint": 7, "doubt": 7, "reckon": 7, "abstain": 2, "undo": 13,
    "want": 8, "expect": 9, "assume": 9, "bad": 10, "good": 10, "say": 11,
}  # fmt: skip


_AMONG = frozenset({"bij", "binnen", "in", "onder", "vanuit"})


@dataclass(frozen=True, slots=True)
class Holder:
    """An actor as a mention names it, with the rule that resolved the mention."""

    actor: Actor
    mention: Mention
    rule: str
    negates: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue, the chunk it stands in, and whose it is; ``is_explicit`` where the clause itself names them."""

    hit: Hit
    chunk: Chunk
    holders: tuple[Holder, ...]
    is_explicit: bool
    is_quoted: bool
    is_passive: bool = False

    @property
    def act(self) -> str:
        """What the cue does."""
        return self.hit.cue.act

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors, without their mentions."""
        return tuple(holder.actor for holder in self.holders)

    def held_by(self, holders: tuple[Holder, ...]) -> Frame:
        """Return the frame with other holders."""
        return replace(self, holders=holders)


def resolve_all(
    mentions: Sequence[Mention], sentence: Sentence, verb: int, discourse: Discourse, language: Language
) -> tuple[Holder, ...]:
    """Resolve the mentions of a subject to actors, each actor once."""
    found: dict[Actor, Holder] = {}
    for mention in mentions:
        before = [m.actor for m in sentence.mentions if m.actor is not None and m.end <= mention.start]
        plural = len(mentions) == 1 and _is_plural(verb, sentence, language)
        in_quote = sentence.quoted[min(mention.start, len(sentence.quoted) - 1)]
        said = discourse.resolve(mention, is_plural=plural, in_quote=in_quote, before=before)
        for actor in said.actors:
            found.setdefault(actor, Holder(actor, mention, said.rule, said.negates))
    return tuple(found.values())


def _is_plural(verb: int, sentence: Sentence, language: Language) -> bool:
    chunk_words = [sentence.tokens[i].low for i in range(max(0, verb - 6), min(len(sentence.tokens), verb + 2))]
    low = sentence.tokens[verb].low if verb < len(sentence.tokens) else ""
    if language.code == "en":
        return low != "" and any(w in {"they", "are", "have", "were"} for w in chunk_words)
    around = [t.low for t in sentence.tokens[max(0, verb - 8) : verb + 6]]
    finite = [w for w in around if w in language.lexicon["auxiliaries"] and w not in {"zijn", "worden"}]
    if finite:
        return any(w in language.lexicon["plural_verbs"] for w in finite) and not any(
            w not in language.lexicon["plural_verbs"] for w in finite[:1]
        )
    return low.endswith("en")


def frames_of(sentence: Sentence, segment: Segment, discourse: Discourse, language: Language) -> list[Frame]:
    """Return a frame for every cue of a segment that is no part of a condition or a reason."""
    found: list[Frame] = []
    hits = language.cues.find(sentence.tokens, segment.start, segment.end, language.lexicon)
    implied = implied_speech(sentence, segment, language, hits)
    for hit in [*hits, implied] if implied is not None else hits:
        chunk = segment.chunk_at(hit.verb)
        if chunk.kind in {"condition", "reason"}:
            continue
        bound = hanging_on(hit.cue.of, segment.start, segment.end, sentence.tokens, sentence.mentions)
        if hit.cue.of and hit.cue.needs and not bound:
            continue
        agents = agent_of(hit.verb, segment, sentence.tokens, sentence.mentions, language.lexicon)
        if agents == [] and language.code == "nl":
            # "Bij de VVD wordt gevreesd dat ...": an impersonal passive says whose view it is by "bij" or "in".
            agents = hanging_on(
                _AMONG, chunk.start, min(chunk.start + 5, chunk.end), sentence.tokens, sentence.mentions
            )
        if bound:
            mentions, is_passive = bound, False
        elif agents is not None:
            mentions, is_passive = agents, True
        else:
            mentions = subject_of(
                hit.verb, segment, sentence.tokens, sentence.mentions, language.lexicon, sentence.quoted
            )
            is_passive = False
        quoted = sentence.quoted[hit.verb]
        if quoted:
            mentions = [m for m in mentions if sentence.quoted[m.start]]
        elif (
            not mentions
            and agents is None
            and chunk.kind == "main"
            and (hit.cue.is_verb or hit.cue.act in {"good", "bad"})
        ):
            finite = finite_of(hit.verb, chunk, sentence.tokens, language.lexicon, sentence.quoted)
            mentions = bystanders(finite, chunk, sentence, language)
        holders = _same_plural(mentions, found) or resolve_all(mentions, sentence, hit.verb, discourse, language)
        if _needs_subject(hit, holders, language):
            continue
        own = bool(bound) or any(chunk.start <= m.start < chunk.end for m in mentions)
        found.append(Frame(hit, chunk, holders, own and bool(holders), quoted, is_passive))
    return found


def _same_plural(mentions: Sequence[Mention], earlier: Sequence[Frame]) -> tuple[Holder, ...]:
    """Let "they" within a sentence mean the group that governs it ("all three parties insist they want ...")."""
    if len(mentions) != 1 or mentions[0].pointer not in {"they", "she"}:
        return ()
    for frame in earlier:
        if len(frame.holders) >= 2 and frame.is_explicit:
            return frame.holders
    return ()


def _needs_subject(hit: Hit, holders: tuple[Holder, ...], language: Language) -> bool:
    """Whether a weak cue stands without the subject it needs: "is ... voor", or a cabinet that "threatens to fall"."""
    if hit.cue.name in {"voor zijn", "tegen zijn", "against"}:
        return not any(h.actor.type in {"party", "person", "institution"} for h in holders)
    if hit.cue.act == "threat":
        return not holders or all(h.actor.name in language.lexicon["government"] for h in holders)
    return False


def attributions(
    sentence: Sentence, segment: Segment, discourse: Discourse, language: Language
) -> tuple[tuple[Holder, ...], tuple[int, ...]]:
    """Return whom "volgens ..." or "according to ..." names in a segment, and the tokens of the phrase."""
    lexicon = language.lexicon
    for phrase in lexicon.phrases["attribution_before"]:
        at = sentence.has_phrase((phrase,), segment.start, segment.end)
        if at is None:
            continue
        for mention in sentence.mentions:
            if mention.start >= at[1] and mention.start - at[1] <= 3:
                group = [mention]
                holders = resolve_all(group, sentence, at[0], discourse, language)
                return holders, tuple(range(at[0], at[1]))
    for phrase in lexicon.phrases["anonymous_phrases"]:
        at = sentence.has_phrase((phrase,), segment.start, segment.end)
        if at is not None:
            name = sentence.tokens[at[1] - 1].low
            mention = Mention(at[0], at[1], Actor(name, "anonymous"))
            return (Holder(Actor(name, "anonymous"), mention, "name"),), tuple(range(*at))
    for opens, closes in (("wat", "betreft"), ("as_far_as", "concerned")):
        at = sentence.has_phrase((tuple(opens.split("_")),), segment.start, segment.end)
        for mention in sentence.mentions if at is not None else ():
            if at is None or not 0 <= mention.start - at[1] <= 1:
                continue
            behind = {token.low for token in sentence.tokens[mention.end : mention.end + 3]}
            if closes in behind:
                return resolve_all([mention], sentence, at[0], discourse, language), tuple(range(*at))
    return (), ()


def first_free(sentence: Sentence, segment: Segment, language: Language) -> Mention | None:
    """Return the first mention of a segment that hangs on no preposition."""
    for mention in sentence.mentions:
        if segment.start <= mention.start < segment.end and not is_governed(mention, sentence.tokens, language.lexicon):
            return mention
    return None
