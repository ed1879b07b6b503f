"""Measure search over 1k, 10k and 50k articles of ../shared/laws: recall, precision, time, and loaded bytes.

The queries are drawn from the text with a seed; the truth is a plain substring search of the text (NFKC, lower case).
Everything runs in Chromium from file://.  There are fewer than 50,000 real articles: the rest are made of sentences
drawn from the real ones, under other titles.

``empty`` is the time to load an empty script, which shows how busy the machine is.  A cold query loads some fifteen
scripts.

    python -m benches.bench_search [--sizes 1000,10000,50000] [--speed]
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fatiao.language.numerals import parse_numeral
from fatiao.search.index import SearchDocument, SearchLaw, SearchName, SearchSegment, build_index
from fatiao.sphinx_ext.output.scripts import SEARCH_PAGE_SCRIPT, published_scripts

HERE = Path(__file__).resolve().parents[1]
LAWS = HERE.parent / "shared" / "laws"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--enable-precise-memory-info",
         "--js-flags=--expose-gc"]  # fmt: skip
ARTICLE = re.compile(
    r"^[ \u3000]*(第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?)[ \u3000]*", re.M
)
DIVISION = re.compile(r"^第[一二三四五六七八九十百]+[编章节][ \u3000]*.*$", re.M)
DEFINED = re.compile(r"(?:以下(?:简称|统称)|所称)[“\"]?([\u4e00-\u9fff]{2,10})[”\")）,，]")
PROVINCES = [
    "河北", "山西", "辽宁", "吉林", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃",
]  # fmt: skip
#: The limits of issue 5.
LIMITS = {"ratio": 1.0, "build MB/s": 1.0, "recall": 1.0, "precision": 1.0, "jump": 0.99, "KB": 250, "warm": 20,
          "cold": 150, "heap": 60}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A law: its title, and the number, label and lines of every article."""

    title: str
    articles: list[tuple[str, str, list[str]]]


