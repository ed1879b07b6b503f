"""Serve a built folder on this machine, notify open pages of a new build, and show its findings on them.      (I/O)

The server inserts a script and a stylesheet into the pages that it sends; the files on disk stay as they were built.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Condition
from urllib.parse import urlsplit

from fatiao.serving.builds import BuildOutcome

_STATIC = Path(__file__).parent / "static"
_OWN = "/_fatiao/"
_ASSETS = {"serve.js": "text/javascript", "serve.css": "text/css"}
_TAGS = b'<link rel="stylesheet" href="/_fatiao/serve.css"><script src="/_fatiao/serve.js" defer></script></body>'
#: Shown until the first build succeeds.
_NO_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>Fatiao</title></head>'
    "<body><p>网站还没有建成；下面是所发现的问题。改正之后本页自动更新。</p></body></html>"
)
#: Seconds between keep-alive messages to a waiting page.
_HEARTBEAT = 15.0


class State:
    """The outcome of the last build and its number, shared by the builder and the requests."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0
        self._outcome: BuildOutcome | None = None

    def put(self, outcome: BuildOutcome) -> None:
        """Store the outcome of a build, and notify the requests that wait for one."""
        with self._changed:
            self._number, self._outcome = self._number + 1, outcome
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the last build once it differs from ``seen``, or after a timeout in seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen, seconds)
            return self._number

    def as_json(self) -> bytes:
        """Return the number, the success, the summary and the findings of the last build."""
        with self._changed:
            outcome, number = self._outcome, self._number
        findings = [
            {"page": told.page, "severity": told.severity, "text": told.text}
            for told in (outcome.findings if outcome else ())
        ]
        said = {"build": number, "failed": bool(outcome and outcome.code), "findings": findings}
        return json.dumps(said | {"summary": outcome.summary if outcome else ""}, ensure_ascii=False).encode()


def make_server(folder: Path, state: State, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder; raises OSError if the host is unknown or the port is taken.

    Listening to this machine only (``127.0.0.1``, ``::1``, ``localhost``), it refuses requests that name another host.
    """
    kind = _IPv6Server if ":" in host else ThreadingHTTPServer
    handler = partial(_Handler, state=state, local=_is_loopback(host), directory=str(folder))
    server = kind((host, port), handler)
    server.daemon_threads = True
    return server


class _IPv6Server(ThreadingHTTPServer):
    address_family = socket.AF_INET6


def _is_loopback(host: str) -> bool:
    """Return True for a name by which this machine reaches itself; no other site can have a page under such a name."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, state: State, local: bool, directory: str) -> None:
        self.state, self.local = state, local
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, a page with the script inserted, or a response to the script itself."""
        self._respond(super().do_GET)

    def do_HEAD(self) -> None:
        """Send the headers that ``do_GET`` sends, under the same conditions."""
        self._respond(super().do_HEAD)

    def _respond(self, send_file: Callable[[], None]) -> None:
        if self._is_foreign():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = urlsplit(self.path).path
        if path.startswith(_OWN):
            self._send_own(path.removeprefix(_OWN))
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send(file.read_bytes().replace(b"</body>", _TAGS, 1), "text/html; charset=utf-8")
        elif path in ("/", "/index.html"):
            self._send(_NO_PAGE.encode().replace(b"</body>", _TAGS, 1), "text/html; charset=utf-8")
        else:
            send_file()

    def end_headers(self) -> None:
        """Disable caching, so that browsers do not show an older build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *said: object) -> None:
        """Do not log single requests."""

    def _is_foreign(self) -> bool:
        """Return True if the server listens to this machine only and a request names another host."""
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        except ValueError:
            host = ""
        return self.local and not _is_loopback(host)

    def _send_own(self, name: str) -> None:
        if name == "events":
            self._send_events()
        elif name == "findings.json":
            self._send(self.state.as_json(), "application/json")
        elif name in _ASSETS:
            self._send((_STATIC / name).read_bytes(), f"{_ASSETS[name]}; charset=utf-8")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, media: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        """Send the number of each build until the page is closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        seen = -1
        try:
            while True:
                number = self.state.wait(seen, _HEARTBEAT)
                self.wfile.write(f"data: {number}\n\n".encode() if number != seen else b": still here\n\n")
                self.wfile.flush()
                seen = number
        except OSError:
            self.close_connection = True
