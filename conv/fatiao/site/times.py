"""The explanation of deadlines and dates in plain words."""

from __future__ import annotations

import re

from fatiao.model.layers import TimeExpression, TimeUnit

_UNITS = {
    TimeUnit.HOUR: "小时",
    TimeUnit.DAY: "日",
    TimeUnit.WORKDAY: "个工作日",
    TimeUnit.MONTH: "个月",
    TimeUnit.YEAR: "年",
}
#: Characters and words in a printed date that do not change its meaning.
_FILLING = re.compile(r"[\s\u3000的个]|公历")


def explain_time(time: TimeExpression, printed: str) -> str:
    """Return the meaning of a time expression in digits, or the printed words if they already state it so."""
    if time.unit is TimeUnit.RECURRING:
        return printed
    meaning = _words_of_date(time.value) if time.unit is TimeUnit.DATE else time.value + _UNITS[time.unit]
    return printed if _FILLING.sub("", meaning) in _FILLING.sub("", printed) else meaning


def _words_of_date(value: str) -> str:
    """Return a date in words: 2026-03-01 → 2026年3月1日; --04-15 → 每年4月15日; ---10 → 每月10日."""
    if value.startswith("---"):
        return f"每月{int(value[3:])}日"
    yearly = value.startswith("--")
    numbers = [int(part) for part in value.removeprefix("--").split("-")]
    units = "月日" if yearly else "年月日"
    return ("每年" if yearly else "") + "".join(f"{n}{unit}" for n, unit in zip(numbers, units, strict=False))
