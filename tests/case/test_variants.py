"""Variants of a case: whole files over those of the case, under the same rules as any folder."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from treves.case import find_own_table, load_case, packaged_cases, packaged_variants
from treves.case import folder as folder_room
from treves.case import overlay as overlay_room
from treves.cli.group import group
from treves.cli.options import output_folder
from treves.errors import CaseError


def told(where) -> str:
    with pytest.raises(CaseError) as error:
        load_case(where)
    return str(error.value)


@pytest.fixture
def short(ruritania):
    """Return a copy of ruritania with a variant of its own that replaces case.yaml alone."""
    own = ruritania / "variants" / "short"
    own.mkdir()
    text = (ruritania / "case.yaml").read_text("utf-8")
    (own / "case.yaml").write_text(text.replace("The goose tax crisis", "A short crisis"), "utf-8")
    return ruritania


def test_every_packaged_variant_is_a_whole_case():
    """Each loads by name, has a title of its own, and its statements slice to their reports."""
    assert packaged_variants("ruritania") == ("ruritania/majority", "ruritania/minority")
    for case in packaged_cases():
        for name in packaged_variants(case):
            variant = load_case(name)
            assert variant.name == name
            assert variant.title != load_case(case).title
            for row in variant.statements:
                assert variant.reports[row.doc].span(row.start, row.end) == row.text
            assert {row.party for row in variant.evidence} >= set(variant.cabinet.party_names)


def test_the_minority_cabinet_needs_a_party_that_has_no_minister():
    """Counted by hand: 29 of 61 seats without the Clockmakers, 49 with them."""
    cabinet = load_case("ruritania/minority").cabinet
    diet = cabinet.chambers[0]
    assert cabinet.members == ("RL", "AU")
    assert cabinet.veto_players() == ("RL", "AU", "CP")
    assert "CP" not in cabinet.council.votes
    assert diet.seats_of(cabinet.members) == 29 < diet.majority == 31 < diet.seats_of(cabinet.party_names) == 49
    assert cabinet.pivots(diet) == ("CP",)


def test_in_the_majority_variant_any_two_carry_a_vote_and_nobody_has_a_veto():
    """Counted by hand: 3, 3 and 2 of eight ministers; the third cannot break the quorum by walking out."""
    case = load_case("ruritania/majority")
    assert case.cabinet.veto_players() == ()
    assert case.talks.is_vote_normal
    for out in case.cabinet.party_names:
        two = [party for party in case.cabinet.party_names if party != out]
        assert case.cabinet.rule.is_enough(two)
        assert case.cabinet.council.vote(two, absent=[out]).is_passed
        assert not case.cabinet.council.vote([out]).is_passed


def test_files_of_a_variant_replace_those_of_the_case_and_the_others_stay(short):
    """Only the title differs, and the case itself is as it was."""
    case, variant = load_case(short), load_case(f"{short}/short")
    assert (case.title, variant.title) == ("The goose tax crisis", "A short crisis")
    assert variant.name == "ruritania/short"
    assert (variant.agenda, variant.cabinet, variant.statements) == (case.agenda, case.cabinet, case.statements)


def test_reports_are_added_or_replaced(short):
    """A report of the same name stands in for that of the case; a new one comes beside the others."""
    reports = short / "variants/short/reports"
    reports.mkdir()
    text = (short / "reports/courier-geese.txt").read_bytes()
    (reports / "courier-geese.txt").write_bytes(text + b"More of this tomorrow.\n")
    (reports / "late-news.txt").write_bytes(text)
    variant = load_case(f"{short}/short")
    assert set(variant.reports) - set(load_case(short).reports) == {"late-news"}
    assert variant.reports["courier-geese"].text.endswith("More of this tomorrow.\n")


def test_the_digest_is_that_of_a_folder_with_the_files_copied_over(tmp_path):
    """It differs from the case's, does not depend on how the variant is stored, and is the same for every day."""
    variant = load_case("ruritania/minority")
    assert len({load_case(name).digest for name in ("ruritania", "ruritania/majority", "ruritania/minority")}) == 3
    packaged = Path(folder_room.__file__).parents[1] / "cases" / "ruritania"
    flat = Path(shutil.copytree(packaged, tmp_path / "flat"))
    shutil.copytree(flat / "variants" / "minority", flat, dirs_exist_ok=True)
    assert load_case(flat).digest == variant.digest
    assert load_case("ruritania/minority", as_of=date(1897, 6, 20)).digest == variant.digest


