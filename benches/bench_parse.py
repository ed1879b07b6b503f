"""Measure the parser: articles per second on one core, compared with a plain ``re`` split; memory; pathological texts.

CPU seconds, medians of several runs; everything is measured in the same run.  Uses ``../shared/laws`` beside the
checkout if present, and synthetic laws of the same size otherwise.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.language.numerals import format_numeral
from fatiao.model.law import Law, Source
from fatiao.reading.law import read_law
from fatiao.reading.lines.source import read_source
from fatiao.rebuild.garbage import collect_as_before, collector_paused

ROOT = Path(__file__).resolve().parents[1]

RUNS = 5
_SENTENCE = "县级以上人民政府应当加强对本行政区域内某某工作的领导，将所需经费列入本级预算。"
LAWS = ROOT.parent / "shared" / "laws"
PLAIN = re.compile(r"(?m)^\s*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]*")


def read(source: Source) -> Law:
    """Read a source with the reading stage alone."""
    return read_law(source, "bench", Report())


def synthetic_law(articles: int, seed: int = 0) -> str:
    """Return a law with chapters, 款 and 项 in the proportions of real ones."""
    lines = [f"某某条例之{seed}", "（2020年1月1日某某市第一届人民代表大会常务委员会第一次会议通过）"]
    for number in range(1, articles + 1):
        if number % 12 == 1:
            lines.append(f"第{format_numeral(number // 12 + 1)}章　监督管理")
        lines.append(f"第{format_numeral(number)}条　{_SENTENCE}")
        if number % 3 == 0:
            lines.append("有关主管部门应当按照职责分工，负责监督管理工作，并定期公布有关情况。")
        if number % 4 == 0:
            lines.append("违反本条例规定，有下列情形之一的，由主管部门责令改正，处一千元以上一万元以下罚款：")
            lines += [f"（{format_numeral(i)}）未按照规定办理登记、备案手续的；" for i in range(1, 5)]
    return "\n\n".join(lines)


def sources() -> list[Source]:
    """Return the laws to measure on."""
    paths = sorted(LAWS.glob("*.txt"))
    if paths:
        return [source for path in paths if (source := read_source(path, Report())) is not None]
    return [Source(f"synthetic-{i}", synthetic_law(50, i)) for i in range(400)]


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median CPU time of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def bench_speed(laws: Sequence[Source]) -> None:
    """Print the articles per second, and the time relative to a plain split.

    Measured with the cyclic garbage collector paused, as in every command, and with the interpreter's own settings.
    """
    count = sum(len(read(source).articles) for source in laws)
    plain = cpu_seconds(lambda: [PLAIN.split(source.text) for source in laws])
    with collector_paused():
        paused = cpu_seconds(lambda: [read(source) for source in laws])
    collect_as_before()
    default = cpu_seconds(lambda: [read(source) for source in laws])
    for settings, tree in (("as the commands read", paused), ("collector as Python sets it", default)):
        speed = f"{count / tree:,.0f} articles/s CPU, {tree / plain:.1f} × a plain split"
        print(f"{len(laws)} laws, {count} articles, {settings}: {speed}")


def bench_memory(laws: Sequence[Source]) -> None:
    """Print the peak memory of reading the largest law, relative to the size of its text in memory."""
    largest = max(laws, key=lambda source: len(source.text))
    size = sys.getsizeof(largest.text)
    tracemalloc.start()
    law = read(largest)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"largest text {size:,} bytes, {len(law.articles)} articles: peak {peak:,} bytes, ×{peak / size:.1f}")


def bench_pathological() -> None:
    """Print the time of pathological texts and of texts four times as long; about four times is linear."""
    shapes: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("one line", lambda n: "第一条 " + "甲应当依照规定办理，" * (n * 100_000)),
        ("articles on lines", lambda n: synthetic_law(min(99_999, n * 5_000))),
        ("articles in one line", lambda n: " ".join(f"第{format_numeral(i)}条 甲。" for i in range(1, n * 5_000))),
        ("nested brackets", lambda n: "某某条例\n第一条 " + "（一" * (n * 5_000) + "）" * (n * 5_000)),
        ("nested titles", lambda n: "某某条例\n" + "《" * (n * 5_000) + "》" * (n * 5_000) + "\n第一条 甲。"),
        ("lines without end", lambda n: "第一条 甲\n" + "乙\n" * (n * 20_000)),
        (
            "items",
            lambda n: "第一条 有下列情形：\n" + "\n".join(f"（{format_numeral(i)}）甲；" for i in range(1, n * 5_000)),
        ),
        (
            "items in one line",
            lambda n: "第一条 甲：" + "".join(f"（{format_numeral(i)}）甲；" for i in range(1, n * 5_000)),
        ),
    )
    for name, make in shapes:
        small, large = (cpu_seconds_once(Source(name, make(n))) for n in (1, 4))
        print(f"{name}: {small:.2f} s, four times the size {large:.2f} s, ×{large / max(small, 1e-3):.1f}")


def cpu_seconds_once(source: Source) -> float:
    """Return the CPU time of one reading."""
    start = time.process_time()
    read(source)
    return time.process_time() - start


if __name__ == "__main__":
    found = sources()
    bench_speed(found)
    bench_memory(found)
    bench_pathological()
