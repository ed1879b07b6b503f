"""With ``language = "en"`` the words around the texts are English, and the texts are marked as Chinese."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from sphinx.config import Config

from fatiao.pictures.all import PICTURES
from fatiao.sphinx_ext.interface import set_default_language
from tests.support.browser import chromium, results_shown
from tests.support.build import build_in_process
from tests.support.small_corpora import write_plain_docs, write_small_corpus

HAN = re.compile("[\u3400-\u9fff]+")
#: Attributes that a reader sees or hears.
SHOWN = ("title", "aria-label", "placeholder", "alt")
#: What the corpus does not hold and is Chinese all the same: names of levels in a provision, of citation manuals.
NAMES = re.compile("第?[一二三四五六七八九十]*[条款项目至]|样例|法学引注手册|第[一二三]版")
#: Pages that are not translated yet, and elements of others.
LATER = {"genindex.html"}
HOME = "# Some laws\n\n```{law:search}\n```\n\n```{law:cards}\n```\n\n```{law:pages}\n```\n\n```{toctree}\ndrawn\n```\n"
DRAWN = "# Drawings\n\n" + "".join(f"```{{law:picture}} {name}\n```\n\n" for name in PICTURES)
#: The titles of laws on cards: sphinx-design, which draws them, has no language for a link.
CARDS = "index.html"
EMPTY = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "use", "line"}
PASSED_OVER = {"script", "style", "head"}  # the title and the description are names and words of laws


class ChineseWords(HTMLParser):
    """Collects Chinese words: those outside elements marked as Chinese, and all."""

    def __init__(self):
        super().__init__()
        self.open, self.outside, self.all = [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.all += [values[name] for name in SHOWN if HAN.search(values.get(name) or "")]
        if tag not in EMPTY:
            lang = values.get("lang") or (self.open[-1][1] if self.open else "")
            skipped = tag in PASSED_OVER or (bool(self.open) and self.open[-1][2])
            self.open.append((tag, lang, skipped))

    def handle_endtag(self, tag):
        while self.open and tag not in EMPTY and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if HAN.search(data) and self.open and not self.open[-1][2]:
            self.all.append(data)
            if (
                not self.open[-1][1].startswith("zh") and self.open[-1][0] != "title"
            ):  # of a drawing: it has no elements
                self.outside.append(data)


def read_page(path):
    parser = ChineseWords()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    write_small_corpus(folder / "corpus")
    write_plain_docs(folder / "docs")
    (folder / "docs/index.md").write_text(HOME, encoding="utf-8")
    (folder / "docs/drawn.md").write_text(DRAWN, encoding="utf-8")
    return build_in_process(folder, "html", "html", {"language": "en", "project": "Some laws", "html_title": ""})


def pages_of(folder):
    return {
        path.relative_to(folder).as_posix(): read_page(path)
        for path in sorted(folder.rglob("*.html"))
        if path.name not in LATER
    }


def test_pages_say_that_they_are_english(english):
    assert '<html class="no-js" lang="en"' in (english / "laws/yl-books/art-1.html").read_text(encoding="utf-8")


def test_no_word_outside_a_marked_element_is_chinese(english):
    found = {name: page.outside for name, page in pages_of(english).items() if page.outside and name != CARDS}
    assert found == {}


def test_every_chinese_word_is_of_the_corpus(english):
    corpus = english.parent / "corpus"
    held = "".join(path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.t*")))
    held += (english.parent / "docs/conf.py").read_text(encoding="utf-8")
    found = {
        name: sorted({run for words in page.all for run in HAN.findall(NAMES.sub(" ", words)) if run not in held})
        for name, page in pages_of(english).items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_an_article_is_marked_as_chinese(english):
    page = (english / "laws/yl-books/art-1.html").read_text(encoding="utf-8")
    assert re.search('<p class="paragraph" id="para-1" lang="zh-CN">', page)


def test_drawings_and_cards_speak_english(english):
    page = (english / "drawn.html").read_text(encoding="utf-8")
    assert "The most frequent terms" in page
    assert "cites 《" in page
    cards = (english / "laws/yl-reading/terms.js").read_text(encoding="utf-8")
    assert "Taken over from 《样例市图书管理条例》第二条第一款" in cards


@pytest.mark.parametrize(
    ("settings", "chosen"),
    [
        ("", "zh_CN"),
        ("languages = 2\nx = language_of = 3", "zh_CN"),
        ("language = 'en'", "en"),
        ("if True:\n    language: str = 'en'", "en"),
        ("from shared import *", "en"),
    ],
)
def test_a_project_that_sets_no_language_is_in_chinese(tmp_path, settings, chosen):
    (tmp_path / "conf.py").write_text(settings, encoding="utf-8")
    config = Config({}, {})
    set_default_language(SimpleNamespace(confdir=tmp_path), config)
    assert config.language == chosen


def test_a_language_of_the_command_line_is_kept(tmp_path):
    config = Config({}, {"language": "en"})
    set_default_language(SimpleNamespace(confdir=tmp_path), config)
    assert config.language != "zh_CN"


def test_the_scripts_have_their_words_before_they_speak(english):
    page = (english / "search.html").read_text(encoding="utf-8")
    assert page.index("_static/fatiao-messages.js") < page.index("_static/fatiao.js")
    said = (english / "_static/fatiao-messages.js").read_text(encoding="utf-8")
    assert '"复制条文": "Copy provision"' in said


@pytest.mark.browser
def test_what_the_search_answers_is_english(english):
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{english.as_uri()}/search.html?q=图书")
        results_shown(page)
        shown = [page.inner_text(".fatiao-status"), *page.locator(".fatiao-filters label").all_inner_texts()]
        shown += page.locator("#fatiao-results .fatiao-kind, #fatiao-results .fatiao-count").all_inner_texts()
        page.goto(f"{english.as_uri()}/laws/yl-books/art-2.html")
        page.locator("a.pin").first.click()
        shown += [
            NAMES.sub("", page.locator(".law-toast").inner_text()),
            *page.locator(".pin-tools button").all_inner_texts(),
        ]
    assert len(shown) > 5
    assert [words for words in shown if HAN.search(words.partition("\n")[0])] == []