def test_variants_change_nothing_about_their_case(ruritania):
    """With the variants taken away the case has the same digest."""
    before = load_case(ruritania).digest
    shutil.rmtree(ruritania / "variants")
    assert load_case(ruritania).digest == before == load_case("ruritania").digest


def test_a_folder_of_a_variant_is_that_variant(short, monkeypatch):
    """As a shell completes it, from outside the case and from inside it."""
    assert load_case(short / "variants" / "short") == load_case(f"{short}/short")
    monkeypatch.chdir(short)
    assert load_case("variants/short").name == "ruritania/short"
    monkeypatch.chdir(short.parent)
    assert load_case("ruritania/short").title == "A short crisis"


def test_a_case_in_a_folder_of_that_name_wins(short, monkeypatch):
    """Where ruritania/minority is itself a case, it is that one."""
    shutil.copytree(short, short / "minority")
    monkeypatch.chdir(short.parent)
    assert load_case("ruritania/minority").title == "The goose tax crisis"


def test_faults_name_the_file_of_the_variant(short):
    """One fault in a file of the variant, one in a file of the case."""
    file = short / "variants/short/case.yaml"
    file.write_text(file.read_text("utf-8").replace("worlds: 20", "worlds: 1"), "utf-8")
    agenda = short / "agenda.yaml"
    agenda.write_text(agenda.read_text("utf-8").replace("place: 40", "place: 140"), "utf-8")
    places = [line.split(": ")[0] for line in told(f"{short}/short").splitlines()]
    assert [place.split(":")[0] for place in places] == ["agenda.yaml", "variants/short/case.yaml"]


def test_a_fault_of_a_replaced_file_is_no_fault(short):
    """What the case says in a file that the variant replaces is never judged."""
    (short / "case.yaml").write_text("title: [")
    assert load_case(f"{short}/short").title == "A short crisis"
    (short / "variants/short/case.yaml").write_bytes("title: Gänse".encode("latin-1"))
    message = told(f"{short}/short")
    assert "variants/short/case.yaml:1:9: byte 0xE4 is not UTF-8" in message
    assert "\ncase.yaml" not in f"\n{message}"


def test_an_unknown_variant_gets_the_nearest_and_all():
    """The message names what was probably meant, and every variant there is."""
    assert told("ruritania/minorty") == (
        "ruritania/minorty: ruritania has no variant 'minorty' (did you mean 'minority'?); "
        "right would be: one of ruritania/majority, ruritania/minority"
    )
    assert "rutte4-asylum has no variants; right would be: rutte4-asylum, or a copy" in told("rutte4-asylum/x")
    assert "the packaged case 'ruritania/minority'" in told("ruritanie/minority")


@pytest.mark.parametrize(
    "name", ["../x", "..", ".", "a\0b", "\ud800", "x" * 5000, "Minority", "mi nority", "ünder", ".hidden", "a/b", "~"]
)
def test_names_that_are_none_are_refused(short, name, monkeypatch):
    """Names that lead elsewhere, that no file system knows, or that are no name: told, never followed."""
    (short.parent / "x").mkdir()
    for folder in ("ünder", ".hidden", "mi nority"):
        shutil.copytree(short / "variants/short", short / "variants" / folder)
    if name == ".":  # the folder itself, by another name
        assert load_case(f"{short}/.").name == "ruritania"
        return
    with pytest.raises(CaseError) as error:
        load_case(f"{short}/{name}")
    assert "\0" not in str(error.value)
    monkeypatch.chdir(short.parent.parent)
    with pytest.raises(CaseError):
        load_case(f"ruritania/{name}")


