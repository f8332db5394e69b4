"""Everything about a case that can be moved by hand, in the order of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from treves.case.adjust.chain_words import chain_words
from treves.case.adjust.lever import Lever
from treves.case.adjust.words import ASSUMPTION_WORDS, CELL_WORDS, RULE_WORDS, TALKS_WORDS
from treves.case.case import Case
from treves.chain import named_quantities
from treves.crisis import Priors
from treves.positions import Positions, estimate_positions, summarise_cell, summarise_stake
from treves.positions.assumptions import SIGNED, Range

__all__ = ["levers_of"]

POINTS, SHARE, UTILITY = "scale points", "share of weight (0-1)", "utility units"


def levers_of(case: Case) -> tuple[Lever, ...]:
    """List everything that can be moved.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of Lever
        Positions and stakes (none where the case gives utilities as numbers), agenda, talks, council, assumptions,
        chain, statements. Each key is there once.
    """
    return (*_positions(case), *_agenda(case), *_talks(case), *_council(case), *_assumptions(case), *_chain(case),
            *_statements(case))  # fmt: skip


def _positions(case: Case) -> Iterator[Lever]:
    if case.given_values:
        return
    believed = estimate_positions(
        case.agenda,
        case.cabinet,
        case.evidence,
        case.codebook,
        assumptions=case.assumptions,
        saliences=case.saliences,
        experts={(told.party, told.issue): (told.place, told.sd) for told in case.expert_places},
        by_hand=case.by_hand,
    )
    for party in case.cabinet.parties:
        for issue in case.agenda.issues:
            yield from _cell(believed, party.name, party.label, issue.name, issue.label)
    for party in case.cabinet.parties:
        stake = summarise_stake(believed, party.name).stake
        yield Lever(
            key=f"stake:{party.name}", set="stake", group="stakes", party=party.name, unit=UTILITY, value=0.0,
            words=f"what a fall gives (+) or costs (−) {party.label}", now=stake.value, low=-0.3, high=0.3, step=0.01,
            plausible_low=stake.low - stake.value, plausible_high=stake.high - stake.value, source="posterior",
        )  # fmt: skip


def _cell(believed: Positions, party: str, who: str, issue: str, what: str) -> Iterator[Lever]:
    told = summarise_cell(believed, party, issue)
    words = {name: text.format(party=who, issue=what) for name, text in CELL_WORDS.items()}
    at = f"{party}:{issue}"
    ideal, reach, salience = told.ideal, told.reach, told.salience
    yield Lever(
        key=f"ideal:{at}", set="ideal", group="positions", party=party, issue=issue, words=words["ideal"], unit=POINTS,
        value=0.0, now=ideal.value, low=-ideal.value, high=100.0 - ideal.value, step=1.0,
        plausible_low=ideal.low - ideal.value, plausible_high=ideal.high - ideal.value, source="posterior",
    )  # fmt: skip
    yield Lever(
        key=f"reach:{at}", set="reach", group="positions", party=party, issue=issue, words=words["reach"], unit=POINTS,
        value=0.0, now=reach.value, low=5.0 - reach.value, high=55.0 - reach.value, step=1.0,
        plausible_low=reach.low - reach.value, plausible_high=reach.high - reach.value, source="posterior",
    )  # fmt: skip
    yield Lever(
        key=f"red_line:{at}", set="red_line", group="positions", party=party, issue=issue, words=words["red_line"],
        kind="flag", value=None, now=told.red_line_share, source="posterior",
    )  # fmt: skip
    yield Lever(
        key=f"salience:{at}", set="salience", group="positions", party=party, issue=issue, words=words["salience"],
        unit=f"factor on the odds of the {SHARE}", value=1.0, now=salience.value, low=0.1, high=10.0, step=0.05,
        plausible_low=_odds_factor(salience.low, salience.value),
        plausible_high=_odds_factor(salience.high, salience.value), source="posterior",
    )  # fmt: skip


def _odds_factor(share: float, of: float) -> float:
    share, of = (min(max(each, 1e-3), 1.0 - 1e-3) for each in (share, of))
    return min(max(share / (1.0 - share) * (1.0 - of) / of, 0.1), 10.0)


def _agenda(case: Case) -> Iterator[Lever]:
    for issue in case.agenda.issues:
        for option in issue.options:
            at, words = f"{issue.name}:{option.name}", f"“{option.label}” ({issue.label})"
            if option.name != issue.status_quo:
                is_offered = not any(
                    {(choice.issue, choice.option) for choice in rule.choices} == {(issue.name, option.name)}
                    for rule in case.agenda.exclusions
                )
                yield Lever(
                    key=f"option:{at}", set="option", group="agenda", issue=issue.name, option=option.name,
                    words=f"{words} is on the table", kind="flag", value=is_offered,
                )  # fmt: skip
            if not case.given_values:
                yield Lever(
                    key=f"place:{at}", set="place", group="agenda", issue=issue.name, option=option.name,
                    words=f"place of {words}", unit=POINTS, value=option.place, low=0.0, high=100.0, step=1.0,
                    plausible_low=max(option.place - 10.0, 0.0), plausible_high=min(option.place + 10.0, 100.0),
                    source="assumption: ten points either way",
                )  # fmt: skip


def _talks(case: Case) -> Iterator[Lever]:
    left = sum(session.on >= case.as_of for session in case.sessions) or 1
    yield Lever(key="sessions", set="sessions", group="talks", words="sessions left before the deadline",
                unit="sessions", kind="whole", value=left, low=1, high=max(4, left), step=1)  # fmt: skip
    usual = Priors()
    for name, words in TALKS_WORDS.items():
        known = case.talks.priors.get(name) or getattr(usual, name)
        unit = "factor" if name in {"exit_factor", "stake_spread"} else "spreads"
        unit = "per spread" if name == "precision" else unit
        yield _of_range(f"talks:{name}", "talks", "talks", name, words, known, unit)
    for name, words in RULE_WORDS.items():
        yield Lever(key=f"rule:{name}", set="rule", group="talks", name=name, words=words, kind="flag",
                    value=bool(getattr(case.talks, name)))  # fmt: skip


def _of_range(key: str, sets: str, group: str, name: str, words: str, known: Range, unit: str) -> Lever:
    """Make the lever of an assumed number: it may go twice as far as its range."""
    spread = known.high - known.low
    is_signed = name in SIGNED
    low = known.low - spread if is_signed else known.low / 2.0
    high = known.high + spread if is_signed else known.high * 2.0
    return Lever.model_validate({
        "key": key, "set": sets, "group": group, "name": name, "words": words, "unit": unit, "value": known.value,
        "low": low, "high": high, "step": _step(high - low), "plausible_low": known.low, "plausible_high": known.high,
        "source": known.source,
    })  # fmt: skip


def _step(room: float) -> float:
    """Return about a hundredth of the room, as 1, 2 or 5 times a power of ten."""
    if not room > 0.0:
        return 0.01
    power = 10.0 ** float(len(f"{int(room / 100.0)}") - 1) if room >= 100.0 else 1.0
    while power > room / 100.0:
        power /= 10.0
    return next(power * times for times in (5.0, 2.0, 1.0) if power * times <= room / 100.0 * 1.000001)


def _council(case: Case) -> Iterator[Lever]:
    council = case.cabinet.council
    if council is None:
        return
    most = 2 * max(council.votes.values())
    for party, votes in council.votes.items():
        label = case.cabinet.party(party).label
        yield Lever(
            key=f"votes:{party}", set="votes", group="council", party=party, words=f"votes of {label} in the council",
            unit="ministers", kind="whole", value=votes, low=0, high=most, step=1,
            source=council.source,
        )  # fmt: skip


def _assumptions(case: Case) -> Iterator[Lever]:
    for field in fields(case.assumptions):
        known = getattr(case.assumptions, field.name)
        unit = {"width_points": POINTS, "reach_mode_points": POINTS}.get(field.name, "")
        key = f"assumption:{field.name}"
        yield _of_range(key, "assumption", "assumptions", field.name, ASSUMPTION_WORDS[field.name], known, unit)


def _chain(case: Case) -> Iterator[Lever]:
    if case.chain is None:
        return
    for told in named_quantities(case.chain).values():
        known = told.quantity
        low, high = _chain_room(known.value, known.low, known.high, told.scale)
        yield Lever(
            key=f"chain:{told.name}", set="chain", group="chain", name=told.name, words=chain_words(case.chain, told),
            unit=known.unit, value=known.value, low=low, high=high, step=_step(high - low),
            plausible_low=known.low, plausible_high=known.high, source=known.source,
        )  # fmt: skip


def _chain_room(value: float, low: float, high: float, scale: str) -> tuple[float, float]:
    spread = max(high - low, abs(value) * 0.5) or 1.0  # a number of nothing may become something
    if scale == "share":
        return 0.0, 1.0
    if scale == "signed":
        return low - spread, high + spread
    return max(low - spread, 1.0 if scale == "size" else 0.0), high + spread


def _statements(case: Case) -> Iterator[Lever]:
    entered = {row.name for row in case.evidence}
    for row in case.statements:
        yield Lever(
            key=f"statement:{row.name}", set="statement", group="statements", statement=row.name,
            words=f"the statement “{row.text}” is used", kind="flag", value=row.name in entered,
        )  # fmt: skip
