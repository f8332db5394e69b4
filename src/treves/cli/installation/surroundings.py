"""What treves works in: folders, encoding, locale, clock, and a browser and fonts to look at pages with."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from treves.cli.installation.compiled_parts import is_writable
from treves.cli.installation.finding import Finding

__all__ = ["surroundings"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "xdg-open", "wslview", "open")
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts",
    "~/.fonts", "~/.local/share/fonts",
)  # fmt: skip
FONT_ENDS = (".ttf", ".otf", ".ttc", ".woff", ".woff2", ".pfb", ".dfont")
UTF_8 = {"utf-8", "utf8", "cp65001"}


def surroundings() -> Iterator[Finding]:
    """Look at everything around treves that it writes to, prints on, or is looked at with."""
    yield _working_folder()
    yield _temporary_folder()
    yield _encoding()
    yield _locale()
    yield _time_zones()
    yield _browser()
    yield _fonts()


def _working_folder() -> Finding:
    try:
        here = Path.cwd()
    except OSError:
        return Finding("this folder", "missing", "it is gone", "go to a folder that is there")
    if is_writable(here):
        return Finding("this folder", "there", f"{here} can be written")
    to_do = "verbs that write need --out FOLDER, or another working folder"
    return Finding("this folder", "absent", f"{here} cannot be written", to_do)


def _temporary_folder() -> Finding:
    try:
        return Finding("temporary files", "there", tempfile.gettempdir())
    except OSError:
        to_do = "set TMPDIR to a folder that you may write"
        return Finding("temporary files", "absent", "no folder for them can be written", to_do)


def _encoding() -> Finding:
    stream, files = (sys.stdout.encoding or "none").lower(), sys.getfilesystemencoding().lower()
    told = f"{stream} on the screen, {files} for file names"
    if stream in UTF_8 and files in UTF_8:
        return Finding("encoding", "there", told)
    return Finding("encoding", "missing", told, "set PYTHONUTF8=1, or a locale that ends in UTF-8: names have accents")


def _locale() -> Finding:
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "none asked")
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        to_do = "other programs may complain; treves does not use it. To be rid of it: LC_ALL=C.UTF-8"
        return Finding("locale", "absent", f"{asked} is not installed here", to_do)
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return Finding("locale", "there", f"{asked}; nothing that treves writes depends on it")


def _time_zones() -> Finding:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/Amsterdam")
    except (ZoneInfoNotFoundError, OSError, ValueError):
        to_do = "treves counts in days and needs none; a notebook that does: pip install tzdata"
        return Finding("time zones", "absent", "no database of them", to_do)
    return Finding("time zones", "there", "their database is here; treves itself counts in days")


def _browser() -> Finding:
    try:
        controller = webbrowser.get()
        name = getattr(controller, "name", "") or type(controller).__name__
        return Finding("browser", "there", f"{name} opens pages")
    except webbrowser.Error:
        pass
    name = next((name for name in BROWSERS if shutil.which(name)), "")
    if name:
        return Finding("browser", "there", f"{name} is here, and is not the one that opens pages by itself")
    to_do = "report.html opens in any browser elsewhere; treves show prints an address to open by hand"
    return Finding("browser", "absent", "none on this machine", to_do)


def _fonts() -> Finding:
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser() if _has_home(folder) else folder):
            if any(file.lower().endswith(FONT_ENDS) for file in files):
                return Finding("fonts", "there", f"in {folder}")
    to_do = "pictures drawn on this machine may show boxes for letters; install one, as fonts-dejavu"
    return Finding("fonts", "absent", "none on this machine", to_do)


def _has_home(folder: str) -> bool:
    try:
        return folder.startswith("~") and bool(Path.home())
    except RuntimeError:  # neither HOME nor an entry of this user
        return False
