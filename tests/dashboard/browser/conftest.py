"""One browser and one server for all that is tried on the page; the case is a copy of Ruritania of one's own."""

import re
import shutil
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PACKAGED = Path(str(files("treves") / "cases"))


def copy_of(name, folder):
    """A packaged case without its variants and with few draws, where anything may be written."""
    made = Path(shutil.copytree(PACKAGED / name, folder))
    shutil.rmtree(made / "variants", ignore_errors=True)
    sheet = made / "case.yaml"
    kept = [line for line in sheet.read_text("utf-8").splitlines() if not line.startswith(("draws:", "worlds:"))]
    sheet.write_text("\n".join([*kept, "draws: 200", "worlds: 4", ""]), "utf-8")
    return made


@pytest.fixture(scope="package")
def chromium():
    if BROWSER is None:
        pytest.skip("no chromium here to look at the page with")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def serve(chromium):
    """Serves a case with the live study; every server ends with the package."""
    from contextlib import ExitStack

    from dashboard.serving import serving
    from treves.study.live import LiveStudy

    with ExitStack() as open_servers:
        yield lambda case, here: open_servers.enter_context(serving(case, here, make_engine=LiveStudy))


@pytest.fixture(scope="package")
def room(serve, tmp_path_factory):
    """Ruritania, served."""
    folder = tmp_path_factory.mktemp("room")
    served = serve(copy_of("ruritania", folder / "ruritania"), folder)
    served.folder = folder / "ruritania"
    served.post("/api/look", {}).raise_for_status()  # compiled and drawn before anybody waits for it
    return served


class Visit:
    """A page in a window of its own, with all it said to the console and all it fetched."""

    def __init__(self, context, served, token):
        self.page, self.served, self.token = context.new_page(), served, token
        self.said, self.dialogs, self.fetched = [], [], []
        self.page.on("console", lambda line: self.said.append(f"{line.type}: {line.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.fetched.append(request.url))

    def open(self, tab="glance", adjustments="[]", as_of=""):
        where = f"tab={tab}&set={quote(adjustments)}" + (f"&as_of={as_of}" if as_of else "")
        self.page.goto("about:blank")
        self.page.goto(f"{self.served.address}/?token={self.token}#{where}")
        self.settle()
        return self.page

    def turn(self, tab):
        """Open another part of the page that is open."""
        self.page.locator(f"#tab-{tab}").click()
        return self.page

    def settle(self):
        """Wait until the newest look has told all."""
        from playwright.sync_api import expect

        self.page.wait_for_timeout(120)
        expect(self.page.locator(".ledger[aria-busy=false]")).to_be_visible(timeout=20_000)

    def number(self, name):
        """What the line that stays says of a number: percent, and the change where there is one."""
        text = self.page.locator(f".ledger [data-number={name}] dd").inner_text()
        return re.sub(r"\s", "", text)

    def forgive(self, status):
        """Take out what Chromium says by itself of an answer with this status."""
        told = [line for line in self.said if f"status of {status} " in line]
        assert told
        self.said = [line for line in self.said if line not in told]


@pytest.fixture
def visit(chromium, room):
    """A window on Ruritania; whatever it does, nothing may be said to the console."""
    from dashboard.serving import TOKEN

    contexts = []

    def begin(served=room, **options):
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append((context, Visit(context, served, TOKEN)))
        return contexts[-1][1]

    yield begin
    for context, seen in contexts:
        context.close()
        assert not seen.said, seen.said
        assert not seen.dialogs, seen.dialogs
