"""Untrusted text is escaped in pages, attributes, data blocks, scripts, XML and EPUB; paths stay in the output."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser

import pytest

from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import Report
from tests.conftest import ROOT
from tests.support.browser import at_rest, chromium, results_shown, wait_until
from tests.support.hostile_corpus import ATTACKS, write_hostile_corpus
from tests.support.small_corpora import write_small_docs

#: Every element that our templates, Sphinx and MyST give a page; an attack would bring others, or these with more.
ELEMENTS = frozenset(
    """
    html head meta title link body script noscript svg symbol path use rect line circle text tspan g desc defs polyline
    polygon header footer aside main article section nav div span a p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd em strong br
    abbr small time ins del mark kbd code pre blockquote figure figcaption table caption thead tbody tr th td
    hr colgroup col form input label button details summary select optgroup option textarea output
    """.split()  # noqa: SIM905
)
#: A page shows half-width marks full-width.
HALF = str.maketrans("，；：？！（）“”", ',;:?!()""')
FORBIDDEN = frozenset(("script", "img", "iframe", "object", "embed", "base", "style", "template", "math", "video"))
SCHEME = re.compile(r"[\s\x00-\x20]*[a-z][a-z0-9+.-]*:", re.I)
FIND_FOREIGN = """() => [...document.querySelectorAll('*')].filter(element =>
    ['IMG', 'IFRAME', 'OBJECT', 'EMBED'].includes(element.tagName) || [...element.attributes].some(attribute =>
        attribute.name.startsWith('on') ||
        ['href', 'src'].includes(attribute.name) && /^(javascript|data):/i.test(attribute.value.trim()))
).map(element => element.outerHTML)"""
CALL = re.compile(r"[A-Za-z][\w.]*\((.*)\);?\s*\Z", re.S)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    paths = ["--corpus", write_hostile_corpus(folder / "corpus"), "--docs", write_small_docs(folder / "docs")]
    command = [sys.executable, "-m", "fatiao", "bundle", *map(str, paths), "--no-pdf", "--output", str(folder / "dist")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    warnings = [line for line in done.stderr.splitlines() if "WARNING" in line and "toctree glob" not in line]
    assert warnings == []
    return folder / "dist"


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    (path,) = built.glob("*-html.zip")
    folder = tmp_path_factory.mktemp("hostile-site")
    with zipfile.ZipFile(path) as opened:
        opened.extractall(folder)
    return folder / path.name.removesuffix("-html.zip")


class Page(HTMLParser):
    """Collector of a page's elements with their attributes, its text, and its data blocks."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.text, self.data = [], [], []
        self._data = False
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, attrs))
        self._data = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag):
        self._data = False

    def handle_data(self, data):
        (self.data if self._data else self.text).append(data)

    def handle_comment(self, data):
        assert not data.strip() or "Generated with" in data, data


@pytest.fixture(scope="module")
def pages(site):
    return {path.relative_to(site).as_posix(): Page(path) for path in site.rglob("*.html")}


def test_pages_have_only_our_elements_and_attributes(pages):
    for name, page in pages.items():
        for tag, attrs in page.elements:
            assert tag in ELEMENTS, f"{name}: <{tag} {attrs}>"
            keys = [key for key, _ in attrs]
            assert len(keys) == len(set(keys)), f"{name}: <{tag} {attrs}>"
            for key, value in attrs:
                assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:_-]*", key), f"{name}: {key}"
                assert not key.startswith("on") and key not in ("style", "srcdoc", "http-equiv"), f"{name}: {key}"
                if key in ("href", "src", "action", "formaction", "xlink:href"):
                    assert not SCHEME.match(value or ""), f"{name}: {key}={value}"
            if tag == "script":
                values = dict(attrs)
                assert values.get("type") == "application/ld+json" or "_static/" in values["src"], f"{name}: {attrs}"


def squeeze(text):
    return "".join(text.split()).translate(HALF)


def test_a_reader_sees_the_text_as_it_is(pages):
    seen = {name: squeeze("".join(page.text)) for name, page in pages.items()}
    for number, attack in enumerate(ATTACKS[1:], 2):
        page = seen[f"laws/hostile-law/art-{number}.html"]
        law = seen["laws/hostile-law/index.html"]
        for words in (f"甲{attack}乙。", f"丙{attack}丁：", f"（一）戊{attack}己；", f"（二）{attack}庚。"):
            assert squeeze(words) in page, attack
            assert squeeze(words) in law, attack
    for number, attack in enumerate((a for a in ATTACKS if not a.startswith(":::")), 1):
        assert squeeze(f"注{attack}释") in seen[f"laws/hostile-law/art-{number}.html"], attack
    title = squeeze(f"样例{''.join(ATTACKS)}条例")
    assert title in seen["laws/hostile-law/index.html"]
    assert squeeze(ATTACKS[0]) in seen["glossary.html"]


def test_data_blocks_are_data(pages):
    found = [json.loads(data) for page in pages.values() for data in page.data]
    assert found
    assert any("<script>" in json.dumps(value) for value in found), "the attacks are in it"


