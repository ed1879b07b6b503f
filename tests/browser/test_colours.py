"""What is told by colour: contrast on every kind of page, and forced colours, where a system sets its own."""

from __future__ import annotations

import pytest

from tests.support.browser import at_rest, chromium, results_shown, violations_of
from tests.support.texts import DATES, WORK, build_texts

pytestmark = pytest.mark.browser

SECRETS = "laws/xj-state-secrets-regulations"
TEXTS = f"laws/{WORK}"
#: Kinds of page of the whole site, and of the site of a law in three texts.
KINDS = {
    "views": f"{SECRETS}/views.html",
    "cited": "cited.html",
    "pictures": "pictures.html",
    "pack": "pack.html",
    "search": "search.html?q=国家秘密",
    "article by number": "search.html?q=第十五条",
    "nothing found": "search.html?q=没有这样的字句",
}
KINDS_OF_TEXTS = {
    "comparison": f"{TEXTS}/compare/{DATES[0]}..{DATES[1]}.html",
    "dated text": f"{TEXTS}/{DATES[0]}/index.html",
    "views of texts": f"{TEXTS}/views.html",
    "not found": "404.html",
}
WIDTHS = (1440, 390, 360)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return build_texts(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser):
    contexts = []

    def go(folder, name, **options):
        contexts.append(browser.new_context(bypass_csp=True, **options))
        page = contexts[-1].new_page()
        page.goto(f"{folder.as_uri()}/{name}")
        at_rest(page)
        if "search.html?" in name:
            results_shown(page)
        return page

    yield go
    for context in contexts:
        context.close()


def assert_accessible(page):
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found[width] = violations_of(page)
    assert found == {width: [] for width in WIDTHS}


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation_at_any_width(open_page, site, kind, scheme):
    assert_accessible(open_page(site, KINDS[kind], color_scheme=scheme))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS_OF_TEXTS)
def test_axe_finds_no_violation_on_the_pages_of_texts(open_page, texts, kind, scheme):
    assert_accessible(open_page(texts, KINDS_OF_TEXTS[kind], color_scheme=scheme))


def test_what_is_near_a_query_is_underlined_among_words(open_page, site):
    page = open_page(site, KINDS["nothing found"])
    line = page.locator("#fatiao-results a.fatiao-hit").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert line == "underline"


#: Return how an element is told from what stands around it: colours, lines, borders, outline.
LOOK = """e => {
  const s = getComputedStyle(e);
  return [s.backgroundColor, s.color, s.textDecorationLine, s.borderTopStyle, s.borderBottomStyle, s.outlineStyle]
    .join(' ');
}"""


def test_the_marks_of_a_comparison_differ_in_forced_colours(open_page, texts):
    page = open_page(texts, KINDS_OF_TEXTS["comparison"], forced_colors="active")
    marks = {tag: page.locator(f".law-change {tag}").first for tag in ("del", "ins")}
    looks = {tag: mark.evaluate(LOOK) for tag, mark in marks.items()}
    looks["p"] = page.locator(".law-change-texts p").first.evaluate(LOOK)
    assert len(set(looks.values())) == len(looks)


def colours_of_system(page, *names):
    """Return the colours that the system has for these names."""
    return page.evaluate(
        """names => names.map((name) => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = name;
          return getComputedStyle(probe).color;
        })""",
        list(names),
    )


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("terms/an-quan-shen-cha-f3bc.html", ".term-use .shared"),
        ("search.html?q=国家秘密", "#fatiao-results .fatiao-snippet mark"),
        (f"{SECRETS}/art-15.html#para-1", "#para-1"),
    ],
    ids=["shared", "found", "target"],
)
def test_what_is_marked_has_the_mark_of_the_system(open_page, site, name, marked):
    page = open_page(site, name, forced_colors="active")
    shown = page.locator(marked).first.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]")
    assert shown == colours_of_system(page, "Mark", "MarkText")


def test_a_toggle_that_is_on_differs_in_forced_colours(open_page, site):
    page = open_page(site, f"{SECRETS}/art-15.html", forced_colors="active", viewport={"width": 1440, "height": 900})
    button = page.locator(".law-tools [data-tool=keep]")
    button.hover()
    off = button.evaluate(LOOK)
    button.click()
    page.locator(".law-tools [data-tool=keep][aria-pressed=true]").wait_for()
    assert button.evaluate(LOOK) != off


def test_the_box_and_the_options_of_the_search_are_seen_in_forced_colours(open_page, site):
    page = open_page(site, "index.html", forced_colors="active", viewport={"width": 1440, "height": 900})
    box = page.locator("input.sidebar-search")
    before = box.evaluate(LOOK)
    box.focus()
    assert box.evaluate(LOOK) != before
    icon = "getComputedStyle(document.querySelector('.sidebar-search-container'), '::before').backgroundColor"
    assert page.evaluate(icon) != page.evaluate("getComputedStyle(document.body).backgroundColor")
    box.press_sequentially("国家秘密")
    page.locator(".fatiao-option").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    chosen, other = (
        page.locator(f".fatiao-option{which}").first for which in ("[aria-selected=true]", ":not([aria-selected=true])")
    )
    assert chosen.evaluate(LOOK) != other.evaluate(LOOK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_take_the_colours_of_the_system(open_page, site, scheme):
    page = open_page(site, "pictures.html", forced_colors="active", color_scheme=scheme)
    fills = page.evaluate("['.bar', 'text.name', 'text'].map(s => getComputedStyle(document.querySelector(s)).fill)")
    link, words = colours_of_system(page, "LinkText", "CanvasText")
    assert fills == [link, words, words]
