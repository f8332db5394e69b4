"""The routes of the local page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from treves.dashboard.guard import App, Guard
from treves.dashboard.looks import Looks
from treves.dashboard.opened import OpenCase
from treves.dashboard.page_files import find_page_file
from treves.dashboard.start import start_of, tell_report, tell_statement
from treves.errors import CaseError, TrevesError

__all__ = ["make_app"]

Name = Annotated[str, Path(min_length=1, max_length=200)]


class Asked(BaseModel):
    """A body of a request: no field but its own."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class LookAsked(Asked):
    """A look: what is moved, as of which day, what is wanted, and in which window."""

    adjustments: list[dict[str, Any]] = Field(default=[], max_length=2000)
    as_of: date | None = None
    want: list[Literal["deals", "talks", "chain"]] = Field(default=["deals", "talks"], max_length=3)
    window: str = Field(default="", max_length=100)


def make_app(opened: OpenCase, *, port: int, token: str) -> App:
    """Make the server of one open case.

    Parameters
    ----------
    opened : OpenCase
    port : int
        Where it will listen; it answers to no other host.
    token : str
        What every call of the API must carry in ``X-Treves-Token``.

    Returns
    -------
    ASGI application
    """
    looks = Looks()

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        looks.close()

    api = FastAPI(title="treves", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    _tell_errors(api)
    _serve_page(api)

    @api.get("/api/start")
    def start() -> JSONResponse:
        return JSONResponse(start_of(opened))

    @api.get("/api/reports/{name}")
    def report(name: Name) -> JSONResponse:
        return _or_missing(tell_report(opened.case, name), f"there is no report {name!r}")

    @api.get("/api/statements/{name}")
    def statement(name: Name) -> JSONResponse:
        return _or_missing(tell_statement(opened, name), f"there is no statement {name!r}")

    @api.post("/api/look")
    async def look(asked: LookAsked) -> StreamingResponse:
        engine, moved = await asyncio.to_thread(lambda: (opened.engine, opened.parse(asked.adjustments)))
        lines = looks.begin(
            asked.window,
            lambda is_stale: engine.look(moved, as_of=asked.as_of, want=tuple(asked.want), is_stale=is_stale),
        )
        return StreamingResponse(lines, media_type="application/x-ndjson")

    return Guard(api, port=port, token=token)


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
        return _refusal(404, "there is no such file")
    return FileResponse(found[0], media_type=found[1])


def _or_missing(told: dict[str, Any] | None, missing: str) -> JSONResponse:
    return JSONResponse(told) if told is not None else _refusal(404, missing)


def _refusal(status: int, message: str, right: str = "", **more: Any) -> JSONResponse:
    return JSONResponse({"message": message} | ({"right": right} if right else {}) | more, status_code=status)


def _tell_errors(api: FastAPI) -> None:
    """Turn every error that a request can cause into words."""

    @api.exception_handler(TrevesError)
    def refused(_: Request, error: TrevesError) -> JSONResponse:
        if isinstance(error, CaseError):
            return _refusal(422, str(error), faults=[str(fault) for fault in error.faults])
        return _refusal(422, str(error))

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        told = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()]
        return _refusal(422, "; ".join(told[:10]))

    @api.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        told = _refusal(error.status_code, str(error.detail).lower())
        told.headers.update(error.headers or {})
        return told

    @api.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        return _refusal(500, f"this failed ({type(error).__name__}); what and where is on the terminal of treves show")
