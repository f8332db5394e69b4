"""Answers that say no, all in one form: ``message``, what would be ``right`` where that is known, and what helps."""

from __future__ import annotations

import errno
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from treves.errors import CaseError, TrevesError

__all__ = ["or_missing", "refusal", "tell_errors"]

FULL, REFUSED = 507, 403
DISK = {errno.ENOSPC: (FULL, "the disk is full"), errno.EDQUOT: (FULL, "your disk quota is used up")}


def refusal(status: int, message: str, right: str = "", **more: Any) -> JSONResponse:
    """Return an answer that says no."""
    return JSONResponse({"message": message} | ({"right": right} if right else {}) | more, status_code=status)


def or_missing(told: Any, missing: str) -> JSONResponse:
    """Return what was found as JSON, or that it is not there."""
    return JSONResponse(told) if told is not None else refusal(404, missing)


def tell_errors(api: FastAPI) -> None:
    """Turn every error that a request can cause into such an answer."""

    @api.exception_handler(TrevesError)
    def refused(_: Request, error: TrevesError) -> JSONResponse:
        if isinstance(error, CaseError):
            return refusal(422, str(error), faults=[str(fault) for fault in error.faults])
        message, _mark, right = str(error).partition("; right would be ")
        return refusal(422, message, right)

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        told = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()]
        return refusal(422, "; ".join(told[:10])[:2000])

    @api.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        told = refusal(error.status_code, str(error.detail).lower())
        told.headers.update(error.headers or {})
        return told

    @api.exception_handler(OSError)
    def disk(_: Request, error: OSError) -> JSONResponse:
        where = f"{error.filename}: " if error.filename else ""
        if error.errno in DISK:
            status, told = DISK[error.errno]
            return refusal(status, f"{where}{told}; nothing was lost", "room on the disk, then the same again")
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return refusal(REFUSED, f"{where}it cannot be written to; nothing was changed", "a folder of your own")
        return refusal(500, f"{where}{error.strerror or error}")

    @api.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        return refusal(500, f"this failed ({type(error).__name__}); what and where is on the terminal of treves show")
