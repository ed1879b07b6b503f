"""Headless Firefox over its remote protocol (Marionette), which needs no driver; tests are skipped without Firefox."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Firefox:
    """A Firefox window.  A command is ``[0, id, name, parameters]``, an answer ``[1, id, error, value]``."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._number = 0
        self._read()
        self.do("WebDriver:NewSession", {})

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._stream.read(1)
        return json.loads(self._stream.read(int(size[:-1])))

    def do(self, name: str, parameters: dict[str, Any]) -> Any:
        """Send a command and wait for its answer."""
        self._number += 1
        text = json.dumps([0, self._number, name, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(text), text))
        self._stream.flush()
        _, _, error, value = self._read()
        assert error is None, error
        return value

    def goto(self, url: str) -> None:
        """Open a page and wait for its load event."""
        self.do("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function and return its value; a promise is awaited."""
        return self.do("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})["value"]

    def type(self, selector: str, text: str) -> None:
        """Send keys to an element; U+E007 is Enter."""
        found = self.do("WebDriver:FindElement", {"using": "css selector", "value": selector})["value"]
        (reference,) = found.values()
        self.do("WebDriver:ElementSendKeys", {"id": reference, "text": text})

    def wait_until(self, script: str) -> None:
        """Wait until an expression is true; fail the test after a minute."""
        for _ in range(1200):
            if self.run(f"return {script}"):
                return
            time.sleep(0.05)
        pytest.fail(f"never true: {script}")


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox with an empty profile in ``folder``."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("no Firefox")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Disable background network traffic.
    settings = {
        "marionette.port": port,
        "app.update.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "browser.safebrowsing.update.enabled": False,
        "services.settings.server": "data:,#",
    }
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                connection = socket.create_connection(("127.0.0.1", port), timeout=60)
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("Firefox did not start")
        with connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(30)
