"""The server of one open case, from the free port to the last request."""

from __future__ import annotations

import contextlib
import errno
import secrets
import socket
import webbrowser
from collections.abc import Callable
from datetime import date

from treves.errors import TrevesError

__all__ = ["DEFAULT_PORT", "serve_case"]

DEFAULT_PORT = 8715
HOST = "127.0.0.1"


def serve_case(
    where: str,
    *,
    as_of: date | None = None,
    port: int | None = None,
    is_browser_opened: bool = True,
    tell: Callable[[str], None],
) -> None:
    """Serve the page of a case on this machine alone until it is interrupted.

    Parameters
    ----------
    where : str
        The case.
    as_of : date, optional
    port : int, optional
        By default 8715, or any free one where that is taken.
    is_browser_opened : bool
    tell : callable
        Told where the page is, in a line.

    Raises
    ------
    CaseError
        If the case has faults.
    TrevesError
        If the port is taken.
    """
    listener = _listen(port)
    with contextlib.closing(listener):
        at, token = listener.getsockname()[1], secrets.token_urlsafe(32)
        address = f"http://{HOST}:{at}/?token={token}"
        import uvicorn

        from treves.dashboard.app import make_app
        from treves.dashboard.opened import OpenCase

        opened = OpenCase(where, as_of, _live_study, _parse)
        app = make_app(opened, port=at, token=token)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on",
            ws="none", proxy_headers=False, timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = uvicorn.Server(config)
        tell(f"{opened.case.name} is at {address}")
        if is_browser_opened and not _open(address):
            tell("no browser could be opened; open the address above in one on this machine")
        server.run(sockets=[listener])


def _live_study(case):  # type: ignore[no-untyped-def]
    from treves.study.live import LiveStudy

    return LiveStudy(case)


def _parse(adjustments):  # type: ignore[no-untyped-def]
    from treves.case.adjust import parse_adjustments

    return parse_adjustments(adjustments)


def _open(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def _listen(port: int | None) -> socket.socket:
    """Return a listening socket on the loopback address."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, DEFAULT_PORT if port is None else port))
    except OSError as error:
        if port is not None or error.errno != errno.EADDRINUSE:
            listener.close()
            raise _why_not(port, error) from None
        listener.bind((HOST, 0))
    listener.listen(128)
    return listener


def _why_not(port: int | None, error: OSError) -> TrevesError:
    if error.errno == errno.EADDRINUSE:
        return TrevesError(f"port {port} is taken; right would be another --port, or none for any that is free")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return TrevesError(f"port {port} needs more rights than you have; right would be one from 1024 up")
    return TrevesError(f"nothing can listen on this machine's own address ({error.strerror})")
