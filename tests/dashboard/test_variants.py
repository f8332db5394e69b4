"""Variants: stored whole or not at all, by one writer at a time, in the case where it is one's own; taken along."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from treves.case import load_case
from treves.case.adjust import adjust, parse_adjustments
from treves.dashboard.variants import MovedOnVariantError, Variants
from treves.errors import TrevesError

from .serving import serving

CHANGES = [
    {"set": "stake", "party": "RL", "shift": 0.1, "why": "<b>as if</b>"},
    {"set": "sessions", "count": 1},
    {"set": "statement", "statement": "r01", "used": False},
]


@pytest.fixture
def page(own_case, tmp_path):
    with serving(own_case, tmp_path / "work") as served:
        served.folder = own_case
        yield served


def test_a_variant_of_ones_own_case_is_a_variant_for_every_verb(page):
    """Written into the case's folder; loading it gives the case with the changes laid over it."""
    told = page.put("/api/variants/softer", {"adjustments": CHANGES, "note": "what if\n# set: x"})
    assert told.status_code == 200
    assert page.get("/api/variants/softer").json() == told.json()
    assert told.json()["note"] == "what if # set: x"
    assert page.get("/api/start").json()["variants"] == ["softer"]
    case = load_case(page.folder)
    loaded = load_case(f"{page.folder}/softer")
    assert loaded.set_by_hand == adjust(case, parse_adjustments(CHANGES)).set_by_hand
    written = page.post("/api/variants/softer/export", {}).json()["written"]
    assert written == str(page.folder / "variants" / "softer" / "adjustments.yaml")
    assert page.browser.delete("/api/variants/softer").status_code == 200
    assert not (page.folder / "variants" / "softer").exists()
    assert page.get("/api/variants/softer").status_code == 404


def test_a_packaged_case_is_taken_along_as_an_archive_that_loads(ruritania, tmp_path):
    """The archive holds real paths in one folder and loads to the case with the changes."""
    assert ruritania.put("/api/variants/softer", {"adjustments": CHANGES, "note": ""}).status_code == 200
    told = ruritania.post("/api/variants/softer/export", {})
    assert told.headers["content-type"] == "application/zip"
    assert ruritania.post("/api/variants/softer/export", {"form": "folder"}).status_code == 403
    with zipfile.ZipFile(io.BytesIO(told.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert all(name.startswith("ruritania-softer/") and ".." not in name for name in names)
    loaded = load_case(tmp_path / "ruritania-softer")
    assert loaded.set_by_hand == adjust(load_case("ruritania"), parse_adjustments(CHANGES)).set_by_hand
    assert ruritania.post("/api/variants/softer/export", {}).content == told.content


def test_changes_a_case_makes_already_stay_below_those_of_its_variants(own_case, tmp_path):
    """The variant's file stands in the place of the case's: it repeats those, and tells only its own."""
    (own_case / "adjustments.yaml").write_text("adjustments:\n- {set: sessions, count: 1}\n", "utf-8")
    with serving(own_case, tmp_path / "work") as page:
        page.put("/api/variants/more", {"adjustments": CHANGES[:1], "note": ""})
        assert page.get("/api/variants/more").json()["adjustments"] == CHANGES[:1]
    assert (
        load_case(f"{own_case}/more").set_by_hand
        == adjust(load_case(own_case), parse_adjustments(CHANGES[:1])).set_by_hand
    )


@pytest.mark.parametrize(
    "name", ["..", "../x", "a/b", "A", "con", "a b", "%2e%2e", "x" * 65, ".hidden", "a\\b", "é", "nul", "-a"]
)
def test_a_name_that_is_none_is_refused_and_nothing_is_written(page, name):
    from urllib.parse import quote

    told = page.put(f"/api/variants/{quote(name, safe='')}", {"adjustments": [], "note": ""})
    assert 400 <= told.status_code < 500
    assert not (page.folder / "variants").exists()


def test_what_the_case_cannot_have_is_refused_with_every_fault(page):
    wrong = [{"set": "stake", "party": "XX", "shift": 0.1}, {"set": "votes", "party": "RL", "value": 1e9}, {"set": "?"}]
    told = page.put("/api/variants/wrong", {"adjustments": wrong, "note": ""})
    assert told.status_code == 422
    assert told.json()["faults"]
    assert page.put("/api/variants/wrong", {"adjustments": wrong[:1], "note": ""}).status_code == 422
    assert page.put("/api/variants/long", {"adjustments": [], "note": "x" * 2001}).status_code == 422
    assert page.get("/api/variants").json()["variants"] == []


def test_of_two_windows_that_store_one_variant_the_second_is_told(page):
    first = page.put("/api/variants/v", {"adjustments": CHANGES[:1], "note": "", "revision": ""}).json()
    late = page.put("/api/variants/v", {"adjustments": CHANGES[1:], "note": "", "revision": ""})
    assert late.status_code == 409
    assert late.json()["state"] == first
    again = page.put("/api/variants/v", {"adjustments": CHANGES[1:], "note": "", "revision": first["revision"]})
    assert again.status_code == 200
    gone = page.browser.delete("/api/variants/v", params={"revision": first["revision"]})
    assert gone.status_code == 409
    assert page.get("/api/variants/v").json() == again.json()


def test_many_writers_leave_one_whole_file(page):
    """Whoever comes last, what is stored is what one of them wrote, and nothing is left beside it."""
    asked = [[{"set": "stake", "party": "RL", "shift": round(k / 1000, 3)}] * 40 for k in range(24)]
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda one: page.put("/api/variants/v", {"adjustments": one, "note": ""}), asked))
    assert {one.status_code for one in told} == {200}
    assert page.get("/api/variants/v").json()["adjustments"] in asked
    assert [path.name for path in (page.folder / "variants" / "v").iterdir()] == ["adjustments.yaml"]


