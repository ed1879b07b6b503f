"""Builds are reproducible: in another folder, in parallel, at another time, and incrementally."""

import os
import re
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT
from tests.support.small_corpora import write_small_corpus, write_small_docs

EPOCH = "1700000000"


def run(command, folder, docs, *options, **environment):
    paths = ["--corpus", folder / "corpus", "--docs", folder / docs]
    env = os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | environment
    line = [sys.executable, "-m", "fatiao", command, *map(str, [*paths, *options])]
    done = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr


def read_tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def differing(left, right):
    return sorted(n for n in left.keys() | right.keys() if left.get(n) != right.get(n))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("the-first-of-two-places")
    write_small_corpus(folder / "corpus")
    write_small_docs(folder / "docs")
    run("build", folder, "docs", "--output", folder / "html", "--jobs", "1", TZ="UTC", USER="reader-of-this-test")
    run("bundle", folder, "docs", "--output", folder / "dist", "--jobs", "1", "--no-pdf", PYTHONHASHSEED="1")
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    folder = tmp_path_factory.mktemp("second") / "a longer way" / "to it"
    write_small_corpus(folder / "corpus")
    write_small_docs(folder / "other docs")
    environment = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C", "USER": "somebody", "HOME": str(folder)}
    options = ("--output", folder / "dist", "--jobs", "2", "--no-pdf")
    run("bundle", folder, "other docs", *options, **environment)
    return folder


@pytest.mark.slow
def test_two_folders_and_two_numbers_of_jobs_give_the_same_bundle(first, second):
    left, right = read_tree(first / "dist"), read_tree(second / "dist")
    assert len(left) == 3
    assert differing(left, right) == []


@pytest.mark.slow
def test_the_bundle_is_the_built_site(first, tmp_path):
    (name,) = (first / "dist").glob("*-html.zip")
    with zipfile.ZipFile(name) as opened:
        assert {e.date_time for e in opened.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        opened.extractall(tmp_path)
    assert differing(read_tree(first / "html"), read_tree(tmp_path / name.name.removesuffix("-html.zip"))) == []


@pytest.mark.slow
def test_no_file_names_the_machine(first):
    said = re.compile(rb"(?i)/tmp/|/home/|\\Users\\|file:/{3}")
    names = [os.fsencode(first.name), os.fsencode(str(ROOT)), b"reader-of-this-test"]
    for name, content in read_tree(first / "html").items():
        assert not said.search(content), name
        assert not any(word in content for word in names), name


@pytest.mark.slow
def test_incremental_builds_equal_a_fresh_build(first, tmp_path):
    """Change metadata, a law and a term: dependent pages are updated, and removed pages disappear."""
    corpus = write_small_corpus(tmp_path / "corpus")
    write_small_docs(tmp_path / "docs")
    run("build", tmp_path, "docs", "--output", tmp_path / "html")
    assert differing(read_tree(first / "html"), read_tree(tmp_path / "html")) == []
    (corpus / "yl-books/law.toml").write_text('short_titles = ["图书条例"]\n', encoding="utf-8")
    with (corpus / "yl-books/law.toml").open("a", encoding="utf-8") as file:
        file.write('status = "已修改"\n')
        for field in ("short_titles", "status"):
            file.write(f'[[supplied]]\nfield = "{field}"\nground = "供测试。"\n')
    run("build", tmp_path, "docs", "--output", tmp_path / "html")
    assert "已修改" in (tmp_path / "html/laws/yl-books/art-2.html").read_text(encoding="utf-8")
    assert "图书条例" in (tmp_path / "html/index.html").read_text(encoding="utf-8")
    run("build", tmp_path, "docs", "--output", tmp_path / "fresh/html")
    assert differing(read_tree(tmp_path / "fresh/html"), read_tree(tmp_path / "html")) == []
    for path in [*(corpus / "yl-books").iterdir(), corpus / "terms.toml"]:
        path.unlink()
    (corpus / "yl-books").rmdir()
    run("build", tmp_path, "docs", "--output", tmp_path / "html")
    assert not (tmp_path / "html/laws/yl-books").exists()
    run("build", tmp_path, "docs", "--output", tmp_path / "afresh/html")
    assert differing(read_tree(tmp_path / "afresh/html"), read_tree(tmp_path / "html")) == []