def test_scripts_that_hold_texts_are_one_call_of_plain_values(site):
    paths = [*site.glob("search/*.js"), *site.glob("laws/**/*.js")]
    assert len(paths) > 4
    for path in paths:
        text = path.read_text(encoding="utf-8")
        found = CALL.fullmatch(text)
        assert found, path
        json.loads(f"[{found[1]}]")
        assert "</script" not in text.lower() or path.parent.name == "search", path
        assert "\u2028" not in text


def test_xml_and_json_files_are_well_formed(site):
    xml = [p for p in site.rglob("*") if p.suffix in (".xml", ".svg", ".xhtml")]
    for path in xml:
        ET.parse(path)
    for path in site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_the_book_is_well_formed_and_shows_the_text(built):
    (path,) = built.glob("*.epub")
    with zipfile.ZipFile(path) as opened:
        roots = {n: ET.fromstring(opened.read(n)) for n in opened.namelist() if n.endswith((".xhtml", ".opf", ".xml"))}
    chapter = roots["book/law-hostile-law.xhtml"]
    text = squeeze("".join(chapter.itertext()))
    for attack in ATTACKS[1:]:
        assert squeeze(f"丙{attack}丁：") in text
    for name, root in roots.items():
        for element in root.iter():
            tag = element.tag.rpartition("}")[2]
            assert tag not in FORBIDDEN, name
            assert not any(key.startswith("on") for key in element.attrib), name
            assert not SCHEME.match(element.get("href", "")), name


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_runs_nothing(site):
    with chromium() as browser:
        page = browser.new_page()
        wrong = []
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri())
            for details in page.locator("details").all():
                details.evaluate("node => { node.open = true; }")
            for link in page.locator(":is(.law-text, .law-article) a:has(.law-term)").all()[:2]:
                if link.is_visible():
                    link.focus()  # the card comes at once
                    wait_until(page, "document.activeElement.getAttribute('aria-describedby') === 'law-card'")
            at_rest(page)
            bad = page.evaluate(FIND_FOREIGN)
            assert bad == [], path
            assert page.evaluate("window.pwned") is None, path
        for query in ("攻击", ATTACKS[1], "术语", ATTACKS[0]):
            page.goto((site / "index.html").as_uri())
            page.locator("aside input").fill(query)
            page.locator(".fatiao-option").first.wait_for()
            assert page.locator(".fatiao-options img").count() == 0, query
            page.goto((site / "search.html").as_uri())
            box = page.locator("form.fatiao-search-page input")
            box.fill(query)
            box.press("Enter")
            wait_until(page, "q => new URLSearchParams(location.search).get('q') === q", query)
            results_shown(page)
            assert page.evaluate("window.pwned") is None, query
            assert page.locator("main img, main iframe").count() == 0
        assert wrong == []


# --- names that would lead elsewhere --------------------------------------------------------------------------------


@pytest.mark.parametrize("work", ["../evil", "/etc", "a/b", "..", "A", "a b", "laws\\x", "a\nb", "法", ""])
def test_a_work_id_cannot_leave_the_output(work, tmp_path):
    law = tmp_path / "corpus" / "fine"
    law.mkdir(parents=True)
    (law / "2020-01-01.txt").write_text("第一条　甲。\n", encoding="utf-8")
    (law / "law.toml").write_text(f"id = {json.dumps(work)}\n", encoding="utf-8")
    report = Report()
    corpus = read_corpus(tmp_path / "corpus", report)
    assert corpus.works == ()
    assert report.errors


@pytest.mark.parametrize(
    "date", ["../../2020-01-01", "2020-13-45", "2020-01-01/../x", "20200101", "２０２０-01-01", "x"]
)
def test_a_date_cannot_leave_the_output(date, tmp_path):
    law = tmp_path / "corpus" / "fine"
    law.mkdir(parents=True)
    (law / "2020-01-01.txt").write_text("第一条　甲。\n", encoding="utf-8")
    (law / "2021-01-01.txt").write_text("第一条　乙。\n", encoding="utf-8")
    if "/" not in date:
        (law / f"{date}.txt").write_text("第一条　丙。\n", encoding="utf-8")
    (law / "law.toml").write_text(f"adopted = {json.dumps(date)}\n", encoding="utf-8")
    report = Report()
    assert read_corpus(tmp_path / "corpus", report).works == ()
    assert "bad-date" in {finding.code for finding in report}


def test_a_wrong_corpus_stops_a_bundle_before_anything_is_written(tmp_path):
    law = tmp_path / "corpus" / "fine"
    law.mkdir(parents=True)
    (law / "2020-01-01.txt").write_text("第一条　甲。\n", encoding="utf-8")
    (law / "law.toml").write_text('id = "../../evil"\n', encoding="utf-8")
    docs = write_small_docs(tmp_path / "docs")
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, "-m", "fatiao", "bundle", "--no-pdf", "--corpus", str(law.parent), "--docs", str(docs)]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / "dist")], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 1
    assert sorted(tmp_path.iterdir()) == before
