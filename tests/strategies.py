"""Generators of small agendas, cabinets, codebooks and statements for the property tests."""

from datetime import date

from hypothesis import strategies as st

from treves.agenda import Agenda, Issue, Option
from treves.cabinet import Cabinet, DecisionRule, Party
from treves.evidence import Codebook, Entry, Meaning, StakeShift, Statement
from treves.evidence.statement import CERTAINTIES, KINDS, SOURCE_TYPES, STANCES


def issue_of(name: str, places: list[float], status_quo: int = 0) -> Issue:
    options = tuple(Option(f"{name}{i}", f"{name} option {i}", place) for i, place in enumerate(places))
    return Issue(name, name, f"What about {name}?", options, options[status_quo].name)


def cabinet_of(count: int) -> Cabinet:
    names = tuple("ABCDEFGH"[:count])
    return Cabinet("test", "Ruritania", tuple(Party(n, n) for n in names), DecisionRule(names))


def codebook_of(agenda: Agenda) -> Codebook:
    """One entry per option, one "at least" and one "at most" entry per issue, and one about the stake."""
    entries = [
        Entry(f"{issue.name}:{option.name}", "measure", "", (Meaning(issue.name, option.name),))
        for issue in agenda.issues
        for option in issue.options
    ]
    for issue in agenda.issues:
        last = issue.options[-1].name
        entries.append(Entry(f"{issue.name}:min", "measure", "", (Meaning(issue.name, last, "at_least"),)))
        entries.append(Entry(f"{issue.name}:max", "measure", "", (Meaning(issue.name, last, "at_most"),)))
    entries.append(Entry("would_leave", "proposition", "", (), StakeShift(0.04)))
    return Codebook({entry.name: entry for entry in entries})


def statement_of(name: str = "s1", **changes: object) -> Statement:
    known: dict[str, object] = {
        "name": name,
        "doc": "r1",
        "start": 0,
        "end": 5,
        "text": f"text {name}",
        "actor": "A",
        "actor_type": "party",
        "party": "A",
        "about": "x:x1",
        "stance": "+1",
        "kind": "support",
        "certainty": "asserted",
        "source": "A",
        "source_type": "self",
        "published_on": date(2023, 7, 5),
        "review": "accepted",
    }
    return Statement(**{**known, **changes})  # type: ignore[arg-type]


@st.composite
def agendas(draw: st.DrawFn, max_issues: int = 3, max_options: int = 4) -> Agenda:
    places = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 1))
    issues = []
    for j in range(draw(st.integers(1, max_issues))):
        chosen = draw(st.lists(places, min_size=2, max_size=max_options))
        issues.append(issue_of("xyzuvw"[j], chosen, draw(st.integers(0, len(chosen) - 1))))
    return Agenda(tuple(issues))


@st.composite
def coded_cases(draw: st.DrawFn, max_statements: int = 8) -> tuple[Agenda, Cabinet, Codebook, list[Statement]]:
    agenda = draw(agendas())
    cabinet = cabinet_of(draw(st.integers(1, 3)))
    codebook = codebook_of(agenda)
    statements = []
    for i in range(draw(st.integers(0, max_statements))):
        party = draw(st.sampled_from(cabinet.party_names))
        statements.append(
            statement_of(
                f"s{i}",
                party=party,
                actor=party,
                about=draw(st.sampled_from(sorted(codebook.entries))),
                stance=draw(st.sampled_from(STANCES)),
                kind=draw(st.sampled_from(KINDS)),
                certainty=draw(st.sampled_from(CERTAINTIES)),
                source_type=draw(st.sampled_from(SOURCE_TYPES)),
                event=draw(st.sampled_from(["", "", "e1"])),
            )
        )
    return agenda, cabinet, codebook, statements
