"""The server of one open case, from the free port to the last request."""

from __future__ import annotations

import contextlib
import errno
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING, Any

from treves.errors import TrevesError

if TYPE_CHECKING:
    from treves.case import Case
    from treves.dashboard.engine import Engine, Want
    from treves.dashboard.opened import OpenCase

__all__ = ["DEFAULT_PORT", "serve_case"]

FIRST: tuple[Want, ...] = ("deals",)

DEFAULT_PORT = 8715
HOST = "127.0.0.1"


def serve_case(
    where: str,
    *,
    as_of: date | None = None,
    port: int | None = None,
    is_browser_opened: bool = True,
    is_run_started: bool = True,
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
    is_run_started : bool
        Whether a full run begins by itself where none of this case is kept.
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
        from treves.dashboard.opened import OpenCase

        opened = OpenCase(where, as_of, _live_study, _parse)
        _make_ready(opened)
        tell(f"{opened.case.name} is at {address}")
        if is_browser_opened:  # it starts while the server does; the socket holds its first questions
            threading.Thread(target=_open, args=(address, tell), daemon=True).start()
        import uvicorn

        from treves.dashboard.app import make_app

        app = make_app(opened, port=at, token=token, is_run_started=is_run_started)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on",
            ws="none", proxy_headers=False, timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = uvicorn.Server(config)
        stop = server.handle_exit

        def stop_looks_first(sig: int, frame: FrameType | None) -> None:
            """End the looks under way, so that nobody's stream is cut in the middle and complained about."""
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            app.stop()
            stop(sig, frame)

        server.handle_exit = stop_looks_first  # type: ignore[method-assign]
        server.run(sockets=[listener])


def _make_ready(opened: OpenCase) -> None:
    """Work out the first picture before the page is opened, so that it comes up with numbers; not where it compiles."""
    from treves.bargaining import is_compiled

    if is_compiled():
        with contextlib.suppress(TrevesError):  # the page tells it when it asks
            next(iter(opened.engine.look(want=FIRST)), None)


def _live_study(case: Case) -> Engine:
    from treves.study.live import LiveStudy

    return LiveStudy(case)


def _parse(adjustments: list[dict[str, Any]]) -> tuple[Any, ...]:
    from treves.case.adjust import parse_adjustments

    return parse_adjustments(adjustments)


def _open(address: str, tell: Callable[[str], None]) -> None:
    try:
        is_open = webbrowser.open(address)
    except (webbrowser.Error, OSError):
        is_open = False
    if not is_open:
        tell("no browser could be opened; right would be to open the address above in one on this machine")


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
