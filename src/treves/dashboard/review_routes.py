"""What the page asks of the review."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from treves.case.review_desk import MovedOnError
from treves.dashboard.answers import refusal
from treves.dashboard.asked import ReviewAsked, Word
from treves.dashboard.workbench import Workbench

__all__ = ["add_review"]


def add_review(api: FastAPI, bench: Workbench) -> None:
    """Add the routes of the review."""
    room = bench.review

    @api.get("/api/review")
    def review(coder: Word = "", blind: bool | None = None) -> JSONResponse:
        return JSONResponse(room.tell(coder, is_blind=blind))

    @api.post("/api/review")
    def decide(asked: ReviewAsked) -> JSONResponse:
        if room.desk is None:
            message, _, right = room.why_not.partition("; right would be ")
            return refusal(403, message, right)
        try:
            told = room.decide(
                asked.coder,
                asked.action,
                asked.statement,
                changes={name: str(value) for name, value in asked.changes.items()},
                parts=[{name: str(value) for name, value in span.items()} for span in asked.spans],
                revision=asked.revision,
                is_blind=asked.blind,
                on=date.today(),  # noqa: DTZ011 - the coder's own day
            )
        except MovedOnError as error:
            return refusal(409, str(error), state=room.state_of(error.sitting, asked.coder))
        bench.opened.forget()
        return JSONResponse(told)

    @api.get("/api/review/agreement")
    def agreement(first: Word = "", second: Word = "") -> JSONResponse:
        return JSONResponse(room.agreement(first, second))
