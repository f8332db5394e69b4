"""Stance and kind: what the act, the negations, the two sides and the condition of a clause add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from treves.evidence.codebook import Entry
from treves.evidence.lexicon import Lexicon
from treves.evidence.rules.clauses import Segment
from treves.evidence.rules.conditions import Condition
from treves.evidence.rules.frames import Frame
from treves.evidence.rules.matters import Matter
from treves.evidence.rules.sentence import Language, Sentence

__all__ = ["Reading", "negations", "read_stance"]

_SIGN = {"oppose": -1, "redline": -1, "doubt": -1, "bad": -1}
_KIND = {
    "want": ("support", "oppose"), "demand": ("demand", "demand"), "oppose": ("accept", "oppose"),
    "redline": ("accept", "red_line"), "insist": ("red_line", "accept"), "threat": ("red_line", "red_line"),
    "accept": ("accept", "oppose"), "commit": ("commitment", "commitment"), "expect": ("prediction", "prediction"),
    "assume": ("prediction", "prediction"), "doubt": ("prediction", "prediction"), "hint": ("support", "oppose"),

    "reckon": ("prediction", "prediction"),
    "good": ("evaluation", "evaluation"), "bad": ("evaluation", "evaluation"), "agree": ("support", "oppose"),
}  # fmt: skip


class Reading(NamedTuple):
    """Stance, kind, the certainty the act itself carries, the condition, and hedging tokens the act brings."""

    stance: str
    kind: str
    certainty: str
    condition: str
    hedges: tuple[int, ...] = ()


def negations(
    sentence: Sentence,
    segment: Segment,
    language: Language,
    taken: set[int],
    *,
    chunks: frozenset[str] = frozenset(),
) -> list[int]:
    """Return the negating tokens of a segment that are no part of a cue, a matter or a set phrase."""
    lexicon = language.lexicon
    kinds = chunks or frozenset({"main", "complement", "infinitive"})
    blocked = set(taken)
    for phrase in lexicon.phrases["not_negating"]:
        for i in range(segment.start, segment.end - len(phrase) + 1):
            if all(sentence.tokens[i + k].low == word for k, word in enumerate(phrase)):
                blocked.update(range(i, i + len(phrase)))
    found: list[int] = []
    for chunk in segment.chunks:
        if chunk.kind not in kinds:
            continue
        for i in range(chunk.start, chunk.end):
            low = sentence.tokens[i].low
            if i in blocked or not (low in lexicon["negators"] or low.endswith("n't")):
                continue
            if low in lexicon["absence"] and not found and not _is_denied_matter(i, taken, sentence, lexicon):
                continue  # "zonder ingrepen": how, not whether
            if i > segment.start and sentence.tokens[i - 1].low in {"maar", "but"}:
                break  # "one reactor, but not two": what follows is the other side
            found.append(i)
    chance = [i for i in range(segment.start, segment.end) if sentence.tokens[i].low in lexicon["chance"]]
    if chance:
        found.extend(
            i
            for i in range(segment.start, segment.end)
            if sentence.tokens[i].low in lexicon["slim"] and abs(i - chance[0]) < 10
        )
    return found


def _is_denied_matter(i: int, taken: set[int], sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether the matter itself stands right behind "zonder" or "without"."""
    at = i + 1
    if at < len(sentence.tokens) and sentence.tokens[at].low in lexicon["determiners"]:
        at += 1
    return at in taken


