"""The open case follows its files: changed by another program, broken in the middle of an edit, mended again."""

from treves.dashboard import opened

from .serving import serving


def test_what_another_program_writes_is_there_the_next_time_the_page_asks(own_case, tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "LOOK_EVERY_S", 0.0)
    sheet = own_case / "case.yaml"
    whole = sheet.read_text("utf-8")
    with serving(own_case, tmp_path / "work") as page:
        old = page.get("/api/start").json()
        sheet.write_text(whole.replace(f"title: {old['facts']['title']}", "title: Another title"), "utf-8")
        assert page.get("/api/start").json()["facts"]["title"] == "Another title"
        sheet.write_text(whole + "nonsense: 1\n", "utf-8")
        broken = page.get("/api/start")
        assert broken.status_code == 200
        assert broken.json()["facts"]["title"] == "Another title"
        assert any("nonsense" in remark for remark in broken.json()["remarks"])
        sheet.write_text(whole, "utf-8")
        mended = page.get("/api/start").json()
        assert mended["facts"] == old["facts"]
        assert not any("nonsense" in remark for remark in mended["remarks"])


def test_nothing_is_read_again_while_no_file_changes(own_case, tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "LOOK_EVERY_S", 0.0)
    with serving(own_case, tmp_path / "work") as page:
        first = page.opened.case
        page.get("/api/start")
        assert page.opened.case is first
