"""Measure references: articles per second, and the growth of the time on odd input.

    python -m benches.bench_linking

Measured on the corpus, and on ../shared/laws if present; one core, the best of three runs, without the time to read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.references.find import find_references
from fatiao.model.law import Article, Front, Law, Number, Paragraph, Passage, Source, Span
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "laws"
#: The limit of issue 4, for definitions and references together.
ARTICLES_PER_SECOND = 4_000
#: Most times longer that a text of twice the length may take; 2 is linear, 4 quadratic.
GROWTH = 3.0
ODD = (
    "第一、",
    "第一条、",
    "第一条第",
    "《",
    "《甲",
    "《甲》",
    "“前款",
    "（一）",
    "刑法",
    "违反第一项",
    "修改为：“",
    "该条",
    "甲\n",
    "第一条至",
)


def best(run: Callable[[], object]) -> float:
    """Return the CPU seconds of the best of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def read_all(paths: Sequence[Path]) -> list[Law]:
    """Return the laws of the files that can be read."""
    sources = (read_source(path, Report()) for path in paths)
    return [read_law(source, "a-law", Report()) for source in sources if source is not None]


def link(laws: Sequence[Law]) -> int:
    """Find the definitions and references of all laws; return the number of references."""
    return sum(len(find_references(law, find_definitions(law, Report()), (), Report())) for law in laws)


def of_one_article(text: str) -> Law:
    """Return a law that amends another one and has a single article."""
    article = Article(Number(1), "第一条", Span(0, 0), (Paragraph(1, Passage(text, ())),))
    return Law("a-law", Source("a.txt", text), Front(title=Passage("刑法修正案", ())), (), (article,))


def growth(piece: str) -> float:
    """Return how many times longer 40,000 characters of a repeated piece take than 20,000."""
    short, long = (of_one_article(piece * (size // len(piece))) for size in (20_000, 40_000))
    return best(lambda: find_references(long, (), (), Report())) / best(
        lambda: find_references(short, (), (), Report())
    )


def main() -> int:
    """Print the figures; return 1 if one misses its limit."""
    sets = {"corpus": sorted((ROOT / "corpus").glob("*/*.txt"))}
    if SHARED.is_dir():
        sets["../shared/laws"] = sorted(SHARED.glob("*.txt"))
    missed = 0
    for name, paths in sets.items():
        laws = read_all(paths)
        articles = sum(len(law.articles) for law in laws)
        rate = articles / best(lambda laws=laws: link(laws))  # type: ignore[misc]
        missed += rate < ARTICLES_PER_SECOND
        print(f"{name}: {len(laws)} laws, {articles} articles, {link(laws)} references: {rate:,.0f} articles/s")
    worst = max((growth(piece), piece) for piece in ODD)
    missed += worst[0] > GROWTH
    print(f"odd input: twice the text takes at most {worst[0]:.1f} times as long ({worst[1]!r})")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
