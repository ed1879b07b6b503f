"""A bundle beside the documentation: its files are on the site, under addresses that stay, with links to them."""

import hashlib
from io import StringIO

import pytest

from fatiao.building import build_html
from fatiao.diagnostics import FatiaoError
from fatiao.sphinx_ext.output.downloads import FOLDER
from tests.support.small_corpora import write_small_corpus, write_small_docs

CONTENT = {
    "fatiao-2021-07-08-html.zip": b"zip" * 400_000,
    "fatiao-2021-07-08-epub.epub": b"book",
    "fatiao-2021-07-08-yl-books-print.pdf": b"%PDF-",
}
GUIDE = "# 离线阅读\n\n```{law:guide} offline\n```\n"


@pytest.fixture
def project(tmp_path):
    write_small_corpus(tmp_path / "corpus")
    docs = write_small_docs(tmp_path / "docs")
    (docs / "guide").mkdir(exist_ok=True)
    (docs / "guide/offline.md").write_text(GUIDE, encoding="utf-8")
    index = docs / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + "\n```{toctree}\nguide/offline\n```\n", encoding="utf-8")
    settings = docs / "conf.py"
    settings.write_text(settings.read_text(encoding="utf-8") + '\nfatiao_bundle = "../dist"\n', encoding="utf-8")
    return tmp_path


def write_bundle(folder, content=CONTENT, **sums):
    folder.mkdir(exist_ok=True)
    for name, words in content.items():
        (folder / name).write_bytes(words)
    rows = (
        f"{sums.get(name.rpartition('.')[2]) or hashlib.sha256(w).hexdigest()}  {name}\n" for name, w in content.items()
    )
    (folder / "SHA256SUMS").write_text("".join(rows), encoding="utf-8")


def build(folder):
    built = build_html(folder / "docs", folder / "html", folder / "corpus", 1, False, StringIO())
    assert built.warnings == ""
    return folder / "html"


def test_the_files_of_a_bundle_are_offered_under_names_that_stay(project):
    write_bundle(project / "dist")
    html = build(project)
    names = {path.name for path in (html / FOLDER).iterdir()}
    assert names == {"fatiao-html.zip", "fatiao-epub.epub", "fatiao-yl-books-print.pdf", "SHA256SUMS"}
    assert (html / FOLDER / "fatiao-html.zip").read_bytes() == CONTENT["fatiao-2021-07-08-html.zip"]
    page = (html / "guide/offline.html").read_text(encoding="utf-8")
    assert f'href="../{FOLDER}fatiao-html.zip" download="fatiao-2021-07-08-html.zip">整个网站</a>' in page
    assert "1.2 MB" in page
    assert "1 KB" in page
    law = (html / "laws/yl-books/index.html").read_text(encoding="utf-8")
    assert f'<a href="../../{FOLDER}fatiao-yl-books-print.pdf">PDF</a>' in law
    assert ">PDF</a>" not in (html / "laws/yl-reading/index.html").read_text(encoding="utf-8")


def test_without_a_bundle_nothing_is_offered_and_what_was_is_gone(project):
    write_bundle(project / "dist")
    build(project)
    (project / "dist/SHA256SUMS").unlink()
    html = build(project)
    assert not (html / FOLDER).exists()
    assert FOLDER not in (html / "guide/offline.html").read_text(encoding="utf-8")
    assert ">PDF</a>" not in (html / "laws/yl-books/index.html").read_text(encoding="utf-8")


def test_a_newer_bundle_takes_the_place_of_the_older_one(project):
    write_bundle(project / "dist")
    build(project)
    write_bundle(project / "dist", {"fatiao-2022-01-01-html.zip": b"newer"})
    html = build(project)
    assert (html / FOLDER / "fatiao-html.zip").read_bytes() == b"newer"
    assert not (html / FOLDER / "fatiao-epub.epub").exists()
    assert "截至2022年1月1日" in (html / "guide/offline.html").read_text(encoding="utf-8")


def test_a_file_that_is_not_the_one_of_the_sums_stops_the_build(project):
    write_bundle(project / "dist", epub="0" * 64)
    with pytest.raises(FatiaoError, match="make the bundle again"):
        build(project)


def test_a_hostile_title_is_text_in_the_list(project):
    text = project / "corpus/yl-books/2020-03-01.txt"
    words = text.read_text(encoding="utf-8").replace("样例市图书管理条例", "样例市*图*书|管理`甲`[乙](x)条例", 1)
    text.write_text(words, encoding="utf-8")
    write_bundle(project / "dist")
    page = (build(project) / "guide/offline.html").read_text(encoding="utf-8")
    row = page[page.index("yl-books-print.pdf") :].partition("</tr>")[0]
    assert "样例市*图*书|管理`甲`[乙](x)条例》</a>" in row
    assert "PDF" in row
    assert "1 KB" in row
