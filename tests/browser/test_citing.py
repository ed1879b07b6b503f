"""The citation box in Chromium, on file:// and from a server with a strict Content-Security-Policy."""

from __future__ import annotations

import datetime
import functools
import http.server
import json
import re
import threading
from importlib import resources
from pathlib import Path

import bibtexparser
import pytest
import rispy

from fatiao.diagnostics import Report
from fatiao.exports.citations.forms import FORMS, cite
from fatiao.exports.citations.record import format_date
from fatiao.exports.facts import facts_of
from fatiao.model.law import Number, ProvisionId
from fatiao.pipeline import build_site
from tests.support.browser import chromium
from tests.support.paths import ROOT

pytestmark = pytest.mark.browser

WORK = "xj-state-secrets-regulations"
PAGE = f"laws/{WORK}/art-15.html"
AT = ProvisionId(WORK, Number(15), 1, Number(2))
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server(site):
    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda message: opened.faults.append(message.text) if message.type == "error" else None)
    yield opened
    assert [fault for fault in opened.faults if "404" not in fault] == []  # the browser asks for a favicon
    context.close()


@pytest.fixture(scope="module")
def facts():
    entry = next(e for e in build_site(ROOT / "corpus", Report()).current if e.work.id == WORK)
    return facts_of(entry.work, entry.law)


def open_box(page):
    page.click(".law-cite summary")
    page.wait_for_selector(".cite-text:not(:empty)")


def copied(page, form):
    """Choose a citation format, copy the citation, and return the content of the clipboard."""
    page.select_option(".law-cite select", form)
    page.click(".cite-copy")
    page.locator(".cite-status", has_text="已复制。").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def same(text, expected):
    assert text == expected.replace("\r", "").rstrip()


def test_an_item_is_cited_from_disk(site, page, facts):
    page.goto((site / PAGE).as_uri())
    page.click("#para-1-item-2 a.pin")
    page.locator(".law-cite summary", has_text=re.compile("^引用格式（第十五条第一款第二项）$")).wait_for()
    open_box(page)
    expected = cite(facts, AT)  # nobody knows an address: neither it nor a day of access is in it
    assert copied(page, "legal-manual") == "《新疆维吾尔自治区保守国家秘密条例》第15条第1款第2项。"
    for form, text in expected.items():
        same(copied(page, form), text)
    assert "第十五条第一款第二项[Z]" in copied(page, "gbt-2025")
    [entry] = bibtexparser.parse_string(copied(page, "biblatex")).entries
    assert (entry.key, entry["titleaddon"]) == (f"{WORK}-art-15-para-1-item-2", "第15条第1款第2项")
    page.click(".cite-whole")
    assert copied(page, "biblatex").startswith(f"@legislation{{{WORK}-art-15,")


def test_what_is_downloaded_from_disk_is_the_record(site, page, facts):
    page.goto((site / PAGE).as_uri() + "#para-1-item-2")
    open_box(page)
    for form, suffix in (("biblatex", ".bib"), ("csl", ".json"), ("ris", ".ris")):
        page.select_option(".law-cite select", form)
        with page.expect_download() as waiting:
            page.click(".cite-save")
        assert waiting.value.suggested_filename == f"{WORK}-art-15-para-1-item-2{suffix}"
        assert Path(waiting.value.path()).read_bytes().decode() == cite(facts, AT)[form]
    page.select_option(".law-cite select", "bluebook")
    assert page.is_hidden(".cite-save")


def test_on_a_server_the_address_and_the_day_are_filled_in(server, page, facts):
    page.goto(f"{server}{PAGE}?from=mail#para-1-item-2")
    open_box(page)
    today = datetime.date.today().isoformat()
    url = f"{server}{PAGE}#para-1-item-2"
    for form, text in cite(facts, AT, url, today).items():
        same(copied(page, form), text)
    [entry] = rispy.loads(copied(page, "ris"))
    assert entry["urls"] == [url]


def test_the_page_of_the_law_cites_the_law_and_leads_to_the_article(server, page, facts):
    page.goto(f"{server}laws/{WORK}/index.html")
    open_box(page)
    today = datetime.date.today().isoformat()
    same(copied(page, "gbt-2025"), cite(facts, None, f"{server}laws/{WORK}/index.html", today)["gbt-2025"])
    page.evaluate("location.hash = 'art-15-para-1-item-2'")
    page.locator(".law-cite summary", has_text="第十五条").wait_for()
    same(copied(page, "gbt-2025"), cite(facts, AT, f"{server}{PAGE}#para-1-item-2", today)["gbt-2025"])
    page.evaluate("location.hash = 'chp-2'")
    page.locator(".law-cite summary", has_text="引用格式（本法规）").wait_for()


