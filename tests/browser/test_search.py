"""Search as a reader meets it, in Chromium, from file:// and from http:// under a strict policy.

The index is of the corpus in this repository, cut into articles by a plain pattern; the truth is a plain substring
search.
"""

import functools
import html
import http.server
import json
import random
import re
import shutil
import threading
import unicodedata
from urllib.parse import unquote

import pytest

from fatiao.files import write_atomically
from fatiao.language.numerals import parse_numeral
from fatiao.search.index import SearchDocument, SearchLaw, SearchName, SearchSegment, build_index
from fatiao.sphinx_ext.output.scripts import published_scripts
from tests.support.browser import chromium, wait_until
from tests.support.browser import results_shown as settled
from tests.support.firefox import firefox
from tests.support.paths import ROOT

pytestmark = pytest.mark.browser

CASES = ROOT / "tests" / "cases"
STATIC = ROOT / "conv" / "fatiao" / "sphinx_ext" / "static"
ARTICLE = re.compile(r"^\W*(第([零〇一二三四五六七八九十百]+)条)", re.M)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
    "form-action 'self'; base-uri 'none'"
)
HOSTILE = '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script>'


def read_corpus():
    documents, laws = [], []
    for path in sorted((ROOT / "corpus").glob("*/*.txt")):
        work, text = path.parent.name, path.read_text(encoding="utf-8-sig")
        title = re.search(r'^title = "(.+)"', (path.parent / "law.toml").read_text(encoding="utf-8"), re.M)
        base = f"laws/{work}/"
        kind = "部门规章" if work.startswith("cn-") else "地方性法规"
        laws.append(SearchLaw(work, title[1] if title else work, f"{base}index.html", kind))
        labels = list(ARTICLE.finditer(text))
        seen = set()
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            number = str(parse_numeral(label[2]))
            if number in seen:
                continue
            seen.add(number)
            lines = [line.strip() for line in text[label.end() : following and following.start()].split("\n")]
            segments = tuple(SearchSegment(f"para-{at}", line) for at, line in enumerate(filter(None, lines), 1))
            documents.append(SearchDocument(work, number, label[1], f"{base}art-{number}.html", segments))
    return documents, laws


def page_of(root, body, main=""):
    return (
        f'<!doctype html><html lang="zh" data-content_root="{root}"><meta charset="utf-8"><title>t</title>'
        f'<link rel="stylesheet" href="{root}_static/fatiao-search.css">'
        f'<script defer src="{root}_static/fatiao.js"></script>'
        f'<script defer src="{root}_static/fatiao-search/search.js"></script>'
        f'<aside><form class="fatiao-search" role="search" action="{root}search.html" method="get">'
        f'<input type="search" name="q" aria-label="搜索" autocomplete="off"></form></aside>'
        f"<main>{main}{body}</main></html>"
    )


SEARCH_PAGE = (
    '<h1>搜索</h1><form class="fatiao-search fatiao-search-page" role="search" action="search.html" method="get">'
    '<input type="search" name="q" aria-label="搜索" autocomplete="off"></form><div id="fatiao-results"></div>'
    "<noscript><p>搜索需要浏览器运行脚本。</p></noscript>"
)


def write_site(folder, documents, laws, terms):
    for name, content in published_scripts().items():
        write_atomically(folder / "_static" / name, content)
    shutil.copy(STATIC / "fatiao-search.css", folder / "_static")
    (folder / "search").mkdir()
    for name, text in build_index(documents, laws, terms).files.items():
        (folder / "search" / name).write_text(text, encoding="utf-8")
    (folder / "search.html").write_text(page_of("./", SEARCH_PAGE), encoding="utf-8")
    (folder / "index.html").write_text(page_of("./", "<p>首页</p>"), encoding="utf-8")
    for document in documents:
        # Links inside a passage part its text nodes, as on the real pages.
        body = "".join(
            f'<p id="{segment.fragment}">{html.escape(segment.text).replace("秘", "<a href=#>秘</a>")}</p>'
            for segment in document.segments
        )
        path = folder / document.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page_of("../../", body), encoding="utf-8")


@pytest.fixture(scope="module")
def corpus():
    documents, laws = read_corpus()
    assert documents, "the corpus is empty"
    hostile = SearchLaw("hostile", f"{HOSTILE}条例", "laws/hostile/index.html", HOSTILE, (HOSTILE,))
    bad = SearchDocument(
        "hostile", "1", HOSTILE, "laws/hostile/art-1.html", (SearchSegment("para-1", f"恶意{HOSTILE}"),)
    )
    return [*documents, bad], [*laws, hostile]


