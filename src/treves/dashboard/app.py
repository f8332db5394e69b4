"""The server of one open case: the page's files, and what the page asks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse

from treves.dashboard.answers import or_missing, refusal, tell_errors
from treves.dashboard.asked import LookAsked, Name
from treves.dashboard.engine import Want
from treves.dashboard.guard import Guard
from treves.dashboard.looks import Looks
from treves.dashboard.opened import OpenCase
from treves.dashboard.page_files import find_page_file
from treves.dashboard.review_routes import add_review
from treves.dashboard.run_routes import add_runs
from treves.dashboard.start import start_of, tell_report, tell_statement
from treves.dashboard.variant_routes import add_variants
from treves.dashboard.workbench import Workbench
from treves.errors import TrevesError

__all__ = ["make_api", "make_app"]

COMPILING = json.dumps({"part": "told", "words": "Compiling, once on this machine (about a minute)"}) + "\n"
"""The first line of a look that has to wait for the compiler."""

FIRST: tuple[Want, ...] = ("deals",)
"""What is looked at before anybody asks."""

RUN_AFTER_S = 20.0
"""Seconds the full run waits for the first look to end, which should have the machine to itself."""


def make_app(
    opened: OpenCase,
    *,
    port: int,
    token: str,
    is_run_started: bool = True,
    is_warmed: bool = True,
    here: Path | None = None,
) -> Guard:
    """Make the server of one open case.

    Parameters
    ----------
    opened : OpenCase
    port : int
        Where it will listen; it answers to no other host.
    token : str
        What every call of the API must carry in ``X-Treves-Token``.
    is_run_started : bool
        Whether a full run begins by itself where none of this case is kept.
    is_warmed : bool
        Whether the first answers are made before anybody asks, while a browser opens.
    here : Path, optional
        Where the working folder is made; by default the folder one works in.

    Returns
    -------
    Guard
        An ASGI application.
    """
    api = make_api(opened, is_run_started=is_run_started, is_warmed=is_warmed, here=here)
    return Guard(api, port=port, token=token, stop=api.state.stop_looks)


def make_api(
    opened: OpenCase, *, is_run_started: bool = False, is_warmed: bool = False, here: Path | None = None
) -> FastAPI:
    """Make the routes, without the guard before them."""
    bench, looks = Workbench(opened, here), Looks()
    has_looked = asyncio.Event()

    async def run_after_the_first_look() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(has_looked.wait(), RUN_AFTER_S)
        await asyncio.to_thread(bench.start_run)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        begun = [asyncio.create_task(asyncio.to_thread(_warm, bench))] if is_warmed else []
        begun += [asyncio.create_task(run_after_the_first_look())] if is_run_started else []
        yield
        for task in begun:
            task.cancel()
        looks.close()
        await asyncio.to_thread(bench.runs.close)

    api = FastAPI(title="treves", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    api.state.stop_looks = looks.close
    tell_errors(api)
    _serve_page(api)
    add_variants(api, bench)
    add_runs(api, bench)
    add_review(api, bench)

    @api.get("/api/start")
    def start() -> JSONResponse:
        return JSONResponse(start_of(bench))

    @api.get("/api/reports/{name}")
    def report(name: Name) -> JSONResponse:
        return or_missing(tell_report(opened.case, name), "there is no such report")

    @api.get("/api/statements/{name}")
    def statement(name: Name) -> JSONResponse:
        return or_missing(tell_statement(bench, name), "there is no such statement")

    @api.post("/api/look")
    async def look(asked: LookAsked) -> StreamingResponse:
        engine, moved = await asyncio.to_thread(lambda: (opened.engine, opened.parse(asked.adjustments)))
        lines = looks.begin(
            asked.window,
            lambda is_stale: engine.look(moved, as_of=asked.as_of, want=tuple(asked.want), is_stale=is_stale),
        )

        async def told() -> AsyncIterator[str]:
            try:
                if not await asyncio.to_thread(_is_compiled):
                    yield COMPILING
                async with aclosing(lines):
                    async for line in lines:
                        yield line
            finally:
                has_looked.set()

        return StreamingResponse(told(), media_type="application/x-ndjson")

    return api


def _warm(bench: Workbench) -> None:
    """Make what the page asks first; what goes wrong is told when it asks."""
    with suppress(TrevesError):
        start_of(bench)
        next(iter(bench.opened.engine.look(want=FIRST)), None)


def _is_compiled() -> bool:
    from treves.bargaining import is_compiled

    return is_compiled()


def _serve_page(api: FastAPI) -> None:
    @api.get("/")
    def page() -> Response:
        return _file("index.html")

    @api.get("/static/{name:path}")
    def static(name: str) -> Response:
        return _file(name)


def _file(name: str) -> Response:
    found = find_page_file(name)
    if found is None:
        return refusal(404, "there is no such file")
    return FileResponse(found[0], media_type=found[1])
