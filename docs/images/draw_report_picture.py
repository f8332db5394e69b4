"""Draw the picture of the README: the head of a report, as a browser shows it.

    uv run treves run rutte4-asylum
    uv run python docs/images/draw_report_picture.py treves-rutte4-asylum/report.html docs/images/report.png

Needs Chromium and the group ``test`` (playwright).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH_PIXELS, HEIGHT_PIXELS = 1240, 919


def main() -> None:
    """Open the report, and keep what the first screen shows; the file appears whole or not at all."""
    report, target = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    browser_at = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_at is None:
        raise SystemExit("no Chromium here; right would be: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_at, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH_PIXELS, "height": HEIGHT_PIXELS}, color_scheme="light")
        page.goto(report.as_uri())
        page.screenshot(path=f"{target}.part", type="png")
        browser.close()
    Path(f"{target}.part").replace(target)
    os.sync()


if __name__ == "__main__":
    main()
