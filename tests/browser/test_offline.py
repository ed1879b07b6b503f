"""Every kind of page from a folder with the network cut, and over http under the policy that is documented."""

import functools
import http.server
import re
import threading

import pytest

from tests.support.browser import at_rest, chromium, was_left
from tests.support.firefox import firefox
from tests.support.paths import ROOT

pytestmark = pytest.mark.browser

HOSTING = ROOT / "hosting"
#: What a page may not use, since it would not work from a folder or would tell somebody of the reader.
NETWORK = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\s*\(|https?://(?!www\.w3\.org/|schemas\.openxmlformats\.org/)"
)


def read_policy():
    """The policy of the configuration for nginx; the others are compared with it."""
    return re.search(r'Content-Security-Policy "([^"]+)"', (HOSTING / "nginx.conf").read_text(encoding="utf-8"))[1]


def pages_of(site):
    """One page of every kind, and every page that is written by hand."""
    laws = sorted(site.glob("laws/*/index.html"))
    articles = [max(folder.parent.glob("art-*.html"), key=lambda p: p.stat().st_size) for folder in laws]
    terms = sorted(site.glob("terms/*.html"), key=lambda p: p.stat().st_size)[-1:]
    others = list(site.glob("*.html")) + sorted(site.glob("guide/*.html")) + sorted(site.glob("laws/*/att-*.html"))[:1]
    found = [p.relative_to(site).as_posix() for p in [*laws, *articles, *terms, *others]]
    assert {"index.html", "search.html", "glossary.html", "cited.html"} <= set(found)
    return found


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


class Watch:
    """A page that keeps what went wrong: requests that fail or leave the site, messages of the console, violations."""

    def __init__(self, context, base):
        self.base, self.requests, self.wrong = base, [], []
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('violation: ' + e.violatedDirective + ' ' +"
            " e.blockedURI + ' ' + e.sample));"
        )
        self.page = page = context.new_page()
        page.on("request", self._see)
        page.on("requestfailed", self._fail)
        page.on("response", lambda r: r.status >= 400 and self.wrong.append(f"{r.status}: {r.url}"))
        page.on("console", lambda m: m.type in ("error", "warning") and self.wrong.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))

    def _fail(self, request):
        if not was_left(request):
            self.wrong.append(f"failed: {request.url}")

    def _see(self, request):
        self.requests.append(request.url)
        if not request.url.startswith((self.base, "data:")):
            self.wrong.append(f"foreign: {request.url}")

    def open(self, name):
        self.page.goto(self.base + name)
        self.page.wait_for_load_state("load")


@pytest.fixture
def offline(browser, site):
    context = browser.new_context(locale="zh-CN", permissions=[])
    context.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
    context.set_offline(True)
    yield Watch(context, site.as_uri() + "/")
    context.close()


@pytest.fixture
def hosted(browser, site):
    policy = read_policy()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = browser.new_context(locale="zh-CN")
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # the browser's own wish
    yield Watch(context, f"http://127.0.0.1:{server.server_address[1]}/")
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["offline", "hosted"])
def watch(request):
    return request.getfixturevalue(request.param)


@pytest.mark.slow
def test_every_kind_of_page_opens(watch, site):
    for name in pages_of(site):
        watch.open(name)
        assert watch.page.locator("h1").first.is_visible(), name
        assert watch.wrong == [], name
    assert len(watch.requests) > 100


def test_search_works(watch):
    watch.open("search.html?q=国家秘密")
    watch.page.wait_for_selector("#fatiao-results a")
    assert "国家秘密" in watch.page.inner_text("#fatiao-results")
    watch.open("index.html")
    watch.page.fill(".fatiao-search-home input", "保密条例 第十五条")
    watch.page.wait_for_selector(".fatiao-option:visible")
    watch.page.press(".fatiao-search-home input", "Enter")
    watch.page.wait_for_url("**/laws/xj-state-secrets-regulations/art-15.html*")
    assert watch.wrong == []


def test_the_theme_switches_and_stays(watch):
    watch.open("laws/xj-state-secrets-regulations/art-15.html")
    body = watch.page.locator("body")
    seen = [body.get_attribute("data-theme")]
    for _ in range(3):
        watch.page.locator(".theme-toggle:visible").first.click()
        seen.append(body.get_attribute("data-theme"))
    assert seen[0] == seen[3] == "auto"
    assert set(seen) == {"auto", "light", "dark"}
    watch.page.locator(".theme-toggle:visible").first.click()
    chosen = body.get_attribute("data-theme")
    watch.open("glossary.html")
    assert watch.page.locator("body").get_attribute("data-theme") == chosen
    assert watch.wrong == []


def test_links_citations_and_cards_work(watch):
    watch.open("laws/xj-state-secrets-regulations/art-15.html")
    watch.page.locator("a.reference:has(.law-term)").first.hover()
    with watch.page.expect_event("requestfinished", lambda request: request.url.endswith("/cite.js")):
        watch.page.locator("details.law-cite > summary").first.click()  # leaving the page would break off what it loads
    watch.page.locator("a[rel=next]").click()
    watch.page.wait_for_url("**/art-16.html")
    at_rest(watch.page)
    assert watch.wrong == []


def test_without_storage_a_page_opens_without_an_error(browser, site):
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })"
    )
    watch = Watch(context, site.as_uri() + "/")
    watch.open("index.html")
    assert watch.page.locator("body").get_attribute("data-theme") == "auto"
    assert watch.wrong == []
    context.close()


def test_firefox_needs_no_network_either(site, tmp_path):
    toggled = """const button = [...document.querySelectorAll('.theme-toggle')].find(b => b.offsetParent);
        const before = document.body.dataset.theme; button.click(); return [before, document.body.dataset.theme];"""
    loaded = """return performance.getEntriesByType('resource').map(entry => entry.name)
        .filter(name => !/^(file|data):/.test(name));"""
    with firefox(tmp_path) as window:
        for name in pages_of(site):
            window.goto(f"{site.as_uri()}/{name}")
            assert window.run("return document.body.dataset.theme") in ("auto", "light", "dark"), name
            assert window.run(loaded) == [], name
        before, after = window.run(toggled)
        assert before != after
        window.goto(f"{site.as_uri()}/search.html?q=国家秘密")
        window.wait_until("document.querySelector('#fatiao-results a')")
        assert window.run("return document.body.dataset.theme") == after


def test_no_script_or_style_of_the_site_reaches_for_the_network(site):
    pages = "".join(p.read_text(encoding="utf-8") for p in site.glob("*.html"))
    for path in [*site.glob("_static/**/*.js"), *site.glob("_static/**/*.css")]:
        if path.name not in pages and "fatiao" not in f"{path.parent.name} {path.name}":
            continue  # Sphinx copies what no page loads
        found = NETWORK.search(path.read_text(encoding="utf-8"))
        assert not found or "sourceMappingURL" in found.string[found.start() - 40 : found.end()], f"{path}: {found[0]}"


def test_no_page_has_an_inline_script_style_or_handler(site):
    inline = re.compile(
        r"<script(?![^>]*(?: src=|type=\"application/ld\+json\"))|<style|<[^>]+ (?:style|on[a-z]+)=", re.I
    )
    for path in site.rglob("*.html"):
        found = inline.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path}: {found[0]}"


def test_the_policy_is_strict_and_the_same_everywhere():
    policy = read_policy()
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert "unsafe" not in policy
    for path in (HOSTING / "_headers", ROOT / "docs/guide/hosting.md"):
        assert policy in " ".join(path.read_text(encoding="utf-8").split()), path
