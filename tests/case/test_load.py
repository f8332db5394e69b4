"""What a case says once it is read: ruritania by hand, and the same folder a little changed."""

import csv
import io
import shutil
import subprocess
import sys
import zipfile
from datetime import date

import pytest

from treves.agenda import Package
from treves.case import load_case, packaged_cases
from treves.case.folder import digest_of, read_folder
from treves.errors import CaseError
from treves.positions import Assumptions


def test_ruritania_is_what_its_files_say():
    """Counted by hand: 3 x 3 x 2 packages, two of them excluded, two parties that must both agree."""
    case = load_case("ruritania")
    assert case.name == "ruritania"
    assert (case.as_of, case.deadline) == (date(1897, 6, 21), date(1897, 6, 24))
    assert [session.on.day for session in case.sessions] == [22, 23]
    assert (case.seed, case.draws, case.worlds) == (1897, 1000, 20)
    assert case.agenda.shape == (3, 3, 2)
    possible = [n for n in range(18) if not case.agenda.why_not(case.agenda.package_at(n))]
    assert len(possible) == 16
    assert case.agenda.status_quo == Package(("full", "for_the_king", "all_verses"))
    assert case.draft == Package(("half", "ten_minutes", "all_verses"))
    assert case.cabinet.veto_players() == ("RL", "AU")
    assert case.cabinet.council.size == 7
    diet = case.cabinet.chambers[0]
    assert (diet.size, diet.majority, diet.seats_of(case.cabinet.party_names)) == (61, 31, 33)
    assert case.cabinet.pivots(diet) == ("RL", "AU")
    assert case.codebook.entries["election_welcome"].stake.shift == 0.05
    assert case.words["en"]["short_anthem"] == ("one verse", "shorter anthem")
    assert case.assumptions == Assumptions()
    assert list(case.reports) == ["courier-geese", "gazette-horse-fair", "courier-compromise"]


def test_every_statement_slices_to_its_text():
    """Offsets are code points into the file as stored, head included."""
    for name in packaged_cases():
        case = load_case(name)
        assert case.statements
        for statement in case.statements:
            assert case.reports[statement.doc].span(statement.start, statement.end) == statement.text
            assert statement.start >= case.reports[statement.doc].body_start
            assert statement.published_on == case.reports[statement.doc].published_on


def test_only_reviewed_statements_enter(change):
    """Open rows enter when the case says so; rejected ones never do."""
    case = load_case("ruritania")
    left_out = {row.name: row.review for row in case.statements if row not in case.evidence}
    assert left_out == {"r06": "rejected", "r10": "open"}
    every = load_case(change("case.yaml", ("statements: reviewed", "statements: all")))
    assert {row.name for row in every.statements if row not in every.evidence} == {"r06"}


def test_a_party_is_found_by_any_of_its_names():
    """The party of a row is the one the cabinet knows under the actor's name, unless the row names one."""
    case = load_case("ruritania")
    for row in case.statements:
        assert row.party == (case.cabinet.party_called(row.actor) or "")
    assert {row.party for row in case.statements} == {"RL", "AU", ""}


def test_a_party_in_a_chamber_only_informs_no_position(change):
    """The opposition may speak; it is not at the table."""
    folder = change("statements.csv", ("Joachim Stroop,person,,short_anthem", "CP,party,,short_anthem"))
    assert next(row for row in load_case(folder).statements if row.name == "r05").party == ""


@pytest.mark.parametrize(
    ("day", "reports", "rows", "polls"), [(18, 0, 0, 0), (19, 1, 6, 0), (20, 2, 10, 2), (21, 3, 13, 2)]
)
def test_a_replay_knows_nothing_published_later(day, reports, rows, polls):
    """As of an earlier day the case holds only the reports, statements and polls of by then."""
    case = load_case("ruritania", as_of=date(1897, 6, day))
    assert case.as_of == date(1897, 6, day)
    assert (len(case.reports), len(case.statements), len(case.cabinet.polls)) == (reports, rows, polls)
    assert case.digest == load_case("ruritania").digest


def test_a_replay_cannot_look_ahead():
    """Later than the case's own freeze date is refused, and the message points to that date."""
    with pytest.raises(CaseError, match=r"^case.yaml:7:8: as_of 1897-06-22 lies after the case's own, 1897-06-21"):
        load_case("ruritania", as_of=date(1897, 6, 22))


def test_a_later_report_is_no_fault_in_a_replay(change):
    """What is dated after the freeze date is a fault of the case, but a replay before it leaves it out anyway."""
    folder = change("reports/courier-compromise.txt", ("1897-06-21", "1897-06-23"))
    with pytest.raises(CaseError, match="lies after the case's as_of"):
        load_case(folder)
    assert "courier-compromise" not in load_case(folder, as_of=date(1897, 6, 20)).reports


def test_no_stays_text(change):
    """In YAML 1.1 NO is false, 1897-06-21 a date and 1_0 ten; here Norway stays Norway."""
    change("cabinet.yaml", ("country: Ruritania", "country: NO"), ("RL", "NO"), ("AU", "1_0"))
    folder = change("statements.csv", (",RL,", ",NO,"))
    case = load_case(folder)
    assert case.cabinet.country == "NO"
    assert case.cabinet.party_names == ("NO", "1_0")
    assert case.cabinet.council.votes == {"NO": 4, "1_0": 3}


def test_an_empty_list_of_statements_is_a_case(ruritania):
    """A header alone: beliefs then rest on the prior."""
    header = (ruritania / "statements.csv").read_text().split("\n")[0]
    (ruritania / "statements.csv").write_text(header)
    assert load_case(ruritania).statements == ()


