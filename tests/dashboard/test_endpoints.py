"""Every endpoint, asked oddly: words in answer, never a failure of the server."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treves.case.adjust import adjust, parse_adjustments
from treves.case.adjust.adjustment import SHAPES
from treves.dashboard.app import make_api
from treves.dashboard.opened import OpenCase

from .double_engine import DoubleEngine
from .serving import serving, small_case

KINDS = ("application/json", "application/x-ndjson", "application/zip")
ENDPOINTS = [
    ("GET", "/api/start"), ("GET", "/api/reports/{name}"), ("GET", "/api/statements/{name}"), ("POST", "/api/look"),
    ("GET", "/api/variants"), ("GET", "/api/variants/{name}"), ("PUT", "/api/variants/{name}"),
    ("DELETE", "/api/variants/{name}"), ("POST", "/api/variants/{name}/export"), ("GET", "/api/run"),
    ("DELETE", "/api/run"), ("GET", "/api/findings"), ("POST", "/api/findings"), ("GET", "/api/review"),
    ("POST", "/api/review"), ("GET", "/api/review/agreement"), ("GET", "/static/{name}"),
]  # fmt: skip


class QuickEngine(DoubleEngine):
    """Refuses what does not fit the case, as the study does, and computes nothing."""

    def look(self, adjustments=(), **_):
        adjust(self.case, adjustments)
        yield from ()


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """What the server says it answers, which it says to nobody else."""
    here = tmp_path_factory.mktemp("described")
    api = make_api(OpenCase(str(small_case(here / "mine")), None, QuickEngine, parse_adjustments), here=here)
    return schemathesis.openapi.from_dict(api.openapi())


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    here = tmp_path_factory.mktemp("odd")
    with serving(small_case(here / "mine"), here, make_engine=QuickEngine) as page:
        yield page.browser


def test_every_endpoint_is_asked_below(described):
    """But the one that would start a run for every question; it reads its changes as /api/findings does."""
    known = {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()}
    assert known - set(ENDPOINTS) == {("GET", "/"), ("POST", "/api/run")}


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_no_odd_request_breaks_the_server(described, browser, method, path):
    """Whatever fits the description of an endpoint or just not: an answer in words, as JSON."""

    odd = described[path][method].as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(asked=described[path][method].as_strategy() | odd)
    def ask(asked):
        sent = asked.as_transport_kwargs(base_url=str(browser.base_url))
        body = {"json": sent["json"]} if "json" in sent else {"content": sent.get("data")}
        head = {"content-type": "application/json"}
        told = browser.request(sent["method"], sent["url"], params=sent.get("params"), headers=head, **body)
        assert told.status_code < 500, (sent, told.text)
        if path.startswith("/api"):
            assert told.headers["content-type"].startswith(KINDS)
        if told.status_code >= 400:
            assert told.json()["message"]

    ask()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
WORDS = ("set", "party", "issue", "shift", "value", "statement", "name", "count", "held", "used", "offered", "factor")
SETS = (*SHAPES, "?")
CHANGE = st.dictionaries(st.sampled_from(WORDS), VALUES | st.sampled_from([*SETS, "RL", "goose_tax", "r01", "full"]))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(change=CHANGE, path=st.sampled_from(["/api/look", "/api/findings", "/api/variants/odd"]))
def test_no_odd_change_breaks_the_server(browser, change, path):
    """Right keys with wrong values, wrong keys with right ones, numbers that are none."""
    method = "PUT" if "variants" in path else "POST"
    told = browser.request(
        method, path, content=_json({"adjustments": [change]}), headers={"content-type": "application/json"}
    )
    assert told.status_code < 500, (change, told.text)


def _json(value):
    """Return JSON as an odd client writes it: NaN and lone surrogates too."""
    return json.dumps(value).encode("utf-8", "surrogatepass")
