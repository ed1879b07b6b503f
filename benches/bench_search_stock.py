"""Run the queries of ``bench_search`` on Sphinx's own index (html_search_language = "zh"), as shipped and repaired.

As shipped, Sphinx 9.0 writes ``Stemmer = ChineseStemmer`` without defining the class: every query ends in a
ReferenceError.  The repair defines a class that leaves words unchanged.  Words are segmented by jieba if it is
installed; otherwise the index holds no Chinese at all, and the first line of the output says so.

``build`` is the CPU time of feeding and writing the index; ``cold`` is the time from opening search.html?q=… to the
count of the results, because the page loads its index as it opens; ``warm`` is the query alone.  Snippets are not
counted: on file:// the page cannot load them.

    python -m benches.bench_search_stock [--size 1000] [--queries 240]
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benches.bench_search import LAWS, chromium, draw_queries, percentile, plain, read_laws, take, to_index

CONF = """\
project = "t"
language = "zh_CN"
html_search_language = "zh"
html_theme = "basic"
html_copy_source = False

import functools, pathlib, time
from sphinx.search import IndexBuilder
spent = [0.0]
def timed(method):
    @functools.wraps(method)
    def call(*args, **options):
        started = time.process_time()
        try:
            return method(*args, **options)
        finally:
            spent[0] += time.process_time() - started
    return call
for name in ("feed", "dump"):
    setattr(IndexBuilder, name, timed(getattr(IndexBuilder, name)))
def setup(app):
    app.connect("build-finished", lambda app, _: pathlib.Path(app.outdir, "spent").write_text(str(spent[0])), 999)
"""
MENDED = "globalThis.ChineseStemmer = class { stemWord(word) { return word; } };"
#: Records the time at which the summary above the results appears.
WATCHED = """new MutationObserver(() => {
  const summary = document.querySelector("#search-results .search-summary");
  if (summary?.textContent && !globalThis.shownAt) globalThis.shownAt = performance.now();
}).observe(document, { childList: true, subtree: true, characterData: true });"""
WARM = """query => {
  const start = performance.now();
  const found = Search._performSearch(...Search._parseQuery(query));
  return { ms: performance.now() - start, hits: found.reverse().map(([name]) => name) };
}"""


def write_pages(folder: Path, texts: dict[str, str]) -> None:
    """Write a Sphinx project with a page for each article, as plain text."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    names = [f"a{at}" for at in range(len(texts))]
    (folder / "index.rst").write_text("t\n=\n\n.. toctree::\n\n   " + "\n   ".join(names) + "\n", encoding="utf-8")
    for name, text in zip(names, texts.values(), strict=True):
        safe = "\n\n".join(line.translate({ord(c): f"\\{c}" for c in "\\*`|_:"}) for line in text.split("\n"))
        (folder / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{safe}\n", encoding="utf-8")


def ask(
    browser: Any, out: Path, queries: list[tuple[str, str, list[str]]], texts: dict[str, str], *, mended: bool
) -> None:
    """Print recall and precision of the queries, and their times."""
    found = wanted = right = shown = 0
    cold, warm, shares, heap = [], [], [], 0.0
    errors: set[str] = set()
    folded = [plain(text) for text in texts.values()]
    for _, query, words in queries:
        truth = {f"a{n}" for n, text in enumerate(folded) if all(word in text for word in words)}
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.add(str(error).split("\n")[0]))
        page.add_init_script(MENDED + WATCHED if mended else WATCHED)
        page.goto(f"{(out / 'search.html').as_uri()}?q={query.replace('%', '%25')}")
        hits: list[str] = []
        if mended:
            for _ in range(400):
                if page.evaluate("globalThis.shownAt"):
                    break
                page.wait_for_timeout(25)
            cold.append(page.evaluate("globalThis.shownAt") or float("inf"))
            asked = [page.evaluate(WARM, query) for _ in range(2)]
            warm.append(asked[1]["ms"])
            hits = list(dict.fromkeys(asked[1]["hits"]))
            heap = max(heap, page.evaluate("(gc(), performance.memory.usedJSHeapSize)") / 1e6)
        else:
            page.wait_for_timeout(1000)
            links = page.locator("#search-results li > a").evaluate_all("all => all.map(a => a.pathname)")
            hits = list(dict.fromkeys(Path(link).stem for link in links))
        page.close()
        shares.append(len(truth & set(hits)) / len(truth))
        found += len(truth & set(hits))
        wanted += len(truth)
        right += sum(hit in truth for hit in hits[:10])
        shown += len(hits[:10])
    print(f"{'queries':>12} {len(queries):12.3f}")
    print(f"{'recall':>12} {found / wanted:12.3f}  of all hits; mean of the queries {sum(shares) / len(shares):.3f}")
    print(f"{'precision':>12} {right / shown if shown else 0:12.3f}  of {shown} shown on first pages")
    if mended:
        for name, times in (("warm", warm), ("cold", cold)):
            print(f"{name:>12} {percentile(times, 0.95):12.3f}  (p50 {percentile(times, 0.5):.1f})")
        print(f"{'heap':>12} {heap:12.3f}")
    print(f"  errors in the page: {sorted(errors - {'Failed to fetch'}) or 'none'}")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    if not LAWS.is_dir():
        print("no ../shared/laws here: nothing measured")
        return 0
    seed = random.Random(5)  # noqa: S311
    documents, _, _ = to_index(take(read_laws(), options.size, seed))
    texts = {document.url: "\n".join(s.text for s in document.segments) for document in documents}
    queries = draw_queries([plain(text) for text in texts.values()], 240, seed)[: options.queries]
    print(
        f"  words are parted by {'jieba' if importlib.util.find_spec('jieba') else 'nothing: jieba is not installed'}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch) / "source", Path(scratch) / "html"
        write_pages(source, texts)
        subprocess.run([sys.executable, "-m", "sphinx", "-qQ", source, out], check=True)  # noqa: S603
        size = sum(len(text.encode()) for text in texts.values())
        loaded = sum((out / name).stat().st_size for name in ("searchindex.js", "_static/language_data.js"))
        print(f"{'articles':>12} {len(texts):12.3f}")
        print(f"{'ratio':>12} {(out / 'searchindex.js').stat().st_size / size:12.3f}")
        print(f"{'build MB/s':>12} {size / 1e6 / float((out / 'spent').read_text()):12.3f}")
        print(f"{'KB':>12} {loaded / 1e3:12.3f}  loaded for every query")
        with chromium() as browser:
            print("as it ships")
            ask(browser, out, queries[:20], texts, mended=False)
            print("mended")
            ask(browser, out, queries, texts, mended=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
