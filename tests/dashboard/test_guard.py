"""Who may ask: nobody but the page itself, with its token, in small bodies of strict JSON."""

import http.client
import json
import socket

import pytest

from .serving import TOKEN

JSON = {"content-type": "application/json"}
LOOK = {"window": "w", "want": ["deals"]}


def ask(served, method="GET", path="/api/start", body=None, **headers):
    """Ask with exactly these headers, as no browser's client would let one."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    named = {"Host": served.host, "X-Treves-Token": TOKEN} | {k.replace("_", "-"): v for k, v in headers.items()}
    if isinstance(body, str):
        body = body.encode()
    if body is not None:
        named.setdefault("Content-Length", str(len(body)))
    for name, value in named.items():
        if value is not None:
            connection.putheader(name, value)
    try:
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "localhost:1", "0.0.0.0:{port}", "evil.test:{port}", ""])
def test_a_name_that_points_here_is_not_answered(ruritania, host):
    """DNS rebinding: only the server's own address is a host, for the page's files too."""
    for path in ("/", "/static/main.js", "/api/start"):
        answer, _ = ask(ruritania, path=path, Host=host.format(port=ruritania.port))
        assert answer.status == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_servers_own_names_are_answered(ruritania, name):
    host = f"{name}:{ruritania.port}"
    answer, _ = ask(ruritania, Host=host, Origin=f"http://{host}", Sec_Fetch_Site="same-origin")
    assert answer.status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_Treves_Token": None}, 401),
        ({"X_Treves_Token": "guess"}, 401),
        ({"X_Treves_Token": TOKEN + "x"}, 401),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://{host}"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_another_site_gets_no_answer(ruritania, headers, status):
    """Reading and writing alike need the token and come from the page itself."""
    headers = {k: v.format(host=ruritania.host) if v else v for k, v in headers.items()}
    assert ask(ruritania, **headers)[0].status == status
    body = json.dumps(LOOK)
    assert ask(ruritania, "POST", "/api/look", body, Content_Type="application/json", **headers)[0].status == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_a_form_of_another_site_writes_nothing(ruritania, kind):
    """What a browser sends across sites without asking first is no JSON."""
    assert ask(ruritania, "POST", "/api/look", json.dumps(LOOK), Content_Type=kind)[0].status == 415


def test_every_answer_forbids_what_the_page_does_not_need(ruritania):
    """Scripts of the page alone, nothing framed, nothing kept, whatever the answer is."""
    for path, token in (("/", TOKEN), ("/static/none.js", TOKEN), ("/api/start", TOKEN), ("/api/start", "no")):
        answer, _ = ask(ruritania, path=path, X_Treves_Token=token)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/api", "/api/", "/nowhere"])
def test_there_is_no_page_but_the_page(ruritania, path):
    answer, content = ask(ruritania, path=path)
    assert answer.status == 404
    assert json.loads(content)["message"]


@pytest.mark.parametrize(
    "path",
    [
        "../serve.py",
        "..%2fserve.py",
        "%2e%2e/serve.py",
        "%2e%2e%2fserve.py",
        "....//serve.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..%5cserve.py",
        "a/../../serve.py",
        "main.js%00.html",
        ".",
        "..",
        "",
        "./index.html",
        ".hidden.js",
        "styles/..",
    ],
)
def test_no_path_leads_out_of_the_pages_folder(ruritania, path):
    answer, content = ask(ruritania, path=f"/static/{path}")
    assert answer.status in {404, 307}
    assert b"import" not in content
    assert b"root:" not in content


def test_a_body_too_large_is_refused_by_the_bytes_that_come(ruritania):
    """Whether the header tells how many they are or not, whoever sends them hears why."""
    answer, content = ask(ruritania, "POST", "/api/look", b" " * 1_000_001, Content_Type="application/json")
    assert answer.status == 413
    assert "1,000,000" in json.loads(content)["right"]
    with socket.create_connection(("127.0.0.1", ruritania.port), timeout=60) as line:
        head = (
            f"POST /api/look HTTP/1.1\r\nHost: {ruritania.host}\r\nX-Treves-Token: {TOKEN}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        line.sendall(head.encode())
        for _ in range(20):  # no length is told; the sixteenth chunk is one too many
            line.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert b"413" in line.recv(100)


def test_a_body_without_end_is_cut_off(ruritania):
    """Nothing is kept of it, and the server is there for the next."""
    with socket.create_connection(("127.0.0.1", ruritania.port), timeout=60) as line:
        line.sendall(
            f"POST /api/look HTTP/1.1\r\nHost: {ruritania.host}\r\nX-Treves-Token: {TOKEN}\r\n"
            "Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n".encode()
        )
        assert b"413" in line.recv(100)
    assert ruritania.get("/api/run").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        '{"adjustments":[{"set":"stake","party":"RL","shift":NaN}]}',
        '{"adjustments":[{"set":"stake","party":"RL","shift":Infinity}]}',
        '{"adjustments":[{"set":"stake","party":"RL","shift":-Infinity}]}',
        '{"adjustments":[{"set":"stake","party":"RL","shift":1e400}]}',
        '{"adjustments":[{"set":"sessions","count":99999999999999999999999}]}',
        '{"window":"\\ud800"}',
        '{"window":"a","window":"b"}',
        "[" * 100_000,
        '{"window":',
        "",
        "null",
        "[]",
        "\xff",
        '{"window": 1}',
        '{"unknown": 1}',
        '{"as_of": "yesterday"}',
    ],
)
def test_what_is_no_finite_number_and_no_whole_json_is_refused_in_words(ruritania, body):
    answer, content = ask(ruritania, "POST", "/api/look", body.encode("latin-1"), Content_Type="application/json")
    assert 400 <= answer.status < 500
    assert json.loads(content)["message"]


def test_a_header_that_stands_twice_is_refused(ruritania):
    with socket.create_connection(("127.0.0.1", ruritania.port), timeout=30) as line:
        line.sendall(
            f"GET /api/start HTTP/1.1\r\nHost: {ruritania.host}\r\nOrigin: http://{ruritania.host}\r\n"
            f"Origin: http://evil.test\r\nX-Treves-Token: {TOKEN}\r\n\r\n".encode()
        )
        assert b"400" in line.recv(40)
