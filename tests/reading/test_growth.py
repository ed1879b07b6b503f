"""Twice the text takes about twice the time, whatever it holds: measured as a ratio, never against a clock."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from fatiao.language.numerals import format_numeral
from tests.support.outlines import read

#: Characters of the smaller text: enough that its time is measured well.
SIZE = 12_000
#: Four times the text: linear work takes about 4 times as long, quadratic 16 times.
TIMES, MOST = 4, 9

LAW = "某某条例\n第一条 甲应当依法办理。\n第二条 本条例自2020年1月1日起施行。\n"
SHAPES: dict[str, Callable[[int], str]] = {
    "digits alone": lambda n: "9" * n,
    "digits in a label": lambda n: f"某某条例\n第{'9' * n}条 甲。\n",
    "digits before the provisions": lambda n: f"某某条例\n{'9' * n}\n{LAW}",
    "digits behind the provisions": lambda n: f"{LAW}{'9' * n}\n",
    "digits in a provision": lambda n: LAW.replace("甲", f"甲\n记者从{'9' * n}获悉\n"),
    "digits with points": lambda n: "9.9" * (n // 3),
    "white space": lambda n: f"某某条例\n甲{' ' * n}乙\n{LAW}",
    "items": lambda n: "第一条 有下列情形：\n" + "\n".join(f"（{format_numeral(i)}）甲；" for i in range(1, n // 8)),
    "items with words behind them": lambda n: (
        "第一条 有下列情形之一的：\n" + "\n".join(f"（{format_numeral(i)}）甲的，\n由乙处罚" for i in range(1, n // 14))
    ),
    "opened titles": lambda n: f"某某条例\n{'《' * n}\n{LAW}",
}


def seconds(text: str) -> float:
    """The CPU time of one reading, without the collector: how often it runs hangs on what else the process holds."""
    gc.disable()
    try:
        begin = time.process_time()
        read(text)
        return time.process_time() - begin
    finally:
        gc.enable()
        gc.collect()


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text(shape: str) -> None:
    make = SHAPES[shape]
    texts = make(SIZE), make(TIMES * SIZE)
    # by turns, so that a busy spell of the machine slows both; the least of each counts
    small, large = map(min, zip(*([seconds(text) for text in texts] for _ in range(4)), strict=True))
    assert large < MOST * max(small, 0.005)  # below 5 ms the clock and the machine decide
