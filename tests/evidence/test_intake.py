"""Reading in: heads, flags, encodings by name, pages, and what is refused."""

import gzip
import http.server
import threading
from datetime import date

import pytest

from treves.evidence import find_masks
from treves.evidence.intake import Metadata, ReadingError, fetch_report, read_report_file, report_from_bytes

DAY = Metadata(published_on=date(2024, 3, 13))
PAGE = (
    "<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Uitkoop</title>"
    "<script>alert('Landbouwpartij eist alles')</script></head><body><nav>Menu</nav><article><h1>Uitkoop</h1>"
    "<p>De Landbouwpartij wijst gedwongen uitkoop van veehouders af, zei partijleider Houtsma dinsdagavond na het overleg.</p>"
    "<p>Groen Duinland houdt vast aan halvering van de uitstoot in 2030, en de Liberale Unie kan met een later jaar leven.</p>"
    "<p>De gesprekken gaan vrijdag verder op het ministerie, waar ook de premier bij aanwezig zal zijn, aldus betrokkenen.</p>"
    "</article></body></html>"
)  # fmt: skip


def test_head_is_read_and_offsets_count_from_the_start_of_the_file():
    """The text is stored as it is, carriage returns included."""
    data = b"outlet: De Bode\r\ndate: 2024-03-13\r\nsources: a | b\r\n\r\nDe Landbouwpartij eist geld.\r\n"
    report = report_from_bytes(data, "bode.txt").report
    assert report.text.encode() == data
    assert report.text[report.body_start :].startswith("De Landbouwpartij")
    assert (report.outlet, report.published_on, report.sources) == ("De Bode", date(2024, 3, 13), ("a", "b"))


def test_a_file_without_head_takes_flags_and_without_a_day_is_refused():
    """Relative times need a day of publication."""
    assert report_from_bytes(b"De partij eist geld.", "x.txt", DAY).report.body_start == 0
    with pytest.raises(ReadingError, match="no day of publication"):
        report_from_bytes(b"De partij eist geld.", "x.txt")


def test_a_text_that_begins_with_a_colon_line_is_no_head():
    """'Let op: ...' is text."""
    report = report_from_bytes(b"Rutte: dit kan niet.\n\nDe partij eist geld.", "x.txt", DAY).report
    assert report.body_start == 0


def test_wrong_encoding_is_named_with_place_and_remedy():
    """A windows-1252 file is not guessed into the store."""
    data = "De coalitie stond ‘op klappen’ en één partij wou niet.".encode("cp1252")
    with pytest.raises(ReadingError, match=r"byte 0x91 at 18 is not utf-8; it looks like windows-1252"):
        report_from_bytes(data, "x.txt", DAY)
    assert "‘op klappen’" in report_from_bytes(data, "x.txt", DAY, encoding="windows-1252").report.text


def test_odd_characters_are_noted():
    """Direction marks, control characters and mojibake are named, not removed."""
    text = "De partij \u202eeist\u202c geld.\x07 CafÃ© vol."
    taken = report_from_bytes(text.encode(), "x.txt", DAY)
    assert taken.report.text == text
    assert [note.split(":")[0] for note in taken.notes] == [
        "2 marks of writing direction",
        "1 control characters",
        "it looks like UTF-8 that was once read as windows-1252 (Ã©, â€™)",
    ]


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"a" * 10_000_000, "big.txt", "10,000,000 bytes; a report has at most"),
        (b"De partij\0 eist.", "nul.txt", "NUL"),
        (b"   \n", "empty.txt", "no text"),
        (b"\x1f\x8bgarbage", "broken.html.gz", "no gzip data"),
        (b"x " * 300_000, "long.txt", "characters; a report has at most"),
    ],
)
def test_hostile_file_is_refused_with_a_reason(data, name, why):
    """Too large, binary, empty, broken."""
    with pytest.raises(ReadingError, match=why):
        report_from_bytes(data, name, DAY)


def test_zip_bomb_is_stopped_while_unpacking():
    """200 MB of zeros in 200 kB never reach memory."""
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(ReadingError, match="refused as a bomb"):
        report_from_bytes(bomb, "page.html.gz", DAY)


def test_saved_page_gives_its_news_text_and_no_script():
    """Menu and script stay outside; the page may be compressed."""
    pytest.importorskip("trafilatura")
    taken = report_from_bytes(gzip.compress(PAGE.encode()), "uitkoop.html.gz", DAY)
    assert taken.is_extracted
    assert "wijst gedwongen uitkoop" in taken.report.text
    assert "alert" not in taken.report.text
    assert taken.report.name == "uitkoop"


def test_missing_file_says_so(tmp_path):
    """No traceback for a wrong name."""
    with pytest.raises(ReadingError, match="No such file"):
        read_report_file(tmp_path / "nowhere.txt", DAY)


@pytest.fixture
def site():
    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            pages = {
                "/robots.txt": b"User-agent: *\nDisallow: /geheim/\n",
                "/nieuws.txt": b"De Landbouwpartij eist geld.",
                "/reus.txt": b"x" * 6_000_000,
            }
            if self.path == "/weg":
                self.send_response(302)
                self.send_header("Location", "file:///etc/passwd")
                self.end_headers()
                return
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.end_headers()
            try:
                self.wfile.write(body or b"")
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_address_is_fetched_within_robots_and_limits(site):
    """One page, and only where the site allows it; never off the web."""
    taken = fetch_report(f"{site}/nieuws.txt", DAY)
    assert (taken.report.name, taken.report.address) == ("nieuws", f"{site}/nieuws.txt")
    for path, why in (
        ("geheim/x", "robots.txt forbids"),
        ("reus.txt", "more than"),
        ("geen", "404"),
        ("weg", "not allowed"),
    ):
        with pytest.raises(ReadingError, match=why):
            fetch_report(f"{site}/{path}", DAY)
    with pytest.raises(ReadingError, match="https://"):
        fetch_report("file:///etc/passwd", DAY)


def test_label_glued_to_the_first_word_and_crawl_stamp_are_masked():
    """What a crawler glues on is no news."""
    for text, masked in (
        ("Met videoHet kabinet valt.", "Met video"),
        (" date 2023-07 Het kabinet valt.", " date 2023-07 "),
    ):
        report = report_from_bytes(text.encode(), "x.txt", DAY).report
        assert [report.text[m.start : m.end] for m in find_masks(report)] == [masked]
