"""Texts, numbers, labels and buttons do not overlap, on every kind of page, at every width."""

from __future__ import annotations

import pytest

from tests.support.browser import at_rest, chromium, results_shown

SECRETS = "laws/xj-state-secrets-regulations"
SPIES = "laws/cn-anti-espionage-precautions-provisions"
TERM = "terms/an-quan-shen-cha-f3bc.html"
KINDS = {
    "home": "index.html",
    "law": f"{SECRETS}/index.html",
    "law with notice": f"{SPIES}/index.html",
    "dated text": f"{SPIES}/2021-04-26/index.html",
    "article": f"{SECRETS}/art-15.html",
    "article of items": f"{SECRETS}/art-6.html",
    "views": f"{SECRETS}/views.html",
    "glossary": "glossary.html",
    "cited": "cited.html",
    "pictures": "pictures.html",
    "pack": "pack.html",
    "search": "search.html?q=国家秘密",
    "guide": "guide/cite.html",
}
#: Around each width at which a rule of the style begins, and the usual screens.
WIDTHS = (320, 360, 390, 480, 600, 730, 750, 820, 1024, 1070, 1080, 1200, 1300, 1320, 1440, 1680, 1920)

#: Return pairs of words that stand over one another.  The box of a line of words is taken without its leading.
OVERLAPS = """() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Map();
  const isShown = (element) => {
    if (!seen.has(element)) {
      const style = getComputedStyle(element);
      const bare = element.matches('a.pin');  // is seen when the pointer is near
      const hidden = style.visibility !== 'visible' || style.display === 'none' || style.clipPath !== 'none'
        || (style.opacity === '0' && !bare) || style.position === 'fixed' || style.position === 'sticky'
        || element.matches('.skip-to-content, .back-to-top, details:not([open]) > :not(summary)');
      seen.set(element, !hidden && (element === document.body || isShown(element.parentElement)));
    }
    return seen.get(element);
  };
  const clips = (element) => {  // what its ancestors cut off of a box
    const found = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow !== 'visible') found.push(at.getBoundingClientRect());
    }
    return found;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || !isShown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const cuts = clips(node.parentElement);
    for (const r of range.getClientRects()) {
      const left = Math.max(r.left, ...cuts.map((c) => c.left)) + 1;
      const right = Math.min(r.right, ...cuts.map((c) => c.right)) - 1;
      const top = Math.max(r.top + r.height / 4, ...cuts.map((c) => c.top));
      const bottom = Math.min(r.bottom - r.height / 4, ...cuts.map((c) => c.bottom));
      if (left < right && top < bottom) boxes.push({ node, left, right, top, bottom });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  boxes.forEach((one, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < one.bottom; j++) {
      const other = boxes[j];
      if (other.node !== one.node && other.left < one.right && one.left < other.right)
        found.push(`${one.node.data.trim().slice(0, 12)} | ${other.node.data.trim().slice(0, 12)}`);
    }
  });
  return found;
}"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.mark.slow
@pytest.mark.parametrize("touch", [False, True], ids=["pointer", "touch"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_stand_over_others(browser, site, kind, touch):
    context = browser.new_context(has_touch=touch, is_mobile=touch)
    try:
        page = context.new_page()
        page.goto(f"{site.as_uri()}/{KINDS[kind]}")
        if kind == "search":
            results_shown(page)
        found = {}
        for width in WIDTHS if not touch else WIDTHS[:7]:
            page.set_viewport_size({"width": width, "height": 900})
            at_rest(page)
            assert page.evaluate("innerWidth") == width
            if over := page.evaluate(OVERLAPS):
                found[width] = over[:5]
        assert found == {}
    finally:
        context.close()


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def open_at(name, width, height):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.goto(f"{site.as_uri()}/{name}")
        at_rest(page)
        return page

    yield open_at
    for context in contexts:
        context.close()


def test_the_first_note_follows_the_text_on_a_phone(open_page):
    page = open_page(f"{SECRETS}/art-15.html", 390, 844)
    box = page.locator(".law-note").first.bounding_box()
    assert page.locator(".law-beside").bounding_box()["y"] < box["y"] < 844 - 40


@pytest.mark.parametrize("width", [1320, 1440, 1920])
def test_nothing_below_the_text_waits_for_the_end_of_the_notes(open_page, width):
    page = open_page(f"{SECRETS}/art-15.html", width, 900)
    aside = page.locator(".law-aside").bounding_box()
    assert abs(aside["y"] - page.locator(".law-text").bounding_box()["y"]) < 30
    for name in (".law-beside", ".law-tools", ".law-cite", ".law-marks", ".law-provenance", ".law-status"):
        box = page.locator(name).bounding_box()
        assert box["y"] + box["height"] < aside["y"] + aside["height"] / 2
        assert box["x"] + box["width"] <= aside["x"]


@pytest.mark.parametrize("name", ["index.html", f"{SECRETS}/index.html", f"{SPIES}/art-9.html"])
@pytest.mark.parametrize("width", [320, 360, 390, 1440])
def test_no_line_of_facts_begins_or_ends_with_a_dot(open_page, name, width):
    page = open_page(name, width, 900)
    rows = page.evaluate(
        """() => [...document.querySelectorAll('p:has(> .fact)')].map((row) => {
          const edge = row.getBoundingClientRect().left;
          return [...row.querySelectorAll('.fact-dot')].map((dot) => {
            const [box, fact] = [dot, dot.parentElement.previousElementSibling].map((e) => e.getBoundingClientRect());
            const own = dot.parentElement.getBoundingClientRect();
            return { seen: box.right > edge + 1, beside: Math.abs(fact.bottom - own.bottom) < 4 };
          });
        })"""
    )
    assert sum(map(len, rows)) > 0
    for row in rows:
        assert all(dot["seen"] == dot["beside"] for dot in row)


#: Add up what moved after it was first painted, but for what a reader's own action moved.
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
#: The sum that is allowed on a page (web.dev calls 0.1 good).
MOST_SHIFT = 0.01


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("kind", ["home", "law", "article", "term", "search", "views", "pack"])
def test_nothing_jumps_while_a_page_loads(browser, site, kind, width):
    context = browser.new_context(viewport={"width": width, "height": 844})
    try:
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(f"{site.as_uri()}/{(KINDS | {'term': TERM})[kind]}")
        if kind == "search":
            results_shown(page)
        at_rest(page)
        assert page.evaluate("shifted") <= MOST_SHIFT
    finally:
        context.close()


def test_the_home_page_has_no_neighbours(site):
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'rel="next"' not in home
    assert 'rel="prev"' not in home
    assert 'rel="next"' in (site / "pack.html").read_text(encoding="utf-8")
