"""The assistant against a small local server: only what slices and fits the codebook comes through."""

import http.server
import json
import threading

import pytest

from evidence.small_cases import load_own_report, load_small_case
from treves.evidence.assistant import Assistant, AssistantError, suggest_statements

REPORT = load_own_report("d1_stikstof")
CABINET, CODEBOOK, _ = load_small_case("duinland")
GOOD = {
    "quote": "De Landbouwpartij wijst gedwongen uitkoop van veehouders af", "actor": "Landbouwpartij", "actor_type": "party",
    "about": "forced_buyout", "stance": "-1", "kind": "oppose", "certainty": "asserted", "source": "Landbouwpartij",
}  # fmt: skip


@pytest.fixture
def serve():
    state = {"answer": b"", "asked": [], "status": 200}

    class Model(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state["asked"].append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(state["status"])
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            try:
                self.wfile.write(state["answer"])
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state["assistant"] = Assistant(f"http://127.0.0.1:{server.server_port}/v1", "tiny", "secret", timeout_seconds=5)
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def chat(content) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def test_a_good_suggestion_slices_and_waits_for_review(serve):
    """Rule id, model name, open review, exact offsets."""
    serve["answer"] = chat("```json\n" + json.dumps({"statements": [GOOD]}) + "\n```")
    (row,) = suggest_statements(REPORT, CABINET, CODEBOOK, serve["assistant"]).statements
    assert REPORT.span(row.start, row.end) == row.text == GOOD["quote"]
    assert (row.rule, row.review, row.party, row.source_type) == ("assistant", "open", "LP", "self")
    assert "tiny" in row.note
    path, headers, asked = serve["asked"][0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert asked["model"] == "tiny"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "De Landbouwpartij is voor uitkoop"}, "does not stand in the report"),
        ({"quote": ""}, "does not stand in the report"),
        ({"quote": "outlet: De Duinbode"}, "does not stand in the report"),
        ({"quote": "Lees ook: Waarom stikstof ieder kabinet verdeelt"}, "no news text"),
        ({"about": "invented_matter"}, "not in the codebook"),
        ({"stance": "+2"}, "is none of"),
        ({"kind": "__import__('os')"}, "is none of"),
        ({"actor": "x" * 500}, "names no actor"),
        ({"certainty": ["asserted"]}, "is none of"),
    ],
)
def test_invented_and_hostile_suggestions_are_refused_with_the_reason(serve, change, why):
    """A quotation that does not slice, a matter that is not there, values from outside the house."""
    serve["answer"] = chat(json.dumps({"statements": [GOOD | change, "no object", None]}))
    answer = suggest_statements(REPORT, CABINET, CODEBOOK, serve["assistant"])
    assert answer.statements == ()
    assert why in answer.refused[0]
    assert len(answer.refused) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": 7}}]}', chat("no json here"),
        chat("{broken"), chat('{"statements": 7}'), chat("[" * 100_000), b"[" * 900_000, b"x" * 1_500_000, b"\xff\xfe{",
    ],
)  # fmt: skip
def test_a_malformed_answer_is_an_error_with_a_reason(serve, body):
    """Never a traceback, never a statement."""
    serve["answer"] = body
    with pytest.raises(AssistantError):
        suggest_statements(REPORT, CABINET, CODEBOOK, serve["assistant"])


def test_a_redirect_is_not_followed_and_errors_are_told(serve):
    """The text goes to the address the user named and nowhere else."""
    for status in (302, 307, 401, 500):
        serve["status"] = status
        with pytest.raises(AssistantError, match=str(status)):
            suggest_statements(REPORT, CABINET, CODEBOOK, serve["assistant"])
    with pytest.raises(AssistantError, match="http"):
        suggest_statements(REPORT, CABINET, CODEBOOK, Assistant("file:///etc", "m"))


def test_what_would_be_sent_is_said_before():
    """Report, size, host and model."""
    told = Assistant("http://localhost:1/v1", "tiny").describe(REPORT)
    assert "d1_stikstof" in told
    assert "localhost" in told
    assert "tiny" in told


def test_the_number_of_suggestions_is_bounded(serve):
    """A flood is cut, and the cut is told."""
    serve["answer"] = chat(json.dumps({"statements": [GOOD] * 1000}))
    answer = suggest_statements(REPORT, CABINET, CODEBOOK, serve["assistant"])
    assert len(answer.statements) == 1
    assert "800 suggestions beyond" in answer.refused[-1]
