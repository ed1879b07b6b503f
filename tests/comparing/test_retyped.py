"""A text that was typed again in other glyphs, punctuation, widths and numbers has not changed."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fatiao.comparing.compare import compare_laws
from fatiao.language.numerals import format_numeral, parse_numeral
from tests.comparing.laws import text_of

ROOT = Path(__file__).parents[2]
LAWS = sorted((ROOT / "corpus").glob("*/*.txt"))
#: Ways to type one character; the first is the common one.
WAYS = [
    "，,﹐",
    "：:︰",
    "；;",
    "、､",
    "“「",
    "”」",
    "台臺",
    "市巿",
    "群羣",
    "峰峯",
    "说説",
    "户戶戸",
    "0０",
    "1１",
    "5５",
    "%％",
]
TABLE = {way[0]: way for way in WAYS}
NUMBER = re.compile(r"(?<=第)([〇一二三四五六七八九十百]+)(?=[条款项章])")
LABEL = re.compile(r"^第([〇一二三四五六七八九十百]+)条", re.M)


def retype(text, choose, shift):
    """Return a text in other characters, with so many articles put before the first and all citations renumbered."""
    head, _, rest = text.partition("\n第一条")
    last = max((parse_numeral(n) for n in LABEL.findall("\n第一条" + rest)), default=0)

    def number(match):
        value = parse_numeral(match[1])
        following = match.string[match.end()]
        before = match.string[max(0, match.start() - 40) : match.start()]
        if (
            following == "条"
            and value <= last
            and not re.search(r"[法例典》][^。；\n]{0,12}第$", before.replace("本条例", ""))
        ):
            value += shift
        is_label = following in "章" or match.start() < 2 or match.string[match.start() - 2] == "\n"
        return format_numeral(value) if is_label or choose(2) else str(value)

    added = "".join(f"\n第{format_numeral(i + 1)}条　{EXTRA[i]}" for i in range(shift))
    body = NUMBER.sub(number, "\n第一条" + rest)
    typed = "".join(TABLE[c][choose(len(TABLE[c]))] if c in TABLE else c for c in body)
    return head + added + typed


EXTRA = ["甲乙丙丁戊己庚辛壬癸。", "子丑寅卯辰巳午未申酉。", "乾坤震巽坎离艮兑。"]
#: A law whose citations are of every form, and whose words hold every character that can be typed otherwise.
TEXT = """某市水库条例
（2020年1月1日某市人民代表大会常务委员会通过）
第一条　为了保护水库，保障本市供水安全，制定本条例。
第二条　市水务主管部门负责：
（一）“水库”的监督管理；
（二）台风期间的群众疏散、户外设施的检查；
（三）峰值流量的说明。
第三条　在水库内钓鱼的，处200元以上500元以下罚款；造成损失的，按照损失的5%至10%加收。
第四条　违反本条例第三条规定的，依照第二条第一款第二项处理；情节严重的，适用第二条、第三条的规定。
第五条　第三条、第四条规定的罚款，由市水务主管部门决定，期限为15日至30日。
第六条　本条例自2020年3月1日起施行。
"""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.integers(0, 3))
def test_a_retyped_text_has_no_changed_article(data, shift):
    typed = retype(TEXT, lambda ways: data.draw(st.integers(0, ways - 1)), shift)
    comparison = compare_laws(text_of(TEXT), text_of(typed))
    counts = {str(kind): count for kind, count in comparison.counts().items()}
    expected = {"renumbered": 6, "new": shift} if shift else {"unchanged": 6}
    assert counts == expected, typed


@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.parent.name)
def test_a_real_text_in_other_punctuation_has_not_changed(path):
    text = path.read_text(encoding="utf-8")
    other = text.translate(str.maketrans("，；：、市台", ",;:､巿臺"))
    old, new = text_of(text), text_of(other)
    changed = [c for c in compare_laws(old, new).changes if c.kind != "unchanged"]
    assert [(old.articles[o].label, old.articles[o].text) for c in changed for o in c.old] == []