def test_a_case_without_reports_is_a_case(ruritania):
    """Experts' places need no report, and version control keeps no empty folder."""
    shutil.rmtree(ruritania / "reports")
    header = (ruritania / "statements.csv").read_text().split("\n")[0]
    (ruritania / "statements.csv").write_text(header + "\n")
    experts = "experts:\n  - {party: AU, issue: goose_tax, place: 10, source: Chair of Comparative Geese}\n"
    with (ruritania / "case.yaml").open("a") as stream:
        stream.write(experts)
    case = load_case(ruritania)
    assert (case.reports, case.statements) == ({}, ())
    assert (case.expert_places[0].place, case.expert_places[0].sd) == (10, 20)


def test_saliences_become_shares(ruritania):
    """Weights are divided by their sum."""
    with (ruritania / "case.yaml").open("a") as stream:
        stream.write("saliences:\n  AU: {goose_tax: 5, timetable: 3, anthem: 2}\n")
    assert load_case(ruritania).saliences == {"AU": {"goose_tax": 0.5, "timetable": 0.3, "anthem": 0.2}}


def test_assumptions_of_the_case_replace_the_usual_ones(ruritania):
    """One range is set, the others stay."""
    with (ruritania / "case.yaml").open("a") as stream:
        stream.write("assumptions:\n  stake_mean: {value: -0.1, low: -0.2, high: 0, source: a study of geese}\n")
    assumptions = load_case(ruritania).assumptions
    assert assumptions.stake_mean.source == "a study of geese"
    assert (assumptions.stake_mean.low, assumptions.doubt) == (-0.2, Assumptions().doubt)


def test_every_party_in_the_cabinet_has_a_veto_by_default(change):
    """A support party has none."""
    folder = change(
        "cabinet.yaml",
        ("rule:\n  veto_players: [RL, AU]\n", ""),
        ("    label: Agrarian Union\n", "    label: Agrarian Union\n    is_in_cabinet: false\n"),
    )
    case = load_case(folder)
    assert (case.cabinet.veto_players(), case.cabinet.members) == (("RL",), ("RL",))


def test_an_optional_key_left_empty_is_not_given(ruritania):
    """`exclusions:` with nothing below it means that there are none."""
    agenda = (ruritania / "agenda.yaml").read_text()
    (ruritania / "agenda.yaml").write_text(agenda[: agenda.index("exclusions:")] + "exclusions:\nrequirements:\n")
    assert load_case(ruritania).agenda.exclusions == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_move_offsets_only_where_they_stand(ruritania, end):
    """Every file with the line ends of another system loads; offsets count them as stored."""
    texts = {}
    for file in [*ruritania.glob("*.*"), *ruritania.glob("reports/*")]:
        text = file.read_bytes().decode()
        texts[file.stem] = text
        file.write_bytes(text.replace("\n", end).encode())
    rows = list(csv.DictReader(io.StringIO(texts["statements"])))
    for row in rows:
        for edge in ("start", "end"):
            moved = texts[row["doc"]][: int(row[edge])].replace("\n", end)
            row[edge] = str(len(moved))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    (ruritania / "statements.csv").write_bytes(out.getvalue().encode())
    case = load_case(ruritania)
    assert [row.text for row in case.statements] == [row.text for row in load_case("ruritania").statements]
    assert case.reports["courier-geese"].body.startswith("The Royal Liberals demand")
    assert end in case.reports["courier-geese"].text


def test_a_byte_order_mark_from_a_spreadsheet_is_read(ruritania):
    """Spreadsheets put one before the header; it is no part of the first column's name."""
    for file in ("statements.csv", "case.yaml"):
        (ruritania / file).write_bytes(b"\xef\xbb\xbf" + (ruritania / file).read_bytes())
    assert len(load_case(ruritania).statements) == 13


def test_the_digest_changes_with_any_byte_of_any_file(ruritania):
    """Names and bytes both count, and other files in the folder do not."""
    seen = {load_case(ruritania).digest}
    assert seen == {load_case("ruritania").digest}
    (ruritania / "notes.md").write_text("not a file of the case")
    assert load_case(ruritania).digest in seen
    for file in ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "statements.csv"):
        (ruritania / file).write_bytes((ruritania / file).read_bytes() + b"\n")
        seen.add(load_case(ruritania).digest)
    (ruritania / "reports/courier-geese.txt").rename(ruritania / "reports/geese.txt")
    rows = (ruritania / "statements.csv").read_text().replace("courier-geese", "geese")
    (ruritania / "statements.csv").write_text(rows)
    seen.add(load_case(ruritania).digest)
    assert len(seen) == 7
    assert digest_of({"a": b"bc"}) != digest_of({"ab": b"c"})


def test_a_case_is_read_from_inside_an_archive(ruritania, tmp_path):
    """An installed package may be one zip file; the same bytes come out of it."""
    with zipfile.ZipFile(tmp_path / "wheel.zip", "w") as archive:
        for file in [*ruritania.glob("*.*"), *ruritania.glob("reports/*")]:
            archive.write(file, f"ruritania/{file.relative_to(ruritania)}")
    with zipfile.ZipFile(tmp_path / "wheel.zip") as archive:
        folder = read_folder(zipfile.Path(archive, "ruritania/"), is_packaged=True)
    assert folder.faults == []
    assert digest_of(folder.contents) == load_case("ruritania").digest


def test_a_case_is_read_without_compilers_and_distributions():
    """Reading a case, with a chain too, loads neither numba nor scipy.stats: quick verbs stay quick."""
    asked = (
        "import sys, treves.case as room; room.load_case('rutte4-asylum'); "
        "print(sorted(name for name in ('numba', 'scipy.stats', 'matplotlib', 'pandas') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