def read_laws() -> list[Text]:
    """Return the laws, one for each title."""
    found: dict[str, Text] = {}
    for path in sorted(LAWS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        title = text.strip().split("\n")[0].strip()
        labels = list(ARTICLE.finditer(text))
        articles: dict[str, tuple[str, str, list[str]]] = {}
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            body = DIVISION.sub("", text[label.end() : following.start() if following else len(text)])
            number = str(parse_numeral(label[2])) + (f"-{parse_numeral(label[3])}" if label[3] else "")
            lines = [line.strip() for line in body.split("\n") if line.strip()]
            articles.setdefault(number, (number, label[1], lines))
        if articles and title not in found:
            found[title] = Text(title, list(articles.values()))
    return list(found.values())


def take(laws: list[Text], size: int, seed: random.Random) -> list[Text]:
    """Return laws with ``size`` articles in all: real ones in random order, then synthetic ones."""
    laws = seed.sample(laws, len(laws))
    sentences = [s for law in laws for _, _, lines in law.articles for s in re.findall(r"[^。]+。?", "".join(lines))]
    out: list[Text] = []
    left, at = size, 0
    while left > 0:
        law = laws[at % len(laws)]
        if at >= len(laws):
            made = [(n, label, [_redraw(line, sentences, seed) for line in lines]) for n, label, lines in law.articles]
            name = law.title.removeprefix("中华人民共和国")
            law = Text(f"{PROVINCES[at // len(laws)]}省{name}", made)
        out.append(Text(law.title, law.articles[:left]))
        left -= len(out[-1].articles)
        at += 1
    return out


def _redraw(line: str, sentences: list[str], seed: random.Random) -> str:
    return "".join(seed.choice(sentences) for _ in range(line.count("。") or 1))


def to_index(laws: list[Text]) -> tuple[list[SearchDocument], list[SearchLaw], list[SearchName]]:
    """Return the laws as input of the index, with the terms that a simple pattern finds."""
    documents, rows = [], []
    terms: dict[str, list[str]] = {}
    for at, law in enumerate(laws):
        base = f"laws/law-{at}/"
        rows.append(SearchLaw(f"law-{at}", law.title, f"{base}index.html", "法律" if "共和国" in law.title else "其他"))
        for number, label, lines in law.articles:
            url = f"{base}art-{number}.html"
            segments = tuple(SearchSegment(f"para-{n}", line) for n, line in enumerate(lines, 1))
            documents.append(SearchDocument(f"law-{at}", number, label, url, segments))
            for term in DEFINED.findall("".join(lines)):
                terms.setdefault(term, []).append(url)
    return documents, rows, [SearchName(t, f"terms/t-{n}.html", "", tuple(u)) for n, (t, u) in enumerate(terms.items())]


def plain(text: str) -> str:
    """Return a text as the plain substring search compares it."""
    return unicodedata.normalize("NFKC", text).lower()


def words_of(text: str) -> str:
    """Return a text as a query is compared with it: plain text without punctuation, line by line."""
    return "\n".join("".join(re.findall(r"[^\W_]+", line)) for line in plain(text).splitlines())


def draw_queries(texts: list[str], count: int, seed: random.Random) -> list[tuple[str, str, list[str]]]:
    """Draw queries from runs of the text: the kind, the query, and the strings that an article must contain."""
    runs = [run for text in seed.sample(texts, min(len(texts), 4000)) for run in re.findall(r"[^\W_]+", text)]
    lengths = {"1": (1, 1), "2": (2, 2), "3-4": (3, 4), "5-8": (5, 8), "9-25": (9, 25)}
    drawn: list[tuple[str, str, list[str]]] = []

    def piece(low: int, high: int) -> str:
        while True:
            run, size = seed.choice(runs), seed.randint(low, high)
            # 第15条 also matches 第十五条, which a substring search does not find.
            if len(run) >= size and "第" not in run:
                at = seed.randrange(len(run) - size + 1)
                return run[at : at + size]

    while len(drawn) < count:
        kind = seed.choice([*lengths, "2 words", "phrase", "digits"])
        if kind in lengths:
            word = piece(*lengths[kind])
            drawn.append((kind, word, [word]))
        elif kind == "2 words":
            words = re.findall(r"[^\W_]{2,4}", seed.choice(texts))
            if len(words) > 1 and not any("第" in word for word in words):
                pair = seed.sample(words, 2)
                drawn.append((kind, " ".join(pair), pair))
        elif kind == "phrase":
            text = seed.choice(texts)
            at = seed.randrange(len(text))
            phrase = text[at : at + 12].strip()
            if re.search(r"\w[^\w\s]+\w", phrase) and not re.search(r"[\"“”‘’'\s]", phrase):
                drawn.append((kind, f'"{phrase}"', [phrase]))
        else:
            found = re.findall(r"[0-9a-z]+", seed.choice(texts))
            if found:
                drawn.append((kind, found[0], [found[0]]))
    return drawn


HARNESS = """<!doctype html><html><meta charset="utf-8"><script>
globalThis.fatiaoPage = { say: (words) => words };
globalThis.fatiaoSearch = { root: "./" };
</script>
<script src="page.js"></script>
<script>
const names = [], load = fatiaoSearch.loadScript;
fatiaoSearch.loadScript = (url) => (names.push(url.replace(/.*search\\/|\\?.*/g, "")), load(url));
const page = (hit) => hit.url.replace(/.*laws\\//, "laws/").replace(/[?#].*/, "");
async function all(query) {
  const found = await fatiaoSearch.search(query, { size: Infinity });
  return { hits: found.hits.map(page), jumps: found.jumps.map(page), count: found.count, direct: found.direct };
}
async function empty() {
  const start = performance.now();
  await load(new URL("empty.js", location.href).href);
  return performance.now() - start;
}
async function timed(query) {
  const start = performance.now();
  const found = await fatiaoSearch.search(query, {});
  return { ms: performance.now() - start, hits: found.hits.map(page), names: names.splice(0) };
}
fatiaoSearch.open("./").catch(() => {}); fatiaoSearch.forget(); names.length = 0;
</script></html>"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium and yield the browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def lay_out(folder: Path, files: dict[str, str]) -> dict[str, int]:
    """Write the index and the harness; return the size of every index file in bytes."""
    (folder / "search").mkdir(parents=True)
    for name, text in files.items():
        (folder / "search" / name).write_text(text, encoding="utf-8")
    (folder / "page.js").write_bytes(published_scripts()[SEARCH_PAGE_SCRIPT])
    (folder / "harness.html").write_text(HARNESS, encoding="utf-8")
    (folder / "empty.js").write_text("", encoding="utf-8")
    return {name: len(text.encode()) for name, text in files.items()}


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(laws: list[Text], folder: Path, seed: random.Random, *, accuracy: bool) -> dict[str, float]:
    """Build an index of the laws and measure all figures."""
    documents, rows, terms = to_index(laws)
    size = sum(len(segment.text.encode()) for document in documents for segment in document.segments)
    started = time.process_time()
    files = dict(build_index(documents, rows, terms).files)
    built = time.process_time() - started
    sizes = lay_out(folder, files)
    out: dict[str, float] = {"articles": len(documents), "MB": size / 1e6, "ratio": sum(sizes.values()) / size,
                             "build MB/s": size / 1e6 / built}  # fmt: skip
    texts = {document.url: words_of("\n".join(s.text for s in document.segments)) for document in documents}
    queries = draw_queries(list(texts.values()), 240, seed)
    with chromium() as browser:
        page = browser.new_page()
        page.goto((folder / "harness.html").as_uri())
        if accuracy:
            page.evaluate("fatiaoSearch.store.keep = Infinity")  # long lists would load every block many times
            out |= _accuracy(page, queries, texts) | _jumps(page, documents, rows, seed)
            page.close()
            page = browser.new_page()
            page.goto((folder / "harness.html").as_uri())
        out |= _speed(browser, page, queries, sizes, folder)
    return out


def _accuracy(page: Any, queries: list[tuple[str, str, list[str]]], texts: dict[str, str]) -> dict[str, float]:
    found = wanted = right = shown = 0
    for kind, query, words in queries:
        truth = {url for url, text in texts.items() if all(word in text for word in words)}
        hits = page.evaluate("query => all(query)", query)["hits"]
        if set(hits) != truth:
            print(
                f"  {kind} {query!r}: missed {len(truth - set(hits))}, false {len(set(hits) - truth)} of {len(truth)}"
            )
        found += len(truth & set(hits))
        wanted += len(truth)
        right += sum(url in truth for url in hits[:10])
        shown += len(hits[:10])
    return {"queries": len(queries), "recall": found / wanted, "precision": right / shown}


def _jumps(page: Any, documents: list[SearchDocument], rows: list[SearchLaw], seed: random.Random) -> dict[str, float]:
    titles = {law.id: law.title for law in rows}
    right = 0
    drawn = seed.sample(documents, 300)
    for at, document in enumerate(drawn):
        title, number = titles[document.law], document.number
        plain_number = number.replace("-", "之")
        query = [f"{title} {document.label}", f"{title}{plain_number}", f"《{title}》{document.label}",
                 f"{title} 第{plain_number}"][at % 4]  # fmt: skip
        jumps = page.evaluate("query => all(query)", query)["jumps"]
        right += bool(jumps) and jumps[0] == document.url
        if not jumps or jumps[0] != document.url:
            print(f"  jump {query!r}: {jumps[:1]}, not {document.url}")
    return {"jump": right / len(drawn)}


def _speed(
    browser: Any, page: Any, queries: list[tuple[str, str, list[str]]], sizes: dict[str, int], folder: Path
) -> dict[str, float]:
    asked = [query for _, query, _ in queries]
    warm = []
    for before, query in zip([asked[-1], *asked], asked, strict=False):
        # Load the files of the query, then run another query in between.
        for each in (query, before):
            page.evaluate("query => timed(query)", each)
        warm.append(page.evaluate("query => timed(query)", query)["ms"])
    page.evaluate("gc()")
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    cold, loaded, empty = [], [], []
    for query in asked[:80]:
        fresh = browser.new_page()
        fresh.goto((folder / "harness.html").as_uri())
        fresh.wait_for_timeout(300)  # let the page settle, as before a reader begins to type
        result = fresh.evaluate("query => timed(query)", query)
        empty.append(fresh.evaluate("empty()"))
        fresh.close()
        cold.append(result["ms"])
        loaded.append(sum(sizes.get(name, 0) for name in set(result["names"])) / 1e3)
    return {"KB": max(loaded), "KB p50": percentile(loaded, 0.5), "warm": percentile(warm, 0.95),
            "warm p50": percentile(warm, 0.5), "cold": percentile(cold, 0.95), "cold p50": percentile(cold, 0.5),
            "empty p50": percentile(empty, 0.5), "heap": heap}  # fmt: skip


def verdict(name: str, value: float) -> str:
    """Return the words that tell whether a figure keeps its limit; empty if it has none."""
    limit = LIMITS.get(name)
    if limit is None:
        return ""
    more_is_better = name in {"build MB/s", "recall", "precision", "jump"}
    return f"  {'ok' if (value >= limit if more_is_better else value <= limit) else 'MISSED'} ({limit})"


def main() -> int:
    """Print the figures; return 1 if one misses its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,50000")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--speed", action="store_true", help="only sizes and times")
    options = parser.parse_args()
    if not LAWS.is_dir():
        print("no ../shared/laws here: nothing measured")
        return 0
    laws = read_laws()
    missed = False
    for size in map(int, options.sizes.split(",")):
        seed = random.Random(options.seed)  # noqa: S311
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(take(laws, size, seed), Path(folder), seed, accuracy=not options.speed)
        for name, value in figures.items():
            note = verdict(name, value)
            missed |= "MISSED" in note
            print(f"{name:>12} {value:12.3f}{note}", flush=True)
        print()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
