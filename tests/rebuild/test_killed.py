"""After a killed build, the next build gives the same result as a fresh one."""

import os
import random
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from fatiao.building import build_html
from fatiao.diagnostics import FatiaoError
from tests.conftest import ROOT
from tests.support.small_corpora import write_plain_docs, write_small_corpus
from tests.test_reproducible import differing, read_tree

POINTS = 5
#: What a build that was finished knows of the pages that it wrote.
PAGES = "doctrees/fatiao-pages-html.json"


def start(folder, output="html"):
    paths = ["--corpus", folder / "corpus", "--docs", folder / "docs", "--output", folder / output, "--jobs", "1"]
    line = [sys.executable, "-m", "fatiao", "build", *map(str, paths)]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def build(folder, output="html"):
    process = start(folder, output)
    said = process.communicate()[1]
    assert process.returncode == 0, said


@pytest.fixture
def built(tmp_path):
    write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    build(tmp_path)
    return tmp_path


def edit(corpus, number):
    """What stands on many pages changes: the short title of a law, its text, and a term."""
    words = f'short_titles = ["图书条例{number}"]\n[[supplied]]\nfield = "short_titles"\nground = "供测试。"\n'
    (corpus / "yl-books/law.toml").write_text(words, encoding="utf-8")
    path = corpus / "yl-reading/2021-07-08.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("应当爱护", "应当爱护、" * number + "爱护"), encoding="utf-8"
    )


@pytest.mark.slow
def test_the_next_build_is_right_wherever_one_is_killed(tmp_path):
    corpus = write_small_corpus(tmp_path / "corpus")
    write_plain_docs(tmp_path / "docs")
    before = time.monotonic()
    build(tmp_path)
    length = time.monotonic() - before
    chance = random.Random(20251121)
    for number in range(1, POINTS + 1):
        edit(corpus, number)
        process = start(tmp_path)
        time.sleep(length * (number - chance.random()) / POINTS)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        build(tmp_path)
        build(tmp_path, f"fresh-{number}/html")
        assert differing(read_tree(tmp_path / f"fresh-{number}/html"), read_tree(tmp_path / "html")) == [], number


def test_pages_written_by_half_are_written_again(built):
    """As after a kill between two pages: the environment is stored, one page is cut off, and the build not finished."""
    whole = read_tree(built / "html")
    staging = built / ".html-staging"
    page = staging / "html/laws/yl-books/art-2.html"
    page.write_bytes(page.read_bytes()[:500])
    (staging / "html/laws/yl-books/art-3.html").unlink()
    (staging / PAGES).replace(staging / PAGES.replace(".json", ".before"))
    (staging / "whole.json").unlink()
    build(built)
    assert differing(whole, read_tree(built / "html")) == []
    assert (staging / PAGES).exists()


def fill_at_a_document(monkeypatch):
    """The disk is full when Sphinx writes a page, of which it only warns."""
    write = Path.write_text

    def fill(path, text, *args, **options):
        if path.name == "index.html":
            write(path, text[:100], *args, **options)
            raise OSError(28, "No space left on device", str(path))
        return write(path, text, *args, **options)

    monkeypatch.setattr(Path, "write_text", fill)
    return "the page is not complete"


def fill_at_an_article(monkeypatch):
    """The disk is full when we write a page."""
    replace = os.replace

    def fill(source, target):
        if str(target).endswith("art-2.html"):
            raise OSError(28, "No space left on device", str(target))
        return replace(source, target)

    monkeypatch.setattr(os, "replace", fill)
    return "art-2.html: No space left on device"


@pytest.mark.slow
@pytest.mark.parametrize("fill", [fill_at_a_document, fill_at_an_article])
def test_a_full_disk_stops_the_build_and_the_next_one_is_right(built, monkeypatch, fill):
    edit(built / "corpus", 2)
    message = fill(monkeypatch)
    held = read_tree(built / "html")
    with pytest.raises(FatiaoError, match=message):
        build_html(built / "docs", built / "html", built / "corpus", 1, False, StringIO())
    assert differing(held, read_tree(built / "html")) == []
    monkeypatch.undo()
    build(built)
    build(built, "fresh/html")
    assert differing(read_tree(built / "fresh/html"), read_tree(built / "html")) == []


def test_a_damaged_environment_is_read_anew(built):
    whole = read_tree(built / "html")
    staging = built / ".html-staging"
    pickled = staging / "doctrees/environment.pickle"
    os.truncate(pickled, pickled.stat().st_size // 2)
    (staging / PAGES).unlink()
    (staging / "whole.json").unlink()
    build(built)
    assert differing(whole, read_tree(built / "html")) == []
