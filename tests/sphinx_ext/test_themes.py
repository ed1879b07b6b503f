"""Under any theme an article's page names and links its law, its neighbours, and the law's articles."""

import re
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT
from tests.sphinx_ext.test_builders import build, lay_out
from tests.support.crawl import dead_links

THEMES = ["furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]
#: Files of themes that a page names and Sphinx's own search would write, or that are templates.
NOT_OURS = ("searchindex.js", "_static/", "_sources/")


def test_the_lock_of_the_tests_holds_every_theme_and_extension():
    """Without one its test is skipped."""
    locked = (ROOT / "requirements/test.txt").read_text(encoding="utf-8")
    for name in (*THEMES, "sphinxext-opengraph", "sphinx-sitemap"):
        assert re.search(rf"^{name.replace('_', '-')}==", locked, re.MULTILINE), name


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_an_article_stands_in_its_law(theme, tmp_path):
    if find_spec(theme) is None:
        pytest.skip(f"{theme} is not installed")
    out = build(lay_out(tmp_path), "html", "-D", f"html_theme={theme}")
    text = (out / "laws/yl-books/art-2.html").read_text(encoding="utf-8")
    body = text[text.index("<body") :]
    assert "<title>第二条 样例市图书管理条例" in text
    assert re.search(r'<a [^>]*href="index.html"[^>]*>\s*样例市图书管理条例', body)
    for number in (1, 3):
        assert f'href="art-{number}.html"' in body
    assert re.search(
        r'href="art-1.html"[^>]*rel="prev"|rel="prev"[^>]*href="art-1.html"|class="prev-page" href="art-1', body
    ) or ('href="art-1.html"' in body and ("previous" in body or "prev" in body))
    assert "是指供人阅读的出版物" in body
    assert body.count("底本") >= 1
    assert [link for link in dead_links(out) if not any(name in link for name in NOT_OURS)] == []
    home = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="own.html"' in home


def test_tags_and_sitemaps_of_other_extensions_stay_theirs(tmp_path):
    for name in ("sphinxext.opengraph", "sphinx_sitemap"):
        try:
            found = find_spec(name)
        except ModuleNotFoundError:
            found = None
        if found is None:
            pytest.skip(f"{name} is not installed")
    lay_out(tmp_path)
    with (tmp_path / "docs/conf.py").open("a", encoding="utf-8") as file:
        file.write('\nextensions += ["sphinxext.opengraph", "sphinx_sitemap"]\nhtml_baseurl = "https://example.org/"\n')
        file.write('ogp_site_url = html_baseurl\nsitemap_url_scheme = "{link}"\nogp_social_cards = {"enable": False}\n')
    out = build(tmp_path, "html")
    for page in (out / "index.html", out / "laws/yl-books/art-2.html"):
        text = page.read_text(encoding="utf-8")
        assert text.count('property="og:title"') == 1, page
    assert "laws/yl-books/art-2.html" in (out / "sitemap.xml").read_text(encoding="utf-8")
    assert "laws/yl-books/art-2.html" in (out / "sitemap-laws.xml").read_text(encoding="utf-8")
