"""Every Sphinx builder builds a corpus together with a project's own documents, without dead links."""

import json
import os
import subprocess
import sys

import pytest

from fatiao.diagnostics import Report
from fatiao.pipeline import build_site
from fatiao.sphinx_ext.output.search import search_input
from tests.support.crawl import dead_links
from tests.support.small_corpora import write_plain_docs, write_small_corpus
from tests.test_reproducible import differing, read_tree

HOME = """\
# 样例

```{law:search}
```

```{law:pages}
```

```{law:cards}
```

[第一条](laws/yl-books/art-1.md) {doc}`laws/yl-reading/art-2` {law:ref}`第二条 <yl-books:art_2__para_2>`

```{toctree}
own
pack
laws/yl-reading/index
```
"""
PACK = """\
# 我的条文

```{law:pack}
```
"""
OWN = """\
Eigenes
=======

:law:ref:`yl-books:art_2` :law:term:`图书` :doc:`laws/yl-books/index`

.. toctree::

   laws/yl-books/index
"""


LEDGER = {
    "format": 1,
    "redirects": {
        "laws/old/art-1.html": "laws/yl-books/art-1.html",
        "laws/yl-books/art-1.html#gone": "laws/yl-books/art-2.html#para-1",
    },
    "tombstones": {"laws/old/index.html": "重复收录。", "laws/yl-books/art-1.html#away": "误录。"},
}


def lay_out(folder):
    """Write a corpus, and a project whose documents link to generated pages in every possible way."""
    write_small_corpus(folder / "corpus")
    (folder / "corpus/permalinks.json").write_text(json.dumps(LEDGER), encoding="utf-8")
    docs = write_plain_docs(folder / "docs")
    (docs / "index.md").write_text(HOME, encoding="utf-8")
    (docs / "own.rst").write_text(OWN, encoding="utf-8")
    (docs / "pack.md").write_text(PACK, encoding="utf-8")
    return folder


def run(folder, builder, *options, output="out"):
    line = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", f"doctrees-{output}"]
    line += ["-D", f"fatiao_corpus={folder / 'corpus'}", *options, "docs", output]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


def build(folder, builder, *options, output="out"):
    done = run(folder, builder, "-W", "--keep-going", *options, output=output)
    assert done.returncode == 0, done.stderr
    return folder / output


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_site_has_no_dead_links(builder, tmp_path):
    out = build(lay_out(tmp_path), builder)
    assert dead_links(out) == []
    page = out / ("own/index.html" if builder == "dirhtml" else "own.html")
    ending = "/" if builder == "dirhtml" else ".html"
    folder = "../" if builder == "dirhtml" else ""
    for target in (f"art-2{ending}", f"terms/tu-shu-b383{ending}"):
        assert target in page.read_text(encoding="utf-8"), target
    assert f'href="{folder}laws/yl-books/' in page.read_text(encoding="utf-8")
    assert (out / "laws/yl-books/yl-books.json").is_file()
    assert (out / "search/meta.js").is_file()
    pack = (out / ("pack/index.html" if builder == "dirhtml" else "pack.html")).read_text(encoding="utf-8")
    assert f'data-root="{folder}" data-base=' in pack
    assert f'data-term="terms/SLUG{ending}"' in pack
    home, search = (out / name for name in ("index.html", f"search{folder and '/index'}.html"))
    assert f'action="search{ending}"' in home.read_text(encoding="utf-8")
    assert f'href="pack{ending}"' in home.read_text(encoding="utf-8")
    assert f'action="{"./" if folder else "search.html"}"' in search.read_text(encoding="utf-8")
    law = out / "laws/old"
    moved = (law / ("art-1/index.html" if folder else "art-1.html")).read_text(encoding="utf-8")
    assert f'href="{folder}../yl-books/art-1{ending}"' in moved
    assert "重复收录" in (law / "index.html").read_text(encoding="utf-8")
    article = out / "laws/yl-books" / ("art-1/index.html" if folder else "art-1.html")
    assert f'href="{folder}art-2{ending}#para-1"' in article.read_text(encoding="utf-8")


def test_search_results_use_the_urls_of_the_builder(tmp_path):
    site = build_site(write_small_corpus(tmp_path / "corpus"), Report())
    documents, laws, terms = search_input(site, lambda docname: f"{docname.removesuffix('index')}/".replace("//", "/"))
    urls = {found.url for found in (*documents, *laws, *terms)}
    assert {"laws/yl-books/", "laws/yl-books/art-2/", "terms/tu-shu-b383/"} <= urls
    assert not [url for url in urls if url.endswith(".html")]


@pytest.mark.slow
def test_json_contains_the_pages(tmp_path):
    out = build(lay_out(tmp_path), "json")
    page = json.loads((out / "laws/yl-books/art-2.fjson").read_text(encoding="utf-8"))
    assert page["title"] == "第二条 样例市图书管理条例"
    assert 'id="para-2-item-1"' in page["body"]
    assert page["next"]["title"] == "第三条"


