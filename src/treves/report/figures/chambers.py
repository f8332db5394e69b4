"""Seats in a chamber: what the cabinet holds, what is left without each member, and who could make up a majority."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at, percents
from treves.report.hemicycle import hemicycle
from treves.report.stair import width_of
from treves.report.typeset import share
from treves.report.words import count_word, day, joined
from treves.study.findings import Findings
from treves.study.institutions import ChamberView, SeatsLeft

__all__ = ["chamber_figures"]

MIDDLE, FLOOR, REACH = 230.0, 212.0, 165.0  # of the half circle, in units of the picture
AWAY = REACH + 19.0  # from the middle to a name
LEANS = 0.15  # beyond it a name starts or ends at its wedge; nearer the top it is centred
LABEL = 15.0
NAMED_SHARE, NAMED_LETTERS = 0.07, 8  # parties outside the cabinet whose wedge bears a name
FILLS = 4  # ways to a majority that are drawn
TABLED = 12  # other majorities in the table


@dataclass(frozen=True)
class Part:
    """One party's seats on a line."""

    x: str
    width: str
    is_member: bool


@dataclass(frozen=True)
class Row:
    """One group of parties, with its seats laid end to end."""

    words: str
    tail: str
    is_majority: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Dot:
    """One seat in the half circle."""

    x: str
    y: str
    css: str


@dataclass(frozen=True)
class Name:
    """A party's name at its wedge."""

    x: str
    y: str
    words: str


@dataclass(frozen=True)
class House:
    """The half circle: the cabinet from the left, then the others, the largest first."""

    dots: tuple[Dot, ...]
    radius: str
    names: tuple[Name, ...]
    seats: int
    words: str
    others: str


@dataclass(frozen=True)
class Picture:
    """The half circle and all lines of one chamber."""

    house: House
    rows: tuple[Row, ...]
    majority: str
    majority_seats: int
    size: int


def chamber_figures(findings: Findings) -> tuple[Figure, ...]:
    """Draw each chamber of the case."""
    told = findings.institutions
    return tuple(_figure(findings, chamber, k) for k, chamber in enumerate(told.chambers)) if told else ()


def _figure(findings: Findings, chamber: ChamberView, number: int) -> Figure:
    rows = [_left_row(chamber, left) for left in chamber.left]
    rows += [_filled_row(chamber, parties) for parties in chamber.filled_by[:FILLS] if parties]
    others = (
        f" {count_word(chamber.majority_count, 'smallest majority', 'smallest majorities')} of all parties can be "
        "formed; the table names those with the fewest parties."
    )
    return Figure(
        name=f"chamber-{number + 1}",
        title=f"{chamber.label}: {_headline(chamber)}",
        note=f"Seats on {day(chamber.counted_on)}, of {chamber.size}; the line marks a majority, {chamber.majority}."
        + others,
        description=" ".join(f"{row.words}: {row.tail}." for row in rows),
        template="chambers.html",
        picture=Picture(
            _house(chamber), tuple(rows), at(chamber.majority, 0, chamber.size), chamber.majority, chamber.size
        ),
        table=_table(chamber),
        columns=("party", "seats", "in_cabinet", "banzhaf", "shapley_shubik", "deegan_packel", "public_good"),
        rows=[
            (
                told.party,
                told.weight,
                int(told.party in chamber.members),
                *(told.banzhaf, told.shapley_shubik, told.deegan_packel, told.public_good),
            )
            for told in chamber.power
        ],
        case=findings.case,
    )


def _headline(chamber: ChamberView) -> str:
    whole = chamber.left[0]
    if not whole.is_majority:
        return f"{whole.short_seats} short of a majority"
    pivots = [left.leaving[0] for left in chamber.left[1:] if not left.is_majority]
    if len(pivots) == len(chamber.members):
        return "a majority that no member can leave"
    return f"a majority that falls with {joined(pivots, 'or')}" if pivots else "a majority that outlives any one exit"


