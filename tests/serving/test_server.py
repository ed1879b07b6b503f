"""The server: pages with our script, findings as data, no other site's requests, and the site as it is on disk."""

import http.client
import json
import threading
from contextlib import closing

import pytest

from fatiao.serving.builds import BuildOutcome, Told
from fatiao.serving.server import State, make_server
from tests.support.browser import PATIENCE_MS, chromium, wait_until

PAGE = "<!DOCTYPE html><html lang=zh-CN><head><title>甲</title></head><body><h1>甲</h1></body></html>"


@pytest.fixture
def served(tmp_path):
    folder = tmp_path / "html"
    (folder / "laws/some-law").mkdir(parents=True)
    for name in ("index.html", "laws/some-law/index.html"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    state = State()
    server = make_server(folder, state, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, state, server.server_address[1]
    server.shutdown()
    server.server_close()


def get(port, path, host=None, method="GET", address="127.0.0.1"):
    with closing(http.client.HTTPConnection(address, port, timeout=20)) as connection:
        connection.request(method, path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_page_is_sent_with_the_script_and_stays_as_it_is_on_disk(served):
    folder, _, port = served
    for path in ("/", "/index.html", "/laws/some-law/", "/laws/some-law/index.html?q=1"):
        status, text = get(port, path)
        assert status == 200
        assert text.count("/_fatiao/serve.js") == 1
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE
    assert get(port, "/_fatiao/serve.js")[0] == get(port, "/_fatiao/serve.css")[0] == 200


@pytest.mark.parametrize("path", ["/absent.html", "/_fatiao/absent", "/../../etc/passwd", "/_fatiao/../server.py"])
def test_nothing_else_is_sent(served, path):
    assert get(served[2], path)[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/_fatiao/findings.json", "/index.html", "/a.json"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((host, 403) for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", "[::2]:80")),
        *((host, 200) for host in ("localhost", "LOCALHOST:80", "127.0.0.1", "[::1]", "[::1]:80")),
    ],
)
def test_a_page_of_another_site_cannot_read_drafts(served, host, status, path, method):
    (served[0] / "a.json").write_text("{}", encoding="utf-8")
    assert get(served[2], path, host, method)[0] == status


@pytest.mark.parametrize("path", ["/index.html", "/_fatiao/findings.json", "/_fatiao/events", "/a.json"])
def test_a_head_request_has_the_headers_and_no_body(served, path):
    (served[0] / "a.json").write_text("{}", encoding="utf-8")
    assert get(served[2], path, method="HEAD") == (200, "")


def test_a_server_of_the_ipv6_loopback_refuses_other_hosts(served):
    try:
        server = make_server(served[0], served[1], "::1", 0)
    except OSError:
        pytest.skip("this machine has no IPv6")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    assert get(port, "/", address="::1")[0] == get(port, "/", "[::1]", address="::1")[0] == 200
    assert get(port, "/", "evil.example", address="::1")[0] == 403
    server.shutdown()
    server.server_close()


def test_before_the_first_build_a_page_says_so(tmp_path):
    server = make_server(tmp_path / "absent", State(), "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    status, text = get(server.server_address[1], "/")
    assert (status, "网站还没有建成" in text) == (200, True)
    server.shutdown()
    server.server_close()


def test_findings_come_as_data(served):
    _, state, port = served
    state.put(BuildOutcome(1, (Told("laws/some-law/", "error", "<b>甲"),), "1 errors", 0.1))
    said = json.loads(get(port, "/_fatiao/findings.json")[1])
    assert said == {
        "build": 1,
        "failed": True,
        "findings": [{"page": "laws/some-law/", "severity": "error", "text": "<b>甲"}],
        "summary": "1 errors",
    }


@pytest.mark.slow
@pytest.mark.browser
def test_an_open_page_loads_again_and_shows_what_concerns_it(served):
    folder, state, port = served
    state.put(BuildOutcome(0, (), "", 0.1))
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/laws/some-law/index.html")
        wait_until(page, "document.readyState === 'complete'")
        assert page.query_selector("#fatiao-serve") is None
        page.wait_for_timeout(300)  # the page listens now
        (folder / "laws/some-law/index.html").write_text(PAGE.replace("<h1>甲", "<h1>乙"), encoding="utf-8")
        findings = (Told("laws/some-law/", "warning", "<img src=x onerror=alert(1)>"), Told("", "warning", "丁"))
        state.put(BuildOutcome(0, findings, "", 0.1))
        page.wait_for_selector("#fatiao-serve", timeout=PATIENCE_MS)  # a script would be lost with the old page
        assert page.inner_text("h1") == "乙"
        assert page.inner_text("#fatiao-serve summary") == "已更新：本法规1处，其他1处"
        assert page.inner_text("#fatiao-serve li") == "<img src=x onerror=alert(1)>"
