"""The local page over a live study: ``treves show CASE``.

``serve`` (a free port, a browser) -> ``guard`` (who may ask, ``strict_json``) -> ``app`` (the routes) -> ``opened``
(the case that is open), ``start`` (what the page asks first), ``looks`` (levers moved, told part by part by an
``engine``). ``page`` holds what the browser runs, found by ``page_files``.
"""

from treves.dashboard.serve import DEFAULT_PORT, serve_case

__all__ = ["DEFAULT_PORT", "serve_case"]
