"""What the narrator says without anyone's position: events, moods, chances, deals struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.evidence.codebook import Entry
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.conditions import read_condition
from treves.evidence.rules.discourse import Discourse
from treves.evidence.rules.drafts import Draft
from treves.evidence.rules.frames import Frame, Holder, first_free, resolve_all
from treves.evidence.rules.hedging import find_hedging, weakest
from treves.evidence.rules.mention import Mention
from treves.evidence.rules.names import Actor
from treves.evidence.rules.sentence import Language, Sentence
from treves.evidence.rules.stances import negations
from treves.evidence.rules.subjects import group_of

__all__ = ["narrate"]

COALITION = Actor("coalition", "institution")


def narrate(
    sentence: Sentence,
    segment: Segment,
    frames: Sequence[Frame],
    speaker: tuple[Holder, ...],
    language: Language,
    entries: Mapping[str, Entry],
    discourse: Discourse,
) -> list[Draft]:
    """Draft what a segment without a position asserts: a proposition, a deal, or a proposal that is on the table."""
    lexicon = language.lexicon
    places = [i for c in segment.chunks if c.kind != "condition" for i in range(c.start, c.end)]
    matters = sentence.matters(places, language.index)
    if not matters or (speaker and all(sentence.quoted[i] for i in matters[0].positions)):
        return []
    condition = read_condition(sentence, segment, language)
    propositions = [m for m in matters if entries[m.entry].type == "proposition"]
    measures = [m for m in matters if entries[m.entry].type == "measure"]
    deal = sentence.has_phrase(lexicon.phrases["passive_deal"], segment.start, segment.end)
    if deal is not None and measures and (not propositions or measures[0].weight >= propositions[0].weight):
        holder = Holder(
            COALITION,
            first_free(sentence, segment, language) or _nobody(segment),
            "a deal without a name = the coalition",
        )
        return [
            Draft(holder, measures[0].entry, "+1", "commitment", "asserted", "journalist", "journalist", "deal",
                  segment.start, segment.end, cues=tuple(range(*deal)), rule=holder.rule)
        ]  # fmt: skip
    if propositions:
        matter = propositions[0]
        taken = set(matter.positions)
        hedging = find_hedging(sentence.tokens, segment, lexicon, set(), is_forecast=True, main_is_past=False)
        odd = len(negations(sentence, segment, language, taken)) % 2 == 1
        sign = matter.sign * (-1 if odd else 1)
        formula = condition.formula if condition is not None else ""
        if hedging.is_irrealis and not formula and measures:
            formula = measures[0].entry
        is_conditional = condition is not None or hedging.is_irrealis
        kind = "conditional" if is_conditional else "prediction" if hedging.certainty == "possible" else "background"
        doers: list[Holder | None] = [*_doers(sentence, segment, language, discourse)]
        if any(f.act == "differ" for f in frames):
            doers = []
        if doers and kind == "background":
            kind = "event"
        source, source_type, vouched = "journalist", "journalist", "asserted"
        if speaker:
            source, source_type, vouched = speaker[0].actor.name, speaker[0].actor.type, "reported"
        elif hedging.is_hearsay:
            source, source_type = "unspecified", "anonymous"
        is_open = sentence.has_phrase(lexicon.phrases["open_question"], segment.start, segment.end) is not None
        stance = "0" if is_open else "conditional" if is_conditional else "+1" if sign > 0 else "-1"
        return [
            Draft(doer, matter.entry, stance, kind, weakest(hedging.certainty, vouched), source, source_type,
                  "narration", segment.start, segment.end, condition=formula, hedges=hedging.positions,
                  rule="narrator" if doer is None else doer.rule)
            for doer in doers or [None]
        ]  # fmt: skip
    lows = {sentence.tokens[i].low for i in places}
    does = _doers(sentence, segment, language, discourse) if measures and condition is not None else []
    if does and condition is not None:
        # "If the bonus goes, the unions will strike": a conditional act of someone who can act.
        kind = "red_line" if lows & lexicon["future"] or condition.is_absence else "conditional"
        return [
            Draft(doer, measures[0].entry, "conditional", kind, "asserted", "journalist", "journalist",
                  "conditional_act", segment.start, segment.end, condition=condition.formula, rule=doer.rule)
            for doer in does
        ]  # fmt: skip
    acts = [m for m in measures if len(m.positions) >= 2] if not lows & lexicon["neutral_acts"] else []
    if acts and not speaker and not any(f.act not in {"say", "undo"} for f in frames):
        # "The minister shelves the targets": who is told to do it is for it.
        hedging = find_hedging(sentence.tokens, segment, lexicon, set(), is_forecast=True, main_is_past=False)
        odd = len(negations(sentence, segment, language, set(acts[0].positions))) % 2 == 1
        sign = acts[0].sign * (-1 if odd else 1)
        return [
            Draft(doer, acts[0].entry, "+1" if sign > 0 else "-1", "support" if sign > 0 else "oppose",
                  hedging.certainty, "journalist", "journalist", "act", segment.start, segment.end,
                  hedges=hedging.positions, rule=doer.rule)
            for doer in _doers(sentence, segment, language, discourse)
        ]  # fmt: skip
    if (
        lows & lexicon["proposal_nouns"]
        and not any(f.holders for f in frames)
        and not _doers(sentence, segment, language, discourse)
    ):
        return [
            Draft(None, m.entry, "0", "background", "asserted", "journalist", "journalist", "narration",
                  segment.start, segment.end, rule="narrator")
            for m in measures[:2]
        ]  # fmt: skip
    return []


def _nobody(segment: Segment) -> Mention:
    return Mention(segment.start, segment.start + 1, COALITION)


def _doers(sentence: Sentence, segment: Segment, language: Language, discourse: Discourse) -> list[Holder]:
    """Return the people, party or delegation the narrator reports to act; a whole coalition is no doer."""
    mention = first_free(sentence, segment, language)
    if mention is None or mention.pointer in {"everyone", "both", "none", "others"}:
        return []
    pool = [m for m in sentence.mentions if segment.start <= m.start < segment.end]
    group = group_of(mention, pool, sentence.tokens)
    holders = resolve_all(group, sentence, mention.end, discourse, language)
    if any(h.actor.type == "institution" and h.actor.name in language.lexicon["government"] for h in holders):
        return []
    return [h for h in holders if h.actor.type in {"person", "party", "institution"}]
