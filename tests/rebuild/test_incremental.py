"""Incremental builds: a change rewrites only the pages that differ; without a change Sphinx does not start."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from fatiao.diagnostics import Report
from fatiao.language.numerals import format_numeral
from fatiao.pages.site_pages import emit_site
from fatiao.pipeline import build_site
from tests.conftest import ROOT
from tests.support.small_corpora import write_plain_docs, write_small_corpus
from tests.test_reproducible import differing, read_tree

BOOKS, READING = "corpus/yl-books/2020-03-01.txt", "corpus/yl-reading/2021-07-08.txt"
NOTES = """\
## 第二条

:::{{law:note}} 说明
:ground: 《样例市图书管理条例》第二条
{note}
:::
"""


def build(folder, output="html", *options):
    """Build the site; return True if Sphinx ran."""
    paths = ["--corpus", folder / "corpus", "--docs", folder / "docs", "--output", folder / output, *options]
    line = [sys.executable, "-m", "fatiao", "build", *map(str, paths)]
    kept = folder / output / f"../.{output.rpartition('/')[2]}-staging/whole.json"
    before = kept.stat().st_mtime_ns if kept.exists() else 0
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return kept.stat().st_mtime_ns != before


def times(folder):
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in (folder).rglob("*.html")}


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def built(tmp_path):
    write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    assert build(tmp_path)
    return tmp_path


def rewritten(folder):
    """Build, compare with a fresh build, and return the pages that were written."""
    staging = folder / ".html-staging/html"
    before, held = times(staging), read_tree(folder / "html")
    build(folder)
    after, now = times(staging), read_tree(folder / "html")
    build(folder, "fresh/html")
    assert differing(read_tree(folder / "fresh/html"), now) == []
    written = {name for name in after if after[name] != before.get(name)}
    differ = {name for name in differing(held, now) if name.endswith(".html")}
    assert differ <= written | (before.keys() - after.keys())
    return written, differ


@pytest.mark.slow
def test_without_a_change_sphinx_does_not_start(built):
    assert not build(built)
    page = built / "html/index.html"
    text = page.read_bytes()
    page.unlink()
    assert not build(built)
    assert page.read_bytes() == text
    assert build(built, "html", "--fresh")


@pytest.mark.slow
@pytest.mark.parametrize("touched", [BOOKS, "corpus/terms.toml", "docs/index.md", "docs/conf.py"])
def test_a_changed_input_is_detected(built, touched):
    with (built / touched).open("a", encoding="utf-8") as file:
        file.write("\n" if touched.endswith(("txt", "md")) else "\n# 说明\n")
    assert build(built)
    assert not build(built)


@pytest.mark.parametrize("written", ["docs/laws/yl-books/art-2.md", ".html-staging/html/laws/yl-books/art-2.html"])
def test_modified_output_is_repaired(built, written):
    text = (built / written).read_bytes()
    whole = read_tree(built / "html")
    (built / written).write_bytes(text + b"x")
    assert build(built)
    if written.endswith(".md"):
        assert (built / written).read_bytes() == text
        assert differing(whole, read_tree(built / "html")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["laws/yl-books/art-2.html", "laws/yl-books/yl-books.json", "laws/yl-books/terms.js", "search/l.js"]
)
def test_a_modified_published_file_is_repaired(built, name):
    """A published file may be a hard link to the staged one, so that the edit changes both."""
    whole = read_tree(built / "html")
    path = built / "html" / name
    write_to(path)
    assert build(built)
    assert differing(whole, read_tree(built / "html")) == []
    status = path.stat()
    write_to(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    build(built, "html", "--fresh")
    assert differing(whole, read_tree(built / "html")) == []


def write_to(path):
    with path.open("r+b") as file:
        file.write(b"?")


@pytest.mark.slow
def test_pages_are_hard_linked_only_if_no_extension_writes_them(built):
    page = "laws/yl-books/art-1.html"
    assert (built / ".html-staging/html" / page).samefile(built / "html" / page)
    with (built / "docs/conf.py").open("a", encoding="utf-8") as file:
        file.write("\ndef setup(app):\n    pass\n")
    build(built, "other/html")
    assert not (built / "other/.html-staging/html" / page).samefile(built / "other/html" / page)


@pytest.mark.slow
def test_an_edited_article_rewrites_the_pages_that_depend_on_it(built):
    change(
        built / BOOKS,
        "第三条 违反本条例第二条第二款第一项的，依照《样例市阅览办法》第二条处理。",
        "第三条 违反本条例的，予以警告。",
    )
    written, differ = rewritten(built)
    # the article, the law, the two articles that lose a backlink, the other law's page with its strip, the term's uses
    assert {"laws/yl-books/art-3.html", "laws/yl-books/art-2.html", "laws/yl-reading/art-2.html"} <= differ
    assert "laws/yl-reading/art-1.html" not in written
    assert "laws/yl-reading/art-3.html" not in written


@pytest.mark.slow
def test_an_edited_note_rewrites_its_page(built):
    (built / "corpus/yl-reading/notes.md").write_text(NOTES.format(note="供测试。"), encoding="utf-8")
    rewritten(built)
    change(built / "corpus/yl-reading/notes.md", "供测试。", "供测试一次。")
    written, _ = rewritten(built)
    assert "laws/yl-reading/art-2.html" in written
    assert not any(name.startswith("laws/yl-books/") for name in written)
    assert "laws/yl-reading/art-1.html" not in written


@pytest.mark.slow
def test_an_article_without_dependents_is_rewritten_alone(built):
    change(built / READING, "第三条 ", "第三条 在本市，")
    written, differ = rewritten(built)
    assert {name for name in written if "/art-" in name} == {"laws/yl-reading/art-3.html"}
    assert written == differ


@pytest.mark.slow
def test_needless_rendering_is_not_repeated(built):
    """Publishing gives a page rewritten with the same bytes the time of the older one."""
    pages = built / ".html-staging/doctrees/fatiao-pages-html.json"
    pages.unlink()
    assert build(built, "html", "--fresh")
    known = json.loads(pages.read_text(encoding="utf-8"))
    for _, group in known.values():
        for docname, (_, size, time) in group.items():
            stat = (built / f".html-staging/html/{docname}.html").stat()
            assert (stat.st_size, stat.st_mtime_ns) == (size, time), docname


def test_build_state_is_not_published(built):
    """Nor does Sphinx leave such files in its output, which is published unchanged."""
    assert (built / ".html-staging/html/search/.kept").is_file()
    assert not [path for path in (built / "html").rglob("*") if path.name.startswith(".")]
    line = [sys.executable, "-m", "sphinx", "-q", "-D", f"fatiao_corpus={built / 'corpus'}", "docs", "plain"]
    assert subprocess.run(line, cwd=built, check=False).returncode == 0
    assert (built / "plain/search/meta.js").is_file()
    assert not (built / "plain/search/.kept").exists()


@pytest.mark.parametrize("large", [False, True])
def test_a_cached_law_has_the_same_pages(large, tmp_path):
    if large:
        (tmp_path / "large").mkdir()
        articles = (f"第{format_numeral(n)}条 {'应当爱护公物。' * 60}" for n in range(1, 400))
        (tmp_path / "large/2020-01-01.txt").write_text("样例法\n" + "\n".join(articles) + "\n", encoding="utf-8")
    site = build_site(tmp_path if large else ROOT / "corpus", Report())
    pages, kept = dict(emit_site(site)), dict(emit_site(site, {entry.key for entry in site.entries}))
    assert list(kept) == list(pages)
    assert None not in pages.values()
    assert None in kept.values()
    assert any("/text-" in docname for docname in pages) == large


@pytest.mark.slow
def test_a_law_is_added_and_removed(built):
    other = built / "corpus/yl-third/2022-01-01.txt"
    other.parent.mkdir()
    other.write_text((built / READING).read_text(encoding="utf-8").replace("阅览办法", "借阅办法"), encoding="utf-8")
    assert build(built)
    page = built / "html/laws/yl-third/yl-third.txt"
    assert page.exists()
    shutil.rmtree(other.parent)
    rewritten(built)
    assert not page.exists()


@pytest.mark.slow
def test_a_version_is_added_and_removed(built):
    older = (built / READING).with_name("2010-01-01.txt")
    text = (built / READING).read_text(encoding="utf-8")
    older.write_text(text.replace("第三条 本办法自公布之日起施行。\n", ""), encoding="utf-8")
    rewritten(built)
    folder = built / "html/laws/yl-reading"
    assert (folder / "2010-01-01/index.html").exists()
    assert list((folder / "compare").glob("2010-01-01..*.json"))
    change(older, "办法", "规定")
    rewritten(built)
    older.unlink()
    rewritten(built)
    assert not (folder / "2010-01-01").exists()
    assert not (folder / "compare").exists()


def test_a_fresh_build_removes_stale_output(built):
    change(built / READING, "第三条 本办法自公布之日起施行。\n", "")
    page = built / "html/laws/yl-reading/art-3.html"
    assert page.exists()
    build(built, "html", "--fresh")
    assert not page.exists()


@pytest.mark.slow
def test_a_changed_date_updates_pages_that_name_the_law_by_it(built):
    cited = built / "html/laws/yl-reading/yl-reading.xml"
    assert "/2020-03-01/" in cited.read_text(encoding="utf-8")
    change(built / BOOKS, "2020年3月1日样例市", "2020年3月3日样例市")
    rewritten(built)
    assert "/2020-03-03/" in cited.read_text(encoding="utf-8")


@pytest.mark.slow
def test_changed_settings_rewrite_the_files_of_every_law(built):
    with (built / "docs/conf.py").open("a", encoding="utf-8") as file:
        file.write('\nhtml_baseurl = "https://example.org/fatiao/"\n')
    rewritten(built)
    assert "https://example.org/fatiao/" in (built / "html/laws/yl-reading/yl-reading.txt").read_text(encoding="utf-8")


def said_by_build(folder, *options):
    paths = ["--corpus", folder / "corpus", "--docs", folder / "docs", "--output", folder / "html", *options]
    line = [sys.executable, "-m", "fatiao", "build", *map(str, paths)]
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True).stderr


def test_warnings_are_repeated_by_the_next_build(built):
    with (built / "docs/index.md").open("a", encoding="utf-8") as home:
        home.write("\n[某页](nowhere.md)\n")
    first = said_by_build(built)
    assert "nowhere.md" in first
    again = said_by_build(built)
    assert "nowhere.md" in again
    assert "writing: " not in again  # Sphinx did not run


def test_many_findings_of_one_kind_are_summarised_by_every_build(built):
    change(
        built / READING,
        "第三条",
        "".join(f"第{format_numeral(n)}条 依照《无此法》第一条处理。\n" for n in range(3, 15)) + "第十五条",
    )
    for said in (said_by_build(built), said_by_build(built)):
        lines = [line for line in said.splitlines() if "warning[reference-unresolved]" in line]
        assert len(lines) == 6
        assert lines[-1] == "warning[reference-unresolved] 7 more, in 1 files; pass --all to list them"
    for said in (said_by_build(built, "--all"), said_by_build(built, "--all")):
        assert sum("warning[reference-unresolved]" in line for line in said.splitlines()) == 12