@pytest.fixture(scope="module")
def site(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    documents, laws = corpus
    defining = next(d for d in documents if any("国家秘密" in s.text for s in d.segments) and d.number != "1")
    terms = [
        SearchName("国家秘密", "terms/guo-jia-mi-mi.html", "guó jiā mì mì", (defining.url,)),
        SearchName(f"{HOSTILE}术语", "terms/x.html"),
    ]
    write_site(folder, documents, laws, terms)
    return folder, defining


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


from_both = pytest.mark.parametrize("base", ["file", "http"], indirect=True)


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def base(request, site):
    if getattr(request, "param", "file") == "file":
        yield f"{site[0].as_uri()}/"
        return
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=site[0])) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser, base):
    """A page; at the end no script may have failed, and nothing been asked of another host."""
    context = browser.new_context()
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith(base) else wrong.append(request.url))
    yield page
    context.close()
    wrong = [text for text in wrong if "favicon" not in text and "404" not in text]
    assert wrong == []


def search(page, base, query, **more):
    asked = "&".join(f"{name}={value}" for name, value in {"q": query, **more}.items())
    page.goto(f"{base}search.html?{asked}")
    settled(page)


def status(page):
    return page.locator(".fatiao-status").text_content()


def ask(page, query, **options):
    return page.evaluate(
        """async ([query, options]) => {
             const found = await fatiaoSearch.search(query, { size: Infinity, ...options });
             return { ...found, byLaw: [...found.byLaw], byKind: [...found.byKind] };
           }""",
        [query, options],
    )


def urls(hits):
    return [re.sub(r"[?#].*", "", unquote(hit["url"])).partition("laws/")[2] for hit in hits]


def plain(text):
    return unicodedata.normalize("NFKC", text).lower()


@pytest.fixture
def texts(corpus):
    return {d.url.removeprefix("laws/"): plain("\n".join(s.text for s in d.segments)) for d in corpus[0]}


def joined(text):
    """Return the words of a text as a reader remembers them: without punctuation, but line by line."""
    return "\n".join(re.sub(r"[\W_]+", "", line) for line in text.splitlines())


@pytest.mark.slow
def test_finds_what_a_plain_search_finds(page, base, texts):
    search(page, base, "国家")
    seed = random.Random(5)
    runs = [run for text in texts.values() for run in re.findall(r"[^\W_]+", text)]
    queries = set()
    while len(queries) < 220:
        run = seed.choice(runs)
        size = min(len(run), seed.choice([1, 1, 2, 2, 3, 4, 5, 6, 8, 12, 20]))
        at = seed.randrange(len(run) - size + 1)
        if "第" not in run:
            queries.add(run[at : at + size])
    for query in sorted(queries):
        truth = [url for url, text in texts.items() if query in joined(text)]
        found = ask(page, query)
        assert sorted(urls(found["hits"])) == sorted(truth), query
        assert found["count"] == len(truth) and found["exact"]
        first = ask(page, query, size=10)
        assert set(urls(first["hits"])) <= set(truth)
        assert len(first["hits"]) == min(10, len(truth))


def test_words_are_found_across_punctuation(page, base, texts):
    search(page, base, "国家")
    seed = random.Random(7)
    places = [
        (url, m.start()) for url, text in texts.items() for m in re.finditer(r"\w\w[，、；：。（）“”《》]\w\w", text)
    ]
    for url, at in seed.sample(places, 200):
        query = re.sub(r"\W", "", texts[url][at : at + 5])
        assert url in urls(ask(page, query)["hits"]), query


def test_words_are_anded_and_a_phrase_is_as_typed(page, base, texts):
    search(page, base, "国家")
    truth = {url for url, text in texts.items() if "秘密" in joined(text) and "应当" in joined(text)}
    assert truth and set(urls(ask(page, "秘密 应当")["hits"])) == truth
    exact = {url for url, text in texts.items() if "机关、单位" in text}
    loose = {url for url, text in texts.items() if re.search(r"机关\W*单位", text)}
    assert exact
    for query in ('"机关、单位"', "“机关、单位”"):
        assert set(urls(ask(page, query)["hits"])) == exact
    assert set(urls(ask(page, "机关，单位")["hits"])) == loose