def test_a_variant_that_leads_out_of_the_case_is_refused(short, tmp_path):
    """A link in a case sent by someone else: the folder of a variant, and a file in it."""
    outside = tmp_path / "outside"
    shutil.move(short / "variants" / "short", outside)
    (short / "variants/short").symlink_to(outside)
    assert told(f"{short}/short") == (
        "variants/short: a link that leads out of the folder; right would be: the file itself, in the folder"
    )
    (short / "variants/short").unlink()
    (short / "variants/short").mkdir()
    (short / "variants/short/case.yaml").symlink_to(outside / "case.yaml")
    assert "variants/short/case.yaml: a link that leads out of the folder" in told(f"{short}/short")
    (short / "variants/short/case.yaml").unlink()
    for file in ("case.yaml", "cabinet.yaml"):  # within the case a link may lead
        (short / "variants/short" / file).symlink_to(f"../minority/{file}")
    assert load_case(f"{short}/short").talks.order == ("RL", "AU", "CP")


def test_sizes_and_pipes_are_refused_as_in_any_folder(short, monkeypatch):
    """A file too large, a pipe in place of a file, and too much together."""
    own = short / "variants/short"
    os.mkfifo(own / "agenda.yaml")
    with (own / "codebook.yaml").open("wb") as stream:
        stream.truncate(3 * 10**6)
    message = told(f"{short}/short")
    assert "variants/short/agenda.yaml: not an ordinary file" in message
    assert "variants/short/codebook.yaml: larger than 2 MB" in message
    (own / "agenda.yaml").unlink()
    (own / "codebook.yaml").unlink()
    monkeypatch.setattr(overlay_room, "TOTAL_LIMIT", 9000)
    assert "variants/short: the files are larger than 0 MB together with those of the case" in told(f"{short}/short")
    monkeypatch.setattr(overlay_room, "REPORT_LIMIT", 3)
    shutil.copytree(short / "variants/minority/reports", own / "reports")
    assert "variants/short/reports: 4 reports; right would be: at most 3 in a case" in told(f"{short}/short")


def test_a_variant_that_would_change_nothing_is_told(short):
    """A misspelt file, or no file at all, is a mistake; notes and hidden files are not."""
    own = short / "variants/short"
    (own / "README.md").write_text("why")
    (own / ".case.yaml.swp").write_bytes(b"\xff")
    load_case(f"{short}/short")
    (own / "cabinett.yaml").write_text("name: x")
    assert told(f"{short}/short") == (
        "variants/short/cabinett.yaml: this replaces no file of the case; right would be: 'cabinet.yaml'"
    )
    (own / "cabinett.yaml").unlink()
    (own / "case.yaml").unlink()
    assert "variants/short: the variant replaces no file" in told(f"{short}/short")


def test_verbs_that_write_change_the_variant_and_not_its_case(short):
    """With a table of its own that is written to; without one nothing is, and packaged ones never are."""
    own = short / "variants/short"
    with pytest.raises(CaseError, match="no statements of its own"):
        find_own_table(f"{short}/short")
    shutil.copy(short / "statements.csv", own / "statements.csv")
    assert find_own_table(f"{short}/short") == own
    assert find_own_table(short) == short
    assert find_own_table("ruritania/minority") is None
    before = (short / "statements.csv").read_bytes()
    done = CliRunner().invoke(group, ["read", f"{short}/short"])
    assert done.exit_code == 0, done.output
    assert (own / "statements.csv").read_bytes() != before == (short / "statements.csv").read_bytes()


def test_verbs_know_variants():
    """`treves cases` lists them behind their case, `treves check` checks them, a run's folder has no slash."""
    listed = json.loads(CliRunner().invoke(group, ["cases", "--json"]).stdout)
    names = [one["case"] for one in listed]
    at = names.index("ruritania")
    assert names[at : at + 3] == ["ruritania", "ruritania/majority", "ruritania/minority"]
    assert {one["title"] for one in listed} >= {"The goose tax crisis, on borrowed votes"}
    assert CliRunner().invoke(group, ["check", "ruritania/minority"]).stdout.startswith("ruritania/minority: no faults")
    assert output_folder("ruritania/minority") == Path("treves-ruritania-minority")