@pytest.mark.slow
def test_an_epub_has_the_pages_and_no_dead_link(tmp_path):
    out = build(lay_out(tmp_path), "epub", "-D", "version=1", "-D", "copyright=2020")
    assert "是指供人阅读的出版物" in (out / "laws/yl-books/art-2.xhtml").read_text(encoding="utf-8")
    assert dead_links(out, ".xhtml") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("builder", "file", "words"),
    [
        ("text", "laws/yl-books/art-2.txt", "是指供人阅读的出版物"),
        ("xml", "laws/yl-books/art-2.xml", "是指供人阅读的出版物"),
        ("gettext", "laws.pot", "是指供人阅读的出版物"),
        ("latex", "fatiao.tex", "是指供人阅读的出版物"),
        ("man", "fatiao.1", "是指供人阅读的出版物"),
        ("texinfo", "fatiao.texi", "是指供人阅读的出版物"),
        ("linkcheck", "output.txt", ""),
    ],
)
def test_other_builders_read_the_emitted_pages(builder, file, words, tmp_path):
    out = build(lay_out(tmp_path), builder, "-D", "project=fatiao")
    (path,) = (path for path in out.rglob("*") if path.match(file))
    assert words in path.read_text(encoding="utf-8")


def test_singlehtml_is_refused(tmp_path):
    done = run(lay_out(tmp_path), "singlehtml")
    assert done.returncode
    assert "the singlehtml builder cannot hold a corpus" in done.stderr


@pytest.mark.slow
def test_builders_share_an_environment(tmp_path):
    """The generated pages are documents for one builder, but not for the other."""
    lay_out(tmp_path)
    for builder in ("html", "text", "html"):
        build(tmp_path, builder, "-d", "shared", output=builder)
    build(tmp_path, "html", output="fresh")
    assert differing(read_tree(tmp_path / "fresh"), read_tree(tmp_path / "html")) == []


@pytest.mark.slow
def test_two_processes_write_what_one_writes(tmp_path):
    lay_out(tmp_path)
    for number in range(3, 14):
        copy = tmp_path / f"corpus/yl-copy-{number}/2021-07-08.txt"
        copy.parent.mkdir()
        text = (tmp_path / "corpus/yl-reading/2021-07-08.txt").read_text(encoding="utf-8")
        copy.write_text(text.replace("阅览办法", f"阅览{'一' * number}办法"), encoding="utf-8")
    build(tmp_path, "html", output="one")
    build(tmp_path, "html", "-j", "2", output="two")
    assert differing(read_tree(tmp_path / "one"), read_tree(tmp_path / "two")) == []


@pytest.mark.slow
def test_a_plain_build_detects_an_edited_law_and_writes_nothing_else(tmp_path):
    out = build(lay_out(tmp_path), "html")
    law = tmp_path / "corpus/yl-reading/2021-07-08.txt"
    law.write_text(law.read_text(encoding="utf-8").replace("应当爱护", "应当爱惜"), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in out.rglob("art-*.html")}
    build(tmp_path, "html")
    changed = {path.relative_to(out).as_posix() for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed == {"laws/yl-reading/art-2.html"}
    assert "应当爱惜" in (out / "laws/yl-reading/art-2.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_key_of_an_unchanged_law_is_the_same_in_every_process(tmp_path):
    lay_out(tmp_path)
    for name in ("cite", "data"):
        (tmp_path / f"docs/guide/{name}.md").parent.mkdir(exist_ok=True)
        (tmp_path / f"docs/guide/{name}.md").write_text("---\norphan: true\n---\n\n# 说明\n", encoding="utf-8")
    keys = set()
    for seed in ("1", "2", "3"):
        line = [sys.executable, "-m", "sphinx", "-q", "-D", f"fatiao_corpus={tmp_path / 'corpus'}", "docs", "out"]
        subprocess.run(line, cwd=tmp_path, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        known = json.loads((tmp_path / "out/.doctrees/fatiao-pages-html.json").read_text(encoding="utf-8"))
        keys.add(known["yl-books"][0])
    assert len(keys) == 1


@pytest.mark.slow
def test_a_modified_page_is_rewritten(tmp_path):
    out = build(lay_out(tmp_path), "html")
    page = out / "laws/yl-reading/art-2.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:500])
    (out / "laws/yl-reading/art-3.html").unlink()
    build(tmp_path, "html")
    assert page.read_bytes() == whole
    assert (out / "laws/yl-reading/art-3.html").is_file()


def test_without_a_corpus_the_extension_changes_nothing(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n\n```{toctree}\nother\n```\n\nA **word**.\n", encoding="utf-8")
    (docs / "other.rst").write_text("Other\n=====\n\n.. _para-1:\n\nPart\n----\n\nText.\n", encoding="utf-8")
    plain = 'extensions = ["myst_parser", "sphinx_design"]\nhtml_theme = "furo"\n'
    for name, conf in (("without", plain), ("with", f'{plain}extensions.append("fatiao.sphinx_ext")\n')):
        (docs / "conf.py").write_text(conf, encoding="utf-8")
        line = [sys.executable, "-m", "sphinx", "-q", "-E", "docs", name]
        subprocess.run(line, cwd=tmp_path, check=True)
    with_it, without = read_tree(tmp_path / "with"), read_tree(tmp_path / "without")
    differ = {name for name in differing(with_it, without) if not name.startswith(".doctrees/")}
    assert differ <= {".buildinfo", "searchindex.js"}  # these name the versions of the extensions
    assert differing(*({"": tree["searchindex.js"].partition(b'"envversion"')[0]} for tree in (with_it, without))) == []
