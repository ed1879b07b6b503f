"""Both renderings of a page agree: MyST read by Sphinx, and HTML written directly from the page's value."""

import re
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from fatiao.diagnostics import Report
from fatiao.ids import slug_of
from fatiao.pages.blocks import Admonition, Anchor, Group, Page, Pin, Styled, Text, TextParagraph
from fatiao.pages.html import Outside, anchor_of, write_body, write_contents
from fatiao.pages.list_paging import page_objects
from fatiao.pages.site_pages import render_site
from fatiao.pictures.frame import href_from
from fatiao.pipeline import build_site
from fatiao.sphinx_ext import urls
from tests.conftest import ROOT
from tests.support.canonical_html import canonical
from tests.support.hostile_corpus import write_hostile_corpus
from tests.support.small_corpora import write_plain_docs, write_small_corpus

LAWS = ROOT.parent / "shared" / "laws"
ARTICLES = 2_000


def through_sphinx(folder, corpus, monkeypatch):
    """Return the body of every generated page by docname, as Sphinx renders the emitted MyST."""
    docs, bodies = write_plain_docs(folder / "docs"), {}
    monkeypatch.setattr(urls, "_BOOKS", {"html"})  # which then reads the emitted pages as documents

    def keep(app, pagename, templatename, context, doctree):
        if doctree is not None:
            bodies[pagename] = context["body"]

    with patch_docutils(), docutils_namespace():
        overrides = {"fatiao_corpus": str(corpus)}
        app = Sphinx(docs, docs, folder / "html", folder / "doctrees", "html", overrides, None, None, freshenv=True)
        app.connect("html-page-context", keep)
        app.build()
    return bodies


def straight(site):
    """Return the body of every generated page by docname, written directly from its value."""
    objects = {**page_objects(site), **site.objects}

    def resolve_from(docname):
        def resolve(role, target):
            found = objects.get(target) or (objects.get(f"term:{slug_of(target)}") if role == "term" else None)
            if found is None:
                return None
            return f"#{found.at.anchor}" if found.at.docname == docname else href_from(docname, found.at)

        return resolve

    return {
        page.docname: write_body(page, Outside(resolve_from(page.docname), lambda _: "")).html
        for page in render_site(site)
    }


def sample_laws(folder):
    """Copy real laws with at least ``ARTICLES`` articles to a corpus folder, if so many are available."""
    count = 0
    for path in sorted(LAWS.glob("*.txt"))[3::7]:
        count += len(re.findall("(?m)^[ \u3000]*第[零〇一二三四五六七八九十百千]+条", path.read_text(encoding="utf-8")))
        (folder / path.stem).mkdir(parents=True)
        shutil.copy(path, folder / path.stem / "2020-01-01.txt")
        if count >= ARTICLES:
            break
    return folder


TEXTS = {
    "2015-03-02": "第一章　总则\n第一条　在水库内钓鱼的，应当领取许可。\n第二条　禁止机动船舶进入水库：\n"
    "（一）巡查*船舶*除外；\n（二）<b>其他</b>。\n",
    "2020-05-06": "第一章　总则\n第一条　水库分为大型和小型。\n第二条　在水库内钓鱼的，应当领取`许可`证。\n",
    "2024-03-04": "第一条　水库分为大型、中型和小型。\n第二条　在水库内钓鱼的，应当领取`许可`证。\n第三条　甲|乙。\n",
}


def write_texts(folder):
    """Write a law with three versions."""
    (folder / "some-law").mkdir(parents=True)
    for date, text in TEXTS.items():
        (folder / "some-law" / f"{date}.txt").write_text(f"某市水库条例\n{text}", encoding="utf-8")
    return folder


CORPORA = {
    "five": lambda folder: ROOT / "corpus",
    "small": write_small_corpus,
    "hostile": write_hostile_corpus,
    "texts": write_texts,
    "real": sample_laws,
}


@pytest.mark.parametrize(
    "name", ["small", "hostile", "texts", *(pytest.param(name, marks=pytest.mark.slow) for name in ("five", "real"))]
)
def test_both_renderings_of_every_page_agree(name, tmp_path, monkeypatch):
    if name == "real" and not LAWS.is_dir():
        pytest.skip("the real laws are not at hand")
    corpus = CORPORA[name](tmp_path / "corpus")
    bodies = through_sphinx(tmp_path, corpus, monkeypatch)
    ours = straight(build_site(Path(corpus), Report()))
    assert ours
    assert [name for name, body in ours.items() if canonical(bodies[name]) != canonical(body)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>甲</p>", "<p>乙</p>"),
        ('<p id="para-1">甲</p>', '<p id="para-2">甲</p>'),
        ('<p class="item">甲</p>', '<p class="paragraph">甲</p>'),
        ('<a href="a.html">甲</a>', '<a href="b.html">甲</a>'),
        ('<a href="a.html" title="因">甲</a>', '<a href="a.html">甲</a>'),
        ('<span class="law-ref">甲</span>', '<span class="law-term">甲</span>'),
        ("<p>甲</p><p>乙</p>", "<p>乙</p><p>甲</p>"),
        ("<p>甲 乙</p>", "<p>甲乙</p>"),
        ("<ul><li><p>甲</p></li></ul>", "<p>甲</p>"),
        ('<section id="甲"><h2>甲</h2></section>', '<section id="乙"><h2>甲</h2></section>'),
        ('<section id="甲"><h2>甲</h2></section>', '<section id="甲"><h3>甲</h3></section>'),
    ],
)
def test_the_canonical_form_keeps_real_differences(one, other):
    assert canonical(one) != canonical(other)


def test_the_canonical_form_ignores_differences_of_docutils():
    docutils = (
        '<section id="id1">\n<span id="甲"></span><h1>甲</h1>\n<div class="law-text docutils">\n</div></section>\n'
    )
    assert canonical(docutils) == canonical('<section id="甲"><h1>甲</h1></section>')


def test_a_repeated_heading_has_a_distinct_anchor():
    assert anchor_of("使用（2处）") == "使用2处"
    assert anchor_of("A b") == "a-b"
    assert anchor_of("甲", {"甲", "甲-1"}) == "甲-2"


def test_the_contents_link_to_every_heading():
    site = build_site(ROOT / "corpus", Report())
    page = next(page for page in render_site(site) if page.docname == site.entries[0].address().docname)
    body = write_body(page, Outside(lambda role, target: None, lambda _: ""))
    contents = write_contents(page.title, body)
    assert contents.count("<ul>") == contents.count("</ul>")
    assert contents.count("<li>") == contents.count("</li>") == len(body.headings) + 1
    for _, anchor, words in body.headings:
        assert f'href="#{anchor}">{words}</a>' in contents


def test_every_attribute_is_escaped():
    hostile = 'a" onclick="x'
    pin = Pin("§", hostile, before=True)
    paragraph = TextParagraph((Styled((Text("x"),), hostile), Anchor(hostile)), (hostile,), hostile, pin)
    note = Admonition("x", hostile, ())
    page = Page("p", "题", (paragraph, Group(hostile, (paragraph,)), note))
    html = write_body(page, Outside(lambda role, target: None, lambda block: "")).html
    assert "&quot; onclick=&quot;" in html
    assert '" onclick="' not in html