SAME = {"國家機關": "国家机关", "第1条": "第一条", "１２３３９": "12339", "国家秘密。": "国家秘密", " 秘密　": "秘密"}


def test_spellings(page, base):
    search(page, base, "国家")
    for typed, same in SAME.items():
        assert sorted(urls(ask(page, typed)["hits"])) == sorted(urls(ask(page, same)["hits"])), typed
    assert ask(page, "國家機關")["count"] > 0


ODD = ["", "   ", "，。", '"', "“”", "\\", "(?:", "__proto__", "%", "&q=1", "a" * 3000, "国" * 500]


def test_odd_queries_behave(page, base):
    search(page, base, "国家")
    box = page.locator("main input")
    for query in ODD:
        assert page.evaluate("async q => (await fatiaoSearch.search(q)).count", query) >= 0
        box.fill(query)
        box.press("Enter")
        wait_until(page, "q => new URLSearchParams(location.search).get('q') === (q || null)", query.strip())
        settled(page)
    assert page.evaluate("async () => (await fatiaoSearch.search('\\ud842')).count") == 0


def test_a_cut_query_says_so(page, base):
    search(page, base, "国" * 200)
    assert "查询太长" in status(page)


@from_both
def test_hostile_text_is_shown_as_text(page, base):
    search(page, base, "恶意")
    assert HOSTILE in page.locator(".fatiao-found").text_content()
    search(page, base, "onerror")
    search(page, base, HOSTILE.replace("&", "%26").replace("#", "%23"))
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script").count() == 0
    page.goto(f"{base}index.html")
    page.locator("aside input").fill("恶意")
    page.locator(".fatiao-option").first.wait_for()
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0


@from_both
def test_results_as_one_types(page, base, corpus):
    page.goto(f"{base}search.html")
    box = page.locator("main input")
    box.press_sequentially("国家秘密", delay=20)
    wait_until(page, "document.querySelector('.fatiao-found mark')?.textContent === '国家秘密'")
    settled(page)
    assert re.fullmatch(r"找到 \d+ 条，分属 \d+ 部法规。", status(page))
    headings = page.locator(".fatiao-block h2 a").all_text_contents()
    assert headings and set(headings) <= {law.title for law in corpus[1]}
    assert "q=" in page.url and unquote(page.url).endswith("q=国家秘密")
    page.reload()
    wait_until(page, "document.querySelector('.fatiao-found mark')")
    assert box.input_value() == "国家秘密"


def test_the_count_is_exact_where_the_texts_are_few(page, base, texts):
    for query in ("应当", "国家秘密", "保密工作", "机关、单位"):
        search(page, base, query)
        wanted = sum(query.replace("、", "") in joined(text) for text in texts.values())
        assert wanted > 10
        assert status(page).startswith(f"找到 {wanted} 条，"), query


def test_more(page, base, texts):
    search(page, base, "的")
    hits = page.locator(".fatiao-block li")
    before = hits.count()
    page.get_by_role("button", name="显示更多").click()
    wait_until(page, "n => document.querySelectorAll('.fatiao-block li').length > n", before)


@from_both
def test_filters(page, base, corpus):
    search(page, base, "应当")
    law = next(law for law in corpus[1] if law.kind == "部门规章")
    page.locator("select").nth(1).select_option(law.title)
    wait_until(page, "document.querySelectorAll('.fatiao-block h2 a').length === 1")
    assert page.locator(".fatiao-block h2 a").text_content() == law.title
    assert f"law={law.title}" in unquote(page.url)
    page.reload()
    page.locator(".fatiao-block h2 a").first.wait_for()
    assert page.locator(".fatiao-block h2 a").all_text_contents() == [law.title]
    search(page, base, "应当", kind="部门规章")
    assert page.locator(".fatiao-block h2 a").all_text_contents() == [law.title]


@from_both
def test_keyboard_from_box_to_words(page, base):
    search(page, base, "国家秘密")
    page.locator("a.fatiao-hit").first.wait_for()
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "fatiao-hit"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.locator("a.fatiao-hit:has(mark)").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.fatiao-mark")
    fragment = page.evaluate("location.hash.slice(1)")
    marked = page.evaluate(
        "id => [...document.getElementById(id).querySelectorAll('mark')].map(m => m.textContent).join('')", fragment
    )
    assert marked.startswith("国家秘密")
    page.keyboard.press("Escape")
    assert page.locator("mark").count() == 0