def test_a_variant_of_whole_files_is_left_alone(page):
    folder = page.folder / "variants" / "files"
    folder.mkdir(parents=True)
    (folder / "cabinet.yaml").write_bytes((page.folder / "cabinet.yaml").read_bytes())
    assert page.put("/api/variants/files", {"adjustments": [], "note": ""}).status_code == 422
    assert page.browser.delete("/api/variants/files").status_code == 422
    assert [path.name for path in folder.iterdir()] == ["cabinet.yaml"]


def test_a_link_is_not_followed_out_of_the_case(page, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (page.folder / "variants").mkdir()
    (page.folder / "variants" / "way").symlink_to(outside)
    assert page.put("/api/variants/way", {"adjustments": [], "note": ""}).status_code == 422
    assert list(outside.iterdir()) == []


def test_a_file_that_is_no_list_of_changes_is_told_and_kept(tmp_path):
    variants = Variants(tmp_path)
    variants.write("v", parse_adjustments(CHANGES), "note")
    path = tmp_path / "variants" / "v" / "adjustments.yaml"
    for broken in (b"\xff\xfe", b"adjustments: 3", b"[[[[", b"a: &a [*a]", b"- " * 200_000):
        path.write_bytes(broken)
        with pytest.raises(TrevesError, match="treves check"):
            variants.read("v")
        assert path.read_bytes() == broken


def test_a_full_disk_leaves_the_old_variant(tmp_path, monkeypatch):
    variants = Variants(tmp_path)
    old = variants.write("v", parse_adjustments(CHANGES), "old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        variants.write("v", (), "new")
    monkeypatch.undo()
    assert variants.read("v") == old
    assert [path.name for path in (tmp_path / "variants" / "v").iterdir()] == ["adjustments.yaml"]
    with pytest.raises(MovedOnVariantError):
        variants.write("v", (), "new", revision="else")


def test_what_a_report_or_a_note_says_stays_text(ruritania):
    """Markup in a note comes back as JSON of the same characters, never as a page."""
    for text in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "</script>{{7*7}}",
        "\u2028\u202e",
    ):
        told = ruritania.put(
            "/api/variants/odd", {"adjustments": [{**CHANGES[0], "why": f"x{text.strip()}"}], "note": text}
        )
        assert told.headers["content-type"] == "application/json"
        assert told.headers["x-content-type-options"] == "nosniff"
        if told.status_code == 200:
            assert json.loads(told.text)["adjustments"][0]["why"] == f"x{text.strip()}"
    ruritania.browser.delete("/api/variants/odd")