def test_the_chosen_form_is_kept(server, page):
    page.goto(server + PAGE)
    open_box(page)
    page.select_option(".law-cite select", "chicago")
    page.goto(f"{server}laws/{WORK}/art-16.html")
    open_box(page)
    assert page.input_value(".law-cite select") == "chicago"


def test_without_a_script_the_box_shows_the_common_forms(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())
    page.click(".law-cite summary")
    text = page.inner_text(".law-cite")
    assert "《新疆维吾尔自治区保守国家秘密条例》第15条。" in text
    assert text.count("第十五条[Z]") == 2
    for link in page.query_selector_all(".law-cite a[download], .law-data a"):
        assert (site / PAGE).parent.joinpath(link.get_attribute("href")).is_file()
    context.close()


def test_a_clipboard_that_refuses_leaves_the_text_selected(site, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / PAGE).as_uri())
    page.evaluate("""() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
        document.execCommand = () => false;
    }""")
    open_box(page)
    page.click(".cite-copy")
    page.locator(".cite-status", has_text="Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == page.inner_text(".cite-text")
    context.close()


def test_by_keyboard(site, page):
    page.goto((site / PAGE).as_uri())
    page.focus(".law-cite summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cite-text:not(:empty)")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".cite-status", has_text="已复制。").wait_for()


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_a_reader(site, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for name in (PAGE, f"laws/{WORK}/index.html"):
        page.goto((site / name).as_uri())
        open_box(page)
        page.add_script_tag(content=(resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        found = page.evaluate(
            "axe.run('.law-cite').then((r) => r.violations.map((v) => v.id + v.nodes.map((n) => n.html)))"
        )
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_pinpoints_by_the_table_that_python_is_tested_with(site, page, tmp_path):
    table = (ROOT / "tests/cases/citations-pinpoints.md").read_text("utf-8")
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in table.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 8
    forms = [
        {"key": key, "label": key, "dates": "", "suffix": "", "mime": "", "template": [[key, "", ""]]}
        for key in ("arabic", "chinese", "english")
    ]
    (tmp_path / "cite.js").write_text(f"fatiaoCite({json.dumps({'id': 'x', 'forms': forms})})", "utf-8")
    names = ("fatiao.js", "fatiao-places.js", "fatiao-forms.js", "fatiao-cite.js")
    scripts = [(site / "_static" / name).as_uri() for name in names]
    anchors = ["art-" + "-".join(part for part in _named(row[0])) for row in rows]
    (tmp_path / "page.html").write_text(
        '<meta charset="utf-8"><details class="law-cite" data-script="cite.js"><summary>x</summary><dl></dl></details>'
        + "".join(f'<p id="{anchor}"></p>' for anchor in anchors)
        + "".join(f'<script src="{script}"></script>' for script in scripts),
        "utf-8",
    )
    page.goto((tmp_path / "page.html").as_uri())
    page.click("summary")
    for anchor, row in zip(anchors, rows, strict=True):
        page.evaluate("(a) => { location.hash = a; }", anchor)
        for form, expected in zip(("arabic", "chinese", "english"), row[1:], strict=True):
            page.select_option("select", form)
            page.wait_for_function("(t) => document.querySelector('.cite-text').textContent === t", arg=expected)


def _named(parts):
    article, *below = parts.split(".")
    return [article, *(f"{name}-{value}" for name, value in zip(("para", "item", "subitem"), below, strict=False))]


def test_days_are_written_as_python_writes_them(site, page):
    page.clock.set_fixed_time(datetime.datetime(2026, 1, 9, 12))
    page.goto((site / PAGE).as_uri())
    page.evaluate("document.querySelector('.law-cite').dataset.base = 'https://example.org/laws/x/'")
    open_box(page)
    for month in range(1, 13):
        page.clock.set_fixed_time(datetime.datetime(2026, month, 9, 12))
        for form in FORMS:
            page.select_option(".law-cite select", form.key)
            if form.dates:
                assert format_date(f"2026-{month:02}-09", form.dates) in page.inner_text(".cite-text"), form.key


def test_an_article_page_stays_light(site):
    sizes = sorted((path.stat().st_size, path.name) for path in site.glob("laws/*/art-*.html"))
    assert sizes[len(sizes) // 2][0] <= 25_000
    page = (site / "laws/xj-state-secrets-regulations/art-16.html").read_text(encoding="utf-8")
    loaded = set(re.findall(r'_static/(fatiao[^"?/]*[.](?:css|js))', page))
    assert {"fatiao.js", "fatiao-cite.css"} <= loaded
    assert not {"fatiao-cite.js", "fatiao-provisions.js"} & loaded  # these come when they are asked for
    assert sum((site / "_static" / name).stat().st_size for name in loaded) <= 50_000
