"""The same questions put to Sphinx's own index, as it ships (html_search_language = "zh"), at 1,000 articles.

python benches/bench_search_stock.py [--size 1000] [--queries 60]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_search import LAWS, chromium, draw_queries, plain, read_laws, take, to_index

CONF = (
    'project = "t"\nlanguage = "zh_CN"\nhtml_search_language = "zh"\nhtml_theme = "basic"\nhtml_copy_source = False\n'
)


def write_pages(folder: Path, texts: dict[str, str]) -> None:
    """A page per article, as plain text."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    names = [f"a{at}" for at in range(len(texts))]
    (folder / "index.rst").write_text("t\n=\n\n.. toctree::\n\n   " + "\n   ".join(names) + "\n", encoding="utf-8")
    for name, text in zip(names, texts.values(), strict=True):
        safe = "\n\n".join(line.translate({ord(c): f"\\{c}" for c in "\\*`|_:"}) for line in text.split("\n"))
        (folder / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{safe}\n", encoding="utf-8")


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
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch) / "source", Path(scratch) / "html"
        write_pages(source, texts)
        subprocess.run([sys.executable, "-m", "sphinx", "-qQ", source, out], check=True)  # noqa: S603
        size = sum(len(text.encode()) for text in texts.values())
        loaded = sum((out / name).stat().st_size for name in ("searchindex.js", "_static/language_data.js"))
        print(f"{'ratio':>12} {(out / 'searchindex.js').stat().st_size / size:12.3f}")
        print(f"{'KB':>12} {loaded / 1e3:12.3f}  loaded for every query")
        found = wanted = right = shown = 0
        with chromium() as browser:
            page = browser.new_page()
            errors: set[str] = set()
            page.on("pageerror", lambda error: errors.add(str(error).split("\n")[0]))
            for _, query, words in queries:
                truth = {f"a{n}" for n, text in enumerate(texts.values()) if all(w in plain(text) for w in words)}
                page.goto(f"{(out / 'search.html').as_uri()}?q={query.replace('%', '%25')}")
                page.wait_for_timeout(700)
                links = page.locator("#search-results li > a").evaluate_all("all => all.map(a => a.pathname)")
                hits = list(dict.fromkeys(Path(link).stem for link in links))
                found += len(truth & set(hits))
                wanted += len(truth)
                right += sum(hit in truth for hit in hits[:10])
                shown += len(hits[:10])
        print(f"{'queries':>12} {len(queries):12.3f}")
        print(f"{'recall':>12} {found / wanted:12.3f}")
        print(f"{'precision':>12} {right / shown if shown else 0:12.3f}  of {shown} shown on first pages")
        print(f"  errors in the page: {sorted(errors) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
