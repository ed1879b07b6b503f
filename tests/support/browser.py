"""Headless Chromium for tests; without Chromium they are skipped, but fail in continuous integration."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: Disable background network traffic, the sandbox and the GPU.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-precise-memory-info",
)


#: Timeout on a busy machine, and interval between checks, in milliseconds; a wait ends as soon as the state is reached.
PATIENCE_MS, _STEP_MS = 60_000, 20


def wait_until(page: Any, expression: str, argument: Any = None) -> None:
    """Wait until an expression, or a function of ``argument``, is true in the page; fail the test on timeout.

    ``page.wait_for_function`` evaluates a string in the page, which the site's Content-Security-Policy forbids.
    """
    for _ in range(PATIENCE_MS // _STEP_MS):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(_STEP_MS)
    pytest.fail(f"never true: {expression}")


def was_left(request: Any) -> bool:
    """Return True if a request failed because its page was left; a missing file fails with another error."""
    return bool(request.failure == "net::ERR_ABORTED")


def results_shown(page: Any) -> None:
    """Wait until the search page shows the results of the query in its box."""
    wait_until(page, "document.querySelector('.fatiao-status')?.textContent")
    wait_until(page, "!document.querySelector('#fatiao-results[aria-busy=true]')")


def at_rest(page: Any) -> None:
    """Wait until a page has loaded, its scripts have run, and its animations have finished."""
    page.wait_for_load_state("load")
    page.evaluate(
        """async () => {
             await document.fonts.ready;
             await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
             await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
           }"""
    )


def violations_of(page: Any) -> list[str]:
    """Return what axe finds on a page, with the elements and what is wrong with them."""
    script = resources.files("axe_playwright_python") / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:200]}"
        for v in found["violations"]
        for n in v["nodes"][:3]
    ]


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield a Playwright ``Browser``.

    Without Chromium or Playwright, skip the test, or fail it if the variable ``CI`` is ``true``.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium or no playwright")
        pytest.skip("no Chromium or no playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
