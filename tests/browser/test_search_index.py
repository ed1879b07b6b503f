"""Search on the built site: its size, its suggestions for a screen reader, and the way from a title to a provision."""

import json
from importlib import resources
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from fatiao.diagnostics import Report
from fatiao.pipeline import build_site
from fatiao.sphinx_ext.output.search import search_input
from tests.support.browser import chromium, results_shown
from tests.support.paths import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser, site):
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    yield page
    page.close()


def type_in_box(page, text):
    box = page.locator("form.fatiao-search input:visible").first
    box.focus()
    page.keyboard.insert_text(text)
    return box


def test_the_index_is_no_larger_than_the_text(site):
    documents, _, names = search_input(build_site(ROOT / "corpus", Report()))
    # what the editor says is told apart from provisions, and counted with them: its words are in the same files
    text = sum(len(segment.text.encode()) for document in documents for segment in document.segments)
    sizes = {path.name: path.stat().st_size for path in (site / "search").iterdir()}
    of_names = sum(size for name, size in sizes.items() if name[0] in "tp")
    assert text > 60_000
    assert sum(sizes.values()) - of_names <= text
    assert of_names <= 110 * len(names)  # bytes: the name, its page, its readings and further names, what is answered


def test_the_editors_notes_are_found_behind_the_provisions(page, site):
    page.goto(f"{site.as_uri()}/search.html?q={quote('平安建设')}")
    results_shown(page)
    heads = page.locator("#fatiao-results section h2").all_inner_texts()
    notes = [at for at, head in enumerate(heads) if "编者注" in head]
    assert not notes or min(notes) > 0
    page.goto(f"{site.as_uri()}/search.html?q={quote('本条例不分章，共五十八条')}")
    results_shown(page)
    hit = page.locator("#fatiao-results a.fatiao-hit").first
    assert "laws/xj-pingan-regulations/index.html" in hit.evaluate("link => link.href")
    assert page.inner_text(".fatiao-status") == "在编者注中找到 1 条。"


READERS = json.loads((ROOT / "tests/cases/search-readers.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_what_a_reader_would_type_leads_to_what_is_meant(page, site):
    """Terms, questions, English, pinyin, numbers, dates, jumps, cited works, words remembered without their commas."""
    assert len(READERS) >= 60
    wrong = {}
    for case in READERS:
        page.goto(f"{site.as_uri()}/search.html?q={quote(case['query'])}")
        results_shown(page)
        first = page.locator("#fatiao-results a.fatiao-hit").first
        url = unquote(first.evaluate("link => link.href")) if first.count() else ""
        address = url.partition("/html/")[2].partition("?")[0]
        if case["first"] not in (address, address.partition("#")[0]):
            wrong[case["query"]] = address
    assert wrong == {}


@pytest.mark.parametrize("query", ["保密条例 第十五条", "保密条例15"])
def test_enter_goes_to_the_article_at_once(page, query):
    type_in_box(page, query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/laws/xj-state-secrets-regulations/art-15.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["国家秘密", "保密条例15", "齉齉"])
def test_axe_finds_no_violation_in_the_suggestions(page, query, scheme):
    page.emulate_media(color_scheme=scheme)
    type_in_box(page, query)
    page.locator(".fatiao-option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], n["html"][:160], n.get("failureSummary")) for v in found["violations"] for n in v["nodes"]] == []


def test_a_heading_is_found_and_leads_to_its_place(page, site):
    page.goto(f"{site.as_uri()}/search.html?q=定密管理")
    hit = page.locator("a.fatiao-hit:has-text('第二章')").first
    hit.click()
    page.wait_for_url("**/laws/xj-state-secrets-regulations/index.html?q=*#chp-2")
    page.wait_for_selector("mark.fatiao-mark")
    marks = page.locator("h2 mark.fatiao-mark, h3 mark.fatiao-mark")
    assert marks.first.text_content() == "定密管理"
    place = "document.getElementById('chp-2').getBoundingClientRect().top"
    # both in one go: the page may still be scrolling
    assert abs(marks.first.evaluate(f"mark => mark.getBoundingClientRect().top - {place}")) < 100


def test_every_result_leads_to_a_place(page, site):
    page.goto(f"{site.as_uri()}/search.html?q=的")
    page.locator("a.fatiao-hit").first.wait_for()
    for query in ("总则", "附则", "国家", "责任"):
        hits = page.evaluate(
            "q => fatiaoSearch.search(q, { size: Infinity }).then((r) => r.hits.map((h) => h.url))", query
        )
        assert hits
        for url in hits:
            path, _, fragment = unquote(url).removeprefix("file://").partition("#")
            text = Path(path.partition("?")[0]).read_text(encoding="utf-8")
            assert not fragment or f'id="{fragment}"' in text, url
