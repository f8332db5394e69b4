"""Who may ask: this machine's own page and nobody else, with a token, in small bodies of strict JSON.

A page of any site can send requests to a server on this machine, and a name on the internet can be made to point here
(DNS rebinding). So every request must name this server as its host, every call of the API must come from its own
page, and each needs the token that only the address opened in the browser holds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from treves.dashboard.strict_json import NotStrictError, parse_strictly

__all__ = ["BODY_LIMIT", "HEADERS", "TOKEN_HEADER", "Guard"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_LIMIT = 1_000_000
"""Bytes of a request's body; the longest honest one, a table of changed rows, has a tenth of it."""

MOST_THROWN_AWAY = 32_000_000
"""Bytes of a body too large that are still read before the answer."""

TOKEN_HEADER = "x-treves-token"  # noqa: S105 - the name of the header, not a secret
WITH_BODY = ("POST", "PUT", "PATCH")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class _Refused(Exception):  # noqa: N818 - an answer, not an error
    def __init__(self, status: int, message: str, right: str = "") -> None:
        self.status, self.message, self.right = status, message, right


class Guard:
    """The outermost layer of the server.

    Parameters
    ----------
    app : ASGI application
        What answers a request that may be asked.
    port : int
        Port on which the server listens: part of the only hosts it answers to.
    token : str
        What every call of the API must carry.
    stop : callable
        Ends what is under way, before the server stops.
    """

    def __init__(self, app: App, *, port: int, token: str, stop: Callable[[], None] = lambda: None) -> None:
        self.app, self.token, self.stop = app, token, stop
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it before anything has looked at it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks over a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(send)
        try:
            headers = _single(scope["headers"])
            self._check(scope, headers)
            if scope["method"] in WITH_BODY or "content-length" in headers or "transfer-encoding" in headers:
                body = await _whole_body(headers, receive)
                _check_json(scope["method"], headers, body)
                receive = _again(body, receive)
        except _Refused as refused:
            await _answer(send, refused)
            return
        await self.app(scope, receive, send)

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if host not in self.hosts:
            raise _Refused(421, "this server answers only to its own address", f"http://{min(self.hosts)}")
        if not scope["path"].startswith("/api"):
            return
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            raise _Refused(403, "another site may not ask this server", "a call from its own page")
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            raise _Refused(403, "another site may not ask this server", "a call from its own page")
        if not secrets.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            raise _Refused(401, "the token is missing or is not that of this server", "the address treves show printed")


def _single(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers; one that matters and stands twice is refused, since two readers may pick differently."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name.decode("latin-1").lower()
        if key in found and key in {"host", "origin", "content-length", "content-type", "sec-fetch-site", TOKEN_HEADER}:
            raise _Refused(400, f"the header {key} stands twice", "each header once")
        found[key] = value.decode("latin-1")
    return found


async def _whole_body(headers: dict[str, str], receive: Receive) -> bytes:
    """Read the body; the bytes that come are counted, whatever the header says of them.

    What is too large is read on for a while and thrown away: who is cut off while sending never hears why.
    """
    told = headers.get("content-length", "0")
    if told.isdigit() and len(told) < 20 and int(told) > MOST_THROWN_AWAY:
        raise _too_large()
    body, count = bytearray(), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refused(400, "the request broke off", "the whole body")
        count += len(message.get("body", b""))
        if count <= BODY_LIMIT:
            body += message.get("body", b"")
        if count > MOST_THROWN_AWAY or (count > BODY_LIMIT and not message.get("more_body")):
            raise _too_large()
        if not message.get("more_body"):
            return bytes(body)


def _too_large() -> _Refused:
    return _Refused(413, "the request is too large", f"at most {BODY_LIMIT:,} bytes")


def _check_json(method: str, headers: dict[str, str], body: bytes) -> None:
    if not body and method not in WITH_BODY:
        return
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _Refused(415, "a request with a body must be JSON", "content-type: application/json")
    if not body:
        return
    try:
        parse_strictly(body)
    except NotStrictError as error:
        raise _Refused(400, str(error)) from None


def _again(body: bytes, receive: Receive) -> Receive:
    """Return the body to whoever reads it next, and after that what really comes."""
    is_read = False

    async def read() -> Message:
        nonlocal is_read
        if not is_read:
            is_read = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return read


def _with_headers(send: Send) -> Send:
    extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    names = {name for name, _ in extra}

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
            message["headers"] = [*kept, *extra]
        await send(message)

    return tell


async def _answer(send: Send, refused: _Refused) -> None:
    told = {"message": refused.message} | ({"right": refused.right} if refused.right else {})
    body = json.dumps(told).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers.append((b"connection", b"close"))  # what is left of a refused body is not read as a next request
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
