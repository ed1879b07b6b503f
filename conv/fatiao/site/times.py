"""The explanation of deadlines and dates in plain words."""

from __future__ import annotations

import re

from fatiao.language.dates import print_date
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
    meaning = print_date(time.value) if time.unit is TimeUnit.DATE else time.value + _UNITS[time.unit]
    return printed if _FILLING.sub("", meaning) in _FILLING.sub("", printed) else meaning
