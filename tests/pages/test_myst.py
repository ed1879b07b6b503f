"""``escape``: the text that MyST renders equals the input."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from fatiao.pages.myst import block, escape, role
from fatiao.sphinx_ext.domain import split_role

EXTENSIONS = {"attrs_block", "attrs_inline", "colon_fence", "deflist"}
PARSER = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), DocutilsRenderer)

HOSTILE = [
    "1. 第一",
    "1) 第一",
    "- 项",
    "+ 项",
    "* 项",
    "# 标题",
    "> 引",
    "| 表 | 格 |",
    "% 注释",
    "+++",
    "---",
    "===",
    ":::{note}",
    "```{eval-rst}",
    "{include}`x`",
    "{raw}`html <b>`",
    "$x$",
    "$$x$$",
    "<b>粗</b>",
    "<script>alert(1)</script>",
    "&lt;",
    "&#65;",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "[^1]: x",
    "(target)=",
    "a\\b",
    "\\",
    "`x`",
    "``",
    "**“经营者”**的",
    "__x__",
    "~~x~~",
    "https://a.b",
    "<https://a.b>",
    "a@b.c",
    "{#id .class}",
    "[x]{#id}",
    "术语\n: 定义",
    ": 定义",
    "    代码",
    "\t代码",
    "  两端  ",
    "　全角　",
    "www.12339.gov.cn",
    "―――",
    "…",
    "\u202e反向",
    "\ufeff",
    "a\u2028b",
    "甲\x0b乙",
    "x=",
    "=",
    "x\r\ny",
    "{{ 变量 }}",
    "@x",
    "^上^",
    "!",
]

# NUL is no text (a source that holds one is refused), and a surrogate cannot be encoded.
# At the edges a control character is shown as its picture.
EDGES = "\x0b\x1c\x1d\x1e\x1f\x85"
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0" + EDGES), max_size=40)
MARKUP = st.lists(st.sampled_from([*HOSTILE, "第一条", "，", " ", "1", ".", "\n"]), max_size=6).map("".join)


def shown(markdown: str) -> str:
    """The text of one paragraph; fails if anything but text came out."""
    tokens = PARSER.parse(markdown, {})
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"], tokens
    assert {c.type for c in tokens[1].children} <= {"text", "text_special"}, tokens[1].children
    return "".join(c.content for c in tokens[1].children)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text):
    assert shown(escape(text)) == text


@settings(max_examples=400)
@given(st.one_of(TEXT, MARKUP))
@example("a\\")
@example("1\\.")
def test_escape_shows_what_went_in(text):
    if not text:
        assert escape(text) == ""
        return
    assert shown(escape(text)) == text


@settings(max_examples=150)
@given(st.one_of(TEXT, MARKUP))
def test_escape_holds_inside_an_attributed_block(text):
    if not text:
        return
    tokens = PARSER.parse(block(escape(text), ["item"], "para-1-item-1"), {})
    assert tokens[0].attrs == {"id": "para-1-item-1", "class": "item"}
    assert "".join(c.content for c in tokens[1].children) == text


@settings(max_examples=200)
@given(st.one_of(TEXT, MARKUP), TEXT)
def test_a_role_carries_its_text_or_falls_back_to_it(text, hover):
    tokens = PARSER.parse(f"前{role('ref', text, 'a:art_1', hover)}后", {})
    children = tokens[1].children
    if children[1:] and children[1].type == "myst_role":
        title, target, said = split_role(children[1].content)
        assert (title, target) == (text, "a:art_1")
        assert not set(said) & set("<>`")
    else:
        assert "".join(c.content for c in children) == f"前{text}后"


def test_statute_text_stays_readable():
    text = "机关、单位确定国家秘密,应当符合下列程序(以下简称程序):"
    assert escape(text) == text
    assert not re.search(r"\\", escape("第十五条第一款"))


def test_a_control_character_at_the_edge_is_pictured():
    assert shown(escape("\x1f甲\x0b")) == "␟甲␋"
