"""Measure terms: megabytes per second with 5,000 terms, articles per second for definitions and references together.

    python -m benches.bench_terms

Measured on the corpus, and on ../shared/laws if present; one core, the best of three runs, without the time to read.
The terms are the laws' own, filled up with made-up ones that are drawn with a seed from the text of the laws.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import Report
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.references.find import find_references
from fatiao.linking.terms.find import build_term_index, find_term_uses
from fatiao.model.corpus import CuratedTerm
from fatiao.model.law import Law
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "laws"
TERMS = 5_000
#: The limits of issue 4.
LIMITS = {"MB/s": 10, "articles/s": 4_000}


def read_laws(paths: Sequence[tuple[str, Path]]) -> list[Law]:
    """Return the laws of pairs of a work and its file."""
    laws = []
    for work, path in paths:
        source = read_source(path, Report())
        if source is not None:
            laws.append(read_law(source, work, Report()))
    return laws


def best(run: Callable[[], object]) -> float:
    """Return the CPU seconds of the best of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def made_up_terms(laws: Sequence[Law], count: int) -> list[CuratedTerm]:
    """Return terms of four to eight characters from the laws' text: one in ten as printed, the others recombined."""
    draw = random.Random(7)  # noqa: S311
    texts = [article.text for law in laws for article in law.articles if len(article.text) > 40]
    works = tuple(law.work for law in laws)
    names: set[str] = set()
    while len(names) < count:
        text, other = draw.choice(texts), draw.choice(texts)
        at, there = draw.randrange(len(text) - 8), draw.randrange(len(other) - 8)
        printed = len(names) % 10 == 0
        name = text[at : at + draw.randint(4, 8)] if printed else text[at : at + 3] + other[there : there + 3]
        if all("\u4e00" <= c <= "\u9fff" for c in name):
            names.add(name)
    return [CuratedTerm(name, "", "", "", (), works) for name in sorted(names)]


def measure(name: str, laws: Sequence[Law], curated: Sequence[CuratedTerm]) -> None:
    """Print the figures of some laws, with their limits."""
    articles = sum(len(law.articles) for law in laws)
    size = sum(len(a.text.encode()) for law in laws for a in law.articles) / 1e6
    definitions = {law.work: find_definitions(law, Report()) for law in laws}
    missing = TERMS - len(build_term_index(laws, definitions, curated).names)
    index = build_term_index(laws, definitions, [*curated, *made_up_terms(laws, missing)])
    uses = sum(len(find_term_uses(law, index)) for law in laws)
    scanning = best(lambda: [find_term_uses(law, index) for law in laws])
    defining = best(lambda: [find_definitions(law, Report()) for law in laws])
    linking = best(lambda: [find_references(law, definitions[law.work], (), Report()) for law in laws])
    print(f"{name}: {len(laws)} laws, {articles} articles, {size:.2f} MB, {len(index.names)} names, {uses} uses")
    print(f"  term uses     {size / scanning:8.1f} MB/s         (limit {LIMITS['MB/s']})")
    print(f"  definitions   {articles / defining:8.0f} articles/s")
    print(f"  with references {articles / (defining + linking):6.0f} articles/s   (limit {LIMITS['articles/s']})")


def main() -> None:
    """Measure the corpus, and the shared laws if present."""
    corpus = read_corpus(ROOT / "corpus", Report())
    measure("corpus", read_laws([(w.id, Path(w.versions[-1].path)) for w in corpus.works]), corpus.terms)
    if SHARED.is_dir():
        measure("shared laws", read_laws([(p.stem, p) for p in sorted(SHARED.glob("*.txt"))]), ())


if __name__ == "__main__":
    main()
