"""Find deadlines and dates in the text of a law, and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.language.dates import read_date
from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.language.titles import TITLE_IN_MARKS
from fatiao.model.law import Article, Law, Span
from fatiao.model.layers import TimeExpression, TimeUnit

_NUMBER = rf"(?:[0-9０-９]+|[{NUMERAL_CHARACTERS}]+)"
_S = r"[ \u3000]?"

#: 30日内, 十五个工作日以内, 六个月前, 不超过三年.  Without 内 or 前 it is a punishment or an age; 三月 is March.
_SPAN_OF_TIME = re.compile(
    rf"(?P<most>不得?超过|不得?少于|至少)?(?<!第)(?<![{NUMERAL_CHARACTERS}0-9.．之])"
    rf"(?P<number>{_NUMBER}|半){_S}(?:个?(?P<workday>工作日)|(?P<day>日|天)|个(?P<month>月)|(?P<year>年)|个?(?P<week>周|星期)|(?P<hour>小时))"
    r"(?P<end>(?:之|以)?内|之前|以前|前(?![款条项述])|(?=[，。；\n）)]|\Z))"
)
_UNITS = {
    "workday": TimeUnit.WORKDAY,
    "day": TimeUnit.DAY,
    "month": TimeUnit.MONTH,
    "year": TimeUnit.YEAR,
    "week": TimeUnit.DAY,
    "hour": TimeUnit.HOUR,
}
#: 每年审核, 每半年开展一次, 每两年: a duty that recurs, with its clause; 每年4月 is a date.
_RECURRING = re.compile(
    rf"每(?:个)?(?P<number>{_NUMBER}|半)?个?(?P<unit>年度?|季度?|月|周|星期)(?![的份工内均人])[^，。；：,;:\n]{{0,60}}"
)
_INTERVALS = {"年": (1, "Y"), "季": (3, "M"), "月": (1, "M"), "周": (7, "D"), "星": (7, "D")}
#: Words of a rate or an amount per year, which is not a duty.
_RATE = re.compile("元|%|％|百分之|罚款|加收|滞纳|增长|递增|递减|超过|折旧|工资|补助|津贴|养老金")
#: The event that a deadline runs from, directly before it.  The 自 of 自治区, 自然, 自行, 各自 is not one of time.
_EVENTS = (
    re.compile(r"(?<![亲各独擅私])(?P<event>[自从](?![治然行己身动主愿])[^，。；：\n自]{1,60}?起算?)的?[，,]?\Z"),
    re.compile(r"[在于](?P<event>[^，。；：\n在于]{1,60}?之日起)的?\Z"),
    re.compile(
        r"(?:[在于]|(?=自))(?P<event>自?(?:接到|收到|受理|作出|做出|发现|知道|得知|提出|送达|签订|获得|取得)[^，。；：\n在于（）]{0,30}?)的?\Z"
    ),
    re.compile(r"(?:[在于，。；：\n])(?P<event>[^，。；：\n在（）]{2,30}?(?:后|届满|期满|之日))的?\Z"),
)
#: The event of a deadline counted back from it: 应当在开庭五日前, 会议举行的一个月前.
_COUNTED_BACK = re.compile(r"[在于](?P<event>[^，。；：\n在于]{1,40}?)的?\Z")

_YEAR = rf"(?<![0-9])(?P<year>[0-9]{{4}}|[一二][零〇○一二三四五六七八九]{{3}}){_S}年"
_MONTH = rf"(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}月"
_DAY = rf"(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}日"
#: 2026年3月1日, 二〇〇三年二月, and 2025年底; 2021年第1号 and 2025年度 are not dates.
_FIXED = re.compile(rf"{_YEAR}(?:{_S}{_MONTH}(?:{_S}{_DAY})?|(?=底|末|内|以?前|以来|起))")
#: 每年4月15日, 每年的九月; 每月十日.
_YEARLY = re.compile(rf"每年的?(?:公历)?{_S}{_MONTH}(?:{_S}{_DAY})?")
_MONTHLY = re.compile(rf"每月的?{_S}{_DAY}")
#: Every time expression contains one of these.
_MAY_HOLD = re.compile("[日年月周天每]|小时|星期")


def find_time_expressions(law: Law) -> tuple[TimeExpression, ...]:
    """Return every deadline and date of a law, in the order of its text, except those inside titles."""
    return tuple(found for article in law.articles for found in _in_article(article))


def _in_article(article: Article) -> list[TimeExpression]:
    text = article.text
    if not _MAY_HOLD.search(text):
        return []
    closed = [Span(*m.span()) for m in TITLE_IN_MARKS.finditer(text)] if "《" in text else []
    found = [e for e in _dates(article, text) if not _overlaps(e.span, closed)]
    dated = [e.span for e in found]
    found += [e for e in _recurring(article, text) if not _overlaps(e.span, [*closed, *dated])]
    dated = [e.span for e in found]
    found += [e for e in _deadlines(article, text) if not _overlaps(e.span, [*closed, *dated])]
    return sorted(found, key=lambda e: e.span)


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(o.start < span.end and span.start < o.end for o in others)


def _dates(article: Article, text: str) -> Iterator[TimeExpression]:
    for pattern in (_FIXED, _YEARLY, _MONTHLY):
        for m in pattern.finditer(text):
            value = read_date(m)
            if value:
                yield TimeExpression(article.number, Span(*m.span()), TimeUnit.DATE, value, None)


def _recurring(article: Article, text: str) -> Iterator[TimeExpression]:
    for m in _RECURRING.finditer(text):
        count, unit = _INTERVALS[m["unit"][0]]
        try:
            many = 1 if m["number"] in (None, "半") else parse_numeral(m["number"])
        except ValueError:
            continue
        if _RATE.search(m[0]) or many < 1:
            continue
        interval = "P6M" if m["number"] == "半" and unit == "Y" else f"P{count * many}{unit}"
        if m["number"] != "半" or unit == "Y":
            yield TimeExpression(article.number, Span(*m.span()), TimeUnit.RECURRING, interval, None)


def _deadlines(article: Article, text: str) -> Iterator[TimeExpression]:
    for m in _SPAN_OF_TIME.finditer(text):
        if not (m["end"] or m["most"]):
            continue
        kind = next(k for k in _UNITS if m[k])
        amount = _amount(m["number"], kind)
        if amount is None:
            continue
        value, unit = amount
        start, event = _event_before(text, m.start(), m["end"].endswith("前"))
        yield TimeExpression(article.number, Span(start, m.end()), unit, value, event)


def _amount(number: str, kind: str) -> tuple[str, TimeUnit] | None:
    """Return the number and the unit: weeks in days, 半年 as six months, 半个月 as fifteen days; None if unreadable."""
    if number == "半":
        halves = {"year": ("6", TimeUnit.MONTH), "month": ("15", TimeUnit.DAY), "day": ("12", TimeUnit.HOUR)}
        return halves.get(kind)
    try:
        value = parse_numeral(number)
    except ValueError:
        return None
    return str(value * 7 if kind == "week" else value), _UNITS[kind]


def _event_before(text: str, at: int, counted_back: bool) -> tuple[int, str | None]:
    """Return the start of the expression including its event, and the event as printed; ``at`` and None without one."""
    start = max(0, at - 80)
    before = text[start:at]
    for pattern in (*_EVENTS, _COUNTED_BACK) if counted_back else _EVENTS:
        m = pattern.search(before)
        if m:
            return start + m.start("event"), m["event"]
    return at, None
