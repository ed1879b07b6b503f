"""Annotations of an article: parallels to show, times in words, and its definitions."""

import pytest

from fatiao.diagnostics import Report
from fatiao.model.law import Number, Span
from fatiao.model.layers import TimeExpression, TimeUnit
from fatiao.pipeline import build_site
from fatiao.site.times import explain_time

#: Shared by both laws, longer than any run that is left out.
SHARED = "养护单位应当沿河道两岸逐段清点护栏并把损坏的地方画在图上"
FIRST = f"""甲市桥梁条例

（2020年1月2日甲市人民代表大会常务委员会第一次会议通过）

第一条 本条例所称养护单位，是指受委托照看桥梁的单位。
第二条 {SHARED}，然后报告。
第三条 单位应当把桥上桥下的旧灯换成新灯。
第四条 本条例自2020年3月1日起施行。
"""
SECOND = FIRST.replace("甲", "乙").replace("2020", "2021").replace("，然后报告", "，再行上报")
FIX = """[[fix]]
provision = "第二条"
printed = "画在图上"
corrected = "绘在图上"
reason = "第三条同类的话作“绘”。"
ground = "本条例第三条"
"""
NOTE = """## 第二条

:::{law:note} 对照
:ground: 《甲市桥梁条例》第二条
该条要求报告，本条要求上报。
:::
"""


@pytest.fixture
def build(tmp_path):
    def run(first=FIRST, second=SECOND, **files):
        for name, text in (("a-law/2020-01-02.txt", first), ("b-law/2021-01-02.txt", second), *files.values()):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        site = build_site(tmp_path, Report())
        return {
            (entry.key, article.number.value): entry.annotations_of(article)
            for entry in site.current
            for article in entry.law.articles
        }

    return run


def texts(card):
    return "".join(words for words, _ in card.left), "".join(words for words, _ in card.right)


def test_a_long_run_is_told_on_both_pages_and_short_ones_are_not(build):
    found = build()
    assert [card.there.name for card in found["a-law", 2].parallels] == ["《乙市桥梁条例》第二条"]
    assert [card.there.name for card in found["b-law", 2].parallels] == ["《甲市桥梁条例》第二条"]
    shorter = "把护栏的损坏之处画在图上"  # twelve characters: found as a parallel, and not told
    assert not build(*(law.replace(SHARED, shorter) for law in (FIRST, SECOND)))["a-law", 2].parallels


def test_words_of_a_reference_are_no_parallel(build):
    named = "依照《关于在河道两岸清点桥梁护栏和路灯的若干办法》第三条第二款"
    found = build(*(law.replace(SHARED, named) for law in (FIRST, SECOND)))
    assert not found["a-law", 2].parallels


def test_a_parallel_that_a_note_compares_is_not_told_on_its_page_again(build):
    found = build(note=("b-law/notes.md", NOTE))
    assert found["b-law", 2].notes
    assert not found["b-law", 2].parallels
    assert found["a-law", 2].parallels


def test_corrected_words_stand_on_both_sides(build):
    found = build(fix=("b-law/fixes.toml", FIX))
    (here,), (there,) = found["b-law", 2].parallels, found["a-law", 2].parallels
    assert "绘在图上，再行上报" in texts(here)[0]
    assert "画在图上，然后报告" in texts(here)[1]
    assert texts(there) == texts(here)[::-1]


def test_the_article_that_defines_a_term_says_so_with_its_uses(build):
    found = build()
    (defined,) = found["a-law", 1].defines
    assert (defined.term.name, defined.short) == ("养护单位", False)
    assert defined.uses >= 2
    assert not found["a-law", 3].defines


@pytest.mark.parametrize(
    ("unit", "value", "printed", "shown"),
    [
        (TimeUnit.DATE, "2026-03-01", "2026年3月1日", "2026年3月1日"),
        (TimeUnit.DATE, "2003-02-01", "二〇〇三年二月一日", "2003年2月1日"),
        (TimeUnit.DATE, "2011-05", "2011年 5月", "2011年 5月"),
        (TimeUnit.DATE, "--04", "每年4月", "每年4月"),
        (TimeUnit.DATE, "--09-03", "每年的九月三日", "每年9月3日"),
        (TimeUnit.DATE, "---10", "每月十日", "每月10日"),
        (TimeUnit.DAY, "30", "接到申诉的30日内", "接到申诉的30日内"),
        (TimeUnit.WORKDAY, "15", "自收到之日起十五个工作日内", "15个工作日"),
        (TimeUnit.DAY, "7", "一周内", "7日"),
        (TimeUnit.MONTH, "2", "2个月之内", "2个月之内"),
        (TimeUnit.RECURRING, "P1Y", "每年审核", "每年审核"),
    ],
)
def test_times_are_told_in_words_and_once(unit, value, printed, shown):
    assert explain_time(TimeExpression(Number(1), Span(0, 1), unit, value, None), printed) == shown
