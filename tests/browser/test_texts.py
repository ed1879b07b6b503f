"""The pages of a law in several texts in a browser: accessible, and within the window and the sheet."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest

from tests.support.browser import at_rest, chromium, results_shown
from tests.support.texts import DATES, WORK, build_texts

pytestmark = pytest.mark.browser

FOLDER = f"laws/{WORK}"
KINDS = {
    "law": f"{FOLDER}/index.html",
    "older law": f"{FOLDER}/{DATES[0]}/index.html",
    "comparison": f"{FOLDER}/compare/{DATES[1]}..{DATES[2]}.html",
    "lineage": f"{FOLDER}/art-4.html",
}
WIDE, PHONE, SHEET = 1280, 390, 720


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return build_texts(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser, pages):
    contexts = []

    def go(name, width, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{pages.as_uri()}/{name}")
        at_rest(page)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation_on_the_pages_of_texts(open_page, kind, width, scheme):
    page = open_page(KINDS[kind], width, color_scheme=scheme, bypass_csp=True)
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_phone_or_a_sheet(open_page, kind):
    for width, media in ((PHONE, "screen"), (SHEET, "print")):
        page = open_page(KINDS[kind], width)
        page.emulate_media(media=media)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_time_line_is_a_row_on_a_wide_screen_and_a_column_on_a_phone(open_page):
    for width, in_a_row in ((WIDE, True), (PHONE, False)):
        page = open_page(KINDS["law"], width)
        tops = page.evaluate(
            "[...document.querySelectorAll('.law-timeline li')].map(i => i.getBoundingClientRect().top)"
        )
        assert len(tops) == 3
        assert (len({round(top) for top in tops}) == 1) is in_a_row


def test_the_line_of_a_phone_has_no_gap(open_page):
    page = open_page(KINDS["law"], PHONE)
    boxes = page.evaluate(
        "[...document.querySelectorAll('.law-timeline li')].map(i => i.getBoundingClientRect().toJSON())"
    )
    assert [round(after["top"] - before["bottom"]) for before, after in pairwise(boxes)] == [0, 0]


@pytest.mark.parametrize("query", ["水库条例2015", "某市水库条例2015年", "水库条例 2015"])
def test_an_older_text_is_found_by_its_year(open_page, query):
    page = open_page(f"search.html?q={query}", WIDE)
    results_shown(page)
    link = page.locator(f"a[href*='{DATES[0]}/index.html']").first
    assert "2015年3月2日的文本" in link.inner_text()
    assert "历史文本" in page.locator("main, #furo-main-content").first.inner_text()


def test_words_that_only_an_older_text_has_are_found_behind_a_switch(open_page):
    page = open_page("search.html?q=每季度公布", WIDE)
    results_shown(page)
    assert page.locator(f"a.fatiao-hit[href*='{DATES[0]}/art-']").count() == 0
    near = page.locator("#fatiao-results a.fatiao-hit").first
    assert "在历史文本中" in page.inner_text("#fatiao-results")
    near.click()
    results_shown(page)
    assert page.is_checked(".fatiao-past input")
    assert f"/{DATES[0]}/art-" in page.locator("#fatiao-results a.fatiao-hit").first.evaluate("link => link.href")
    page.uncheck(".fatiao-past input")
    page.wait_for_function("!document.querySelector('#fatiao-results a.fatiao-hit[href*=\"2015-03-02/art-\"]')")


@pytest.mark.parametrize("query", ["水库条例2015第三条", "某市水库条例2015年第3条"])
def test_a_jump_with_a_year_leads_to_the_text_of_that_year(open_page, query):
    page = open_page(f"search.html?q={query}", WIDE)
    results_shown(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{DATES[0]}/art-3.html*")
