"""A page that is filled into a shared frame has the bytes that the theme's template would give it."""

import pytest

from fatiao.sphinx_ext import collect_pages, shared_frames
from tests.conftest import ROOT
from tests.sphinx_ext.test_builders import lay_out
from tests.support.build import build_in_process
from tests.support.hostile_corpus import write_hostile_corpus
from tests.support.small_corpora import write_plain_docs
from tests.test_reproducible import differing, read_tree

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*is deprecated:PendingDeprecationWarning", "ignore:.*is deprecated:DeprecationWarning"
)

SETTINGS = {
    "plain": {},
    "address": {"html_baseurl": "https://example.org/laws", "html_title": 'A "title" & <more>'},
    "sources": {"html_show_sourcelink": True, "html_permalinks": True, "html_use_index": True},
}

TAG_EACH_PAGE = """
def setup(app):
    app.connect("html-page-context", tag, priority=900)

def tag(app, pagename, templatename, context, doctree):
    context["metatags"] = context.get("metatags", "") + f'<meta name="where" content="{pagename}">'
"""


def lay_hostile(folder):
    write_hostile_corpus(folder / "corpus")
    write_plain_docs(folder / "docs")
    return folder


def lay_five(folder):
    (folder / "corpus").symlink_to(ROOT / "corpus")
    write_plain_docs(folder / "docs")
    return folder


def build_both_ways(folder, builder, settings, monkeypatch):
    """The site with shared frames, how many pages they gave, and the site with every page rendered."""
    filled = []

    class Counting(shared_frames.SharedFrames):
        def fill(self, docname, context):
            html = super().fill(docname, context)
            filled.append(docname if html is not None else None)
            return html

    monkeypatch.setattr(collect_pages, "SharedFrames", Counting)
    shared = build_in_process(folder, builder, "shared", settings)
    monkeypatch.setattr(collect_pages, "can_share", lambda app: False)
    whole = build_in_process(folder, builder, "whole", settings)
    return shared, filled, whole


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("settings", SETTINGS)
def test_shared_frames_change_no_byte(builder, settings, tmp_path, monkeypatch):
    given = {**SETTINGS[settings], "html_theme": "furo"}
    shared, filled, whole = build_both_ways(lay_out(tmp_path), builder, given, monkeypatch)
    assert differing(read_tree(shared), read_tree(whole)) == []
    assert len([name for name in filled if name]) > len(filled) / 2


@pytest.mark.slow
@pytest.mark.parametrize("lay", [lay_hostile, lay_five])
def test_shared_frames_change_no_byte_of_other_corpora(lay, tmp_path, monkeypatch):
    shared, filled, whole = build_both_ways(lay(tmp_path), "html", {"html_theme": "furo"}, monkeypatch)
    assert differing(read_tree(shared), read_tree(whole)) == []
    assert any(filled)


def test_a_project_that_may_treat_each_page_as_its_own_has_every_page_rendered(tmp_path):
    lay_out(tmp_path)
    with (tmp_path / "docs/conf.py").open("a", encoding="utf-8") as file:
        file.write(TAG_EACH_PAGE)
    out = build_in_process(tmp_path, "html", "out", {"html_theme": "furo"})
    for name in ("art-1", "art-2", "index"):
        text = (out / f"laws/yl-books/{name}.html").read_text(encoding="utf-8")
        assert f'<meta name="where" content="laws/yl-books/{name}">' in text


def test_a_template_of_the_project_is_rendered_for_every_page(tmp_path):
    lay_out(tmp_path)
    (tmp_path / "docs/templates").mkdir()
    (tmp_path / "docs/templates/fatiao-icons.html").write_text("<i>{{ pagename }}</i>", encoding="utf-8")
    out = build_in_process(tmp_path, "html", "out", {"html_theme": "furo", "templates_path": ["templates"]})
    assert "<i>laws/yl-books/art-2</i>" in (out / "laws/yl-books/art-2.html").read_text(encoding="utf-8")