@from_both
def test_the_box_is_a_combobox(page, base):
    page.goto(f"{base}index.html")
    box = page.locator("aside input")
    box.focus()
    box.press_sequentially("国家秘密", delay=20)
    page.locator(".fatiao-option").first.wait_for()
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    listbox = page.locator(f"#{box.get_attribute('aria-controls')}")
    assert listbox.get_attribute("role") == "listbox"
    assert {option.get_attribute("role") for option in listbox.locator("li").all()} == {"option"}
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert not listbox.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")


def test_the_box_opens_the_option(page, base, corpus):
    page.goto(f"{base}{corpus[0][0].url}")
    box = page.locator("aside input")
    box.fill("国家秘密")
    page.locator(".fatiao-option:has-text('正文')").first.wait_for()
    page.locator(".fatiao-option:has-text('正文')").first.click()
    page.wait_for_url("**/laws/**?q=*")
    page.wait_for_selector("mark.fatiao-mark")


FORMS = ("{title} {label}", "{title}{number}", "{title} {number}", "《{title}》第{number}条")


def test_jumps(page, base, corpus):
    search(page, base, "国家")
    for at, document in enumerate(corpus[0][::3]):
        law = next(law for law in corpus[1] if law.id == document.law)
        if law.id == "hostile":
            continue
        query = FORMS[at % len(FORMS)].format(title=law.title, label=document.label, number=document.number)
        found = ask(page, query)
        assert found["direct"]
        assert urls(found["jumps"])[0] == document.url.removeprefix("laws/"), query


@from_both
def test_enter_goes_straight_to_the_article(page, base, corpus):
    law = next(law for law in corpus[1] if law.id == "xj-state-secrets-regulations")
    page.goto(f"{base}index.html")
    box = page.locator("aside input")
    box.fill("保密条例15")
    page.locator(".fatiao-option:has-text('第十五条')").first.wait_for()
    box.press("Enter")
    page.wait_for_url(f"**/laws/{law.id}/art-15.html")


@from_both
def test_enter_does_not_wait_for_the_list(page, base):
    page.goto(f"{base}index.html")
    page.locator("aside input").focus()
    page.keyboard.insert_text("保密条例 第十五条")
    page.keyboard.press("Enter")
    page.wait_for_url("**/laws/xj-state-secrets-regulations/art-15.html")


def test_enter_on_the_page_does_not_wait_for_the_results(page, base):
    search(page, base, "国家")
    box = page.locator("main input")
    box.fill("保密条例 第十五条")
    box.press("Enter")
    page.wait_for_url("**/laws/xj-state-secrets-regulations/art-15.html")


@from_both
def test_enter_without_an_article_opens_the_page(page, base):
    for query in ("国家秘密", "第三条", "条例 3"):
        page.goto(f"{base}index.html")
        page.locator("aside input").focus()
        page.keyboard.insert_text(query)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        settled(page)
        assert page.locator("main input").input_value() == query


def test_two_laws_that_fit_are_both_offered(page, base):
    search(page, base, "国家")
    found = ask(page, "条例 3")
    assert not found["direct"] and found["jumpCount"] > 1


def test_a_bare_article_is_listed_in_every_law(page, base, corpus):
    search(page, base, "第三条")
    having = {document.law for document in corpus[0] if document.number == "3"}
    found = ask(page, "第三条")
    assert found["jumpCount"] == len(having) and not found["direct"]
    assert {url.partition("/")[0] for url in urls(found["jumps"])} == having


def test_laws_and_terms_come_first(page, base, site):
    _, defining = site
    search(page, base, "国家秘密")
    assert page.locator(".fatiao-block").first.text_content().startswith("名称")
    assert "术语 国家秘密" in page.locator(".fatiao-block").first.text_content()
    assert urls(ask(page, "国家秘密")["hits"])[0] == defining.url.removeprefix("laws/")
    found = ask(page, "保密条例")
    assert found["laws"][0]["url"] == "laws/xj-state-secrets-regulations/index.html"


def test_nothing_found_offers_what_is_near(page, base):
    search(page, base, "国家蜜蜜")
    assert "没有找到" in status(page)
    assert "国家秘密" in page.locator(".fatiao-block").text_content()
    found = ask(page, "国家秘密 齉齉")
    assert not found["hits"]
    assert any(near["query"] == "国家秘密" and near["count"] for near in found["near"])
    found = ask(page, "保密条例 定密责任人齉")
    assert not found["hits"]


