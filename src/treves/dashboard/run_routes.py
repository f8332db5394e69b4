"""What the page asks of full runs."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from treves.dashboard.answers import or_missing
from treves.dashboard.asked import RunAsked
from treves.dashboard.workbench import Workbench

__all__ = ["add_runs"]

NONE = "no full run of this is finished"


def add_runs(api: FastAPI, bench: Workbench) -> None:
    """Add the routes of full runs."""

    @api.get("/api/run")
    def state() -> JSONResponse:
        return JSONResponse(bench.runs.state())

    @api.post("/api/run")
    def start(asked: RunAsked) -> JSONResponse:
        bench.start_run(bench.opened.parse(asked.adjustments))
        return JSONResponse(bench.runs.state())

    @api.delete("/api/run")
    def stop() -> JSONResponse:
        bench.runs.stop()
        return JSONResponse(bench.runs.state())

    @api.get("/api/findings")
    def findings() -> JSONResponse:
        return or_missing(bench.findings(), NONE)

    @api.post("/api/findings")
    def findings_of(asked: RunAsked) -> JSONResponse:
        return or_missing(bench.findings(bench.opened.parse(asked.adjustments)), NONE)
