"""One web page that the user names: fetched once, politely, with limits."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from treves.evidence.intake.limits import LARGEST_BYTES, ReadingError
from treves.evidence.intake.read import Intake, Metadata, report_from_bytes

__all__ = ["AGENT", "fetch_report"]

AGENT = "treves (news reader of a research tool; reads single pages its user names)"
_ROBOTS_BYTES = 500_000


def fetch_report(address: str, metadata: Metadata | None = None, *, timeout_seconds: float = 20.0) -> Intake:
    """Fetch one page and read it.

    Parameters
    ----------
    address : str
        http or https; nothing else is opened.
    metadata : Metadata, optional
    timeout_seconds : float
        For each of the two requests (robots.txt and the page).

    Raises
    ------
    ReadingError
        When the address is no web address, the site's robots.txt forbids it, or the page is too large or slow.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ReadingError(f"{address}: no web address; right would be one that begins with https://") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ReadingError(f"{address}: right would be an address that begins with https://")
    root = f"{parts.scheme}://{parts.netloc}"
    rules = RobotFileParser()
    status, robots = _get(f"{root}/robots.txt", timeout_seconds, _ROBOTS_BYTES, may_fail=True)
    if status in {401, 403}:
        raise ReadingError(
            f"{address}: the site closes itself to programs; save the page in a browser and read the file"
        )
    rules.parse(robots.decode("utf-8", "replace").splitlines() if status == 200 else [])
    if not rules.can_fetch(AGENT, address):
        raise ReadingError(f"{address}: the site's robots.txt forbids it; save the page in a browser and read the file")
    status, data = _get(address, timeout_seconds, LARGEST_BYTES)
    name = parts.path.rstrip("/").rsplit("/", 1)[-1] or parts.hostname
    name = name if "." in name else f"{name}.html"
    known = metadata or Metadata()
    if not known.address:
        known = Metadata(known.outlet or parts.hostname, known.published_on, known.title, known.language, address)
    return report_from_bytes(data, name, known)


class _SameKind(urllib.request.HTTPRedirectHandler):
    """Follow redirects to web addresses only, at most five."""

    max_redirections = 5

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Refuse to leave the web."""
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise ReadingError(f"{req.full_url}: leads to {newurl[:80]}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _get(address: str, timeout_seconds: float, limit: int, *, may_fail: bool = False) -> tuple[int, bytes]:
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "text/html,text/plain"})  # noqa: S310
    try:
        with urllib.request.build_opener(_SameKind).open(request, timeout=timeout_seconds) as answer:
            data = answer.read(limit + 1)
            if len(data) > limit:
                raise ReadingError(f"{address}: more than {limit:,} bytes")
            return answer.status, data
    except urllib.error.HTTPError as error:
        if may_fail:
            return error.code, b""
        raise ReadingError(f"{address}: the server says {error.code} {error.reason}") from None
    except (OSError, ValueError, HTTPException) as error:
        if may_fail:
            return 0, b""
        raise ReadingError(f"{address}: {getattr(error, 'reason', error)}") from None