def test_pinyin_finds_terms(page, base):
    search(page, base, "国家")
    assert [t["term"] for t in page.evaluate("fatiaoSearch.suggest('guojiami')")] == ["国家秘密"]


@from_both
def test_without_scripts_the_box_opens_the_page(browser, base):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}index.html")
    page.locator("aside input").fill("秘密")
    page.locator("aside input").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator("noscript").count()
    context.close()


def test_folds_as_python_does(page, base):
    search(page, base, "国家")
    for case in json.loads((CASES / "search-normalise.json").read_text(encoding="utf-8")):
        folded = page.evaluate("text => fatiaoSearch.fold(text)", case["text"])
        assert folded == case["folded"]
        assert page.evaluate("text => fatiaoSearch.runs(text)", folded) == case["runs"]


def test_titles_are_shortened_as_python_does(page, base):
    search(page, base, "国家")
    for case in json.loads((CASES / "titles.json").read_text(encoding="utf-8")):
        assert page.evaluate("title => fatiaoSearch.shortTitle(title)", case["title"]) == case["short"]


def test_query_syntax(page, base):
    search(page, base, "国家")
    for case in json.loads((CASES / "search-queries.json").read_text(encoding="utf-8")):
        words = page.evaluate("q => fatiaoSearch.parse(q).words.map(word => word.pieces)", case["query"])
        assert words == case["words"], case["query"]
        matches = (
            "([q, text]) => fatiaoSearch.parse(q).words.every(w => fatiaoSearch.fold(text).search(w.pattern) >= 0)"
        )
        without = page.evaluate("q => fatiaoSearch.parse(q).without.map(word => word.pieces)", case["query"])
        assert without == case.get("without", []), case["query"]
        for text in case.get("matches", []):
            assert page.evaluate(matches, [case["query"], text]), (case["query"], text)
        for text in case.get("misses", []):
            assert not page.evaluate(matches, [case["query"], text]), (case["query"], text)


def test_numerals_are_those_of_python(page, base):
    from fatiao.language.numerals import format_numeral

    search(page, base, "国家")
    numbers = [*range(130), 200, 201, 210, 999, 1000, 1001, 1010, 1100, 1259, 1260, 9999]
    names = page.evaluate("numbers => numbers.map(fatiaoPlaces.numeral)", numbers)
    assert names == [format_numeral(number) for number in numbers]
    assert page.evaluate("names => names.map(fatiaoSearch.parseNumeral)", names) == numbers


@from_both
def test_firefox(base, texts, tmp_path):
    with firefox(tmp_path) as window:
        window.goto(f"{base}search.html?q=国家秘密")
        window.wait_until("document.querySelector('.fatiao-found mark')?.textContent === '国家秘密'")
        for query in ("国家秘密", "应当", "的", "国家安全工作", "机关"):
            script = "return fatiaoSearch.search(arguments[0], {size: Infinity}).then(r => r.hits.map(h => h.url))"
            found = urls([{"url": url} for url in window.run(script, query)])
            assert sorted(found) == sorted(url for url, text in texts.items() if query in text)
        script = """const box = document.querySelector('main input');
            box.value = '第三条'; box.dispatchEvent(new InputEvent('input'));"""
        window.run(script)
        window.wait_until("document.querySelector('.fatiao-block h2').textContent.startsWith('各法规')")
        assert "%E7%AC%AC" in window.run("return location.search")
        window.goto(f"{base}laws/xj-state-secrets-regulations/art-1.html?q=国家秘密#para-1")
        window.wait_until("document.querySelector('#para-1 mark.fatiao-mark')")
        window.goto(f"{base}index.html")
        window.type("aside input", "保密条例 第十五条\ue007")
        window.wait_until("location.pathname.endsWith('/laws/xj-state-secrets-regulations/art-15.html')")


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_texts_of_another_build_are_not_shown(page, base):
    """As when a site is published anew between a reader's first query and the next."""

    def of_another_build(route):
        body = route.fetch().text()
        route.fulfill(body=re.sub(r'put\("..', 'put("zz', body), content_type="text/javascript")

    search(page, base, "国家秘密")
    shown = page.locator("#fatiao-results li").count()
    page.route("**/search/b*.js*", of_another_build)
    search(page, base, "国家秘密")
    assert shown > 0
    assert page.locator("#fatiao-results li").count() == 0
    assert "请" in status(page)
