"""The case retold in the findings: who, what, until when, and the sentences with the reports that carry them."""

from __future__ import annotations

from itertools import combinations

from treves.agenda import LegalPath, Option
from treves.cabinet import Council
from treves.case import Case
from treves.positions import Clue, Positions
from treves.study.findings import CaseFacts, CouncilFacts, IssueFacts, OptionFacts, ReportFacts, StatementFacts

__all__ = ["case_facts", "report_facts", "statement_facts"]

CONTEXT = 160  # code points of the report shown on either side of a span

INSTRUMENTS = {
    "none": "no legal instrument",
    "policy_rule": "policy rule",
    "order_in_council": "order in council",
    "statute": "statute",
    "treaty": "treaty change",
}


def case_facts(case: Case, package_count: int) -> CaseFacts:
    """Retell the case: parties, issues, options with their legal path, and the council."""
    return CaseFacts(
        name=case.name,
        title=case.title,
        question=case.question,
        language=case.language,
        deadline=case.deadline,
        parties={party.name: party.label for party in case.cabinet.parties},
        veto_players=case.cabinet.veto_players(),
        issues=tuple(
            IssueFacts(
                name=issue.name,
                label=issue.label,
                question=issue.question,
                low_end=issue.low_end,
                high_end=issue.high_end,
                status_quo=issue.status_quo,
                options=tuple(_option_facts(option) for option in issue.options),
            )
            for issue in case.agenda.issues
        ),
        package_count=package_count,
        council=_council_facts(case.cabinet.council) if case.cabinet.council else None,
        sources=case.sources,
    )


def _option_facts(option: Option) -> OptionFacts:
    told = _legal_words(option.legal_path) if option.legal_path else ""
    return OptionFacts(name=option.name, label=option.label, place=option.place, legal_path=told)


def _legal_words(path: LegalPath) -> str:
    if path.instrument == "none":
        return INSTRUMENTS["none"]
    return (
        f"{INSTRUMENTS[path.instrument]}, about {path.delay_months:g} months "
        f"({path.delay_months_low:g}-{path.delay_months_high:g}), "
        f"{path.struck_down_share:.0%} chance of being struck down ({path.source})"
    )


def _council_facts(council: Council) -> CouncilFacts:
    carried: list[tuple[str, ...]] = []
    for size in range(1, len(council.votes) + 1):
        for parties in combinations(council.votes, size):
            is_minimal = not any(set(smaller) <= set(parties) for smaller in carried)
            if is_minimal and council.vote(parties).is_passed:
                carried.append(parties)
    return CouncilFacts(
        votes=dict(council.votes),
        size=council.size,
        majority=council.majority,
        quorum=council.quorum,
        tie=council.tie,
        carried_by=tuple(carried),
        is_by_consensus=council.is_by_consensus,
    )


def report_facts(case: Case) -> tuple[ReportFacts, ...]:
    """Retell where each report comes from; the digest guards the offsets into it."""
    return tuple(
        ReportFacts(
            name=report.name,
            outlet=report.outlet,
            title=report.title,
            published_on=report.published_on,
            address=report.address,
            sources=report.sources,
            digest=report.digest,
            language=report.language,
        )
        for report in case.reports.values()
    )


def statement_facts(case: Case, positions: Positions) -> tuple[StatementFacts, ...]:
    """Retell every statement that entered: its words in their context, who vouches, and how it was read."""
    by_statement: dict[str, list[Clue]] = {}
    for clue in positions.clues:
        by_statement.setdefault(clue.testimony.statement.name, []).append(clue)
    told = []
    for testimony in positions.testimonies:
        statement = testimony.statement
        report = case.reports[statement.doc]
        told.append(
            StatementFacts(
                name=statement.name,
                doc=statement.doc,
                start=statement.start,
                end=statement.end,
                text=statement.text,
                before=report.text[max(report.body_start, statement.start - CONTEXT) : statement.start],
                after=report.text[statement.end : statement.end + CONTEXT],
                actor=statement.actor,
                party=statement.party,
                about=statement.about,
                description=case.codebook.entries[statement.about].description,
                stance=statement.stance,
                kind=statement.kind,
                certainty=statement.certainty,
                source=statement.source,
                source_type=statement.source_type,
                published_on=statement.published_on,
                reliability=testimony.reliability,
                says=_reading(case, by_statement.get(statement.name, [])),
                also_in=tuple(sorted({row.doc for row in testimony.carriers} - {statement.doc})),
            )
        )
    return tuple(told)


def _reading(case: Case, clues: list[Clue]) -> str:
    told = []
    for clue in clues:
        if clue.form is not None:
            option = case.agenda.issue(clue.meaning.issue).option(clue.meaning.option)
            bound = {"option": "", "at_least": "at least ", "at_most": "at most "}[clue.meaning.reading]
            told.append(f"{clue.form.value} {bound}“{option.label}”")
    return "; ".join(dict.fromkeys(told))