def read_stance(
    sentence: Sentence,
    segment: Segment,
    frame: Frame,
    matter: Matter,
    entry: Entry,
    language: Language,
    condition: Condition | None,
    frames: Sequence[Frame] = (),
) -> Reading:
    """Read stance and kind of a frame about a matter."""
    lexicon = language.lexicon
    taken = set(frame.hit.positions) | set(matter.positions)
    for holder in frame.holders:
        if holder.negates:
            taken |= set(range(holder.mention.start, holder.mention.end))
    for other in frames:
        if len(other.hit.positions) > 1:
            taken |= set(other.hit.positions)
    act = frame.act
    if act == "abstain":
        return Reading("0", "evaluation", "asserted", condition.formula if condition is not None else "")
    kinds = frozenset({"relative"}) if frame.chunk.kind == "relative" else frozenset()
    found = negations(sentence, segment, language, taken, chunks=kinds)
    found = _same_conjunct(found, frame.hit.verb, sentence, language)
    odd = len(found) % 2 == 1
    hedges: tuple[int, ...] = ()
    certainty = "asserted"
    if act == "redline" and frame.hit.cue.name in {"uitsluiten", "rule out", "exclude", "close the door"} and odd:
        # Two negatives: "sluit niet uit dat ..." leaves it possible.
        hedges = tuple(sorted({*frame.hit.positions, *found}))
        if condition is not None and entry.type == "measure":
            return Reading("conditional", "red_line", "possible", condition.formula, hedges)
        kind = "prediction" if entry.type == "proposition" else "accept"
        return Reading(
            "+1" if matter.sign > 0 else "-1",
            kind,
            "possible",
            condition.formula if condition else "",
            hedges,
        )
    sign = _SIGN.get(act, 1) * (-1 if odd else 1)
    if act in {"good", "bad"} and matter.sign < 0:
        sign = -1
    elif act == "say":
        sign = matter.sign * (-1 if odd else 1)
        if frame.hit.cue.name in {"waarschuwen", "warn"} and entry.type == "measure" and condition is None:
            sign = -1
    elif act in {"redline", "insist"} and entry.type == "proposition":
        sign = matter.sign * (-1 if odd else 1)
    else:
        sign *= matter.sign
    if act == "expect" and entry.type == "measure" and frame.hit.cue.name in {"vrezen", "fear", "worry"}:
        sign = -1
    if act in {"want", "demand", "commit", "say"} and _undoes(frame, frames, segment, matter):
        sign = -sign
    warns = frame.hit.cue.name in {"waarschuwen", "warn"}
    kind = _kind(act, sign, entry, sentence, segment, language, frame_warns=warns)
    if act in {"assume", "doubt", "hint"}:
        certainty, hedges = "hedged", frame.hit.positions
    if act in {"threat", "reckon"}:
        certainty, hedges = "possible", frame.hit.positions
    stance = "+1" if sign > 0 else "-1"
    formula = condition.formula if condition is not None else ""
    less_far = sentence.has_phrase(lexicon.phrases["less_far"], segment.start, segment.end)
    too_little = sentence.has_phrase(lexicon.phrases["too_little"], segment.start, segment.end)
    if too_little and any(sentence.tokens[i].low in lexicon["start_words"] for i in range(segment.start, segment.end)):
        return Reading("conditional", "at_least", certainty, formula, hedges)
    if (less_far is not None and sign > 0) or (less_far is not None and act in {"want", "accept", "good"}):
        rest = " ".join(t.text for t in sentence.tokens[less_far[0] : min(segment.end, less_far[1] + 8)])
        return Reading("conditional", "at_most", certainty, rest, hedges)
    if (
        condition is None
        and _says_otherwise(sentence, segment, lexicon)
        and act in {"say", "want", "commit", "threat", "expect"}
        and (entry.type == "measure" or act == "expect")
    ):
        return Reading("conditional", "red_line" if entry.type == "measure" else kind, certainty, "otherwise", hedges)
    if condition is not None and act not in {"expect", "assume", "doubt", "deny"}:
        is_threat = act in {"threat", "redline"} or (
            condition.is_absence and entry.type == "measure" and act in {"say", "commit"}
        )
        return Reading("conditional", "red_line" if is_threat else "conditional", certainty, formula, hedges)
    return Reading(stance, kind, certainty, formula, hedges)


def _says_otherwise(sentence: Sentence, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether "anders" or "otherwise" states a condition rather than a contrary ("pretend otherwise")."""
    contrary = {"pretend", "think", "say", "claim", "suggest", "iets", "niets", "heel", "denken", "denkt", "over"}
    return any(
        sentence.tokens[i].low in lexicon["otherwise"] and sentence.tokens[i - 1].low not in contrary
        for i in range(max(1, segment.start), segment.end)
    )


def _same_conjunct(found: list[int], verb: int, sentence: Sentence, language: Language) -> list[int]:
    """Leave out negators of another half of the sentence ("we have never backed it and we are not going to")."""
    lexicon = language.lexicon
    breaks = [
        i
        for i in range(len(sentence.tokens) - 1)
        if sentence.tokens[i].low in lexicon["joiners"]
        and (sentence.tokens[i + 1].low in lexicon["third"] or sentence.tokens[i + 1].low in lexicon["we"])
    ]
    return [n for n in found if not any(min(n, verb) < b < max(n, verb) for b in breaks)]


def _undoes(frame: Frame, frames: Sequence[Frame], segment: Segment, matter: Matter) -> bool:
    """Whether what is wanted is that something be undone ("vraagt het voorstel van tafel te halen")."""
    if any(f.act == "undo" and not set(f.hit.positions) & set(matter.positions) for f in frames):
        return True
    return frame.act != "say" and any(
        f.act == "oppose"
        and not set(f.hit.positions) <= set(matter.positions)
        and f.hit != frame.hit
        and not f.is_explicit
        and f.hit.verb > frame.hit.verb
        and f.chunk.kind != "relative"
        for f in frames
        if segment.start <= f.hit.verb < segment.end
    )


def _kind(
    act: str,
    sign: int,
    entry: Entry,
    sentence: Sentence,
    segment: Segment,
    language: Language,
    *,
    frame_warns: bool = False,
) -> str:
    lows = {sentence.tokens[i].low for i in range(segment.start, segment.end)}
    if act == "deny":
        return "prediction" if entry.type == "proposition" else "support"
    if act == "hint" and entry.type == "proposition":
        return "prediction"
    if act == "say":
        if frame_warns and entry.type == "measure":
            return "evaluation"
        if entry.type == "measure":
            if lows & language.lexicon["deontic"]:
                return "support" if sign > 0 else "oppose"
            return "support" if sign > 0 else "oppose"
        return "prediction" if lows & (language.lexicon["future"] | language.lexicon["possible"]) else "evaluation"
    if act in {"redline"} and entry.type == "proposition" and sign < 0:
        return "red_line"
    return _KIND.get(act, ("evaluation", "evaluation"))[0 if sign > 0 else 1]
