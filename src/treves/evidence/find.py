"""Find the statements of a report: masks, sentences, rules, times, offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from treves.cabinet import Cabinet
from treves.evidence.codebook import Codebook
from treves.evidence.finding import RULES_VERSION, Finding, Span
from treves.evidence.lexicon import LANGUAGES
from treves.evidence.masks import find_masks
from treves.evidence.report import Report
from treves.evidence.rules.drafts import Draft
from treves.evidence.rules.engine import Engine
from treves.evidence.rules.matters import WordIndex, index_words
from treves.evidence.rules.names import Names, index_names
from treves.evidence.rules.quotes import find_quotes
from treves.evidence.rules.sentence import Language, Sentence, prepare_sentence
from treves.evidence.rules.sentences import LONGEST_SENTENCE, SentenceSpan, split_sentences
from treves.evidence.statement import Statement
from treves.evidence.time import TimeExpression
from treves.evidence.time.find import find_times
from treves.evidence.time.resolve import TimeMemory

__all__ = ["UNREAD_FROM", "Reader", "Words", "find_statements", "guess_language", "is_read"]

Words = Mapping[str, Mapping[str, Sequence[str]]]
"""Language to codebook entry to cue phrases (see :mod:`treves.evidence.rules.matters`)."""

_ENDS = frozenset(".!?…")
UNREAD_FROM = 6 * LONGEST_SENTENCE
"""Code points; what a stretch without any sentence end holds beyond them is passed over. No sentence is that long, and
a line of hundreds of thousands of characters would keep the rules busy for as many seconds as it has pages."""

_TELLING = {
    "nl": frozenset(
        [
            "de",
            "het",
            "een",
            "van",
            "en",
            "dat",
            "niet",
            "zijn",
            "voor",
            "met",
            "die",
            "aan",
            "er",
            "om",
            "ook",
            "maar",
            "naar",
            "dan",
            "zou",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "that",
            "is",
            "was",
            "for",
            "it",
            "with",
            "as",
            "his",
            "on",
            "be",
            "at",
            "by",
            "had",
            "not",
            "are",
        ]
    ),
    # two neighbours that the rules do not read, so that they are not taken for what they are not
    "de": frozenset(
        [
            "der",
            "das",
            "und",
            "ist",
            "nicht",
            "eine",
            "mit",
            "auf",
            "für",
            "dem",
            "sich",
            "dass",
            "auch",
            "ein",
            "die",
            "den",
            "sind",
            "über",
            "von",
            "zu",
            "im",
            "wird",
            "werden",
            "sie",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "et",
            "est",
            "une",
            "dans",
            "pour",
            "que",
            "qui",
            "du",
            "au",
            "pas",
            "sur",
            "plus",
            "par",
            "ne",
            "un",
            "il",
        ]
    ),
}


def guess_language(text: str) -> str:
    """Guess Dutch, English, German or French from the commonest words; Dutch where none tells.

    Only Dutch and English are read (:func:`is_read`); the others are known so that they are not read as one of the two.

    Examples
    --------
    >>> guess_language("The talks on the budget have failed and the government is at risk.")
    'en'
    >>> guess_language("Die Gespräche über den Haushalt sind gescheitert, und die Regierung ist in Gefahr.")
    'de'
    """
    seen = text[:5000].lower().split()
    return max(_TELLING, key=lambda code: (sum(word in _TELLING[code] for word in seen), code == "nl"))


def is_read(language: str) -> bool:
    """Say whether the rules read a language.

    Examples
    --------
    >>> is_read("nl"), is_read("de")
    (True, False)
    """
    return language in LANGUAGES


class Reader:
    """Reads reports with one case's parties and codebook; build it once for many reports.

    Parameters
    ----------
    cabinet : Cabinet
        Parties, people, aliases and roles.
    codebook : Codebook
    words : mapping of language to mapping of entry to phrases
    """

    def __init__(self, cabinet: Cabinet, codebook: Codebook, words: Words) -> None:
        self.cabinet, self.codebook, self.words = cabinet, codebook, words
        self._names: Names = index_names(cabinet)
        self._languages: dict[str, Language] = {}

    def _language(self, code: str) -> Language:
        if code not in self._languages:
            index: WordIndex = index_words(self.codebook, self.words, code)
            self._languages[code] = Language.load(code, self._names, index)
        return self._languages[code]

    def read(self, report: Report) -> tuple[Finding, ...]:
        """Find the statements of a report, in the order of the text; none where the rules do not know its language."""
        code = report.language or guess_language(report.body)
        if not is_read(code):
            return ()
        language = self._language(code)
        masks = [(mask.start, mask.end) for mask in find_masks(report)]
        engine = Engine(language, self.codebook.entries)
        memory = TimeMemory()
        found: list[Finding] = []
        quotes: list[Span] = []
        quoted_to = report.body_start
        for span in _readable(split_sentences(report.text, report.body_start, masks, language.lexicon), report.text):
            if span.start >= quoted_to:
                stop = report.text.find("\n", span.end)
                quoted_to = len(report.text) if stop < 0 else stop
                quotes = find_quotes(report.text, span.start, quoted_to)
            sentence = prepare_sentence(report.text, span.start, span.end, span.paragraph, quotes, language)
            drafts = engine.read(sentence)
            times = find_times(report.text, span.start, span.end, report.published_on, language.lexicon, memory)
            found.extend(_finish(draft, sentence, report, times, code) for draft in drafts)
        return tuple(_unique(found))


def find_statements(report: Report, cabinet: Cabinet, codebook: Codebook, words: Words) -> tuple[Finding, ...]:
    """Find the statements of one report.

    Parameters
    ----------
    report : Report
        With its day of publication; relative times are resolved against it.
    cabinet : Cabinet
    codebook : Codebook
        What a statement can be about.
    words : mapping of language to mapping of entry to phrases
        When a clause is about an entry; an entry without words is found by those of its description.

    Returns
    -------
    tuple of Finding
        In the order of the text; every offset slices.
    """
    return Reader(cabinet, codebook, words).read(report)


def _readable(spans: Iterable[SentenceSpan], text: str) -> list[SentenceSpan]:
    """Pass over what an endless sentence holds beyond its first pieces; its pieces follow each other without an end."""
    kept: list[SentenceSpan] = []
    first, last, paragraph = 0, 0, -1
    for span in spans:
        if span.paragraph != paragraph or _closes(text, last):
            first, paragraph = span.start, span.paragraph
        last = span.end
        if last - first <= UNREAD_FROM:
            kept.append(span)
    return kept


def _closes(text: str, end: int) -> bool:
    """Whether a full stop stands before the closing marks at which a span ends."""
    return text[max(0, end - 5) : end].rstrip("\"'”’»)]")[-1:] in _ENDS


def _finish(draft: Draft, sentence: Sentence, report: Report, times: Sequence[TimeExpression], code: str) -> Finding:
    tokens, text = sentence.tokens, report.text
    start, end = tokens[draft.start].start, tokens[draft.end - 1].end
    if (
        draft.end < len(tokens)
        and sentence.quoted[draft.end - 1]
        and sentence.quoted[draft.end]
        and not tokens[draft.end].is_word
    ):
        end = tokens[draft.end].end
    inside = [t for t in times if start <= t.start and t.end <= end]
    actor, actor_type, party = "journalist", "journalist", ""
    mention, mention_span = "", None
    if draft.holder is not None:
        actor, actor_type, party = draft.holder.actor.name, draft.holder.actor.type, draft.holder.actor.party
        if draft.rule and draft.holder.actor.name != "coalition":
            first, last = draft.holder.mention.span
            mention_span = (tokens[first].start, tokens[last - 1].end)
            mention = text[slice(*mention_span)]
    dated = [t for t in inside if t.interval is not None]
    told = [t for t in dated if t.role != "statement"] or dated
    intervals = [t.interval for t in told if t.interval is not None]
    cues = _spans(sentence, draft.cues)
    hedges = _spans(sentence, draft.hedges)
    identity = f"{report.name}|{start}|{end}|{actor}|{draft.about}|{draft.stance}"
    statement = Statement(
        name=f"{report.name}.{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}",
        doc=report.name,
        start=start,
        end=end,
        text=text[start:end],
        actor=actor,
        actor_type=actor_type,  # type: ignore[arg-type]
        party=party,
        about=draft.about,
        stance=draft.stance,  # type: ignore[arg-type]
        kind=draft.kind,  # type: ignore[arg-type]
        certainty=draft.certainty,  # type: ignore[arg-type]
        source=draft.source,
        source_type=draft.source_type,  # type: ignore[arg-type]
        published_on=report.published_on,
        condition=draft.condition,
        hedge="|".join(text[a:b] for a, b in hedges),
        cue="|".join(text[a:b] for a, b in cues),
        time_from="|".join(interval.start for interval in intervals),
        time_to="|".join(interval.end for interval in intervals),
        rule=f"{code}.{draft.act}/{RULES_VERSION}",
    )
    return Finding(
        statement, mention, mention_span, cues, hedges, draft.quote_type,
        tuple((t.start, t.end) for t in inside), tuple(t.text for t in inside),
        tuple(t.interval.start if t.interval else "" for t in inside),
        tuple(t.interval.end if t.interval else "" for t in inside), tuple(t.role for t in inside), draft.rule,
    )  # fmt: skip


def _spans(sentence: Sentence, positions: Sequence[int]) -> tuple[Span, ...]:
    """Join neighbouring tokens to spans."""
    spans: list[Span] = []
    last = -2
    for i in positions:
        token = sentence.tokens[i]
        if i == last + 1:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        last = i
    return tuple(spans)


def _unique(findings: Iterable[Finding]) -> list[Finding]:
    seen: set[str] = set()
    kept = []
    for finding in findings:
        if finding.statement.name not in seen:
            seen.add(finding.statement.name)
            kept.append(finding)
    return kept
