"""Laws for the tests of exports: hand-made ones, and random ones with hostile text."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from fatiao.model.corpus import Version, Work
from fatiao.model.law import (
    Annex,
    Article,
    Division,
    Event,
    EventKind,
    Front,
    Item,
    Law,
    Level,
    Number,
    Paragraph,
    Passage,
    Source,
    Span,
    Subitem,
)

HERE = Span(0, 1)

#: Hostile titles, notes or texts: markup of every format that we write.
HOSTILE = (
    *("</script><script>alert(1)</script>", "<!--", "]]>", "&lt;&amp;", "\"'`", "{accessed}", "{{url}}"),
    *("}\n@book{x,", "\\input{/etc/passwd}", "%00 % #1 $x$ ^ ~ _", "\nER  - \nTY  - BOOK"),
    *("=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", "\t", "\r", "\x00\x01\x1f", "\ud800", "\ufffe"),
    *("\u202e反\u202c", "\u2028\u2029", "# 第一条", "1. 一", "***", "[x](javascript:alert(1))", "<a href=x>"),
    *("第一条\n第二条", "🀄"),
)  # fmt: skip


def words(text: str) -> Passage:
    return Passage(text, (HERE,))


ItemSpec = tuple[str, str] | tuple[str, str, Sequence[tuple[str, str]]]


def paragraph(index: int, lead: str, items: Sequence[ItemSpec] = (), closing: str | None = None) -> Paragraph:
    listed = tuple(_item(at, spec) for at, spec in enumerate(items, 1))
    return Paragraph(index, words(lead), listed, None if closing is None else words(closing))


def _item(at: int, spec: ItemSpec) -> Item:
    label, text, subitems = (*spec, ())[:3]
    return Item(
        Number(at), label, words(label + text),
        tuple(Subitem(Number(n), lab, words(lab + t)) for n, (lab, t) in enumerate(subitems, 1)),
    )  # fmt: skip


def article(
    number: Number | int, *paragraphs: Paragraph, label: str | None = None, division: int | None = None
) -> Article:
    given = number if isinstance(number, Number) else Number(number)
    return Article(given, label or f"第{given}条", HERE, paragraphs, division)


def a_law(work: str = "xj-example", *given: Article, **rest: object) -> Law:
    front = Front(
        title=words("新疆维吾尔自治区实施《中华人民共和国国家安全法》办法"),
        events=(
            Event(EventKind.ADOPTED, "2022-05-27", "新疆维吾尔自治区人民代表大会常务委员会", "（2022年5月27日通过）"),
        ),
    )
    return Law(work, Source("x.txt", "x"), **({"front": front, "divisions": (), "articles": given} | rest))  # type: ignore[arg-type]


def a_work(work: str = "xj-example", **rest: object) -> Work:
    values = {
        "title": "新疆维吾尔自治区实施《中华人民共和国国家安全法》办法",
        "kind": "地方性法规",
        "issuer": "新疆维吾尔自治区人民代表大会常务委员会",
        "adopted": "2022-05-27",
        "in_force": "2022-07-01",
        "status": "现行有效",
    }
    return Work(work, (Version("2022-05-27", "2022-05-27.txt"),), **(values | rest))  # type: ignore[arg-type]


def rich_law() -> Law:
    """Return a law with every level: 章, 节, 之一, several 款, 项, 目, a list without numbers, an annex."""
    divisions = (
        Division(Level.CHAPTER, Number(1), "第一章", words("总则"), HERE),
        Division(Level.CHAPTER, Number(2), "第二章", words("定密管理"), HERE),
        Division(Level.SECTION, Number(1), "第一节", words("一般规定"), HERE, parent=1),
    )
    return a_law(
        "xj-example",
        article(1, paragraph(1, "为了保守国家秘密，制定本条例。"), label="第一条", division=0),
        article(
            15,
            paragraph(
                1, "机关、单位确定国家秘密，应当符合下列条件：",
                [("（一）", "承办人拟定；", [("1．", "甲；"), ("2．", "乙。")]), ("（二）", "定密责任人审核。")],
            ),
            paragraph(2, "机关、单位应当将定密程序报告。"),
            label="第十五条", division=2,
        ),
        article(Number(15, 1), paragraph(1, "下列机关：\n国务院；\n最高人民法院。"), label="第十五条之一", division=2),
        divisions=divisions,
        annexes=(Annex(1, "附件", words("名录"), (words("甲"), words("乙"))),),
        signature=(words("主任  某某"),),
    )  # fmt: skip


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Return a strategy for any text, with hostile pieces mixed in."""
    anything = st.text(max_size=max_size)
    return st.one_of(anything, st.lists(st.one_of(st.sampled_from(HOSTILE), anything), max_size=4).map("".join))


def _items() -> st.SearchStrategy[list[ItemSpec]]:
    subitems = st.lists(st.tuples(st.just("1．"), texts(10)), max_size=1)
    return st.lists(st.tuples(st.sampled_from(["（一）", "1.", ""]), texts(), subitems), max_size=2)


def _paragraph(draw: st.DrawFn, index: int) -> Paragraph:
    lead, items = draw(texts()), draw(_items())
    return paragraph(index, lead, items, draw(st.none() | texts(10)) if items else None)


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """Draw a law of any shape, with any text in every field that a source or an editor fills."""
    articles = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        count = draw(st.integers(0, 2))
        paragraphs = [_paragraph(draw, index) for index in range(1, count + 1)]
        # A number may occur twice, as in a damaged source.
        articles.append(article(max(1, number - draw(st.integers(0, 1))), *paragraphs, label=draw(texts(10))))
    return a_law(articles=tuple(articles), front=Front(title=words(draw(texts()))))
