"""Findings in the store: kept with all it takes to get them again, and got again bit by bit."""

import json
import shutil
from pathlib import Path

import pytest

import treves
from treves.case import file_digests
from treves.case.adjust import adjust, parse_adjustments
from treves.errors import CaseError
from treves.store import StoreError, open_store
from treves.study.keep import OPTIONS, Stopwatch, keep_findings, load_findings
from treves.study.verify import verify_run
from treves.study.write import findings_text

QUICK = {"with_talks": False, "with_moves": False, "with_influences": False}


def quick_study(case, seed=None):
    return treves.run_study(case, draws=100, worlds=2, seed=seed, **QUICK)


@pytest.fixture(scope="module")
def case():
    return treves.load_case("ruritania")


@pytest.fixture(scope="module")
def findings(case):
    return quick_study(case)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "kept") as opened:
        yield opened


def keep(store, findings, **more):
    return keep_findings(store, findings, watch=Stopwatch.start(), options=QUICK, place="ruritania", **more)


def test_findings_come_back_as_they_were_kept(store, findings):
    """Loaded, they are equal to those kept, and would be written as the same bytes."""
    kept = keep(store, findings)
    loaded = load_findings(store, kept.id)
    assert loaded == findings
    assert findings_text(loaded).encode() == store.load(kept.id)


def test_every_parameter_is_kept_those_left_as_they_are_too(store, findings):
    """Day, seed, draws, worlds and every option of a study are told, so that a later default changes nothing."""
    run = store.run(keep(store, findings).id)
    assert run.parameters.items() >= {"seed": 1897, "draws": 100, "worlds": 2, "as_of": "1897-06-21"}.items()
    assert set(OPTIONS) <= set(run.parameters)
    assert run.parameters["with_strain"] is True
    assert run.times[0].seconds >= 0
    assert "Python" in run.times[0].machine
    with pytest.raises(StoreError, match="knows no speed"):
        keep_findings(store, findings, watch=Stopwatch.start(), options={"speed": 9})


def test_a_kept_run_gives_the_same_again_bit_by_bit(store, findings):
    """From the ledger alone, the case is found, read and run, and the findings are the same bytes."""
    kept = keep(store, findings)
    assert verify_run(store, kept.id).is_same


def test_a_run_with_changes_laid_over_its_case_is_another_run_and_gives_the_same_again(store, case, findings):
    """Changes made for one run are kept with it."""
    asked = [{"set": "sessions", "count": 1}, {"set": "stake", "party": "RL", "shift": 0.05}]
    changed = quick_study(adjust(case, parse_adjustments(asked)))
    first, second = keep(store, findings), keep(store, changed, adjustments=asked)
    assert first.id != second.id
    assert len(store.run(second.id).parameters["set_by_hand"]) == 2
    assert verify_run(store, second.id).is_same


def test_findings_that_are_not_what_a_run_gives_are_found_out_with_the_place(store, findings):
    """One digit changed in kept findings is told, with both values."""
    altered = findings.model_copy(update={"no_deal_share": findings.no_deal_share + 0.001})
    told = verify_run(store, keep(store, altered).id)
    assert not told.is_same
    assert told.difference_count == 1
    assert told.differences[0].startswith("/no_deal_share: ")


def test_what_cannot_be_run_as_it_was_is_refused_in_words(store, tmp_path, findings, case):
    """Another version, changed files or a case that is gone: each has its reason."""
    folder = tmp_path / "geese"
    shutil.copytree(Path(treves.__file__).parent / "cases" / "ruritania", folder)
    own = quick_study(treves.load_case(folder))
    kept = keep_findings(store, own, watch=Stopwatch.start(), options=QUICK, place=str(folder))
    older = keep(store, findings.model_copy(update={"version": "0.0.1"}))
    with pytest.raises(StoreError, match=r"run by treves 0\.0\.1"):
        verify_run(store, older.id)
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(text + "# a note\n", "utf-8")
    with pytest.raises(StoreError, match="are not those of"):
        verify_run(store, kept.id)
    shutil.rmtree(folder)
    with pytest.raises(CaseError):
        verify_run(store, kept.id)


def test_findings_of_another_treves_that_do_not_fit_are_told(store, findings):
    """Findings with a field that this treves does not know are named with the version that kept them."""
    document = json.loads(findings_text(findings))
    document["oracle"] = "Delphi"
    from treves.store import Run

    one = store.run(keep(store, findings).id)
    run = Run(one.case_name, one.case_digest, "9.0", one.parameters, *[Stopwatch.start().started_at] * 2)
    kept = store.keep(run, json.dumps(document).encode(), {})
    with pytest.raises(StoreError, match=r"kept by treves 9\.0"):
        load_findings(store, kept.id)


@pytest.mark.parametrize("name", ["ruritania", "ruritania/minority"])
def test_every_file_of_a_case_has_its_digest_unless_they_changed_since(name):
    """Files are told by name, a variant's own among them; where they are not those that were read, nothing is told."""
    loaded = treves.load_case(name)
    told = file_digests(name, loaded.digest)
    assert {"case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "statements.csv"} <= set(told)
    assert {f"reports/{report}.txt" for report in loaded.reports} <= set(told)
    assert file_digests(name, "0" * 64) == {}