def _house(chamber: ChamberView) -> House:
    others = sorted((party for party in chamber.seats if party not in chamber.members), key=lambda p: -chamber.seats[p])
    order = [party for party in (*chamber.members, *others) if chamber.seats.get(party)]
    circle = hemicycle(chamber.size)
    dots: list[Dot] = []
    wedges: list[tuple[str, float]] = []
    start = 0
    for k, party in enumerate(order):
        wedge = circle.spots[start : start + chamber.seats[party]]
        start += len(wedge)
        # neighbours differ in shade, so that wedges are told apart in grey and without a colour of a party
        css = ("cabinet", "cabinet other")[k % 2] if party in chamber.members else ("away", "away other")[k % 2]
        dots.extend(Dot(f"{MIDDLE + REACH * spot.x:.1f}", f"{FLOOR - REACH * spot.y:.1f}", css) for spot in wedge)
        words = f"{party} {chamber.seats[party]}"
        if party in chamber.members or (len(wedge) >= NAMED_SHARE * chamber.size and len(party) <= NAMED_LETTERS):
            wedges.append((words, (wedge[0].angle + wedge[-1].angle) / 2))
    unnamed = [f"{party} {chamber.seats[party]}" for party in others if chamber.seats[party]]
    held = chamber.left[0].seats
    return House(
        tuple(dots),
        f"{REACH * circle.dot:.1f}",
        _names(wedges),
        held,
        f"{chamber.label} as a half circle: the cabinet with {held} of {chamber.size} seats from the left; "
        f"{'past' if chamber.left[0].is_majority else 'short of'} the middle.",
        joined(unnamed),
    )


def _names(wedges: Sequence[tuple[str, float]]) -> tuple[Name, ...]:
    """Place names outside their wedges, within the picture, each a line higher than one it would run into."""
    taken: list[tuple[float, float, float]] = []
    names = []
    for words, angle in wedges:
        width = width_of(words, LABEL)
        lean = math.cos(angle)
        x = MIDDLE + AWAY * lean - width * (0.0 if lean > LEANS else 1.0 if lean < -LEANS else 0.5)
        x = min(max(x, 0.0), 2 * MIDDLE - width)
        y = FLOOR - AWAY * math.sin(angle) + 4
        while any(x < end + 4 and start < x + width + 4 and abs(y - line) < LABEL for start, end, line in taken):
            y -= LABEL + 1
        taken.append((x, x + width, y))
        names.append(Name(f"{x:.1f}", f"{y:.1f}", words))
    return tuple(names)


def _parts(chamber: ChamberView, members: Sequence[str], others: Sequence[str] = ()) -> tuple[Part, ...]:
    parts, used = [], 0
    for party in (*members, *others):
        seats = chamber.seats.get(party, 0)
        if seats:
            width = percents(seats / chamber.size * 100)
            parts.append(Part(at(used, 0, chamber.size), width, party in members))
            used += seats
    return tuple(parts)


def _named(chamber: ChamberView, parties: Sequence[str]) -> str:
    return joined([f"{party} {chamber.seats[party]}" for party in parties if chamber.seats.get(party)])


def _left_row(chamber: ChamberView, left: SeatsLeft) -> Row:
    members = [party for party in chamber.members if party not in left.leaving]
    words = f"Without {joined(left.leaving)}" if left.leaving else f"The cabinet: {_named(chamber, members)}"
    tail = f"{left.seats}, {'a majority' if left.is_majority else f'{left.short_seats} short'}"
    return Row(words, tail, left.is_majority, _parts(chamber, members))


def _filled_row(chamber: ChamberView, parties: Sequence[str]) -> Row:
    total = chamber.left[0].seats + sum(chamber.seats[party] for party in parties)
    words = f"The cabinet with {_named(chamber, parties)}"
    return Row(words, f"{total}, a majority", is_majority=True, parts=_parts(chamber, chamber.members, parties))


def _table(chamber: ChamberView) -> Table:
    listed = [joined(told) for told in chamber.majorities[:TABLED]]
    connected = [joined(told) for told in chamber.connected]
    told = f"Fewest parties: {'; '.join(listed)}."
    if connected:
        told += f" Of neighbours on one scale ({chamber.places_source}): {'; '.join(connected)}."
    return Table(
        f"Seats, and how often each party is decisive by numbers alone. {told} Seats from: {chamber.source}",
        ("Party", "Seats", "Share of seats", "Banzhaf", "Shapley-Shubik", "Deegan-Packel", "Public good"),
        tuple(
            (
                one.party,
                str(one.weight),
                share(one.weight_share),
                *(f"{value:.3f}" for value in (one.banzhaf, one.shapley_shubik, one.deegan_packel, one.public_good)),
            )
            for one in chamber.power
        ),
    )
