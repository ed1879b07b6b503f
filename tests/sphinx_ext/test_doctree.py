"""Emitted pages read without MyST: the same documents as with it, and nothing else is read so."""

import pickle

import pytest
from fatiao.pages.myst import block, escape, fence, render_rows, role, rubric
from fatiao.rebuild.state import digest_code
from fatiao.sphinx_ext.builder import QUICK, SiteBuilder
from fatiao.sphinx_ext.generation import is_generated
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.conftest import ROOT, copy_docs, make_app
from tests.pages.test_myst import HOSTILE

DOCNAME = "laws/x/art-1"
FRONT = "---\norphan: true\n---\n\n# 第一条\n\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """An application over the repository's corpus, with its pages written and none read."""
    folder = tmp_path_factory.mktemp("doctree")
    copy_docs(folder / "docs")
    with patch_docutils(), docutils_namespace():
        app = make_app(folder, ROOT / "corpus")
        write(app, FRONT)
        app.env.find_files(app.config, app.builder)
        yield app


def read(app, docname, reader):
    """All that one way of reading makes of a page."""
    env = app.env
    app.builder.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    reader(docname)
    doctree = pickle.loads((app.doctreedir / f"{docname}.doctree").read_bytes())
    metadata = {key: value for key, value in env.metadata[docname].items() if key not in {"wordcount", QUICK}}
    return {
        "tree": doctree.pformat(),
        "attributes": doctree.attributes,
        "metadata": metadata,
        "title": env.titles[docname].pformat(),
        "contents": env.tocs[docname].pformat() if env.toc_num_entries[docname] > 1 else "shown by no theme",
        "entries": env.toc_num_entries[docname],
    }


def compare(app, docname):
    """Whether the page is read the short way; fails where that differs from MyST's."""
    if not app.builder._read_emitted(docname):
        return False
    ours = read(app, docname, app.builder.read_doc)
    assert ours == read(app, docname, lambda name: StandaloneHTMLBuilder.read_doc(app.builder, name))
    return True


def write(app, text):
    path = app.srcdir / f"{DOCNAME}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_builder_is_ours(app):
    assert type(app.builder) is SiteBuilder
    assert app.builder._quick


def test_other_code_reads_every_page_again(app):
    assert app.config.fatiao_code == digest_code()
    assert app.config.values["fatiao_code"].rebuild == "env"


def test_every_emitted_page_is_read_as_myst_reads_it(app):
    docnames = sorted(name for name in app.env.found_docs if is_generated(name) and name != DOCNAME)
    assert len(docnames) > 300
    assert [name for name in docnames if not compare(app, name)] == []


TEXT = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20),
    st.lists(st.sampled_from([*HOSTILE, "第一条", "，", " ", "1", ".", "\n"]), min_size=1, max_size=4).map("".join),
).filter(str.strip)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(TEXT, TEXT, TEXT)
@example("`", "# 标题", "x=")
def test_hostile_text_in_every_construct(app, one, two, three):
    body = [
        block(escape(one), ["paragraph"], "para-1"),
        block(role("ref", two, "x:art_1", three) + escape(three), ["item"], "para-1-item-1"),
        render_rows([[escape(one), escape(two)], [role("ref", three, "x:art_1", one), escape("甲" + two)], ["甲"]]),
    ]
    aside = [
        rubric("注释"),
        fence("admonition", escape(one), block(escape(two)) + "\n" + block(escape(three), ["b"]), [("class", "a")]),
        f"- {escape(one)}\n- []{{#fix-1}}{escape(two)}[{escape(three)}]{{.shared}}\n",
        block(f"{role('ref', one, 'x:art_1')}\\\n{escape('…' + two)}", ["term-use"]),
        f"{escape(one)}\n: {escape(two)}\n\n  {escape(three)}\n",
    ]  # fmt: skip
    text = FRONT + fence("div", "law-text", "\n".join(body), depth=4)
    write(app, text + "\n" + fence("div", "law-aside", "\n".join(aside), depth=5))
    compare(app, DOCNAME)


PIECES = [
    *HOSTILE, "第一条", "{law:ref}`甲 <x:art_1>`", "[甲]{.shared}", "[]{#a}", "[甲](#a)", "{.paragraph}\n", "{#a .b}\n",
    "\n", "\n\n", "\n- ", "\n  - ", "\n\n  ", "\n: ", "\n\n## ", "\n\n#### ", "\\\n", " ", "甲", "&#32;", "&#48;",
    "\n\n::::{div} law-text\n\n", "\n::::\n", "\n\n:::{rubric} 注\n:heading-level: 2\n\n\n:::\n", "1. ", "=", "!",
    "\n\n:::{admonition} 注\n:class: law-note\n\n", "\n:::\n", ":class: a\n", "---\n", "| a |\n|---|\n",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)


@settings(SLOW, max_examples=300)
@given(MARKUP)
@example("甲\n- 乙\n")
@example("- 甲\n\n- 乙\n\n  丙\n\n  - 丁\n")
@example("- 甲\n: 乙\n")
@example("![甲]{.shared}\n")
@example("## 甲\n\n## 甲\n")
def test_a_page_that_was_edited_is_read_as_myst_reads_it(app, markup):
    write(app, FRONT + markup + "\n")
    compare(app, DOCNAME)


@pytest.mark.parametrize(
    "text",
    [
        "*强调*",
        "**粗**",
        "`码`",
        "<b>粗</b>",
        "[甲](https://a.b)",
        "$x$",
        "1. 一",
        "> 引",
        "甲\n乙",
        "甲  \n乙",
        "{ref}`甲`",
    ],
)
def test_what_is_not_emitted_goes_to_myst(app, text):
    write(app, FRONT + text + "\n")
    assert not app.builder._read_emitted(DOCNAME)


def test_ordinary_text_takes_the_short_way(app):
    write(
        app,
        FRONT + block(escape("机关、单位确定国家秘密，应当符合下列程序(以下简称程序)：50%。"), ["paragraph"], "para-1"),
    )
    assert compare(app, DOCNAME)


@pytest.mark.parametrize(
    ("name", "value"),
    [("smartquotes", True), ("html_compact_lists", False), ("locale_dirs", ["."])],
)
def test_a_setting_that_changes_pages_turns_the_short_way_off(app, monkeypatch, name, value):
    monkeypatch.setattr(app.config, "smartquotes_excludes", {"languages": []})
    monkeypatch.setattr(app.config, name, value)
    app.builder.__dict__.pop("_quick", None)
    try:
        assert not app.builder._quick
    finally:
        app.builder.__dict__.pop("_quick", None)
