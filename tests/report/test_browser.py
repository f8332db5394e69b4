"""The page in a real browser: it fits a phone, and asks nothing of any network."""

import json
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from report.invented import document, invented, retold
from treves.report import positions_svg, report_html
from treves.study.findings import Findings

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium here to look at the page with")

QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
)
MEASURE = """
<!DOCTYPE html><html><body><pre id="told">not measured</pre>
<iframe id="page" width="{width}" height="900" style="border:0" srcdoc="{page}"></iframe>
<script>
document.getElementById("page").addEventListener("load", function (event) {{
  const inner = event.target.contentDocument, root = inner.documentElement, wide = [];
  for (const details of inner.querySelectorAll("details")) details.open = {open};
  for (const node of inner.querySelectorAll("body *")) {{
    const box = node.getBoundingClientRect();
    if (!node.closest(".scroll, .map, .unseen, .skip") && box.width > 0 && box.right > root.clientWidth + 0.5)
      wide.push(node.tagName + "." + (node.getAttribute("class") || "") + " " + box.right);
  }}
  document.getElementById("told").textContent =
    "MEASURED" + JSON.stringify({{
      scroll: root.scrollWidth, room: root.clientWidth, high: root.scrollHeight, wide: wide.slice(0, 5)
    }}) + "END";
}});
</script></body></html>
"""


def browse(tmp_path: Path, *arguments: str) -> str:
    """Start a browser that has never been used before; return what it prints."""
    profile = tmp_path / "profile"
    command = [str(BROWSER), *QUIET, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


def measured(tmp_path: Path, page: str, width: int, *, is_open: bool) -> dict[str, object]:
    wrapper = tmp_path / "wrapper.html"
    told = MEASURE.format(width=width, page=escape(page), open="true" if is_open else "false")
    wrapper.write_text(told, encoding="utf-8")
    printed = browse(tmp_path, "--window-size=1400,1000", "--virtual-time-budget=4000", "--dump-dom", wrapper.as_uri())
    assert "MEASURED{" in printed, printed[:300]
    found: dict[str, object] = json.loads(printed.partition("MEASURED")[2].partition("END")[0].replace("&gt;", ">"))
    return found


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_width_overflows(tmp_path: Path, findings: Findings, width: int, is_open: bool) -> None:
    """On phones and on a desk, with all tables closed or open, nothing sticks out of the page to the side."""
    found = measured(tmp_path, report_html(findings), width, is_open=is_open)
    assert found["scroll"] == found["room"], found
    assert found["wide"] == [], found
    assert int(str(found["high"])) > 2000


def test_long_names_do_not_overflow_a_phone(tmp_path: Path) -> None:
    """Names of seventy letters without a space are broken, not pushed out of the page."""
    long = Findings.model_validate(retold(document(), lambda text: text + "ß" * 70))
    found = measured(tmp_path, report_html(long), 390, is_open=False)
    assert found["scroll"] == found["room"], found


def requested(tmp_path: Path, page: str) -> set[str]:
    """Return the addresses that a page itself asks for; those the browser asks for on its own have no origin."""
    path, log = tmp_path / "report.html", tmp_path / "net.json"
    path.write_text(page, encoding="utf-8")
    browse(tmp_path, f"--log-net-log={log}", f"--screenshot={tmp_path / 'page.png'}", path.as_uri())
    told = json.loads(log.read_text(encoding="utf-8"))
    return {
        event["params"]["url"]
        for event in told["events"]
        if event.get("params", {}).get("initiator", "not an origin") != "not an origin"
        and not event["params"].get("url", "data:").startswith("data:")
    }


def test_nothing_is_requested(tmp_path: Path) -> None:
    """With addresses and payloads in every field the page asks for nothing; a page with one image is caught asking."""
    payload = '"><img src="http://127.0.0.1:9/a.png"><link rel=stylesheet href=http://127.0.0.1:9/b.css> '
    hostile = Findings.model_validate(retold(document(), lambda text: payload + text))
    assert requested(tmp_path, report_html(hostile)) == set()
    assert requested(tmp_path, '<img src="http://127.0.0.1:9/a.png">') == {"http://127.0.0.1:9/a.png"}


def test_svg_file_is_drawn(tmp_path: Path) -> None:
    """The SVG that stands alone is drawn: its picture is neither empty nor an error page of XML."""
    path, picture = tmp_path / "positions.svg", tmp_path / "positions.png"
    path.write_text(positions_svg(invented().facts, invented().positions), encoding="utf-8")
    printed = browse(tmp_path, "--dump-dom", path.as_uri())
    assert "parsererror" not in printed
    browse(tmp_path, f"--screenshot={picture}", "--window-size=1100,800", path.as_uri())
    assert picture.stat().st_size > 10_000
