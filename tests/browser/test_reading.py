"""Reading the built site: links, cards, menus, keyboard, touch and layout, in Chromium on file://."""

from __future__ import annotations

import pytest

from tests.support.browser import at_rest, chromium, results_shown, violations_of, was_left

SECRETS = "laws/xj-state-secrets-regulations"
SPIES = "laws/cn-anti-espionage-precautions-provisions"
GUIDES = tuple(f"guide/{name}.html" for name in ("cite", "data", "hosting", "large", "offline", "start", "teaching"))
OTHERS = (
    "pack.html",
    "pictures.html",
    f"{SPIES}/views.html",
    f"{SPIES}/2021-04-26/index.html",
    "terms/an-quan-shen-cha-f3bc.html",
)
KINDS = {
    "home": "index.html",
    "law": f"{SPIES}/index.html",
    "article": f"{SECRETS}/art-15.html",
    "corrected": f"{SPIES}/art-28.html",
    "glossary": "glossary.html",
    "cited": "cited.html",
    "search": "search.html?q=定密责任人",
    "guide": "guide/urls.html",
}


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def open_at(name, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("requestfailed", lambda request: was_left(request) or page.problems.append(request.url))
        page.goto(f"{site.as_uri()}/{name}")
        return page

    yield open_at
    for context in contexts:
        context.close()


def test_a_reference_is_followed_from_the_keyboard_and_leads_back(open_page):
    page = open_page(f"{SPIES}/art-9.html")
    link = page.locator(".law-text a:has(.law-ref)", has_text="本规定第八条").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/art-8.html*")
    back = page.locator(".law-aside a", has_text="第九条").first
    back.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/art-9.html*")
    assert page.problems == []


def test_a_reference_says_why(open_page):
    page = open_page(f"{SECRETS}/art-41.html")
    page.keyboard.press("Tab")  # so that :focus-visible matches
    page.locator(".law-text a:has(.law-ref)", has_text="前款").focus()
    card = page.locator("#law-card")
    card.wait_for()
    assert "第一款" in card.inner_text()


def test_a_term_card_opens_from_the_keyboard_and_closes(open_page):
    page = open_page(f"{SECRETS}/art-15.html")
    page.keyboard.press("Tab")
    link = page.locator(".law-text a:has(.law-term)", has_text="定密责任人").first
    link.focus()
    card = page.locator("#law-card")
    card.wait_for()
    assert "负责本机关、本单位国家秘密的确定" in card.inner_text()
    assert link.get_attribute("aria-describedby") == "law-card"
    page.keyboard.press("Escape")
    assert page.locator("#law-card").count() == 0
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/*.html")
    assert page.locator("h1").inner_text() == "定密责任人"


def test_a_term_card_opens_at_the_first_touch(open_page):
    page = open_page(f"{SECRETS}/art-15.html", has_touch=True, viewport={"width": 390, "height": 800})
    link = page.locator(".law-text a:has(.law-term)", has_text="密级").first
    link.tap()
    page.locator("#law-card").wait_for()
    assert page.url.endswith("art-15.html")
    link.tap()
    page.wait_for_url("**/terms/*.html")


def test_a_touch_follows_a_link_that_has_no_card(open_page):
    page = open_page(f"{SECRETS}/art-15.html", has_touch=True, viewport={"width": 390, "height": 800})
    link = page.locator(".law-text a:has(.law-term)", has_text="密级").first
    link.evaluate("link => { link.href = link.href.replace(/[^/]*$/, 'unknown.html'); }")
    with page.expect_request("**/terms/unknown.html"):
        link.tap()


def test_the_link_of_an_item_is_copied(open_page):
    page = open_page(f"{SECRETS}/art-15.html")
    page.locator("#para-1-item-2 a.pin").click()
    page.locator(".law-toast.shown").wait_for()
    assert "第一款第二项" in page.locator(".law-toast").inner_text()
    assert page.url.endswith("art-15.html#para-1-item-2")


def test_a_correction_says_what_the_source_prints(open_page):
    page = open_page(f"{SPIES}/art-28.html")
    page.keyboard.press("Tab")
    page.locator(".law-text a:has(.law-fix)").first.focus()
    card = page.locator("#law-card")
    card.wait_for()
    assert "原文作" in card.inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_a_phone(open_page, kind):
    page = open_page(KINDS[kind], viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.problems == []


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "search"])
def test_the_text_is_there_without_scripts(open_page, kind):
    page = open_page(KINDS[kind], java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert len(page.locator("#furo-main-content").inner_text()) > 60


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(open_page, kind, scheme):
    page = open_page(KINDS[kind], color_scheme=scheme)
    at_rest(page)
    if kind == "search":
        results_shown(page)
    assert violations_of(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("address", [*KINDS.values(), *GUIDES, *OTHERS])
def test_axe_finds_no_violation_on_a_phone(open_page, address):
    page = open_page(address, viewport={"width": 390, "height": 844})
    at_rest(page)
    assert violations_of(page) == []


@pytest.mark.parametrize("width", [390, 720])
def test_the_menus_open_and_close_by_keyboard(open_page, width):
    page = open_page("laws/xj-state-secrets-regulations/index.html", viewport={"width": width, "height": 800})
    for box, drawer, side in (("__navigation", ".sidebar-drawer", "left"), ("__toc", ".toc-drawer", "right")):
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == box:
                break
        assert page.evaluate("document.activeElement.id") == box
        assert page.locator(drawer).evaluate("e => getComputedStyle(e).visibility") == "hidden"
        page.keyboard.press("Space")
        inside = "([s, side]) => { const r = document.querySelector(s).getBoundingClientRect();"
        inside += " return side === 'left' ? r.left === 0 : Math.round(r.right) === innerWidth; }"
        page.wait_for_function(inside, arg=[drawer, side])
        page.keyboard.press("Escape")
        page.wait_for_function("s => getComputedStyle(document.querySelector(s)).visibility === 'hidden'", arg=drawer)


def test_a_law_begins_in_the_first_screen(open_page):
    for width, height in ((1440, 900), (390, 844)):
        page = open_page("laws/xj-state-secrets-regulations/index.html", viewport={"width": width, "height": height})
        assert page.locator(".law-article").first.bounding_box()["y"] < height / 2


def test_no_mark_stands_over_the_words_on_a_phone(open_page):
    page = open_page(
        "laws/xj-state-secrets-regulations/art-15.html",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    covered = """() => [...document.querySelectorAll('.law-text p')].filter(p => {
        const pin = p.querySelector('a.pin').getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(p);
        return [...words.getClientRects()].some(r => r.width > pin.width && pin.width > 0
            && pin.left < r.right - 1 && pin.right > r.left + 1 && pin.top < r.bottom - 1 && pin.bottom > r.top + 1);
    }).length"""
    assert page.evaluate(covered) == 0


def test_the_arrow_keys_lead_to_the_neighbours_of_an_article(open_page):
    page = open_page("laws/xj-state-secrets-regulations/art-15.html")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/art-16.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/art-15.html")


@pytest.mark.parametrize("width", [390, 800, 1360, 1440, 1920])
def test_text_neighbours_citation_and_notes_do_not_overlap(open_page, width):
    page = open_page("laws/xj-state-secrets-regulations/art-15.html", viewport={"width": width, "height": 900})
    boxes = [
        page.locator(name).first.bounding_box() for name in (".law-text", ".law-beside", ".law-cite", ".law-aside")
    ]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert beside or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


SHOWN = "() => [...document.querySelectorAll('.law-text, .law-article')].map((box) => box.innerText).join('\\n')"


@pytest.mark.parametrize("name", [f"{SECRETS}/art-16.html", f"{SECRETS}/index.html", f"{SPIES}/2021-04-26/index.html"])
def test_the_marks_of_the_source_are_one_click_away_and_stay_chosen(open_page, name):
    page = open_page(name)
    button = page.locator(".law-marks button")
    shown = page.evaluate(SHOWN)
    assert "，" in shown
    assert "," not in shown
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert "标点照录底本" in page.locator(".law-marks").inner_text()
    printed = page.evaluate(SHOWN)
    assert printed.count(",") == shown.count("，")
    page.reload()
    assert page.evaluate(SHOWN) == printed
    page.locator(".law-marks button").click()
    assert page.evaluate(SHOWN) == shown
    assert page.problems == []


#: Subitems of each width, which no law of the corpus has.
SUBITEMS = """() => [['subitem', '1.'], ['subitem', '⑴'], ['subitem label-2', '12.'], ['subitem label-3', '（1）']]
  .forEach(([name, label]) => document.querySelector('p.item').insertAdjacentHTML('afterend',
    `<p class="${name}"><span class="item-label">${label}</span>${'应当履行职责'.repeat(30)}</p>`))"""


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("name", [f"{SECRETS}/art-6.html", "laws/xj-pingan-regulations/art-9.html"])
@pytest.mark.parametrize("marks", ["set", "source"])
def test_further_lines_of_an_item_stand_under_its_first_character(open_page, width, name, marks):
    page = open_page(name, viewport={"width": width, "height": 900})
    if marks == "source":
        if not page.locator(".law-marks button").count():
            pytest.skip("the source has full-width marks")
        page.locator(".law-marks button").click()
    page.evaluate(SUBITEMS)
    found = page.evaluate(
        """() => [...document.querySelectorAll('p.item, p.subitem')].map((item) => {
          const box = document.createRange();
          const label = item.querySelector('.item-label');
          box.setStartAfter(label);
          box.setEndAfter(item.lastChild);
          const { right, bottom } = label.getBoundingClientRect();
          const further = [...box.getClientRects()].filter((line) => line.width > 4 && line.top > bottom - 4);
          return further.map((line) => line.left).concat(right);
        })"""
    )
    assert any(len(lefts) > 1 for lefts in found)
    for lefts in found:
        ends = lefts.pop()
        assert all(left >= ends - 1 for left in lefts)
        assert not lefts or min(lefts) <= ends + 1


@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_the_search_opens_over_a_page_and_gives_the_focus_back(open_page, key):
    page = open_page(f"{SECRETS}/art-6.html")
    page.locator(".law-beside a").first.focus()
    before = page.evaluate("document.activeElement.href")
    page.keyboard.press(key)
    box = page.locator("dialog.fatiao-palette[open] input")
    assert page.evaluate("document.activeElement.name") == "q"
    box.press_sequentially("定密责任人", delay=20)
    page.locator("dialog .fatiao-option").first.wait_for()
    at_rest(page)
    assert violations_of(page) == []
    for _ in ("the list", "what was typed", "the dialog"):
        page.keyboard.press("Escape")
    page.locator("dialog.fatiao-palette").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.href") == before


def test_a_button_opens_the_search_on_a_phone(open_page):
    page = open_page(f"{SECRETS}/art-6.html", viewport={"width": 390, "height": 844})
    page.locator(".fatiao-open").click()
    page.locator("dialog[open] input").press_sequentially("保密条例第十五条", delay=20)
    page.locator("dialog .fatiao-option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/art-15.html*")
