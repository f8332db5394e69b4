"""A page's server in a thread of the test, on a free port of this machine."""

from __future__ import annotations

import contextlib
import shutil
import socket
import threading
import time
from importlib.resources import files
from pathlib import Path

import httpx
import uvicorn

from treves.case.adjust import parse_adjustments
from treves.dashboard.app import make_app
from treves.dashboard.opened import OpenCase

from .double_engine import DoubleEngine

TOKEN = "a-token-of-the-tests"
PACKAGED = Path(str(files("treves") / "cases"))


def small_case(folder):
    """Copy Ruritania with few draws."""
    shutil.copytree(PACKAGED / "ruritania", folder, ignore=shutil.ignore_patterns("variants"))
    sheet = folder / "case.yaml"
    lines = [line for line in sheet.read_text("utf-8").splitlines() if not line.startswith(("draws:", "worlds:"))]
    sheet.write_text("\n".join([*lines, "draws: 100", "worlds: 2", ""]), "utf-8")
    return folder


class Served:
    """A server at work and a browser that knows its token."""

    def __init__(self, port, opened):
        self.port, self.opened = port, opened
        self.host = f"127.0.0.1:{port}"
        self.address = f"http://{self.host}"
        self.browser = httpx.Client(base_url=self.address, headers={"X-Treves-Token": TOKEN}, timeout=60)

    def get(self, path, **more):
        return self.browser.get(path, **more)

    def post(self, path, body, **more):
        return self.browser.post(path, json=body, **more)

    def put(self, path, body):
        return self.browser.put(path, json=body)

    @property
    def engine(self):
        return self.opened.engine


@contextlib.contextmanager
def serving(case, here, *, make_engine=DoubleEngine, is_run_started=False):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    port = listener.getsockname()[1]
    opened = OpenCase(str(case), None, make_engine, parse_adjustments)
    app = make_app(opened, port=port, token=TOKEN, is_run_started=is_run_started, is_warmed=False, here=here)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", ws="none", proxy_headers=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    served = Served(port, opened)
    try:
        yield served
    finally:
        served.browser.close()
        server.should_exit = True
        thread.join(20)
        listener.close()
